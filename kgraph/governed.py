"""Slips of the parser about what a verb or a preposition governs."""

from __future__ import annotations

from kgraph.arcs import PARTICLES, VERBAL
from kgraph.mending import PREMODIFIERS, Mend, Parse
from kgraph.model import Token

_ASCRIBING = frozenset({"be", "become", "seem", "appear", "feel", "get", "go", "grow", "look", "sound", "stay"}
                       | {"remain", "turn", "prove", "keep", "make", "leave", "come", "fall", "run", "render"}
                       | {"deem", "stand", "end", "wind", "act"})  # fmt: skip
"""Verbs that may ascribe an adjective: "feels calm"."""


def _agent(parse: Parse, prep: Token) -> None:
    """Who does it, in a passive: "was largely done by X"."""
    if parse.below(prep.head, "auxpass"):
        parse.hang(prep.index, prep.head, "agent")


def _stray_particle(parse: Parse, word: Token) -> None:
    """In "wean off X", a particle taken for a part of X goes with its verb."""
    before = parse.tokens[word.index - 1] if word.index else word
    if before.pos == "VERB":
        parse.hang(word.index, before.index, "prt")


def _apposed_gerund(parse: Parse, gerund: Token) -> None:
    """In "acts as an X, doing Y", X is what "as" governs, and the gerund says more of the clause."""
    prep = parse.head(gerund)
    if parse.tokens[gerund.index - 1].text != ",":
        return
    for name in parse.below(gerund.index, *PREMODIFIERS):
        if name.mention is not None and prep.index < name.index < gerund.index:
            parse.hang(name.index, prep.index, "pobj", "NOUN")
            parse.hang(gerund.index, prep.head, "advcl")


def _loose_object(parse: Parse, name: Token) -> None:
    """A name that hangs on the verb before it as an adverb is its object: "was prescribed X"."""
    verb = parse.head(name)
    if verb.pos != "VERB" or (name.dep == "acomp" and verb.lemma in _ASCRIBING):
        return
    before = parse.tokens[name.index - 1]
    beside = verb.index == before.index or (before.dep == "prt" and before.head == verb.index)
    if beside and verb.index < name.index and not parse.below(verb.index, "dobj"):
        parse.hang(name.index, verb.index, "dobj", "NOUN")


def _to_name(parse: Parse, to: Token) -> None:
    """In "is turned by X to Y", a name is no infinitive but what "to" governs."""
    name = parse.head(to)
    verb = next((t for t in parse.up(parse.head(name)) if t.pos in VERBAL), None)
    if name.mention is not None and verb is not None and verb.index < to.index < name.index:
        parse.hang(to.index, verb.index, "prep")
        parse.hang(name.index, to.index, "pobj", "NOUN")


def _second_prep(parse: Parse, prep: Token) -> None:
    """In "is an N at X and, on Fridays, at Y", both prepositions are N's."""
    verb = parse.head(prep)
    joiners = [t.index for t in parse.below(verb.index, "cc") if t.index < prep.index]
    if verb.pos not in VERBAL or not joiners:
        return
    for noun in parse.below(verb.index, "attr", "dobj", "acomp"):
        for first in parse.below(noun.index, "prep"):
            if first.lemma == prep.lemma and first.index < joiners[-1]:
                parse.hang(prep.index, first.index, "conj")
                return


def _one(parse: Parse, one: Token) -> None:
    """In "a strong N of X and a weak one of Y", "one" is another N."""
    first = parse.head(one)
    if first.pos == "NOUN" and parse.below(one.index, "amod", "det"):
        parse.stand_for(one.index, first.lemma)


def _particle(parse: Parse, particle: Token) -> None:
    """What follows a particle ("brings about X") is the object of the verb."""
    for token in parse.below(particle.index, "pobj") if parse.head(particle).pos == "VERB" else ():
        parse.hang(token.index, particle.head, "dobj")


def _gerund(parse: Parse, gerund: Token) -> None:
    """In "for easing X", a gerund taken for an adjective of its object becomes its verb."""
    if gerund.mention is not None:
        return
    noun = parse.head(gerund)
    before = parse.tokens[gerund.index - 1] if gerund.index else gerund
    if before.pos in {"ADP", "SCONJ"} and noun.dep == "pobj" and noun.head == before.index:
        parse.hang(gerund.index, before.index, "pcomp", "VERB")
        parse.hang(noun.index, gerund.index, "dobj")


def _instead(parse: Parse, prep: Token) -> None:
    """In "does X instead of Y", Y is governed by a preposition, and no second X."""
    head = parse.head(prep)
    verb = parse.head(head) if head.dep == "dobj" else head
    governed = parse.below(prep.index, "pobj")
    for other in (*governed, *parse.below(head.index, "conj"), *parse.below(verb.index, "dobj")):
        if other.index > prep.index:
            parse.hang(prep.index, verb.index, "prep")
            parse.hang(other.index, prep.index, "pobj")
            return


GOVERNED = (
    Mend(_agent, labels=frozenset({"prep"}), lemmas=frozenset({"by"})),
    Mend(_loose_object, labels=frozenset({"advmod", "npadvmod", "acomp"}), named=True),
    Mend(_stray_particle, labels=PREMODIFIERS, tags=frozenset({"RP"})),
    Mend(_apposed_gerund, labels=frozenset({"pcomp"}), tags=frozenset({"VBG"})),
    Mend(_to_name, labels=frozenset({"aux"}), tags=frozenset({"IN"}), lemmas=frozenset({"to"})),
    Mend(_second_prep, labels=frozenset({"prep"})),
    Mend(_one, labels=frozenset({"conj"}), lemmas=frozenset({"one"})),
    Mend(_particle, labels=frozenset({"prt"})),
    Mend(_particle, labels=frozenset({"advmod"}), lemmas=PARTICLES),
    Mend(_gerund, labels=frozenset({"amod", "compound"}), tags=frozenset({"VBG"})),
    Mend(_instead, labels=frozenset({"cc"}), lemmas=frozenset({"of"})),
)
"""What mends what is governed, in the order in which it is tried."""
