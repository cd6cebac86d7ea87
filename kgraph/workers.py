"""Documents mapped to what they give, in this process or in several, in the order they come in."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Protocol

from kgraph.model import Document, Skipped
from kgraph.reading import Reading

Mapped = tuple[Document | Skipped, Reading | None]
"""A document with its reading, or what was skipped with None."""

_AHEAD = 4
"""Documents in flight for each process; more would only pile up texts in memory."""


class Extractor(Protocol):
    """Reads documents; all that a build needs of one."""

    def read(self, document: Document) -> Reading:
        """The evidence of one document, and counts."""
        ...


def here(extractor: Extractor, documents: Iterable[Document | Skipped]) -> Iterator[Mapped]:
    """Each document read in this process, when it is asked for."""
    for document in documents:
        yield (document, None) if isinstance(document, Skipped) else _read(extractor, document)


def spread(
    make: Callable[[], Extractor], documents: Iterable[Document | Skipped], jobs: int
) -> Iterator[Mapped]:
    """The same over `jobs` processes; `make` is called once in each, and must be picklable."""
    # a forked child would inherit locks of threads that it does not have
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(make,)) as pool:
        coming = iter(documents)
        flying: deque[Skipped | Future[Mapped]] = deque()
        try:
            while True:
                for document in islice(coming, jobs * _AHEAD - len(flying)):
                    flying.append(document if isinstance(document, Skipped) else pool.submit(_work, document))
                if not flying:
                    return
                first = flying.popleft()
                yield (first, None) if isinstance(first, Skipped) else first.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_extractors: list[Extractor] = []  # each process of a pool has one, made when it starts


def _start(make: Callable[[], Extractor]) -> None:
    _extractors.append(make())


def _work(document: Document) -> Mapped:
    return _read(_extractors[0], document)


def _read(extractor: Extractor, document: Document) -> Mapped:
    """The document with its reading, or why it has none; a failure costs this document and no other."""
    if not document.language.lower().startswith("en"):
        return Skipped(document.source, f"its language is {document.language!r}; only English is read"), None
    try:
        return document, extractor.read(document)
    except Exception as error:
        # one document that trips the parser must not cost the others; the manifest names it
        return Skipped(document.source, f"could not be read: {type(error).__name__}: {error}"), None
