"""Differences between two builds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import synthetic
from kgraph import belief, difference
from kgraph.assembly import assemble
from kgraph.errors import OutputError
from kgraph.export import tables
from kgraph.graph import ClaimGraph
from kgraph.model import Polarity
from tests.made_values import evidence, tea

TEA = tea()


def build(folder, *given):
    """An output folder that holds the claims of the evidence."""
    folder.mkdir(exist_ok=True)
    claims = belief.weigh(assemble(given, TEA), (), {}, TEA)
    tables.write_jsonl(ClaimGraph(claims=claims), TEA, folder / tables.JSONL)
    return folder


def test_claims_are_gained_lost_and_changed(tmp_path):
    """Each kind of difference is found, a denial is another claim, and an unchanged claim is only counted."""
    kept = evidence("tea", "affects", "calm")
    old = build(tmp_path / "old", kept, evidence(), evidence("tea", "raises", "calm"))
    new = build(
        tmp_path / "new",
        kept,
        evidence(),
        evidence(document="b"),
        evidence("tea", "raises", "calm", polarity=Polarity.NEGATED),
    )
    found = difference.compare(old, new)
    assert [row.statement for row in found.gained] == ["tea · NOT raises · calm"]
    assert [row.statement for row in found.lost] == ["tea · raises · calm"]
    (row,) = found.changed
    assert row.statement == "tea · raises · mood"
    assert row.changes[:4] == (
        ("belief", "0.65", "0.86"),
        ("evidence", "1", "2"),
        ("documents", "1", "2"),
        ("independent", "1", "2"),
    )
    assert ("certainty certain", "1", "2") in row.changes
    assert [row.kind for row in found.rows] == ["gained", "lost", "changed"]
    assert found.same == 1


def test_a_moved_sentence_is_no_change(tmp_path):
    """Evidence that stands elsewhere in its document leaves support as it was."""
    found = difference.compare(
        build(tmp_path / "old", evidence()), build(tmp_path / "new", evidence(start=99))
    )
    assert not found
    assert found.same == 1


@settings(max_examples=10)
@given(st.integers(0, 60), st.integers(0, 60))
def test_lost_one_way_is_gained_the_other(tmp_path_factory, cut, start):
    """Exchanging the builds exchanges gained and lost; a build does not differ from itself."""
    folder = tmp_path_factory.mktemp("diff")
    graph, ontology = synthetic.graph(60)
    for name, claims in (("old", graph.claims[:cut]), ("new", graph.claims[start:])):
        tables.write_jsonl(ClaimGraph(claims=claims), ontology, folder / name)
    there, back = (difference.compare(folder / a, folder / b) for a, b in (("old", "new"), ("new", "old")))
    assert [row.claim for row in there.gained] == [row.claim for row in back.lost]
    assert [row.claim for row in there.lost] == [row.claim for row in back.gained]
    assert not difference.compare(folder / "old", folder / "old")


@pytest.mark.parametrize(
    "line", ['{"id": "x"}', json.dumps({"id": "x", "labels": {}, "polarity": "maybe"}), "3"]
)
def test_what_is_no_build_is_named(tmp_path, line):
    """A folder without claims and a line that is no claim are errors that name the file."""
    whole = build(tmp_path / "whole", evidence())
    (tmp_path / "empty").mkdir()
    with pytest.raises(OutputError, match=r"empty.claims\.jsonl"):
        difference.compare(tmp_path / "empty", whole)
    (tmp_path / "broken").write_text(line, encoding="utf-8")
    with pytest.raises(OutputError, match="broken:1"):
        difference.compare(whole, tmp_path / "broken")
