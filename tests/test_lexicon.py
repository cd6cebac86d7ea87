"""Finding labels in a text: what matches, what does not, and where."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import lexicon, turtle
from kgraph.elision import complete
from kgraph.namespaces import local_name
from kgraph.spelling import words

ONTOLOGY = turtle.load(Path(__file__).parent / "data" / "tea")
LEXICON = lexicon.build(ONTOLOGY)
LABELS = sorted((e.label, e.iri) for e in ONTOLOGY.entities.values())


def found(text):
    """The names in a text, as pairs of its own words and the entity's local name."""
    return [(text[m.start : m.end], local_name(m.entity)) for m in LEXICON.find(text)]


def completed(text):
    """The same with coordinated members that share a head."""
    run = words(text)
    matches = complete(text, run, LEXICON.find(text), LEXICON)
    return [(text[m.start : m.end], local_name(m.entity)) for m in matches]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tea, TEA and tae.", [("Tea", "Tea"), ("TEA", "Tea"), ("tae", "Tea")]),
        ("Teas and cuppas", [("Teas", "Tea"), ("cuppas", "Tea")]),
        ("two green\nteas", [("green\nteas", "GreenTea")]),
        ("green-tea", [("green-tea", "GreenTea")]),
        ("green  tea", [("green  tea", "GreenTea")]),
        ("green, tea", [("tea", "Tea")]),
        ("green — tea", [("tea", "Tea")]),
        ("green\n\ntea", [("tea", "Tea")]),
        ("tea leaves, leaves of tea", [("tea leaves", "TeaLeaf"), ("leaves of tea", "TeaLeaf")]),
        ("tea's caffeine", [("tea", "Tea"), ("caffeine", "Caffeine")]),
        ("Teapot steam theatea", []),
        ("α-adenosine receptors", [("α-adenosine receptors", "AlphaSite")]),
        ("beta adenosine receptor", [("beta adenosine receptor", "BetaSite")]),
        ("Earl’s Tasting Board", [("Earl’s Tasting Board", "Council")]),
        ("the Earls tasting board", [("Earls tasting board", "Council")]),
        ("metaanalysis sites", [("metaanalysis sites", "AnaemiaSite")]),
        ("anemia behavior", [("anemia behavior", "AnaemiaSite")]),
        ("1,3,7-Trimethylxanthine", [("1,3,7-Trimethylxanthine", "Caffeine")]),
        ("caffeine2", []),
        ("caffeine²", [("caffeine", "Caffeine")]),
        ("CAF is not a caf", [("CAF", "Caffeine")]),
        ("ITC and its", [("ITC", "Council")]),
        ("itc", []),
        ("MUCH CAF FOR ALL", []),
    ],
)
def test_names_are_found_as_people_write_them(text, names):
    """Case, number, dashes, Greek, possessives and spelling vary; words, punctuation and acronyms do not."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "caffeine and catechin levels",
            [("caffeine", "CaffeineLevel"), ("catechin levels", "CatechinLevel")],
        ),
        ("green and black tea", [("green", "GreenTea"), ("black tea", "BlackTea")]),
        ("green or herbal tea", [("green", "GreenTea"), ("tea", "Tea")]),
        (
            "alpha- and beta-adenosine receptors",
            [("alpha-", "AlphaSite"), ("beta-adenosine receptors", "BetaSite")],
        ),
        (
            "α-, gamma- and β-adenosine receptors",
            [("β-adenosine receptors", "BetaSite")],
        ),
        (
            "alpha/beta adenosine receptors",
            [("alpha", "AlphaSite"), ("beta adenosine receptors", "BetaSite")],
        ),
        (
            "caffeine and the catechin levels",
            [("caffeine", "Caffeine"), ("catechin levels", "CatechinLevel")],
        ),
        ("green and brews tea", [("tea", "Tea")]),
        ("tea and tea leaves", [("tea", "Tea"), ("tea leaves", "TeaLeaf")]),
    ],
)
def test_members_of_a_coordination_share_its_head(text, names):
    """A member that makes a label with the shared head names that entity, in its own words only."""
    assert completed(text) == names


@given(
    st.lists(
        st.tuples(
            st.sampled_from(LABELS),
            st.sampled_from([str, str.upper, str.title]),
            st.sampled_from(["; then ", " (also) ", ". ", " — ", "\n\n", ", é ", " ﬁ, 𝛼 "]),
        ),
        max_size=8,
    )
)
def test_found_spans_are_verbatim_in_any_text(parts):
    """Each label is found once, at just its own characters, whatever its case and what is around."""
    text, wanted = "", []
    for (label, iri), case, rest in parts:
        written = label if label == "ITC" else case(label)
        if len(written) == len(label):
            wanted.append((len(text), len(text) + len(written), iri))
            text += written + rest
    assert [tuple(match) for match in LEXICON.find(text)] == wanted


@given(st.text(alphabet="tea grn-lf'ς\n,", max_size=120))
def test_matches_are_sorted_and_apart(text):
    """No two matches overlap, in any text."""
    matches = LEXICON.find(text)
    assert all(one.end <= other.start for one, other in pairwise(matches))


def test_a_written_label_goes_before_a_made_form():
    """A label beats the plural that is made of another entity's label."""
    assert LEXICON.lookup("tea leaf") == LEXICON.lookup("Tea Leaves")
    assert LEXICON.lookup("a tea leaf") is None
    assert LEXICON.lookup("") is None


def test_a_text_without_breaks_is_read_whole():
    """A line of a megabyte is no trouble."""
    text = "green tea and catechin and or " * 40_000
    assert len(LEXICON.find(text)) == 80_000
