-- orm: v=1 from=empty to=12b070e64418ccf96a6abca5ce6ad24283b74d58df2eccc3ea588c46afbf7a87

CREATE TABLE "users" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  UNIQUE ("email")
);

CREATE TABLE "projects" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "owner_id" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT,
  "status" TEXT NOT NULL DEFAULT 'active' CHECK ("status" IN ('active', 'archived')),
  "settings" TEXT NOT NULL DEFAULT '{}',
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  "updated_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  FOREIGN KEY ("owner_id") REFERENCES "users" ("id") ON DELETE CASCADE,
  CONSTRAINT "projects_name_not_blank" CHECK (trim(name) <> '')
);

CREATE INDEX "projects_owner_id_created_at_idx" ON "projects" ("owner_id", "created_at" DESC);

CREATE TABLE "chats" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "project_id" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "history" TEXT NOT NULL DEFAULT '[]',
  "message_count" INTEGER NOT NULL DEFAULT 0,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE,
  CHECK ("message_count" >= 0)
);

CREATE INDEX "chats_project_id_created_at_idx" ON "chats" ("project_id", "created_at" DESC);

CREATE TABLE "messages" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "chat_id" INTEGER NOT NULL,
  "author" TEXT NOT NULL DEFAULT 'user' CHECK ("author" IN ('user', 'assistant')),
  "text" TEXT NOT NULL,
  "created_at" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000+00:00','now')),
  FOREIGN KEY ("chat_id") REFERENCES "chats" ("id") ON DELETE CASCADE
);

CREATE INDEX "messages_chat_id_created_at_idx" ON "messages" ("chat_id", "created_at");

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
