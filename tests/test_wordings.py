"""One wording teaches a relation in every form; adding one is a matter of Turtle alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import language, turtle
from kgraph.errors import OntologyError
from kgraph.model import Certainty, Polarity
from kgraph.reading import Reader
from kgraph.wordings import alternatives, slots
from tests.garden import ENTITIES, RELATIONS, make_reader, name_of, paragraphs, triples

HEADER = """
g:does a kg:Relation ; skos:prefLabel "does"@en ;
    schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Ailment ;
    kg:wording %s .
"""

FORMS = (
    # active, passive, relative, participle
    "Compost reduces blight.",
    "Blight is reduced by compost.",
    "Compost, which reduces blight, is cheap.",
    "Compost, reducing blight, is spread in May.",
    "Blight reduced by compost leaves no mark.",
    # infinitives and gerunds after verbs and adjectives that control them
    "Compost has been shown to reduce blight.",
    "Compost appears to reduce blight.",
    "Compost helps reduce blight.",
    "Compost is spread to reduce blight.",
    "Compost can be used to reduce blight.",
    "Compost was able to reduce blight.",
    "Compost is useful for reducing blight.",
    "Compost works by reducing blight.",
    "Compost, which has been found to reduce blight, is cheap.",
    # nouns made from the verb
    "The reduction of blight by compost is plain.",
    "Compost's reduction of blight is plain.",
    "A reduction in blight by compost was seen.",
    "The blight-reducing effects of compost are known.",
    # light verbs
    "Compost leads to a reduction in blight.",
    "Compost brings about a reduction of blight.",
    "Compost offers relief from blight.",
    "Compost provides blight relief.",
    "Compost has the potential to reduce blight.",
    # coordination
    "Compost cools the bed and reduces blight.",
    "Wood ash and compost reduce blight.",
    "Compost reduces mildew as well as blight.",
    "Compost reduces ailments such as mildew and blight.",
    # what stands between a relation and its end
    "Compost reduces the severity of blight.",
    "The use of compost reduces blight.",
)


@pytest.fixture(scope="session")
def garden(tmp_path_factory):
    """A reader of the toy domain."""
    return make_reader(tmp_path_factory.mktemp("garden"))


def taught(folder, *wordings):
    """A reader of the toy domain whose one relation has these wordings, in Turtle."""
    return make_reader(folder, HEADER % " , ".join(wordings))


def read(reader, text):
    """What the reader finds in a paragraph."""
    return reader.read(paragraphs(text)).evidence


@pytest.mark.parametrize("text", FORMS)
def test_one_wording_reads_every_form(garden, text):
    """The relation was taught as "X reduces|eases|relieves Y"; every other form of it reads the same claim."""
    assert ("Compost", "eases", "Blight") in triples(read(garden, text))


@settings(max_examples=12)
@given(st.lists(st.sampled_from(ENTITIES["Ailment"]), min_size=1, max_size=6, unique=True))
def test_a_list_of_n_gives_n_claims(garden, members):
    """Each member of a coordination of one to six is an object of its own."""
    *first, last = members
    listed = f"{', '.join(first)} and {last}" if first else last
    found = triples(read(garden, f"Compost reduces {listed}."))
    assert found == sorted(("Compost", "eases", name_of(member)) for member in members)


def test_both_sides_distribute(garden):
    """Two subjects and two objects are four claims."""
    assert len(triples(read(garden, "Compost and wood ash reduce blight and mildew."))) == 4


def test_a_denied_clause_is_negated(garden):
    """The same arcs under "not" are the claim denied."""
    (found,) = read(garden, "Compost does not reduce blight.")
    assert found.polarity is Polarity.NEGATED


def test_a_relation_is_added_in_turtle_alone(tmp_path):
    """A relation and a verb that nothing else knows are read once a file declares them."""
    text = "Blight has been outwitted by compost."
    without = make_reader(tmp_path)
    assert read(without, text) == ()
    added = make_reader(tmp_path, RELATIONS + HEADER % '"{subject} outwits {object}"@en')
    assert triples(read(added, text)) == [("Compost", "does", "Blight")]


def test_a_wording_may_speak_of_its_object_alone(tmp_path):
    """Without a subject the topic of the document is meant, and nothing is quoted for it."""
    reader = taught(tmp_path, '"side effects include {object}"@en')
    texts = ("Compost is cheap.", "Everybody has compost.", "Side effects include blight and mildew.")
    found = reader.read(paragraphs(*texts)).evidence
    assert triples(found) == [("Compost", "does", "Blight"), ("Compost", "does", "Mildew")]
    assert {(e.subject.coref, e.subject.text, len(e.subject.span)) for e in found} == {(True, "", 0)}


def test_a_wording_may_be_negative_and_unsure(tmp_path):
    """A wording that says more than its relation hands it on: "lacks" denies, "is rumoured" doubts."""
    reader = taught(
        tmp_path,
        '[ kg:form "{subject} spares {object}"@en ; kg:polarity kg:Negated ]',
        '[ kg:form "{subject} smells of {object}"@en ; kg:certainty kg:Probable ]',
    )
    (denied,) = read(reader, "Compost spares blight.")
    (unsure,) = read(reader, "Compost smells of blight.")
    assert denied.polarity is Polarity.NEGATED
    assert unsure.context.certainty is Certainty.PROBABLE


def test_a_wording_may_stand_whatever_is_denied(tmp_path):
    """An affirmed wording says its claim even where the sentence advises against what it speaks of."""
    reader = taught(tmp_path, '[ kg:form "{subject} is spread on {object}"@en ; kg:polarity kg:Affirmed ]')
    (found,) = read(reader, "Compost should not be spread on blight.")
    assert found.polarity is Polarity.AFFIRMED


def test_a_wording_may_say_its_object_by_its_words(tmp_path):
    """Where an adjective or a verb says all, the object is what the ontology fixes, and stands where the word does."""
    reader = taught(tmp_path, '[ kg:form "people praise {subject}"@en ; kg:fixedObject g:Blight ]')
    (found,) = read(reader, "Compost was never praised by growers.")
    assert triples([found]) == [("Compost", "does", "Blight")]
    assert (found.object.text, found.polarity) == ("praised", Polarity.NEGATED)


def test_classes_choose_between_relations_of_one_verb(tmp_path):
    """Two relations may share a verb; the class of the object says which one is meant."""
    reader = make_reader(
        tmp_path,
        """
        g:lifts a kg:Relation ; skos:prefLabel "lifts"@en ; kg:wording "{subject} raises {object}"@en ;
            schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Dressing .
        g:worsens a kg:Relation ; skos:prefLabel "worsens"@en ; kg:wording "{subject} raises {object}"@en ;
            schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Ailment .
        """,
    )
    assert triples(read(reader, "Compost raises blight.")) == [("Compost", "worsens", "Blight")]
    assert triples(read(reader, "Compost raises wood ash.")) == [("Compost", "lifts", "WoodAsh")]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("{subject} eases {object}", 1),
        ("{subject} eases|soothes {object}", 2),
        ("{subject} eases|soothes the|a worst|mark of {object}", 8),
    ],
)
def test_every_choice_is_written_out(form, written):
    """`a|b` stands for as many forms as the choices multiply to, each with both slots and no bar."""
    forms = alternatives(form)
    assert len(set(forms)) == written
    assert all("|" not in each and "{subject}" in each and "{object}" in each for each in forms)


def test_an_underscore_joins_the_words_of_a_choice():
    """A choice may be of several words."""
    assert alternatives("{subject} does_away_with|ends {object}") == (
        "{subject} does away with {object}",
        "{subject} ends {object}",
    )


def test_each_choice_is_read(tmp_path):
    """Either verb of a choice, and the one of several words, reads the relation."""
    reader = taught(tmp_path, '"{subject} outwits|does_away_with {object}"@en')
    for verb in ("outwits", "does away with"):
        assert triples(read(reader, f"Compost {verb} blight.")) == [("Compost", "does", "Blight")]


def test_a_word_may_stand_for_its_class(tmp_path):
    """`~stops` asks for any word of the class that the ontology declares; without the mark, for it alone."""
    words = '[] a kg:WordClass ; kg:name "stop" ; kg:form "stop"@en , "halt"@en .'
    marked, plain = (
        make_reader(tmp_path, words + HEADER % f'"{{subject}} {mark}stops {{object}}"@en')
        for mark in ("~", "")
    )
    assert read(marked, "Compost stops blight.")
    assert read(marked, "Compost halts blight.")
    assert read(plain, "Compost stops blight.")
    assert not read(plain, "Compost halts blight.")


CLASSES = """
[] a kg:WordClass ; kg:name "stop" ; kg:form "stop"@en , "halt"@en , "check"@en .
[] a kg:WordClass ; kg:name "inspect" ; kg:form "check"@en , "stop"@en , "survey"@en .
[] a kg:WordClass ; kg:name "inspect" , "hinder" ; kg:form "slow"@en .
"""


@pytest.mark.parametrize(
    ("asked", "reads", "not_read"),
    [
        ("stops", ("stops", "halts"), "surveys"),  # a name comes before what holds the word
        ("surveys", ("checks", "stops", "surveys", "slows"), "halts"),  # only one class holds it
        ("hinders", ("slows",), "surveys"),  # what two names stand over is of both
    ],
)
def test_a_class_is_asked_for_by_its_name_or_by_a_word_of_its_own(tmp_path, asked, reads, not_read):
    """`~` and a class's name, in any form, asks for that class; so does a word that no other class holds."""
    reader = make_reader(tmp_path, CLASSES + HEADER % f'"{{subject}} ~{asked} {{object}}"@en')
    for verb in reads:
        assert triples(read(reader, f"Compost {verb} blight.")) == [("Compost", "does", "Blight")]
    assert not read(reader, f"Compost {not_read} blight.")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("checks", "“~checks” may stand for several classes: inspect, stop"),
        ("sings", "“~sings” stands for no class of words"),
    ],
)
def test_a_word_that_may_stand_for_several_classes_or_for_none_is_a_problem(tmp_path, asked, reason):
    """The wording is named, and so are the classes to choose from."""
    with pytest.raises(OntologyError) as caught:
        make_reader(tmp_path, CLASSES + HEADER % f'"{{subject}} ~{asked} {{object}}"@en')
    (problem,) = caught.value.problems
    assert problem.code == "O301"
    assert reason in problem.reason


