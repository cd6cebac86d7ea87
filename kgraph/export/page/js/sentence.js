// A piece of evidence as a quotation: the sentence with its subject, relation and object marked in place.

import { graph } from "./data.js";
import { el, link, visible } from "./dom.js";
import { basisOf, CERTAINTY_WORDS, holderOf, spaced, titleOf } from "./words.js";

/** What is marked, in this order, so that an argument is seen whole where it also states the relation. */
const ROLES = ["trigger", "object", "subject"];

/** A figure: quotation, document, and what the sentence says of certainty, holder and basis. */
export function quotation(piece) {
  return el(
    "figure",
    { class: "quote" },
    piece.lead ? el("p", { class: "refers" }, "Under: ", el("bdi", {}, visible(piece.lead))) : null,
    el("blockquote", {}, marked(piece)),
    references(piece),
    el("figcaption", {}, origin(piece.document), tags(piece)),
  );
}

/** The sentence in parts; spans are counted in characters, which in JavaScript are not always one unit. */
function marked({ words, ...piece }) {
  const characters = /[\ud800-\udfff]/.test(words) ? Array.from(words) : words;
  const cut = (from, to) =>
    Array.isArray(characters) ? characters.slice(from, to).join("") : characters.slice(from, to);
  const cover = new Array(characters.length).fill("");
  for (const [from, to] of piece.markup || []) cover.fill("markup", from, to);
  for (const [from, to] of piece.cues) cover.fill("cue", from, to);
  for (const role of ROLES) if (piece[role]) cover.fill(role, ...piece[role]);
  const parts = [];
  for (let from = 0; from < characters.length;) {
    let to = from + 1;
    while (to < characters.length && cover[to] === cover[from]) to++;
    const text = visible(cut(from, to));
    const role = cover[from];
    if (role === "markup") parts.push(el("span", { class: "quiet" }, text));
    else parts.push(role ? el("mark", { class: role, title: TITLES[role] }, text) : text);
    from = to;
  }
  return el("bdi", {}, parts);
}

const TITLES = {
  subject: "subject",
  trigger: "what states the relation",
  object: "object",
  cue: "bears on certainty, polarity, holder or basis",
};

function references({ refers = [] }) {
  return refers.map(([text, antecedent]) =>
    el(
      "p",
      { class: "refers" },
      text ? ["“", el("bdi", {}, visible(text)), "” stands for "] : "The subject is left out: ",
      antecedent ? ["“", el("bdi", {}, visible(antecedent)), "”"] : "something named before",
      ".",
    ),
  );
}

function origin(number) {
  const documents = graph.documents;
  const title = titleOf(number);
  const facts = [documents.publisher[number], documents.kind[number], documents.published[number]].filter(
    Boolean,
  );
  return el(
    "p",
    { class: "origin" },
    el("cite", {}, documents.url[number] ? link(documents.url[number], title) : el("bdi", {}, title)),
    facts.map((fact) => [" · ", el("bdi", {}, visible(fact))]),
  );
}

function tags({ certainty, holder, basis, via = [], qualifiers = [] }) {
  const by = via.length
    ? `${holderOf(holder)}, via ${via.map((iri) => spaced(iri.split(/[#/]/).pop())).join(", ")}`
    : holderOf(holder);
  return el(
    "ul",
    { class: "tags" },
    el("li", { class: `certainty-${certainty}` }, CERTAINTY_WORDS[certainty]),
    el("li", {}, `held by ${by}`),
    el("li", {}, `basis: ${basisOf(basis)}`),
    qualifiers.map(([kind, text]) => el("li", {}, `${kind}: ${visible(text)}`)),
  );
}
