"""Patterns over the normalised parse, and where they fit a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kgraph.arcs import NOMINAL, Arc
from kgraph.namespaces import IRI
from kgraph.syntax import Opening, Syntax
from kgraph.terms import Classes, Relation, Wording

SUBJECT, OBJECT = -1, -2
"""The slots, among the node numbers of a pattern."""

NOUN = frozenset({"NOUN", "PROPN"})
"""The coarse parts of speech of nouns that name."""

_LEFT_OUT = 5
"""What a match costs whose noun does not say whose it is ("the risk of X")."""


class _Step(NamedTuple):
    """An arc to follow from a node that is known, in its direction or against it, to the next one."""

    known: int
    outward: bool
    role: str
    next: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A small tree of words and slots that says a relation.

    `words` say what may stand at nodes 0, 1, … (lemmas, or entities by IRI), the first of them the anchor;
    `nouns` tells which of them are nouns. `arcs` run between nodes and slots, in an order in which each arc after
    the first touches a node that an earlier arc has reached. `steps` are the arcs as they are followed, `openings`
    those that the anchor cannot do without.
    """

    wording: Wording
    relation: Relation
    words: tuple[frozenset[str], ...]
    nouns: tuple[bool, ...]
    arcs: tuple[Arc, ...]
    steps: tuple[_Step, ...] = field(init=False, repr=False, compare=False)
    openings: frozenset[Opening] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps = tuple(_steps(self))
        needed = (step for step in steps if step.known == 0 and self.words and not step.optional)
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "openings", frozenset((step.outward, step.role) for step in needed))

    def admits(self, node: int, syntax: Syntax, index: int) -> bool:
        """Whether the word at a node may be the token: a noun for a noun, a nominalisation also for its verb."""
        asked, said = self.words[node], syntax.lemmas[index]
        if asked.isdisjoint(said):
            return False
        if (syntax.tokens[index].pos in NOUN) == self.nouns[node] or syntax.tokens[index].pos == "ADJ":
            return True
        return not self.nouns[node] and not asked.isdisjoint(said[1:])

    def verbs(self) -> Iterator[str]:
        """What may stand at its nodes that are no nouns."""
        for asked, noun in zip(self.words, self.nouns, strict=True):
            yield from () if noun else asked

    @property
    def takes(self) -> tuple[Classes, Classes]:
        """The classes that the ends must be of; what a class is said to be may be anything that has a name."""
        wording, relation = self.wording, self.relation
        objects = () if relation.transitive or wording.fixed else wording.objects or relation.objects
        return wording.subjects or relation.subjects, objects

    @property
    def weight(self) -> int:
        """How much the pattern asks for: its words."""
        return len(self.words)


def _steps(pattern: Pattern) -> Iterator[_Step]:
    """The arcs from the anchor on, or from the ends of the first arc where there is none."""
    reached = {0} if pattern.words else {pattern.arcs[0][0]}
    for number, (head, role, child) in enumerate(pattern.arcs):
        outward = head in reached
        # the last arc may be left out where it says only whose the noun is
        optional = outward and child == SUBJECT and role == "own" and number == len(pattern.arcs) - 1
        yield _Step(head if outward else child, outward, role, child if outward else head, optional)
        reached |= {head, child}


class Match(NamedTuple):
    """A pattern found in a sentence: token indexes of the slots and of the pattern's words, and the cost.

    `subject` is None where the sentence leaves it out and the pattern allows that.
    """

    pattern: Pattern
    subject: int | None
    object: int
    nodes: tuple[int, ...]
    cost: int


_Numbers = defaultdict[str, list[int]]
"""Places of patterns, by a second word that they ask for, or under no word."""


