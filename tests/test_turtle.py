"""Reading Turtle: what comes out of a domain's files, and how a bad one is refused."""

from pathlib import Path

import pytest

from kgraph import turtle
from kgraph.errors import OntologyError
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import IRI, KG
from kgraph.triples import parse_file

DATA = Path(__file__).parent / "data"
TEA = "https://example.org/tea#"
HEAD = """\
@prefix kg: <https://w3id.org/kgraph/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/x#> .
<https://example.org/x> a owl:Ontology .
x:Thing a owl:Class ; rdfs:subClassOf kg:Entity ; rdfs:label "thing" .
x:One a x:Thing ; skos:prefLabel "one" .
"""
FIRST = HEAD.count("\n") + 1


@pytest.fixture(scope="module")
def tea():
    """The toy domain."""
    return turtle.load(DATA / "tea")


def iri(name):
    """A term of the toy domain."""
    return IRI(TEA + name)


def problems(folder, body, head=HEAD):
    """What loading a folder with these lines is refused for."""
    (folder / "x.ttl").write_text(head + body, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        turtle.load(folder)
    return caught.value.problems


def test_a_folder_is_read_as_one_ontology(tea):
    """All Turtle files of a folder make one ontology, named after the folder."""
    assert tea.name == "tea"
    assert len(tea.examples) == 1
    assert {name for name, _ in tea.digests} >= {"tea/tea.ttl", "tea/examples.ttl", "kgraph.ttl", "cues.ttl"}


def test_an_entity_has_all_that_the_file_says(tea):
    """Labels of each kind, class, parts and mappings come out; labels in other languages do not."""
    entity = tea.entities[iri("Tea")]
    assert (entity.label, entity.alt_labels, entity.hidden_labels) == ("tea", ("cuppa",), ("tae",))
    assert entity.classes == (iri("Infusion"),)
    assert entity.matches == (("exactMatch", "http://www.wikidata.org/entity/Q6097"),)
    assert tea.entities[iri("GreenTea")].broader == (iri("Tea"),)
    assert tea.entities[iri("GreenTea")].parts == (iri("Catechin"),)
    assert tea.entities[iri("Caffeine")].acronyms == ("CAF",)
    assert tea.entities[iri("Tasting")].targets == (iri("Tea"),)


def test_a_class_inherits_its_stand_in(tea):
    """A class without a stand-in takes that of the nearest class above."""
    assert tea.classes[iri("Infusion")].stand_in == "milk"
    assert KG.Entity in tea.classes


def test_a_relation_has_its_wordings_in_order(tea):
    """Plain wordings and described ones come out in the order of the file, with what they say themselves."""
    holds = tea.relations[iri("holds")]
    assert [w.form for w in holds.wordings] == ["{subject} holds {object}", "{subject} lacks {object}"]
    assert holds.wordings[1].polarity is Polarity.NEGATED
    assert holds.wordings[1].certainty is Certainty.PROBABLE
    assert holds.wordings[1].example == "{subject} lacks {object}."
    assert holds.parents == (iri("relatesTo"),)
    assert (holds.subjects, holds.objects) == ((iri("Drink"),), (iri("Compound"),))
    assert holds.contradicts == (iri("lacks"),)
    assert tea.relations[iri("relatesTo")].symmetric
    assert tea.relations[iri("lacks")].meta


def test_an_example_says_how_it_must_read(tea):
    """An example's reading holds both ends, the relation, and how the claim is put."""
    (reading,) = tea.examples[0].readings
    assert (reading.subject, reading.object) == (iri("GreenTea"), iri("Caffeine"))
    assert (reading.polarity, reading.certainty) == (Polarity.AFFIRMED, Certainty.CERTAIN)
    assert (reading.holder, reading.basis) == (KG.Author, KG.NotStated)


def test_cues_come_with_every_ontology(tea):
    """The cues need not be imported; each form is a cue of its class, without its language tag."""
    negations = [cue for cue in tea.cues if cue.form == "without"]
    assert negations
    assert negations[0].value == KG.Negated


def test_every_held_value_has_a_label(tea):
    """Holders, bases, certainties and polarities are labelled, so that no graph shows a bare IRI."""
    for name in ("Author", "NotStated", "Possible", "Negated"):
        assert tea.labels[KG.term(name)]


def test_loading_twice_gives_equal_values():
    """The same files give the same ontology, whatever the parser calls its blank nodes."""
    assert turtle.load(DATA / "tea") == turtle.load(str(DATA / "tea"))


def test_one_file_is_an_ontology_too():
    """A path to a Turtle file reads that file and what it imports, not its neighbours."""
    assert turtle.load(DATA / "tea" / "tea.ttl").examples == ()


def test_a_dot_is_a_path_and_no_name(monkeypatch):
    """Where an author stands in the folder, "." loads it."""
    monkeypatch.chdir(DATA / "tea")
    assert turtle.load(".").name == "tea"
    assert turtle.load("tea.ttl").name == "tea"


def test_the_core_vocabulary_and_namespaces_agree():
    """Every term that the code names is declared in Turtle, and the other way round."""
    declared = set()
    for name in ("kgraph.ttl", "cues.ttl", "grammar.ttl"):
        path = turtle.ontology_dir() / name
        if path.exists():
            declared |= {t.subject for t in parse_file(path, name).triples if t.subject.startswith(KG.base)}
    assert declared == {KG.term(name) for name in KG.terms}


def test_every_core_term_is_explained():
    """Each term of the core vocabulary has a label and a definition."""
    _, triples = turtle.read(DATA / "tea")
    for subject in triples.subjects:
        if subject.startswith(KG.base):
            local = subject.removeprefix(KG.base)
            assert any(p.endswith(("label", "prefLabel")) for p in triples.predicates(subject)), local
            assert any(p.endswith(("definition", "comment")) for p in triples.predicates(subject)), local


@pytest.mark.parametrize(
    ("body", "code", "line", "words"),
    [
        ("x:Two a x:Thing ; skos:prefLabel 'two' ;; ; .\nx:Three a [ .\n", "O101", FIRST + 1, ""),
        ("x:Two a x:Thing ; skos:prefLabel 'two' ; kg:acronim 'TWO' .\n", "O201", FIRST, "kg:acronim"),
        ("x:Two a x:Thing ; skos:preflabel 'two' .\n", "O201", FIRST, "skos:preflabel"),
        ("x:Two a x:Thing ; skos:prefLabel 'two', 'deux' .\n", "O202", FIRST, "two, deux"),
        ("x:Two a x:Thing .\n", "O202", FIRST, "has none"),
        ("x:Two a x:Thing ; skos:prefLabel '—' .\n", "O202", FIRST, "no letter"),
        (
            "x:Two a x:Thing ;\n  skos:prefLabel 'two' ;\n  skos:altLabel 'One' .\n",
            "O203",
            FIRST + 2,
            "x:One",
        ),
        ("x:Two a x:Thimg ; skos:prefLabel 'two' .\n", "O204", FIRST, "x:Thimg"),
        ("x:Two skos:prefLabel 'two' .\n", "O204", FIRST, "no class"),
        ("x:Sub a owl:Class ; rdfs:label 's' ; rdfs:subClassOf x:Thimg .\n", "O204", FIRST, "x:Thimg"),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; schema:domainIncludes x:No .\n",
            "O204",
            FIRST,
            "domain x:No",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; schema:rangeIncludes x:No .\n",
            "O204",
            FIRST,
            "range x:No",
        ),
        ("x:Two a x:Thing ; skos:prefLabel 'two' ; skos:broader x:No .\n", "O205", FIRST, "x:No"),
        ("x:Two a x:Thing ; skos:prefLabel 'two' ; kg:targets x:No .\n", "O205", FIRST, "x:No"),
        ("x:r a kg:Relation ; skos:prefLabel 'r' ; kg:contradicts x:s .\n", "O205", FIRST, "x:s"),
        (
            "x:Two a x:Thing ; skos:prefLabel 'two' ; skos:broader x:One .\nx:One skos:broader x:Two .\n",
            "O206",
            None,
            "",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; kg:wording '{subject} eats' .\n",
            "O207",
            FIRST,
            "{object} 0",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; kg:wording [ kg:form '{subject} eats {object}' ;\n"
            "  kg:fixedObject x:r ] .\n",
            "O207",
            FIRST,
            "{object} 1",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; skos:example 'eats {object}' .\n",
            "O207",
            FIRST,
            "{subject} 0",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ; kg:wording [ kg:polarity kg:Negated ] .\n",
            "O207",
            FIRST,
            "form",
        ),
        (
            "x:r a kg:Relation ; skos:prefLabel 'r' ;\n"
            "  kg:wording [ kg:form '{subject} is {object}' ; kg:polarity kg:Certain ] .\n",
            "O208",
            FIRST,
            "kg:Polarity",
        ),
        (
            "x:e a kg:Example ; kg:text 'One is one.' ; kg:reads [ rdf:subject x:One ] .\n",
            "O209",
            FIRST,
            "rdf:object",
        ),
    ],
)
def test_a_bad_ontology_is_refused_with_its_place(tmp_path, body, code, line, words):
    """Each kind of mistake is named with code, file, line or subject, and reason."""
    found = [p for p in problems(tmp_path, body) if p.code == code]
    assert found
    assert found[0].file.endswith("x.ttl")
    assert line is None or found[0].line == line
    assert words in found[0].reason


def test_all_problems_are_told_at_once(tmp_path):
    """An author sees every mistake, in the order of the file, not only the first."""
    found = problems(
        tmp_path,
        "x:A a x:Thing .\nx:B a x:Thing ; skos:prefLabel 'one' .\nx:C a x:No ; skos:prefLabel 'c' .\n",
    )
    assert [(p.code, p.subject) for p in found] == [("O202", "x:A"), ("O203", "x:B"), ("O204", "x:C")]


def test_labels_clash_only_after_folding_and_case(tmp_path):
    """'Two-way' and 'two way' are one label; an acronym is not the word it looks like."""
    body = "x:A a x:Thing ; skos:prefLabel 'Two-way' .\nx:B a x:Thing ; skos:prefLabel 'two way' .\n"
    assert [p.code for p in problems(tmp_path, body)] == ["O203"]
    body = "x:A a x:Thing ; skos:prefLabel 'WHO' .\nx:B a x:Thing ; skos:prefLabel 'who' .\n"
    (tmp_path / "x.ttl").write_text(HEAD + body, encoding="utf-8")
    assert len(turtle.load(tmp_path).entities) == 3


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    """Bytes that are not UTF-8 are named with their line."""
    (tmp_path / "x.ttl").write_bytes(HEAD.encode() + b"x:Two a x:Thing ; skos:prefLabel 'tw\xf6' .\n")
    with pytest.raises(OntologyError, match=rf"x\.ttl:{FIRST}: O101"):
        turtle.load(tmp_path)


def test_an_unknown_name_lists_the_known_ones(tmp_path):
    """A name that is no ontology's is answered with those that are."""
    with pytest.raises(OntologyError, match="no such ontology"):
        turtle.load("nothing-of-that-name")
    with pytest.raises(OntologyError, match="without Turtle"):
        turtle.load(tmp_path)


def test_an_import_is_found_beside_the_file_or_refused(tmp_path):
    """An imported ontology is looked for in files nearby; one that is nowhere is named with its line."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "other").mkdir()
    mine = HEAD + "<https://example.org/x> owl:imports <https://example.org/y> .\n"
    (tmp_path / "mine" / "x.ttl").write_text(mine, encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"x\.ttl:{FIRST}: O103"):
        turtle.load(tmp_path / "mine")
    other = HEAD.replace("/x", "/y").replace("x:", "y:").replace('"one"', '"two"')
    (tmp_path / "other" / "y.ttl").write_text(other, encoding="utf-8")
    (tmp_path / "other" / "more.ttl").write_text(
        "@prefix y: <https://example.org/y#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "y:More a y:Thing ; skos:prefLabel 'more' .\n",
        encoding="utf-8",
    )
    assert {e.label for e in turtle.load(tmp_path / "mine").entities.values()} == {"one", "two", "more"}


def test_a_mistake_in_an_imported_file_is_told_as_such(tmp_path):
    """An import with a syntax error is refused for that error, not for being nowhere."""
    (tmp_path / "mine").mkdir()
    mine = HEAD + "<https://example.org/x> owl:imports <https://example.org/y> .\n"
    (tmp_path / "mine" / "x.ttl").write_text(mine, encoding="utf-8")
    (tmp_path / "y.ttl").write_text(HEAD.replace("/x", "/y") + "x:Two a .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=rf"y\.ttl:{FIRST}: O101"):
        turtle.load(tmp_path / "mine")


def test_what_another_vocabulary_declares_is_left_alone(tmp_path):
    """Terms of namespaces in which the author declares nothing need no declaration."""
    body = (
        "@prefix ex: <https://elsewhere.org/> .\n"
        "x:Two a x:Thing , ex:Odd ; skos:prefLabel 'two' ; skos:exactMatch ex:Deux ; ex:size 3 .\n"
        "ex:Deux rdfs:label 'deux' .\n"
    )
    (tmp_path / "x.ttl").write_text(HEAD + body, encoding="utf-8")
    assert turtle.load(tmp_path).labels[IRI("https://elsewhere.org/Deux")] == "deux"


def test_every_shipped_ontology_loads():
    """Every domain that comes with kgraph, and each file beside them that is an ontology, has no problem."""
    shipped = turtle.ontology_dir()
    for folder in sorted({path.parent for path in shipped.glob("*/*.ttl")}):
        assert turtle.load(folder.name).entities


def test_a_species_is_a_thing():
    """A kind of plant that is marked as a species counts as one thing, its family as a class."""
    kratom = turtle.load("kratom")
    kinds = {
        name: kratom.names_class(kratom.expand(f"kratom:{name}"))
        for name in ("PiperMethysticum", "Rubiaceae")
    }
    assert kinds == {"PiperMethysticum": False, "Rubiaceae": True}
