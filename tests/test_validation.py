"""Verification: a build that is whole passes, and each way to spoil one is named."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from kgraph import disagreement, sources
from kgraph.assembly import assemble, refinements
from kgraph.belief import weigh
from kgraph.export import manifest, rdf, tables
from kgraph.export.manifest import File, Input, Manifest
from kgraph.graph import ClaimGraph
from kgraph.model import Argument, Certainty, Context, Cue, Evidence, Polarity, Span
from kgraph.namespaces import GRAPH, KG
from kgraph.validation import verify
from tests.made_values import iri, tea
from tests.rdf_files import RUN

TEXTS = {
    "shop": "Our tea raises the mood, no doubt. Users report that “tea” may raise the mood – β-style 🍵.\n",
    "watchdog": "The Tea Board says: tea does not raise the mood.\n",
}


@pytest.fixture
def build(tmp_path):
    """A whole build in a folder, with its sources beside it."""
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir()
    documents = tuple(sources.read(sorted(tmp_path.glob("*.txt"))))
    shop, watchdog = documents
    readings = [
        _read(shop, "Our tea raises the mood, no doubt.", "tea", "raises", "mood"),
        _read(
            shop, "Users report that “tea” may raise the mood – β-style 🍵.", "tea", "raise", "mood", "may"
        ),
        _read(watchdog, "The Tea Board says: tea does not raise the mood.", "tea", "raise", "mood", "not"),
    ]
    ontology = tea()
    claims = weigh(assemble(readings, ontology), documents, {d.id: d.id for d in documents}, ontology)
    graph = ClaimGraph(
        claims=claims,
        documents=documents,
        refinements=refinements(claims, ontology),
        disagreements=disagreement.find(claims, ontology),
        sources={d.id: d.id for d in documents},
    )
    tables.write_jsonl(graph, ontology, output / "claims.jsonl")
    rdf.write(graph, ontology, output / "graph.ttl", "turtle", run=RUN)
    rdf.write(graph, ontology, output / "graph.trig", "trig", run=RUN)
    manifest.write(_account(graph, documents, output), output / "manifest.json")
    return output


def _read(document, sentence, subject, trigger, object, cue=""):
    start = document.text.index(sentence)

    def place(words):
        at = document.text.index(words, start)
        return Span(at, at + len(words))

    certainty = Certainty.POSSIBLE if cue == "may" else Certainty.CERTAIN
    return Evidence(
        document=document.id,
        sentence=place(sentence),
        text=sentence,
        subject=Argument(iri("tea"), place(subject), subject),
        predicate=iri("raises"),
        object=Argument(iri("mood"), place(object), object),
        context=Context(
            polarity=Polarity.NEGATED if cue == "not" else Polarity.AFFIRMED,
            certainty=certainty,
            holder=KG.User if cue == "may" else KG.Author,
            basis=KG.AnecdotalEvidence if cue == "may" else KG.NotStated,
            cues=(Cue(place(cue), cue, "Hedge", ""),) if cue else (),
        ),
        trigger=place(trigger),
        extractor="rules",
        rule="r",
    )


def _account(graph, documents, output):
    evidence = Counter(e.document for _, e in graph.evidence())
    return Manifest(
        run=RUN,
        ontology="tea",
        base=GRAPH,
        versions={},
        inputs=tuple(
            Input(id=d.id, path=d.source, sha256=d.sha256, evidence=evidence[d.id]) for d in documents
        ),
        counts={
            "claims": len(graph.claims),
            "evidence": evidence.total(),
            "disagreements": len(graph.disagreements),
        },
        relations={"tea:raises": len(graph.claims)},
        files=tuple(_file(path) for path in sorted(output.iterdir())),
    )


def _file(path):
    data = path.read_bytes()
    return File(name=path.name, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))


def spoil(path, pattern, replacement, *, honest=False):
    """Change the first match in a file; an `honest` spoiler also updates the manifest's hash of the file."""
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, replacement, text, count=1)
    assert count == 1, pattern
    path.write_text(changed, encoding="utf-8")
    if honest:
        account = manifest.read(path.parent)
        files = tuple(_file(path) if file.name == path.name else file for file in account.files)
        manifest.write(replace(account, files=files), path.parent / manifest.NAME)


