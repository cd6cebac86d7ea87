"""The files of a build and its sources: there, unchanged, and readable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kgraph import sources
from kgraph.export.manifest import Input, Manifest
from kgraph.export.rdf import parsing
from kgraph.model import Document
from kgraph.validation.finding import Finding

GRAPHS = ("graph.ttl", "graph.trig")
"""The files of a build that are loaded and checked as RDF."""


def check_files(output: Path, account: Manifest) -> Iterator[Finding]:
    """V102 and V103: the files that the manifest names, by their hashes."""
    for file in account.files:
        path = output / file.name
        if not path.is_file():
            yield Finding("V102", file.name, "the manifest names it, and it is not there")
        elif (sha256 := _digest(path)) != file.sha256:
            message = f"its SHA-256 is {sha256[:12]}…, the build wrote {file.sha256[:12]}…"
            yield Finding("V103", file.name, message)


def open_sources(output: Path, account: Manifest) -> tuple[dict[str, Document], list[Finding]]:
    """The documents that are still as they were, by id; V201, V202 and V203 for the others."""
    texts: dict[str, Document] = {}
    found: list[Finding] = []
    for each in account.inputs:
        document = _open(output, each)
        if isinstance(document, Document):
            texts[each.id] = document
        else:
            found.append(document)
    return texts, found


def _open(output: Path, each: Input) -> Document | Finding:
    places = (Path(each.path), output.resolve().parent / each.path)
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return Finding("V201", each.path, "the source is missing")
    if (sha256 := _digest(path)) != each.sha256:
        return Finding("V202", each.path, f"the source has changed: {sha256[:12]}… was {each.sha256[:12]}…")
    document = next(iter(sources.read([path])))
    if isinstance(document, Document):
        return document
    return Finding("V203", each.path, f"the source cannot be read: {document.reason}")


def open_graphs(output: Path, account: Manifest) -> tuple[dict[str, Store], list[Finding]]:
    """The RDF files that the build wrote, loaded, by name; V104 for those that are not RDF."""
    stores: dict[str, Store] = {}
    found: list[Finding] = []
    for name in (file.name for file in account.files if file.name in GRAPHS):
        try:
            if (output / name).is_file():
                stores[name] = parsing.load(output / name)
        except (SyntaxError, ValueError) as error:
            found.append(Finding("V104", name, str(error)))
    return stores, found


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
