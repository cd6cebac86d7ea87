"""The arcs that a noun phrase leaves out: whose doing it is, and what it is done to.

A nominalisation ("reduction of X by Y") has the arguments of its verb (as in NomBank, Meyers et al. 2004); a light
verb ("offers relief") lends its subject to its object.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.arcs import NOMINAL, Arcs, Rule
from kgraph.model import Token

_RELATING = frozenset({"associate", "link", "relate", "connect", "attribute"})
"""Participles by which a noun is somebody's: "risks associated with X" are X's."""


def lend_to_noun(arcs: Arcs, verb: Token) -> None:
    """Offers relief, has properties, leads to a reduction: the noun is the subject's doing."""
    for role in arcs.grammar.light.get(verb.lemma, ()):
        for noun, cost in arcs.fillers(verb.index, role):
            token = arcs.tokens[noun]
            if token.pos not in NOMINAL and token.dep not in {"dobj", "pobj"}:
                continue
            for conjunct in (noun, *(kid.index for kid in arcs.below(noun, "conj"))):
                for child, own in arcs.fillers(verb.index, "subj"):
                    if child != conjunct:
                        arcs.add(conjunct, "own", child, cost + own)
                        arcs.add(conjunct, "doer", child, cost + own)


def participle(arcs: Arcs, token: Token) -> None:
    """A participle before its noun: whose the noun is, "X's calming effect" calms, "reduced Y" reduces Y."""
    if token.tag == "VBG":
        for noun, cost in arcs.fillers(token.index, "bears"):
            arcs.copy(noun, "own", token.index, "subj", cost)
    if token.tag == "VBN":
        arcs.copy(token.head, "doer", token.index, "subj")


def nominal(arcs: Arcs, noun: Token) -> Iterator[Rule]:
    """The rules for whatever a noun's phrase and its place in the clause let us add around it, in order."""
    if noun.dep in {"dobj", "pobj"}:
        yield _loose_prepositions
    if noun.lemma in arcs.grammar.transparent:
        yield _see_through
    if noun.lemma in arcs.grammar.people:
        yield _people
    yield _count
    yield _possess
    if noun.lemma in arcs.grammar.verb_of:
        yield _nominalisation


def _loose_prepositions(arcs: Arcs, noun: Token) -> None:
    """In "gains attention for X" and "turns to X for Y" the last preposition hangs on the noun or on the verb."""
    if noun.dep == "dobj":
        arcs.share_prepositions(noun.index, noun.head)
        arcs.share_prepositions(noun.head, noun.index)
    elif noun.dep == "pobj":
        verb = arcs.tokens[arcs.tokens[noun.head].head]
        if verb.pos == "VERB":
            arcs.share_prepositions(noun.index, verb.index)


def _see_through(arcs: Arcs, noun: Token) -> None:
    """In "a degree of relief from X", the relief is from X, and whose the degree is."""
    for inner, cost in arcs.fillers(noun.index, "p:of"):
        arcs.share_prepositions(noun.index, inner)
        arcs.copy(noun.index, "doer", inner, "doer", cost)
        arcs.copy(noun.index, "doer", inner, "own", cost)


def _people(arcs: Arcs, noun: Token) -> None:
    """X users are users of X, and X sufferers people with X."""
    for named in arcs.below(noun.index, "compound", "nmod"):
        if named.mention is not None:
            arcs.add(noun.index, "p:of", named.index, 1)
            arcs.add(noun.index, "p:with", named.index, 1)


def _count(arcs: Arcs, noun: Token) -> None:
    """What is said of those of whom some are counted is said of the count: "10 of those who take X"."""
    for group, _ in arcs.fillers(noun.index, "p:of"):
        if arcs.tokens[group].lemma in arcs.grammar.people:
            for clause in arcs.below(group, "acl", "relcl"):
                for role in ("subj", "obj"):
                    if any(child == group for child, _ in arcs.fillers(clause.index, role)):
                        arcs.add(clause.index, role, noun.index, 1)


def _possess(arcs: Arcs, noun: Token) -> None:
    """Whose a noun is: that of which it is, with which it comes, with which it is linked; and what it is said of."""
    index = noun.index
    for child, cost in arcs.fillers(index, "p:of"):
        arcs.add(index, "own", child, cost)
        arcs.copy(child, "p:by", index, "p:by")  # "occupancy of Y by X": a parser hangs X on Y
    for child, cost in arcs.fillers(index, "same"):
        arcs.add(child, "subj", index, cost)
    for child, _ in arcs.fillers(index, "member"):
        arcs.copy(index, "own", child, "own", 1)
    above = arcs.tokens[noun.head]
    if noun.dep == "pobj" and above.lemma == "with":
        bearer = arcs.tokens[above.head]
        if bearer.pos in NOMINAL:
            arcs.add(index, "own", bearer.index, 1)
    for clause in arcs.below(index, "acl"):
        if clause.tag == "VBN" and clause.lemma in _RELATING:
            for role in ("p:with", "p:to"):
                arcs.copy(clause.index, role, index, "own")
                if noun.dep == "conj":  # "the X and Y linked to Z"
                    arcs.copy(clause.index, role, noun.head, "own", 1)


def _nominalisation(arcs: Arcs, noun: Token) -> None:
    """The arguments of the verb that a noun is made from."""
    index = noun.index
    marked = [f"p:{prep}" for prep in arcs.grammar.object_preps.get(noun.lemma, ())]
    has_object = any(arcs.fillers(index, role) for role in ("p:of", *marked))
    for role in ("p:of", *marked):
        arcs.copy(index, role, index, "obj")
    arcs.copy(index, "p:by", index, "subj")
    for inner, _ in arcs.fillers(index, "p:of"):  # "inhibition of Y by X": a parser hangs X on Y
        arcs.copy(inner, "p:by", index, "subj", 1)
    arcs.copy(index, "doer", index, "subj")
    arcs.copy(index, "poss", index, "subj", 0 if has_object else 1)
    arcs.copy(index, "p:of", index, "subj", 1)
    for child, cost in arcs.fillers(index, "mod"):
        if arcs.tokens[child].pos in NOMINAL:  # "X relief", "user preference"
            arcs.add(index, "obj", child, cost)
            arcs.add(index, "subj", child, cost + 1)
