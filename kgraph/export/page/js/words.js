// How claims, entities and evidence are put in words.

import { graph } from "./data.js";
import { visible } from "./dom.js";

export const CERTAINTIES = ["certain", "probable", "possible", "uncommitted"];
export const CERTAINTY_WORDS = [
  "stated as certain",
  "said to be probable",
  "said to be possible",
  "left open",
];
/** The same in a word or two. */
export const FIRMNESS = ["certain", "probable", "possible", "left open"];
export const POLARITIES = ["affirmed", "negated"];
export const DISAGREEMENTS = {
  polarity: "one affirms what the other denies",
  relation: "the relations exclude one another",
  certainty: "some are certain of what others leave open",
};

export const labelOf = (entity) => visible(graph.entities[entity].label);
export const relationOf = (claim) => visible(graph.relations.label[claim.relation]);

/** A claim in one line: `denied: tea raises mood (possible)`. */
export function phrase(claim) {
  const hedge = claim.certainty ? ` (${FIRMNESS[claim.certainty]})` : "";
  const line = `${labelOf(claim.subject)} ${relationOf(claim)} ${labelOf(claim.object)}${hedge}`;
  return claim.negated ? `denied: ${line}` : line;
}

/** Words of a name such as `ClinicalStudy`, spaced. */
export function spaced(name) {
  return visible(name.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`));
}

export const holderOf = (number) => spaced(graph.holders.label[number]);
export const basisOf = (number) => spaced(graph.bases.label[number]);
export const kindOf = (number) => visible(graph.kinds[number] || "not stated");

/** What to call a document: its title, or its id. */
export function titleOf(number) {
  return visible(graph.documents.title[number] || graph.documents.id[number]);
}
