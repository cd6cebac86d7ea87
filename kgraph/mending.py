"""A parse while it is mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kgraph.model import Token

Covers = Callable[[int, int], bool]
"""Whether the generic noun at the first index may stand for the mention at the second."""

Titles = Callable[[int, int], bool]
"""Whether the mention at the first index names a class that the mention at the second may be one of."""

PREMODIFIERS = frozenset({"compound", "amod", "nmod"})
"""The labels of what stands before a noun and says more of it."""


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

    def below(self, index: int, *labels: str) -> list[Token]:
        """What hangs on a token, in order; only what has one of the labels where any are given."""
        kids = (self.tokens[i] for i in sorted(self._below[index]))
        return [t for t in kids if not labels or t.dep in labels]

    def hang(self, index: int, head: int, dep: str, pos: str = "") -> None:
        """Hang a token elsewhere, on itself to make it the root; nothing is done where it would hang below itself."""
        if head != index and self.under(head, index):
            return
        token = self.tokens[index]
        self._below[token.head].discard(index)
        if head != index:
            self._below[head].add(index)
        self.tokens[index] = replace(token, head=head, dep=dep, pos=pos or token.pos)

    def under(self, index: int, other: int) -> bool:
        """Whether `other` is above `index`, or is it."""
        while index != other and self.tokens[index].head != index:
            index = self.tokens[index].head
        return index == other

    def swap(self, below: int, above: int, dep: str, pos: str = "") -> None:
        """Let a token take the place of its head, and that one hang on it by `dep`."""
        top = self.tokens[above]
        self.hang(below, below if top.head == above else top.head, top.dep, pos)
        self.hang(above, below, dep)
