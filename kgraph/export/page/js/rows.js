// The tables as data: what each holds, its columns and how a cell reads.

import { evidence, graph } from "./data.js";
import {
  CERTAINTIES,
  DISAGREEMENTS,
  FIRMNESS,
  holderOf,
  labelOf,
  phrase,
  POLARITIES,
  relationOf,
} from "./words.js";

const holders = (claim) =>
  [...new Set(Array.from({ length: claim.evidence }, (_, at) => evidence(claim.first + at).holder))]
    .map(holderOf)
    .join(", ");

const triple = [
  { key: "subject", head: "Subject", of: (claim) => labelOf(claim.subject) },
  { key: "relation", head: "Relation", of: relationOf },
  { key: "object", head: "Object", of: (claim) => labelOf(claim.object) },
];
const support = [
  { key: "sentences", head: "Sentences", of: (claim) => claim.evidence },
  { key: "documents", head: "Documents", of: (claim) => claim.documents },
  { key: "independent", head: "Independent sources", of: (claim) => claim.independent },
];
const sides = { left: ({ left }) => graph.claims[left], right: ({ right }) => graph.claims[right] };

/** Each table: title, rows for a mask of claims, columns {key, head, of}, the claim that a row opens. */
export const TABLES = {
  claims: {
    title: "Claims",
    rows: (shown) => graph.claims.filter((claim) => shown[claim.index]),
    columns: [
      ...triple,
      { key: "polarity", head: "Polarity", of: (claim) => (claim.negated ? "denied" : "affirmed") },
      {
        key: "certainty",
        head: "Firmest certainty",
        of: (claim) => FIRMNESS[claim.certainty],
        order: (claim) => claim.certainty,
      },
      ...support,
      { key: "holders", head: "Claimed by", of: holders },
      { key: "disputed", head: "Disputed", of: (claim) => (claim.disputed ? "yes" : "no") },
    ],
    claim: (claim) => claim.index,
    start: "-independent",
  },
  disagreements: {
    title: "Disagreements",
    rows: (shown) => graph.disagreements.filter(({ left, right }) => shown[left] || shown[right]),
    columns: [
      { key: "left", head: "One claim", of: (row) => phrase(sides.left(row)) },
      {
        key: "right",
        head: "The other",
        of: (row) => (row.left === row.right ? "the same claim" : phrase(sides.right(row))),
      },
      { key: "kind", head: "Why they disagree", of: ({ kind }) => DISAGREEMENTS[kind] || kind },
      { key: "one", head: "Sources of the one", of: (row) => sides.left(row).independent },
      { key: "other", head: "Sources of the other", of: (row) => sides.right(row).independent },
    ],
    claim: ({ left }) => left,
    start: "-one",
  },
  gaps: {
    title: "Gaps",
    rows: (shown) => graph.claims.filter((claim) => shown[claim.index] && gap(claim)),
    columns: [
      ...triple,
      { key: "kind", head: "What is missing", of: gap },
      ...support,
      { key: "holders", head: "Who says so", of: holders },
    ],
    claim: (claim) => claim.index,
    start: "-independent",
  },
};

/** A claim is a gap when its relation says that knowledge is missing, or when nobody commits to it. */
function gap(claim) {
  if (graph.relations.gap[claim.relation] && !claim.negated) return "stated as a gap";
  return claim.certainty === 3 ? "left open by all" : null;
}

/** The rows of a table in order; `sort` is a column's key, with `-` before it for the largest first. */
export function sorted(table, shown, sort) {
  const rows = table.rows(shown);
  const wanted = sort || table.start;
  const down = wanted.startsWith("-");
  const column = table.columns.find(({ key }) => key === wanted.replace("-", ""));
  if (!column) return rows;
  const value = column.order || column.of;
  const keyed = rows.map((row, at) => [value(row), at, row]);
  const order = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  keyed.sort(([a, i], [b, j]) => (down ? order(b, a) : order(a, b)) || i - j);
  return keyed.map(([, , row]) => row);
}

const collator = new Intl.Collator("en", { numeric: true });

/** A claim as a row of a file, with everything that names it; heads in `CLAIM_HEADS`. */
export function claimRow(claim) {
  const { subject, object, relation } = claim;
  return [
    claim.id,
    graph.entities[subject].label,
    graph.entities[subject].curie,
    graph.relations.label[relation],
    graph.relations.curie[relation],
    graph.entities[object].label,
    graph.entities[object].curie,
    POLARITIES[claim.negated],
    CERTAINTIES[claim.certainty],
    claim.evidence,
    claim.documents,
    claim.independent,
    claim.belief ?? "",
  ];
}

export const CLAIM_HEADS = [
  "claim",
  "subject",
  "subject_id",
  "relation",
  "relation_id",
  "object",
  "object_id",
  "polarity",
  "firmest_certainty",
  "sentences",
  "documents",
  "independent_sources",
  "belief",
];
