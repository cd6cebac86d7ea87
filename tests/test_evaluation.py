"""The agreement of claims with gold."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from kgraph import evaluation, turtle
from kgraph.errors import GoldError
from kgraph.model import Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.terms import Entity, EntityClass, Relation

SHARED = Path(__file__).parents[2] / "shared"
BASE = "http://example.org/o#"


def iri(name):
    """A term of the made-up domain."""
    return IRI(BASE + name)


@pytest.fixture(scope="module")
def ontology():
    """Three entities, one broader than another, and four relations."""
    tea, drink, calm = (
        Entity(iri=iri("Tea"), label="tea", classes=(), broader=(iri("Drink"),)),
        Entity(iri=iri("Drink"), label="drink", classes=()),
        Entity(iri=iri("Calm"), label="calm", classes=()),
    )
    relations = (
        Relation(iri=iri("affects"), label="affects"),
        Relation(iri=iri("raises"), label="raises", parents=(iri("affects"),)),
        Relation(iri=iri("lowers"), label="lowers", parents=(iri("affects"),)),
        Relation(iri=iri("resembles"), label="resembles", symmetric=True),
    )
    return Ontology(
        name="tea",
        classes={iri("Thing"): EntityClass(iri=iri("Thing"), label="thing")},
        entities={e.iri: e for e in (tea, drink, calm)},
        relations={r.iri: r for r in relations},
    )


def row(subject="Tea", predicate="raises", object="Calm", polarity="affirmed", start=0, end=20, **more):
    """An evidence of the document `d`."""
    return evaluation.Row("d", Span(start, end), subject, predicate, object, polarity, **more)


def scored(gold, system, ontology):
    """The score of one line against another."""
    return evaluation.compare([gold], [system], ontology)


def test_equal_readings_are_strict_matches(ontology):
    """What is equal matches in all three measures."""
    result = scored(row(), row(), ontology)
    assert (result.strict.f1, result.relaxed.f1, result.pairs.f1) == (1, 1, 1)
    assert not result.missed
    assert not result.extra


@pytest.mark.parametrize("change", [{"subject": "Drink"}, {"predicate": "affects"}, {"predicate": "lowers"}])
def test_broader_ends_and_sibling_relations_match_relaxed(ontology, change):
    """A broader end, a super-property and a sibling are near, not equal."""
    result = scored(row(), row(**change), ontology)
    assert (result.strict.f1, result.relaxed.f1) == (0, 1)


def test_polarity_counts_in_strict_and_as_an_attribute(ontology):
    """The wrong polarity is no strict match, and is counted on the relaxed one."""
    result = scored(row(polarity="negated"), row(), ontology)
    assert (result.strict.f1, result.relaxed.f1, result.accuracy["polarity"]) == (0, 1, 0)
    assert result.negated_kept == "0/1"


def test_symmetric_relations_match_from_either_end(ontology):
    """A symmetric relation may be told from either end, another may not."""
    gold, turned = row(predicate="resembles"), row("Calm", "resembles", "Tea")
    assert scored(gold, turned, ontology).strict.f1 == 1
    assert scored(row(), row("Calm", "raises", "Tea"), ontology).strict.f1 == 0


def test_sentences_must_overlap_by_more_than_half(ontology):
    """Half of the shorter sentence is not enough."""
    assert scored(row(), row(start=10, end=30), ontology).strict.f1 == 0
    assert scored(row(), row(start=9, end=29), ontology).strict.f1 == 1


def test_documents_without_gold_do_not_count(ontology):
    """Only the documents that gold covers are scored."""
    other = evaluation.Row("other", Span(0, 20), "Tea", "raises", "Calm", "affirmed")
    assert evaluation.compare([row()], [row(), other], ontology).system == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2: not JSON"),
        ('{"document": "d"}', "'start' is missing"),
        ("[1]", "not a line of evidence"),
    ],
)
def test_a_broken_gold_line_is_named(tmp_path, line, reason):
    """The error says which line of which file, and why."""
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + line + "\n")
    with pytest.raises(GoldError, match=r"gold\.jsonl: line 2") as error:
        list(evaluation.read_gold(path))
    assert reason in str(error.value)


def test_a_folder_without_gold_is_an_error(tmp_path):
    """An empty folder is not perfect agreement."""
    with pytest.raises(GoldError, match="no gold files"):
        list(evaluation.read_gold(tmp_path))


def test_missing_claims_are_an_error(tmp_path):
    """A claims file that is not there is named."""
    with pytest.raises(GoldError, match=r"claims\.jsonl"):
        list(evaluation.read_claims(tmp_path))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared measurements are not here")
@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_of_the_shared_script(tmp_path, seed):
    """On claims made by spoiling gold at random, every number equals that of the reference script."""
    ontology = turtle.load("kratom")
    chance = random.Random(seed)
    folder = SHARED / "gold" / "dev"
    lines = [
        json.loads(each) for path in sorted(folder.glob("*.jsonl")) for each in path.open(encoding="utf-8")
    ]
    names = sorted({line["subject"] for line in lines} | {line["object"] for line in lines})
    predicates = sorted({line["predicate"] for line in lines})
    claims = tmp_path / "claims.jsonl"
    with claims.open("w", encoding="utf-8") as out:
        for line in lines:
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                out.write(json.dumps(spoilt(line, names, predicates, chance)) + "\n")
    script = [sys.executable, SHARED / "eval" / "score.py", folder, claims, "--json"]
    theirs = json.loads(subprocess.run(script, capture_output=True, check=True, text=True).stdout)
    assert evaluation.score(folder, claims, ontology).to_json() == theirs


def spoilt(line, names, predicates, chance):
    """A claim with one evidence, as a build writes it, wrong in some ways."""
    made = dict(line)
    for name, choices in (
        ("subject", names),
        ("object", names),
        ("predicate", predicates),
        ("polarity", ("affirmed", "negated")),
        ("certainty", ("certain", "probable", "possible", "uncommitted")),
    ):
        if chance.random() < 0.25:
            made[name] = chance.choice(choices)
    if chance.random() < 0.2:
        made["subject"], made["object"] = made["object"], made["subject"]
    shift = chance.choice((0, 0, 0, 5, 200))
    return {
        "subject": f"kratom:{made['subject']}",
        "predicate": f"bio:{made['predicate']}",
        "object": f"kratom:{made['object']}",
        "polarity": made["polarity"],
        "evidence": [
            {
                "document": made["document"],
                "sentence": {"start": made["start"] + shift, "end": made["end"] + shift},
                **{name: made[name] for name in ("certainty", "holder", "basis")},
            }
        ],
    }
