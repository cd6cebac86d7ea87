// The present view as a drawing in SVG, with the same lines, marks and names.

import { graph } from "./data.js";
import { byId, svg } from "./dom.js";
import { lozengeSize, middle, placed } from "./overlay.js";
import { colours, hueOf, lineOf, shapeOf } from "./palette.js";

/** The text of an SVG document of what is in view. */
export function drawing(picture) {
  const { clientWidth: width, clientHeight: height } = byId("picture");
  const { scale, translation } = picture.network.body.view;
  const screen = ({ x, y }) => ({ x: x * scale + translation.x, y: y * scale + translation.y });
  const strong = (kind, index) => !picture.focus || picture.focus[kind].has(index);
  const lines = [...picture.drawn].map((index) =>
    line(picture, graph.claims[index], screen, scale, strong("claims", index)),
  );
  const dots = [...picture.present].map((index) =>
    dot(picture, index, screen, scale, strong("entities", index)),
  );
  const root = svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
    svg("title", {}, graph.title),
    svg("rect", { width, height, fill: colours.paper }),
    lines.filter(Boolean),
    dots.filter(Boolean),
    [...picture.drawn]
      .filter((index) => strong("claims", index))
      .map((index) => lozenge(picture, index, screen, scale)),
    placed.map(name),
  );
  return new XMLSerializer().serializeToString(root);
}

const round = (number) => Math.round(number * 10) / 10;
const point = ({ x, y }) => `${round(x)} ${round(y)}`;

function line(picture, claim, screen, scale, strong) {
  const edge = picture.network.body.edges[claim.index];
  if (!edge?.connected) return null;
  const from = screen(edge.from);
  const to = screen(edge.to);
  const via = edge.edgeType.getViaNode?.();
  const bend = via && Number.isFinite(via.x) ? screen(via) : null;
  const { colour, width, dashes, opacity } = lineOf(claim);
  const faded = strong ? opacity : opacity * 0.16;
  const path = bend ? `M${point(from)}Q${point(bend)} ${point(to)}` : `M${point(from)}L${point(to)}`;
  const stroke = {
    stroke: colour,
    "stroke-opacity": faded,
    "stroke-width": round(width * scale),
    fill: "none",
  };
  const at = (t) => along(from, bend, to, t);
  return svg(
    "g",
    {},
    svg("path", {
      d: path,
      ...stroke,
      "stroke-dasharray": dashes ? dashes.map((d) => round(d * scale)).join(" ") : null,
    }),
    graph.relations.symmetric[claim.relation]
      ? null
      : head(at, graph.entities[claim.object].size * scale, scale, { fill: colour, "fill-opacity": faded }),
    claim.negated ? bar(at, scale, stroke) : null,
  );
}

/** The point at part `t` of a straight or quadratic line. */
function along(from, bend, to, t) {
  const mix = (a, b) => a + (b - a) * t;
  if (!bend) return { x: mix(from.x, to.x), y: mix(from.y, to.y) };
  const first = along(from, null, bend, t);
  const second = along(bend, null, to, t);
  return along(first, null, second, t);
}

/** An arrow's head where the line meets the edge of its target. */
function head(at, radius, scale, paint) {
  const end = at(1);
  let t = 1;
  while (t > 0.5 && Math.hypot(at(t).x - end.x, at(t).y - end.y) < radius) t -= 0.01;
  const tip = at(t);
  const back = at(Math.max(0, t - 0.05));
  const angle = Math.atan2(tip.y - back.y, tip.x - back.x);
  const size = 7 * Math.max(0.5, scale);
  const corner = (turn) => ({
    x: tip.x - size * Math.cos(angle + turn),
    y: tip.y - size * Math.sin(angle + turn),
  });
  return svg("path", { d: `M${point(tip)}L${point(corner(0.4))}L${point(corner(-0.4))}z`, ...paint });
}

function bar(at, scale, stroke) {
  const here = at(0.5);
  const next = at(0.52);
  const angle = Math.atan2(next.y - here.y, next.x - here.x) + Math.PI / 2;
  const reach = 6 * Math.max(0.5, scale);
  const end = (sign) => ({
    x: here.x + sign * reach * Math.cos(angle),
    y: here.y + sign * reach * Math.sin(angle),
  });
  return svg("path", {
    d: `M${point(end(1))}L${point(end(-1))}`,
    ...stroke,
    "stroke-width": round(2 * Math.max(0.6, scale)),
  });
}

function dot(picture, index, screen, scale, strong) {
  const node = picture.network.body.nodes[index];
  if (!node) return null;
  const entity = graph.entities[index];
  const { x, y } = screen(node);
  const r = entity.size * scale;
  const paint = {
    fill: hueOf(entity.group),
    stroke: "#14182088",
    "stroke-width": round(1.5 * scale),
    opacity: strong ? 1 : 0.2,
  };
  const corners = {
    diamond: [
      [0, -r],
      [r, 0],
      [0, r],
      [-r, 0],
    ],
    square: [
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ],
    triangle: [
      [0, -r],
      [r, r * 0.75],
      [-r, r * 0.75],
    ],
  }[shapeOf(entity.group)];
  if (!corners) return svg("circle", { cx: round(x), cy: round(y), r: round(r), ...paint });
  const path = corners.map(([dx, dy]) => point({ x: x + dx, y: y + dy })).join("L");
  return svg("path", { d: `M${path}z`, ...paint });
}

function lozenge(picture, index, screen, scale) {
  if (!graph.claims[index].disputed) return null;
  const at = middle(picture, index, screen, 0.62);
  if (!at) return null;
  const r = lozengeSize(scale);
  const path = [
    [0, -r],
    [r, 0],
    [0, r],
    [-r, 0],
  ]
    .map(([dx, dy]) => point({ x: at.x + dx, y: at.y + dy }))
    .join("L");
  return svg("path", { d: `M${path}z`, fill: colours.against, stroke: colours.paper, "stroke-width": 1.5 });
}

function name({ text, x, y, font, colour }) {
  const [, style, weight, size, family] = /^(italic )?(\d+) (\d+)px (.*)$/.exec(font);
  return svg(
    "text",
    {
      x: round(x),
      y: round(y),
      fill: colour,
      stroke: colours.paper,
      "stroke-width": 3.5,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
      "font-style": style ? "italic" : null,
      "font-weight": weight,
      "font-size": size,
      "font-family": family.replaceAll('"', "'"),
    },
    text,
  );
}
