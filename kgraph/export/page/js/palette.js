// Which colour and shape stand for what: colours from the style sheet, so that light and dark have their own.

import { graph } from "./data.js";

const HUES = 8;
const FAMILIES = 5;
const SHAPES = ["dot", "diamond", "square", "triangle"];
const DASHES = [false, [11, 5], [5, 5], [1.5, 5]];

/** The present colours by the name of their custom property, without the leading dashes. */
export const colours = {};

/** Read the colours again, after the theme has changed. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  };
  ["paper", "ink", "quiet", "line", "denied", "against", "veil"].forEach(read);
  for (let i = 0; i < HUES; i++) read(`hue-${i}`);
  for (let i = 0; i < FAMILIES; i++) read(`family-${i}`);
}

const slots = { class: [], family: [] };

/** Give every class a hue and a shape, every family of relations a colour, the most frequent first. */
export function assign() {
  const classes = tally(graph.entities.flatMap((entity) => entity.classes));
  classes.forEach((group, slot) => {
    slots.class[group] = slot;
  });
  const families = tally(
    graph.claims
      .filter((c) => !graph.relations.meta[c.relation])
      .map((c) => graph.relations.family[c.relation]),
  );
  graph.relations.family.forEach((family, relation) => {
    const place = graph.relations.meta[relation] ? -1 : families.indexOf(family);
    slots.family[relation] = place < FAMILIES ? place : -1;
  });
}

/** The different values, most frequent first, equals in their own order. */
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

export const hueOf = (group) => colours[`hue-${(slots.class[group] ?? 0) % HUES}`];
export const hueName = (group) => `hue-${(slots.class[group] ?? 0) % HUES}`;
export const shapeOf = (group) => SHAPES[Math.floor((slots.class[group] ?? 0) / HUES) % SHAPES.length];

/** The custom property that colours a relation's lines. */
export function familyName(relation) {
  const place = slots.family[relation];
  return place >= 0 ? `family-${place}` : "line";
}

/** How a claim's line looks: colour, width, dashes, faintness. */
export function lineOf(claim) {
  const faint = Boolean(graph.relations.meta[claim.relation]);
  return {
    colour: claim.negated ? colours.denied : colours[familyName(claim.relation)],
    width: 1.5 + Math.min(3.5, 1.1 * Math.log2(Math.max(1, claim.independent))),
    dashes: DASHES[claim.certainty],
    opacity: faint ? 0.38 : 0.85,
    faint,
  };
}
