// The panel before anything is chosen: what the graph holds, and where to start.

import { bySupport, graph } from "./data.js";
import { chooser } from "./chooser.js";
import { claimButton } from "./claim.js";
import { count, el } from "./dom.js";
import { go } from "./view.js";
import { DISAGREEMENTS } from "./words.js";

const MOST = 6;

export function welcomePanel(shown) {
  const claims = graph.claims.filter((claim) => shown[claim.index]);
  return [
    el(
      "header",
      {},
      el("p", { class: "kicker" }, "Guide"),
      el("h2", { tabindex: -1 }, "What the texts claim"),
    ),
    el("p", { class: "lead" }, ...numbers()),
    el(
      "p",
      { class: "quiet" },
      "A line is something a text claims, never a fact: click it to read its sentences, or a node to see all that is said of it. Larger nodes have more evidence, thicker lines more independent sources; a line's colour is its kind of relation.",
    ),
    section("Best supported", best(claims)),
    section("Where texts disagree", disagreements(shown)),
    section("What is not known", gaps(claims)),
    connection(),
  ];
}

function numbers() {
  const { documents, claims, entities, disagreements } = graph;
  const pieces = graph.evidence.document?.length || 0;
  return [
    el("b", {}, count(claims.length, "claim")),
    ` about ${count(entities.length, "entity", "entities")}, from ${count(pieces, "reading")} in `,
    el("b", {}, count(documents.id.length, "document")),
    `; ${count(disagreements.length, "disagreement")}.`,
  ];
}

function section(title, items) {
  return items.length ? [el("h3", {}, title), el("ul", { class: "claims" }, items)] : [];
}

function best(claims) {
  const things = claims.filter((claim) => !graph.relations.meta[claim.relation]);
  return supported(
    things.length ? things : [...claims],
    (claim) => `${count(claim.evidence, "sentence")}, ${count(claim.independent, "source")}`,
  );
}

// the claims with most support, each after what is told of it; sorts the array that it is given
function supported(claims, told) {
  return claims
    .sort(bySupport)
    .slice(0, MOST)
    .map((claim) => el("li", {}, claimButton(claim), el("span", { class: "quiet small" }, ` ${told(claim)}`)));
}

function disagreements(shown) {
  return graph.disagreements
    .filter(({ left, right }) => shown[left] && shown[right])
    .slice(0, MOST)
    .map(({ kind, left, right }) =>
      el(
        "li",
        { class: "against" },
        claimButton(graph.claims[left]),
        left !== right && claimButton(graph.claims[right]),
        el("span", { class: "quiet small" }, DISAGREEMENTS[kind]),
      ),
    );
}

function gaps(claims) {
  return supported(
    claims.filter((claim) => graph.relations.gap[claim.relation] && !claim.negated),
    (claim) => count(claim.independent, "source"),
  );
}

function connection() {
  const ends = [null, null];
  const set = (place) => (entity) => {
    ends[place] = entity;
    if (ends[0] !== null && ends[1] !== null) go({ path: [...ends], entity: null, claim: null, depth: 0 });
  };
  return [
    el("h3", {}, "How are two things connected?"),
    el("div", { class: "connect" }, chooser("From …", set(0)), chooser("To …", set(1))),
  ];
}
