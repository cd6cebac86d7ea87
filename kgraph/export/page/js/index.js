// Finds entities by any name or identifier, misspellings of the ontology included.

import { graph, unpack } from "./data.js";

/** Case, accents, dashes and Greek letters aside. */
function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[‐-―−]/g, "-")
    .replace(/[’‘]/g, "'")
    .replace(/[α-ω]/g, (letter) => GREEK[letter] || letter);
}

const GREEK = Object.fromEntries(
  "α alpha β beta γ gamma δ delta ε epsilon κ kappa λ lambda μ mu ν nu ω omega"
    .split(" ")
    .reduce((pairs, word, at, all) => (at % 2 ? [...pairs, [all[at - 1], word]] : pairs), []),
);

let names = null;

async function prepare() {
  if (names) return names;
  const terms = await unpack("terms");
  names = graph.entities.map((entity) => [
    { text: fold(entity.label), shown: null },
    ...terms.labels[entity.index].map((text) => ({ text: fold(text), shown: text })),
    ...terms.hidden[entity.index].map((text) => ({ text: fold(text), shown: null, hidden: true })),
    ...terms.matches[entity.index].map(([, curie]) => ({ text: fold(curie), shown: curie })),
    { text: fold(entity.curie), shown: entity.curie },
  ]);
  return names;
}

/** The best `limit` entities for what has been typed, as {entity, also}: `also` is the other name that matched. */
export async function find(typed, limit = 12) {
  const wanted = fold(typed.trim());
  if (!wanted) return [];
  const found = [];
  (await prepare()).forEach((own, entity) => {
    let best = null;
    for (const name of own) {
      const rank = score(name.text, wanted);
      if (name.hidden && rank > 1) continue; // a misspelling helps those who type it, not those who type a part
      if (rank < (best?.rank ?? 4)) best = { entity, rank, also: name.shown };
    }
    if (best) found.push(best);
  });
  const weight = ({ entity }) => graph.entities[entity].claims.length;
  return found
    .sort((a, b) => a.rank - b.rank || weight(b) - weight(a) || a.entity - b.entity)
    .slice(0, limit);
}

/** 0 equal, 1 at the start, 2 at the start of a word, 3 anywhere, 4 not at all. */
function score(name, wanted) {
  const at = name.indexOf(wanted);
  if (at < 0) return 4;
  if (at === 0) return name.length === wanted.length ? 0 : 1;
  return /[\s:(/-]/.test(name[at - 1]) ? 2 : 3;
}
