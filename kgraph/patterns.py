"""Patterns over the normalised parse, and where they fit a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kgraph.arcs import NOMINAL, Arc
from kgraph.model import Token
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

    `words` say what may stand at nodes 0, 1, … (lemmas, or entities by IRI), the first of them the anchor, which
    carries the relation; `nouns` tells which of them are nouns. `arcs` run between nodes and slots, in an order in
    which each arc after the first touches a node that an earlier arc has reached.
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


def unworded(relation: Relation, form: str, word: str) -> Pattern:
    """A pattern for what is read without a wording: `form` says how, `word` is what carries the relation."""
    return Pattern(Wording(relation=relation.iri, form=form), relation, (frozenset({word}),), (True,), ())


class _Way(NamedTuple):
    """How a pattern is looked for: the node from which on, the steps, and what a token there cannot do without."""

    start: int
    steps: tuple[_Step, ...]
    openings: frozenset[Opening]


def _way(pattern: Pattern, start: int) -> _Way:
    steps = tuple(_steps(pattern, start))
    needed = (step for step in steps if step.known == start and not step.optional)
    return _Way(start, steps, frozenset((step.outward, step.role) for step in needed))


def _steps(pattern: Pattern, start: int) -> Iterator[_Step]:
    """The arcs as they are followed, each from a node that is reached; one that may be left out is the last."""
    reached = {start}
    waiting = list(pattern.arcs)
    last = waiting[-1]
    # the last arc may be left out where it says only whose the noun is, and nothing else is asked of that
    alone = sum(SUBJECT in (head, child) for head, _, child in waiting) == 1
    optional = last if last[1:] == ("own", SUBJECT) and alone else None
    while waiting:
        fit = (arc for arc in waiting if arc[0] in reached or arc[2] in reached)
        arc = min(fit, key=lambda arc: arc == optional)
        waiting.remove(arc)
        head, role, child = arc
        outward = head in reached
        yield _Step(head if outward else child, outward, role, child if outward else head, arc == optional)
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
    """Patterns by the rarest of their words, its first arc and their next rarest word, and those without a word.

    A word is as rare as the patterns are few that ask for it: looked for from "risk" on, "is a risk of" costs
    nothing at every other "is".
    """

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
        self._wanted = lru_cache(maxsize=1000)(self._kinds_filled)  # few sets of classes come together
        self._bare = tuple((n, p) for n, p in enumerate(self.patterns) if not p.words)
        self._bare_roles = frozenset(p.arcs[0][1] for _, p in self._bare)
        self._ways: dict[int, _Way] = {}
        self._numbers = {id(pattern): number for number, pattern in enumerate(self.patterns)}
        self._opening: defaultdict[str, defaultdict[Opening, _Numbers]]
        self._opening = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        asking = Counter(word for pattern in self.patterns for words in pattern.words for word in words)
        for number, pattern in enumerate(self.patterns):
            if pattern.words:
                rarest = sorted(range(pattern.weight), key=lambda n: sum(asking[w] for w in pattern.words[n]))
                way = self._ways[number] = _way(pattern, rarest[0])
                for word in pattern.words[way.start]:
                    first = self._opening[word][way.steps[0].outward, way.steps[0].role]
                    for second in pattern.words[rarest[1]] if pattern.weight > 1 else ("",):
                        first[second].append(number)

    def match(self, syntax: Syntax, known: Set[IRI] | None = None) -> list[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors.

        Those for what an anchor says literally come before those for what it also stands for. Only patterns whose
        ends take some of the `known` classes are looked for, where these are given.
        """
        wanted, kinds, patterns = self._wanted(self._filled(known)), self._kind, self.patterns
        present = {word for said in syntax.lemmas for word in said} | {""}
        found: list[Match] = []
        for index, said in enumerate(syntax.lemmas):
            openings = syntax.openings[index]
            for number in self._opened(said, openings, present):
                if kinds[number] in wanted:
                    pattern, way = patterns[number], self._ways[number]
                    if way.openings <= openings and pattern.admits(way.start, syntax, index):
                        _extend(pattern, way.steps, syntax, {way.start: index}, 0, 0, found)
        found.sort(key=lambda match: self._place(match, syntax))
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

    def _opened(self, said: Sequence[str], openings: Set[Opening], present: Set[str]) -> Set[int]:
        """The patterns that are looked for from a word on whose first arc is there, and whose second word."""
        found: set[int] = set()
        for word in said:
            by_arc = self._opening.get(word)
            if by_arc is not None:
                for opening in by_arc.keys() & openings:
                    by_word = by_arc[opening]
                    for second in by_word.keys() & present:
                        found.update(by_word[second])
        return found

    def _place(self, match: Match, syntax: Syntax) -> tuple[int, bool, int]:
        """Where a match stands among others: its anchor, whether that is not said literally, its pattern."""
        anchor, pattern = match.nodes[0], match.pattern
        return anchor, syntax.lemmas[anchor][0] not in pattern.words[0], self._numbers[id(pattern)]

    def _match_bare(self, syntax: Syntax, wanted: Set[int], matches: list[Match]) -> None:
        """Where no word says the relation, the subject must be a name or a pronoun, and the object some noun."""
        tokens, people = syntax.tokens, syntax.grammar.people
        found: defaultdict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
        for (head, role, child), cost in syntax.arcs.items():
            if role not in self._bare_roles or (role == "subj" and tokens[head].mention is None and cost > 0):
                continue
            for above, subject, object in ((OBJECT, child, head), (SUBJECT, head, child)):
                if _names(tokens[subject]) and _is_noun(tokens[object], people):
                    found[above, role].append((head, child, cost))
        for number, pattern in self._bare if found else ():
            above, role, _ = pattern.arcs[0]
            if self._kind[number] in wanted and (above, role) in found:
                for head, child, cost in sorted(found[above, role]):
                    subject, object = (child, head) if above == OBJECT else (head, child)
                    matches.append(Match(pattern, subject, object, (), cost))


def _names(token: Token) -> bool:
    return token.mention is not None or token.pos == "PRON"


def _is_noun(token: Token, people: Set[str]) -> bool:
    """Whether something is named, done or spoken of; nothing is "people with X"."""
    noun = (token.pos in NOMINAL and token.tag != "PRP") or token.tag == "VBG"
    return token.mention is not None or (noun and token.lemma not in people)


def _extend(
    pattern: Pattern,
    steps: Sequence[_Step],
    syntax: Syntax,
    bound: dict[int, int],
    number: int,
    cost: int,
    found: list[Match],
) -> None:
    """Adds the ways to follow the steps from one on, where earlier nodes stand for the `bound` tokens."""
    if number == len(steps):
        nodes = tuple([bound[node] for node in range(len(pattern.words))])
        # where the words say the object, it stands where they do
        object = bound[OBJECT] if OBJECT in bound else nodes[0]
        found.append(Match(pattern, bound.get(SUBJECT), object, nodes, cost))
        return
    known, outward, role, node, optional = steps[number]
    for own, index in syntax.out(bound[known], role) if outward else syntax.into(bound[known], role):
        if index not in bound.values() and (node < 0 or pattern.admits(node, syntax, index)):
            bound[node] = index
            _extend(pattern, steps, syntax, bound, number + 1, cost + own, found)
            del bound[node]
    if optional:
        _extend(pattern, steps, syntax, bound, number + 1, cost + _LEFT_OUT, found)
