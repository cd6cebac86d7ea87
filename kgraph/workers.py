"""Documents mapped to what they give, in this process or in several, in the order they come in."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import Protocol, runtime_checkable

from kgraph.model import Document, Skipped
from kgraph.reading import Reading, together

Mapped = tuple[Document | Skipped, Reading | None]
"""A document with its reading, or what was skipped with None."""

_AHEAD = 2
"""Parts in flight for each process; more would only pile up texts in memory."""

_Part = list[Document | Skipped]


class Extractor(Protocol):
    """Reads documents; all that a build needs of one."""

    def read(self, document: Document) -> Reading:
        """The evidence of one document, and counts."""
        ...


@runtime_checkable
class ManyReader(Extractor, Protocol):
    """An extractor that reads several documents faster at once than one by one."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """What `read` gives of each, in order."""
        ...


def here(extractor: Extractor, documents: Iterable[Document | Skipped]) -> Iterator[Mapped]:
    """Each document read in this process, when it is asked for, or the part of them that it is read with."""
    parts = together(documents) if isinstance(extractor, ManyReader) else ([each] for each in documents)
    for part in parts:
        yield from _read_part(extractor, part)


def spread(
    make: Callable[[], Extractor], documents: Iterable[Document | Skipped], jobs: int
) -> Iterator[Mapped]:
    """The same over `jobs` processes; `make` is called once in each, and must be picklable."""
    # a forked child would inherit locks of threads that it does not have
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(make,)) as pool:
        coming = together(documents)
        flying: deque[Future[list[Mapped]]] = deque()
        try:
            while True:
                for part in islice(coming, jobs * _AHEAD - len(flying)):
                    flying.append(pool.submit(_work, part))
                if not flying:
                    return
                yield from flying.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_extractors: list[Extractor] = []  # each process of a pool has one, made when it starts


def _start(make: Callable[[], Extractor]) -> None:
    _extractors.append(make())


def _work(part: _Part) -> list[Mapped]:
    return _read_part(_extractors[0], part)


def _read_part(extractor: Extractor, part: _Part) -> list[Mapped]:
    """Each document of a part with its reading, read together if none of them fails."""
    documents = [each for each in part if isinstance(each, Document) and _is_english(each)]
    if isinstance(extractor, ManyReader) and len(documents) > 1:
        # by itself each is read below, so that one that fails is found and the others are not lost
        with suppress(Exception):
            readings = dict(zip(documents, extractor.read_many(documents), strict=True))
            return [(each, readings[each]) if each in readings else _read(extractor, each) for each in part]
    return [_read(extractor, each) for each in part]


def _is_english(document: Document) -> bool:
    return document.language.lower().startswith("en")


def _read(extractor: Extractor, document: Document | Skipped) -> Mapped:
    """The document with its reading, or why it has none; a failure costs this document and no other."""
    if isinstance(document, Skipped):
        return document, None
    if not _is_english(document):
        return Skipped(document.source, f"its language is {document.language!r}; only English is read"), None
    try:
        return document, extractor.read(document)
    except Exception as error:
        # one document that trips the parser must not cost the others; the manifest names it
        return Skipped(document.source, f"could not be read: {type(error).__name__}: {error}"), None
