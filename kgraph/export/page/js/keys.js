// The keyboard: moving from entity to entity in the picture, and a few short cuts.

import { graph } from "./data.js";
import { byId } from "./dom.js";
import { clear } from "./panel.js";
import { picture, show, zoom } from "./picture.js";
import { go, view } from "./view.js";

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const STEP = 80;

export function openKeys() {
  byId("picture").addEventListener("keydown", inPicture);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "Escape" && !typing) clear();
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId("search").focus();
    }
  });
}

function inPicture(event) {
  const way = WAYS[event.key];
  if (way && event.shiftKey) pan(way);
  else if (way) step(way);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") show();
  else if (event.key === "Enter" && view.entity !== null) byId("panel").querySelector("h2")?.focus();
  else return;
  event.preventDefault();
}

function pan([dx, dy]) {
  const { x, y } = picture.network.getViewPosition();
  const scale = picture.network.getScale();
  picture.network.moveTo({ position: { x: x + (dx * STEP) / scale, y: y + (dy * STEP) / scale } });
}

/** Choose the entity that lies nearest in a direction, or the largest of all where none is chosen. */
function step([dx, dy]) {
  const here = view.entity === null ? null : graph.entities[view.entity];
  let best = null;
  let least = Infinity;
  for (const index of picture.present) {
    const other = graph.entities[index];
    if (other === here) continue;
    const distance = here ? reach(other.x - here.x, other.y - here.y, dx, dy) : -other.size;
    if (distance < least) [best, least] = [index, distance];
  }
  if (best === null) return;
  go({ entity: best, claim: null, path: null });
  byId("picture").focus();
  const { x, y } = graph.entities[best];
  const box = picture.network.canvasToDOM({ x, y });
  const area = byId("picture");
  if (box.x < 40 || box.y < 40 || box.x > area.clientWidth - 40 || box.y > area.clientHeight - 40) {
    picture.network.moveTo({ position: { x, y } });
  }
}

/** How far off another entity is in a direction; sideways counts double, behind not at all. */
function reach(x, y, dx, dy) {
  const ahead = x * dx + y * dy;
  const aside = Math.abs(x * dy) + Math.abs(y * dx);
  return ahead <= 0 || aside > 2 * ahead ? Infinity : ahead + 2 * aside;
}
