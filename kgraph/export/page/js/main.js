// Starts the page and passes each change of the view on to the picture, the panels and the filters.
// `explorer` holds the graph, the view and the picture for whoever opens the console.

import { attach } from "./chooser.js";
import { graph, load } from "./data.js";
import { byId, count } from "./dom.js";
import { drawFacets } from "./facets.js";
import { filter } from "./filter.js";
import { dotAt, follow, layGround, paint } from "./ground.js";
import { drawKey } from "./key.js";
import { openKeys } from "./keys.js";
import { assign } from "./palette.js";
import { clear, drawPanel, toggleGuide } from "./panel.js";
import { neighbourhood } from "./paths.js";
import {
  box,
  draw,
  highlight,
  keep,
  move,
  openPicture,
  picture,
  putBack,
  redraw,
  repaint,
  show,
  zoom,
} from "./picture.js";
import { route } from "./route.js";
import { openSave } from "./save.js";
import { crowded, pick } from "./scope.js";
import { drawTables } from "./tables.js";
import { openTheme } from "./theme.js";
import { hideTip, tipClaim, tipEntity } from "./tip.js";
import { FACETS, go, narrowed, restore, view, watch } from "./view.js";

/** What the present view comes to: the claims that pass, those in the picture, what stands out. */
const state = { key: "", passing: null, counts: null, within: null, paths: null, focus: null };

function refresh(_view, before) {
  consider();
  paintPicture(box());
  const moved = before.claim !== view.claim || before.entity !== view.entity || before.path !== view.path;
  drawPanel(state.passing, state.paths, { moved, focus: moved && !byId("picture").matches(":focus") });
  drawTables(state.within);
  if (moved || before.depth !== view.depth) reveal(before);
}

/** Work out what the view comes to. */
function consider() {
  sift();
  state.within =
    view.entity !== null && view.depth
      ? neighbourhood(view.entity, view.depth, state.passing)
      : state.passing;
  state.paths = view.path ? route(view.path, state.passing) : null;
  state.focus = focusOf();
}

/** Filter anew, unless only the selection has changed. */
function sift() {
  const key = JSON.stringify([
    view.min,
    ...FACETS.map((facet) => [[...view.only[facet]], [...view.not[facet]]]),
  ]);
  if (key === state.key) return;
  state.key = key;
  const { shown, counts } = filter(view);
  state.passing = shown;
  state.counts = counts;
  if (!byId("filters").hidden) drawFacets(counts);
  layGround(crowded(shown) ? shown : null);
}

/** Tell the picture what to draw; of a crowded one only what is in the box. */
function paintPicture(area) {
  draw(...wanted(area));
  mark();
}

/** The claims to draw, and the entities to draw with or without them. */
function wanted(area) {
  return [pick(state.within, state.focus?.claims ?? [], area), state.focus?.entities ?? []];
}

/** Let what is chosen stand out, and say how much is drawn. */
function mark() {
  const alone = view.depth && view.entity !== null;
  highlight(alone ? null : state.focus, { claim: view.claim ?? undefined, entity: view.entity ?? undefined });
  report();
}

/** What stands out: the entity with its claims, the claim with its ends, or the paths. */
function focusOf() {
  if (state.paths) return state.paths;
  if (view.claim !== null) {
    const { subject, object } = graph.claims[view.claim];
    return { claims: new Set([view.claim]), entities: new Set([subject, object]) };
  }
  if (view.entity === null) return null;
  const claims = new Set(graph.entities[view.entity].claims.filter((index) => state.within[index]));
  const entities = new Set([view.entity]);
  for (const index of claims) entities.add(graph.claims[index].subject).add(graph.claims[index].object);
  return { claims, entities };
}

/** On a stage narrower than this, whatever is chosen is brought near, or it could not be seen. */
const SMALL = 600;

/** The same holds of a picture seen from farther than this. */
const FAR = 0.4;

/** Bring what was chosen into view where it is not there already. */
function reveal(before) {
  if (!state.focus) return;
  if (view.depth && view.entity !== null) return show([...picture.present]);
  if (before.depth && !view.depth) return show();
  const area = byId("picture");
  const places = [...state.focus.entities].map((index) => picture.network.canvasToDOM(graph.entities[index]));
  const margin = 24;
  const out = ({ x, y }) =>
    x < margin || y < margin || x > area.clientWidth - margin || y > area.clientHeight - margin;
  const far = picture.network.getScale() < FAR && state.focus.entities.size <= 80;
  if (places.some(out) || far || area.clientWidth < SMALL) show([...state.focus.entities]);
}

