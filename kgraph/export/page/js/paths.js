// Neighbourhoods and shortest paths over the claims that are shown, in whichever direction they point.

import { graph } from "./data.js";

/** The claims that pass both ends within `depth` steps of `entity`, as a mask over claims. */
export function neighbourhood(entity, depth, shown) {
  const near = steps(entity, shown, depth);
  const mask = new Uint8Array(shown.length);
  for (const claim of graph.claims) {
    if (!shown[claim.index]) continue;
    const a = near.get(claim.subject);
    const b = near.get(claim.object);
    if (a !== undefined && b !== undefined && Math.min(a, b) < depth) mask[claim.index] = 1;
  }
  return mask;
}

/** How many steps away each entity is, up to `depth`. */
function steps(entity, shown, depth = Infinity) {
  const far = new Map([[entity, 0]]);
  const queue = [entity];
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head];
    if (far.get(from) >= depth) continue;
    for (const index of graph.entities[from].claims) {
      if (!shown[index]) continue;
      const other = across(graph.claims[index], from);
      if (!far.has(other)) {
        far.set(other, far.get(from) + 1);
        queue.push(other);
      }
    }
  }
  return far;
}

/** The other end of a claim. */
export function across(claim, entity) {
  return claim.subject === entity ? claim.object : claim.subject;
}

/** All shortest paths from `start` to `end`, at most `limit`: each a list of {entity, claims} steps after `start`. */
export function shortest(start, end, shown, limit = 40) {
  const far = steps(end, shown);
  if (!far.has(start)) return [];
  const found = [];
  const walk = (entity, path) => {
    if (found.length >= limit) return;
    if (entity === end) {
      found.push(path);
      return;
    }
    const next = new Map();
    for (const index of graph.entities[entity].claims) {
      const other = across(graph.claims[index], entity);
      if (shown[index] && far.get(other) === far.get(entity) - 1) {
        next.set(other, [...(next.get(other) || []), index]);
      }
    }
    const best = [...next].sort(([, a], [, b]) => weight(b) - weight(a));
    for (const [other, claims] of best) walk(other, [...path, { entity: other, claims }]);
  };
  walk(start, []);
  return found;
}

const weight = (claims) => claims.reduce((sum, index) => sum + graph.claims[index].independent, 0);
