"""Entities as nodes and claims as edges, with flat attributes, for programs that draw or measure networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias
from urllib.parse import quote

from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Claim, Evidence, Polarity
from kgraph.namespaces import IRI, local_name
from kgraph.ontology import Ontology

Value: TypeAlias = str | int | float | bool

NODE: Final[dict[str, type]] = {"iri": str, "class": str, "matches": str}
"""The attributes of a node beside its id and label, and their types."""

EDGE: Final[dict[str, type]] = {
    "claim": str,
    "predicate": str,
    "polarity": str,
    "negated": bool,
    "certainty": str,
    "holder": str,
    "belief": float,
    "evidence": int,
    "documents": int,
    "independent": int,
    "certainties": str,
    "holders": str,
    "bases": str,
    "spans": str,
    "quotation": str,
}
"""The attributes of an edge beside its id and label, and their types.

`certainty` is the firmest of any evidence, `holder` all holders, `quotation` the first evidence's sentence.
`certainties`, `holders`, `bases` and `spans` have one entry an evidence, in one order, between bars.
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; `id` is its CURIE."""

    id: str
    label: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim; `id` is its own, `source` and `target` are ids of nodes."""

    id: str
    source: str
    target: str
    label: str
    attributes: dict[str, Value]


def nodes(graph: ClaimGraph, ontology: Ontology) -> Iterator[Node]:
    """The entities of the graph, sorted by IRI."""
    for iri in graph.entities:
        entity = ontology.entities.get(IRI(iri))
        yield Node(
            id=ontology.curie(iri),
            label=ontology.label(iri),
            attributes={
                "iri": iri,
                "class": "|".join(ontology.label(cls) for cls in entity.classes) if entity else "",
                "matches": "|".join(ontology.curie(match) for _, match in entity.matches) if entity else "",
            },
        )


def edges(claims: Iterable[Claim], ontology: Ontology) -> Iterator[Edge]:
    """The claims in their order; what was not counted (no support) is not among the attributes."""
    curie = cache(ontology.curie)
    for claim in claims:
        evidence = claim.evidence
        attributes: dict[str, Value] = {
            "claim": claim.id,  # again, since igraph loses the ids of edges
            "predicate": curie(claim.predicate),
            "polarity": claim.polarity.value,
            "negated": claim.polarity is Polarity.NEGATED,
            "certainty": claim.certainty.value,
            "holder": "|".join(sorted({local_name(e.context.holder) for e in evidence})),
            "evidence": len(evidence),
            "documents": len({e.document for e in evidence}),
            "certainties": "|".join(e.context.certainty.value for e in evidence),
            "holders": "|".join(local_name(e.context.holder) for e in evidence),
            "bases": "|".join(local_name(e.context.basis) for e in evidence),
            "spans": "|".join(fragment(e) for e in evidence),
            "quotation": evidence[0].text,
        }
        if claim.belief is not None:
            attributes["belief"] = claim.belief
        if claim.support is not None:
            attributes["independent"] = claim.support.independent
        yield Edge(claim.id, curie(claim.subject), curie(claim.object), label(claim, ontology), attributes)


def label(claim: Claim, ontology: Ontology) -> str:
    """The relation in words, flagged where a reader who sees nothing else would take it for an assertion."""
    denial = "NOT " if claim.polarity is Polarity.NEGATED else ""
    doubt = " (uncommitted)" if claim.certainty is Certainty.UNCOMMITTED else ""
    return f"{denial}{ontology.label(claim.predicate)}{doubt}"


def fragment(evidence: Evidence) -> str:
    """Where its sentence stands: the document's id, percent-encoded, and a text fragment as in RFC 5147.

    The numbers are those of its span: characters, the end not included.
    """
    return f"{quote(evidence.document)}#char={evidence.sentence.start},{evidence.sentence.end}"
