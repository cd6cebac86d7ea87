"""Patterns whose words a sentence has, and whose arcs it does not: what an author would have to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from kgraph.arcs import Arc
from kgraph.patterns import OBJECT, SUBJECT, Pattern
from kgraph.syntax import Ends, Syntax

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
            yield _bound(pattern, syntax, dict(enumerate(chosen)))


def _bound(pattern: Pattern, syntax: Syntax, words: Mapping[int, int]) -> NearMiss:
    """The pattern with its slots bound so that the fewest arcs are missing, and the cheapest are there."""
    _, _, bound, missing = min(_ways(pattern, syntax, words, 0, (), 0), key=lambda way: way[:2])
    return NearMiss(pattern, bound, missing)


def _ways(
    pattern: Pattern, syntax: Syntax, bound: Mapping[int, int], step: int, missing: tuple[Arc, ...], cost: int
) -> Iterator[tuple[int, int, Mapping[int, int], tuple[Arc, ...]]]:
    """(number missing, cost of the others, tokens, arcs missing) of each way to go on from a step."""
    if step == len(pattern.arcs):
        yield len(missing), cost, bound, missing
        return
    arc = head, role, child = pattern.arcs[step]
    if head in bound and child in bound:
        own = syntax.arcs.get((bound[head], role, bound[child]))
        lacking = (*missing, arc) if own is None else missing
        yield from _ways(pattern, syntax, bound, step + 1, lacking, cost + (own or 0))
        return
    slot, ends = _open_end(syntax, bound, arc)
    for own, token in ends:
        if token not in bound.values():
            yield from _ways(pattern, syntax, {**bound, slot: token}, step + 1, missing, cost + own)
    yield from _ways(pattern, syntax, bound, step + 1, (*missing, arc), cost)


def _open_end(syntax: Syntax, bound: Mapping[int, int], arc: Arc) -> tuple[int, Ends]:
    """The slot at the end of an arc that has no token yet, and what the sentence has there."""
    head, role, child = arc
    if head in bound:
        return child, syntax.out(bound[head], role)
    return head, syntax.into(bound[child], role) if child in bound else ()
