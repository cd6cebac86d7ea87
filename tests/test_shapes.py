"""The shapes: every export conforms to them, and they look at all of a graph."""

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from benchmarks import synthetic
from kgraph.export import rdf
from kgraph.export.rdf import parsing
from kgraph.namespaces import KG, SH
from kgraph.turtle import ontology_dir
from kgraph.validation.shapes import check_shapes
from tests.rdf_files import RUN, hard_graph

SHAPES = ontology_dir() / "shapes.ttl"


@pytest.mark.parametrize("make", [hard_graph, lambda: synthetic.graph(40)], ids=["hard", "synthetic"])
def test_what_is_exported_conforms(make, tmp_path):
    """The engine finds nothing, called by itself as by us."""
    path = tmp_path / "graph.ttl"
    rdf.write(*make(), path, run=RUN)
    conforms, _, text = pyshacl.validate(str(path), shacl_graph=str(SHAPES))
    assert conforms, text
    assert list(check_shapes("graph.ttl", parsing.load(path))) == []


@pytest.mark.parametrize("portion", [7, 50, 100_000])
def test_the_size_of_a_portion_does_not_matter(portion, tmp_path):
    """Broken claims are found once each, however the graph is cut."""
    path = tmp_path / "graph.ttl"
    rdf.write(*hard_graph(), path, run=RUN)
    store = parsing.load(path)
    for quad in list(store.quads_for_pattern(None, ox.NamedNode(KG.polarity), None)):
        store.remove(quad)
    found = list(check_shapes("graph.ttl", store, portion))
    claims = len(hard_graph()[0].claims)
    assert sorted(f.code for f in found) == ["S104"] * claims + ["S106"] * claims
    assert len(set(found)) == len(found)


def test_every_constraint_has_a_code_and_a_message():
    """No two share a code, and each says in a sentence what must hold."""
    shapes = rdflib.Graph().parse(SHAPES)
    code, message = rdflib.URIRef(KG.code), rdflib.URIRef(SH.message)
    coded = list(shapes.subject_objects(code))
    assert len({str(text) for _, text in coded}) == len(coded) > 30
    assert all(str(shapes.value(shape, message)).endswith(".") for shape, _ in coded)
    paths = {shape for shape in shapes.subjects(rdflib.URIRef(SH.path)) if isinstance(shape, rdflib.URIRef)}
    assert paths <= {shape for shape, _ in coded}
