"""Which whole a part is of where the words do not say."""

from dataclasses import replace

import pytest

from kgraph import turtle
from kgraph.extractors.wholes import told_whole, whole_of

BASE = "https://w3id.org/kgraph/kratom#"
LEAF, KRATOM, KRATOM_LEAF, KAVA, ALKALOID = (
    BASE + name for name in ("Leaf", "Kratom", "KratomLeaf", "PiperMethysticum", "Mitragynine")
)


@pytest.fixture(scope="module")
def ontology():
    """The ontology that comes with kgraph."""
    return turtle.load("kratom")


def test_a_part_of_the_whole_s_own_kin_is_the_whole_s(ontology):
    """The leaf of the plant is the plant's leaf, that of another is nothing known."""
    assert whole_of(LEAF, {KRATOM}, ontology) == KRATOM_LEAF
    assert whole_of(LEAF, {KAVA}, ontology) is None


@pytest.mark.parametrize(
    ("named", "topic", "found"),
    [
        ({KRATOM, ALKALOID}, {ALKALOID}, KRATOM_LEAF),
        ({KRATOM_LEAF}, set(), KRATOM_LEAF),
        ({ALKALOID}, {ALKALOID}, None),
        ({KRATOM, KAVA}, {KAVA}, None),
    ],
)
def test_a_text_tells_of_one_whole(ontology, named, topic, found):
    """A text that names the whole or its kin anywhere means its part, unless it is about another thing of the kind."""
    assert told_whole(LEAF, named, topic, ontology) == found


def test_what_is_broader_may_be_unknown(ontology):
    """A whole may come from something of another vocabulary, which the ontology only points at."""
    whole = ontology.entities[KRATOM_LEAF]
    pointing = replace(whole, broader=(*whole.broader, "https://example.org/plant"))
    other = replace(ontology, entities={**ontology.entities, KRATOM_LEAF: pointing})
    assert told_whole(LEAF, {KRATOM}, {ALKALOID}, other) == KRATOM_LEAF


def test_what_is_no_part_is_of_no_whole(ontology):
    """Of what no entity consists of, there is no whole."""
    assert whole_of(KAVA, {KRATOM}, ontology) is None
    assert told_whole(KAVA, {KRATOM}, set(), ontology) is None
