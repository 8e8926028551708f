INSERT INTO items (id, label, amount, note, price) VALUES (1, 'bolt', 7, 'zinc', 3);
INSERT INTO parts (id, item_id) VALUES (1, 1);
