"""Whatever the construction, the normalised parse says who does what to whom in the same arcs."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import language, turtle
from kgraph.grammar import Grammar
from kgraph.model import Sentence, Span
from kgraph.syntax import normalise

ENGLISH = language.load()
GRAMMAR = Grammar.of(turtle.load(Path(__file__).parent / "data" / "tea").cues)

WARMED = (
    "The cook warmed the soup.",
    "The soup was warmed by the cook.",
    "The cook, who warmed the soup, smiled.",
    "The soup warmed by the cook smelled good.",
    "The cook wants to warm the soup.",
    "The cook has been seen to warm the soup.",
    "The cook tasted the bread and warmed the soup.",
    "The cook smiled while warming the soup.",
    "The cook smiled after warming the soup.",
    "The cook helped the guests by warming the soup.",
    "The cook did not warm the soup.",
    "The cook may have warmed the soup.",
)

NOUNS = ["cook", "soup", "milk", "it", "which", "that"]
OTHERS = [
    "the",
    "a",
    "warms",
    "eases",
    "eased",
    "by",
    "of",
    "and",
    "or",
    ",",
    "not",
    "to",
    "such",
    "as",
    "like",
]


def normalised(text):
    """The arcs of a sentence without mentions, of its words' lemmas, with their costs; and the parse itself."""
    (parsed,) = ENGLISH.parse([Sentence("d", 0, Span(0, len(text)), text)])
    syntax = normalise(parsed.tokens, GRAMMAR)
    lemmas = [token.lemma for token in parsed.tokens]
    return {(lemmas[h], role, lemmas[c]): cost for (h, role, c), cost in syntax.arcs.items()}, syntax


@pytest.mark.parametrize("text", WARMED)
def test_every_form_of_a_clause_has_its_subject_and_object(text):
    """Active, passive, relative, participle, infinitive, conjoined and adverbial verbs: cook warms soup."""
    arcs, _ = normalised(text)
    assert ("warm", "subj", "cook") in arcs
    assert ("warm", "obj", "soup") in arcs


@pytest.mark.parametrize(
    "text", ["The warming of the soup by the cook took long.", "The cook's warming of the soup took long."]
)
def test_a_noun_made_from_a_verb_keeps_its_ends(text):
    """What is "of" a nominalisation is its own, and so is whose doing it is said to be."""
    arcs, _ = normalised(text)
    assert ("warming", "own", "soup") in arcs
    assert {("warming", "p:by", "cook"), ("warming", "poss", "cook")} & set(arcs)


def test_a_light_verb_hands_its_ends_to_its_noun():
    """Who offers help is who helps."""
    arcs, _ = normalised("The cook offers help with the soup.")
    assert ("help", "doer", "cook") in arcs
    assert ("help", "p:with", "soup") in arcs


def test_examples_are_members():
    """What follows "such as" is a member of what stands before it."""
    arcs, _ = normalised("The cook warmed foods such as bread and soup.")
    assert ("food", "member", "bread") in arcs


def test_negation_is_an_arc_of_its_own():
    """A denied verb has the same subject and object, and "not" beside them."""
    arcs, _ = normalised("The cook did not warm the soup.")
    assert ("warm", "neg", "not") in arcs


def test_what_is_inferred_costs_more_than_what_is_parsed():
    """A stated arc costs nothing; one handed on by a light verb costs something."""
    arcs, _ = normalised("The cook offers help with the soup.")
    assert arcs["offer", "subj", "cook"] == 0
    assert arcs["offer", "p:with", "soup"] > 0


@settings(max_examples=60)
@given(st.lists(st.sampled_from(NOUNS + OTHERS), min_size=1, max_size=14))
def test_any_words_normalise_to_arcs_between_two_of_them(words):
    """Words in any order give arcs between two different tokens, at no negative cost, the same each time."""
    text = " ".join(words)
    arcs, syntax = normalised(text)
    size = len(syntax.tokens)
    assert all(0 <= h < size and 0 <= c < size and h != c for h, _, c in syntax.arcs)
    assert all(cost >= 0 for cost in syntax.arcs.values())
    assert normalised(text)[0] == arcs


def test_out_and_into_are_two_views_of_the_same_arcs():
    """What goes out of a head in a role comes into the child in it, cheapest first."""
    _, syntax = normalised("The cook warmed the soup and salted it with care.")
    for (head, role, child), cost in syntax.arcs.items():
        assert (cost, child) in syntax.out(head, role)
        assert (cost, head) in syntax.into(child, role)
        assert list(syntax.out(head, role)) == sorted(syntax.out(head, role))


def test_conjuncts_are_all_members_of_a_coordination():
    """Asked of any member of a coordination, the parse names all of them."""
    _, syntax = normalised("They like milk, soup and bread.")
    named = [token.index for token in syntax.tokens if token.lemma in {"milk", "soup", "bread"}]
    assert sorted(syntax.conjuncts(named[0])) == named


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Does the cook warm soup?", True),
        ("The cook warms soup, you say?!", True),
        ("They ask, “Does the cook warm soup?”", True),
        ("The cook asks whether soup is warm.", False),
        ("The cook (why not?) warms soup.", False),
    ],
)
def test_a_question_is_known_by_its_end(text, asks):
    """A sentence asks where it ends in a question mark, whatever quotation marks follow."""
    assert normalised(text)[1].asks() is asks
