INSERT INTO notes (id, written_at) VALUES (1, '2026-11-20 10:30:00');
