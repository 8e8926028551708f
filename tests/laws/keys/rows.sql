INSERT INTO teams (id, name) VALUES (1, 'Engine');
INSERT INTO members (team_id, seat, name) VALUES (1, 1, 'Ada'), (1, 2, 'Charles');
