SELECT count(*) FROM jobs WHERE id = 1 AND state = 'waiting';
SELECT count(*) FROM jobs WHERE id = 2 AND state = 'done' AND urgency IS NULL;
