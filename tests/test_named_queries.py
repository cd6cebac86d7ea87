"""The named questions: each answers from a graph, in Oxigraph and, where it can, in rdflib too."""

from dataclasses import replace

import pytest
from rdflib.plugins.sparql import prepareQuery

from kgraph import query, turtle
from kgraph.assembly import assemble
from kgraph.export import rdf
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import IRI
from kgraph.terms import Entity
from tests.made_values import evidence, iri, relation
from tests.rdf_files import RUN, hard_graph

NAMES = {"about", "disagreements", "effects", "evidence", "gaps", "holders", "mechanism"}
BY_NAME = {each.name: each for each in query.named()}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The hard graph, written and opened as a user would."""
    path = tmp_path_factory.mktemp("queries") / "graph.ttl"
    rdf.write(*hard_graph(), path, run=RUN)
    return query.open_store(path)


def table(graph, name, **bindings):
    """The answer to a named question as rows of text by column."""
    result = query.run(graph, BY_NAME[name].text, bindings)
    return [
        {c: cell.value if cell else "" for c, cell in zip(result.columns, row, strict=True)}
        for row in result.rows
    ]


def test_the_questions_are_there():
    """Each asked-for question has a file and a title that is a sentence about it."""
    assert set(BY_NAME) >= NAMES
    assert all(len(each.title.split()) > 4 for each in BY_NAME.values())


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_column_is_explained(name, graph):
    """The comment at the top of a question names each column of its answer."""
    text = BY_NAME[name].text
    comment = " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    result = query.run(graph, text)
    words = set(comment.replace(",", " ").replace(":", " ").split())
    assert set(result.columns) <= words


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_question_is_plain_sparql(name):
    """Nothing in a question is Oxigraph's own: rdflib parses it with the prefixes that it declares."""
    prepareQuery(BY_NAME[name].text)


def test_about_finds_an_entity_by_name_label_or_iri(graph):
    """All that is said of an entity, whichever end of the claim it stands at."""
    by_label = table(graph, "about", entity="MOOD")
    assert by_label == table(graph, "about", entity="tea:mood")
    assert {row["claim"] for row in by_label} == {
        "tea raises mood",
        "tea raises mood (negated)",
        "tea lowers mood",
        "tea affects mood",
    }
    assert {row["name"] for row in table(graph, "about")} == {"tea", "mood"}
    assert table(graph, "about", entity="coffee") == []


def test_holders_tells_who_on_what_basis(graph):
    """Each holder with what they claim, and who tells of it where others do."""
    rows = {(r["holder"], r["claim"], r["reported"]): r for r in table(graph, "holders")}
    assert rows["researcher", "tea raises mood", "user"]["documents"] == "1"
    assert rows["researcher", "tea raises mood", "TeaBoard"]["evidence"] == "1"
    assert ("author", "tea lowers mood", "") in rows
    assert {row["holder"] for row in table(graph, "holders", who="researcher")} == {"researcher"}


def test_disagreements_shows_both_sides(graph):
    """Each disagreement with its kind, its claims, and the evidence and kinds of source on either side."""
    polarity, relation = table(graph, "disagreements")
    assert (polarity["kind"], relation["kind"]) == ("polarity", "relation")
    assert (polarity["left"], polarity["right"]) == ("tea raises mood", "tea raises mood (negated)")
    # what is left open takes no side
    assert (polarity["left_evidence"], polarity["right_evidence"]) == ("1", "1")
    assert {polarity["left_kinds"], polarity["right_kinds"]} <= {"", "trade journal"}


def test_evidence_quotes_word_for_word(graph):
    """The quotations of one claim, named by its IRI or its words, with their places."""
    hard = hard_graph()[0]
    claim = next(c for c in hard.claims if c.predicate.endswith("lowers"))
    rows = table(graph, "evidence", of=f"claim:{claim.id}")
    assert rows == table(graph, "evidence", of="tea lowers mood")
    assert [(r["quote"], r["start"], r["end"], r["said"]) for r in rows] == [
        (claim.evidence[0].text, "0", "52", '"raises"')
    ]
    assert len(table(graph, "evidence")) == len(list(hard.evidence()))


def test_gaps_lists_what_is_said_not_to_be_known(tmp_path):
    """A claim of a relation that names a gap is one, and so is that of a relation below it."""
    claims, ontology = hard_graph()
    gap = relation("affects", meta=True, gap=True)
    marked = replace(ontology, relations={**ontology.relations, gap.iri: gap})
    rdf.write(claims, marked, tmp_path / "graph.ttl", run=RUN)
    rows = table(query.open_store(tmp_path / "graph.ttl"), "gaps")
    assert {(row["subject"], row["missing"]) for row in rows} == {("tea", "mood")}
    assert len(rows) == 3  # the denied one is none


def health():
    """The relations of health texts, and a substance with what it acts on."""
    ontology = turtle.load(turtle.ontology_dir() / "biomedical.ttl")
    bio = ontology.prefixes["bio"]
    classes = {
        "brew": "HerbalProduct",
        "gate": "Receptor",
        "gates": "ReceptorFamily",
        "calm": "BiologicalProcess",
    }
    classes |= {"unrest": "Symptom"}
    entities = {
        iri(name): Entity(
            iri=iri(name),
            label=name,
            classes=(IRI(bio + cls),),
            broader=(iri("gates"),) if name == "gate" else (),
        )
        for name, cls in classes.items()
    }
    return replace(ontology, entities=entities), bio


def test_effects_and_mechanism_follow_the_relations_of_health(tmp_path):
    """Effects come with their support; paths lead over a receptor and its family to what follows."""
    ontology, bio = health()
    steps = [
        ("brew", "bindsTo", "gate", Certainty.CERTAIN, Polarity.AFFIRMED),
        ("gates", "playsRoleIn", "calm", Certainty.PROBABLE, Polarity.AFFIRMED),
        ("calm", "alleviates", "unrest", Certainty.POSSIBLE, Polarity.AFFIRMED),
        ("brew", "alleviates", "unrest", Certainty.POSSIBLE, Polarity.AFFIRMED),
        ("brew", "causes", "unrest", Certainty.CERTAIN, Polarity.NEGATED),
    ]
    # the last is of the first one's sentence
    steps.append(("brew", "increases", "calm", Certainty.CERTAIN, Polarity.AFFIRMED))
    made = []
    for number, (subject, name, object, certainty, polarity) in enumerate(steps):
        start = 100 * (number % 5)
        one = evidence(subject, name, object, certainty=certainty, polarity=polarity, start=start)
        made.append(replace(one, predicate=IRI(bio + name)))
    path = tmp_path / "graph.ttl"
    rdf.write(ClaimGraph(assemble(made, ontology)), ontology, path, run=RUN)
    graph = query.open_store(path)
    effects = {
        (r["subject"], r["relation"], r["polarity"]): r for r in table(graph, "effects", entity="brew")
    }
    assert set(effects) == {("brew", "alleviates", "affirmed"), ("brew", "causes", "negated")}
    assert effects["brew", "alleviates", "affirmed"]["possible"] == "1"
    assert effects["brew", "causes", "negated"]["certain"] == "1"
    rows = [tuple(row.values()) for row in table(graph, "mechanism", entity=f"<{iri('brew')}>")]
    assert rows == [
        ("brew", "gate", "increases", "calm", "alleviates", "unrest", "", "", "certain, possible"),
        (
            *("brew", "", "binds to", "gate", "plays role in", "calm", "alleviates", "unrest"),
            "certain, probable, possible",
        ),
    ]
