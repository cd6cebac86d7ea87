// What is painted over vis-network's picture: the veil round a focus, names that never overlap, marks on claims.

import { graph } from "./data.js";
import { visible } from "./dom.js";
import { colours } from "./palette.js";

const FONT = '"Inter", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';
const widths = new Map();

/** The names as last placed, for saving the picture: {text, x, y, font, colour} in pixels of the stage. */
export const placed = [];

export function drawOver(context, picture) {
  const { network, focus } = picture;
  const { scale, translation } = network.body.view;
  const ratio = network.canvas.pixelRatio;
  const width = network.canvas.frame.canvas.clientWidth;
  const height = network.canvas.frame.canvas.clientHeight;
  const screen = ({ x, y }) => ({ x: x * scale + translation.x, y: y * scale + translation.y });
  context.save();
  if (focus) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colours.veil;
    context.fillRect(0, 0, width, height);
    context.setTransform(scale * ratio, 0, 0, scale * ratio, translation.x * ratio, translation.y * ratio);
    drawFocus(context, picture);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const stage = { context, picture, screen, scale, width, height, taken: new Taken() };
  placed.length = 0;
  drawMarks(stage);
  drawRing(stage);
  drawNames(stage);
  drawRelations(stage);
  context.restore();
}

function drawFocus(context, { network, focus }) {
  const edges = [...focus.claims].map((index) => network.body.edges[index]).filter(Boolean);
  const nodes = [...focus.entities].map((index) => network.body.nodes[index]).filter(Boolean);
  for (const edge of edges) edge.draw(context);
  for (const node of nodes) node.draw(context);
  for (const edge of edges) edge.drawArrows(context);
}

