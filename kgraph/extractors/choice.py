"""Which of the claims that matches would make stand, where several say one thing or explain one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.ontology import Ontology
from kgraph.terms import Relation

_UNTYPED = 99
"""Ranks a relation that takes everything after any that says what it takes."""

Rivals = Iterable[tuple[Candidate, Candidate | None]]
"""Every candidate with the one that it gives way to, or None where it stays."""

Sieve = Callable[[Sequence[Candidate]], Rivals]
"""A step of the choice."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A candidate that gave way, to which one, and why."""

    candidate: Candidate
    to: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates that stand, the heaviest first, and those that gave way."""

    kept: tuple[Candidate, ...]
    given_up: tuple[GivenUp, ...]


def decide(found: Iterable[Candidate], arguments: Arguments) -> Choice:
    """The candidates that stand: of several on one pair of ends, those that ask for most words.

    A relation gives way to one along its own line, to one that shares its words, and to one that overrides it.
    """
    ontology = arguments.ontology
    standing = sorted(found, key=lambda candidate: _rank(candidate, ontology))
    given_up: list[GivenUp] = []
    for why, sieve in _Sieves(ontology, arguments.sentence.span.start).steps():
        kept = []
        for candidate, rival in sieve(standing):
            if rival is None:
                kept.append(candidate)
            else:
                given_up.append(GivenUp(candidate, rival, why))
        standing = kept
    return Choice(tuple(standing), tuple(given_up))


def _rank(candidate: Candidate, ontology: Ontology) -> tuple[object, ...]:
    relation = candidate.relation
    return (
        -candidate.match.pattern.weight,
        relation.transitive,
        candidate.match.cost,
        not candidate.object.negated,  # "X rather than Y" denies Y, whatever else it matches
        candidate.object.token != candidate.match.object,  # "a lower risk of X" is first of all of X
        candidate.subject.argument.coref,
        -len(tuple(ontology.superrelations(relation.iri))),  # the narrower relation first
        len(relation.subjects) + len(relation.objects) or _UNTYPED,
        relation.iri,
    )


@dataclass(frozen=True, slots=True)
class _Sieves:
    """The steps of the choice; each takes the candidates that still stand, in order of rank."""

    ontology: Ontology
    start: int

    def steps(self) -> tuple[tuple[str, Sieve], ...]:
        """Each step after the reason that it gives."""
        return (
            ("the sentence names who acts", self.acted),
            ("an end of it is a word of that", self.explained),
            ("an end of it is a word of that", self.explained_by_equals),
            ("what acts is meant before what does not", self.meant),
            ("a word on its object says otherwise", self.turned),
            ("that relation overrides it", self.overridden),
            ("that says it of more of the list", self.outlisted),
            ("that already says so of the two", self.displaced),
        )

    def acted(self, ranked: Sequence[Candidate]) -> Rivals:
        """Where a sentence names who acts, nobody is left out."""
        named = {(c.object.token, c.relation.iri): c for c in reversed(ranked) if c.subject.token >= 0}
        for c in ranked:
            yield c, named.get((c.object.token, c.relation.iri)) if c.subject.token < 0 else None

    def explained(self, ranked: Sequence[Candidate]) -> Rivals:
        """In "relief from X" relief is no effect of its own: an end may not be a word of what ranks before."""
        return _before(ranked, _explains)

    def explained_by_equals(self, ranked: Sequence[Candidate]) -> Rivals:
        """The same among claims that ask for as many words, whichever comes first."""
        for c in ranked:
            equals = (k for k in ranked if k.match.pattern.weight == c.match.pattern.weight)
            yield c, next((k for k in equals if _explains(k, c)), None)

    def meant(self, ranked: Sequence[Candidate]) -> Rivals:
        """Where one "it" could be two things for two relations, it is the nearer one, or else what can act."""
        best: dict[Hashable, Candidate] = {}
        for c in ranked:
            known = best.get(_wording_of(c))
            if c.subject.argument.coref and (known is None or self._salience(known) < self._salience(c)):
                best[_wording_of(c)] = c
        for c in ranked:
            rival = best.get(_wording_of(c)) if c.subject.argument.coref else None
            yield c, rival if rival is not None and self._salience(c) < self._salience(rival) else None

    def _salience(self, candidate: Candidate) -> tuple[bool, bool]:
        antecedent = candidate.subject.argument.antecedent
        here = antecedent is not None and antecedent.start >= self.start
        return here, self.ontology.is_agent(candidate.subject.argument.entity)

    def outlisted(self, ranked: Sequence[Candidate]) -> Rivals:
        """Of two relations on the same words, the one that holds of a whole list, not of a part of it."""
        objects: defaultdict[Hashable, set[int]] = defaultdict(set)
        for c in ranked:
            objects[_said_of(c)].add(c.object.token)
        for c in ranked:
            own = objects[_said_of(c)]
            rivals = (
                r for r in ranked if r.match.nodes and r.match.nodes == c.match.nodes and r.ends == c.ends
            )
            yield c, next((r for r in rivals if own < objects[_said_of(r)]), None)

    def turned(self, ranked: Sequence[Candidate]) -> Rivals:
        """In "leads to reduced X", X is reduced and not led to."""
        turning = (c for c in ranked if c.turned or c.object.restated)
        inner = {(c.object.token, c.subject.argument.entity): c for c in turning}
        for c in ranked:
            rival = inner.get((c.object.token, c.subject.argument.entity))
            lighter = rival is not None and rival.match.pattern.weight < c.match.pattern.weight
            yield c, rival if rival and rival.relation is not c.relation and not lighter else None

    def overridden(self, ranked: Sequence[Candidate]) -> Rivals:
        """Of one pair, a relation that another one overrides gives way to it, and so do its narrower ones."""
        over = {(c.ends, iri): c for c in reversed(ranked) for iri in c.relation.overrides}
        for c in ranked:
            ups = self.ontology.superrelations(c.relation.iri)
            yield c, next((over[c.ends, up] for up in ups if (c.ends, up) in over), None)

    def displaced(self, ranked: Sequence[Candidate]) -> Rivals:
        """Of one pair, what is said along one line or with the same words is said once."""
        return _before(ranked, lambda kept, other: _displaces(kept, other, self.ontology))


def _before(ranked: Sequence[Candidate], beats: Callable[[Candidate, Candidate], bool]) -> Rivals:
    """Every candidate with the first of those kept before it that beats it."""
    kept: list[Candidate] = []
    for c in ranked:
        rival = next((k for k in kept if beats(k, c)), None)
        if rival is None:
            kept.append(c)
        yield c, rival


def _said_of(candidate: Candidate) -> Hashable:
    """The relation, the words, and the subject's place."""
    return candidate.relation.iri, candidate.match.nodes, candidate.subject.token


