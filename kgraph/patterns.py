"""Patterns over the normalised parse, and where they fit a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
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
        self._kinds = tuple(kinds)
        self._classes = tuple({classes: None for ends in kinds for classes in ends})
        self._anchored: defaultdict[str, defaultdict[Opening, _Numbers]]
        self._anchored = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        self._bare = tuple((n, p) for n, p in enumerate(self.patterns) if not p.words)
        self._last: tuple[Set[IRI] | None, Set[int]] | None = None
        self._bare_roles = frozenset(p.arcs[0][1] for _, p in self._bare)
        for number, pattern in enumerate(self.patterns):
            for word in pattern.words[0] if pattern.words else ():
                first = self._anchored[word][pattern.steps[0].outward, pattern.steps[0].role]
                for second in pattern.words[1] if pattern.weight > 1 else ("",):
                    first[second].append(number)

    def match(self, syntax: Syntax, known: Set[IRI] | None = None) -> Iterator[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors.

        Of those only whose ends take some of the `known` classes, where these are given.
        """
        wanted = self._wanted(known)
        present = {word for said in syntax.lemmas for word in said} | {""}
        for index, said in enumerate(syntax.lemmas):
            # what is said literally comes before what the word also stands for
            openings = syntax.openings[index]
            numbers = [n for word in said for n in self._opened(word, openings, present)]
            for number in dict.fromkeys(numbers):
                pattern = self.patterns[number]
                if (
                    self._kind[number] in wanted
                    and pattern.openings <= openings
                    and pattern.admits(0, syntax, index)
                ):
                    yield from _extend(pattern, syntax, {0: index}, 0, 0)
        yield from self._match_bare(syntax, wanted)

    def _wanted(self, known: Set[IRI] | None) -> Set[int]:
        """The kinds of pattern whose ends take some of the known classes; those of the last sentence are kept."""
        if self._last is None or self._last[0] != known:
            fillable = {c for c in self._classes if known is None or not c or not known.isdisjoint(c)}
            self._last = known, {kind for kind, ends in enumerate(self._kinds) if fillable.issuperset(ends)}
        return self._last[1]

    def _opened(self, word: str, openings: Set[Opening], present: Set[str]) -> list[int]:
        """The patterns that a word anchors whose first arc is there, and whose second word."""
        if word not in self._anchored:
            return []
        by_arc = self._anchored[word]
        found = [by_arc[opening] for opening in by_arc.keys() & openings]
        return sorted(
            {n for by_word in found for second in by_word.keys() & present for n in by_word[second]}
        )

    def _match_bare(self, syntax: Syntax, wanted: Set[int]) -> Iterator[Match]:
        """Where no word says the relation, the subject must be a name or a pronoun, and the object some noun."""
        names = {t.index for t in syntax.tokens if t.mention is not None or t.pos == "PRON"}
        nouns = {
            t.index
            for t in syntax.tokens
            if t.mention is not None or (t.pos in NOMINAL and t.tag != "PRP") or t.tag == "VBG"
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
                    yield from _extend(pattern, syntax, {above: head, below: child}, 1, cost)


def _extend(
    pattern: Pattern, syntax: Syntax, bound: dict[int, int], number: int, cost: int
) -> Iterator[Match]:
    """The ways to follow a pattern's steps from one on, where its earlier nodes stand for the `bound` tokens."""
    if number == len(pattern.steps):
        nodes = tuple([bound[node] for node in range(len(pattern.words))])
        # where the words say the object, it stands where they do
        object = bound[OBJECT] if OBJECT in bound else nodes[0]
        yield Match(pattern, bound.get(SUBJECT), object, nodes, cost)
        return
    known, outward, role, node, optional = pattern.steps[number]
    for own, index in syntax.out(bound[known], role) if outward else syntax.into(bound[known], role):
        if index not in bound.values() and (node < 0 or pattern.admits(node, syntax, index)):
            yield from _extend(pattern, syntax, {**bound, node: index}, number + 1, cost + own)
    if optional:
        yield from _extend(pattern, syntax, bound, number + 1, cost + _LEFT_OUT)
