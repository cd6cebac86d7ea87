"""Gaps: what the texts say is not known."""

from kgraph import gaps
from kgraph.assembly import assemble
from kgraph.graph import ClaimGraph
from kgraph.model import Polarity
from kgraph.namespaces import KG
from tests.made_values import document, evidence, tea

TEA = tea()


def test_gaps_are_counted_by_documents_and_kinds_of_source():
    """A gap that two independent documents state comes before one that a single document states."""
    claims = assemble(
        [
            evidence("tea", "lacksStudiesOf", "calm", document="a"),
            evidence("tea", "lacksStudiesOf", "mood", document="a"),
            evidence("tea", "lacksStudiesOf", "mood", document="b", holder=KG.User),
            evidence("tea", "lacksStudiesOf", "mood", document="copy"),
        ],
        TEA,
    )
    documents = (document("a", kind="review"), document("b", kind="forum"), document("copy", kind="review"))
    rows = gaps.table(ClaimGraph(claims=claims, documents=documents, sources={"copy": "a"}), TEA)
    assert [(r.object, r.documents, r.independent) for r in rows] == [("mood", 3, 2), ("calm", 1, 1)]
    assert rows[0].sources == {"forum": 1, "review": 1}
    assert rows[0].holders == ("author", "user")


def test_only_affirmed_claims_of_gap_relations_are_gaps():
    """Other relations, and a denial that there is a gap, are left out."""
    claims = assemble([evidence(), evidence("tea", "lacksStudiesOf", polarity=Polarity.NEGATED)], TEA)
    assert gaps.table(ClaimGraph(claims=claims), TEA) == ()
