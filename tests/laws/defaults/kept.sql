SELECT count(*) FROM notes WHERE id = 1 AND title = 'untitled' AND version = 1;
SELECT count(*) FROM notes WHERE NOT is_pinned;
