// Makes elements. Text goes in as text only: nothing here parses HTML.

/** An element with attributes, listeners (`on: {click}`) and children, which are elements or texts. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A link to an address of the web, or its text alone where the address is anything else (`javascript:` …). */
export function link(address, text = address) {
  let safe = null;
  try {
    const url = new URL(address);
    if (url.protocol === "https:" || url.protocol === "http:") safe = url.href;
  } catch {
    safe = null;
  }
  const label = el("bdi", {}, visible(text));
  return safe ? el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label) : label;
}

const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** A text in which characters that hide or turn round others (controls, bidi overrides) are written out. */
export function visible(text) {
  return text.replace(CONTROLS, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** A button that does one thing. */
export function button(text, action, attributes = {}) {
  return el("button", { type: "button", ...attributes, on: { click: action } }, text);
}

/** `3 documents`, `1 document`. */
export function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