class PatternIndex:
    """Patterns by what their anchor asks for, their first arc and their second word, and those without a word."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        kinds: dict[tuple[Classes, Classes], int] = {}
        self._kind = [kinds.setdefault(pattern.takes, len(kinds)) for pattern in self.patterns]
        slots = tuple({classes: None for ends in kinds for classes in ends})
        bits = {classes: 1 << number for number, classes in enumerate(slots)}
        self._needs = tuple(bits[one] | bits[other] for one, other in kinds)
        self._free = sum(bit for classes, bit in bits.items() if not classes)
        self._fills: defaultdict[IRI, int] = defaultdict(int)
        for classes, bit in bits.items():
            for iri in classes:
                self._fills[iri] |= bit
        self._anchored: defaultdict[str, defaultdict[Opening, _Numbers]]
        self._anchored = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        self._bare = tuple((n, p) for n, p in enumerate(self.patterns) if not p.words)
        self._wanted = lru_cache(maxsize=1000)(self._kinds_filled)  # few sets of classes come together
        self._bare_roles = frozenset(p.arcs[0][1] for _, p in self._bare)
        for number, pattern in enumerate(self.patterns):
            for word in pattern.words[0] if pattern.words else ():
                first = self._anchored[word][pattern.steps[0].outward, pattern.steps[0].role]
                for second in pattern.words[1] if pattern.weight > 1 else ("",):
                    first[second].append(number)

    def match(self, syntax: Syntax, known: Set[IRI] | None = None) -> list[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors.

        Of those only whose ends take some of the `known` classes, where these are given.
        """
        wanted, kinds, patterns = self._wanted(self._filled(known)), self._kind, self.patterns
        present = {word for said in syntax.lemmas for word in said} | {""}
        found: list[Match] = []
        for index, said in enumerate(syntax.lemmas):
            openings = syntax.openings[index]
            for number in self._opened(said, openings, present):
                if kinds[number] in wanted:
                    pattern = patterns[number]
                    if pattern.openings <= openings and pattern.admits(0, syntax, index):
                        _extend(pattern, syntax, {0: index}, 0, 0, found)
        self._match_bare(syntax, wanted, found)
        return found

    def _filled(self, known: Set[IRI] | None) -> int:
        """Which slots some of the known classes fill, or all where none are given, as bits."""
        filled = self._free
        for iri in self._fills.keys() if known is None else self._fills.keys() & known:
            filled |= self._fills[iri]
        return filled

    def _kinds_filled(self, filled: int) -> frozenset[int]:
        """The kinds of pattern both of whose slots are filled."""
        return frozenset(kind for kind, need in enumerate(self._needs) if need & filled == need)

    def _opened(self, said: Sequence[str], openings: Set[Opening], present: Set[str]) -> Iterable[int]:
        """The patterns that a word anchors whose first arc is there, and whose second word.

        Those for what is said literally come before those for what the word also stands for.
        """
        found: dict[int, None] = {}
        for word in said:
            by_arc = self._anchored.get(word)
            if by_arc is None:
                continue
            words = [by_arc[opening] for opening in by_arc.keys() & openings]
            numbers = {n for by_word in words for second in by_word.keys() & present for n in by_word[second]}
            found.update(dict.fromkeys(sorted(numbers)))
        return found

    def _match_bare(self, syntax: Syntax, wanted: Set[int], matches: list[Match]) -> None:
        """Where no word says the relation, the subject must be a name or a pronoun, and the object some noun."""
        people = syntax.grammar.people  # nothing is "people with X"
        names = {t.index for t in syntax.tokens if t.mention is not None or t.pos == "PRON"}
        nouns = {
            t.index
            for t in syntax.tokens
            if t.mention is not None
            or (t.lemma not in people and ((t.pos in NOMINAL and t.tag != "PRP") or t.tag == "VBG"))
        }
        fitting = {SUBJECT: names, OBJECT: nouns}
        by_role: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for (head, role, child), cost in syntax.arcs.items():
            if role in self._bare_roles:
                by_role[role].append((head, child, cost))
        for found in by_role.values():
            found.sort()
        for pattern in (p for number, p in self._bare if self._kind[number] in wanted):
            above, role, below = pattern.arcs[0]
            for head, child, cost in by_role[role]:
                done = role == "subj" and syntax.tokens[head].mention is None and cost > 0
                if head in fitting[above] and child in fitting[below] and not done:
                    _extend(pattern, syntax, {above: head, below: child}, 1, cost, matches)


def _extend(
    pattern: Pattern, syntax: Syntax, bound: dict[int, int], number: int, cost: int, found: list[Match]
) -> None:
    """Adds the ways to follow a pattern's steps from one on, where its earlier nodes stand for the `bound` tokens."""
    if number == len(pattern.steps):
        nodes = tuple([bound[node] for node in range(len(pattern.words))])
        # where the words say the object, it stands where they do
        object = bound[OBJECT] if OBJECT in bound else nodes[0]
        found.append(Match(pattern, bound.get(SUBJECT), object, nodes, cost))
        return
    known, outward, role, node, optional = pattern.steps[number]
    for own, index in syntax.out(bound[known], role) if outward else syntax.into(bound[known], role):
        if index not in bound.values() and (node < 0 or pattern.admits(node, syntax, index)):
            bound[node] = index
            _extend(pattern, syntax, bound, number + 1, cost + own, found)
            del bound[node]
    if optional:
        _extend(pattern, syntax, bound, number + 1, cost + _LEFT_OUT, found)
