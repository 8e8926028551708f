-- orm: v=1 from=e63084d1767b9d67416ea4780ffc48c7d909957a52d86cb6c5461f30d0c713a2 to=fb43a1f43b39b8ba5f3848e10680bc59598b58929016c6ee9f65c1e688a40e56

CREATE TABLE "files" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "project_id" INTEGER NOT NULL,
  "path" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  UNIQUE ("project_id", "path"),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE,
  CHECK ("size" >= 0)
);
