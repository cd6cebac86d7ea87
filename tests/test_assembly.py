"""Assembly: one claim for all that says the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import assembly
from kgraph.model import Certainty, Polarity, Span
from kgraph.namespaces import KG
from tests.made_values import evidence, evidences, iri, tea

TEA = tea()
readings = st.lists(evidences(), max_size=12)


@given(readings.flatmap(lambda given: st.tuples(st.just(given), st.permutations(given))))
def test_the_order_of_the_evidence_does_not_matter(pair):
    """Every permutation gives the same claims with the same evidence in the same order."""
    assert assembly.assemble(pair[0], TEA) == assembly.assemble(pair[1], TEA)


@given(readings, readings)
def test_assembling_again_changes_nothing(first, second):
    """Assembly is idempotent, and what is assembled in steps is what is assembled at once."""
    once = assembly.assemble(first, TEA)
    spread = [e for claim in once for e in claim.evidence]
    assert assembly.assemble(spread + spread, TEA) == once
    assert assembly.assemble([*second, *spread], TEA) == assembly.assemble([*first, *second], TEA)


@given(readings)
def test_every_claim_holds_only_its_own_evidence(given):
    """Claims are sorted by id, their evidence by place; each evidence names its claim and has its own id."""
    claims = assembly.assemble(given, TEA)
    assert [c.id for c in claims] == sorted({c.id for c in claims})
    for claim in claims:
        assert {e.claim for e in claim.evidence} == {claim.id}
        assert [(e.document, e.sentence) for e in claim.evidence] == sorted(
            (e.document, e.sentence) for e in claim.evidence
        )
    ids = [e.id for claim in claims for e in claim.evidence]
    assert len(ids) == len(set(ids))


def test_a_denial_is_another_claim():
    """Affirmed and negated evidence never share a claim."""
    claims = assembly.assemble([evidence(), evidence(polarity=Polarity.NEGATED)], TEA)
    assert sorted(c.polarity.value for c in claims) == ["affirmed", "negated"]


def test_a_symmetric_relation_has_one_direction():
    """The end whose IRI sorts first becomes the subject, and its words become the subject's words."""
    (claim,) = assembly.assemble([evidence("tea", "resembles", "greenTea")], TEA)
    assert (claim.subject, claim.object) == (iri("greenTea"), iri("tea"))
    assert claim.evidence[0].subject.span == Span(2, 3)
    assert claim.evidence[0].object.span == Span(0, 1)


def test_an_inverse_relation_is_turned():
    """A claim of a relation with an inverse is a claim of the inverse with its ends exchanged."""
    claims = assembly.assemble(
        [evidence("mood", "affectedBy", "tea"), evidence("tea", "affects", "mood")], TEA
    )
    assert [(c.subject, c.predicate, c.object) for c in claims] == [(iri("tea"), iri("affects"), iri("mood"))]


def test_two_relations_that_name_one_another_as_inverse_settle_on_one():
    """Where both declare the other, the one that sorts first stays, however often it is asked."""
    relations = dict(TEA.relations)
    relations[iri("affects")] = replace(relations[iri("affects")], inverse=iri("affectedBy"))
    both = replace(TEA, relations=relations)
    turned = assembly.canonical((iri("tea"), iri("affects"), iri("mood")), both)
    assert turned == (iri("mood"), iri("affectedBy"), iri("tea"))
    assert assembly.canonical(turned, both) == turned


def test_the_same_reading_twice_in_one_sentence_counts_once():
    """Two rules that read one claim of one holder in one sentence are one evidence: the more explicit one."""
    explicit, resolved = evidence(rule="r2", at=5), evidence(rule="r1", coref=True)
    (claim,) = assembly.assemble([resolved, explicit], TEA)
    assert claim.evidence == (explicit,)


def test_of_two_strengths_in_one_sentence_the_weaker_counts():
    """Two readings alike in all but certainty leave the more cautious one."""
    (claim,) = assembly.assemble([evidence(), evidence(certainty=Certainty.POSSIBLE, rule="r2")], TEA)
    assert [e.context.certainty for e in claim.evidence] == [Certainty.POSSIBLE]


def test_two_holders_in_one_sentence_are_two_pieces_of_evidence():
    """What a user and a regulator say of one claim in one sentence is kept apart."""
    (claim,) = assembly.assemble([evidence(holder=KG.User), evidence(holder=KG.Regulator, at=4)], TEA)
    assert len(claim.evidence) == 2


def _named(pairs, claims):
    names = {
        c.id: " ".join(t.removeprefix(iri("")) for t in (c.subject, c.predicate, c.object)) for c in claims
    }
    return {(names[narrow], names[broad]) for narrow, broad in pairs}


def test_refinement_follows_entities_and_relations_to_the_nearest_claim():
    """A claim refines the claims right above it, and not those that follow from them."""
    claims = assembly.assemble(
        [
            evidence("sencha", "sharplyLowers", "calm"),
            evidence("greenTea", "lowers", "calm"),
            evidence("sencha", "lowers", "mood"),
            evidence("tea", "affects", "mood"),
        ],
        TEA,
    )
    assert _named(assembly.refinements(claims, TEA), claims) == {
        ("sencha sharplyLowers calm", "greenTea lowers calm"),
        ("sencha sharplyLowers calm", "sencha lowers mood"),
        ("greenTea lowers calm", "tea affects mood"),
        ("sencha lowers mood", "tea affects mood"),
    }


def test_refinement_keeps_polarities_apart():
    """A denial refines no assertion."""
    claims = assembly.assemble([evidence("greenTea"), evidence("tea", polarity=Polarity.NEGATED)], TEA)
    assert assembly.refinements(claims, TEA) == ()


def test_refinement_sees_through_the_direction_of_a_symmetric_relation():
    """The broader claim is found where canonical direction has exchanged its ends."""
    claims = assembly.assemble(
        [evidence("sencha", "resembles", "joy"), evidence("mood", "resembles", "sencha")], TEA
    )
    assert len(assembly.refinements(claims, TEA)) == 1


@given(st.lists(evidences(
    subjects=["tea", "greenTea", "sencha"],
    predicates=["affects", "raises", "lowers", "sharplyLowers"],
    objects=["mood", "calm", "joy"],
), max_size=25))  # fmt: skip
def test_refinement_is_the_transitive_reduction_of_being_broader(given):
    """Against a pairwise reading of the definition: same reach, and no pair that follows from two others."""
    claims = assembly.assemble(given, TEA)

    def above(one, other):
        return one.id != other.id and one.polarity == other.polarity and (
            other.subject in TEA.broader(one.subject)
            and other.predicate in TEA.superrelations(one.predicate)
            and other.object in TEA.broader(one.object)
        )  # fmt: skip

    every = {(a.id, b.id) for a in claims for b in claims if above(a, b)}
    follows = {(a, d) for a, b in every for c, d in every if b == c}
    assert set(assembly.refinements(claims, TEA)) == every - follows


@pytest.mark.parametrize("name", ["raises", "resembles", "affectedBy", "unheardOf"])
def test_canonical_direction_is_final(name):
    """The canonical triple of a canonical triple is itself, for unknown relations too."""
    once = assembly.canonical((iri("tea"), iri(name), iri("greenTea")), TEA)
    assert assembly.canonical(once, TEA) == once
