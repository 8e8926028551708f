// Written by `orm-migrate export --format typescript`. Do not edit.

/** Somebody who works on projects. */
export interface User {
  /** @type integer */
  id: number;
  email: string;
  name: string;
  /** @format date-time */
  createdAt: string;
}

/** What a row of `users` can be read with: `User & Pick<UserRelations, "projects">`. */
export interface UserRelations {
  projects: Project[];
}

/** A new row of `users`. */
export interface NewUser {
  /** @type integer */
  id?: number;
  /**
   * @maxLength 320
   * @format email
   */
  email: string;
  /**
   * @minLength 1
   * @maxLength 80
   */
  name: string;
  /** @format date-time */
  createdAt?: string;
}

/** The body of a request for a row of `users`. */
export interface NewUserBody {
  /**
   * @maxLength 320
   * @format email
   */
  email: string;
  /**
   * @minLength 1
   * @maxLength 80
   */
  name: string;
}

/** A change of a row of `users`: what is absent is kept. */
export interface UserPatch {
  /**
   * @maxLength 320
   * @format email
   */
  email?: string;
  /**
   * @minLength 1
   * @maxLength 80
   */
  name?: string;
}

/** Whether a project is worked on. */
export type ProjectStatus = "active" | "archived";

/** What a user chose for a project, stored as one JSON document. What a document does not say has its default. */
export interface ProjectSettings {
  /** The model that answers in the chats. */
  model: string;
  /**
   * How many messages it is told of.
   * @type integer
   */
  historyLength: number;
}

/** What a user works on. */
export interface Project {
  /** @type integer */
  id: number;
  /** @type integer */
  ownerId: number;
  name: string;
  description: string | null;
  status: ProjectStatus;
  settings: ProjectSettings;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
}

/** What a row of `projects` can be read with: `Project & Pick<ProjectRelations, "chats">`. */
export interface ProjectRelations {
  chats: Chat[];
  files: File[];
  owner: User;
}

/** What a user chose for a project, stored as one JSON document. What a document does not say has its default. */
export interface ProjectSettingsInput {
  /**
   * The model that answers in the chats.
   * @minLength 1
   * @maxLength 60
   */
  model?: string;
  /**
   * How many messages it is told of.
   * @type integer
   * @minimum 1
   * @maximum 100
   */
  historyLength?: number;
}

/** A new row of `projects`. */
export interface NewProject {
  /** @type integer */
  id?: number;
  /** @type integer */
  ownerId: number;
  /**
   * @minLength 1
   * @maxLength 120
   */
  name: string;
  /** @maxLength 2000 */
  description?: string | null;
  status?: ProjectStatus;
  settings?: ProjectSettingsInput;
  /** @format date-time */
  createdAt?: string;
  /** @format date-time */
  updatedAt?: string;
}

/** The body of a request for a row of `projects`. */
export interface NewProjectBody {
  /**
   * @minLength 1
   * @maxLength 120
   */
  name: string;
  /** @maxLength 2000 */
  description?: string | null;
  status?: ProjectStatus;
  settings?: ProjectSettingsInput;
}

/** A change of a row of `projects`: what is absent is kept. */
export interface ProjectPatch {
  /**
   * @minLength 1
   * @maxLength 120
   */
  name?: string;
  /** @maxLength 2000 */
  description?: string | null;
  status?: ProjectStatus;
  settings?: ProjectSettingsInput;
  /** @format date-time */
  updatedAt?: string;
}

/** A message in the history of a chat. */
export interface Entry {
  /** @type integer */
  messageId: number;
  author: Author;
  text: string;
  /** @format date-time */
  createdAt: string;
}

/** Who wrote a message. */
export type Author = "user" | "assistant";

/**
 * A conversation in a project. Its messages are in it as one document, which is what a client shows, and are rows of
 * [`Message`], which is what questions about them are asked of.
 */
export interface Chat {
  /** @type integer */
  id: number;
  /** @type integer */
  projectId: number;
  title: string;
  history: Entry[];
  /** @type integer */
  messageCount: number;
  /** @format date-time */
  createdAt: string;
}

