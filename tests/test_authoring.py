"""Checking an ontology whole, with a reader of its wordings and without one."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import kgraph
from kgraph import authoring, language, turtle
from kgraph.errors import OntologyError, Problem
from kgraph.model import Argument, Block, BlockKind, Certainty, Context, Document, Evidence, Polarity, Span
from kgraph.namespaces import IRI, KG
from kgraph.reading import Reader

TEA = Path(__file__).parent / "data" / "tea"
GREEN, HOLDS, CAFFEINE, RELATES = (
    IRI(f"https://example.org/tea#{name}") for name in ("GreenTea", "holds", "Caffeine", "relatesTo")
)


def evidence(subject=GREEN, predicate=HOLDS, object=CAFFEINE, **said):
    """An evidence that somebody might have read."""
    context = Context(
        polarity=Polarity.AFFIRMED, certainty=Certainty.CERTAIN, holder=KG.Author, basis=KG.NotStated
    )
    return Evidence(
        document="d",
        sentence=Span(0, 3),
        text="x y",
        subject=Argument(subject, Span(0, 1), "x"),
        predicate=predicate,
        object=Argument(object, Span(2, 3), "y"),
        context=replace(context, **said),
        trigger=Span(1, 2),
        extractor="test",
        rule="test",
    )


def make_reader(ontology):
    """The reader that builds use, for one text at a time."""
    reader = Reader(ontology, language.load())

    def read(text):
        block = Block(Span(0, len(text)), BlockKind.PROSE)
        return reader.read(Document(id="d", text=text, blocks=(block,), source="d", sha256="")).evidence

    return read


def test_a_sound_ontology_has_no_problem():
    """The toy domain compiles, and its examples read as they say."""
    assert authoring.check(TEA) == ()
    assert authoring.check(TEA, make_reader) == ()


def test_problems_of_files_come_without_a_reader(tmp_path):
    """A broken file is reported as a value, not raised."""
    shutil.copytree(TEA, tmp_path / "tea")
    (tmp_path / "tea" / "bad.ttl").write_text("tea:x a tea:y .", encoding="utf-8")
    assert [problem.code for problem in authoring.check(tmp_path / "tea", make_reader)] == ["O101"]
    assert [problem.code for problem in authoring.check("no-such-ontology")] == ["O102"]


def test_an_example_that_reads_otherwise_is_placed(tmp_path):
    """An example with the wrong claim or the wrong certainty is named with file, line and what was read."""
    shutil.copytree(TEA, tmp_path / "tea")
    (tmp_path / "tea" / "more.ttl").write_text(
        "@prefix kg: <https://w3id.org/kgraph/core#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix tea: <https://example.org/tea#> .\n"
        "tea:e2 a kg:Example ; kg:text 'Black tea holds caffeine.' ;\n"
        "  kg:reads [ rdf:subject tea:GreenTea ; rdf:predicate tea:holds ; rdf:object tea:Caffeine ] .\n"
        "tea:e3 a kg:Example ; kg:text 'Black tea may hold caffeine.' ;\n"
        "  kg:reads [ rdf:subject tea:BlackTea ; rdf:predicate tea:holds ; rdf:object tea:Caffeine ;\n"
        "             kg:certainty kg:Certain ] .\n",
        encoding="utf-8",
    )
    claim, mode = authoring.check(tmp_path / "tea", make_reader)
    assert (claim.code, claim.line, claim.subject) == ("O302", 4, "tea:e2")
    assert "black tea – holds – caffeine" in claim.reason
    assert (mode.code, mode.line) == ("O303", 6)
    assert "possible instead of certain" in mode.reason


def test_an_example_with_slots_is_read_with_made_up_names(tmp_path):
    """A relation's own example must read too; one that no wording covers is placed at its line."""
    text = (TEA / "tea.ttl").read_text(encoding="utf-8").replace("was found to hold", "sings to")
    (tmp_path / "tea.ttl").write_text(text, encoding="utf-8")
    (problem,) = authoring.check(tmp_path, make_reader)
    assert problem.code == "O302"
    assert "{subject} sings to {object}." in text.splitlines()[problem.line - 1]


def test_a_wording_that_does_not_compile_is_placed():
    """What a reader says of a wording gets the file and line of that wording."""

    def refuse(ontology):
        reason = "wording “{subject} is free of {object}”: too odd"
        raise OntologyError(problems=[Problem("O301", ontology.name, subject="tea:lacks", reason=reason)])

    (problem,) = authoring.check(TEA, refuse)
    assert problem.file.endswith("tea.ttl")
    lines = (TEA / "tea.ttl").read_text(encoding="utf-8").splitlines()
    assert "is free of" in lines[problem.line - 1]


def test_an_example_may_leave_open_how_a_claim_is_put():
    """Only what an example fixes is compared."""
    ontology = turtle.load(TEA)
    (example,) = ontology.examples
    (reading,) = example.readings
    assert list(authoring.compare(example, (evidence(),), ontology)) == []
    possible = evidence(certainty=Certainty.POSSIBLE)
    assert [code for code, _ in authoring.compare(example, (possible,), ontology)] == ["O303"]
    open_reading = replace(reading, certainty=None)
    open_example = replace(example, readings=(open_reading,))
    assert list(authoring.compare(open_example, (possible,), ontology)) == []
    assert [code for code, _ in authoring.compare(example, (), ontology)] == ["O302"]


def test_a_symmetric_relation_reads_either_way():
    """The ends of a symmetric relation may change places in an example, those of another may not."""
    ontology = turtle.load(TEA)
    (example,) = ontology.examples
    turned = replace(example, readings=(replace(example.readings[0], predicate=RELATES),))
    read = evidence(subject=CAFFEINE, predicate=RELATES, object=GREEN)
    assert list(authoring.compare(turned, (read,), ontology)) == []
    swapped = evidence(subject=CAFFEINE, object=GREEN)
    assert [code for code, _ in authoring.compare(example, (swapped,), ontology)] == ["O302"]


def test_every_code_is_documented():
    """The codes that modules give are those of the table, no more and no fewer."""
    sources = (path.read_text(encoding="utf-8") for path in Path(kgraph.__file__).parent.rglob("*.py"))
    given = {code for source in sources for code in re.findall(r'"(O\d{3})"', source)}
    assert given == set(re.findall(r"^\| (O\d{3}) \|", authoring.__doc__, re.MULTILINE))
