"""Patterns over the normalised parse, and where they fit a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from kgraph.arcs import NOMINAL, Arc
from kgraph.ontology import Relation, Wording
from kgraph.syntax import Opening, Syntax

SUBJECT, OBJECT = -1, -2
"""The slots, among the node numbers of a pattern."""

NOUN = frozenset({"NOUN", "PROPN"})
"""The coarse parts of speech of nouns that name."""

_LEFT_OUT = 5
"""What a match costs whose noun does not say whose it is ("the risk of X")."""


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


class Match(NamedTuple):
    """A pattern found in a sentence: token indexes of the slots and of the pattern's words, and the cost.

    `subject` is None where the sentence leaves it out and the pattern allows that.
    """

    pattern: Pattern
    subject: int | None
    object: int
    nodes: tuple[int, ...]
    cost: int


class PatternIndex:
    """Patterns by what their anchor asks for and by their first arc, and those without a word."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._anchored: defaultdict[str, defaultdict[Opening, list[int]]]
        self._anchored = defaultdict(lambda: defaultdict(list))
        self._bare = tuple(p for p in self.patterns if not p.words)
        for number, pattern in enumerate(self.patterns):
            for word in pattern.words[0] if pattern.words else ():
                head, role, _ = pattern.arcs[0]
                self._anchored[word][head == 0, role].append(number)

    def match(self, syntax: Syntax) -> Iterator[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors."""
        for index, said in enumerate(syntax.lemmas):
            # what is said literally comes before what the word also stands for
            for number in dict.fromkeys(
                n for word in said for n in self._opened(word, syntax.openings[index])
            ):
                pattern = self.patterns[number]
                if pattern.admits(0, syntax, index):
                    yield from _extend(pattern, syntax, {0: index}, 0, 0)
        yield from self._match_bare(syntax)

    def _opened(self, word: str, openings: Set[Opening]) -> list[int]:
        """The patterns that a word anchors whose first arc is there."""
        if word not in self._anchored:
            return []
        found = self._anchored[word]
        return sorted(number for opening in found.keys() & openings for number in found[opening])

    def _match_bare(self, syntax: Syntax) -> Iterator[Match]:
        """Where no word says the relation, the subject must be a name or a pronoun, and the object some noun."""
        names = {t.index for t in syntax.tokens if t.mention is not None or t.pos == "PRON"}
        nouns = {
            t.index for t in syntax.tokens if t.mention is not None or t.pos in NOMINAL or t.tag == "VBG"
        }
        fitting = {SUBJECT: names, OBJECT: nouns}
        by_role: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for (head, role, child), cost in sorted(syntax.arcs.items()):
            by_role[role].append((head, child, cost))
        for pattern in self._bare:
            above, role, below = pattern.arcs[0]
            for head, child, cost in by_role[role]:
                if head in fitting[above] and child in fitting[below]:
                    yield from _extend(pattern, syntax, {above: head, below: child}, 1, cost)


def _may_lack(pattern: Pattern, step: int) -> bool:
    """Whether an arc is the last one, and says only whose the noun is."""
    _, role, child = pattern.arcs[step]
    return child == SUBJECT and role == "own" and step == len(pattern.arcs) - 1


def _extend(pattern: Pattern, syntax: Syntax, bound: dict[int, int], step: int, cost: int) -> Iterator[Match]:
    if step == len(pattern.arcs):
        nodes = tuple(bound[i] for i in range(len(pattern.words)))
        yield Match(pattern, bound.get(SUBJECT), bound[OBJECT], nodes, cost)
        return
    head, role, child = pattern.arcs[step]
    slot, ends = (
        (child, syntax.out(bound[head], role)) if head in bound else (head, syntax.into(bound[child], role))
    )
    for own, node in ends:
        if node not in bound.values() and (slot < 0 or pattern.admits(slot, syntax, node)):
            yield from _extend(pattern, syntax, {**bound, slot: node}, step + 1, cost + own)
    if head in bound and _may_lack(pattern, step):
        yield from _extend(pattern, syntax, bound, step + 1, cost + _LEFT_OUT)
