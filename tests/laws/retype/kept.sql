SELECT count(*) FROM items WHERE id = 1 AND label = 'bolt' AND amount = 7 AND note = 'zinc' AND price = 3;
SELECT count(*) FROM parts WHERE item_id = 1;
