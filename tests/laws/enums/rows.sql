INSERT INTO jobs (id, state) VALUES (1, 'waiting'), (2, 'done');