def _wording_of(candidate: Candidate) -> Hashable:
    """The places of the ends and of the words."""
    return candidate.subject.token, candidate.object.token, candidate.match.nodes


def _explains(kept: Candidate, other: Candidate) -> bool:
    """Whether an end of the other is a word of what is kept, or a word of the other an end of it."""
    words = kept.match.nodes
    if words == other.match.nodes:
        return False  # what words say by themselves ("is outlawed") they do not explain away
    if kept.relation is other.relation and other.relation.meta:
        return False  # "trials are needed to establish X" tells of X, and of trials
    inside = other.object.token in words or other.subject.token in words
    if inside or kept.relation.iri == other.relation.iri:
        return inside
    heavier = kept.match.pattern.weight > other.match.pattern.weight
    return heavier and kept.object.token in other.match.nodes


def _displaces(kept: Candidate, other: Candidate, ontology: Ontology) -> bool:
    """Whether the one already kept leaves no room for the other."""
    if _classes_only(other) and _places(kept) == _places(other):
        return True  # "approved as a Y", "acts as a Y" say nothing of what it is
    if set(kept.ends) != set(other.ends):
        return False
    shared = not set(kept.match.nodes).isdisjoint(other.match.nodes)
    if kept.ends != other.ends:
        return shared
    bare = not other.match.nodes and bool(kept.match.nodes)
    if kept.relation.iri == other.relation.iri or bare or _classes_only(other):
        return True
    return shared or _on_one_line(kept.relation, other.relation, ontology)


def _places(candidate: Candidate) -> tuple[int, int]:
    return candidate.subject.token, candidate.object.token


def _classes_only(candidate: Candidate) -> bool:
    """Whether nothing but a copula, "as" or an apposition says that one thing is another."""
    return candidate.relation.transitive and not candidate.match.nodes


def _on_one_line(one: Relation, other: Relation, ontology: Ontology) -> bool:
    """Whether one relation is a sub-property of the other, or the same."""
    return one.iri in ontology.superrelations(other.iri) or other.iri in ontology.superrelations(one.iri)
