"""What a graph can be written as: exporters by name, found through entry points, the built-in ones too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kgraph.errors import OutputError
from kgraph.export import html, networks, rdf, tables
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


def claims(edition: Edition, folder: Path) -> None:
    """`claims.jsonl`: one claim a line, with its evidence nested."""
    tables.write_jsonl(edition.graph, edition.ontology, folder / "claims.jsonl")


def page(edition: Edition, folder: Path) -> None:
    """`graph.html`: the explorer, one file that opens with no network."""
    html.write(edition.graph, edition.ontology, folder / "graph.html")


def serialisation(format: str, file: str) -> Exporter:
    """An exporter of one of `rdf.FORMATS` to a file of the given name."""

    def write(edition: Edition, folder: Path) -> None:
        rdf.write(
            edition.graph,
            edition.ontology,
            folder / file,
            format,
            run=edition.run,
            publication=edition.publication,
        )

    return write


turtle = serialisation("turtle", "graph.ttl")
turtle12 = serialisation("turtle12", "graph12.ttl")
trig = serialisation("trig", "graph.trig")
nquads = serialisation("nquads", "graph.nq")
jsonld = serialisation("jsonld", "graph.jsonld")
rdfxml = serialisation("rdfxml", "graph.rdf")
