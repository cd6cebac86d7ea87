"""From surface forms to entities: every label of an ontology, found in a text in one pass.

A trie over the keys of `kgraph.spelling`, so case, accents, Greek letters, dashes and British spelling do not
matter, with the forms of `kgraph.inflection`. A trie of words needs no package: those for Aho-Corasick match
characters, and would have to be told about words, dashes and case afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from kgraph.inflection import forms
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.spelling import Word, fold, keeps_case, words
from kgraph.terms import Entity

__all__ = ["Lexicon", "Match", "build", "fold", "merge"]

# what may stand between the words of a name: nothing, one hyphen or en dash (a line may end there), or space
_GAP = re.compile(r"(?:[-\u2010-\u2013\u2212\ufe63\uff0d\u00ad]\n?|[^\S\n]*\n?[^\S\n]*)\Z")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_NEARBY = 40
_STEM = 5


class Match(NamedTuple):
    """A stretch of text, half-open, that names an entity."""

    start: int
    end: int
    entity: IRI


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a path of the trie ends in; `exact` is the form whose case must be kept, or empty."""

    entity: IRI
    exact: str = ""


_Node = dict[str | None, "_Node | tuple[_Entry, ...]"]


@dataclass(frozen=True)
class Lexicon:
    """The labels of an ontology's entities; made by `build`."""

    _root: _Node
    _vocabulary: Mapping[IRI, frozenset[str]]

    def find(self, text: str) -> tuple[Match, ...]:
        """The names in a text, leftmost first and longest at each place, none overlapping another.

        Time is linear in the text. A name begins and ends where words do; "'s" after it is not part of it.
        """
        return tuple(self.scan(text, words(text)))

    def scan(self, text: str, run: Sequence[Word]) -> Iterator[Match]:
        """As `find`, for a text whose words are known."""
        place = 0
        while place < len(run):
            found = self.longest(text, run, place) if run[place].key in self._root else None
            if found is None:
                place += 1
            else:
                match, place = found
                yield match

    def longest(self, text: str, run: Sequence[Word], place: int) -> tuple[Match, int] | None:
        """The longest name that begins at the word at `place`, with the place of the word after it."""
        if run[place].glued:
            return None
        node: _Node = self._root
        best: tuple[Match, int] | None = None
        for at in range(place, len(run)):
            below = node.get(run[at].key)
            if not isinstance(below, dict):
                break
            if at > place and not _GAP.match(text, run[at - 1].end, run[at].start):
                break
            node = below
            entries = node.get(None)
            if isinstance(entries, tuple) and not (at + 1 < len(run) and run[at + 1].glued):
                start, end = run[place].start, run[at].end
                entity = _choose(entries, text, start, end)
                if entity is not None:
                    best = Match(start, end, entity), at + 1
        return best

    def lookup(self, form: str) -> IRI | None:
        """The entity that a form by itself names, or None.

        Case counts for those labels whose case is kept.
        """
        run = words(form)
        found = self.longest(form, run, 0) if run else None
        return found[0].entity if found and found[1] == len(run) else None

    def within(self, name: str, but: Set[IRI]) -> Iterator[Match]:
        """The names in a short text as `find` gives them, but for those of some entities: X in "X users"."""
        run = words(name)
        place = 0
        while place < len(run):
            start, place = run[place].start, place + 1
            for end in range(len(run), place - 1, -1):
                entity = self.lookup(name[start : run[end - 1].end])
                if entity is not None and entity not in but:
                    yield Match(start, run[end - 1].end, entity)
                    place = end
                    break

    def spells(self, keys: Sequence[str]) -> IRI | None:
        """The entity that has a label with these keys, case aside."""
        node: _Node = self._root
        for each in keys:
            below = node.get(each)
            if not isinstance(below, dict):
                return None
            node = below
        entries = node.get(None)
        return entries[0].entity if isinstance(entries, tuple) and not entries[0].exact else None

    def akin(self, entity: IRI, text: str) -> bool:
        """Whether the text shares half of its longer words, or their stems, with the entity's labels."""
        stems = _stems(text)
        return 2 * len(stems & self._vocabulary.get(entity, frozenset())) >= len(stems) > 0


def build(ontology: Ontology) -> Lexicon:
    """The lexicon of all entities: preferred, alternative and hidden labels, acronyms, and their forms.

    A label as somebody wrote it goes before a form made from another entity's label; between made forms the
    preferred label's goes first, then the smaller IRI's.
    """
    offers: dict[tuple[str, ...], list[tuple[int, _Entry]]] = {}
    for entity in ontology.entities.values():
        for rank, label, exact in _labels(entity):
            for number, keys in enumerate(forms(label)):
                offer = (rank if number == 0 else rank + 10, _Entry(entity.iri, label if exact else ""))
                offers.setdefault(keys, []).append(offer)
    root: _Node = {}
    for keys in sorted(offers):
        if keys:
            ranked = sorted(offers[keys], key=lambda o: (not o[1].exact, o[0], o[1].entity, o[1].exact))
            free = [entry for _, entry in ranked if not entry.exact][:1]
            _insert(root, keys, (*(entry for _, entry in ranked if entry.exact), *free))
    vocabulary = {
        entity.iri: _stems(" ".join(label for _, label, _ in _labels(entity)))
        for entity in ontology.entities.values()
    }
    return Lexicon(root, vocabulary)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.key[:_STEM] for word in words(text) if len(word.key) > 3)


def _labels(entity: Entity) -> Iterator[tuple[int, str, bool]]:
    for rank, labels in enumerate(((entity.label,), entity.alt_labels, entity.hidden_labels)):
        for label in labels:
            yield rank, label, keeps_case(label)
    for label in entity.acronyms:
        yield 1, label, True


def _insert(root: _Node, keys: Sequence[str], entries: tuple[_Entry, ...]) -> None:
    node = root
    for each in keys:
        below = node.setdefault(each, {})
        assert isinstance(below, dict)  # only None leads to entries
        node = below
    node[None] = entries


def _choose(entries: tuple[_Entry, ...], text: str, start: int, end: int) -> IRI | None:
    """The entity whose kept case is met, else the one whose case does not matter."""
    raw = _DASHES.sub("-", text[start:end])
    for entry in entries:
        if not entry.exact:
            return entry.entity
        if raw in (entry.exact, entry.exact + "s") and not _shouted(text, start, end):
            return entry.entity
    return None


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether everything around is in capitals too, so that capitals say nothing."""
    around = text[max(0, start - _NEARBY) : start] + text[end : end + _NEARBY]
    return any(c.isupper() for c in around) and not any(c.islower() for c in around)


def merge(matches: Sequence[Match], added: Sequence[Match]) -> tuple[Match, ...]:
    """Both together; an added match takes the place of those inside it and yields to any other."""
    starts, ends = [m.start for m in matches], [m.end for m in matches]
    dropped: set[int] = set()
    kept: list[Match] = []
    for match in added:
        # matches are sorted and apart, so those that overlap are neighbours
        over = range(bisect_right(ends, match.start), bisect_left(starts, match.end))
        inside = all(match.start <= starts[i] and ends[i] <= match.end for i in over)
        if inside and not (kept and match.start < kept[-1].end):
            dropped.update(over)
            kept.append(match)
    return tuple(sorted([m for i, m in enumerate(matches) if i not in dropped] + kept))
