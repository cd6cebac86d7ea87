"""A parse while it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kgraph.model import Token

Covers = Callable[[int, int], bool]
"""Whether the generic noun at the first index may stand for the mention at the second."""

Titles = Callable[[int, int], bool]
"""Whether the mention at the first index names a class that the mention at the second may be one of."""

PREMODIFIERS = frozenset({"compound", "amod", "nmod"})
"""The labels of what stands before a noun and says more of it."""


_place = attrgetter("index")


class Parse:
    """The tokens of a sentence, each of which can be hung elsewhere; a tree stays a tree."""

    def __init__(self, tokens: tuple[Token, ...], covers: Covers, titles: Titles) -> None:
        self.tokens = list(tokens)
        self.covers = covers
        self.titles = titles
        self._below: list[set[int]] = [set() for _ in tokens]
        for token in tokens:
            if token.head != token.index:
                self._below[token.head].add(token.index)

    def head(self, token: Token) -> Token:
        """The token that one hangs on, itself for the root."""
        return self.tokens[token.head]

    def after(self, token: Token) -> Token:
        """The token that stands after one, itself for the last."""
        return self.tokens[min(token.index + 1, len(self.tokens) - 1)]

    def below(self, index: int, *labels: str) -> list[Token]:
        """What hangs on a token, in order; only what has one of the labels where any are given."""
        if not self._below[index]:
            return []
        kids = [self.tokens[i] for i in self._below[index]]
        if labels:
            kids = [t for t in kids if t.dep in labels]
        return sorted(kids, key=_place) if len(kids) > 1 else kids

    def may_name(self, noun: Token, name: Token) -> bool:
        """Whether a class noun may stand for the name, or before it as its title."""
        return self.covers(noun.index, name.index) or self.titles(noun.index, name.index)

    def subject_label(self, verb: Token) -> str:
        """The label of a verb's subject: done to where the verb is passive, else doing."""
        return "nsubjpass" if self.below(verb.index, "auxpass") else "nsubj"

    def hang(self, index: int, head: int, dep: str, pos: str = "") -> None:
        """Hang a token elsewhere, on itself to make it the root; nothing is done where it would hang below itself."""
        if head != index and self.under(head, index):
            return
        token = self.tokens[index]
        self._below[token.head].discard(index)
        if head != index:
            self._below[head].add(index)
        self.tokens[index] = token._replace(head=head, dep=dep, pos=pos or token.pos)

    def name(self, index: int) -> None:
        """Make a plural noun of a word in -s that was taken for a verb."""
        token = self.tokens[index]
        self.tokens[index] = token._replace(pos="NOUN", tag="NNS", lemma=token.text.lower().removesuffix("s"))

    def stand_for(self, index: int, lemma: str) -> None:
        """Make a noun with that lemma of a word that stands for it."""
        self.tokens[index] = self.tokens[index]._replace(pos="NOUN", lemma=lemma)

    def participle(self, index: int) -> None:
        """Make a participle of a verb that was taken for the past tense."""
        self.tokens[index] = self.tokens[index]._replace(tag="VBN")

    def under(self, index: int, other: int) -> bool:
        """Whether `other` is above `index`, or is it."""
        return any(token.index == other for token in self.up(self.tokens[index]))

    def up(self, token: Token) -> Iterator[Token]:
        """The token, what it hangs on, and so on to the root."""
        yield token
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def swap(self, below: int, above: int, dep: str, pos: str = "") -> None:
        """Let a token take the place of its head, and that one hang on it by `dep`."""
        top = self.tokens[above]
        self.hang(below, below if top.head == above else top.head, top.dep, pos)
        self.hang(above, below, dep)


@dataclass(frozen=True, slots=True)
class Mend:
    """A slip to mend, and the tokens at which it may be met: of these labels, tags, lemmas; empty for any.

    `work` is tried at such tokens alone, so it need not ask the same of them again.
    """

    work: Callable[[Parse, Token], None]
    labels: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    named: bool = False

    def fits(self, dep: str, tag: str, lemma: str, named: bool) -> bool:
        """Whether the slip may be met at such a token; a mention or not is only asked where it must be one."""
        asked = ((self.labels, dep), (self.tags, tag), (self.lemmas, lemma))
        return (named or not self.named) and all(said in known for known, said in asked if known)


class Mends:
    """Mends in the order in which they are tried, found by what a token is."""

    def __init__(self, mends: Sequence[Mend]) -> None:
        self._mends = tuple(enumerate(mends))
        self._lemmas = frozenset(lemma for mend in mends for lemma in mend.lemmas)
        self._known: dict[tuple[str, str, str, bool], tuple[tuple[int, Mend], ...]] = {}

    def apply(self, parse: Parse, index: int) -> None:
        """Try every mend at a token; one that changes the token changes which others may be met there."""
        done, token = -1, None
        while token is not parse.tokens[index]:
            token = parse.tokens[index]
            for number, mend in self._fitting(token):
                if number > done:
                    mend.work(parse, token)
                    done = number
                    if parse.tokens[index] is not token:
                        break

    def _fitting(self, token: Token) -> tuple[tuple[int, Mend], ...]:
        lemma = token.lemma if token.lemma in self._lemmas else ""
        asked = token.dep, token.tag, lemma, token.mention is not None
        if asked not in self._known:
            self._known[asked] = tuple(each for each in self._mends if each[1].fits(*asked))
        return self._known[asked]
