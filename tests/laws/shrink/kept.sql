SELECT count(*) FROM users WHERE id = 1 AND name = 'Ada';
SELECT count(*) FROM posts WHERE id = 1 AND body = 'Note G';
