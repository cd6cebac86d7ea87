"""The folder that a build leaves: filled all at once, and read back as a graph."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kgraph import disagreement, sources
from kgraph.assembly import refinements
from kgraph.errors import OutputError
from kgraph.export import manifest, tables
from kgraph.export.manifest import File, Manifest
from kgraph.graph import ClaimGraph
from kgraph.model import Document
from kgraph.ontology import Ontology


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A new folder inside of `output`, whose files are moved up when the block ends well.

    Each file replaces its namesake in one step of the file system, the manifest last, so that a reader never
    sees half a file; where the block fails or is interrupted, `output` stays as it was.

    Raises:
        OutputError: where `output` is a file or cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        holder = tempfile.TemporaryDirectory(prefix=".kgraph-", dir=output)
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    with holder as name:
        folder = Path(name)
        yield folder
        for path in sorted(folder.iterdir(), key=lambda path: (path.name == manifest.NAME, path.name)):
            path.replace(output / path.name)


def files(folder: Path) -> tuple[File, ...]:
    """The files of a folder, sorted by name, with their hashes."""
    return tuple(_file(path) for path in sorted(folder.iterdir()) if path.is_file())


def _file(path: Path) -> File:
    with path.open("rb") as stream:
        return File(
            name=path.name,
            sha256=hashlib.file_digest(stream, "sha256").hexdigest(),
            bytes=path.stat().st_size,
        )


def drop_stale(output: Path, written: Manifest) -> None:
    """Remove what the build before wrote into `output` and the one of the given manifest does not."""
    try:
        before = manifest.read(output)
    except OutputError:
        return
    for name in {file.name for file in before.files} - {file.name for file in written.files}:
        # a name is taken on trust only as a plain one, of this folder
        if Path(name).name == name:
            (output / name).unlink(missing_ok=True)


def load(output: Path, ontology: Ontology) -> ClaimGraph:
    """The graph of an output folder, with the texts of those sources that are unchanged where they were.

    Raises:
        OutputError: where the folder holds no manifest or claims, or they cannot be read.
    """
    account = manifest.read(output)
    claims = tuple(tables.read_jsonl(output / "claims.jsonl", ontology))
    return ClaimGraph(
        claims=claims,
        documents=tuple(_reopened(each.document()) for each in account.inputs if each.evidence),
        refinements=refinements(claims, ontology),
        disagreements=disagreement.find(claims, ontology),
        sources={each.id: each.cluster or each.id for each in account.inputs if each.evidence},
    )


def _reopened(document: Document) -> Document:
    """The document with its text and blocks, where its file still has the hash that the build saw."""
    for found in sources.read([Path(document.source)]) if Path(document.source).is_file() else ():
        if isinstance(found, Document) and found.sha256 == document.sha256:
            return replace(document, text=found.text, blocks=found.blocks, markup=found.markup)
    return document
