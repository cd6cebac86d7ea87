"""KGX: Biolink's terms where they are safe, and kgraph's flags on every edge."""

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from kgraph.assembly import assemble
from kgraph.export import kgx
from kgraph.graph import ClaimGraph
from kgraph.model import Polarity
from kgraph.namespaces import BIOLINK, IRI
from tests.made_values import document, evidence, evidences, iri, tea
from tests.test_networks import flags, flags_of

TEA = tea()


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(graph, ontology=TEA):
    """The nodes and edges that are written for the graph."""
    with tempfile.TemporaryDirectory() as folder:
        nodes, edges = kgx.write_kgx(graph, ontology, Path(folder))
        return _read(nodes), _read(edges)


@given(st.lists(evidences(), min_size=1, max_size=6))
def test_polarity_certainty_holder_and_spans_survive(given):
    """Every claim comes back as an edge with its flags, and `negated` says the same as polarity."""
    graph = ClaimGraph(claims=assemble(given, TEA))
    _, edges = write(graph)
    assert {e["id"]: flags_of(e) for e in edges} == {c.id: flags(c) for c in graph.claims}
    assert all(e["negated"] == ("true" if e["polarity"] == "negated" else "") for e in edges)


def test_every_node_and_edge_has_what_kgx_requires():
    """No required column is empty, and edges end at nodes that are listed."""
    nodes, edges = write(*synthetic.graph(200))
    required = (
        "id",
        "subject",
        "predicate",
        "object",
        "category",
        "polarity",
        "knowledge_level",
        "agent_type",
    )
    assert all(row[column] for row in edges for column in required)
    assert all(row["id"] and row["category"].startswith("biolink:") for row in nodes)
    ids = [row["id"] for row in nodes]
    assert len(set(ids)) == len(ids)
    assert {row[end] for row in edges for end in ("subject", "object")} <= set(ids)


YES, NO = Polarity.AFFIRMED, Polarity.NEGATED


def _matching(name, *matches):
    """The ontology with the relation matched to Biolink terms in the given ways."""
    terms = tuple((how, IRI(BIOLINK.base + term)) for how, term in matches)
    changed = replace(TEA.relations[iri(name)], matches=terms)
    return replace(TEA, relations={**TEA.relations, changed.iri: changed})


def test_a_relation_goes_by_the_nearest_safe_biolink_term():
    """A sub-property without a match of its own takes that of its super-property, others `related_to`."""
    assert kgx.predicates(iri("sharplyLowers"), YES, TEA)[0] == "biolink:affects"
    assert kgx.predicates(iri("resembles"), YES, TEA) == ("biolink:related_to", "tea:resembles")


def test_to_affirm_no_narrower_and_to_deny_no_broader_term_is_used():
    """Either would claim more than the text; a denial without a term keeps its own."""
    narrow = _matching("resembles", ("narrowMatch", "treats"))
    assert kgx.predicates(iri("resembles"), YES, narrow)[0] == "biolink:related_to"
    assert kgx.predicates(iri("resembles"), NO, narrow)[0] == "biolink:treats"
    broad = _matching("resembles", ("broadMatch", "affects"))
    assert kgx.predicates(iri("resembles"), YES, broad)[0] == "biolink:affects"
    assert kgx.predicates(iri("resembles"), NO, broad) == ("tea:resembles",)
    assert kgx.predicates(iri("sharplyLowers"), NO, TEA) == ("tea:sharplyLowers",)


def test_what_is_close_to_a_super_property_is_not_inherited():
    """A close match serves the relation itself alone: it need not cover what stands below."""
    close = _matching("affects", ("closeMatch", "causes"))
    assert kgx.predicates(iri("affects"), YES, close)[0] == "biolink:causes"
    assert kgx.predicates(iri("lowers"), YES, close)[0] == "biolink:related_to"


def test_parallel_claims_do_not_look_alike_to_kgx():
    """Claims of the same ends differ in predicate, since KGX would make them one edge; denials come last."""
    triples = [("tea", name, "mood") for name in ("raises", "lowers")]
    given = [evidence(*triple, polarity=polarity) for triple in triples for polarity in Polarity]
    _, edges = write(ClaimGraph(claims=assemble(given, TEA)))
    assert len({(e["subject"], e["predicate"], e["object"]) for e in edges}) == 4
    assert [e["negated"] for e in edges] == ["", "", "true", "true"]


@pytest.mark.parametrize(("shared", "expected"), [(False, "FOODON:1"), (True, "tea:tea")])
def test_an_entity_goes_by_its_exact_match_unless_two_share_it(shared, expected):
    """A known identifier replaces the CURIE where it is that entity's alone."""
    prefixes = {**TEA.prefixes, "FOODON": "http://purl.obolibrary.org/obo/FOODON_"}
    entities = dict(TEA.entities)
    if shared:
        entities[iri("water")] = replace(entities[iri("water")], matches=entities[iri("tea")].matches)
    ontology = replace(TEA, prefixes=prefixes, entities=entities)
    nodes, edges = write(ClaimGraph(claims=assemble([evidence()], TEA)), ontology)
    assert edges[0]["subject"] == expected
    assert {row["iri"]: row["id"] for row in nodes}[iri("tea")] == expected


def test_texts_cannot_break_the_table():
    """Tabs, line breaks and bars in a quotation leave one line an edge and one entry a quotation."""
    graph = ClaimGraph(
        claims=assemble([evidence(text="a\tb\nc|d"), evidence(document="b")], TEA),
        documents=(document(url="https://example.org/1"),),
    )
    _, (edge,) = write(graph)
    assert edge["supporting_text"].split("|") == [
        "a b c¦d",
        "Tea raises the mood of all who drink it slowly.",
    ]
    assert edge["publications"] == "https://example.org/1"


def test_a_denial_keeps_its_flag_and_its_words():
    """The Biolink slot `negated` and the label both say it; for an assertion the slot is empty."""
    _, (edge,) = write(ClaimGraph(claims=assemble([evidence(polarity=Polarity.NEGATED)], TEA)))
    assert (edge["negated"], edge["relation_label"]) == ("true", "NOT raises")