/** Rectangles that are taken, in a coarse grid. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *around({ x, y, w, h }) {
    for (let i = Math.floor(x / 80); i <= Math.floor((x + w) / 80); i++) {
      for (let j = Math.floor(y / 40); j <= Math.floor((y + h) / 40); j++) yield i * 100003 + j;
    }
  }

  /** Whether nothing is there already; nodes may be written over where `nodes` is false. */
  free(box, nodes = true) {
    for (const cell of this.around(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (other.node && !nodes) continue;
        if (
          box.x < other.x + other.w &&
          other.x < box.x + box.w &&
          box.y < other.y + other.h &&
          other.y < box.y + box.h
        ) {
          return false;
        }
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.around(box)) {
      if (this.cells.has(cell)) this.cells.get(cell).push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

function measure(context, text, font) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

function drawNames(stage) {
  const { picture, screen, scale, width, height, taken } = stage;
  const chosen = picture.focus ? picture.focus.entities : picture.present;
  const inView = [];
  for (const index of chosen) {
    const node = picture.network.body.nodes[index];
    if (!node) continue;
    const at = screen(node);
    if (at.x < -60 || at.x > width + 60 || at.y < -20 || at.y > height + 20) continue;
    inView.push({ entity: graph.entities[index], at, r: graph.entities[index].size * scale });
  }
  inView.sort((a, b) => b.entity.size - a.entity.size || a.entity.index - b.entity.index);
  for (const { at, r } of inView.slice(0, 400)) {
    if (r > 3) taken.take({ x: at.x - r * 0.8, y: at.y - r * 0.8, w: r * 1.6, h: r * 1.6, node: true });
  }
  const most = Math.round((width * height) / Math.min(14000, 4000 + 10 * inView.length));
  let drawn = 0;
  for (const { entity, at, r } of inView) {
    if (drawn >= most) break;
    if (drawName(stage, entity, at, r, drawn >= ALWAYS_NAMED)) drawn++;
  }
}

/** So many of the largest nodes are named even where their names hide smaller nodes. */
const ALWAYS_NAMED = 12;

function drawName({ context, scale, width, taken }, entity, at, r, polite) {
  const size = Math.round(
    Math.max(11, Math.min(17, 9.5 + entity.size * 0.16 + Math.log2(Math.max(1, scale)) * 2)),
  );
  const font = `${entity.size > 18 ? 600 : 500} ${size}px ${FONT}`;
  const label = visible(entity.label);
  const text = label.length > 34 ? `${label.slice(0, 33)}…` : label;
  const w = measure(context, text, font);
  const h = size * 1.15;
  const places = [
    { x: at.x - w / 2, y: at.y + r + 2 },
    { x: at.x + r + 4, y: at.y - h / 2 },
    { x: at.x - r - 4 - w, y: at.y - h / 2 },
    { x: at.x - w / 2, y: at.y - r - 2 - h },
  ];
  for (const { x, y } of places) {
    const box = { x, y, w, h };
    if (x < 2 || x + w > width - 2 || !taken.free(box, polite)) continue;
    taken.take(box);
    write(context, { text, x, y: y + size * 0.92, font, colour: colours.ink });
    return true;
  }
  return false;
}

function write(context, name) {
  context.font = name.font;
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.paper;
  context.strokeText(name.text, name.x, name.y);
  context.fillStyle = name.colour;
  context.fillText(name.text, name.x, name.y);
  placed.push(name);
}

/** The claims whose relation is written out: those in focus, the one pointed at, and all when zoomed in. */
function worded({ picture, scale }) {
  const wanted = new Set(picture.hovered?.claim !== undefined ? [picture.hovered.claim] : []);
  if (picture.focus && picture.focus.claims.size <= 60)
    for (const index of picture.focus.claims) wanted.add(index);
  else if (!picture.focus && scale >= 1.05) for (const index of picture.drawn) wanted.add(index);
  return wanted;
}

function drawRelations(stage) {
  const { context, picture, screen, width, height, taken } = stage;
  for (const index of worded(stage)) {
    const at = middle(picture, index, screen);
    if (!at || at.x < 0 || at.x > width || at.y < 0 || at.y > height) continue;
    const claim = graph.claims[index];
    const text = `${claim.negated ? "not: " : ""}${visible(graph.relations.label[claim.relation])}`;
    const font = `italic 500 11px ${FONT}`;
    const w = measure(context, text, font);
    const forced = picture.hovered?.claim === index;
    const boxes = [-7, -20, 6].map((dy) => ({ x: at.x - w / 2, y: at.y + dy, w, h: 13 }));
    const box = boxes.find((candidate) => taken.free(candidate)) || (forced ? boxes[0] : null);
    if (!box) continue;
    taken.take(box);
    write(context, {
      text,
      x: box.x,
      y: box.y + 10,
      font,
      colour: claim.negated ? colours.denied : colours.quiet,
    });
  }
}

/** Where the middle of a claim's line is on the stage. */
export function middle(picture, index, screen, part = 0.5) {
  const edge = picture.network.body.edges[index];
  return edge?.connected ? screen(edge.edgeType.getPoint(part)) : null;
}

/** Half the width of a lozenge, in pixels: small in a picture seen from far. */
export const lozengeSize = (scale) => Math.max(2.2, Math.min(7, 6.5 * Math.sqrt(scale)));

/** A ring round the chosen entity, which else could be too small to see. */
function drawRing({ context, picture, screen, scale }) {
  const [index] = picture.network.getSelectedNodes();
  const node = picture.network.body.nodes[index];
  if (!node) return;
  const { x, y } = screen(node);
  context.beginPath();
  context.arc(x, y, Math.max(5, graph.entities[index].size * scale) + 4, 0, 2 * Math.PI);
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.stroke();
}

/** A lozenge on every claim that another contradicts. */
function drawMarks(stage) {
  const { context, picture, screen, scale, taken } = stage;
  const claims = picture.focus ? picture.focus.claims : picture.drawn;
  const r = lozengeSize(scale);
  for (const index of claims) {
    if (!graph.claims[index].disputed) continue;
    const at = middle(picture, index, screen, 0.62);
    if (!at) continue;
    context.beginPath();
    context.moveTo(at.x, at.y - r);
    context.lineTo(at.x + r, at.y);
    context.lineTo(at.x, at.y + r);
    context.lineTo(at.x - r, at.y);
    context.closePath();
    context.fillStyle = colours.against;
    context.strokeStyle = colours.paper;
    context.lineWidth = 1.5;
    context.fill();
    if (r > 3.5) context.stroke();
    taken.take({ x: at.x - r, y: at.y - r, w: 2 * r, h: 2 * r, node: true });
  }
}
