"""Patterns whose words a sentence has, and whose arcs it does not: what an author would have to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from kgraph.arcs import Arc
from kgraph.patterns import OBJECT, SUBJECT, Pattern
from kgraph.syntax import Syntax

_WAYS = 60
"""How many ways to place one pattern's words in a sentence are tried."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pattern that nearly fits.

    `bound` gives the token of each word and slot that has one, by the pattern's node numbers; `missing` are the
    arcs of the pattern that the sentence lacks, in those numbers.
    """

    pattern: Pattern
    bound: Mapping[int, int]
    missing: tuple[Arc, ...]

    @property
    def nodes(self) -> tuple[int, ...]:
        """The tokens that stand for the pattern's words."""
        return tuple(self.bound[node] for node in range(len(self.pattern.words)))

    @property
    def rank(self) -> tuple[int, int, int, int, str, str]:
        """Smaller is nearer: few arcs missing, many words there, both slots filled, and all close together."""
        places = self.bound.values()
        empty = sum(slot not in self.bound for slot in (SUBJECT, OBJECT))
        width = max(places) - min(places)
        pattern = self.pattern
        return len(self.missing), -pattern.weight, empty, width, pattern.relation.iri, pattern.wording.form


def find(patterns: Iterable[Pattern], syntax: Syntax) -> tuple[NearMiss, ...]:
    """The patterns all of whose words the sentence has but not all of whose arcs, nearest first.

    At least one arc must be there. Of the wordings of one relation that hang on the same words, the nearest
    stands for the others; where one of them fits, none does.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, said in enumerate(syntax.lemmas):
        for word in said:
            places[word].append(index)
    best: dict[tuple[str, frozenset[int]], NearMiss] = {}
    for pattern in patterns:
        for found in _placed(pattern, syntax, places) if pattern.words else ():
            key = pattern.relation.iri, frozenset(found.nodes)
            if key not in best or found.rank < best[key].rank:
                best[key] = found
    near = (m for m in best.values() if 0 < len(m.missing) < len(m.pattern.arcs))
    return tuple(sorted(near, key=lambda m: m.rank))


def _placed(pattern: Pattern, syntax: Syntax, places: Mapping[str, list[int]]) -> Iterator[NearMiss]:
    """The pattern with its words at every choice of tokens that may stand for them."""
    choices = [
        sorted({i for word in asked for i in places.get(word, ()) if pattern.admits(node, syntax, i)})
        for node, asked in enumerate(pattern.words)
    ]
    if not all(choices):
        return
    for chosen in islice(product(*choices), _WAYS):
        if len(set(chosen)) == len(chosen):
            yield _bind(pattern, syntax, dict(enumerate(chosen)))


def _bind(pattern: Pattern, syntax: Syntax, bound: dict[int, int]) -> NearMiss:
    missing: list[Arc] = []
    for arc in pattern.arcs:
        head, role, child = arc
        if head in bound and child in bound:
            there = (bound[head], role, bound[child]) in syntax.arcs
        else:
            slot, ends = _open_end(syntax, bound, arc)
            free = [token for _, token in ends if token not in bound.values()]
            there = bool(free)
            bound |= {slot: free[0]} if free else {}
        if not there:
            missing.append(arc)
    return NearMiss(pattern, bound, tuple(missing))


def _open_end(syntax: Syntax, bound: Mapping[int, int], arc: Arc) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The slot at the end of an arc that has no token yet, and what the sentence has there."""
    head, role, child = arc
    if head in bound:
        return child, syntax.out(bound[head], role)
    return head, syntax.into(bound[child], role) if child in bound else ()
