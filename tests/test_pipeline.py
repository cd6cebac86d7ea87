"""A build: from files to a folder, all of it or nothing of it, and the same bytes each time."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kgraph import output, pipeline, sources, turtle, workers
from kgraph.errors import OntologyError, OutputError, SourceError
from kgraph.export import catalogue, manifest
from kgraph.model import Argument, Certainty, Context, Evidence, Polarity, Span
from kgraph.namespaces import KG
from kgraph.reading import Reading

SEEDS = Path(__file__).parents[1] / "seeds"
ONTOLOGY = turtle.load()
ENTITIES = sorted(ONTOLOGY.entities)
WRITTEN = {"claims.jsonl", "graph.ttl", "graph.trig", "graph.html", "manifest.json"}


class WordReader:
    """Reads "A is B" in every block: the first and the last word, as the ontology's first two entities."""

    name = "words"

    def read(self, document):
        """One evidence a block, of certain polarity and certainty."""
        return Reading(tuple(map(self._evidence, self._blocks(document))), len(document.blocks), 1, 2)

    def _blocks(self, document):
        if "explode" in document.text:
            raise RuntimeError("boom")
        return [(document, block.span) for block in document.blocks]

    def _evidence(self, found):
        document, span = found
        text = document.text[span.slice]
        first, last = text.split()[0], text.split()[-1]
        context = Context(Polarity.AFFIRMED, Certainty.CERTAIN, KG.Author, KG.NotStated)
        shift = 1 if "lie" in text else 0
        return Evidence(
            document=document.id,
            sentence=span,
            text=text,
            subject=Argument(ENTITIES[0], Span(span.start, span.start + len(first)), first + "!" * shift),
            predicate=sorted(ONTOLOGY.relations)[0],
            object=Argument(ENTITIES[1], Span(span.end - len(last), span.end), last),
            context=context,
            trigger=span,
            extractor=self.name,
            rule="",
        )


@pytest.fixture
def texts(tmp_path):
    """A folder of three small texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Tea {name} is good.\n\nWater is better.\n")
    return folder


def build(inputs, folder, **options):
    """A build with the reader of this file."""
    return pipeline.build(inputs, folder, pipeline.Options(**options), extractor=WordReader())


def contents(folder):
    """The bytes of every file of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_build_writes_five_files_and_accounts_for_them(texts, tmp_path):
    """The manifest lists inputs, counts and the hashes of the files beside it."""
    account = build([texts], tmp_path / "out")
    assert set(contents(tmp_path / "out")) == WRITTEN
    assert manifest.read(tmp_path / "out") == account
    assert account.counts["documents"] == 3
    assert account.counts["evidence"] == 6
    assert account.counts["claims"] == 1
    assert [each.id for each in account.inputs] == ["a", "b", "c"]
    assert {each.name for each in account.files} == WRITTEN - {"manifest.json"}
    assert account.files == tuple(f for f in output.files(tmp_path / "out") if f.name != "manifest.json")
    assert dict(account.run.digests)


