"""The serialisations: Turtle, TriG and lines of text as they stream, the others by way of such lines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from kgraph.export.rdf import blocks, jsonld, nanopub, rdfxml
from kgraph.export.rdf.blocks import Block
from kgraph.export.rdf.dataset import Dataset


def turtle(dataset: Dataset, file: TextIO, *, triple_terms: bool = False) -> int:
    """Write Turtle under headings; returns the number of triples."""
    _prefixes(dataset.terms.prefixes, file)
    count = 0
    for heading, described in dataset.sections(triple_terms=triple_terms):
        file.write(f"\n# --- {heading} {'-' * (90 - len(heading))}\n\n")
        count += _blocks(described, file)
    file.write(f"\n# --- The data set {'-' * 78}\n\n")
    return count + _blocks(dataset.describe(count), file)


def trig(dataset: Dataset, file: TextIO) -> int:
    """Write the nanopublications as TriG; returns the number of quads."""
    _prefixes(dataset.terms.prefixes, file)
    count = 0
    for name, described in nanopub.graphs(dataset):
        file.write(f"\n{name} {{\n")
        count += _blocks(described, file)
        file.write("}\n")
    return count


def nquads(dataset: Dataset, file: TextIO) -> int:
    """Write the nanopublications as N-Quads; the data set must spell its terms whole."""
    count = 0
    for name, described in nanopub.graphs(dataset):
        count += _lines(described, f" {name} .\n", file)
    return count


def ntriples(dataset: Dataset, file: TextIO) -> int:
    """Write one graph as N-Triples; the data set must spell its terms whole."""
    count = 0
    for _, described in dataset.sections():
        count += _lines(described, " .\n", file)
    return count + _lines(dataset.describe(count), " .\n", file)


def xml(dataset: Dataset, path: Path) -> int:
    """Write RDF/XML; ValueError where a quotation holds a character that XML has no place for."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        count, triples = _objects(dataset, Path(folder))
        rdfxml.write(triples, dataset.terms.prefixes, path)
    return count


def json(dataset: Dataset, path: Path) -> int:
    """Write JSON-LD with its context, and the context as a file beside it."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        count, triples = _objects(dataset, Path(folder))
        jsonld.write(triples, dataset.terms.prefixes, dataset.terms.base, path)
    return count


def _objects(dataset: Dataset, folder: Path) -> tuple[int, Iterator[Triple]]:
    """The triples as Oxigraph's objects, by way of a file, so that memory stays flat."""
    path = folder / "graph.nt"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        count = ntriples(dataset, file)
    return count, (quad.triple for quad in pyoxigraph.parse(path=path, format=RdfFormat.N_TRIPLES))


def _prefixes(prefixes: Mapping[str, str], file: TextIO) -> None:
    for prefix, base in prefixes.items():
        file.write(f"@prefix {prefix}: <{base}> .\n")


def _lines(made: Iterable[Block], end: str, file: TextIO) -> int:
    count = 0
    for block in made:
        count += blocks.size(block)
        file.write(blocks.lines(block, end))
    return count


def _blocks(made: Iterable[Block], file: TextIO) -> int:
    count = 0
    for block in made:
        count += blocks.size(block)
        file.write(blocks.turtle(block))
    return count
