SELECT count(*) FROM users WHERE id = 1 AND name = 'Ada' AND visits = 0 AND email IS NULL;
SELECT count(*) FROM users WHERE id = 2 AND name = 'Charles';
