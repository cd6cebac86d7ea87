"""Writes the explorer: one HTML file with the graph, the words behind every claim, and nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from kgraph.export import bundle, columns, layout
from kgraph.graph import ClaimGraph
from kgraph.ontology import Ontology

if TYPE_CHECKING:
    from pyvis.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the page opens: up to `complete` claims all are drawn, above it the `overview` best supported."""

    title: str = ""
    complete: int = 4000
    overview: int = 800


OPTIONS: Mapping[str, object] = {
    "physics": {"enabled": False, "barnesHut": {"springLength": 120, "avoidOverlap": 0.3}},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "tooltipDelay": 100000,
        "keyboard": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": {"label": False}},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
}
"""What vis-network is told: positions are given, nothing moves by itself, keys belong to the page."""


def write(graph: ClaimGraph, ontology: Ontology, path: Path, options: Options | None = None) -> None:
    """Write the explorer of a graph to `path`: one file that opens from disk, with no network.

    Raises:
        OSError: where `path` cannot be written.
    """
    path.write_text(page(graph, ontology, options or Options()), encoding="utf-8", newline="\n")


def page(graph: ClaimGraph, ontology: Ontology, options: Options) -> str:
    """The text of the page. The same graph and ontology give the same text."""
    at = columns.Indexes.of(graph, ontology)
    network = _network(graph, ontology, at)
    scripts = (_vis(network), bundle.script())
    style = bundle.style()
    passages = list(columns.passages(graph))
    title = options.title or _title(len(graph.documents))
    network.templateEnv = _environment()
    network.path = "explorer.html"
    network.templateEnv.globals["page"] = {
        "title": title,
        "policy": bundle.policy(scripts, (style,)),
        "style": Markup(style),
        "scripts": tuple(Markup(text) for text in scripts),
        "core": columns.core(graph, ontology, at)
        | {
            "title": title,
            "complete": options.complete,
            "overview": options.overview,
            "chunks": [chunk["claims"] for chunk in passages],
        },
        "terms": columns.terms(ontology, at),
        "passages": passages,
    }
    text: str = network.generate_html()
    return text


def _title(documents: int) -> str:
    return "What one document claims" if documents == 1 else f"What {documents} documents claim"


def _network(graph: ClaimGraph, ontology: Ontology, at: columns.Indexes) -> Network:
    """The picture as pyvis holds it; its lists are filled directly, as `add_edge` takes quadratic time."""
    from pyvis.network import Network  # here, because it loads IPython, which takes longer than most builds

    network = Network(directed=True, cdn_resources="in_line")
    weight = columns.evidence_weight(graph)
    labels = [ontology.label(iri) for iri in at.entities.names]
    network.edges = [columns.edge(claim, at) for claim in graph.claims]
    places = layout.place(
        len(labels),
        [(edge["from"], edge["to"]) for edge in network.edges],
        [min(len(label), 24) * 6.5 + 30 for label in labels],
    )
    network.nodes = [
        {
            "id": number,
            "label": labels[number],
            "group": at.classes[columns.classes_of(iri, ontology)[0]],
            "x": x,
            "y": y,
            "size": round(5 + 3 * sqrt(weight[iri]) ** 0.9, 1),
        }
        for number, (iri, (x, y)) in enumerate(zip(at.entities.names, places, strict=True))
    ]
    network.node_ids = [node["id"] for node in network.nodes]
    network.options = dict(OPTIONS)
    return network


def _vis(network: Network) -> str:
    """The vis-network library that pyvis ships."""
    folder = Path(network.template_dir) / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(bundle.PAGE), PackageLoader("pyvis", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"columnar": columns.columnar, "pack": columns.pack, "parse": json.loads}
    return environment
