"""Patterns over the normalised parse, and where they fit a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.arcs import Arc
from kgraph.ontology import Relation, Wording
from kgraph.syntax import Syntax

SUBJECT, OBJECT = -1, -2
"""The slots, among the node numbers of a pattern."""

NOUN = frozenset({"NOUN", "PROPN"})
"""The coarse parts of speech of nouns that name."""

_LEFT_OUT = 5
"""What a match costs whose noun does not say whose it is ("the risk of addiction")."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A small tree of words and slots that says a relation.

    `words` say what may stand at nodes 0, 1, … (lemmas, or entities by IRI), the first of them the anchor;
    `nouns` tells which of them are nouns. `arcs` run between nodes and slots, in an order in which each arc after
    the first touches a node that an earlier arc has reached.
    """

    wording: Wording
    relation: Relation
    words: tuple[frozenset[str], ...]
    nouns: tuple[bool, ...]
    arcs: tuple[Arc, ...]

    def admits(self, node: int, syntax: Syntax, index: int) -> bool:
        """Whether the word at a node may be the token: a noun for a noun, a nominalisation also for its verb."""
        asked, said = self.words[node], syntax.lemmas[index]
        if asked.isdisjoint(said):
            return False
        if (syntax.tokens[index].pos in NOUN) == self.nouns[node] or syntax.tokens[index].pos == "ADJ":
            return True
        return not self.nouns[node] and not asked.isdisjoint(said[1:])

    @property
    def weight(self) -> int:
        """How much the pattern asks for: its words."""
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found in a sentence: token indexes of the slots and of the pattern's words, and the cost.

    `subject` is None where the sentence leaves it out and the pattern allows that.
    """

    pattern: Pattern
    subject: int | None
    object: int
    nodes: tuple[int, ...]
    cost: int


class PatternIndex:
    """Patterns by what their anchor asks for, and those without a word by role."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._bare: list[Pattern] = []
        for number, pattern in enumerate(self.patterns):
            for word in pattern.words[0] if pattern.words else ():
                self._by_word[word].append(number)
            if not pattern.words:
                self._bare.append(pattern)

    def match(self, syntax: Syntax) -> Iterator[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors."""
        for index, said in enumerate(syntax.lemmas):
            # what is said literally comes before what the word also stands for
            for number in dict.fromkeys(n for word in said for n in self._by_word.get(word, ())):
                pattern = self.patterns[number]
                if pattern.admits(0, syntax, index):
                    yield from _extend(pattern, syntax, {0: index}, 0, 0)
        by_role: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for (head, role, child), cost in sorted(syntax.arcs.items()):
            by_role[role].append((head, child, cost))
        for pattern in self._bare:
            above, role, below = pattern.arcs[0]
            for head, child, cost in by_role[role]:
                yield from _extend(pattern, syntax, {above: head, below: child}, 1, cost)


def _extend(pattern: Pattern, syntax: Syntax, bound: dict[int, int], step: int, cost: int) -> Iterator[Match]:
    if step == len(pattern.arcs):
        nodes = tuple(bound[i] for i in range(len(pattern.words)))
        yield Match(pattern, bound.get(SUBJECT), bound[OBJECT], nodes, cost)
        return
    head, role, child = pattern.arcs[step]
    for own, node, slot in _candidates(pattern, syntax, bound, head, role, child):
        if node not in bound.values():
            yield from _extend(pattern, syntax, {**bound, slot: node}, step + 1, cost + own)
    if child == SUBJECT and head in bound and role == "own" and step == len(pattern.arcs) - 1:
        yield from _extend(pattern, syntax, bound, step + 1, cost + _LEFT_OUT)


def _candidates(
    pattern: Pattern, syntax: Syntax, bound: dict[int, int], head: int, role: str, child: int
) -> Iterator[tuple[int, int, int]]:
    """(cost, token, slot) for the end of the arc that is not bound yet."""
    if head in bound:
        ends = syntax.out(bound[head], role)
        slot = child
    else:
        ends = syntax.into(bound[child], role)
        slot = head
    for cost, node in ends:
        if slot < 0 or pattern.admits(slot, syntax, node):
            yield cost, node, slot
