// Under the picture of a large graph: every entity that passes as a dot, every claim as a hair, on a plain canvas.

import { graph } from "./data.js";
import { byId } from "./dom.js";
import { colours, hueOf } from "./palette.js";

const LINES_AT_ONCE = 1500;
const FRAME = 8;
const ground = { shown: null, view: null, drawn: null, job: 0, timer: 0, batches: [] };

/** Draw these claims (a mask) under the picture from now on, or nothing. */
export function layGround(shown) {
  const canvas = byId("ground");
  canvas.hidden = !shown;
  ground.shown = shown;
  if (!shown) return;
  const present = new Uint8Array(graph.entities.length);
  for (const claim of graph.claims) {
    if (shown[claim.index]) present[claim.subject] = present[claim.object] = 1;
  }
  ground.present = present;
  paint();
}

/** Follow the picture: move the last drawing at once, draw it anew when the picture rests. */
export function follow({ scale, translation }) {
  if (!ground.shown) return;
  const { view } = ground;
  if (view && view.scale === scale && view.x === translation.x && view.y === translation.y) return;
  ground.view = { scale, x: translation.x, y: translation.y };
  const { drawn } = ground;
  if (drawn) {
    const grown = scale / drawn.scale;
    byId("ground").style.transform =
      `translate(${translation.x - drawn.x * grown}px, ${translation.y - drawn.y * grown}px) scale(${grown})`;
  }
  clearTimeout(ground.timer);
  ground.timer = setTimeout(paint, 120);
}

/** Paint it again, in the colours of the theme and for the size of the stage. */
export function paint() {
  if (!ground.shown || !ground.view) return;
  const canvas = byId("ground");
  const ratio = Math.min(2, devicePixelRatio || 1);
  const { clientWidth: width, clientHeight: height } = canvas.parentElement;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.style.transform = "";
  ground.drawn = { ...ground.view };
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const job = ++ground.job;
  dots(context, width, height);
  lines(context, width, height, job);
}

function dots(context, width, height) {
  const { scale, x: left, y: top } = ground.view;
  const hues = new Map();
  for (const entity of graph.entities) {
    const x = entity.x * scale + left;
    const y = entity.y * scale + top;
    if (!ground.present[entity.index] || x < -9 || x > width + 9 || y < -9 || y > height + 9) continue;
    const hue = hueOf(entity.group);
    if (!hues.has(hue)) hues.set(hue, []);
    hues.get(hue).push(x, y, Math.max(1.2, entity.size * scale * 0.8));
  }
  context.globalAlpha = 0.6;
  for (const [hue, places] of hues) {
    context.fillStyle = hue;
    context.beginPath();
    for (let i = 0; i < places.length; i += 3) {
      const r = places[i + 2];
      if (r < 2.5) context.rect(places[i] - r, places[i + 1] - r, 2 * r, 2 * r);
      else {
        context.moveTo(places[i] + r, places[i + 1]);
        context.arc(places[i], places[i + 1], r, 0, 6.2832);
      }
    }
    context.fill();
  }
}

/** Hairs in slices of some milliseconds, so that the page never waits for them. */
function lines(context, width, height, job) {
  const { scale, x: left, y: top } = ground.view;
  const density = Math.max(0.05, Math.min(0.25, 2500 / graph.claims.length));
  let next = 0;
  const slice = () => {
    if (job !== ground.job) return;
    const start = performance.now();
    context.globalAlpha = density;
    context.strokeStyle = colours.line;
    context.lineWidth = 0.7;
    while (next < graph.claims.length && performance.now() - start < FRAME) {
      context.beginPath();
      for (const end = Math.min(graph.claims.length, next + LINES_AT_ONCE); next < end; next++) {
        if (!ground.shown[next]) continue;
        const a = graph.entities[graph.claims[next].subject];
        const b = graph.entities[graph.claims[next].object];
        const [ax, ay, bx, by] = [
          a.x * scale + left,
          a.y * scale + top,
          b.x * scale + left,
          b.y * scale + top,
        ];
        if (
          (ax < 0 && bx < 0) ||
          (ay < 0 && by < 0) ||
          (ax > width && bx > width) ||
          (ay > height && by > height)
        )
          continue;
        context.moveTo(ax, ay);
        context.lineTo(bx, by);
      }
      context.stroke();
    }
    if (next < graph.claims.length) requestAnimationFrame(slice);
  };
  requestAnimationFrame(slice);
}

/** The entity whose dot lies within some pixels of a place on the stage, or null. */
export function dotAt({ x, y }, within = 8) {
  if (!ground.shown || !ground.view) return null;
  const { scale, x: left, y: top } = ground.view;
  let best = null;
  let least = within;
  for (const entity of graph.entities) {
    if (!ground.present[entity.index]) continue;
    const far = Math.hypot(entity.x * scale + left - x, entity.y * scale + top - y);
    if (far < least) [best, least] = [entity.index, far];
  }
  return best;
}
