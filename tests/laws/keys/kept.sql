SELECT count(*) FROM teams WHERE name = 'Engine' AND city = 'London';
SELECT count(*) FROM members WHERE team_id = 1 AND seat = 2 AND name = 'Charles';
