"""A graph of claims as GraphML, GEXF and Cytoscape JSON: an entity a node, a claim an edge.

Every edge carries polarity, certainty and holder (`kgraph.export.edges`). The files are written as a stream
and hold no date: networkx's own writers keep the whole document in memory, and its GEXF is dated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kgraph.export.edges import EDGE, NODE, Edge, Value, edges, fragment, nodes
from kgraph.graph import ClaimGraph
from kgraph.model import Claim
from kgraph.namespaces import GEXF, GRAPHML, local_name
from kgraph.ontology import Ontology

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# what XML 1.0 cannot hold, not even escaped
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPHML_TYPES: Final = {str: "string", int: "int", float: "double", bool: "boolean"}
_GEXF_TYPES: Final = {str: "string", int: "integer", float: "double", bool: "boolean"}


def write_graphml(graph: ClaimGraph, ontology: Ontology, path: Path) -> None:
    """GraphML, for igraph, networkx, yEd, Gephi and Cytoscape; labels are attributes called `label`."""
    _write(path, _graphml(graph, ontology))


def write_gexf(graph: ClaimGraph, ontology: Ontology, path: Path) -> None:
    """GEXF 1.2, for Gephi; the thickness (`weight`) of an edge is its number of documents."""
    _write(path, _gexf(graph, ontology))


def write_cytoscape(graph: ClaimGraph, ontology: Ontology, path: Path) -> None:
    """The JSON of Cytoscape.js, which Cytoscape opens too; each edge lists its evidence under `evidence`."""
    _write(path, _cytoscape(graph, ontology))


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else str(value)


def _quoted(value: Value) -> str:
    return quoteattr(_text(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _graphml(graph: ClaimGraph, ontology: Ontology) -> Iterator[str]:
    yield f'{_HEAD}<graphml xmlns="{GRAPHML}">\n'
    for domain, columns in (("node", {"label": str, **NODE}), ("edge", {"label": str, **EDGE})):
        for name, kind in columns.items():
            yield (
                f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" '
                f'attr.type="{_GRAPHML_TYPES[kind]}"/>\n'
            )
    yield '<graph edgedefault="directed">\n'
    for node in nodes(graph, ontology):
        yield f"<node id={_quoted(node.id)}>{_data('node', node.label, node.attributes)}</node>\n"
    for edge in edges(graph.claims, ontology):
        yield f"<edge {_ends(edge)}>{_data('edge', edge.label, edge.attributes)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _ends(edge: Edge) -> str:
    return f'id="{edge.id}" source={_quoted(edge.source)} target={_quoted(edge.target)}'


def _data(domain: str, label: str, attributes: Mapping[str, Value]) -> str:
    # a bare carriage return would be read back as a newline
    return "".join(
        f'<data key="{domain}-{name}">{escape(_text(value), {chr(13): "&#13;"})}</data>'
        for name, value in {"label": label, **attributes}.items()
    )


def _gexf(graph: ClaimGraph, ontology: Ontology) -> Iterator[str]:
    yield f'{_HEAD}<gexf xmlns="{GEXF}" version="1.2">\n<graph mode="static" defaultedgetype="directed">\n'
    for domain, columns in (("node", NODE), ("edge", EDGE)):
        yield f'<attributes class="{domain}" mode="static">\n'
        for name, kind in columns.items():
            yield f'<attribute id="{domain}-{name}" title="{name}" type="{_GEXF_TYPES[kind]}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in nodes(graph, ontology):
        head = f"<node id={_quoted(node.id)} label={_quoted(node.label)}>"
        yield f"{head}{_values('node', node.attributes)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in edges(graph.claims, ontology):
        weight = edge.attributes["documents"]
        head = f'<edge {_ends(edge)} label={_quoted(edge.label)} weight="{weight}">'
        yield f"{head}{_values('edge', edge.attributes)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(domain: str, attributes: Mapping[str, Value]) -> str:
    values = (f'<attvalue for="{domain}-{name}" value={_quoted(v)}/>' for name, v in attributes.items())
    return f"<attvalues>{''.join(values)}</attvalues>"


def _cytoscape(graph: ClaimGraph, ontology: Ontology) -> Iterator[str]:
    yield '{"data": {}, "elements": {"nodes": [\n'
    before = ""
    for node in nodes(graph, ontology):
        yield before + _element({"id": node.id, "name": node.label, "label": node.label, **node.attributes})
        before = ",\n"
    yield '\n], "edges": [\n'
    before = ""
    for edge, claim in zip(edges(graph.claims, ontology), graph.claims, strict=True):
        ends = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.label}
        data = {**ends, "interaction": edge.label, **edge.attributes, "evidence": _evidence(claim)}
        yield before + _element(data)
        before = ",\n"
    yield "\n]}}\n"


def _element(data: Mapping[str, object]) -> str:
    return json.dumps({"data": data}, ensure_ascii=False)


def _evidence(claim: Claim) -> list[dict[str, Value]]:
    return [
        {
            "document": e.document,
            "start": e.sentence.start,
            "end": e.sentence.end,
            "span": fragment(e),
            "text": e.text,
            "certainty": e.context.certainty.value,
            "holder": local_name(e.context.holder),
            "basis": local_name(e.context.basis),
        }
        for e in claim.evidence
    ]
