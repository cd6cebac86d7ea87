"""Claims and evidence as files of rows: JSON Lines, CSV and Parquet.

All are written as a stream: memory does not grow with the graph.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kgraph.errors import OutputError
from kgraph.export import records, rows
from kgraph.graph import ClaimGraph
from kgraph.model import Claim
from kgraph.ontology import Ontology

if TYPE_CHECKING:
    import pyarrow as pa

JSONL: Final = "claims.jsonl"
"""The name under which a built output holds its claims."""

_BATCH: Final = 10_000
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one a call


def write_jsonl(graph: ClaimGraph, ontology: Ontology, path: Path) -> None:
    """One claim a line with all its evidence, in the order of the graph (`kgraph.export.records`)."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for claim in graph.claims:
            file.write(_ENCODE(records.record(claim, ontology)) + "\n")


def read_jsonl(path: Path, ontology: Ontology) -> Iterator[Claim]:
    """The claims that `write_jsonl` wrote, field for field, given the same ontology's prefixes.

    Raises:
        OutputError: a line that is not such a claim; the message names the file, the line and what is wrong.
    """
    for number, row in read_rows(path):
        try:
            yield records.claim(row, ontology)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            reason = f"has no {error}" if isinstance(error, KeyError) else str(error)
            raise OutputError(f"{path}:{number}: not a claim: {reason}") from error


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The lines of a JSON Lines file as they are, with their numbers from 1; empty lines are passed over.

    Raises:
        OutputError: the file cannot be read, or a line is not a JSON object.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise OutputError(f"{path}:{number}: not a JSON object")
                    yield number, row
    except json.JSONDecodeError as error:
        raise OutputError(f"{path}:{number}: not JSON: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error


def write_csv(graph: ClaimGraph, ontology: Ontology, folder: Path) -> tuple[Path, Path]:
    """`claims.csv` and `evidence.csv` (columns: `kgraph.export.rows`) in an existing folder; their paths.

    As RFC 4180 has it: comma, a header, lines that end in CR LF; in UTF-8. Lists and counts stand as JSON,
    truth as `true` and `false`, what is absent as nothing.
    """
    tables = (
        ("claims.csv", rows.CLAIM, rows.claims(graph, ontology)),
        ("evidence.csv", rows.EVIDENCE, rows.evidence(graph, ontology)),
    )
    paths = []
    for name, columns, lines in tables:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(row[column]) for column in columns] for row in lines)
        paths.append(folder / name)
    return paths[0], paths[1]


def _cell(value: records.Json) -> str:
    if value is None:
        return ""
    return _ENCODE(value) if isinstance(value, bool | list | dict) else str(value)


def write_parquet(graph: ClaimGraph, ontology: Ontology, folder: Path) -> tuple[Path, Path]:
    """`claims.parquet` and `evidence.parquet` in an existing folder; their paths.

    The columns are those of the CSV; lists are lists, and counts are maps.

    Raises:
        OutputError: where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise OutputError("Parquet needs pyarrow: pip install 'kgraph[parquet]'") from error
    kinds = _arrow_types(pa)
    tables = (
        ("claims.parquet", rows.CLAIM, rows.claims(graph, ontology)),
        ("evidence.parquet", rows.EVIDENCE, rows.evidence(graph, ontology)),
    )
    for name, columns, lines in tables:
        schema = pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
        _write_arrow(lines, schema, folder / name)
    return folder / tables[0][0], folder / tables[1][0]


def _arrow_types(pa: "pa") -> Mapping[str, "pa.DataType"]:  # noqa: UP037
    stretch = [("start", pa.int64()), ("end", pa.int64())]
    return {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "counts": pa.map_(pa.string(), pa.int64()),
        "qualifiers": pa.list_(pa.struct([("kind", pa.string()), ("text", pa.string()), *stretch])),
        "cues": pa.list_(
            pa.struct([("kind", pa.string()), ("value", pa.string()), ("text", pa.string()), *stretch])
        ),
    }


def _write_arrow(lines: Iterable[rows.Row], schema: "pa.Schema", path: Path) -> None:  # noqa: UP037
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = iter(lines)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(lines, _BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
