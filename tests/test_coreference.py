"""What pronouns and definite phrases refer to; where they stand and what they mean are both kept."""

from dataclasses import replace

import pytest

from kgraph.model import BlockKind, Span
from tests.garden import listing, make_reader, paragraphs, triples

TWO = "Compost and seaweed meal are cheap."
BETWEEN = ("The sun rose on blight.", "Rain fell on canker.", "Wind blew at mildew.", "Frost held leaf curl.")
"""Sentences that name nothing that acts."""


@pytest.fixture(scope="session")
def garden(tmp_path_factory):
    """A reader of the toy domain."""
    return make_reader(tmp_path_factory.mktemp("garden"))


def last(reader, *texts):
    """The document of the paragraphs, and the evidence of the last one."""
    document = paragraphs(*texts)
    start = document.blocks[-1].span.start
    return document, [e for e in reader.read(document).evidence if e.sentence.start >= start]


@pytest.mark.parametrize(
    ("before", "text", "phrase", "meant"),
    [
        ("Wood ash is cheap.", "It reduces blight.", "It", ["Wood ash"]),
        ("Wood ash is cheap.", "Its reduction of blight is plain.", "Its", ["Wood ash"]),
        ("Wood ash reduces mildew.", "This dressing also reduces blight.", "dressing", ["Wood ash"]),
        (TWO, "They reduce blight.", "They", ["Compost", "seaweed meal"]),
        (TWO, "Both reduce blight.", "Both", ["Compost", "seaweed meal"]),
        (TWO, "Both materials reduce blight.", "materials", ["Compost", "seaweed meal"]),
        (TWO, "These dressings reduce blight.", "dressings", ["Compost", "seaweed meal"]),
        (TWO, "The latter reduces blight.", "latter", ["seaweed meal"]),
        ("Compost interacts with wood ash.", "This interaction reduces blight.", "interaction", ["Compost"]),
    ],
)
def test_a_reference_keeps_both_places(garden, before, text, phrase, meant):
    """The subject quotes the phrase where it stands; its antecedent is the span of the name that it means."""
    document, found = last(garden, before, text)
    subjects = [e.subject for e in found]
    assert all(s.coref and s.text == phrase == document.text[s.span.slice] for s in subjects)
    assert sorted(document.text[s.antecedent.slice] for s in subjects) == sorted(meant)


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Compost and wood ash", "Both dressings reduce blight.", ["Compost", "WoodAsh"]),
        ("Compost & wood ash", "They reduce blight.", ["Compost", "WoodAsh"]),
        ("Compost made with wood ash", "Both dressings reduce blight.", []),
        ("Compost, mulch and wood ash", "Both dressings reduce blight.", []),
    ],
)
def test_both_may_be_the_two_of_the_heading(garden, title, text, found):
    """Two things that the first heading names side by side are meant where nothing else was named; no others."""
    document = paragraphs(title, text)
    heading, paragraph = document.blocks
    document = replace(document, blocks=(replace(heading, kind=BlockKind.HEADING), paragraph))
    assert [subject for subject, _, _ in triples(garden.read(document).evidence)] == found


def test_what_is_said_with_it_is_not_it(garden):
    """A name in a phrase before the pronoun that hangs on the pronoun's own verb is another thing."""
    for phrase in ("Dug in with wood ash", "With wood ash", "Unlike wood ash"):
        _, found = last(garden, "Compost is warm.", f"{phrase}, it reduces blight.")
        assert ("Compost", "eases", "Blight") in triples(found)
        assert ("WoodAsh", "eases", "Blight") not in triples(found)


def test_the_thing_spoken_of_is_preferred_to_one_mentioned_beside_it(garden):
    """A definite phrase is what was a subject in the sentences before, not what was named last."""
    _, found = last(garden, "Compost was compared with wood ash.", "The dressing reduces blight.")
    assert triples(found) == [("Compost", "eases", "Blight")]


