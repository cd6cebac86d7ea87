"""What a graph can be written as: exporters by name, found through entry points, the built-in ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kgraph.errors import OutputError
from kgraph.export import html, kgx, networks, rdf, tables
from kgraph.export.rdf import Publication
from kgraph.graph import ClaimGraph
from kgraph.model import Run
from kgraph.ontology import Ontology

GROUP = "kgraph.exporters"
"""The entry point group: each entry is an `Exporter`."""

ALWAYS = ("claims", "turtle", "trig", "html")
"""What every build writes."""


@dataclass(frozen=True)
class Edition:
    """A graph and what an exporter may want to say of it."""

    graph: ClaimGraph
    ontology: Ontology
    run: Run
    publication: Publication = field(default_factory=Publication)


Exporter = Callable[[Edition, Path], None]
"""Writes an edition into a folder, under file names of its own; the same edition gives the same bytes."""


@cache
def exporters() -> dict[str, Exporter]:
    """Every installed exporter by the name of its entry point, sorted."""
    return {point.name: point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)}


def choose(names: Iterable[str]) -> tuple[Exporter, ...]:
    """The exporters of the given names, in their order, each once.

    Raises:
        OutputError: for a name that no installed exporter has.
    """
    known = exporters()
    wanted = tuple(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in known]:
        raise OutputError(f"no exporter named {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in wanted)


def _file(name: str, write: Callable[[ClaimGraph, Ontology, Path], object]) -> Exporter:
    """The exporter of a format that is one file."""

    def export(edition: Edition, folder: Path) -> None:
        write(edition.graph, edition.ontology, folder / name)

    return export


def _folder(write: Callable[[ClaimGraph, Ontology, Path], object]) -> Exporter:
    """The exporter of a format that is several files, which it names itself."""

    def export(edition: Edition, folder: Path) -> None:
        write(edition.graph, edition.ontology, folder)

    return export


def _rdf(name: str, format: str) -> Exporter:
    """The exporter of one of `rdf.FORMATS`."""

    def export(edition: Edition, folder: Path) -> None:
        path, run, publication = folder / name, edition.run, edition.publication
        rdf.write(edition.graph, edition.ontology, path, format, run=run, publication=publication)

    return export


claims = _file(tables.JSONL, tables.write_jsonl)
page = _file("graph.html", html.write)
turtle = _rdf("graph.ttl", "turtle")
turtle12 = _rdf("graph12.ttl", "turtle12")
trig = _rdf("graph.trig", "trig")
nquads = _rdf("graph.nq", "nquads")
jsonld = _rdf("graph.jsonld", "jsonld")
rdfxml = _rdf("graph.rdf", "rdfxml")
graphml = _file("graph.graphml", networks.write_graphml)
gexf = _file("graph.gexf", networks.write_gexf)
cytoscape = _file("graph.cyjs", networks.write_cytoscape)
network_tables = _folder(kgx.write_kgx)
csv = _folder(tables.write_csv)
parquet = _folder(tables.write_parquet)
