// Which of the claims that pass are drawn: all of a small graph, the best supported of a large one.

import { bySupport, graph } from "./data.js";

let ranked = null;

/** Claims by independent sources, then evidence, then place; computed once. */
function ranking() {
  if (!ranked) {
    ranked = Uint32Array.from(graph.claims.keys()).sort((a, b) =>
      bySupport(graph.claims[a], graph.claims[b]),
    );
  }
  return ranked;
}

/** Whether so many claims pass that only some are drawn. */
export function crowded(shown) {
  let passing = 0;
  for (const one of shown) passing += one;
  return passing > graph.complete;
}

/**
 * The claims to draw, as a set: those in `must` first, then by rank those with both ends inside `box`
 * ({left, right, top, bottom} in the picture's own units), until `graph.overview` are drawn.
 */
export function pick(shown, must, box) {
  const drawn = new Set();
  for (const claim of must) if (drawn.size < graph.complete) drawn.add(claim);
  if (!crowded(shown)) {
    shown.forEach((one, claim) => one && drawn.add(claim));
    return drawn;
  }
  for (const claim of ranking()) {
    if (drawn.size >= graph.overview) break;
    if (shown[claim] && inside(claim, box)) drawn.add(claim);
  }
  return drawn;
}

function inside(claim, box) {
  if (!box) return true;
  const { subject, object } = graph.claims[claim];
  return within(graph.entities[subject], box) && within(graph.entities[object], box);
}

function within({ x, y }, { left, right, top, bottom }) {
  return x >= left && x <= right && y >= top && y <= bottom;
}
