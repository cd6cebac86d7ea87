"""What no wording reads is read by signs, and only that."""

import pytest

from kgraph import explanation
from kgraph.model import Certainty, Polarity
from kgraph.pipeline import paragraph
from tests.garden import RELATIONS, make_reader, paragraphs, triples

SIGNS = """
g:usedFor a kg:Relation ; skos:prefLabel "used for"@en ;
    schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Ailment .
[] a kg:Sign ; kg:signals g:usedFor ; kg:by "for", "against" ; kg:form "spread", "rake in" .
[] a kg:Sign ; kg:signals g:causes ; kg:wide true ; kg:form "stop", "run out", "downside", "worst day" .
[] a kg:Sign ; kg:signals g:causes ; kg:form "zero" .
[] a kg:Sign ; kg:signals g:eases ; kg:form "shrug off" ; schema:rangeIncludes g:Dressing .
[] a kg:Sign ; kg:form "gauge" .
"""

OPENING = "Compost is cheap, and compost is black."


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A reader of the toy domain, taught signs in Turtle alone."""
    return make_reader(tmp_path_factory.mktemp("garden"), RELATIONS + SIGNS)


def signed(reader, text, opening=OPENING):
    """What is read in a paragraph after one that says what the text is about."""
    return [e for e in reader.read(paragraphs(opening, text)).evidence if e.text != opening]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Many spread it for canker.", [("Compost", "usedFor", "Canker")]),
        ("Neighbours raked in two barrows against blight.", [("Compost", "usedFor", "Blight")]),
        ("Days one to three after I ran out: mildew, leaf curl, no frost.",
         [("Compost", "causes", "LeafCurl"), ("Compost", "causes", "Mildew")]),
        ("Zero mildew, so far.", [("Compost", "causes", "Mildew")]),
        ("The downsides, so far as we saw, were mildew and canker.",
         [("Compost", "causes", "Canker"), ("Compost", "causes", "Mildew")]),
    ],
)  # fmt: skip
def test_a_sign_claims_what_no_wording_reads(reader, text, claims):
    """What the text is about stands to it in the relation that the sign signals, list and verbless note included."""
    found = signed(reader, text)
    assert triples(found) == claims
    assert {e.extractor for e in found} == {"signs"}
    assert all(e.object.text in e.text and e.rule.endswith(" … {object}") for e in found)


@pytest.mark.parametrize(
    "text",
    [
        "They spread it over blight.",  # another preposition
        "They stop if there is mildew.",
        "Stop and look for mildew.",
        "Do not stop, for mildew spreads.",
        "People with mildew stopped early.",
        "The mildew clinic stopped early.",
        "They stopped early, and the gauge showed mildew.",
        "They shrugged off mildew.",  # of another class than the sign asks for
        "They had never met mildew.",  # no sign
        "Did the beds show mildew when they stopped?",
    ],
)
def test_what_is_not_claimed_is_not_read_by_signs(reader, text):
    """Conditions, biddings, questions, traits of people, parts of names, and what a silent sign stands beside."""
    assert signed(reader, text) == []


def test_a_wording_goes_before_any_sign(reader):
    """A name that a wording reads is left to it, though a sign stands in the sentence."""
    found = signed(reader, "When they stopped, wood ash eased mildew and the beds showed canker.")
    assert [(e.extractor, e.rule.partition(" ")[0]) for e in found] == [
        ("rules", "{subject}"),
        ("signs", "stop"),
    ]


def test_a_sign_that_governs_goes_before_a_wide_one(reader):
    """Spreading it "for" canker says more of canker than that somebody stopped."""
    assert triples(signed(reader, "They stopped once but had spread it for canker.")) == [
        ("Compost", "usedFor", "Canker")
    ]


def test_what_a_verb_says_of_another_thing_is_not_said_of_the_topic(reader):
    """Where the sentence says who does it, that it is, or nothing."""
    assert triples(signed(reader, "Mulch that they spread for canker was dear.")) in (
        [],
        [("Mulch", "usedFor", "Canker")],
    )


def test_what_a_sign_reads_is_put_as_the_sentence_puts_it(reader):
    """Denied where it is denied, open where it is open; the sign is among the words that it rests on."""
    denied, *_ = signed(reader, "On the days after I ran out there was no mildew.")
    assert denied.context.polarity is Polarity.NEGATED
    assert [cue.text for cue in denied.context.cues if cue.kind == "Sign"] == ["ran out"]
    open_, *_ = signed(reader, "It is unclear whether they spread it for canker.")
    assert open_.context.certainty is Certainty.UNCOMMITTED


def test_explain_shows_signs_among_the_cues(reader):
    """An author sees which sign read a claim, and that one bears on none."""
    (told,) = explanation.explain(
        reader, paragraph("Compost was raked in against blight and stopped nothing.")
    )
    assert [(cue.text, cue.value, cue.used) for cue in told.cues if cue.kind == "Sign"] == [
        ("raked in", "used for", True),
        ("stopped", "causes", False),
    ]
