// Starts the page and passes each change of the view on to the picture, the panels and the filters.

import { attach } from "./chooser.js";
import { graph, load } from "./data.js";
import { byId, count } from "./dom.js";
import { drawFacets } from "./facets.js";
import { filter } from "./filter.js";
import { drawKey } from "./key.js";
import { assign } from "./palette.js";
import { clear, drawPanel, toggleGuide } from "./panel.js";
import { neighbourhood } from "./paths.js";
import { box, draw, highlight, openPicture, picture, repaint, show, zoom } from "./picture.js";
import { route } from "./route.js";
import { pick } from "./scope.js";
import { openTheme } from "./theme.js";
import { go, narrowed, restore, view, watch } from "./view.js";

let state = { shown: null, paths: null };

function refresh(_view, before, { first = false } = {}) {
  const { shown, counts } = filter(view);
  const within = view.entity !== null && view.depth ? neighbourhood(view.entity, view.depth, shown) : shown;
  const paths = view.path ? route(view.path, shown) : null;
  state = { shown: within, passing: shown, paths };
  const focus = focusOf(within, paths);
  draw(pick(within, focus ? focus.claims : [], first ? null : null), focus ? focus.entities : []);
  highlight(view.depth && view.entity !== null ? null : focus, {
    claim: view.claim ?? undefined,
    entity: view.entity ?? undefined,
  });
  const moved = before.claim !== view.claim || before.entity !== view.entity || before.path !== view.path;
  drawPanel(shown, paths, { moved, focus: !first && moved });
  drawFacets(counts);
  report(within);
}

/** What stands out: the entity with its claims, the claim with its ends, or the paths. */
function focusOf(shown, paths) {
  if (paths) return paths;
  if (view.claim !== null) {
    const { subject, object } = graph.claims[view.claim];
    return { claims: new Set([view.claim]), entities: new Set([subject, object]) };
  }
  if (view.entity === null) return null;
  const claims = new Set(graph.entities[view.entity].claims.filter((index) => shown[index]));
  const entities = new Set([view.entity]);
  for (const index of claims) entities.add(graph.claims[index].subject).add(graph.claims[index].object);
  return { claims, entities };
}

function report(shown) {
  const passing = shown.reduce((sum, one) => sum + one, 0);
  const drawn = picture.drawn.size;
  const all = graph.claims.length;
  const text = passing === all ? count(all, "claim") : `${passing.toLocaleString("en")} of ${count(all, "claim")}`;
  byId("status").textContent = drawn < passing ? `${text}; the ${drawn.toLocaleString("en")} best supported are drawn` : text;
  const choices = narrowed();
  byId("filter-count").hidden = !choices;
  byId("filter-count").textContent = String(choices);
}

function click({ nodes, edges }) {
  if (nodes.length) go({ entity: nodes[0], claim: null, path: null });
  else if (edges.length) go({ claim: edges[0], entity: null, path: null });
  else clear();
}

function toggle(id, panel) {
  byId(id).addEventListener("click", () => {
    const open = byId(panel).hidden;
    byId(panel).hidden = !open;
    byId(id).setAttribute("aria-expanded", String(open));
  });
}

async function start() {
  openTheme(repaint);
  await load();
  assign();
  drawKey();
  await openPicture({ click });
  watch(refresh);
  addEventListener("hashchange", restore);
  restore();
  show(null, { animate: false });
  toggle("show-filters", "filters");
  byId("show-guide").addEventListener("click", () => toggleGuide());
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => show());
  attach(byId("search"), byId("found"), (entity) => {
    go({ entity, claim: null, path: null });
    show([...focusOf(state.shown, null).entities]);
  });
  document.documentElement.dataset.ready = "true";
}

start();