/** What a row of `chats` can be read with: `Chat & Pick<ChatRelations, "messages">`. */
export interface ChatRelations {
  messages: Message[];
  project: Project;
}

/** A new row of `chats`. */
export interface NewChat {
  /** @type integer */
  id?: number;
  /** @type integer */
  projectId: number;
  /**
   * @minLength 1
   * @maxLength 200
   */
  title: string;
  history?: Entry[];
  /**
   * @type integer
   * @minimum 0
   */
  messageCount?: number;
  /** @format date-time */
  createdAt?: string;
}

/** The body of a request for a row of `chats`. */
export interface NewChatBody {
  /**
   * @minLength 1
   * @maxLength 200
   */
  title: string;
}

/** A change of a row of `chats`: what is absent is kept. */
export interface ChatPatch {
  /**
   * @minLength 1
   * @maxLength 200
   */
  title?: string;
}

/** A message as a row. */
export interface Message {
  /** @type integer */
  id: number;
  /** @type integer */
  chatId: number;
  author: Author;
  text: string;
  /** @format date-time */
  createdAt: string;
}

/** What a row of `messages` can be read with: `Message & Pick<MessageRelations, "chat">`. */
export interface MessageRelations {
  chat: Chat;
}

/** A new row of `messages`. */
export interface NewMessage {
  /** @type integer */
  id?: number;
  /** @type integer */
  chatId: number;
  author?: Author;
  /**
   * @minLength 1
   * @maxLength 4000
   */
  text: string;
  /** @format date-time */
  createdAt?: string;
}

/** The body of a request for a row of `messages`. */
export interface NewMessageBody {
  author?: Author;
  /**
   * @minLength 1
   * @maxLength 4000
   */
  text: string;
}

/** A change of a row of `messages`: what is absent is kept. */
export interface MessagePatch {
  author?: Author;
  /**
   * @minLength 1
   * @maxLength 4000
   */
  text?: string;
}

/** A file that the chats of a project can read. A project has one of each path. */
export interface File {
  /** @type integer */
  id: number;
  /** @type integer */
  projectId: number;
  path: string;
  /** @type integer */
  size: number;
  /** @format date-time */
  createdAt: string;
}

/** What a row of `files` can be read with: `File & Pick<FileRelations, "project">`. */
export interface FileRelations {
  project: Project;
}

/** A new row of `files`. */
export interface NewFile {
  /** @type integer */
  id?: number;
  /** @type integer */
  projectId: number;
  /**
   * @minLength 1
   * @maxLength 500
   */
  path: string;
  /**
   * @type integer
   * @minimum 0
   */
  size: number;
  /** @format date-time */
  createdAt?: string;
}

/** The body of a request for a row of `files`. */
export interface NewFileBody {
  /**
   * @minLength 1
   * @maxLength 500
   */
  path: string;
  /**
   * @type integer
   * @minimum 0
   */
  size: number;
}

/** A change of a row of `files`: what is absent is kept. */
export interface FilePatch {
  /**
   * @minLength 1
   * @maxLength 500
   */
  path?: string;
  /**
   * @type integer
   * @minimum 0
   */
  size?: number;
}

/** How much is said in a project. A project without a chat is counted too, with zeros. */
export interface Activity {
  /** @type integer */
  projectId: number;
  name: string;
  /**
   * A chat comes once for each of its messages, so it is told apart.
   * @type integer
   */
  chats: number;
  /** @type integer */
  messages: number;
  /** @format date-time */
  lastActivity: string | null;
}

/** A project with what is in it: its chats, the newest first, and its files. */
export interface ProjectPage {
  /** @type integer */
  id: number;
  /** @type integer */
  ownerId: number;
  name: string;
  description: string | null;
  status: ProjectStatus;
  settings: ProjectSettings;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
  chats: ChatCard[];
  files: File[];
}

/** A chat in a list: without what was said. */
export interface ChatCard {
  /** @type integer */
  id: number;
  title: string;
  /** @type integer */
  messageCount: number;
  /** @format date-time */
  createdAt: string;
}

/** How much of a chat is read: `?limit=20`. */
export interface RangeInput {
  /**
   * @type integer
   * @minimum 1
   * @maximum 100
   */
  limit?: number;
}
