// The support profile of a claim: how its evidence divides, as small bars that are also words.

import { evidence, graph } from "./data.js";
import { count, el } from "./dom.js";
import { basisOf, FIRMNESS, holderOf, kindOf } from "./words.js";

/** A list of groups of bars: polarity, certainty, holder, basis, kind of source. */
export function profile(claim) {
  const pieces = Array.from({ length: claim.evidence }, (_, at) => evidence(claim.first + at));
  const tally = (key) => {
    const counts = new Map();
    for (const piece of pieces) counts.set(piece[key], (counts.get(piece[key]) || 0) + 1);
    return counts;
  };
  const byCount = (counts, name) =>
    [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([value, n]) => [name(value), n]);
  const certainty = [...tally("certainty")].sort(([a], [b]) => a - b);
  return el(
    "div",
    { class: "profile" },
    group("Polarity", polarity(claim), "polarity"),
    group(
      "Certainty",
      certainty.map(([rank, n]) => [FIRMNESS[rank], n]),
      "certainty",
    ),
    group("Held by", byCount(tally("holder"), holderOf)),
    group("Basis", byCount(tally("basis"), basisOf)),
    group("Kind of source", byCount(tally("kind"), kindOf)),
  );
}

/** Evidence for the claim and for its denial, whichever of the two this one is. */
function polarity(claim) {
  const opposite = claim.against.find(({ kind }) => kind === "polarity");
  const other = opposite ? graph.claims[opposite.claim].evidence : 0;
  const [affirmed, denied] = claim.negated ? [other, claim.evidence] : [claim.evidence, other];
  return [
    ["affirmed", affirmed],
    ["denied", denied],
  ].filter(([, n]) => n);
}

function group(title, rows, kind = "") {
  const total = rows.reduce((sum, [, n]) => sum + n, 0);
  return el(
    "section",
    {},
    el("h4", {}, title),
    el(
      "ul",
      { class: "bars" },
      rows.map(([name, n]) =>
        el(
          "li",
          { title: count(n, "piece of evidence", "pieces of evidence") },
          el("span", { class: "name" }, name),
          el("meter", {
            class: `${kind} ${name.replace(/ /g, "-")}`,
            min: 0,
            max: total,
            value: n,
            "aria-hidden": "true",
          }),
          el("span", { class: "number" }, String(n)),
        ),
      ),
    ),
  );
}
