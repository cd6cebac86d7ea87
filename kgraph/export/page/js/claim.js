// The panel of one claim: what it says, how it is supported, what stands against it, and every sentence.

import { graph, passages } from "./data.js";
import { button, count, el, visible } from "./dom.js";
import { profile } from "./profile.js";
import { quotation } from "./sentence.js";
import { go } from "./view.js";
import { CERTAINTY_WORDS, DISAGREEMENTS, labelOf, phrase, relationOf } from "./words.js";

const AT_ONCE = 20;

export function claimPanel(claim) {
  const sentences = el("div", { class: "quotes" }, el("p", { class: "quiet" }, "Reading …"));
  passages(claim).then((pieces) => list(sentences, pieces));
  return [
    heading(claim),
    el("p", { class: "lead" }, summary(claim)),
    claim.disputed && !claim.against.length && unsure(),
    relatives(
      "Contradicted by",
      claim.against.map(({ claim: other, kind }) => [other, DISAGREEMENTS[kind]]),
      "against",
    ),
    el("h3", {}, "Support"),
    profile(claim),
    el("h3", {}, claim.evidence === 1 ? "The sentence" : `The ${claim.evidence} sentences`),
    sentences,
    relatives(
      "Says the same more broadly",
      claim.broader.map((other) => [other, ""]),
    ),
    relatives(
      "Says the same more narrowly",
      claim.narrower.map((other) => [other, ""]),
    ),
    el("p", { class: "quiet small" }, "Claim ", el("code", {}, claim.id)),
  ];
}

function heading(claim) {
  const relation = graph.relations.definition[claim.relation];
  return el(
    "header",
    {},
    el("p", { class: "kicker" }, claim.negated ? el("strong", { class: "denied" }, "Denied claim") : "Claim"),
    el(
      "h2",
      { class: "triple", tabindex: -1 },
      entityButton(claim.subject),
      el(
        "span",
        { class: "relation", title: visible(relation) },
        claim.negated ? el("b", { class: "denied" }, "not: ") : null,
        relationOf(claim),
      ),
      entityButton(claim.object),
    ),
  );
}

export function entityButton(entity) {
  return button(el("bdi", {}, labelOf(entity)), () => go({ entity, claim: null, path: null }), {
    class: "entity",
  });
}

function summary(claim) {
  const parts = [
    `At its firmest ${CERTAINTY_WORDS[claim.certainty]}`,
    `${count(claim.evidence, "sentence")} in ${count(claim.documents, "document")}`,
    `${claim.independent} independent`,
    count(claim.holders, "holder"),
  ];
  if (claim.belief !== null) parts.push(`read right with probability ${claim.belief.toFixed(2)}`);
  return `${parts.join(" · ")}.`;
}

function list(place, pieces, from = 0) {
  if (!from) place.replaceChildren();
  place.querySelector(".more")?.remove();
  place.append(...pieces.slice(from, from + AT_ONCE).map(quotation));
  const left = pieces.length - from - AT_ONCE;
  if (left > 0)
    place.append(
      button(`Show ${Math.min(left, AT_ONCE)} more of ${left}`, () => list(place, pieces, from + AT_ONCE), {
        class: "more",
      }),
    );
}

function relatives(title, others, kind = "") {
  if (!others.length) return null;
  return el(
    "section",
    { class: `relatives ${kind}` },
    el("h3", {}, title),
    el(
      "ul",
      { class: "claims" },
      others.map(([other, why]) =>
        el(
          "li",
          {},
          claimButton(graph.claims[other]),
          why ? el("span", { class: "quiet small" }, ` ${why}`) : null,
        ),
      ),
    ),
  );
}

function unsure() {
  return el("p", { class: "dispute" }, `Disputed: ${DISAGREEMENTS.certainty}.`);
}

/** A button that opens a claim. */
export function claimButton(claim, text = phrase(claim)) {
  return button(el("bdi", {}, text), () => go({ claim: claim.index, entity: null, path: null }), {
    class: `claim${claim.negated ? " denied" : ""}`,
  });
}
