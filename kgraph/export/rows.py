"""Claims and evidence as flat rows, for programs that read tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, TypeAlias

from kgraph.export.records import Json
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Evidence, Polarity
from kgraph.namespaces import local_name
from kgraph.ontology import Ontology

Row: TypeAlias = dict[str, Json]

CLAIM: Final = {
    "id": "text",
    "subject": "text",
    "predicate": "text",
    "object": "text",
    "subject_label": "text",
    "predicate_label": "text",
    "object_label": "text",
    "polarity": "text",
    "negated": "truth",
    "certainty": "text",
    "belief": "number",
    "evidence": "integer",
    "documents": "integer",
    "independent": "integer",
    "holders": "integer",
    **{certainty.value: "integer" for certainty in Certainty},
    "by_holder": "counts",
    "by_basis": "counts",
    "by_source_kind": "counts",
}
"""The columns of a claim and their types; `certainty` is the firmest, the four levels count evidence."""

EVIDENCE: Final = {
    "id": "text",
    "claim": "text",
    "subject": "text",
    "predicate": "text",
    "object": "text",
    "polarity": "text",
    "certainty": "text",
    "holder": "text",
    "via": "texts",
    "basis": "text",
    "document": "text",
    "title": "text",
    "publisher": "text",
    "kind": "text",
    "published": "text",
    "url": "text",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "subject_start": "integer",
    "subject_end": "integer",
    "subject_text": "text",
    "subject_coref": "truth",
    "object_start": "integer",
    "object_end": "integer",
    "object_text": "text",
    "object_coref": "truth",
    "trigger_start": "integer",
    "trigger_end": "integer",
    "qualifiers": "qualifiers",
    "cues": "cues",
    "extractor": "text",
    "rule": "text",
}
"""The columns of an evidence and their types; `start` and `end` are those of its sentence."""


def claims(graph: ClaimGraph, ontology: Ontology) -> Iterator[Row]:
    """A row a claim; counts that were not made (no support) are None."""
    curie = cache(ontology.curie)
    for claim in graph.claims:
        support = claim.support
        levels = support.by_certainty if support else {}
        yield {
            "id": claim.id,
            "subject": curie(claim.subject),
            "predicate": curie(claim.predicate),
            "object": curie(claim.object),
            "subject_label": ontology.label(claim.subject),
            "predicate_label": ontology.label(claim.predicate),
            "object_label": ontology.label(claim.object),
            "polarity": claim.polarity.value,
            "negated": claim.polarity is Polarity.NEGATED,
            "certainty": claim.certainty.value,
            "belief": claim.belief,
            "evidence": len(claim.evidence),
            "documents": support.documents if support else None,
            "independent": support.independent if support else None,
            "holders": support.holders if support else None,
            **{level.value: levels.get(level.value, 0) if support else None for level in Certainty},
            "by_holder": dict(support.by_holder) if support else None,
            "by_basis": dict(support.by_basis) if support else None,
            "by_source_kind": dict(support.by_source_kind) if support else None,
        }


def evidence(graph: ClaimGraph, ontology: Ontology) -> Iterator[Row]:
    """A row an evidence, in the order of the claims; what the graph's documents do not tell is empty."""
    curie = cache(ontology.curie)
    for claim, one in graph.evidence():
        document = graph.document.get(one.document)
        context = one.context
        yield {
            "id": one.id,
            "claim": claim.id,
            "subject": curie(claim.subject),
            "predicate": curie(claim.predicate),
            "object": curie(claim.object),
            "polarity": claim.polarity.value,
            "certainty": context.certainty.value,
            "holder": local_name(context.holder),
            "via": [local_name(holder) for holder in context.via],
            "basis": local_name(context.basis),
            "document": one.document,
            "title": document.title if document else "",
            "publisher": document.publisher if document else "",
            "kind": document.kind if document else "",
            "published": document.published if document else "",
            "url": document.url if document else "",
            **_place(one),
            "qualifiers": [
                {"kind": q.kind, "text": q.text, "start": q.span.start, "end": q.span.end}
                for q in context.qualifiers
            ],
            "cues": [
                {"kind": c.kind, "value": c.value, "text": c.text, "start": c.span.start, "end": c.span.end}
                for c in context.cues
            ],
            "extractor": one.extractor,
            "rule": one.rule,
        }


def _place(one: Evidence) -> Row:
    return {
        "start": one.sentence.start,
        "end": one.sentence.end,
        "text": one.text,
        "subject_start": one.subject.span.start,
        "subject_end": one.subject.span.end,
        "subject_text": one.subject.text,
        "subject_coref": one.subject.coref,
        "object_start": one.object.span.start,
        "object_end": one.object.span.end,
        "object_text": one.object.text,
        "object_coref": one.object.coref,
        "trigger_start": one.trigger.start,
        "trigger_end": one.trigger.end,
    }
