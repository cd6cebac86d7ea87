"""Belief and support: what counts, and what a copy must never do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import belief, independence
from kgraph.assembly import assemble
from kgraph.belief import Errors
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import KG
from tests.made_values import document, evidence, iri, tea

TEA = tea()


def weigh(*given, sources=None, **options):
    """The single claim of the evidence, weighed."""
    (claim,) = belief.weigh(assemble(given, TEA), options.pop("documents", ()), sources or {}, TEA, **options)
    return claim


def test_belief_follows_the_formula():
    """One source leaves both errors; two leave the systematic error and the square of the random one."""
    assert weigh(evidence()).belief == pytest.approx(1 - (0.05 + 0.3))
    assert weigh(evidence(), evidence(document="b")).belief == pytest.approx(1 - (0.05 + 0.09))


def test_two_extractors_err_apart():
    """Systematic errors of different extractors multiply."""
    both = weigh(evidence(), evidence(document="b", extractor="other"))
    assert both.belief == pytest.approx(1 - 0.35 * 0.35, abs=1e-4)


def test_belief_is_about_reading_and_not_about_certainty_or_polarity():
    """A denial and a doubt are read as surely as an assertion."""
    doubt = evidence(polarity=Polarity.NEGATED, certainty=Certainty.UNCOMMITTED)
    assert weigh(doubt).belief == weigh(evidence()).belief


def test_syndicated_copies_raise_nothing():
    """Two copies add evidence and documents, but no independent source and no belief."""
    one = weigh(evidence())
    copied = weigh(
        evidence(), evidence(document="b"), evidence(document="c"), sources={"a": "a", "b": "a", "c": "a"}
    )
    assert (copied.support.evidence, copied.support.documents) == (3, 3)
    assert copied.support.independent == one.support.independent == 1
    assert copied.belief == one.belief


def test_a_quoted_sentence_raises_nothing():
    """A sentence that two otherwise different documents share is one independent source."""
    quote = "The board found that tea raises the mood of all who drink it."
    given = [evidence(text=quote), evidence(document="b", text=quote)]
    passages = independence.passages(assemble(given, TEA))
    claim = weigh(*given, passages=passages)
    assert claim.support.independent == 1
    assert claim.belief == weigh(given[0]).belief


def test_a_document_that_copies_two_sources_joins_them():
    """What shares a passage with one document and a cluster with another belongs to one source with both."""
    first, second = evidence(document="a"), evidence(document="b")
    bridge = evidence(document="c")
    parts = belief.independent([first, second, bridge], {"c": "a"}, {second.id: "p", bridge.id: "p"})
    assert parts == ((first, second, bridge),)


readings = st.lists(
    st.builds(
        evidence,
        document=st.sampled_from("abcdef"),
        start=st.sampled_from([0, 100]),
        rule=st.sampled_from(["r1", "sure"]),
        holder=st.sampled_from([KG.Author, KG.User]),
    ),
    min_size=1,
    max_size=10,
)


@given(readings, st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("ab")), st.data())
def test_no_copy_of_any_reading_ever_raises_belief_or_independence(given, sources, data):
    """Whatever is known, a further document of a known cluster with any reading of the claim adds nothing."""
    before = weigh(*given, sources=sources)
    original = data.draw(st.sampled_from(before.evidence)).document
    copy = evidence(
        document=data.draw(st.sampled_from(["0", "z"])), rule=data.draw(st.sampled_from(["r1", "sure"]))
    )
    after = weigh(*given, copy, sources={**sources, copy.document: sources.get(original, original)})
    assert after.support.independent == before.support.independent
    assert after.belief <= before.belief


@given(readings)
def test_another_independent_source_never_lowers_belief(given):
    """A source that copies none confirms the reading."""
    assert weigh(*given, evidence(document="new")).belief >= weigh(*given).belief


def test_a_wording_may_state_its_own_error():
    """The ontology's measured rate of a wording takes the place of the prior."""
    assert weigh(evidence("tea", "lowers", rule="sure")).belief == pytest.approx(1 - (0.05 + 0.1))


def test_an_extractor_may_be_measured():
    """Rates that are passed in take the place of the prior."""
    assert weigh(evidence(), errors={"rules": Errors(0.2, 0.1)}).belief == pytest.approx(0.7)


def test_error_rates_are_probabilities():
    """Rates below 0 or with a sum above 1 are refused."""
    with pytest.raises(ValueError, match="not error rates"):
        Errors(0.9, 0.2)


def test_support_counts_each_thing_by_itself():
    """Evidence, documents, independent sources and holders are four numbers, with a profile of each value."""
    claim = weigh(
        evidence(holder=KG.User, basis=KG.AnecdotalEvidence),
        evidence(start=100, certainty=Certainty.POSSIBLE),
        evidence(document="b", holder=iri("TeaBoard"), certainty=Certainty.POSSIBLE),
        evidence(document="unknown"),
        documents=[document("a", kind="forum"), document("b", kind="")],
        sources={"b": "a"},
    )
    assert (claim.support.evidence, claim.support.documents) == (4, 3)
    assert (claim.support.independent, claim.support.holders) == (2, 3)
    assert list(claim.support.by_certainty.items()) == [("certain", 2), ("possible", 2)]
    assert list(claim.support.by_holder.items()) == [("Author", 2), ("TeaBoard", 1), ("User", 1)]
    assert claim.support.by_basis == {"AnecdotalEvidence": 1, "NotStated": 3}
    assert claim.support.by_source_kind == {"forum": 2, "unstated": 2}


def test_weighing_again_gives_the_same():
    """Belief and support that a claim already has do not enter the new ones."""
    claim = weigh(evidence())
    wrong = replace(claim, belief=0.1, support=None)
    assert belief.weigh([wrong], [], {}, TEA) == (claim,)
