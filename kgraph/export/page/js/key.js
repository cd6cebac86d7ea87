// The key of lines and marks.

import { byId, el, svg } from "./dom.js";

const LINES = [
  ["certain", { class: "line" }],
  ["said to be probable", { class: "line", "stroke-dasharray": "11 5" }],
  ["said to be possible", { class: "line", "stroke-dasharray": "5 5" }],
  ["left open", { class: "line", "stroke-dasharray": "1.5 5" }],
  ["denied", { class: "denied" }, "bar"],
  ["contradicted", { class: "line" }, "lozenge"],
  ["studied, used, or a gap", { class: "faint" }],
];

export function drawKey() {
  byId("key-body").replaceChildren(
    el("ul", {}, LINES.map(([text, line, mark]) => el("li", {}, sampleLine(line, mark), text))),
    el("p", {}, "Larger: more evidence. Thicker: more independent sources. Colour of a line: kind of relation."),
  );
}

function sampleLine(line, mark) {
  return svg(
    "svg",
    { width: 44, height: 14, viewBox: "0 0 44 14", "aria-hidden": "true" },
    svg("path", { d: "M2 7H42", ...line }),
    mark === "bar" && svg("path", { d: "M22 2V12", class: "denied bar" }),
    mark === "lozenge" && svg("path", { d: "M22 2l5 5-5 5-5-5z", class: "lozenge" }),
  );
}
