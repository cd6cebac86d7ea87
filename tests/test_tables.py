"""Tables: what is written is what comes back, polarity, certainty, holder and spans above all."""

import csv
import json
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from kgraph.assembly import assemble
from kgraph.errors import OutputError
from kgraph.export import tables
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import IRI, KG, local_name
from tests.made_values import document, evidence, evidences, iri, supports, tea, weighed

TEA = tea()
graphs = st.tuples(
    st.lists(evidences(), min_size=1, max_size=6), st.none() | st.floats(0, 1), st.none() | supports
)


def graph_of(*given):
    """A graph of the assembled evidence."""
    return ClaimGraph(claims=assemble(given, TEA), documents=(document("a", kind="forum", title="On tea"),))


DOUBT = evidence(
    polarity=Polarity.NEGATED, certainty=Certainty.UNCOMMITTED, holder=iri("TeaBoard"), basis=KG.ClinicalStudy
)


@given(graphs)
def test_json_lines_come_back_field_for_field(given):
    """Whatever the claims, reading what was written gives equal claims in the same order."""
    readings, belief, support = given
    graph = ClaimGraph(claims=tuple(weighed(c, belief, support) for c in assemble(readings, TEA)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / tables.JSONL
        tables.write_jsonl(graph, TEA, path)
        assert tuple(tables.read_jsonl(path, TEA)) == graph.claims


def test_a_large_graph_comes_back_and_is_written_alike_twice(tmp_path):
    """The made-up graph survives, and the same graph gives the same bytes."""
    graph, ontology = synthetic.graph(150)
    for name in ("one", "two"):
        tables.write_jsonl(graph, ontology, tmp_path / name)
    assert tuple(tables.read_jsonl(tmp_path / "one", ontology)) == graph.claims
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_lines_have_the_documented_shape(tmp_path):
    """CURIEs for terms, lower-case words for polarity and certainty, local names for holder and basis."""
    tables.write_jsonl(graph_of(DOUBT), TEA, tmp_path / "c.jsonl")
    row = json.loads((tmp_path / "c.jsonl").read_text(encoding="utf-8"))
    (one,) = row["evidence"]
    assert (row["subject"], row["predicate"], row["object"]) == ("tea:tea", "tea:raises", "tea:mood")
    assert row["labels"] == {"subject": "tea", "predicate": "raises", "object": "mood"}
    assert (row["polarity"], one["certainty"]) == ("negated", "uncommitted")
    assert (one["holder"], one["basis"], one["names"]) == (
        "TeaBoard",
        "ClinicalStudy",
        {"TeaBoard": "tea:TeaBoard"},
    )
    assert one["sentence"] == {"start": 0, "end": len(one["text"])}


def test_bodies_of_one_name_stay_apart(tmp_path):
    """Two holders with one local name, and one named as the core vocabulary names a holder, come back."""
    other, like_core = IRI("https://other.org/x/TeaBoard"), iri("Regulator")
    given = [DOUBT, evidence(holder=other), evidence(holder=like_core), evidence(holder=KG.Regulator)]
    graph = graph_of(*given)
    tables.write_jsonl(graph, TEA, tmp_path / "c.jsonl")
    back = [e.context.holder for c in tables.read_jsonl(tmp_path / "c.jsonl", TEA) for e in c.evidence]
    assert sorted(back) == sorted([iri("TeaBoard"), other, like_core, KG.Regulator])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "c.jsonl:2: not JSON"),
        ("[]", "c.jsonl:2: not a JSON object"),
        ("{}", "c.jsonl:2: not a claim: has no 'subject'"),
        ('{"subject": 1}', "c.jsonl:2: not a claim: subject is not a text"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, reason):
    """The message says which file, which line and what is wrong."""
    path = tmp_path / "c.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(OutputError, match=reason):
        list(tables.read_jsonl(path, TEA))


@given(
    st.sampled_from(["sentence", "holder", "cues", "subject", "trigger"]), st.sampled_from([None, 1, "x", []])
)
def test_a_damaged_evidence_is_refused(key, wrong):
    """No wrong value of a field passes as evidence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c.jsonl"
        tables.write_jsonl(graph_of(DOUBT), TEA, path)
        row = json.loads(path.read_text(encoding="utf-8"))
        row["evidence"][0][key] = wrong
        path.write_text(json.dumps(row), encoding="utf-8")
        if (key, wrong) == ("cues", []):
            return
        with pytest.raises(OutputError):
            list(tables.read_jsonl(path, TEA))


def _flags(claim, one):
    return (
        claim.polarity.value,
        one.context.certainty.value,
        local_name(one.context.holder),
        (one.sentence.start, one.sentence.end),
        (one.subject.span.start, one.object.span.start, one.trigger.start),
        one.text,
    )


def _row_flags(row):
    places = (row["subject_start"], row["object_start"], row["trigger_start"])
    sentence = (int(row["start"]), int(row["end"]))
    return row["polarity"], row["certainty"], row["holder"], sentence, tuple(map(int, places)), row["text"]


@given(st.lists(evidences(), min_size=1, max_size=6))
def test_csv_keeps_polarity_certainty_holder_and_spans(given):
    """Every evidence and every claim has its row with its flags, whatever the text holds."""
    graph = graph_of(*given)
    with tempfile.TemporaryDirectory() as folder:
        of_claims, of_evidence = tables.write_csv(graph, TEA, Path(folder))
        with of_claims.open(encoding="utf-8", newline="") as file:
            claims = list(csv.DictReader(file))
        with of_evidence.open(encoding="utf-8", newline="") as file:
            found = [_row_flags(row) for row in csv.DictReader(file)]
    assert found == [_flags(claim, one) for claim, one in graph.evidence()]
    assert [(r["id"], r["polarity"], r["certainty"]) for r in claims] == [
        (c.id, c.polarity.value, c.certainty.value) for c in graph.claims
    ]
    assert all(r["negated"] == str(r["polarity"] == "negated").lower() for r in claims)


def test_parquet_keeps_polarity_certainty_holder_and_spans(tmp_path):
    """The same as CSV, with typed columns and nested lists."""
    parquet = pytest.importorskip("pyarrow.parquet")
    graph, ontology = synthetic.graph(120)
    of_claims, of_evidence = tables.write_parquet(graph, ontology, tmp_path)
    claims, found = parquet.read_table(of_claims).to_pylist(), parquet.read_table(of_evidence).to_pylist()
    assert [_row_flags(row) for row in found] == [_flags(claim, one) for claim, one in graph.evidence()]
    assert [row["negated"] for row in claims] == [c.polarity is Polarity.NEGATED for c in graph.claims]
    assert [dict(row["by_holder"]) for row in claims] == [dict(c.support.by_holder) for c in graph.claims]
    assert [[q["text"] for q in row["qualifiers"]] for row in found] == [
        [q.text for q in one.context.qualifiers] for _, one in graph.evidence()
    ]


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    """A missing extra is named."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"kgraph\[parquet\]"):
        tables.write_parquet(graph_of(DOUBT), TEA, tmp_path)
