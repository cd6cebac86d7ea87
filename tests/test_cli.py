"""The command line: what is printed, on which stream, and how it ends."""

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kgraph
from kgraph import cli, pipeline

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


def run(*arguments):
    """The result of a command."""
    return CliRunner().invoke(cli.main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The seed corpus, built once."""
    folder = tmp_path_factory.mktemp("built")
    pipeline.build([SEEDS], folder)
    return folder


def commands(group=cli.main, prefix=()):
    """Every command by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*prefix, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*prefix, name))


# --- build


def test_build_prints_a_summary_and_what_to_open(tmp_path):
    """The tables show what each stage gave, and where the page is."""
    result = run("build", SEEDS / "vendor-blog.md", "-o", tmp_path / "out")
    assert result.exit_code == 0
    for word in ("documents", "sentences", "mentions", "claims", "evidence", "relation", "graph.html"):
        assert word in result.stdout
    assert result.stderr == ""


def test_build_can_be_quiet_or_speak_json(tmp_path):
    """--quiet prints nothing, --json the manifest."""
    assert run("build", SEEDS / "vendor-blog.md", "-o", tmp_path / "one", "--quiet").output == ""
    spoken = run("build", SEEDS / "vendor-blog.md", "-o", tmp_path / "two", "--json", "--also", "nquads, csv")
    assert json.loads(spoken.stdout) == json.loads((tmp_path / "two" / "manifest.json").read_text())
    assert (tmp_path / "two" / "graph.nq").exists()
    assert (tmp_path / "two" / "evidence.csv").exists()


def test_skipped_inputs_are_told_and_give_exit_code_3(tmp_path):
    """What is left out is named on standard error, the rest is built, and the exit code says so."""
    (tmp_path / "binary.txt").write_bytes(b"\0")
    bad = (tmp_path / "binary.txt", tmp_path / "gone")
    result = run("build", SEEDS / "vendor-blog.md", *bad, "-o", tmp_path / "out", "-q")
    assert result.exit_code == 3
    assert "binary.txt: skipped: looks like a binary file" in result.stderr
    assert "gone: skipped: no such file or folder" in result.stderr
    assert (tmp_path / "out" / "graph.html").exists()


def test_broken_front_matter_is_a_warning(tmp_path):
    """The warning names file and line; the build is whole."""
    (tmp_path / "a.md").write_text("---\ntitle: [a\n---\n\nKratom eases pain.\n")
    result = run("build", tmp_path / "a.md", "-o", tmp_path / "out", "-q")
    assert result.exit_code == 0
    assert re.search(r"a\.md: line \d: front matter is broken", result.stderr)


def test_an_error_is_one_message_and_exit_code_1(tmp_path):
    """No traceback, nothing on standard output; --debug shows where it comes from."""
    result = run("build", tmp_path / "gone", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "gone: no such file or folder" in result.stderr
    assert "Traceback" not in result.stderr
    debugged = run("--debug", "build", tmp_path / "gone", "-o", tmp_path / "out")
    assert debugged.exception.__class__.__name__ == "SourceError"


def test_wrong_usage_gives_exit_code_2():
    """A command without what it needs is told how it is used."""
    assert run("build").exit_code == 2
    assert run("query").exit_code == 2
    assert run("nothing").exit_code == 2


# --- asking


def test_query_prints_tables_csv_and_json(built):
    """The same answer in three shapes; names are short in the table and whole in the others."""
    asked = "SELECT ?c ?p WHERE { ?c a kg:Claim ; rdf:predicate ?p } ORDER BY ?c LIMIT 3"
    table = run("query", asked, "-o", built)
    assert table.exit_code == 0
    assert "bio:" in table.stdout
    assert "3 rows" in table.stderr
    rows = list(csv.reader(io.StringIO(run("query", asked, "-o", built, "--format", "csv").stdout)))
    assert rows[0] == ["c", "p"]
    assert len(rows) == 4
    assert rows[1][1].startswith("http")
    spoken = json.loads(run("query", asked, "-o", built, "--format", "json").stdout)
    assert spoken["head"]["vars"] == ["c", "p"]
    assert [row["p"]["value"] for row in spoken["results"]["bindings"]] == [row[1] for row in rows[1:]]


def test_query_lists_its_questions(built):
    """--list names them all, and each one answers from a built graph."""
    listed = run("query", "--list")
    assert listed.exit_code == 0
    for name in json.loads(run("info", "--json").stdout)["questions"]:
        assert name in listed.stdout
        assert run("query", name, "-o", built).exit_code == 0, name


def test_info_tells_of_a_build_and_of_the_installation(built):
    """With a folder, its documents and counts; without, ontology, formats and suffixes."""
    assert "vendor-blog" in run("info", built).stdout
    facts = json.loads(run("info", "--json").stdout)
    assert facts["kgraph"] == kgraph.__version__
    assert {"turtle", "html", "csv", "kgx"} <= set(facts["formats"])
    assert {".md", ".txt"} <= set(facts["sources"])


@pytest.mark.parametrize("command", ["disagreements", "gaps"])
def test_disagreements_and_gaps_are_tables(built, command):
    """The tables and their JSON have the same number of rows."""
    assert run(command, built).exit_code == 0
    assert isinstance(json.loads(run(command, built, "--json").stdout), list)


def test_explain_shows_wording_and_cues_of_a_claim_and_of_a_sentence(built):
    """By its id, a claim of a build; by its words, a sentence of one's own."""
    first = json.loads((built / "claims.jsonl").read_text(encoding="utf-8").splitlines()[0])
    told = run("explain", first["id"], "-o", built)
    assert told.exit_code == 0
    for evidence in first["evidence"]:
        assert evidence["text"] in told.stdout
        assert evidence["rule"] in told.stdout
    sentence = run("explain", "Some users say that kratom may relieve pain.")
    for word in ("kratom · alleviates · pain", "possible", "user", "“may”", "{subject}"):
        assert word in sentence.stdout, word
    assert run("explain", "0" * 16, "-o", built).exit_code == 1
    assert "no claim" in run("explain", "The weather was fine.").stderr


# --- checking


def test_verify_passes_a_build_and_fails_a_spoilt_one(built, tmp_path):
    """A build is sound as it was written; a changed file is found, and the exit code is 1."""
    sound = run("verify", built)
    assert sound.exit_code == 0, sound.output
    for path in built.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "claims.jsonl").read_text(encoding="utf-8")
    (tmp_path / "claims.jsonl").write_text(lines.replace("certain", "possible", 1), encoding="utf-8")
    spoilt = run("verify", tmp_path)
    assert spoilt.exit_code == 1
    assert "claims.jsonl" in spoilt.stdout


