INSERT INTO events (kind, serial, weight) VALUES ('start', 'a', 1), ('stop', 'b', 2);
