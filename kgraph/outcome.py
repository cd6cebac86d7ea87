"""What became of each wording that matched a sentence: a claim, or why none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kgraph.extractors import candidates as claimed
from kgraph.extractors import choice
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.choice import GivenUp
from kgraph.extractors.lists import listed_together
from kgraph.extractors.rules import stated
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.patterns import OBJECT, SUBJECT, Match, PatternIndex

SLOTS = {SUBJECT: "{subject}", OBJECT: "{object}"}
"""The slots as a wording writes them."""


class Fate(StrEnum):
    """What becomes of a wording that matches, in the order in which they are told."""

    CLAIM = "claim"
    UNSTATED = "unstated"
    """The sentence only asks or announces it, or only the lead-in of a list says it."""
    DISPLACED = "displaced"
    """Another wording says more of the same."""
    ARGUMENT = "argument"
    """A slot holds nothing known, or nothing of a class that it takes."""
    ENDS = "ends"
    """The two ends cannot stand in the relation."""
    NEARER = "nearer"
    """The same words have nearer ends."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A match, the claim that it would make (None where its slots make none), what became of it, and why."""

    match: Match
    candidate: Candidate | None
    fate: Fate
    why: str = ""


def outcomes(patterns: PatternIndex, arguments: Arguments) -> tuple[Outcome, ...]:
    """One for each claim that a match would make, or for a match that makes none; claims first.

    Wordings without a word of their own fit nearly everywhere: those whose slots hold nothing known are left out.
    """
    found = list(claimed.candidates(patterns, arguments))
    chosen = choice.decide(found, arguments)
    made = {_key(candidate.match) for candidate in found}
    told = [_kept(candidate, arguments) for candidate in chosen.kept]
    told += [_displaced(each, arguments.ontology) for each in chosen.given_up]
    told += [
        Outcome(match, None, *_refusal(match, arguments))
        for match in patterns.match(arguments.syntax)
        if _key(match) not in made and (match.nodes or _knows_both(match, arguments))
    ]
    order = {fate: rank for rank, fate in enumerate(Fate)}
    return tuple(sorted(told, key=lambda o: (order[o.fate], -o.match.pattern.weight, o.match.cost)))


def _key(match: Match) -> tuple[object, ...]:
    # a pattern by identity: it is one of the index, and comparing it would compare its relation's every wording
    return id(match.pattern), match.subject, match.object, match.nodes, match.cost


def _knows_both(match: Match, arguments: Arguments) -> bool:
    return all(index is not None and arguments.fill(index, ()) for index in (match.subject, match.object))


def _kept(candidate: Candidate, arguments: Arguments) -> Outcome:
    silence = arguments.syntax.silence()
    if silence:
        return Outcome(candidate.match, candidate, Fate.UNSTATED, f"the sentence {silence}")
    if not stated(candidate, arguments.sentence):
        return Outcome(candidate.match, candidate, Fate.UNSTATED, "only the lead-in of the list says it")
    return Outcome(candidate.match, candidate, Fate.CLAIM)


def _displaced(given_up: GivenUp, ontology: Ontology) -> Outcome:
    relation, form = ontology.curie(given_up.to.relation.iri), given_up.to.match.pattern.wording.form
    why = f"gives way to {relation} “{form}”: {given_up.why}"
    return Outcome(given_up.candidate.match, given_up.candidate, Fate.DISPLACED, why)


# ── Matches that make no candidate ─────────────────────────────────────────────────────────────────────────────────


def _refusal(match: Match, arguments: Arguments) -> tuple[Fate, str]:
    if any(True for _ in claimed.claims(match, arguments)):
        return Fate.NEARER, f"the same words have nearer ends than these, which cost {match.cost}"
    for slot, reason in _unfilled(match, arguments):
        return Fate.ARGUMENT, f"{SLOTS[slot]}: {reason}"
    return Fate.ENDS, _parted(match, arguments)


def _unfilled(match: Match, arguments: Arguments) -> Iterator[tuple[int, str]]:
    """(slot, why it holds nothing that it takes) of each slot that does not."""
    relation, (subjects, objects) = match.pattern.relation, match.pattern.takes
    if not claimed.objects_of(match, arguments):
        if not relation.transitive:
            yield OBJECT, _unfit(match.object, objects, arguments)
        elif arguments.named(match.object):
            yield OBJECT, f"{_quoted(match.object, arguments)} is one particular thing"
        else:
            yield OBJECT, f"{_quoted(match.object, arguments)} names no class"
    if not claimed.subjects_of(match, arguments):
        if match.subject is None:
            wanted = _either(subjects, arguments.ontology) or "one thing"
            yield SUBJECT, f"left out, and the text is about no {wanted}"
        else:
            yield SUBJECT, _unfit(match.subject, subjects, arguments)


def _unfit(index: int, classes: Iterable[IRI], arguments: Arguments) -> str:
    """Why what the token stands for is of none of the classes."""
    ontology = arguments.ontology
    others = {f.argument.entity: f.argument.text for f in arguments.fill(index, ())}
    if not others:
        return f"{_quoted(index, arguments)} names nothing known"
    named = "; ".join(f"“{text}” is {_described(entity, ontology)}" for entity, text in others.items())
    return f"{named}; wanted: {_either(classes, ontology)}"


def _described(entity: IRI, ontology: Ontology) -> str:
    known = ontology.entities.get(entity)
    classes = ", ".join(map(ontology.curie, known.classes)) if known else "of no class"
    return f"{ontology.curie(entity)} ({classes})"


def _either(classes: Iterable[IRI], ontology: Ontology) -> str:
    return " or ".join(map(ontology.curie, classes))


def _quoted(index: int, arguments: Arguments) -> str:
    return f"“{arguments.syntax.tokens[index].text}”"


def _parted(match: Match, arguments: Arguments) -> str:
    """Why two ends that are each allowed do not go together."""
    ends = [i for i in (match.subject, match.object) if i is not None]
    if len(ends) == 2 and listed_together(arguments.syntax, *ends):
        return "the two are members of one list"
    if len({f.argument.entity for i in ends for f in arguments.fill(i, ())}) == 1:
        return "both ends are the same"
    return "the object is no class that the subject could be one of"
