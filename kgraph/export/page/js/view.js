// What is being looked at, kept in the address after `#`, so that it can be shared, restored and gone back to.

import { graph } from "./data.js";

export const FACETS = ["class", "relation", "polarity", "certainty", "holder", "basis", "kind", "document"];

const blank = () => ({
  entity: null,
  claim: null,
  depth: 0,
  path: null,
  min: 1,
  table: null,
  sort: null,
  only: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
  not: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
});

/** The present view; changed only through `go`. */
export const view = blank();
const listeners = [];

/** Call `listener(view, before)` after every change. */
export function watch(listener) {
  listeners.push(listener);
}

/** Change the view and remember it in the history. */
export function go(change) {
  const next = { ...view, ...change };
  const hash = encode(next);
  if (hash === encode(view)) return;
  apply(next);
  location.hash = hash || "#";
}

/** Take the view from the address: at the start (`first`), and when the reader goes back or forward. */
export function restore({ first = false } = {}) {
  const next = decode(location.hash);
  if (first || encode(next) !== encode(view)) apply(next);
}

function apply(next) {
  const before = { ...view };
  Object.assign(view, next);
  for (const listener of listeners) listener(view, before);
}

/** Include, exclude or release one value of a facet: `mode` is `only`, `not` or null. */
export function choose(facet, value, mode) {
  const only = new Set(view.only[facet]);
  const not = new Set(view.not[facet]);
  only.delete(value);
  not.delete(value);
  if (mode === "only") only.add(value);
  if (mode === "not") not.add(value);
  go({ only: { ...view.only, [facet]: only }, not: { ...view.not, [facet]: not } });
}

/** Drop the choices of one facet, or of all and the minimum of sources. */
export function release(facet = null) {
  const facets = facet ? [facet] : FACETS;
  const empty = Object.fromEntries(facets.map((name) => [name, new Set()]));
  go({ only: { ...view.only, ...empty }, not: { ...view.not, ...empty }, ...(facet ? {} : { min: 1 }) });
}

/** How many choices narrow the view. */
export function narrowed() {
  return FACETS.reduce(
    (sum, facet) => sum + view.only[facet].size + view.not[facet].size,
    view.min > 1 ? 1 : 0,
  );
}

/** The names that a facet's values have in the address. */
function names(facet) {
  return {
    class: graph.classes.curie,
    relation: graph.relations.curie,
    polarity: ["affirmed", "negated"],
    certainty: ["certain", "probable", "possible", "uncommitted"],
    holder: graph.holders.curie,
    basis: graph.bases.curie,
    kind: graph.kinds,
    document: graph.documents.id,
  }[facet];
}

const escape = (text) =>
  encodeURIComponent(text).replace(/%(3A|2F)/g, (_, code) => (code === "3A" ? ":" : "/"));

function encode(state) {
  const parts = [];
  const add = (key, ...values) => parts.push(`${key}=${values.join(",")}`);
  if (state.entity !== null) add("entity", escape(graph.entities[state.entity].curie));
  if (state.claim !== null) add("claim", graph.claims[state.claim].id);
  if (state.path) add("path", ...state.path.map((entity) => escape(graph.entities[entity].curie)));
  if (state.depth) add("depth", state.depth);
  for (const facet of FACETS) {
    const name = names(facet);
    const only = [...state.only[facet]].sort((a, b) => a - b).map((value) => escape(name[value]));
    const not = [...state.not[facet]].sort((a, b) => a - b).map((value) => `-${escape(name[value])}`);
    if (only.length + not.length) add(facet, ...only, ...not);
  }
  if (state.min > 1) add("min", state.min);
  if (state.table) add("table", state.table);
  if (state.table && state.sort) add("sort", state.sort);
  return parts.length ? `#${parts.join("&")}` : "";
}

function decode(hash) {
  const state = blank();
  const read = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [key, values = ""] = part.split(/=(.*)/s);
    const list = values.split(",").filter(Boolean);
    const [value] = list;
    const entities = list.map((name) => graph.entityAt.get(read(name))).filter((at) => at !== undefined);
    if (key === "entity") state.entity = entities[0] ?? null;
    else if (key === "claim") state.claim = graph.claimAt.get(value) ?? null;
    else if (key === "path" && entities.length === 2) state.path = entities;
    else if (key === "depth") state.depth = Math.min(3, Math.max(0, Number.parseInt(value, 10) || 0));
    else if (key === "min") state.min = Math.max(1, Number.parseInt(value, 10) || 1);
    else if (key === "table" && ["claims", "disagreements", "gaps"].includes(value)) state.table = value;
    else if (key === "sort" && /^-?[a-z]+$/.test(value || "")) state.sort = value;
    else if (FACETS.includes(key)) decodeFacet(state, key, list, read);
  }
  return state;
}

function decodeFacet(state, facet, list, read) {
  const name = names(facet);
  for (const item of list) {
    const at = name.indexOf(read(item));
    const not = item.startsWith("-") ? name.indexOf(read(item.slice(1))) : -1;
    if (at >= 0) state.only[facet].add(at);
    else if (not >= 0) state.not[facet].add(not);
  }
}
