// What can be taken away: the picture, the claims shown, the query that gives them, the address of the view.

import { csv } from "./csv.js";
import { graph, passages } from "./data.js";
import { byId, button, el } from "./dom.js";
import { drawing } from "./drawing.js";
import { hand } from "./file.js";
import { colours } from "./palette.js";
import { picture } from "./picture.js";
import { CLAIM_HEADS, claimRow } from "./rows.js";
import { iriOf, sparql } from "./sparql.js";
import { CERTAINTIES, POLARITIES } from "./words.js";

const MOST_NAMED = 2000;

/** Give the button and the menu their behaviour; `shown()` gives the claims now in question, `listed()` those to name. */
export function openSave(shown, listed) {
  const menu = byId("save");
  const opener = byId("show-save");
  const close = () => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  opener.addEventListener("click", () => {
    const open = menu.hidden;
    if (!open) return close();
    menu.replaceChildren(...content(shown, listed));
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    menu.querySelector("button").focus();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    opener.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && event.target !== opener) close();
  });
}

function content(shown, listed) {
  const named = listed();
  const query =
    named && named.length > MOST_NAMED ? "# Too many claims to name: narrow the view.\n" : sparql(named);
  const area = el("textarea", { id: "query", rows: 10, readonly: true, spellcheck: "false", wrap: "off" });
  area.value = query;
  return [
    el("h2", {}, "Save the view"),
    el(
      "div",
      { class: "choices" },
      button("Picture, PNG", png),
      button("Picture, SVG", () => hand("picture.svg", drawing(picture), "image/svg+xml")),
      button("Claims, CSV", () =>
        hand("claims.csv", csv([CLAIM_HEADS, ...shown().map(claimRow)]), "text/csv"),
      ),
      button("Claims with sentences, JSON", () => json(shown())),
      button("Copy the address of this view", (event) => copy(location.href, event.currentTarget)),
    ),
    el("label", { for: "query", class: "small" }, "The same claims by SPARQL over graph.ttl"),
    area,
    button("Copy the query", (event) => copy(query, event.currentTarget)),
  ];
}

async function copy(text, from) {
  const before = from.textContent;
  try {
    await navigator.clipboard.writeText(text);
    from.textContent = "Copied";
  } catch {
    from.textContent = "Not allowed here: select and copy";
  }
  setTimeout(() => {
    from.textContent = before;
  }, 2000);
}

function png() {
  const drawn = picture.network.canvas.frame.canvas;
  const canvas = el("canvas", { width: drawn.width, height: drawn.height });
  const context = canvas.getContext("2d");
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, drawn.width, drawn.height);
  const ground = byId("ground");
  if (ground && !ground.hidden) context.drawImage(ground, 0, 0, drawn.width, drawn.height);
  context.drawImage(drawn, 0, 0);
  canvas.toBlob((blob) => hand("picture.png", blob));
}

const term = (index, at) => ({ iri: index.iri[at], label: index.label[at] });

async function json(claims) {
  const rows = [];
  for (const claim of claims) rows.push({ ...plain(claim), evidence: (await passages(claim)).map(quoted) });
  const content = { title: graph.title, view: location.hash, claims: rows };
  hand("claims.json", `${JSON.stringify(content, null, 1)}\n`, "application/json");
}

function plain(claim) {
  return {
    id: claim.id,
    subject: { iri: iriOf(claim.subject), label: graph.entities[claim.subject].label },
    predicate: term(graph.relations, claim.relation),
    object: { iri: iriOf(claim.object), label: graph.entities[claim.object].label },
    polarity: POLARITIES[claim.negated],
    certainty: CERTAINTIES[claim.certainty],
    independent: claim.independent,
    belief: claim.belief,
  };
}

function quoted(piece) {
  return {
    document: graph.documents.id[piece.document],
    title: graph.documents.title[piece.document],
    url: graph.documents.url[piece.document],
    text: piece.words,
    certainty: CERTAINTIES[piece.certainty],
    holder: term(graph.holders, piece.holder),
    basis: term(graph.bases, piece.basis),
    qualifiers: (piece.qualifiers || []).map(([kind, text]) => ({ kind, text })),
  };
}
