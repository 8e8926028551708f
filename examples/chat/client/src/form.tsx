// Forms that say what is wrong next to the field that is meant.

import { useId, type FormEvent } from "react";
import { Problem } from "./queries";

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

interface Props<Body extends object> {
  readonly title: string;
  readonly fields: readonly Field<Path<Body>>[];
  /** Gets what was typed. */
  readonly submit: (body: Body) => Promise<unknown>;
  /** What went wrong with it. */
  readonly error: Error | null;
}

/** A form for a request with these fields. */
export function Form<Body extends object>({ title, fields, submit, error }: Props<Body>) {
  const said = new Map(error instanceof Problem ? error.issues.map((issue) => [place(issue), issue.detail]) : []);
  const rest = [...said].filter(([name]) => !fields.some((field) => field.name === name));
  const sentences = rest.map(([name, detail]) => `${name ?? "The request"} ${detail}.`);
  if (error !== null && said.size === 0) sentences.push(error.message);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      // What was typed has the names of the request; whether it is one is for the server to say.
      await submit(read(form, fields) as Body);
      form.reset();
    } catch (error) {
      // It comes back as `error`, and is shown.
      if (!(error instanceof Problem)) throw error;
    }
  }

  return (
    <form noValidate aria-label={title} onSubmit={send}>
      {fields.map((field) => (
        <Labelled key={field.name} field={field} problem={said.get(field.name)} />
      ))}
      <p className="problem" role="alert">
        {sentences.join(" ")}
      </p>
      <button>{title}</button>
    </form>
  );
}

function Labelled({ field, problem }: { field: Field; problem: string | undefined }) {
  const id = useId();
  const { name, label, type = "text" } = field;
  return (
    <label>
      {label}
      <input
        name={name}
        type={type}
        autoComplete="off"
        aria-describedby={id}
        aria-invalid={problem === undefined ? undefined : true}
      />
      <span id={id} className="problem" role="alert">
        {problem}
      </span>
    </label>
  );
}

/** The name of the field that is meant. */
function place({ pointer }: { pointer?: string }): string | undefined {
  return pointer?.replace(/^#\//, "").replaceAll("/", ".");
}

/** What was typed, without the numbers that were left out. */
function read(form: HTMLFormElement, fields: readonly Field[]): object {
  const body: Record<string, unknown> = {};
  for (const { name, type } of fields) {
    const text = (form.elements.namedItem(name) as HTMLInputElement).value;
    if (type === "number" && text === "") continue;
    const path = name.split(".");
    const last = path.pop() ?? name;
    let inside = body;
    for (const member of path) inside = (inside[member] ??= {}) as Record<string, unknown>;
    inside[last] = type === "number" ? Number(text) : text;
  }
  return body;
}
