// What zod says of requests. Reads `{ schema, cases: [[definition, JSON text], ..] }` from stdin; writes for each case the
// request as a browser would send it, and the paths that are wrong in it, as JSON Pointers.

import { readFileSync } from "node:fs";
import { z } from "zod";

const { schema, cases } = JSON.parse(readFileSync(0, "utf8"));

const validators = new Map();
function validator(definition) {
  if (!validators.has(definition)) {
    validators.set(definition, z.fromJSONSchema({ ...schema, $ref: `#/$defs/${definition}` }));
  }
  return validators.get(definition);
}

/** The places of an issue; a union says of each of its options what is wrong, and the one that fits best is meant. */
function places(issue, before = []) {
  const path = [...before, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
  // The server speaks of the object that has the key.
  if (issue.code === "invalid_key") return [path.slice(0, -1)];
  if (issue.code === "invalid_union") {
    const options = issue.errors.map((errors) => errors.flatMap((inner) => places(inner, path)));
    const depth = (option) => Math.max(0, ...option.map((place) => place.length));
    const best = options.reduce((best, option) => (depth(option) > depth(best) ? option : best), []);
    return depth(best) > path.length ? best : [path];
  }
  return [path];
}

const pointer = (path) => `#${path.map((part) => `/${part}`).join("")}`;

const verdicts = cases.map(([definition, text]) => {
  const request = JSON.parse(text);
  const result = validator(definition).safeParse(request);
  const found = result.success ? [] : result.error.issues.flatMap((issue) => places(issue)).map(pointer);
  return [JSON.stringify(request), [...new Set(found)].sort()];
});
process.stdout.write(JSON.stringify(verdicts));
