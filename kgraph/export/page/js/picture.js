// The picture: vis-network with given positions, to which only what changes is told.

import { graph, unpack } from "./data.js";
import { byId } from "./dom.js";
import { drawOver } from "./overlay.js";
import { hueOf, lineOf, shapeOf } from "./palette.js";

/** `network` is vis-network's; `drawn` the claims and `present` the entities in it; `focus` what stands out. */
export const picture = { network: null, drawn: new Set(), present: new Set(), focus: null, hovered: null };
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const curves = new Map();

/** Make the picture of these claims; `on` has listeners for vis-network's events. */
export async function openPicture(claims, also, on) {
  const options = await unpack("options");
  options.nodes.chosen = { node: chooseNode, label: false };
  options.edges.chosen = { edge: chooseEdge, label: false };
  hiding = claims.size > MOST_DRAGGED;
  Object.assign(options.interaction, { hideEdgesOnDrag: hiding, hideEdgesOnZoom: hiding });
  draw(claims, also);
  picture.network = new vis.Network(byId("picture"), { nodes, edges }, options);
  picture.network.on("afterDrawing", (context) => drawOver(context, picture));
  for (const [event, listener] of Object.entries(on)) picture.network.on(event, listener);
  new ResizeObserver(() => {
    picture.network.setSize("100%", "100%");
    redraw();
  }).observe(byId("picture"));
}

function chooseNode(values, _id, selected, hovering) {
  if (selected) values.borderWidth = 4;
  else if (hovering) values.borderWidth = 3;
}

function chooseEdge(values, _id, selected, hovering) {
  if (selected) values.width = values.width * 1.6 + 1.2;
  else if (hovering) values.width += 1;
  values.opacity = 1;
}

/** Draw these claims and their ends, and `also` these entities; what is there already stays untouched. */
export function draw(claims, also = []) {
  const present = new Set(also);
  for (const index of claims) {
    present.add(graph.claims[index].subject);
    present.add(graph.claims[index].object);
  }
  const bent = bends(claims);
  edges.remove([...picture.drawn].filter((index) => !claims.has(index)));
  nodes.remove([...picture.present].filter((index) => !present.has(index)));
  nodes.add([...present].filter((index) => !picture.present.has(index)).map(node));
  edges.add([...claims].filter((index) => !picture.drawn.has(index)).map((index) => edge(index, bent)));
  const moved = [...claims].filter(
    (index) => picture.drawn.has(index) && curves.get(index) !== (bent.get(index) || 0),
  );
  if (moved.length) edges.update(moved.map((index) => ({ id: index, smooth: smooth(bent.get(index) || 0) })));
  for (const index of claims) curves.set(index, bent.get(index) || 0);
  picture.drawn = claims;
  picture.present = present;
  if (picture.network && hiding !== claims.size > MOST_DRAGGED) {
    hiding = !hiding;
    picture.network.setOptions({ interaction: { hideEdgesOnDrag: hiding, hideEdgesOnZoom: hiding } });
  }
}

/** Above so many claims the lines are hidden while the picture is dragged, which else would stutter. */
const MOST_DRAGGED = 1200;
let hiding = false;

/** Paint everything again, in the colours of the present theme. */
export function repaint() {
  nodes.update([...picture.present].map(node).map(({ x, y, ...rest }) => rest));
  edges.update([...picture.drawn].map((index) => ({ id: index, ...paint(graph.claims[index]) })));
}

function node(index) {
  const entity = graph.entities[index];
  const fill = hueOf(entity.group);
  const border = "rgba(20, 24, 32, 0.55)";
  const same = { background: fill, border };
  return {
    id: index,
    x: entity.x,
    y: entity.y,
    shape: shapeOf(entity.group),
    size: entity.size,
    color: { ...same, highlight: same, hover: same },
  };
}

function edge(index, bent) {
  const claim = graph.claims[index];
  return {
    id: index,
    from: claim.subject,
    to: claim.object,
    smooth: smooth(bent.get(index) || 0),
    ...paint(claim),
  };
}

function paint(claim) {
  const line = lineOf(claim);
  const middle = claim.negated ? { enabled: true, type: "bar", scaleFactor: 0.7 } : { enabled: false };
  const to = { enabled: !graph.relations.symmetric[claim.relation], scaleFactor: 0.45 };
  return {
    width: line.width,
    dashes: line.dashes,
    color: {
      color: line.colour,
      highlight: line.colour,
      hover: line.colour,
      inherit: false,
      opacity: line.opacity,
    },
    arrows: { to, middle },
  };
}

