SELECT count(*) FROM events WHERE kind = 'stop' AND serial = 'b' AND weight = 2;
