"""A graph of claims as RDF, in every usual serialisation; docs/rdf.md shows its shape.

No format ever holds a claim as a bare triple: a claim is a resource with its polarity, and RDF 1.2 names its
triple without stating it.
"""

from __future__ import annotations

from pathlib import Path

from kgraph.export.rdf import writing
from kgraph.export.rdf.dataset import Dataset, Publication
from kgraph.graph import ClaimGraph
from kgraph.model import Run
from kgraph.ontology import Ontology

__all__ = ["FORMATS", "Publication", "write"]

FORMATS = {
    "turtle": ".ttl",
    "turtle12": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
"""Each format with the suffix that files of it have."""


def write(
    graph: ClaimGraph,
    ontology: Ontology,
    path: Path,
    format: str = "turtle",
    *,
    run: Run,
    publication: Publication | None = None,
) -> int:
    """Write the graph and return how many triples it has.

    The same graph, run and publication give the same bytes. `turtle`, `turtle12` (with RDF 1.2 triple terms),
    `jsonld` (a file `context.jsonld` is laid beside it) and `rdfxml` hold one graph; `trig` and `nquads` hold
    nanopublications, one for each claim and each description.

    Raises:
        ValueError: an unknown format, a base that is no absolute IRI ending in `/` or `#`, or (RDF/XML) a
            quotation with a character that XML cannot hold.
    """
    if format not in FORMATS:
        raise ValueError(f"no such RDF format: {format}; there are {', '.join(FORMATS)}")
    whole = format in ("nquads", "jsonld", "rdfxml")
    dataset = Dataset(graph, ontology, run, publication, whole=whole)
    if format == "jsonld":
        return writing.json(dataset, path)
    if format == "rdfxml":
        return writing.xml(dataset, path)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if format == "trig":
            return writing.trig(dataset, file)
        if format == "nquads":
            return writing.nquads(dataset, file)
        return writing.turtle(dataset, file, triple_terms=format == "turtle12")
