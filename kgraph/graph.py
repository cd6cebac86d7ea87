"""The graph of claims that exporters read, and its networkx view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import networkx as nx

from kgraph.model import Claim, Disagreement, Document, Evidence

UNSTATED: Final = "unstated"
"""The kind of source of a document that states none, and of one that is not at hand."""


@dataclass(frozen=True)
class ClaimGraph:
    """Claims sorted by id, the documents they come from sorted by id, and how claims stand to one another.

    `refinements` are (narrower claim id, broader claim id) pairs; `sources` maps a document's id to the
    id of its cluster of near-duplicates (its own where it copies none).
    """

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...] = ()
    refinements: tuple[tuple[str, str], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """The claims by their id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def document(self) -> dict[str, Document]:
        """The documents by their id."""
        return {document.id: document for document in self.documents}

    def evidence(self) -> Iterator[tuple[Claim, Evidence]]:
        """Every evidence with its claim, in the order of the claims."""
        for claim in self.claims:
            for evidence in claim.evidence:
                yield claim, evidence

    def source_kinds(self, evidence: Iterable[Evidence]) -> dict[str, int]:
        """The independent sources of the evidence, counted by the kind of their documents; keys are sorted.

        A source whose copies are of several kinds counts once under each.
        """
        kinds = {
            (
                self.document[e.document].kind if e.document in self.document else "",
                self.sources.get(e.document, e.document),
            )
            for e in evidence
        }
        return dict(sorted(Counter(kind or UNSTATED for kind, _ in kinds).items()))

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The IRIs of all subjects and objects, sorted."""
        return tuple(sorted({c.subject for c in self.claims} | {c.object for c in self.claims}))

    def network(self) -> nx.MultiDiGraph[str]:
        """A networkx view: a node an entity, an edge a claim, keyed by the claim's id.

        Every edge carries `predicate`, `polarity` and `certainty`, so that no bare edge stands for a denial.
        """
        view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        view.add_nodes_from(self.entities)
        for claim in self.claims:
            view.add_edge(
                claim.subject,
                claim.object,
                key=claim.id,
                predicate=claim.predicate,
                polarity=claim.polarity.value,
                certainty=claim.certainty.value,
                evidence=len(claim.evidence),
            )
        return view
