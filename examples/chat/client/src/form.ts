// Forms that say what is wrong next to the field that is meant.

import { Problem } from "./api";
import { element } from "./dom";

/** The members of a request, and those of the documents in it: `name`, `settings.historyLength`. */
export type Path<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends readonly unknown[]
    ? K
    : NonNullable<T[K]> extends object
      ? `${K}.${Path<NonNullable<T[K]>>}`
      : K;
}[keyof T & string];

/** A field. Dots in its name lead into a document. */
export interface Field<Name extends string = string> {
  readonly name: Name;
  readonly label: string;
  readonly type?: "text" | "number";
}

/** A form for a request with these fields. `submit` gets what was typed, and throws the problem of the server. */
export function form<Body extends object>(
  title: string,
  fields: readonly Field<Path<Body>>[],
  submit: (body: Body) => Promise<void>,
): HTMLFormElement {
  const rest = element("p", { className: "problem", role: "alert" });
  // The server decides what is valid, so the browser does not.
  const made = element("form", { noValidate: true, ariaLabel: title }, ...fields.map(labelled), rest);
  made.append(element("button", {}, title));
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear(made);
    try {
      // What was typed has the names of the request; whether it is one is for the server to say.
      await submit(read(made, fields) as Body);
      made.reset();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      show(made, rest, error);
    }
  });
  return made;
}

function labelled({ name, label, type = "text" }: Field): HTMLElement {
  const id = `${name}-problem`;
  const input = element("input", { name, type, autocomplete: "off" });
  input.setAttribute("aria-describedby", id);
  return element("label", {}, label, input, element("span", { id, className: "problem", role: "alert" }));
}

/** What was typed, without the fields that are empty and not asked for. */
function read(made: HTMLFormElement, fields: readonly Field[]): object {
  const body: Record<string, unknown> = {};
  for (const { name, type } of fields) {
    const text = (made.elements.namedItem(name) as HTMLInputElement).value;
    if (type === "number" && text === "") continue;
    const path = name.split(".");
    const last = path.pop() ?? name;
    let inside = body;
    for (const member of path) inside = (inside[member] ??= {}) as Record<string, unknown>;
    inside[last] = type === "number" ? Number(text) : text;
  }
  return body;
}

function clear(made: HTMLFormElement): void {
  for (const place of made.querySelectorAll(".problem")) place.textContent = "";
  for (const input of made.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

function show(made: HTMLFormElement, rest: HTMLElement, problem: Problem): void {
  if (problem.issues.length === 0) rest.textContent = problem.title;
  for (const { pointer, detail } of problem.issues) {
    const name = pointer?.replace(/^#\//, "").replaceAll("/", ".");
    const input = name === undefined ? null : made.elements.namedItem(name);
    if (input instanceof HTMLInputElement) {
      input.setAttribute("aria-invalid", "true");
      const place = input.parentElement?.querySelector(".problem");
      if (place) place.textContent = detail;
    } else {
      rest.append(`${name ?? "The request"} ${detail}. `);
    }
  }
}