/** How far each claim bends aside where several join the same two entities; those absent here run straight. */
function bends(claims) {
  const between = new Map();
  for (const index of claims) {
    const { subject, object } = graph.claims[index];
    const key = subject < object ? `${subject} ${object}` : `${object} ${subject}`;
    if (between.has(key)) between.get(key).push(index);
    else between.set(key, [index]);
  }
  const bent = new Map();
  for (const parallel of between.values()) {
    if (parallel.length < 2) continue;
    parallel.sort((a, b) => a - b);
    const step = Math.min(0.24, 0.9 / parallel.length);
    parallel.forEach((index, place) => {
      const { subject, object } = graph.claims[index];
      bent.set(index, (place - (parallel.length - 1) / 2) * step * (subject < object ? 1 : -1));
    });
  }
  return bent;
}

function smooth(bend) {
  if (Math.abs(bend) < 1e-6) return false;
  return { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
}

/** Let `focus` ({entities, claims}, or null) stand out from the rest, and mark one as selected. */
export function highlight(focus, selected) {
  picture.focus = focus;
  const { nodes: chosen, edges: lines } = picture.network.getSelection();
  if (chosen.length || lines.length) picture.network.unselectAll();
  if (selected?.claim !== undefined && picture.drawn.has(selected.claim))
    picture.network.selectEdges([selected.claim]);
  if (selected?.entity !== undefined && picture.present.has(selected.entity)) {
    picture.network.selectNodes([selected.entity], false);
  }
  redraw();
}

/** Draw again with the next frame; many requests make one drawing. */
export function redraw() {
  picture.network.body.emitter.emit("_requestRedraw");
}

/** Whether the reader asked for as little movement as can be. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const moving = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** Bring these entities into view, with room for their names; all of the picture without any. */
export function show(entities = null, { animate = true } = {}) {
  const wanted = [...(entities ?? picture.present)].filter((index) => picture.present.has(index));
  if (!wanted.length) return;
  const places = Object.values(picture.network.getPositions(wanted));
  const across = places.map(({ x }) => x);
  const down = places.map(({ y }) => y);
  const [left, right, top, bottom] = [least(across), most(across), least(down), most(down)];
  const { clientWidth, clientHeight } = byId("picture");
  picture.network.setSize("100%", "100%"); // a panel may just have opened beside it
  const wide = (clientWidth - Math.min(MARGIN.x, clientWidth / 4)) / Math.max(1, right - left);
  const high = (clientHeight - Math.min(MARGIN.y, clientHeight / 4)) / Math.max(1, bottom - top);
  picture.network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(0.01, Math.min(wide, high, LARGEST)),
    animation: animate && moving(),
  });
}

const MARGIN = { x: 150, y: 80 };
const LARGEST = 1.25;
const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b), Infinity);
const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), -Infinity);

export function zoom(factor) {
  picture.network.moveTo({ scale: picture.network.getScale() * factor, animation: moving() });
}

/** What part of the picture's plane is in view. */
export function box() {
  const area = byId("picture");
  const { x: left, y: top } = picture.network.DOMtoCanvas({ x: 0, y: 0 });
  const { x: right, y: bottom } = picture.network.DOMtoCanvas({ x: area.clientWidth, y: area.clientHeight });
  return { left, top, right, bottom };
}

/** Start or stop the movement of nodes. */
export function move(on) {
  picture.network.setOptions({ physics: { enabled: on } });
  if (!on) keep(picture.present);
}

/** Remember where these entities have come to stand. */
export function keep(entities) {
  for (const [index, { x, y }] of Object.entries(picture.network.getPositions([...entities]))) {
    const entity = graph.entities[index];
    entity.given ??= { x: entity.x, y: entity.y };
    Object.assign(entity, { x, y });
  }
  byId("back").hidden = !graph.entities.some(({ given }) => given);
}

/** Put every entity back to the place that it was given. */
export function putBack() {
  move(false);
  byId("physics").setAttribute("aria-pressed", "false");
  for (const entity of graph.entities) {
    if (entity.given) Object.assign(entity, entity.given);
    delete entity.given;
  }
  for (const index of picture.present)
    picture.network.moveNode(index, graph.entities[index].x, graph.entities[index].y);
  byId("back").hidden = true;
}
