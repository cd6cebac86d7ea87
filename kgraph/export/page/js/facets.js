// The filters, of which the first, the classes, is also the legend of colours and shapes.

import { graph } from "./data.js";
import { byId, button, el, visible } from "./dom.js";
import { familyName, hueName, shapeOf } from "./palette.js";
import { choose, FACETS, go, release, view } from "./view.js";
import { basisOf, FIRMNESS, holderOf, kindOf, titleOf } from "./words.js";

const TITLES = {
  class: "Classes",
  relation: "Relations",
  polarity: "Polarity",
  certainty: "Certainty",
  holder: "Who claims it",
  basis: "On what basis",
  kind: "Kind of source",
  document: "Document",
};
const AT_ONCE = 12;
const opened = new Set(["class", "relation", "polarity", "certainty"]);
const unfolded = new Set();
let last = null;

const nameOf = {
  class: (value) => visible(graph.classes.label[value]),
  relation: (value) => visible(graph.relations.label[value]),
  polarity: (value) => ["affirmed", "denied"][value],
  certainty: (value) => FIRMNESS[value],
  holder: holderOf,
  basis: basisOf,
  kind: kindOf,
  document: titleOf,
};

/** Draw all facets with the number of claims behind each value. */
export function drawFacets(counts) {
  last = counts;
  const place = byId("filters");
  const scrolled = place.scrollTop;
  const focus = document.activeElement?.closest("#filters") ? document.activeElement.dataset.at : null;
  place.replaceChildren(
    el(
      "div",
      { class: "filters-head" },
      el("h2", {}, "Filters"),
      button("Clear all", () => release(), { class: "clear", disabled: !any() }),
    ),
    ...FACETS.map((facet) => section(facet, counts[facet])),
    sources(),
  );
  place.scrollTop = scrolled;
  if (focus) place.querySelector(`[data-at="${CSS.escape(focus)}"]`)?.focus();
}

const any = () => view.min > 1 || FACETS.some((facet) => view.only[facet].size || view.not[facet].size);

function section(facet, counts) {
  const values = order(facet, counts);
  if (!values.length) return "";
  const most = unfolded.has(facet) ? values.length : AT_ONCE;
  const chosen = view.only[facet].size + view.not[facet].size;
  return el(
    "details",
    {
      open: opened.has(facet) || chosen > 0,
      on: { toggle: (event) => (event.target.open ? opened.add(facet) : opened.delete(facet)) },
    },
    el("summary", {}, TITLES[facet], chosen ? el("span", { class: "count" }, String(chosen)) : null),
    el(
      "ul",
      { class: "facet" },
      values.slice(0, most).map((value) => row(facet, value, counts.get(value) || 0)),
    ),
    values.length > most
      ? button(`${values.length - most} more`, () => (unfolded.add(facet), drawFacets(last)), {
          class: "more",
        })
      : null,
  );
}

function order(facet, counts) {
  const values = new Set([...counts.keys(), ...view.only[facet], ...view.not[facet]]);
  if (facet === "certainty" || facet === "polarity") return [...values].sort((a, b) => a - b);
  return [...values].sort((a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || a - b);
}

function row(facet, value, number) {
  const only = view.only[facet].has(value);
  const not = view.not[facet].has(value);
  const name = nameOf[facet](value);
  return el(
    "li",
    { class: not ? "without" : "" },
    button(
      [
        sample(facet, value),
        el("span", { class: "name" }, el("bdi", {}, name)),
        el("span", { class: "number" }, String(number)),
        el("span", { class: "hidden" }, number === 1 ? " claim, only this" : " claims, only these"),
      ],
      () => choose(facet, value, only ? null : "only"),
      {
        "aria-pressed": String(only),
        "data-at": `${facet}-${value}-only`,
      },
    ),
    button(
      ["hide", el("span", { class: "hidden" }, ` ${name}`)],
      () => choose(facet, value, not ? null : "not"),
      {
        class: "without-button",
        "aria-pressed": String(not),
        "data-at": `${facet}-${value}-not`,
      },
    ),
  );
}

/** How the value looks in the picture. */
function sample(facet, value) {
  if (facet === "class") return el("span", { class: `swatch ${hueName(value)} ${shapeOf(value)}` });
  if (facet === "relation") {
    return el("span", { class: `stroke ${familyName(value)}${graph.relations.meta[value] ? " faint" : ""}` });
  }
  if (facet === "polarity") return el("span", { class: `stroke ${value ? "denied" : "line"}` });
  if (facet === "certainty") return el("span", { class: `stroke line certainty-${value}` });
  return null;
}

function sources() {
  const most = graph.claims.reduce((most, claim) => Math.max(most, claim.independent), 1);
  const input = el("input", {
    type: "number",
    id: "min",
    min: 1,
    max: most,
    value: view.min,
    "data-at": "min",
    on: { change: (event) => go({ min: Math.max(1, Number.parseInt(event.target.value, 10) || 1) }) },
  });
  return el("p", { class: "sources" }, el("label", { for: "min" }, "Independent sources, at least"), input);
}
