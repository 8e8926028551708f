// The page. What is shown is said by the part of the address after `#`, so that it can be loaded again and linked to.

import { get, post, Problem, type Row } from "./api";
import { element, link } from "./dom";
import { form } from "./form";

const text = (value: unknown) => (value === null || value === undefined ? "–" : String(value));
const time = (value: unknown) => (typeof value === "string" ? new Date(value).toLocaleString() : "–");

/** What each address shows; the number in it is a key. */
const views: readonly [RegExp, (key: string) => Promise<Node[]>][] = [
  [/^$/, users],
  [/^#\/users\/(\d+)$/, projects],
  [/^#\/projects\/(\d+)$/, project],
  [/^#\/chats\/(\d+)$/, chat],
];

async function users(): Promise<Node[]> {
  const rows = await get<Row[]>("/users");
  const fields = [
    { name: "name", label: "Name" },
    { name: "email", label: "E-mail" },
  ];
  return [
    element("h1", {}, "Who are you?"),
    list(rows.map((user) => [link(`#/users/${user.id}`, text(user.name)), ` ${text(user.email)}`])),
    form("Add user", fields, async (body) => {
      await post("/users", body);
      await render();
    }),
  ];
}

async function projects(user: string): Promise<Node[]> {
  const rows = await get<Record<string, unknown>[]>(`/users/${user}/activity`);
  const fields = [
    { name: "name", label: "Name" },
    { name: "description", label: "Description" },
    { name: "settings.historyLength", label: "Messages that the model is told of", type: "number" as const },
  ];
  const titles = ["Project", "Chats", "Messages", "Last activity"];
  const lines = rows.map((row) => [
    link(`#/projects/${text(row.projectId)}`, text(row.name)),
    text(row.chats),
    text(row.messages),
    time(row.lastActivity),
  ]);
  return [
    element("h1", {}, "Projects"),
    table(titles, lines),
    form("Create project", fields, async (body) => {
      const created = await post<Row>(`/users/${user}/projects`, body);
      location.hash = `#/projects/${created.id}`;
    }),
    link("#", "Users"),
  ];
}

async function project(key: string): Promise<Node[]> {
  const page = await get<Row & { chats: Row[]; files: Row[] }>(`/projects/${key}`);
  return [
    element("h1", {}, text(page.name)),
    element("p", {}, text(page.description)),
    element("h2", {}, "Chats"),
    list(page.chats.map((chat) => [link(`#/chats/${chat.id}`, text(chat.title)), ` ${text(chat.messageCount)}`])),
    form("Start chat", [{ name: "title", label: "Title" }], async (body) => {
      const created = await post<Row>(`/projects/${key}/chats`, body);
      location.hash = `#/chats/${created.id}`;
    }),
    element("h2", {}, "Files"),
    list(page.files.map((file) => [`${text(file.path)}, ${text(file.size)} bytes`])),
    link(`#/users/${text(page.ownerId)}`, "Projects"),
  ];
}

async function chat(key: string): Promise<Node[]> {
  const shown = await get<Row & { history: Record<string, unknown>[] }>(`/chats/${key}`);
  const entries = shown.history.map((entry) =>
    element("li", { className: text(entry.author), title: time(entry.createdAt) }, text(entry.text)),
  );
  return [
    element("h1", {}, text(shown.title)),
    element("ol", { className: "history" }, ...entries),
    form("Say", [{ name: "text", label: "Message" }], async (body) => {
      await post(`/chats/${key}/messages`, body);
      await render();
    }),
    link(`#/projects/${text(shown.projectId)}`, "Project"),
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
