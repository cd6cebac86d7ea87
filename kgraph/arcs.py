"""The arcs of a sentence while they are found: which token stands to which in what role, and at what cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kgraph.grammar import Grammar
from kgraph.model import Token

Arc = tuple[int, str, int]
"""Head index, role, child index."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
"""The coarse parts of speech that can head a noun phrase."""

VERBAL = frozenset({"VERB", "AUX"})
"""The coarse parts of speech that can head a clause."""

PLURAL = frozenset({"NNS", "NNPS"})
"""The tags of nouns in the plural."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""The labels of nouns that are subjects."""

OBJECTS = frozenset({"dobj", "dative"})
"""The labels of nouns that are objects of a verb."""

EXAMPLE = frozenset({"including", "include", "like", "namely", "e.g.", "e.g", "i.e.", "viz"})
"""The lemmas that bring in an example, beside "such as"."""

PARTICLES = frozenset({"away", "back", "down", "off", "on", "out", "over", "up", "about"})
"""Words that a parser may call particle, adverb or preposition after a verb."""

_NONE = 99
"""More than any arc costs."""


class Arcs:
    """The arcs found so far; rules only add to them, so that adding ends.

    `costs` gives each arc's cost: 0 where the parse states it, more for each step by which it was inferred.
    `alias` says what a relative pronoun stands for, by token index; `changes` counts what was added or made cheaper.
    """

    def __init__(self, tokens: tuple[Token, ...], grammar: Grammar) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.costs: dict[Arc, int] = {}
        self.alias: dict[int, int] = {}
        self.changes = 0
        self._fillers: dict[tuple[int, str], dict[int, int]] = {}
        self._prepositions: defaultdict[int, list[str]] = defaultdict(list)
        self._below: list[list[Token]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.index:
                self._below[token.head].append(token)

    def add(self, head: int, role: str, child: int, cost: int = 0) -> None:
        """Add an arc or make it cheaper; a relative pronoun gives way to what it stands for."""
        child = self.alias.get(child, child)
        if head != child and self.costs.get((head, role, child), _NONE) > cost:
            self.costs[head, role, child] = cost
            self.changes += 1
            if (head, role) not in self._fillers:
                self._fillers[head, role] = {}
                if role.startswith("p:") and role != "p:of":
                    self._prepositions[head].append(role)
            self._fillers[head, role][child] = cost

    def fillers(self, head: int, role: str) -> list[tuple[int, int]]:
        """(child, cost) pairs of the arcs of that role from `head`, in the order in which they were found."""
        found = self._fillers.get((head, role))
        return list(found.items()) if found else []

    def copy(self, source: int, role: str, target: int, as_role: str, cost: int = 0) -> bool:
        """Give `target` the `role` fillers of `source`, each that much dearer; whether there were any."""
        found = self.fillers(source, role)
        for child, own in found:
            self.add(target, as_role, child, own + cost)
        return bool(found)

    def below(self, head: int, *labels: str) -> list[Token]:
        """The tokens that the parse hangs on `head`, in order; only those of the labels where any are given."""
        below = self._below[head]
        return [t for t in below if t.dep in labels] if labels else list(below)

    def share_prepositions(self, source: int, target: int) -> None:
        """Let what the parse hangs on one token by a preposition other than "of" hang on another as well."""
        for role in list(self._prepositions[source]):
            for child, cost in self.fillers(source, role):
                if cost == 0:
                    self.add(target, role, child, 1)


Rule = Callable[[Arcs, Token], None]
"""Adds what the arcs so far let it infer around one token."""
