"""Where the texts contradict one another, who stands on which side, and on what kind of source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Claim, Disagreement, Evidence, Polarity
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology

Ends = tuple[IRI, IRI]


def find(claims: Iterable[Claim], ontology: Ontology) -> tuple[Disagreement, ...]:
    """Every disagreement among the claims, sorted by kind, left and right.

    - `polarity`: one side affirms what the other denies of the same two entities. The relation affirmed
      (left) may be a sub-property of the one denied (right), since it entails it.
    - `relation`: both sides affirm, of the same two entities, relations that the ontology declares to
      contradict one another, or whose super-properties do. The smaller claim id is left.
    - `certainty`: one claim, of which a document or holder is certain and another leaves it open
      (`uncommitted`); left and right are both this claim, and `sides` tells its evidence apart. Relations
      about knowledge or use (`Relation.meta`) are left out.

    A claim that every evidence leaves open affirms and denies nothing: it has no part in the first two kinds.
    The work grows with the number of claims, and with the square only of those between the same two entities.
    """
    known = {claim.id: claim for claim in claims}
    firm: dict[Ends, list[Claim]] = {}
    for key in sorted(known):
        claim = known[key]
        if claim.certainty is not Certainty.UNCOMMITTED:
            firm.setdefault((claim.subject, claim.object), []).append(claim)
    opposed = _contradictions(ontology)
    meta = {relation.iri for relation in ontology.relations.values() if relation.meta}
    found = {
        Disagreement("certainty", key, key)
        for key, claim in known.items()
        if claim.predicate not in meta and _open(claim)
    }
    for group in firm.values():
        found.update(_polarity(group, ontology))
        found.update(_relation(group, opposed))
    return tuple(sorted(found, key=lambda d: (d.kind, d.left, d.right)))


def sides(disagreement: Disagreement, graph: ClaimGraph) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The evidence on the left and on the right.

    For `certainty` what is certain and what is left open; for the other kinds all that is not left open.

    Raises:
        KeyError: where the graph lacks one of the two claims.
    """
    committed = set(Certainty) - {Certainty.UNCOMMITTED}
    by_certainty = disagreement.kind == "certainty"
    left = {Certainty.CERTAIN} if by_certainty else committed
    right = {Certainty.UNCOMMITTED} if by_certainty else committed
    return _of(graph.by_id[disagreement.left], left), _of(graph.by_id[disagreement.right], right)


def _of(claim: Claim, certainties: set[Certainty]) -> tuple[Evidence, ...]:
    return tuple(e for e in claim.evidence if e.context.certainty in certainties)


def _polarity(group: Iterable[Claim], ontology: Ontology) -> Iterator[Disagreement]:
    denied = {claim.predicate: claim.id for claim in group if claim.polarity is Polarity.NEGATED}
    for claim in group if denied else ():
        if claim.polarity is Polarity.AFFIRMED:
            for up in ontology.superrelations(claim.predicate):
                if up in denied:
                    yield Disagreement("polarity", claim.id, denied[up])


def _relation(group: Iterable[Claim], opposed: Mapping[IRI, frozenset[IRI]]) -> Iterator[Disagreement]:
    affirmed = [claim for claim in group if claim.polarity is Polarity.AFFIRMED]
    for left, right in combinations(affirmed, 2):
        if right.predicate in opposed.get(left.predicate, ()):
            yield Disagreement("relation", left.id, right.id)


def _contradictions(ontology: Ontology) -> dict[IRI, frozenset[IRI]]:
    """Each relation with those that it contradicts, from either side and through their super-properties."""
    above = {relation: frozenset(ontology.superrelations(relation)) for relation in ontology.relations}
    declared = {(r.iri, other) for r in ontology.relations.values() for other in r.contradicts}
    either = declared | {(right, left) for left, right in declared}
    return {
        one: frozenset(
            other for other in above if any((up, far) in either for up in above[one] for far in above[other])
        )
        for one in above
    }


def _open(claim: Claim) -> bool:
    def voices(level: Certainty) -> set[tuple[str, IRI]]:
        return {(e.document, e.context.holder) for e in claim.evidence if e.context.certainty is level}

    certain, uncommitted = voices(Certainty.CERTAIN), voices(Certainty.UNCOMMITTED)
    return any(one != other for one in certain for other in uncommitted)


@dataclass(frozen=True, slots=True)
class Row:
    """One disagreement for the eye.

    `left` and `right` are the two statements in words; the mappings count the independent sources on each
    side by kind (`ClaimGraph.source_kinds`).
    """

    id: str
    kind: str
    left: str
    right: str
    left_sources: Mapping[str, int]
    right_sources: Mapping[str, int]


def table(graph: ClaimGraph, ontology: Ontology) -> tuple[Row, ...]:
    """The graph's disagreements in words, those with the most sources on their weaker side first.

    Ties are broken by the number of sources on both sides, then by kind and statements.
    """
    rows = []
    for each in graph.disagreements:
        left, right = sides(each, graph)
        rows.append(
            Row(
                id=each.id,
                kind=each.kind,
                left=_words(graph.by_id[each.left], ontology, each, Certainty.CERTAIN),
                right=_words(graph.by_id[each.right], ontology, each, Certainty.UNCOMMITTED),
                left_sources=graph.source_kinds(left),
                right_sources=graph.source_kinds(right),
            )
        )
    return tuple(sorted(rows, key=_weight))


def _words(claim: Claim, ontology: Ontology, of: Disagreement, certainty: Certainty) -> str:
    words = ontology.statement(claim)
    return f"{words} ({certainty.value})" if of.kind == "certainty" else words


def _weight(row: Row) -> tuple[int, int, str, str, str, str]:
    left, right = sum(row.left_sources.values()), sum(row.right_sources.values())
    return -min(left, right), -left - right, row.kind, row.left, row.right, row.id
