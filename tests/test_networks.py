"""Networks: no edge without its flags, in any of the formats that draw or measure graphs."""

import json
import tempfile
from pathlib import Path
from urllib.parse import unquote

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from kgraph.assembly import assemble
from kgraph.export import edges, networks
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Polarity, Span
from kgraph.namespaces import KG, local_name
from tests.made_values import document, evidence, evidences, iri, tea

TEA = tea()


def _graphml(path):
    graph = nx.read_graphml(path, force_multigraph=True)
    return [{"id": key, **data} for _, _, key, data in graph.edges(keys=True, data=True)]


def _gexf(path):
    return [data for _, _, data in nx.read_gexf(path).edges(data=True)]


def _cytoscape(path):
    return [edge["data"] for edge in json.loads(path.read_text(encoding="utf-8"))["elements"]["edges"]]


FORMATS = pytest.mark.parametrize(
    ("write", "read"),
    [
        (networks.write_graphml, _graphml),
        (networks.write_gexf, _gexf),
        (networks.write_cytoscape, _cytoscape),
    ],
    ids=["graphml", "gexf", "cytoscape"],
)


def flags(claim):
    """What of a claim must survive: polarity, firmest certainty, and each evidence's own flags and span."""
    return (
        claim.polarity.value,
        claim.certainty.value,
        [
            (e.context.certainty.value, local_name(e.context.holder), e.document, e.sentence)
            for e in claim.evidence
        ],
    )


def flags_of(edge):
    """The same, from the attributes of an edge that was read back."""
    places = []
    for span in edge["spans"].split("|"):
        name, _, numbers = span.partition("#char=")
        places.append((unquote(name), Span(*map(int, numbers.split(",")))))
    parts = zip(edge["certainties"].split("|"), edge["holders"].split("|"), places, strict=True)
    return (
        edge["polarity"],
        edge["certainty"],
        [(certainty, holder, *place) for certainty, holder, place in parts],
    )


@FORMATS
@given(given=st.lists(evidences(), min_size=1, max_size=6))
def test_polarity_certainty_holder_and_spans_survive(write, read, given):
    """Every claim comes back as an edge with its flags, whatever characters its texts hold."""
    graph = ClaimGraph(claims=assemble(given, TEA))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        write(graph, TEA, path)
        found = {edge["id"]: edge for edge in read(path)}
    assert {key: flags_of(edge) for key, edge in found.items()} == {c.id: flags(c) for c in graph.claims}
    assert all(edge["negated"] == (edge["polarity"] == "negated") for edge in found.values())
    assert all(edge["claim"] == key for key, edge in found.items())


@FORMATS
def test_a_label_alone_never_asserts_what_is_denied_or_left_open(tmp_path, write, read):
    """A viewer that shows nothing but labels still shows the denial and the doubt."""
    denied = evidence("tea", "raises", "calm", polarity=Polarity.NEGATED)
    doubted = evidence("tea", "lowers", "calm", certainty=Certainty.UNCOMMITTED)
    write(ClaimGraph(claims=assemble([evidence(), denied, doubted], TEA)), TEA, tmp_path / "g")
    assert {edge["label"] for edge in read(tmp_path / "g")} == {
        "raises",
        "NOT raises",
        "lowers (uncommitted)",
    }


@FORMATS
def test_parallel_claims_stay_apart(tmp_path, write, read):
    """An affirmed and a negated claim of the same ends are two edges."""
    write(
        ClaimGraph(claims=assemble([evidence(), evidence(polarity=Polarity.NEGATED)], TEA)),
        TEA,
        tmp_path / "g",
    )
    assert sorted(edge["polarity"] for edge in read(tmp_path / "g")) == ["affirmed", "negated"]


@FORMATS
def test_the_made_up_graph_comes_back_whole(tmp_path, write, read):
    """All claims of a larger graph, with belief and independent sources as numbers; twice the same bytes."""
    graph, ontology = synthetic.graph(200)
    write(graph, ontology, tmp_path / "g")
    write(graph, ontology, tmp_path / "again")
    found = {edge["id"]: edge for edge in read(tmp_path / "g")}
    assert {key: (edge["belief"], edge["independent"]) for key, edge in found.items()} == {
        c.id: (c.belief, c.support.independent) for c in graph.claims
    }
    assert (tmp_path / "g").read_bytes() == (tmp_path / "again").read_bytes()


def test_nodes_are_labelled(tmp_path):
    """A node has its CURIE as id, and its label, class and matches beside it."""
    networks.write_graphml(ClaimGraph(claims=assemble([evidence()], TEA)), TEA, tmp_path / "g")
    data = nx.read_graphml(tmp_path / "g").nodes["tea:tea"]
    assert data == {
        "label": "tea",
        "iri": iri("tea"),
        "class": "",
        "matches": "http://purl.obolibrary.org/obo/FOODON_1",
    }


def test_what_xml_cannot_hold_is_replaced(tmp_path):
    """A form feed in a quotation leaves a file that XML parsers accept."""
    networks.write_graphml(
        ClaimGraph(claims=assemble([evidence(text="a\fb\r\n<c>&")], TEA)), TEA, tmp_path / "g"
    )
    assert [edge["quotation"] for edge in _graphml(tmp_path / "g")] == ["a\N{REPLACEMENT CHARACTER}b\r\n<c>&"]


def test_a_span_is_a_text_fragment():
    """The document's id is percent-encoded, the numbers are the span's."""
    one = evidence(document="a b|c", start=7, text="0123456789", holder=KG.User)
    assert edges.fragment(one) == "a%20b%7Cc#char=7,17"


def test_cytoscape_lists_the_evidence(tmp_path):
    """Each edge of the JSON lists its evidence with quotation, place and basis."""
    graph = ClaimGraph(claims=assemble([evidence()], TEA), documents=(document(),))
    networks.write_cytoscape(graph, TEA, tmp_path / "g")
    (edge,) = _cytoscape(tmp_path / "g")
    assert edge["evidence"] == [
        {
            "document": "a",
            "start": 0,
            "end": 47,
            "span": "a#char=0,47",
            "text": "Tea raises the mood of all who drink it slowly.",
            "certainty": "certain",
            "holder": "Author",
            "basis": "NotStated",
        }
    ]
