// What the page asks of the server: a function for each route, in the types that `orm-migrate export` wrote.

import { get, post } from "./api";
import type {
  Activity,
  Chat,
  NewChatBody,
  NewMessageBody,
  NewProjectBody,
  NewUserBody,
  Project,
  ProjectPage,
  User,
} from "./models";

/** The key of a row, as it stands in an address. */
type Key<Row extends { id: number }> = Row["id"] | string;

export const users = () => get<User[]>("/users");
export const addUser = (body: NewUserBody) => post<User>("/users", body);

export const activity = (user: Key<User>) => get<Activity[]>(`/users/${user}/activity`);
export const createProject = (user: Key<User>, body: NewProjectBody) =>
  post<ProjectPage>(`/users/${user}/projects`, body);

export const project = (project: Key<Project>) => get<ProjectPage>(`/projects/${project}`);
export const startChat = (project: Key<Project>, body: NewChatBody) =>
  post<Chat>(`/projects/${project}/chats`, body);

export const chat = (chat: Key<Chat>) => get<Chat>(`/chats/${chat}`);
export const say = (chat: Key<Chat>, body: NewMessageBody) => post<Chat>(`/chats/${chat}/messages`, body);
