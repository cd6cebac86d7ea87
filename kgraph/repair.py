"""Slips of the parser that a general rule can mend, before the parse is normalised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kgraph.arcs import EXAMPLE, NOMINAL, PLURAL, VERBAL
from kgraph.model import Token

Covers = Callable[[int, int], bool]
"""Whether the generic noun at the first index may stand for the mention at the second."""

_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_PREMODIFIERS = frozenset({"compound", "amod", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OPENING = frozenset({",", "–", "—", "-", ":", "("})
_BETWEEN = frozenset({"primarily", "mainly", "mostly", "chiefly", "principally", "particularly", "especially"}
                     | {"notably", "specifically", "namely", "i.e.", "e.g.", "viz", "above", "all"}
                     | {"in", "particular", "the", "a"})  # fmt: skip
"""What may stand between a class and the first of its members: "X, in particular Y"."""

_WINDOW = 9
"""How many words after a class noun its members may begin."""


def mistaken_verbs(tokens: tuple[Token, ...], verbs: frozenset[str] | None) -> tuple[tuple[int, str], ...]:
    """Mentions before a word that looks like a noun or adjective but is likely their verb, each with a pronoun.

    `verbs` are the lemmas that wordings ask for, None for any. Returns (mention number, "it" or "they") pairs.
    """
    verbless = not has_verb(tokens)
    found = []
    for token in tokens:
        if token.mention is None or token.dep in {"pobj", "dobj"}:
            continue
        after = next((t for t in tokens[token.index + 1 : token.index + 3] if t.text != ","), None)
        if after is not None and after.mention is None and _looks_like_verb(after, verbs, verbless):
            found.append((token.mention, "they" if token.tag == "NNS" else "it"))
    return tuple(found)


def has_verb(tokens: tuple[Token, ...]) -> bool:
    """Whether a verb heads the sentence."""
    return any(t.head == t.index and t.pos in VERBAL for t in tokens)


def _looks_like_verb(word: Token, verbs: frozenset[str] | None, verbless: bool) -> bool:
    text = word.text.lower()
    stems = {text, text.removesuffix("s"), text.removesuffix("es"), word.lemma}
    known = verbs is None or not stems.isdisjoint(verbs)
    plural = word.tag in PLURAL | {"JJ", "NNP", "NN"} and text.endswith("s")
    past = word.tag == "VBN" and word.dep == "amod" and word.head > word.index
    bare = verbless and word.tag in {"NN", "JJ"} and verbs is not None
    return known and (plural or past or bare)


def unname(tokens: tuple[Token, ...], phrases: Mapping[str, frozenset[str]]) -> tuple[Token, ...]:
    """The tokens without the mentions that are only words of a set phrase ("has gained attention")."""
    return tuple(
        replace(t, mention=None)
        if t.mention is not None and t.dep == "dobj" and tokens[t.head].lemma in phrases.get(t.lemma, ())
        else t
        for t in tokens
    )


def repair(tokens: tuple[Token, ...], covers: Covers) -> tuple[Token, ...]:
    """The tokens with members that stand after their class attached to it (`dep` "member"), and slips mended.

    In "the classes in X, A and B" a parser takes A and B for more of X; `covers` knows better. A tree stays a tree:
    no word ever comes to hang below itself.
    """
    parse = _Parse(tokens, covers)
    for index in range(len(tokens)):
        for mend in _MENDS:
            mend(parse, parse.tokens[index])
    for noun in parse.tokens:
        if noun.mention is not None or noun.tag == "NNS":
            member = _listed_after(parse, noun)
            if member is not None:
                parse.hang(member, noun.index, "member")
    return tuple(parse.tokens)


class _Parse:
    """A parse while it is mended."""

    def __init__(self, tokens: tuple[Token, ...], covers: Covers) -> None:
        self.tokens = list(tokens)
        self.covers = covers
        self._below: list[set[int]] = [set() for _ in tokens]
        for token in tokens:
            if token.head != token.index:
                self._below[token.head].add(token.index)

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def below(self, index: int, *labels: str) -> list[Token]:
        kids = (self.tokens[i] for i in sorted(self._below[index]))
        return [t for t in kids if not labels or t.dep in labels]

    def hang(self, index: int, head: int, dep: str, pos: str = "") -> None:
        """Hang a token elsewhere, on itself to make it the root; nothing is done where it would hang below itself."""
        if head != index and self._under(head, index):
            return
        token = self.tokens[index]
        self._below[token.head].discard(index)
        if head != index:
            self._below[head].add(index)
        self.tokens[index] = replace(token, head=head, dep=dep, pos=pos or token.pos)

    def _under(self, index: int, other: int) -> bool:
        """Whether `other` is above `index`, or is it."""
        while index != other and self.tokens[index].head != index:
            index = self.tokens[index].head
        return index == other

    def swap(self, below: int, above: int, dep: str, pos: str = "") -> None:
        """Let a token take the place of its head, and that one hang on it by `dep`."""
        top = self.tokens[above]
        self.hang(below, below if top.head == above else top.head, top.dep, pos)
        self.hang(above, below, dep)


def _auxiliary(parse: _Parse, token: Token) -> None:
    """A subject that hangs on an auxiliary belongs to the verb it helps."""
    head = parse.head(token)
    if token.dep in _SUBJECTS and head.dep in {"aux", "auxpass"}:
        parse.hang(token.index, head.head, token.dep)


def _subject(parse: _Parse, name: Token) -> None:
    """A name right before a finite verb that has no subject is its subject."""
    verb = parse.head(name)
    if name.mention is None or name.dep not in _PREMODIFIERS | {"npadvmod"}:
        return
    if verb.tag in _FINITE and verb.index == name.index + 1 and not parse.below(verb.index, *_SUBJECTS):
        parse.hang(name.index, verb.index, "nsubj")


def _predicate(parse: _Parse, verb: Token) -> None:
    """A finite verb taken for a modifier of its object gets its place back."""
    if verb.tag in _FINITE and verb.dep in _PREMODIFIERS and verb.head > verb.index:
        parse.swap(verb.index, verb.head, "dobj", "VERB")


def _particle(parse: _Parse, particle: Token) -> None:
    """What follows a particle ("brings about X") is the object of the verb."""
    for token in parse.below(particle.index, "pobj") if particle.dep == "prt" else ():
        parse.hang(token.index, particle.head, "dobj")


def _gerund(parse: _Parse, gerund: Token) -> None:
    """In "for easing X", a gerund taken for an adjective of its object becomes its verb."""
    if gerund.tag != "VBG" or gerund.dep not in {"amod", "compound"} or gerund.mention is not None:
        return
    noun = parse.head(gerund)
    before = parse.tokens[gerund.index - 1] if gerund.index else gerund
    if before.pos in {"ADP", "SCONJ"} and noun.dep == "pobj" and noun.head == before.index:
        parse.hang(gerund.index, before.index, "pcomp", "VERB")
        parse.hang(noun.index, gerund.index, "dobj")


def _coordination(parse: _Parse, first: Token) -> None:
    """In "the X and potential Y Z", a noun taken for a modifier of the next becomes its conjunct."""
    if (
        first.mention is None
        or first.pos != "NOUN"
        or first.dep not in _PREMODIFIERS
        or first.head < first.index
    ):
        return
    joined = any(first.index < t.index < first.head for t in parse.below(first.index, "cc"))
    if joined and not any(t.pos in NOMINAL for t in parse.below(first.index, "conj")):
        parse.swap(first.index, first.head, "conj")


def _example(parse: _Parse, prep: Token) -> None:
    """In "the classes in X, such as A", A is an example of what may be one, not of the nearest noun."""
    if prep.dep != "prep" or prep.lemma not in EXAMPLE | {"as"}:
        return
    member = next((t for t in parse.below(prep.index, "pobj") if t.mention is not None), None)
    noun = parse.head(prep)
    if member is None or noun.pos not in NOMINAL:
        return
    while not (noun.pos in NOMINAL and parse.covers(noun.index, member.index)):
        if noun.head == noun.index:
            return
        noun = parse.head(noun)
    parse.hang(prep.index, noun.index, prep.dep)


def _list(parse: _Parse, item: Token) -> None:
    """In "A, a B, C and D", an item taken for an apposition of the first is one of the list."""
    first = parse.head(item)
    if item.dep != "appos" or item.mention is None or first.mention is None:
        return
    related = parse.covers(first.index, item.index) or parse.covers(item.index, first.index)
    if parse.below(item.index, "conj") and not related:
        parse.hang(item.index, first.index, "conj")


def _aside(parse: _Parse, noun: Token) -> None:
    """In "A, a B known for C, does D", a class noun that took A's place goes back to be its apposition."""
    if noun.mention is None:
        return
    for name in parse.tokens[: noun.index]:
        if name.mention is None or not parse.covers(noun.index, name.index):
            continue
        if name.head == noun.head and name.dep == noun.dep == "nsubj":
            parse.hang(noun.index, name.index, "appos")
        elif name.head == noun.index and name.dep == "dep":
            parse.swap(name.index, noun.index, "appos")