function report() {
  const passing = state.within.reduce((sum, one) => sum + one, 0);
  byId("physics").disabled = picture.drawn.size > MOST_MOVED;
  byId("status").textContent = status(passing, picture.drawn.size, graph.claims.length);
  const choices = narrowed();
  byId("filter-count").hidden = !choices;
  byId("filter-count").textContent = String(choices);
}

function status(passing, drawn, all) {
  if (!all) return "No claims were read in these documents";
  const text =
    passing === all ? count(all, "claim") : `${passing.toLocaleString("en")} of ${count(all, "claim")}`;
  if (drawn >= passing) return text;
  return `${text}; the ${drawn.toLocaleString("en")} best supported here are drawn, zoom in for more`;
}

function click({ nodes, edges, pointer }) {
  const dot = nodes.length || edges.length ? null : dotAt(pointer.DOM);
  const entity = nodes.length ? nodes[0] : dot;
  if (entity !== null && entity !== undefined) go({ entity, claim: null, path: null, depth: 0 });
  else if (edges.length) go({ claim: edges[0], entity: null, path: null, depth: 0 });
  else clear();
}

function point(hovered, tip) {
  picture.hovered = hovered;
  redraw();
  if (tip) tip();
  else hideTip();
}

const events = {
  click,
  hoverNode: ({ node, pointer }) => point({ entity: node }, () => tipEntity(node, pointer.DOM)),
  hoverEdge: ({ edge, pointer }) => point({ claim: edge }, () => tipClaim(edge, pointer.DOM)),
  blurNode: () => point(null),
  blurEdge: () => point(null),
  dragStart: hideTip,
  dragEnd: ({ nodes }) => {
    keep(nodes);
    settle();
  },
  zoom: settle,
  animationFinished: settle,
  beforeDrawing: () => follow(picture.network.body.view),
  resize: paint,
};

/** Above so many claims in the picture, letting the nodes move would freeze the page. */
const MOST_MOVED = 1500;

let settling = 0;

/** When the picture of a crowded graph comes to rest, draw what is best supported in view. */
function settle() {
  clearTimeout(settling);
  if (crowded(state.within)) settling = setTimeout(() => paintPicture(box()), 260);
}

function openFilters() {
  const opener = byId("show-filters");
  const set = (open) => {
    byId("filters").hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open && state.counts) drawFacets(state.counts);
  };
  opener.addEventListener("click", () => set(byId("filters").hidden));
  set(innerWidth >= 1200);
}

function openTools() {
  byId("show-guide").addEventListener("click", () => toggleGuide());
  byId("show-tables").addEventListener("click", () =>
    go({ table: view.table ? null : "claims", sort: null }),
  );
  byId("zoom-in").addEventListener("click", () => zoom(1.4));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", () => show());
  byId("physics").addEventListener("click", ({ currentTarget }) => {
    const on = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(on));
    move(on);
  });
  byId("back").addEventListener("click", putBack);
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    byId("search").focus();
  });
  attach(byId("search"), byId("found"), (entity) => go({ entity, claim: null, path: null }));
  openSave(
    () => claimsOf().map((index) => graph.claims[index]),
    () => (view.path || (view.depth && view.entity !== null) ? claimsOf() : null),
  );
}

/** The claims that the view comes to: those of the selection, or all that are shown. */
function claimsOf() {
  if (state.focus && !(view.depth && view.entity !== null)) return [...state.focus.claims];
  return graph.claims.filter((claim) => state.within[claim.index]).map((claim) => claim.index);
}

async function start() {
  openTheme(() => {
    repaint();
    paint();
  });
  await load();
  assign();
  drawKey();
  openFilters();
  restore({ first: true });
  consider();
  drawPanel(state.passing, state.paths, { moved: true, focus: false });
  drawTables(state.within);
  await openPicture(...wanted(null), events);
  mark();
  show(null, { animate: false });
  if (state.focus) reveal({});
  watch(refresh);
  addEventListener("hashchange", () => restore());
  openTools();
  openKeys();
  globalThis.explorer = { graph, view, picture, go };
  document.documentElement.dataset.ready = "true";
}

start();
