INSERT INTO users (id, full_name) VALUES (1, 'Ada');
INSERT INTO users (id, full_name, boss_id) VALUES (2, 'Charles', 1);
INSERT INTO posts (id, user_id) VALUES (1, 1);
