"""Which texts repeat one another, so that a copy is never counted as a confirmation.

Texts are compared by their shingles (runs of `SHINGLE` words, without case or punctuation) as in Broder 1997,
"On the resemblance and containment of documents" (doi:10.1109/SEQUEN.1997.666900). MinHash with
locality-sensitive hashing (datasketch) proposes pairs; each proposed pair is then decided on the exact sets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

from kgraph.model import BlockKind, Claim, Document

SHINGLE: Final = 3
"""Words in a shingle."""

RESEMBLANCE: Final = 0.4
"""Documents are copies from this share of common shingles (of all shingles of both) upwards.

A copy in which every seventh word is replaced has 0.46; unrelated articles on one topic stay below 0.1.
"""

CONTAINMENT: Final = 0.7
"""Passages are copies from this share of the shorter one's shingles upwards that the other holds too."""

PASSAGE: Final = 8
"""Words below which a passage may recur by chance and is never held to be copied."""

EXACT: Final = 64
"""Up to so many texts are compared pair by pair, without hashing."""

_BANDS: Final = 85
_SEED: Final = 1997
_WORD: Final = re.compile(r"[^\W_]+")

Shingles: TypeAlias = npt.NDArray[np.uint32]
Measure: TypeAlias = Callable[[Shingles, Shingles], float]


def shingles(text: str) -> Shingles:
    """The set of the text's shingles, each as the CRC-32 of its words, ascending; a text too short has one.

    >>> len(shingles("Bark of the willow")), len(shingles("Willow")), len(shingles("--"))
    (2, 1, 0)
    """
    words = _WORD.findall(text.casefold())
    runs = (
        " ".join(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, min(len(words), 1)))
    )
    return np.unique(np.fromiter((zlib.crc32(run.encode()) for run in runs), dtype=np.uint32))


def resemblance(left: Shingles, right: Shingles) -> float:
    """Shingles in common over all shingles of the two; 0 where there are none.

    >>> resemblance(shingles("tea from the bark"), shingles("Tea from the bark, dried")).__round__(2)
    0.67
    """
    common = np.intersect1d(left, right, assume_unique=True).size
    return common / max(left.size + right.size - common, 1)


def containment(left: Shingles, right: Shingles) -> float:
    """Shingles in common over those of the smaller set; 0 where it is empty.

    >>> containment(shingles("tea from the bark"), shingles("Tea from the bark, dried"))
    1.0
    """
    common = np.intersect1d(left, right, assume_unique=True).size
    return common / max(min(left.size, right.size), 1)


def body(document: Document) -> str:
    """What the document itself says: its prose and list items, without headings and page furniture.

    All of the text where the document has no blocks.
    """
    if not document.blocks:
        return document.text
    read = (b for b in document.blocks if b.kind in (BlockKind.PROSE, BlockKind.ITEM))
    return "\n".join(document.text[block.span.slice] for block in read)


def cluster(documents: Iterable[Document]) -> dict[str, str]:
    """The independent source that each document belongs to: its id mapped to the smallest id of its cluster.

    Two documents that resemble one another by `RESEMBLANCE` or more are of one cluster, and so are those that
    a chain of such pairs links. A document that resembles none is its own cluster. Keys are sorted.
    """
    texts = {d.id: shingles(body(d)) for d in sorted(documents, key=lambda d: d.id)}
    return _clusters(texts, resemblance, RESEMBLANCE, rows=3)


def passages(claims: Iterable[Claim]) -> dict[str, str]:
    """The evidence whose sentence stands, word for word or nearly, in another document that says the same.

    Maps the id of each such evidence to the smallest id among its copies; evidence that is copied nowhere is
    left out. Only evidence of one claim is compared, since only there can a copy pass for a confirmation, and
    only sentences of `PASSAGE` words or more. Keys are sorted.
    """
    copied: dict[str, str] = {}
    for claim in claims:
        if len({e.document for e in claim.evidence}) > 1:
            document = {e.id: e.document for e in claim.evidence}
            texts = {e.id: shingles(e.text) for e in sorted(claim.evidence, key=lambda e: e.id)}
            long = {key: text for key, text in texts.items() if text.size > PASSAGE - SHINGLE}
            groups = _clusters(long, containment, CONTAINMENT, rows=2)
            spread = {first for key, first in groups.items() if document[key] != document[first]}
            copied.update((key, first) for key, first in groups.items() if first in spread)
    return dict(sorted(copied.items()))


def _clusters(texts: Mapping[str, Shingles], measure: Measure, threshold: float, rows: int) -> dict[str, str]:
    """Each key with the smallest key that it is linked to; `texts` are sorted by key."""
    parent = {key: key for key in texts}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    pairs = combinations(texts, 2) if len(texts) <= EXACT else _proposals(texts, rows)
    for left, right in pairs:
        first, second = sorted((root(left), root(right)))
        if first != second and measure(texts[left], texts[right]) >= threshold:
            parent[second] = first
    return {key: root(key) for key in texts}


def _proposals(texts: Mapping[str, Shingles], rows: int) -> Iterator[tuple[str, str]]:
    """Pairs that share a band of `rows` hashes out of `_BANDS` bands.

    Three rows propose a pair of resemblance 0.4 with probability 0.996, one of 0.05 with 0.01; two rows, for
    passages, propose one of 0.25 with 0.996.
    """
    index = MinHashLSH(num_perm=_BANDS * rows, params=(_BANDS, rows))
    for key, text in texts.items():
        if text.size:
            sketch = MinHash(num_perm=_BANDS * rows, seed=_SEED, hashfunc=int)
            sketch.update_batch(text)
            yield from ((key, other) for other in sorted(index.query(sketch)))
            index.insert(key, sketch, check_duplication=False)
