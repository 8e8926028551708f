// Written by `orm-migrate export --format queries`. Do not edit.

import { useMutation, useQuery, type UseMutationOptions, type UseQueryOptions } from "@tanstack/react-query";

import type * as models from "./models";

/** A part of an address. Keys of rows are text there, whatever they are elsewhere. */
export type Key = string | number;

/** One thing that is wrong with a request. */
export interface Issue {
  /** The member that is meant, as a JSON pointer: `#/settings/historyLength`; none when it is the request as a whole. */
  readonly pointer?: string;
  readonly code?: string;
  readonly detail: string;
}

/** A request that failed: the problem document (RFC 9457) of the server, or what `settings.check` found. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  /** Its name for programs. */
  readonly code: string;
  readonly issues: readonly Issue[];

  constructor(status: number, title: string, code: string, issues: readonly Issue[]) {
    super(title);
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.code = code;
    this.issues = issues;
  }
}

/** What all requests have in common. */
export interface Settings {
  /** What stands in front of every path: `/api`, `https://example.com/api`. */
  base: string;
  /** Sends a request: the place for headers of your own. */
  fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** What is wrong with a body, before it is sent. `model` is its name in the exported JSON Schema. */
  check: (model: string, body: unknown) => readonly Issue[];
}

/** To be set before the first request. */
export const settings: Settings = {
  base: "",
  fetch: (address, init) => fetch(address, init),
  check: () => [],
};

/** A question to the server, in the form that libraries of queries take. */
export interface Query<Answer> {
  /** The parts of its address: a key that begins with the same parts is of something below it. */
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context?: { signal?: AbortSignal }) => Promise<Answer>;
}

/** Something that changes what the server has, in the form that libraries of queries take. */
export interface Mutation<Variables, Answer> {
  readonly mutationKey: readonly string[];
  readonly mutationFn: (variables: Variables) => Promise<Answer>;
}

interface Parts {
  query?: object | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

function asked<Answer>(path: readonly Key[], query?: object): Query<Answer> {
  const parts = path.map(String);
  return {
    queryKey: query === undefined ? parts : [...parts, query],
    queryFn: (context) => send("GET", path, { query, signal: context?.signal }),
  };
}

function changed<Variables, Answer>(
  method: string,
  name: string,
  path: (variables: Variables) => readonly Key[],
  model?: string,
): Mutation<Variables, Answer> {
  return {
    mutationKey: [name],
    mutationFn: async (variables) => {
      const { query, body }: Parts = variables ?? {};
      const issues = model === undefined || body === undefined ? [] : settings.check(model, body);
      if (issues.length > 0) throw new Problem(422, "Validation failed", "validation_failed", issues);
      return send(method, path(variables), { query, body });
    },
  };
}

async function send<Answer>(method: string, path: readonly Key[], parts: Parts): Promise<Answer> {
  const init: RequestInit = { method };
  if (parts.signal !== undefined) init.signal = parts.signal;
  if (parts.body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(parts.body);
  }
  const response = await settings.fetch(settings.base + address(path, parts.query), init);
  const text = await response.text();
  const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
  const answer: unknown = isJson ? JSON.parse(text) : text === "" ? undefined : text;
  if (response.ok) return answer as Answer;
  const problem = (isJson ? answer : {}) as { title?: string; code?: string; errors?: readonly Issue[] };
  const { title = response.statusText, code = "", errors = [] } = problem;
  throw new Problem(response.status, title, code, errors);
}

/** A part of a path as a server compares it: what a part may hold is not written in another way. */
function segment(part: Key): string {
  const text = String(part);
  if (text === "." || text === "..") throw new TypeError(`"${text}" cannot be a part of a path`);
  return encodeURIComponent(text).replace(/%(?:40|3A|24|26|2B|2C|3B|3D)/g, decodeURIComponent);
}

function address(path: readonly Key[], query: object = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.append(name, String(value));
  }
  const place = `/${path.map(segment).join("/")}`;
  return parameters.size === 0 ? place : `${place}?${parameters}`;
}

/** The users. `GET /users` */
export const usersList = () => asked<models.User[]>(["users"]);

/** A new user. `POST /users` */
export const usersCreate = changed<{ body: models.NewUserBody }, models.User>("POST", "usersCreate", () => ["users"], "NewUserBody");

/** The projects of a user, the newest first. `GET /users/{id}/projects` */
export const usersProjects = (id: Key) => asked<models.Project[]>(["users", id, "projects"]);

