// Elements without a framework.

type Child = Node | string;

/** An element with these properties and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A link to a place in the page. */
export function link(hash: string, text: string): HTMLAnchorElement {
  return element("a", { href: hash }, text);
}
