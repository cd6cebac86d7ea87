// The key of lines and marks.

import { byId, el, svg } from "./dom.js";

const LINES = [
  ["certain", { class: "line" }],
  ["probable", { class: "line", "stroke-dasharray": "11 5" }],
  ["possible", { class: "line", "stroke-dasharray": "5 5" }],
  ["left open", { class: "line", "stroke-dasharray": "1.5 5" }],
  ["denied", { class: "denied" }, "bar"],
  ["disputed", { class: "line" }, "lozenge"],
  ["study, use or gap", { class: "faint" }],
];

export function drawKey() {
  byId("key").replaceChildren(
    el(
      "ul",
      {},
      LINES.map(([text, line, mark]) => el("li", {}, sampleLine(line, mark), text)),
    ),
  );
}

function sampleLine(line, mark) {
  return svg(
    "svg",
    { width: 28, height: 14, viewBox: "0 0 34 14", "aria-hidden": "true" },
    svg("path", { d: "M1 7H33", ...line }),
    mark === "bar" && svg("path", { d: "M17 2V12", class: "denied bar" }),
    mark === "lozenge" && svg("path", { d: "M17 2l5 5-5 5-5-5z", class: "lozenge" }),
  );
}