def test_diff_of_a_build_with_itself_is_empty(built, tmp_path):
    """Nothing is gained or lost against oneself; leaving out a document loses claims."""
    assert "0 gained, 0 lost, 0 changed" in run("diff", built, built).stdout
    pipeline.build([SEEDS / "vendor-blog.md"], tmp_path)
    result = run("diff", built, tmp_path)
    assert "lost" in result.stdout
    assert result.exit_code == 0


def test_evaluate_measures_claims(built):
    """A build is measured against the gold of the seed corpus, by folder or by file."""
    result = run("evaluate", SEEDS / "gold", built, "--errors", 2)
    assert result.exit_code == 0
    for word in ("strict", "relaxed", "pairs", "polarity", "missed"):
        assert word in result.stdout
    spoken = json.loads(run("evaluate", SEEDS / "gold", built / "claims.jsonl", "--json").stdout)
    assert 0 < spoken["strict"]["f1"] <= spoken["relaxed"]["f1"] <= 1


def test_a_broken_ontology_fails_its_check(tmp_path):
    """Every problem is printed with file and line, and the exit code is 1."""
    (tmp_path / "bad.ttl").write_text("@prefix a: <http://a.b/> .\na:b a:c\n")
    result = run("ontology", "check", tmp_path / "bad.ttl")
    assert result.exit_code == 1
    assert "bad.ttl" in result.stdout


def test_export_writes_into_another_folder(built, tmp_path):
    """A build is written in another format without being read again."""
    result = run("export", built, "--format", "nquads,csv", "--to", tmp_path / "more")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "more").iterdir()) == [
        "claims.csv",
        "evidence.csv",
        "graph.nq",
    ]
    assert "graph.nq" in result.stdout


@pytest.mark.parametrize(
    "command", ["verify", "info", "disagreements", "gaps", "export --format csv", "diff x"]
)
def test_a_folder_that_no_build_wrote_is_refused(tmp_path, command):
    """Each command that reads a build says what is wrong with the folder."""
    result = run(*shlex.split(command), tmp_path)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


# --- the commands themselves


def test_the_module_runs_as_the_script_does():
    """`python -m kgraph` is the same program."""
    said = subprocess.run(
        [sys.executable, "-m", "kgraph", "--version"], capture_output=True, text=True, check=True
    )
    assert kgraph.__version__ in said.stdout


@pytest.mark.parametrize("words", [" ".join(words) for words, _ in commands()])
def test_every_command_says_what_it_does_and_is_documented(words):
    """Help and docs/cli.md tell of every command and of every option."""
    command = {" ".join(each): made for each, made in commands()}[words]
    assert command.help
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    start = text.find(f"## kgraph {words}\n")
    assert start >= 0, f"docs/cli.md has no section kgraph {words}"
    section = text[start : text.find("\n## ", start + 1)]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[-1] in section, f"docs/cli.md does not tell of {parameter.opts[-1]}"


def test_docs_tell_of_no_command_that_is_not_there():
    """A section of docs/cli.md for each command and none more."""
    told = re.findall(
        r"^## kgraph (.+)$", (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(told) == sorted(" ".join(words) for words, _ in commands())
