-- orm: v=1 from=empty to=82f5bcd65b43afeb4f3a061493d63b67ea3c5035ae9ad980926a53361cfdda37

CREATE TABLE `users` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `email` VARCHAR(320) NOT NULL,
  `name` VARCHAR(80) NOT NULL,
  `created_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  CONSTRAINT `users_email_key` UNIQUE (`email`)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE `projects` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `owner_id` INT NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `description` LONGTEXT NULL,
  `status` ENUM('active','archived') NOT NULL DEFAULT 'active',
  `settings` JSON NOT NULL DEFAULT ('{}'),
  `created_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  `updated_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  INDEX `projects_owner_id_created_at_idx` (`owner_id`, `created_at` DESC),
  CONSTRAINT `projects_name_not_blank` CHECK (trim(name) <> '')
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE `chats` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `project_id` INT NOT NULL,
  `title` VARCHAR(200) NOT NULL,
  `history` JSON NOT NULL DEFAULT ('[]'),
  `message_count` INT NOT NULL DEFAULT 0,
  `created_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  INDEX `chats_project_id_created_at_idx` (`project_id`, `created_at` DESC),
  CONSTRAINT `chats_message_count_check` CHECK (`message_count` >= 0)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE `messages` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `chat_id` INT NOT NULL,
  `author` ENUM('user','assistant') NOT NULL DEFAULT 'user',
  `text` LONGTEXT NOT NULL,
  `created_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  INDEX `messages_chat_id_created_at_idx` (`chat_id`, `created_at`)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE `files` (
  `id` INT NOT NULL AUTO_INCREMENT,
  `project_id` INT NOT NULL,
  `path` VARCHAR(500) NOT NULL,
  `size` BIGINT NOT NULL,
  `created_at` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  CONSTRAINT `files_project_id_path_key` UNIQUE (`project_id`, `path`),
  CONSTRAINT `files_size_check` CHECK (`size` >= 0)
) DEFAULT CHARSET = utf8mb4;

ALTER TABLE `projects` ADD CONSTRAINT `projects_owner_id_fkey` FOREIGN KEY (`owner_id`) REFERENCES `users` (`id`) ON DELETE CASCADE;

ALTER TABLE `chats` ADD CONSTRAINT `chats_project_id_fkey` FOREIGN KEY (`project_id`) REFERENCES `projects` (`id`) ON DELETE CASCADE;

ALTER TABLE `messages` ADD CONSTRAINT `messages_chat_id_fkey` FOREIGN KEY (`chat_id`) REFERENCES `chats` (`id`) ON DELETE CASCADE;

ALTER TABLE `files` ADD CONSTRAINT `files_project_id_fkey` FOREIGN KEY (`project_id`) REFERENCES `projects` (`id`) ON DELETE CASCADE;
