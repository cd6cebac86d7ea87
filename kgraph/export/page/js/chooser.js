// A field with type-ahead over the entities: the combobox pattern of the WAI-ARIA practices.

import { graph } from "./data.js";
import { el, visible } from "./dom.js";
import { find } from "./index.js";
import { hueName, shapeOf } from "./palette.js";
import { labelOf } from "./words.js";

let made = 0;

/** A labelled field that calls `choose(entity)`. */
export function chooser(label, choose, value = "") {
  const id = `chooser-${++made}`;
  const input = el("input", {
    id,
    type: "search",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: label,
    "aria-label": label,
    value,
  });
  const list = el("ul", {
    id: `${id}-list`,
    class: "found",
    role: "listbox",
    "aria-label": label,
    hidden: true,
  });
  attach(input, list, choose);
  return el("div", { class: "chooser" }, input, list);
}

/** Give a field and a list the behaviour of a combobox. */
export function attach(input, list, choose) {
  let options = [];
  let active = -1;
  let asked = 0;

  const close = () => {
    asked++; // an answer still on its way comes too late
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    const item = list.children[at];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const take = (at) => {
    const option = options[at];
    if (!option) return;
    input.value = graph.entities[option.entity].label;
    close();
    choose(option.entity);
  };
  const search = async () => {
    const question = ++asked;
    const found = await find(input.value);
    if (question !== asked) return;
    options = found;
    list.replaceChildren(...found.map((option, at) => item(option, at, list.id, () => take(at))));
    if (!found.length && input.value.trim())
      list.append(
        el("li", { role: "option", "aria-disabled": "true", class: "quiet" }, "Nothing by that name"),
      );
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", () => input.value.trim() && input.select());
  input.addEventListener("blur", () => setTimeout(() => document.activeElement !== input && close(), 150));
  input.addEventListener("keydown", (event) => {
    const last = options.length - 1;
    if (event.key === "ArrowDown" && last >= 0) mark(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp" && last >= 0) mark(active <= 0 ? last : active - 1);
    else if (event.key === "Enter" && !list.hidden) take(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function item({ entity, also }, at, list, take) {
  const { group, claims } = graph.entities[entity];
  return el(
    "li",
    {
      id: `${list}-${at}`,
      role: "option",
      "aria-selected": "false",
      on: { mousedown: (event) => (event.preventDefault(), take()) },
    },
    el("span", { class: `swatch ${hueName(group)} ${shapeOf(group)}` }),
    el("bdi", {}, labelOf(entity)),
    also ? el("span", { class: "quiet small" }, " ", el("bdi", {}, visible(also))) : null,
    el("span", { class: "count" }, String(claims.length)),
  );
}
