// The panel at the side: it shows the claim, the entity, the paths or, with none of these, the guide.

import { graph } from "./data.js";
import { byId, button, el } from "./dom.js";
import { claimPanel } from "./claim.js";
import { entityPanel } from "./entity.js";
import { routePanel } from "./route.js";
import { go, view } from "./view.js";
import { welcomePanel } from "./welcome.js";

let wanted = innerWidth > 760;
let last = null;

/** Draw the panel for the present view; `moved` says that something else was chosen. */
export function drawPanel(shown, paths, { moved, focus }) {
  last = [shown, paths];
  const panel = byId("panel");
  const chosen = view.claim !== null || view.entity !== null || view.path;
  if (chosen) wanted = true;
  panel.hidden = !wanted;
  byId("show-guide").setAttribute("aria-expanded", String(wanted));
  if (!wanted) return;
  const scrolled = moved ? 0 : panel.scrollTop;
  panel.replaceChildren(closer(chosen), ...content(shown, paths).flat(3).filter(Boolean));
  panel.scrollTop = scrolled;
  if (moved && focus) panel.querySelector("h2")?.focus();
}

function content(shown, paths) {
  if (view.claim !== null) return claimPanel(graph.claims[view.claim]);
  if (view.path) return routePanel(view.path, paths);
  if (view.entity !== null) return entityPanel(graph.entities[view.entity], shown);
  return welcomePanel(shown);
}

function closer(chosen) {
  return button(el("span", { "aria-hidden": "true" }, "×"), () => (chosen ? clear() : toggleGuide(false)), {
    class: "close icon",
    "aria-label": "Close",
  });
}

export function clear() {
  go({ claim: null, entity: null, path: null, depth: 0 });
}

/** Open or close the guide. */
export function toggleGuide(open = !wanted) {
  wanted = open;
  if (open && (view.claim !== null || view.entity !== null || view.path)) clear();
  else drawPanel(...last, { moved: true, focus: open });
}
