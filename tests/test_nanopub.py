"""Nanopublications: each whole in itself, and by the rules of those who invented them."""

import logging

import pyoxigraph as ox
import pytest
import rdflib

from kgraph.export import rdf
from kgraph.namespaces import DCTERMS, KG, NP, NPX, PROV, RDF, RDFS, SKOS
from tests.rdf_files import RUN, hard_graph

PARTS = ("Head", "assertion", "provenance", "pubinfo")


@pytest.fixture(scope="module")
def nanopubs(tmp_path_factory):
    """The quads of each nanopublication of the hard graph, by its IRI and part, and the graph."""
    graph, ontology = hard_graph()
    path = tmp_path_factory.mktemp("nanopub") / "graph.trig"
    rdf.write(graph, ontology, path, "trig", run=RUN, publication=rdf.Publication(license="CC0-1.0"))
    found = {}
    for quad in ox.parse(path=str(path)):
        nanopub, _, part = quad.graph_name.value.partition("#")
        found.setdefault(nanopub, {name: [] for name in PARTS})[part].append(quad)
    return found, graph


def test_every_quad_belongs_to_a_nanopublication(nanopubs):
    """There are no other graphs than the four of each, and none of the four is empty."""
    for parts in nanopubs[0].values():
        assert tuple(parts) == PARTS
        assert all(parts.values())


def test_the_head_names_the_three_graphs(nanopubs):
    """The head has the four triples of the schema and nothing else."""
    for iri, parts in nanopubs[0].items():
        assert {(q.subject.value, q.predicate.value, q.object.value) for q in parts["Head"]} == {
            (iri, RDF.type, NP.Nanopublication),
            (iri, NP.hasAssertion, f"{iri}#assertion"),
            (iri, NP.hasProvenance, f"{iri}#provenance"),
            (iri, NP.hasPublicationInfo, f"{iri}#pubinfo"),
        }


def test_provenance_and_publication_speak_of_their_subjects(nanopubs):
    """The provenance is about the assertion, the publication information about the nanopublication."""
    for iri, parts in nanopubs[0].items():
        about = {q.subject.value: q for q in parts["provenance"]}
        assert f"{iri}#assertion" in about
        said = {q.predicate.value for q in parts["pubinfo"] if q.subject.value == iri}
        assert {DCTERMS.creator, DCTERMS.license, NPX.introduces, NPX.hasNanopubType, RDFS.label} <= said


def test_a_claim_is_one_nanopublication_with_its_evidence(nanopubs):
    """The assertion says what is claimed with its polarity; the provenance quotes who said it where."""
    found, graph = nanopubs
    for claim in graph.claims:
        parts = next(p for iri, p in found.items() if iri.endswith(f"claim-{claim.id}"))
        assertion = {(q.predicate.value, q.object.value) for q in parts["assertion"]}
        assert (KG.polarity, KG.term(claim.polarity.capitalize())) in assertion
        evidence = {
            q.object.value[-16:] for q in parts["provenance"] if q.predicate.value == PROV.wasDerivedFrom
        }
        assert evidence == {e.id for e in claim.evidence}
        quoted = {q.object.value for q in parts["provenance"] if q.predicate.value.endswith("#exact")}
        assert {e.text for e in claim.evidence} <= quoted
        named = {q.subject.value for q in parts["pubinfo"] if q.predicate.value == SKOS.prefLabel}
        assert named == {claim.subject, claim.predicate, claim.object}


def test_the_public_validator_accepts_each(nanopubs):
    """The Python library of the nanopublication network finds every one valid."""
    public = pytest.importorskip("nanopub")
    logging.getLogger().setLevel(logging.ERROR)  # it logs at the root
    for parts in nanopubs[0].values():
        dataset = rdflib.Dataset(default_union=True)
        lines = "\n".join(f"{q} ." for quads in parts.values() for q in quads)
        dataset.parse(data=lines, format="nquads")
        assert public.Nanopub(rdf=dataset).is_valid
