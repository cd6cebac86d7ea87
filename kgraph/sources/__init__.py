"""Documents from files and folders, one module a format family, found through entry points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from kgraph.errors import SourceError
from kgraph.model import Document, Skipped
from kgraph.sources import discovery
from kgraph.sources.discovery import Found
from kgraph.sources.source import Format, Source

GROUP = "kgraph.sources"
"""The entry point group: each entry is a `Format`, the built-in ones too."""

FALLBACK = "plain"
"""The format of a file that is named itself and has no known suffix."""


@cache
def formats() -> dict[str, Format]:
    """Every installed format by the name of its entry point, sorted."""
    return {point.name: point.load() for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)}


def find(paths: Iterable[Path]) -> list[Found | Skipped]:
    """The files that the paths name, with the ids of their documents, and what is not there; none is opened.

    Files of a folder come sorted by path, hidden ones and those of no known suffix left out; a file reached
    twice counts once. A document's id is its file's stem, with as many folders before it as make it unique.
    """
    return discovery.find(paths, frozenset(suffix for fmt in formats().values() for suffix in fmt.suffixes))


def load(found: Iterable[Found | Skipped]) -> Iterator[Document | Skipped]:
    """The documents of what was found, each read when it is asked for, a `Skipped` where it cannot be."""
    by_suffix = {suffix: fmt for fmt in formats().values() for suffix in fmt.suffixes}
    for each in found:
        if isinstance(each, Skipped):
            yield each
            continue
        try:
            fmt = by_suffix.get(each.path.suffix.lower(), formats()[FALLBACK])
            yield fmt.read(Source(each.id, each.path, each.path.read_bytes()))
        except SourceError as error:
            yield Skipped(each.path.as_posix(), str(error))
        except OSError as error:
            yield Skipped(each.path.as_posix(), error.strerror or type(error).__name__)


def read(paths: Iterable[Path]) -> Iterator[Document | Skipped]:
    """The documents of files and folders: `load` of what `find` finds."""
    return load(find(paths))
