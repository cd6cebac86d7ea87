"""Claims that a sentence takes up by pointing at them: "no trial shows this", "Y does the same"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.arcs import PLURAL, SUBJECTS
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.fillers import Filler, Reference, Said
from kgraph.grammar import Grammar
from kgraph.model import Argument, Certainty, Context, Polarity, Sentence, Token
from kgraph.namespaces import KG
from kgraph.patterns import Match, unworded
from kgraph.terms import CueWord, Relation

_FORM = "{claim}"
"""Stands for the wording of what is said by pointing at it."""

_PRONOUNS = frozenset({"this", "that"})
_DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such", "either", "neither"})
_TELLING = frozenset({"Knowledge", "Report", "Belief", "Hedge"})
"""The classes of cue that speak of what is said or known."""

_FINDING = frozenset({KG.Researcher, KG.Regulator})
"""Those whose silence on a claim is a doubt of it."""

_HOLDING = frozenset({"be", "go", "hold", "apply"})
_OF = ("p:of", "p:for", "p:to", "p:with")
"""How "the same" is said of something: "the same goes for Y", "the same is true of Y"."""

_PLACES = SUBJECTS | {"dobj", "pobj"}


def pointing(grammar: Grammar, cues: Iterable[CueWord]) -> re.Pattern[str]:
    """What a text has that may point at a claim and doubt it; a sentence that names nothing is parsed for that."""
    pointers = sorted(_PRONOUNS | grammar.claims)
    doubting = (cue for cue in cues if cue.kind == "Negation" or cue.value == KG.Uncommitted)
    doubts = sorted({cue.form.split()[0].lower().removesuffix("y") for cue in doubting})
    both = (
        rf"(?=.*\b(?:{'|'.join(pointers)})s?\b)",
        rf"(?=.*(?:\b|n)(?:{'|'.join(map(re.escape, doubts))}))",
    )
    return re.compile("".join(both), re.IGNORECASE | re.DOTALL)


def restated(arguments: Arguments) -> Iterator[Candidate]:
    """What the sentence just before claimed, once for each phrase that points at it.

    "This" is one thing: nothing where that sentence claimed several relations. What only says that a thing is of a
    class, or a part, or studied, is no claim that people speak of so.
    """
    said = [
        (relation, claim)
        for claim in arguments.resolver.claimed()
        for relation in (arguments.ontology.relations[claim.relation],)
        if not (relation.meta or relation.transitive or relation.partwise)
    ]
    alike = len({relation.iri for relation, _ in said}) == 1
    for token in arguments.syntax.tokens if said else ():
        if (alike or token.tag in PLURAL) and _points(token, arguments):
            yield from (_candidate(token, relation, claim) for relation, claim in said)


def doubt(context: Context, sentence: Sentence) -> Context | None:
    """How a sentence puts a claim that it points at; None where it neither leaves it open nor calls it untrue.

    Who denies that a claim is shown leaves it open, and is the author where "these claims" name nobody. That
    something "does not help with this" says nothing of whether it is so.
    """
    if context.holder == KG.Unspecified:
        context = replace(context, holder=KG.Author)
    telling = {cue.kind for cue in context.cues} & _TELLING
    people = (cue for cue in context.cues if cue.kind == "Source" and cue.value not in _FINDING)
    if telling == {"Report"} and any(people):
        return None  # "she had not told them this"
    if telling:
        if context.polarity is Polarity.NEGATED:
            return replace(context, polarity=Polarity.AFFIRMED, certainty=Certainty.UNCOMMITTED)
        return context if context.certainty is Certainty.UNCOMMITTED else None
    adjectives = {token.span for token in sentence.tokens if token.pos == "ADJ"}
    untrue = context.polarity is Polarity.NEGATED and any(cue.span in adjectives for cue in context.cues)
    return context if untrue else None


def likened(arguments: Arguments) -> Iterator[Candidate]:
    """What the sentence just before claimed, said of something else: "Y does the same", "the same goes for Y"."""
    claims = [claim for claim in arguments.resolver.claimed() if not claim.denied]
    for index, others in _likening(arguments) if claims else ():
        token = arguments.syntax.tokens[index]
        for claim in claims:
            relation = arguments.ontology.relations[claim.relation]
            said = _meant(claim.object, token, index)
            for other in (f for noun in others for f in arguments.fill(noun, relation.subjects)):
                if other.argument.entity not in {claim.agent.entity, claim.object.entity}:
                    match = Match(unworded(relation, _FORM, token.lemma), other.token, index, (index,), 0)
                    yield Candidate(relation, other, said, match, index, False)


def _likening(arguments: Arguments) -> Iterator[tuple[int, list[int]]]:
    """The verbs that say the same of something, and the nouns of what."""
    syntax = arguments.syntax
    for token in syntax.tokens:
        if token.lemma != "do" and token.lemma not in _HOLDING:
            continue
        same = [child for role in ("subj", "obj") for _, child in syntax.out(token.index, role)]
        if all(syntax.tokens[child].lemma != "same" for child in same):
            continue
        if token.lemma == "do":
            yield token.index, [child for _, child in syntax.out(token.index, "subj")]
        else:
            nodes = (token.index, *(child for _, child in syntax.out(token.index, "attr")))  # "is true of"
            yield token.index, [c for node in nodes for role in _OF for _, c in syntax.out(node, role)]


def _points(token: Token, arguments: Arguments) -> bool:
    """Whether a token is "this", or a noun for what is said with "this" or the like before it."""
    pronoun = token.text.lower() in _PRONOUNS
    if token.dep not in _PLACES or not (pronoun or token.lemma in arguments.syntax.grammar.claims):
        return False
    words = {child.text.lower() for child in arguments.sentence.children(token.index)}
    return (token.pos in {"PRON", "DET"} and not words) if pronoun else not words.isdisjoint(_DEMONSTRATIVE)


def _candidate(token: Token, relation: Relation, claim: Said) -> Candidate:
    match = Match(unworded(relation, _FORM, token.lemma), None, token.index, (token.index,), 0)
    subject = _meant(claim.agent, token, -1)  # no word says the subject by itself
    return Candidate(relation, subject, _meant(claim.object, token, token.index), match, token.index, False)


def _meant(end: Reference, token: Token, place: int) -> Filler:
    """An end of the claim before, where a token points at it."""
    return Filler(Argument(end.entity, token.span, token.text, True, end.span), place)