def _title(parse: _Parse, noun: Token) -> None:
    """In "the classes A and B", the class noun before the name is an apposition of it."""
    name = parse.head(noun)
    if noun.mention is None or name.mention is None or noun.dep not in {"compound", "nmod"}:
        return
    if name.index == noun.index + 1 and parse.covers(noun.index, name.index):
        parse.hang(noun.index, name.index, "appos")


_MENDS = (
    _auxiliary,
    _subject,
    _predicate,
    _particle,
    _gerund,
    _coordination,
    _example,
    _list,
    _aside,
    _title,
)


def _listed_after(parse: _Parse, noun: Token) -> int | None:
    """The first mention that the noun covers after a comma, dash, colon or bracket, "mainly" and the like between."""
    opened = False
    for token in parse.tokens[noun.index + 1 : noun.index + _WINDOW]:
        covered = token.mention is not None and parse.covers(noun.index, token.index)
        if token.text in _OPENING:
            opened = True
        elif token.mention is not None and (opened or covered):
            return token.index if opened and covered else None
        elif _closes(token, opened):
            return None
    return None


def _closes(token: Token, opened: bool) -> bool:
    """Whether no member can follow the word: a verb before the list has opened, any plain word after."""
    if opened:
        return token.lemma not in _BETWEEN and token.pos != "ADJ"
    return token.pos in VERBAL and token.tag != "VBN"
