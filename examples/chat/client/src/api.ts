// Requests to the server.

/** One thing that is wrong with a request. */
export interface Issue {
  /** The member that is meant: `#/settings/historyLength`; none when it is the request as a whole. */
  readonly pointer?: string;
  readonly detail: string;
}

/** A request that failed: the problem document (RFC 9457) of the server. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly issues: readonly Issue[],
  ) {
    super(title);
  }
}

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const response = await fetch(`/api${path}`, init);
  const answer = response.status === 204 ? undefined : await response.json();
  if (!response.ok) {
    throw new Problem(response.status, answer.title, answer.errors ?? []);
  }
  return answer as T;
}

/** Asks for something. */
export const get = <T>(path: string) => send<T>("GET", path);
/** Makes something, or says something. */
export const post = <T>(path: string, body: unknown) => send<T>("POST", path, body);
