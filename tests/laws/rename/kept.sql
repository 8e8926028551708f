SELECT count(*) FROM people WHERE name = 'Ada' AND boss_id IS NULL;
SELECT count(*) FROM people WHERE name = 'Charles' AND boss_id = 1;
SELECT count(*) FROM posts WHERE author_id = 1;
