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
