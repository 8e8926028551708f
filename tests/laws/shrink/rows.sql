INSERT INTO users (id, name, email, age) VALUES (1, 'Ada', 'ada@example.org', 36);
INSERT INTO posts (id, author_id, body) VALUES (1, 1, 'Note G');
INSERT INTO tags (id, post_id) VALUES (1, 1);