/** A new project of a user, with its first chat. `POST /users/{id}/projects` */
export const usersCreateProject = changed<{ id: Key; body: models.NewProjectBody }, models.ProjectPage>("POST", "usersCreateProject", ({ id }) => ["users", id, "projects"], "NewProjectBody");

/** How much is said in each project of a user. `GET /users/{id}/activity` */
export const usersActivity = (id: Key) => asked<models.Activity[]>(["users", id, "activity"]);

/** A project with its chats and files. `GET /projects/{id}` */
export const projectsGet = (id: Key) => asked<models.ProjectPage>(["projects", id]);

/** Changes what the body names and keeps the rest. `PATCH /projects/{id}` */
export const projectsChange = changed<{ id: Key; body: models.ProjectPatch }, models.ProjectPage>("PATCH", "projectsChange", ({ id }) => ["projects", id], "ProjectPatch");

/** Removes a project with what is in it. `DELETE /projects/{id}` */
export const projectsRemove = changed<{ id: Key }, void>("DELETE", "projectsRemove", ({ id }) => ["projects", id]);

/** A new chat in a project. `POST /projects/{id}/chats` */
export const projectsCreateChat = changed<{ id: Key; body: models.NewChatBody }, models.Chat>("POST", "projectsCreateChat", ({ id }) => ["projects", id, "chats"], "NewChatBody");

/** A new file in a project. `POST /projects/{id}/files` */
export const projectsAddFile = changed<{ id: Key; body: models.NewFileBody }, models.File>("POST", "projectsAddFile", ({ id }) => ["projects", id, "files"], "NewFileBody");

/** A chat with its history. `GET /chats/{id}` */
export const chatsGet = (id: Key) => asked<models.Chat>(["chats", id]);

/** The messages of a chat as rows. `GET /chats/{id}/messages` */
export const chatsMessages = (id: Key, query: models.RangeInput = {}) => asked<models.Message[]>(["chats", id, "messages"], query);

/** One more message. `POST /chats/{id}/messages` */
export const chatsAppend = changed<{ id: Key; body: models.NewMessageBody }, models.Chat>("POST", "chatsAppend", ({ id }) => ["chats", id, "messages"], "NewMessageBody");

/** What a query may be told beside what it asks. */
export type QueryHook<Answer> = Omit<UseQueryOptions<Answer>, "queryKey" | "queryFn">;

/** What a mutation may be told beside what it changes. */
export type MutationHook<Variables, Answer> = Omit<UseMutationOptions<Answer, Error, Variables>, "mutationKey" | "mutationFn">;

export const useUsersList = (options?: QueryHook<models.User[]>) => useQuery({ ...usersList(), ...options });

export const useUsersCreate = (options?: MutationHook<{ body: models.NewUserBody }, models.User>) => useMutation({ ...usersCreate, ...options });

export const useUsersProjects = (id: Key, options?: QueryHook<models.Project[]>) => useQuery({ ...usersProjects(id), ...options });

export const useUsersCreateProject = (options?: MutationHook<{ id: Key; body: models.NewProjectBody }, models.ProjectPage>) => useMutation({ ...usersCreateProject, ...options });

export const useUsersActivity = (id: Key, options?: QueryHook<models.Activity[]>) => useQuery({ ...usersActivity(id), ...options });

export const useProjectsGet = (id: Key, options?: QueryHook<models.ProjectPage>) => useQuery({ ...projectsGet(id), ...options });

export const useProjectsChange = (options?: MutationHook<{ id: Key; body: models.ProjectPatch }, models.ProjectPage>) => useMutation({ ...projectsChange, ...options });

export const useProjectsRemove = (options?: MutationHook<{ id: Key }, void>) => useMutation({ ...projectsRemove, ...options });

export const useProjectsCreateChat = (options?: MutationHook<{ id: Key; body: models.NewChatBody }, models.Chat>) => useMutation({ ...projectsCreateChat, ...options });

export const useProjectsAddFile = (options?: MutationHook<{ id: Key; body: models.NewFileBody }, models.File>) => useMutation({ ...projectsAddFile, ...options });

export const useChatsGet = (id: Key, options?: QueryHook<models.Chat>) => useQuery({ ...chatsGet(id), ...options });

export const useChatsMessages = (id: Key, query: models.RangeInput = {}, options?: QueryHook<models.Message[]>) => useQuery({ ...chatsMessages(id, query), ...options });

export const useChatsAppend = (options?: MutationHook<{ id: Key; body: models.NewMessageBody }, models.Chat>) => useMutation({ ...chatsAppend, ...options });
