// The page. What is shown is said by the part of the address after `#`, so that it can be loaded again and linked to.

import { Problem } from "./api";
import { element, link } from "./dom";
import { form } from "./form";
import type { NewChatBody, NewMessageBody, NewProjectBody, NewUserBody } from "./models";
import * as queries from "./queries";

const time = (value: string | null) => (value === null ? "–" : new Date(value).toLocaleString());

/** What each address shows; the number in it is a key. */
const views: readonly [RegExp, (key: string) => Promise<Node[]>][] = [
  [/^$/, users],
  [/^#\/users\/(\d+)$/, projects],
  [/^#\/projects\/(\d+)$/, project],
  [/^#\/chats\/(\d+)$/, chat],
];

async function users(): Promise<Node[]> {
  const rows = await queries.users();
  const fields = [
    { name: "name", label: "Name" },
    { name: "email", label: "E-mail" },
  ] as const;
  return [
    element("h1", {}, "Who are you?"),
    list(rows.map((user) => [link(`#/users/${user.id}`, user.name), ` ${user.email}`])),
    form<NewUserBody>("Add user", fields, async (body) => {
      await queries.addUser(body);
      await render();
    }),
  ];
}

async function projects(user: string): Promise<Node[]> {
  const rows = await queries.activity(user);
  const fields = [
    { name: "name", label: "Name" },
    { name: "description", label: "Description" },
    { name: "settings.historyLength", label: "Messages that the model is told of", type: "number" },
  ] as const;
  const titles = ["Project", "Chats", "Messages", "Last activity"];
  const lines = rows.map((row) => [
    link(`#/projects/${row.projectId}`, row.name),
    String(row.chats),
    String(row.messages),
    time(row.lastActivity),
  ]);
  return [
    element("h1", {}, "Projects"),
    table(titles, lines),
    form<NewProjectBody>("Create project", fields, async (body) => {
      const created = await queries.createProject(user, body);
      location.hash = `#/projects/${created.id}`;
    }),
    link("#", "Users"),
  ];
}

async function project(key: string): Promise<Node[]> {
  const page = await queries.project(key);
  return [
    element("h1", {}, page.name),
    element("p", {}, page.description ?? "–"),
    element("h2", {}, "Chats"),
    list(page.chats.map((chat) => [link(`#/chats/${chat.id}`, chat.title), ` ${chat.messageCount}`])),
    form<NewChatBody>("Start chat", [{ name: "title", label: "Title" }], async (body) => {
      const created = await queries.startChat(key, body);
      location.hash = `#/chats/${created.id}`;
    }),
    element("h2", {}, "Files"),
    list(page.files.map((file) => [`${file.path}, ${file.size} bytes`])),
    link(`#/users/${page.ownerId}`, "Projects"),
  ];
}

async function chat(key: string): Promise<Node[]> {
  const shown = await queries.chat(key);
  const entries = shown.history.map((entry) =>
    element("li", { className: entry.author, title: time(entry.createdAt) }, entry.text),
  );
  return [
    element("h1", {}, shown.title),
    element("ol", { className: "history" }, ...entries),
    form<NewMessageBody>("Say", [{ name: "text", label: "Message" }], async (body) => {
      await queries.say(key, body);
      await render();
    }),
    link(`#/projects/${shown.projectId}`, "Project"),
  ];
}

function list(items: (Node | string)[][]): HTMLElement {
  return element("ul", {}, ...items.map((item) => element("li", {}, ...item)));
}

function table(titles: string[], lines: (Node | string)[][]): HTMLElement {
  const head = element("tr", {}, ...titles.map((title) => element("th", {}, title)));
  const rows = lines.map((line) => element("tr", {}, ...line.map((cell) => element("td", {}, cell))));
  return element("table", {}, head, ...rows);
}

async function render(): Promise<void> {
  const hash = location.hash;
  const [pattern, view] = views.find(([pattern]) => pattern.test(hash)) ?? views[0]!;
  let nodes: Node[];
  try {
    nodes = await view(pattern.exec(hash)?.[1] ?? "");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    nodes = [element("h1", {}, error.title), link("#", "Users")];
  }
  // Whoever went on meanwhile is shown the other place.
  if (location.hash === hash) document.body.replaceChildren(...nodes);
}

addEventListener("hashchange", () => void render());
void render();