def test_a_phrase_may_be_the_object(garden):
    """Ailments called "these" are those that the sentence before made claims of, each with its place."""
    document, found = last(garden, "Compost reduces mildew and blight.", "Wood ash causes these ailments.")
    assert triples(found) == [("WoodAsh", "causes", "Blight"), ("WoodAsh", "causes", "Mildew")]
    assert {document.text[e.object.antecedent.slice] for e in found} == {"mildew", "blight"}
    assert all(e.object.coref and e.object.text == "ailments" for e in found)
    assert not any(e.subject.coref for e in found)


def test_the_topic_answers_where_nothing_nearer_fits(garden):
    """Far from any name, "it" is what the document is about; the name it means has no one place."""
    filler = (
        "The sun rose, and canker with it.",
        "Rain fell on blight.",
        "Wind blew at mildew.",
        "Frost held canker.",
    )
    document = paragraphs(
        "Wood ash is dry.", "Wood ash is grey.", *filler, "It reduces leaf curl.", title="Wood ash"
    )
    (found,) = garden.read(document).evidence
    assert triples([found]) == [("WoodAsh", "eases", "LeafCurl")]
    assert found.subject.coref
    assert found.subject.antecedent is None


def test_a_nearer_name_is_preferred_to_the_topic(garden):
    """A bare "it" is the subject of the sentence before, though the document is about something else."""
    texts = ("Compost is brown.", "Compost is warm.", "Compost is soft.", "Wood ash is grey.")
    _, found = last(garden, *texts, "It reduces blight.")
    assert triples(found) == [("WoodAsh", "eases", "Blight")]


def test_one_thing_is_not_they(garden):
    """A plural pronoun finds nothing where only one thing was named once."""
    _, found = last(garden, "Wood ash is cheap.", "They reduce blight.")
    assert found == []


def test_people_are_they(garden):
    """A noun for people before the pronoun takes it: what they do is said of no thing."""
    _, found = last(garden, TWO, "Users say that they reduce blight.")
    assert found == []


def test_it_that_stands_for_nothing_makes_no_claim_of_a_thing(garden):
    """The "it" of the weather and of "it is known that" is no reference."""
    _, found = last(garden, "Wood ash is cheap.", "It is known that compost reduces blight.")
    assert triples(found) == [("Compost", "eases", "Blight")]
    assert not found[0].subject.coref


def test_a_class_of_things_is_not_what_was_named_of_another(garden):
    """What "this ailment" means is an ailment, though a dressing was named nearer."""
    document, found = last(garden, "Blight came before the wood ash.", "Compost reduces this ailment.")
    assert triples(found) == [("Compost", "eases", "Blight")]
    assert document.text[found[0].object.antecedent.slice] == "Blight"


def test_what_a_lead_in_names_is_resolved_for_each_item(garden):
    """Items claim of the lead-in's subject; its name lies outside the item and is the antecedent."""
    document = listing("Wood ash reduces:", "blight", "mildew and canker")
    found = garden.read(document).evidence
    assert [t[2] for t in triples(found)] == ["Blight", "Canker", "Mildew"]
    name = Span(0, len("Wood ash"))
    for each in found:
        assert each.sentence.end <= len(document.text)
        assert each.text == document.text[each.sentence.slice]
        assert each.subject.coref
        assert each.subject.antecedent == name
        assert document.text[each.subject.span.slice] == each.subject.text
        assert each.object.span.within(each.sentence)


def test_a_reference_is_not_carried_on_for_ever(garden):
    """A phrase ("this dressing") finds nothing five sentences after the only name, where the document has no topic."""
    _, found = last(
        garden, "Wood ash is drier than compost.", *BETWEEN, "This dressing reduces soil fatigue."
    )
    assert found == []


def test_what_is_named_alone_at_first_is_the_topic_from_there_on(garden):
    """A document that names nothing twice is about what acts and stands alone in the first sentence that names any."""
    _, found = last(garden, "Wood ash is dry.", *BETWEEN, "It reduces soil fatigue.")
    assert triples(found) == [("WoodAsh", "eases", "SoilFatigue")]
