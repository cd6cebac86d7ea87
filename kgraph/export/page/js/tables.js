// The tables beside the picture: claims, disagreements, gaps; sortable, and taken away as CSV.

import { graph } from "./data.js";
import { csv } from "./csv.js";
import { byId, button, el } from "./dom.js";
import { hand } from "./file.js";
import { sorted, TABLES } from "./rows.js";
import { go, view } from "./view.js";

const AT_ONCE = 100;
let last = null;

/** Show or hide the tables, for the claims of a mask. */
export function drawTables(shown) {
  const place = byId("tables");
  byId("show-tables").setAttribute("aria-expanded", String(Boolean(view.table)));
  place.hidden = !view.table;
  if (!view.table) {
    last = null;
    return;
  }
  const mark = [view.table, view.sort, shown];
  if (last && mark.every((value, at) => value === last[at])) {
    choose(place);
    return;
  }
  last = mark;
  const focus = place.contains(document.activeElement) ? document.activeElement.dataset.at : null;
  const table = TABLES[view.table];
  const rows = sorted(table, shown, view.sort);
  place.replaceChildren(tabs(shown, table, rows), grid(table, rows));
  choose(place);
  if (focus) place.querySelector(`[data-at="${CSS.escape(focus)}"]`)?.focus();
}

function tabs(shown, table, rows) {
  return el(
    "div",
    { class: "tabs" },
    el(
      "div",
      { role: "tablist", "aria-label": "Tables" },
      Object.entries(TABLES).map(([name, one]) =>
        tab(name, one, name === view.table ? rows.length : one.rows(shown).length),
      ),
    ),
    el("span", { class: "space" }),
    button("Save as CSV", () => save(table, rows), { "data-at": "csv" }),
    button(el("span", { "aria-hidden": "true" }, "×"), () => go({ table: null, sort: null }), {
      class: "icon",
      "aria-label": "Close the tables",
    }),
  );
}

function tab(name, { title }, number) {
  const chosen = name === view.table;
  return button(
    [title, el("span", { class: "count" }, number.toLocaleString("en"))],
    () => go({ table: name, sort: null }),
    {
      role: "tab",
      id: `tab-${name}`,
      "aria-selected": String(chosen),
      "aria-controls": "grid",
      tabindex: chosen ? 0 : -1,
      "data-at": `tab-${name}`,
    },
  );
}

function grid(table, rows) {
  const body = el("tbody");
  const end = el("p", { class: "end quiet small" }, rows.length ? "" : "Nothing to show here.");
  const place = el(
    "div",
    { class: "grid", id: "grid", role: "tabpanel", "aria-labelledby": `tab-${view.table}`, tabindex: 0 },
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          table.columns.map((column) => head(table, column)),
        ),
      ),
      body,
    ),
    end,
  );
  let drawn = 0;
  const more = () => {
    body.append(...rows.slice(drawn, drawn + AT_ONCE).map((row) => line(table, row)));
    drawn = Math.min(rows.length, drawn + AT_ONCE);
  };
  more();
  place.addEventListener("scroll", () => {
    if (drawn < rows.length && place.scrollTop + place.clientHeight > place.scrollHeight - 400) more();
  });
  return place;
}

function head(table, { key, head: title }) {
  const sort = view.sort || table.start;
  const order = sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
  const sign = { ascending: "▲", descending: "▼", none: "" }[order];
  return el(
    "th",
    { scope: "col", "aria-sort": order },
    button(
      [title, el("span", { "aria-hidden": "true", class: "sign" }, sign)],
      () => go({ sort: order === "ascending" ? `-${key}` : key }),
      { "data-at": `sort-${key}` },
    ),
  );
}

function line(table, row) {
  const index = table.claim(row);
  const open = () => go({ claim: index, entity: null, path: null });
  return el(
    "tr",
    { "data-claim": index, class: graph.claims[index].negated ? "denied" : "", on: { click: open } },
    table.columns.map((column, at) => {
      const value = column.of(row);
      const text = el("bdi", {}, typeof value === "number" ? value.toLocaleString("en") : value);
      return el(
        "td",
        { class: typeof value === "number" ? "number" : "", title: String(value) },
        at ? text : el("button", { type: "button" }, text),
      );
    }),
  );
}

/** Mark the row of the chosen claim. */
function choose(place) {
  for (const row of place.querySelectorAll("tr[aria-selected]")) row.removeAttribute("aria-selected");
  if (view.claim !== null)
    place.querySelector(`tr[data-claim="${view.claim}"]`)?.setAttribute("aria-selected", "true");
}

function save(table, rows) {
  const heads = table.columns.map(({ head: title }) => title);
  hand(
    `${view.table}.csv`,
    csv([heads, ...rows.map((row) => table.columns.map((column) => column.of(row)))]),
    "text/csv",
  );
}
