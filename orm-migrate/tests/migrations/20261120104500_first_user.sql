-- orm: v=1 from=empty to=empty

INSERT INTO "users" ("id") VALUES (7);
