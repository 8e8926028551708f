-- orm: v=1 from=empty to=empty

CREATE TABLE "users" (
  "id" INTEGER PRIMARY KEY
);