@given(st.sampled_from(["{subject} eases {object}", "the {object} of {subject}", "side effects: {object}"]))
def test_slots_are_where_they_are_said_to_be(form):
    """The places that are given for the slots hold the nouns put into them."""
    text, places = slots(form, "milk", "pain")
    assert {name: text[slice(*place)] for name, place in places.items()} == {
        name: noun for name, noun in (("subject", "milk"), ("object", "pain")) if f"{{{name}}}" in form
    }


def test_a_wording_that_connects_nothing_is_named(tmp_path):
    """An ontology whose wording does not join its slots in one clause is refused, the wording quoted."""
    with pytest.raises(OntologyError) as caught:
        taught(tmp_path, '"{subject}. Then came {object}"@en')
    (problem,) = caught.value.problems
    assert problem.code == "O301"
    assert "{subject}. Then came {object}" in problem.reason
    assert problem.subject.endswith("does")


def test_all_broken_wordings_are_named_at_once(tmp_path):
    """Two wordings that cannot be compiled are two problems of one error."""
    with pytest.raises(OntologyError) as caught:
        taught(tmp_path, '"{subject}. Then {object}"@en', '"{subject}! Not so {object}"@en')
    assert len(caught.value.problems) == 2


def test_the_ontology_of_the_tests_of_turtle_is_read():
    """A relation with a wording of its own polarity is read from the files that tests of Turtle use."""
    reader = Reader(turtle.load(Path(__file__).parent / "data" / "tea"), language.load())
    (found,) = read(reader, "Black tea holds caffeine.")
    (denied,) = read(reader, "Black tea lacks caffeine.")
    assert (found.polarity, denied.polarity) == (Polarity.AFFIRMED, Polarity.NEGATED)
