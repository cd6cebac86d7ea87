// Which claims the present choices leave, and how many claims each further choice would show.

import { graph } from "./data.js";
import { FACETS } from "./view.js";

const OF_CLAIM = ["class", "relation", "polarity"];
const OF_EVIDENCE = ["certainty", "holder", "basis", "kind", "document"];
const BIT = Object.fromEntries(FACETS.map((facet, number) => [facet, 1 << number]));

/**
 * `shown[claim]` is 1 for the claims that pass; `counts[facet][value]` is the number of claims with that value
 * that pass every other facet. The choices about evidence must hold of one and the same piece of it.
 */
export function filter(view) {
  const shown = new Uint8Array(graph.claims.length);
  const tests = Object.fromEntries(FACETS.map((facet) => [facet, test(view, facet)]));
  const counts = tally();
  for (const claim of graph.claims) {
    if (claim.independent < view.min) continue;
    const failed = failures(claim, tests);
    for (let at = claim.first; at < claim.first + claim.evidence; at++) {
      let missed = failed;
      for (const facet of OF_EVIDENCE) {
        if (tests[facet] && !tests[facet](graph.evidence[facet][at])) missed |= BIT[facet];
      }
      if (missed === 0) shown[claim.index] = 1;
      for (const facet of OF_EVIDENCE) {
        if ((missed & ~BIT[facet]) === 0) counts.add(facet, graph.evidence[facet][at], claim.index);
      }
      for (const facet of OF_CLAIM) {
        if ((missed & ~BIT[facet]) === 0) {
          for (const value of valuesOf(claim, facet)) counts.add(facet, value, claim.index);
        }
      }
    }
  }
  return { shown, counts: counts.of };
}

function test(view, facet) {
  const only = view.only[facet];
  const not = view.not[facet];
  if (!only.size && !not.size) return null;
  const passes = (value) => !not.has(value) && (!only.size || only.has(value));
  passes.without = not;
  return passes;
}

function failures(claim, tests) {
  let failed = 0;
  for (const facet of OF_CLAIM) {
    if (!tests[facet]) continue;
    const values = valuesOf(claim, facet);
    if (facet === "class" ? !ends(values, tests.class) : !tests[facet](values[0])) failed |= BIT[facet];
  }
  return failed;
}

/** A claim has a class when either end has it, and is without one only when neither has. */
function ends(values, passes) {
  return values.some(passes) && !values.some((value) => passes.without.has(value));
}

function valuesOf(claim, facet) {
  if (facet === "relation") return [claim.relation];
  if (facet === "polarity") return [claim.negated];
  return [...graph.entities[claim.subject].classes, ...graph.entities[claim.object].classes];
}

/** Counts each claim once a value, however many pieces of evidence it has. */
function tally() {
  const of = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const last = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  return {
    of,
    add(facet, value, claim) {
      if (last[facet].get(value) === claim) return;
      last[facet].set(value, claim);
      of[facet].set(value, (of[facet].get(value) || 0) + 1);
    },
  };
}