def codes(output):
    """The codes of all findings."""
    return {finding.code for finding in verify(output)}


def test_a_whole_build_passes(build):
    """Nothing is found where nothing is wrong."""
    assert verify(build) == ()


def test_a_folder_that_is_no_build_is_said_to_be_none(tmp_path):
    """Without a manifest there is one finding, and it is about the manifest."""
    assert [finding.code for finding in verify(tmp_path)] == ["V101"]


def test_an_altered_source_is_named(build):
    """A source with one character changed is found by its hash, wherever kgraph is run from."""
    source = build.parent / "shop.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("doubt", "d0ubt"), encoding="utf-8")
    assert [(f.code, f.where.endswith("shop.txt")) for f in verify(build)] == [("V202", True)]


def test_a_missing_source_is_named(build):
    """A source that is gone is found, and the other's quotations are checked all the same."""
    (build.parent / "shop.txt").unlink()
    assert [(f.code, f.where.endswith("shop.txt")) for f in verify(build)] == [("V201", True)]
    spoil(build / "graph.ttl", r'oa:exact "The Tea Board', 'oa:exact "The Milk Board', honest=True)
    assert codes(build) == {"V201", "V302"}


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig", "claims.jsonl"])
def test_a_file_that_was_touched_is_named(build, name):
    """The manifest's hash tells, even where what was changed means nothing."""
    with (build / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    found = verify(build)
    assert ("V103", name) in {(f.code, f.where) for f in found}
    (build / name).unlink()
    assert ("V102", name) in {(f.code, f.where) for f in verify(build)}


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_a_corrupted_span_is_found(build, name):
    """A position shifted by one no longer selects what is quoted."""
    spoil(build / name, r"oa:start 4 ", "oa:start 5 ", honest=True)
    found = {f.code: f for f in verify(build)}
    assert "V302" in found
    assert "V403" in found
    assert found["V302"].where.startswith(f"{name} shop 5-")


def test_a_span_beyond_the_text_is_found(build):
    """A position after the document's end is no quotation at all."""
    spoil(build / "graph.ttl", r"oa:end 7 ", "oa:end 7000 ", honest=True)
    assert "V301" in codes(build)


@pytest.mark.parametrize(("words", "code"), [("exact", "V302"), ("prefix", "V303"), ("suffix", "V303")])
def test_a_changed_quotation_is_found(build, words, code):
    """Neither the words nor what stands around them can be altered unseen."""
    spoil(build / "graph.ttl", rf'oa:{words} "([^"]*)tea', rf'oa:{words} "\1coffee', honest=True)
    assert codes(build) == {code}


def test_a_changed_quotation_in_the_lines_is_found(build):
    """The words of claims.jsonl are held against the document too."""
    spoil(build / "claims.jsonl", "no doubt", "no d0ubt", honest=True)
    found = verify(build)
    assert {f.code for f in found} == {"V302"}
    assert all(f.where.startswith("claims.jsonl line ") for f in found)


def test_an_argument_outside_of_its_sentence_is_found(build):
    """A subject that stands in another sentence is a reading that nobody made."""
    here = re.search(r"kg:subjectSpan (span:shop\.4-7)", (build / "graph.ttl").read_text(encoding="utf-8"))
    other = re.search(
        r"kg:subjectSpan (span:shop\.5\d-\d+)", (build / "graph.ttl").read_text(encoding="utf-8")
    )
    spoil(
        build / "graph.ttl", f"kg:subjectSpan {re.escape(here[1])}", f"kg:subjectSpan {other[1]}", honest=True
    )
    assert {"V304", "V403"} <= codes(build)


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_a_dropped_polarity_is_found(build, name):
    """A claim without polarity breaks its shape and no longer agrees with the other files."""
    spoil(build / name, r"\s*kg:polarity kg:Negated ;", "", honest=True)
    found = {f.code: f for f in verify(build)}
    assert "V403" in found
    assert name != "graph.ttl" or {"S104", "S106"} <= set(found)


def test_a_turned_polarity_is_found(build):
    """An affirmed claim under the identifier of a negated one gives itself away, flag turned or not."""
    spoil(build / "graph.ttl", "kg:polarity kg:Negated", "kg:polarity kg:Affirmed", honest=True)
    assert codes(build) == {"V401", "V403", "S106"}
    spoil(build / "graph.ttl", "biolink:negated true", "biolink:negated false", honest=True)
    assert codes(build) == {"V401", "V403"}


def test_a_bare_claim_is_found(build):
    """A claim stated as a fact is an error, whatever stands beside it."""
    with (build / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write(" ".join(f"<{iri(name)}>" for name in ("tea", "raises", "mood")) + " .\n")
    assert {"V103", "V402"} == codes(build)


@pytest.mark.parametrize(
    ("pattern", "replacement", "code"),
    [
        ("kg:certainty kg:Possible", "kg:certainty kg:Sure", "S206"),
        (r"\s*kg:holder kg:User ;", "", "S207"),
        (r"\s*kg:basis kg:AnecdotalEvidence ;", "", "S208"),
        (r"\s*kg:belief [0-9.]+", "\n    kg:belief 1.5", "S109"),
        (r"\s*prov:qualifiedAttribution attribution:kg.User-0 ;", "", "S210"),
        (r"kg:left claim:[0-9a-f]+", "kg:left kg:Claim", "S501"),
        (r'skos:prefLabel "tea"@en ;', "", "S601"),
        (r"oa:hasSelector quote:shop.4-7 , position:4-7", "oa:hasSelector quote:shop.4-7", "S303"),
    ],
)
def test_what_breaks_a_shape_is_named_by_the_code_of_the_shape(build, pattern, replacement, code):
    """Each constraint of the shapes has a code of its own, and the finding says where."""
    spoil(build / "graph.ttl", pattern, replacement, honest=True)
    found = [f for f in verify(build) if f.code == code]
    assert found
    assert all(f.where.startswith("graph.ttl ") and f.message.endswith(".") for f in found)


def test_counts_that_differ_are_found(build):
    """The manifest and the graph must have the same numbers of everything."""
    content = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    content["counts"]["claims"] += 1
    (build / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    assert codes(build) == {"V501"}


def test_a_lost_evidence_is_found(build):
    """An evidence that one file lacks is missed by the others and by the count."""
    rows = (build / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    (build / "claims.jsonl").write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
    found = [f for f in verify(build) if f.code == "V403"]
    assert found
    assert all("it is only in" in f.message for f in found)


@pytest.mark.parametrize(
    ("name", "junk"), [("graph.ttl", "a b ."), ("graph.trig", "<x> {"), ("claims.jsonl", "{}")]
)
def test_a_file_that_cannot_be_read_is_named(build, name, junk):
    """What is no Turtle, TriG or claim is said to be none, with its place."""
    with (build / name).open("a", encoding="utf-8") as file:
        file.write(junk)
    assert next(f.where for f in verify(build) if f.code == "V104").startswith(name)


def test_a_hash_that_was_changed_with_the_source_is_found(build):
    """The graph's own record of a source must be the manifest's."""
    sha = re.search(
        r'kg:sha256 "([0-9a-f]{64})"', (build / "graph.ttl").read_text(encoding="utf-8").split("kg:path")[1]
    )
    spoil(build / "graph.ttl", sha[1], "0" * 64, honest=True)
    assert codes(build) == {"V204"}
