"""One input as it lies on disk, and what a format family must offer to read it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kgraph.errors import SourceError
from kgraph.model import Block, BlockKind, Document
from kgraph.sources.frontmatter import FrontMatter

_FOREIGN_MARKS = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
)


@dataclass(frozen=True)
class Source:
    """The bytes of one input, under the id that its document will have."""

    id: str
    path: Path
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """64 hexadecimal digits over the bytes as they are."""
        return hashlib.sha256(self.data).hexdigest()

    def text(self) -> str:
        r"""The bytes as UTF-8, newlines as they are, without a byte order mark.

        >>> Source("a", Path("a.txt"), b"\xef\xbb\xbfOne\r\ntwo").text()
        'One\r\ntwo'

        Raises:
            SourceError: for an empty or binary file, or bytes that are not UTF-8 (with the offset).
        """
        if not self.data.strip():
            raise SourceError("the file is empty" if not self.data else "the file holds only white space")
        for mark, name in _FOREIGN_MARKS:
            if self.data.startswith(mark):
                raise SourceError(f"looks like {name}, not like UTF-8 text")
        if (zero := self.data.find(0)) >= 0:
            raise SourceError(f"looks like a binary file (a zero byte at offset {zero})")
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            # the signature's three bytes are cut off before the codec counts
            offset = error.start + (3 if self.data.startswith(b"\xef\xbb\xbf") else 0)
            raise SourceError(f"not UTF-8: byte 0x{self.data[offset]:02x} at offset {offset}") from error

    def document(self, text: str, blocks: tuple[Block, ...], header: FrontMatter, title: str) -> Document:
        """The document of this source: what its header says, `title` where the header names none."""
        said = header.fields
        read = any(block.kind in (BlockKind.PROSE, BlockKind.ITEM) for block in blocks)
        return Document(
            id=self.id,
            text=text,
            blocks=blocks,
            source=self.path.as_posix(),
            sha256=self.sha256,
            title=said.get("title") or title,
            publisher=said.get("publisher", ""),
            kind=said.get("kind", ""),
            published=said.get("published", ""),
            url=said.get("url", ""),
            license=said.get("license", ""),
            language=said.get("language") or "en",
            notes=header.notes if read else (*header.notes, "there is no sentence or list in it to read"),
        )


@dataclass(frozen=True)
class Format:
    """A format family: the file suffixes it reads (lower case, with the dot) and how.

    `read` gives the document with the source's id and hash, and raises SourceError (without the path) where
    the bytes are not of the format.
    """

    suffixes: tuple[str, ...]
    read: Callable[[Source], Document]
