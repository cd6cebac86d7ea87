// The panel of one entity: what it is, its names and identifiers, and its claims by relation and direction.

import { bySupport, graph, unpack } from "./data.js";
import { button, count, el, link, visible } from "./dom.js";
import { chooser } from "./chooser.js";
import { hueName, shapeOf } from "./palette.js";
import { claimButton } from "./claim.js";
import { across } from "./paths.js";
import { go, view } from "./view.js";
import { FIRMNESS, labelOf, spaced } from "./words.js";

export function entityPanel(entity, shown) {
  const terms = el("div", { class: "terms" });
  unpack("terms").then((all) => describe(terms, entity, all));
  const mine = entity.claims.filter((index) => shown[index]).map((index) => graph.claims[index]);
  const hidden = entity.claims.length - mine.length;
  return [
    el(
      "header",
      {},
      el(
        "p",
        { class: "kicker" },
        el("span", { class: `swatch ${hueName(entity.group)} ${shapeOf(entity.group)}` }),
        visible(graph.classes.label[entity.group]),
      ),
      el("h2", { tabindex: -1 }, el("bdi", {}, labelOf(entity.index))),
    ),
    terms,
    depths(),
    pathTo(entity),
    el("h3", {}, `${count(mine.length, "claim")}${hidden ? `, ${hidden} more hidden by filters` : ""}`),
    groups(entity, mine),
  ];
}

function describe(place, entity, all) {
  const definition = all.definition[entity.index];
  const labels = all.labels[entity.index];
  const matches = all.matches[entity.index];
  const broader = all.broader[entity.index];
  place.append(
    ...[
      definition && el("p", { class: "definition" }, el("bdi", {}, visible(definition))),
      labels.length > 0 &&
        el("p", { class: "small" }, el("b", {}, "Also "), el("bdi", {}, visible(labels.join(", ")))),
      broader.length > 0 &&
        el("p", { class: "small" }, el("b", {}, "Kind of "), el("bdi", {}, visible(broader.join(", ")))),
      matches.length > 0 && identifiers(matches),
      el("p", { class: "small quiet" }, el("code", {}, visible(entity.curie))),
    ].filter(Boolean),
  );
}

function identifiers(matches) {
  return el(
    "details",
    { class: "small", open: matches.length <= 6 },
    el("summary", {}, count(matches.length, "identifier")),
    el(
      "ul",
      { class: "identifiers" },
      matches.map(([kind, curie, iri]) =>
        el("li", {}, link(iri, curie), el("span", { class: "quiet" }, ` ${spaced(kind)}`)),
      ),
    ),
  );
}

function depths() {
  const options = [
    [0, "everything"],
    [1, "1"],
    [2, "2"],
    [3, "3 steps"],
  ];
  return el(
    "div",
    { class: "segments", role: "group", "aria-label": "How much of the graph round it to show" },
    el("span", { class: "quiet small" }, "Show"),
    options.map(([depth, text]) =>
      button(text, () => go({ depth }), { "aria-pressed": String(view.depth === depth) }),
    ),
  );
}

function pathTo(entity) {
  return el(
    "div",
    { class: "path-to" },
    chooser("Paths from here to …", (other) =>
      go({ path: [entity.index, other], entity: null, claim: null, depth: 0 }),
    ),
  );
}

/** Claims by direction, then relation, the largest groups first; within one by support. */
function groups(entity, claims) {
  const sides = [
    ["As subject", claims.filter((claim) => claim.subject === entity.index)],
    ["As object", claims.filter((claim) => claim.object === entity.index && claim.subject !== entity.index)],
  ];
  return sides
    .filter(([, own]) => own.length)
    .map(([title, own]) =>
      el(
        "section",
        { class: "side" },
        el("h4", {}, title),
        byRelation(own).map(([relation, group]) => relationGroup(entity, relation, group)),
      ),
    );
}

function byRelation(claims) {
  const groups = new Map();
  for (const claim of claims) {
    if (!groups.has(claim.relation)) groups.set(claim.relation, []);
    groups.get(claim.relation).push(claim);
  }
  return [...groups].sort(([a, m], [b, n]) => n.length - m.length || a - b);
}

function relationGroup(entity, relation, claims) {
  const best = [...claims].sort(bySupport);
  return el(
    "details",
    { open: claims.length <= 12 },
    el(
      "summary",
      {},
      el("i", {}, visible(graph.relations.label[relation])),
      el("span", { class: "count" }, String(claims.length)),
    ),
    el(
      "ul",
      { class: "claims" },
      best.map((claim) =>
        el(
          "li",
          {},
          claimButton(claim, briefly(entity, claim)),
          el("span", { class: "quiet small" }, ` ${claim.evidence}`),
        ),
      ),
    ),
  );
}

function briefly(entity, claim) {
  const hedge = claim.certainty ? FIRMNESS[claim.certainty] : "";
  const notes = [claim.negated ? "denied" : "", hedge, claim.disputed ? "disputed" : ""].filter(Boolean);
  return `${labelOf(across(claim, entity.index))}${notes.length ? ` (${notes.join(", ")})` : ""}`;
}