def test_the_same_input_gives_the_same_bytes(texts, tmp_path):
    """Neither the order of the inputs nor the clock nor a build before leaves a trace."""
    build([texts], tmp_path / "one")
    build([texts / "c.txt", texts / "a.txt", texts / "b.txt"], tmp_path / "two")
    build([texts], tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_cannot_be_read_is_skipped_and_the_rest_is_built(texts, tmp_path):
    """A bad input costs itself and no other, whatever is wrong with it, and the manifest says why."""
    (texts / "binary.txt").write_bytes(b"\0\1")
    (texts / "latin.txt").write_bytes("Tee f\u00fcr alle".encode("latin-1"))
    (texts / "empty.txt").touch()
    (texts / "crash.txt").write_text("This will explode.")
    (texts / "german.md").write_text("---\nlanguage: de\n---\nTee ist gut.\n")
    account = build([texts, tmp_path / "gone"], tmp_path / "out")
    assert account.counts["documents"] == 3
    reasons = {Path(each.path).name: each.reason for each in account.skipped}
    assert set(reasons) == {"binary.txt", "latin.txt", "empty.txt", "crash.txt", "german.md", "gone"}
    assert reasons["crash.txt"] == "could not be read: RuntimeError: boom"
    assert "'de'" in reasons["german.md"]
    assert account.counts["skipped"] == 6


def test_evidence_that_misquotes_is_rejected(texts, tmp_path):
    """Whatever an extractor says, a quotation that does not stand in the text never reaches the graph."""
    (texts / "a.txt").write_text("A lie is bad.\n\nWater is better.\n")
    account = build([texts], tmp_path / "out")
    assert account.counts["rejected"] == 1
    assert account.counts["evidence"] == 5


def test_nothing_readable_is_an_error_that_names_each_input(tmp_path):
    """A build of nothing writes nothing."""
    (tmp_path / "empty.txt").touch()
    with pytest.raises(SourceError, match=r"(?s)empty\.txt: the file is empty.*gone: no such file"):
        build([tmp_path / "empty.txt", tmp_path / "gone"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_unknown_names_are_refused_before_anything_is_read(texts, tmp_path):
    """A wrong format or ontology is told at once."""
    with pytest.raises(OutputError, match="no exporter named rtf; there are claims"):
        build([texts], tmp_path / "out", also=("rtf",))
    with pytest.raises(OntologyError, match="no such ontology"):
        build([texts], tmp_path / "out", ontology="nowhere")
    assert not (tmp_path / "out").exists()


def test_every_exporter_writes_a_file(texts, tmp_path):
    """Each name of the catalogue can be asked for, and what it wrote is listed."""
    account = build([texts], tmp_path / "out", also=tuple(catalogue.exporters()))
    assert len(account.files) > len(catalogue.exporters())
    assert all(each.bytes for each in account.files)


def test_files_of_a_build_before_do_not_stay(texts, tmp_path):
    """What this build did not write and the one before did is gone; what others put there stays."""
    build([texts], tmp_path / "out", also=("nquads",))
    (tmp_path / "out" / "notes.md").write_text("mine")
    assert "graph.nq" in contents(tmp_path / "out")
    build([texts], tmp_path / "out")
    assert set(contents(tmp_path / "out")) == WRITTEN | {"notes.md"}


def test_a_failed_export_leaves_the_folder_as_it_was(texts, tmp_path, monkeypatch):
    """A build that breaks while it writes changes nothing."""
    build([texts], tmp_path / "out")
    before = contents(tmp_path / "out")
    (texts / "d.txt").write_text("More tea is more.")

    def broken(_, folder):
        (folder / "half").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setitem(catalogue.exporters(), "html", broken)
    with pytest.raises(KeyboardInterrupt):
        build([texts], tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_an_output_that_cannot_be_written_is_named(texts, tmp_path):
    """A file where the folder should be is an error, not a traceback."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out: cannot be written"):
        build([texts], tmp_path / "out")


def test_a_built_graph_is_read_back(texts, tmp_path):
    """What is loaded from a folder is the graph that was written, with the texts that are still the same."""
    build([texts], tmp_path / "out")
    graph = output.load(tmp_path / "out", ONTOLOGY)
    assert [d.text for d in graph.documents] == [(texts / f"{n}.txt").read_text() for n in "abc"]
    (texts / "a.txt").write_text("Changed.")
    (texts / "b.txt").unlink()
    changed = output.load(tmp_path / "out", ONTOLOGY)
    assert [bool(d.text) for d in changed.documents] == [False, False, True]
    assert changed.claims == graph.claims
    assert dict(changed.sources) == dict(graph.sources)


@pytest.mark.parametrize(
    ("text", "reason"), [("{", "line 1: not JSON"), ("{}", "not a manifest"), ("[]", "not a")]
)
def test_a_broken_manifest_is_named(tmp_path, text, reason):
    """What is no manifest of kgraph is refused by name."""
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(OutputError, match=reason):
        manifest.read(tmp_path)


def test_a_folder_that_no_build_wrote_is_refused(tmp_path):
    """The message says what the folder should be."""
    with pytest.raises(OutputError, match="is it the output of `kgraph build`"):
        manifest.read(tmp_path)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """The seed corpus, built by the real reader."""
    folder = tmp_path_factory.mktemp("seeds")
    return pipeline.build([SEEDS], folder), folder


def test_the_seed_corpus_gives_claims_that_quote_it(seeds):
    """Every quotation of every evidence stands in its document where it says."""
    account, folder = seeds
    texts = {d.id: d.text for d in sources.read([SEEDS])}
    assert account.counts["documents"] == 5
    assert account.counts["rejected"] == 0
    assert account.counts["claims"] > 50
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        for each in json.loads(line)["evidence"]:
            text = texts[each["document"]]
            assert text[each["sentence"]["start"] : each["sentence"]["end"]] == each["text"]
            for name in ("subject", "object"):
                assert text[each[name]["start"] : each[name]["end"]] == each[name]["text"]


def test_processes_give_what_one_process_gives(seeds, tmp_path):
    """The number of processes leaves no trace in the output."""
    _, folder = seeds
    pipeline.build([SEEDS], tmp_path / "out", pipeline.Options(jobs=2))
    assert contents(tmp_path / "out") == contents(folder)


def test_the_map_keeps_few_documents_in_flight(texts):
    """Documents are read when they are needed, so that texts do not pile up in memory."""
    opened = []

    def documents():
        for found in sources.read([texts]):
            opened.append(found)
            yield found

    mapped = workers.here(WordReader(), documents())
    next(mapped)
    assert len(opened) == 1


class ManyWordReader(WordReader):
    """The same, several documents at once."""

    def read_many(self, documents):
        """Each document in turn; one that explodes takes the rest with it."""
        for document in documents:
            yield self.read(document)


def test_documents_read_together_fail_one_by_one(texts):
    """A document that trips a reader of many costs itself, and those beside it are read as they would be alone."""
    (texts / "crash.txt").write_text("This will explode.")
    (texts / "german.md").write_text("---\nlanguage: de\n---\nTee ist gut.\n")
    alone = list(workers.here(WordReader(), sources.read([texts])))
    assert list(workers.here(ManyWordReader(), sources.read([texts]))) == alone
    assert sum(reading is None for _, reading in alone) == 2


def test_an_interrupt_leaves_nothing_behind(tmp_path):
    """Ctrl-C in the middle of a build ends it at once and leaves the output as it was."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(200):
        for seed in SEEDS.glob("*.md"):
            shutil.copy(seed, folder / f"{seed.stem}-{number}.md")
    command = [sys.executable, "-m", "kgraph", "build", str(folder), "-o", str(tmp_path / "out")]
    # what runs in the background may have been told to ignore interrupts, which would be passed on
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=listens)
    time.sleep(4)
    os.kill(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
