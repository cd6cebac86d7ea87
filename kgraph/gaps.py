"""What the texts say is not known, and where they say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.graph import ClaimGraph
from kgraph.model import Polarity
from kgraph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Row:
    """One gap in knowledge, about `object` for `subject` (labels), for the eye.

    `documents` counts the files that state it, `independent` those that do not copy one another, `sources`
    the latter by kind (`ClaimGraph.source_kinds`); `holders` are the labels of who states it, sorted.
    """

    claim: str
    subject: str
    relation: str
    object: str
    documents: int
    independent: int
    sources: Mapping[str, int]
    holders: tuple[str, ...]


def table(graph: ClaimGraph, ontology: Ontology) -> tuple[Row, ...]:
    """The gaps that the texts state, those with the most independent sources first, then by their labels.

    A gap is an affirmed claim of a relation that the ontology marks as one (`kg:GapRelation`), or of a
    sub-property of one.
    """
    gaps = {
        relation
        for relation in ontology.relations
        if any(
            ontology.relations[up].gap for up in ontology.superrelations(relation) if up in ontology.relations
        )
    }
    rows = []
    for claim in graph.claims:
        if claim.predicate in gaps and claim.polarity is Polarity.AFFIRMED:
            documents = {e.document for e in claim.evidence}
            sources = {graph.sources.get(document, document) for document in documents}
            rows.append(
                Row(
                    claim=claim.id,
                    subject=ontology.label(claim.subject),
                    relation=ontology.label(claim.predicate),
                    object=ontology.label(claim.object),
                    documents=len(documents),
                    independent=claim.support.independent if claim.support else len(sources),
                    sources=graph.source_kinds(claim.evidence),
                    holders=tuple(sorted({ontology.label(e.context.holder) for e in claim.evidence})),
                )
            )
    return tuple(sorted(rows, key=lambda r: (-r.independent, -r.documents, r.subject, r.object, r.claim)))
