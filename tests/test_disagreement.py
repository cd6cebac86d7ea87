"""Disagreements: what contradicts what, and the table of it."""

from kgraph import disagreement
from kgraph.assembly import assemble
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import KG
from tests.made_values import document, evidence, tea

TEA = tea()


def found(*given):
    """The disagreements among the evidence, with the words of both sides."""
    claims = assemble(given, TEA)
    words = {claim.id: TEA.statement(claim) for claim in claims}
    return [(d.kind, words[d.left], words[d.right]) for d in disagreement.find(claims, TEA)]


def no(*triple, **options):
    """Evidence of a denial."""
    return evidence(*triple, polarity=Polarity.NEGATED, **options)


def test_affirmed_against_negated():
    """The affirmed claim stands on the left, its denial on the right."""
    assert found(evidence("tea", "raises", "mood"), no("tea", "raises", "mood")) == [
        ("polarity", "tea · raises · mood", "tea · NOT raises · mood")
    ]


def test_a_denied_super_property_contradicts_what_entails_it():
    """To say that tea lowers the mood contradicts that it does not affect it, and not the reverse."""
    assert found(evidence("tea", "lowers", "mood"), no("tea", "affects", "mood")) == [
        ("polarity", "tea · lowers · mood", "tea · NOT affects · mood")
    ]
    assert found(evidence("tea", "affects", "mood"), no("tea", "lowers", "mood")) == []


def test_relations_that_are_declared_to_contradict():
    """One declaration holds from both sides and for sub-properties, and only between the same ends."""
    (row,) = found(evidence("tea", "raises", "mood"), evidence("tea", "sharplyLowers", "mood", document="b"))
    assert row[0] == "relation"
    assert {row[1], row[2]} == {"tea · raises · mood", "tea · sharplyLowers · mood"}
    assert found(evidence("tea", "raises", "mood"), evidence("tea", "lowers", "calm")) == []
    assert found(evidence("tea", "raises", "mood"), no("tea", "lowers", "mood")) == []


def test_certain_against_uncommitted():
    """What one document states flatly and another leaves open is a disagreement of the claim with itself."""
    open_ = evidence(certainty=Certainty.UNCOMMITTED, document="b")
    assert [row[0] for row in found(evidence(), open_)] == ["certainty"]
    assert found(evidence(), evidence(certainty=Certainty.POSSIBLE, document="b")) == []


def test_a_gap_that_one_text_states_and_another_leaves_open_is_no_disagreement():
    """Claims about knowledge or use are not set against one another by their certainty."""
    gap = ("tea", "lacksStudiesOf", "mood")
    assert found(evidence(*gap), evidence(*gap, certainty=Certainty.UNCOMMITTED, document="b")) == []


def test_one_voice_that_hesitates_is_no_disagreement():
    """The same holder in the same document does not disagree with itself, two holders do."""
    hesitant = evidence(certainty=Certainty.UNCOMMITTED, start=100)
    assert found(evidence(), hesitant) == []
    assert len(found(evidence(holder=KG.User), hesitant)) == 1


def test_what_is_left_open_affirms_nothing():
    """An open question on one side contradicts no denial on the other."""
    assert found(evidence(certainty=Certainty.UNCOMMITTED), no("tea", "raises", "mood")) == []


def _graph(*given, kinds=("vendor", "regulator", "forum"), sources=None):
    claims = assemble(given, TEA)
    documents = tuple(document(id, kind=kind) for id, kind in zip("abc", kinds, strict=True))
    return ClaimGraph(
        claims=claims,
        documents=documents,
        disagreements=disagreement.find(claims, TEA),
        sources=sources or {},
    )


def test_the_table_counts_independent_sources_by_kind():
    """Each side tells how many independent sources of which kind stand on it."""
    graph = _graph(
        evidence(document="a"),
        evidence(document="c"),
        no("tea", "raises", "mood", document="b"),
        sources={"c": "a"},
    )
    (row,) = disagreement.table(graph, TEA)
    assert (row.kind, row.left, row.right) == ("polarity", "tea · raises · mood", "tea · NOT raises · mood")
    assert row.left_sources == {"forum": 1, "vendor": 1}
    assert row.right_sources == {"regulator": 1}


def test_the_sides_of_a_hedged_claim_are_parted_by_certainty():
    """The left holds what is certain, the right what is left open; the rest is on neither side."""
    graph = _graph(
        evidence(document="a"),
        evidence(document="b", certainty=Certainty.UNCOMMITTED),
        evidence(document="c", certainty=Certainty.POSSIBLE),
    )
    (each,) = graph.disagreements
    left, right = disagreement.sides(each, graph)
    assert ([e.document for e in left], [e.document for e in right]) == (["a"], ["b"])
    (row,) = disagreement.table(graph, TEA)
    assert (row.left, row.right) == ("tea · raises · mood (certain)", "tea · raises · mood (uncommitted)")


def test_the_most_contested_comes_first():
    """Rows are sorted by the sources on their weaker side."""
    graph = _graph(
        *(evidence("tea", "raises", "calm", document=d) for d in "ab"),
        no("tea", "raises", "calm", document="c"),
        *(evidence(document=d) for d in "ab"),
        *(no("tea", "raises", "mood", document=d) for d in "ac"),
    )
    assert [row.left for row in disagreement.table(graph, TEA)] == [
        "tea · raises · mood",
        "tea · raises · calm",
    ]
