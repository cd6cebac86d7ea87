// What the pointer is on, in a few words beside it.

import { graph } from "./data.js";
import { byId, count, visible } from "./dom.js";
import { labelOf, phrase } from "./words.js";

export function tipEntity(index, at) {
  const { group, claims } = graph.entities[index];
  place(`${labelOf(index)}\n${visible(graph.classes.label[group])} · ${count(claims.length, "claim")}`, at);
}

export function tipClaim(index, at) {
  const claim = graph.claims[index];
  const against = claim.disputed ? " · disputed" : "";
  place(
    `${phrase(claim)}\n${count(claim.evidence, "sentence")} · ${count(claim.independent, "source")}${against}`,
    at,
  );
}

export function hideTip() {
  byId("tip").hidden = true;
}

function place(text, { x, y }) {
  const tip = byId("tip");
  const stage = tip.parentElement;
  tip.textContent = text;
  tip.hidden = false;
  const left = Math.min(x + 14, stage.clientWidth - tip.offsetWidth - 8);
  const top = y + 18 + tip.offsetHeight > stage.clientHeight ? y - tip.offsetHeight - 12 : y + 18;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${top}px`;
}
