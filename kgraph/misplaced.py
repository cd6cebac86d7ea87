"""Slips of the parser about names: what a name is in its clause, and what stands beside it."""

from __future__ import annotations

from kgraph.arcs import NOMINAL, SUBJECTS, VERBAL
from kgraph.mending import Mend, Parse
from kgraph.model import Token


def _no_particle(parse: Parse, name: Token) -> None:
    """A name taken for a conjunction or a preposition before a noun says more of the noun."""
    noun = parse.after(name)
    if noun.pos in NOMINAL and noun.mention is None:
        parse.hang(name.index, noun.index, "compound", "NOUN")


def _compound_subject(parse: Parse, name: Token) -> None:
    """Of two nouns side by side that are both subjects, the first says more of the second: "X users report"."""
    noun = parse.after(name)
    if noun.mention is None and noun.dep in SUBJECTS and name.head in {noun.head, noun.index}:
        if noun.tag == "VBZ":
            parse.name(noun.index)
        parse.hang(name.index, noun.index, "compound")


def _setting(parse: Parse, name: Token) -> None:
    """In "in mice X did Y", X is no more of what "in" governs but the subject of the verb after it."""
    prep, verb = parse.head(name), parse.head(parse.head(name))
    near = (*parse.below(name.index, "compound", "appos", "amod"), *parse.below(prep.index, "pobj"))
    place = next((t for t in near if t.index == name.index - 1 and t.pos in NOMINAL), None)
    if place is None or (place.mention is None and place.tag != "NNS"):
        return
    after = parse.after(name)
    acts = after.pos in VERBAL and verb.pos in VERBAL and after.index <= verb.index
    if acts and not parse.below(verb.index, *SUBJECTS):
        parse.hang(place.index, prep.index, "pobj")
        for word in (t for t in parse.below(name.index, "amod", "det", "compound") if t.index < place.index):
            parse.hang(word.index, place.index, word.dep)
        parse.hang(name.index, verb.index, parse.subject_label(verb))


def _one_more(parse: Parse, noun: Token) -> None:
    """What follows a semicolon or "not" is no other word for a name but one more: "X; Y", "X, not Y"."""
    before = _before(parse, noun)
    if before[-1:] and before[-1].lemma == "not":
        parse.hang(noun.index, noun.head, "conj")
        parse.hang(before[-1].index, noun.index, "neg")
    elif len(before) == 2 and before[1].text == ";" and before[0].index == noun.head:
        parse.hang(noun.index, noun.head, "conj")


def _apposition(parse: Parse, noun: Token) -> None:
    """In "he is on X, a Y", Y is another word for the name before it, and not for something further off."""
    before = _before(parse, noun)
    if len(before) < 2 or before[1].text != "," or before[0].mention is None or before[0].index == noun.head:
        return
    name, head = before[0], parse.head(noun)
    if head.pos == "PRON" or (parse.may_name(noun, name) and not parse.may_name(noun, head)):
        parse.hang(noun.index, name.index, "appos")


def _before(parse: Parse, noun: Token) -> list[Token]:
    """The two words before a noun and what says more of it."""
    first = min([t.index for t in parse.below(noun.index, "det", "amod", "compound")], default=noun.index)
    return parse.tokens[max(0, first - 2) : first]


def _as_adjective(parse: Parse, adjective: Token) -> None:
    """In "rated X as good for Y", the adjective is what "as" governs."""
    if parse.head(adjective).lemma == "as":
        parse.hang(adjective.index, adjective.head, "pobj")


def _second_object(parse: Parse, name: Token) -> None:
    """In "did X to A strongly and B weakly", B is no verb but a second object."""
    verb = parse.head(name)
    objects = [t for t in parse.below(verb.index, "dobj") if verb.index < t.index < name.index]
    clause = parse.below(name.index, "dobj", *SUBJECTS)
    if name.pos == verb.pos == "VERB" and objects and not clause:
        parse.hang(name.index, objects[-1].index, "conj", "NOUN")


def _measured(parse: Parse, name: Token) -> None:
    """In "X 200 mg had been given", X is the subject, and the amount says more of it."""
    number = parse.after(name)
    amount = parse.head(number)
    if (
        number.dep == "nummod"
        and amount.mention is None
        and amount.dep in SUBJECTS
        and amount.head != name.index
    ):
        dep, verb = amount.dep, amount.head
        parse.hang(name.index, verb, dep)
        parse.hang(amount.index, name.index, "appos")


def _no_verb(parse: Parse, name: Token) -> None:
    """In "between X and Y", Y is no verb but what X is coordinated with."""
    if (
        name.pos == "VERB"
        and parse.head(name).pos in NOMINAL
        and not parse.below(name.index, "dobj", "aux", *SUBJECTS)
    ):
        parse.hang(name.index, name.head, "conj", "NOUN")


NAMES = (
    Mend(_no_particle, labels=frozenset({"mark", "prep", "cc"}), named=True),
    Mend(_compound_subject, labels=SUBJECTS, named=True),
    Mend(_setting, labels=frozenset({"pobj"}), named=True),
    Mend(_one_more, labels=frozenset({"appos"})),
    Mend(_apposition, labels=frozenset({"appos"})),
    Mend(_as_adjective, labels=frozenset({"amod"})),
    Mend(_measured, labels=frozenset({"npadvmod", "nmod", "compound"}), named=True),
    Mend(_no_verb, labels=frozenset({"conj"}), named=True),
    Mend(_second_object, labels=frozenset({"conj"}), named=True),
)
"""What mends the place of a name, in the order in which it is tried."""
