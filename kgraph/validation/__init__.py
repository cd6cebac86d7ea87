"""Checks a build: whether its graph says what its sources say, and is whole.

Each finding has a code:

| code | what is wrong |
|---|---|
| V101 | the manifest is missing, or is none of kgraph's |
| V102 | a file that the build wrote is missing |
| V103 | a file is not as the build wrote it |
| V104 | a file is not Turtle, TriG or claims |
| V201 | a source is missing |
| V202 | a source has changed since the build |
| V203 | a source can no longer be read |
| V204 | the graph has another hash for a document than the manifest, or lacks the document |
| V301 | a stretch of text lies outside of its document |
| V302 | a quotation is not what the document has there |
| V303 | what a quotation says stands before or after it does not |
| V304 | a subject or object lies outside of its sentence |
| V401 | a claim's identifier does not follow from its subject, predicate, object and polarity |
| V402 | a claim is also stated as a bare triple |
| V403 | two files of the build do not say the same of an evidence |
| V501 | a count differs from the manifest |
| S… | a SHACL shape of `ontology/shapes.ttl` is broken; the shapes name their codes |
"""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import OutputError
from kgraph.export import manifest
from kgraph.validation.claims import (
    CLAIMS,
    Row,
    check_agreement,
    check_claims,
    check_counts,
    check_hashes,
    rows_of_graph,
    rows_of_lines,
)
from kgraph.validation.files import check_files, open_graphs, open_sources
from kgraph.validation.finding import Finding
from kgraph.validation.quotations import check_quotations
from kgraph.validation.shapes import check_shapes

__all__ = ["Finding", "verify"]


def verify(output: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a build, sorted; nothing where all is well.

    Sources are looked for where the manifest says, from the working folder, then from the folder that holds
    the build.
    """
    try:
        account = manifest.read(output)
    except OutputError as error:
        return (Finding("V101", manifest.NAME, str(error)),)
    found = list(check_files(output, account))
    texts, problems = open_sources(output, account)
    found += problems
    stores, problems = open_graphs(output, account)
    found += problems
    rows: dict[str, dict[str, Row]] = {}
    if (output / CLAIMS).is_file():
        rows[CLAIMS], problems = rows_of_lines(output / CLAIMS, texts)
        found += problems
    for name, store in stores.items():
        found += check_quotations(name, store, texts)
        found += check_claims(name, store)
        rows[name] = rows_of_graph(store)
    if graph := stores.get("graph.ttl"):
        found += check_hashes(graph, account)
        found += check_counts(graph, account)
        found += check_shapes("graph.ttl", graph)
    if rows:
        found += check_agreement(rows)
    return tuple(sorted(set(found)))
