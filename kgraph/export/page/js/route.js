// The panel of the shortest paths between two entities.

import { graph } from "./data.js";
import { claimButton, entityButton } from "./claim.js";
import { button, count, el } from "./dom.js";
import { shortest } from "./paths.js";
import { go } from "./view.js";
import { labelOf } from "./words.js";

const LIMIT = 40;

/** The paths of the present view, and all that lies on them: {paths, entities, claims}. */
export function route([start, end], shown) {
  const paths = shortest(start, end, shown, LIMIT);
  const entities = new Set([start, end]);
  const claims = new Set();
  for (const path of paths) {
    for (const step of path) {
      entities.add(step.entity);
      for (const index of step.claims) claims.add(index);
    }
  }
  return { paths, entities, claims };
}

export function routePanel([start, end], { paths }) {
  const length = paths[0]?.length || 0;
  return [
    el(
      "header",
      {},
      el("p", { class: "kicker" }, "Shortest paths"),
      el(
        "h2",
        { tabindex: -1, class: "triple" },
        entityButton(start),
        el("span", { class: "relation" }, "to"),
        entityButton(end),
      ),
    ),
    el("p", { class: "lead" }, verdict(paths, start, end, length)),
    button("The other way round", () => go({ path: [end, start] })),
    el(
      "ol",
      { class: "paths" },
      paths.map((path) => el("li", {}, chain(start, path))),
    ),
  ];
}

function verdict(paths, start, end, length) {
  if (start === end) return "That is one and the same entity.";
  if (!paths.length)
    return `No chain of the claims shown joins ${labelOf(start)} and ${labelOf(end)}. Filters may hide one.`;
  const many = paths.length === LIMIT ? `The first ${LIMIT} paths` : count(paths.length, "path");
  return `${many} of ${count(length, "step")}. Claims count in both directions; a path is a chain of what texts say, not a cause.`;
}

function chain(start, path) {
  return el(
    "ul",
    { class: "chain" },
    el("li", {}, entityButton(start)),
    path.map(({ entity, claims }) => [
      claims.slice(0, 4).map((index) => el("li", { class: "link" }, claimButton(graph.claims[index]))),
      claims.length > 4 ? el("li", { class: "link quiet small" }, `and ${claims.length - 4} more`) : null,
      el("li", {}, entityButton(entity)),
    ]),
  );
}
