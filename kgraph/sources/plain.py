"""Plain text: one paragraph a line, or paragraphs of wrapped lines between blank ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph.model import BlockKind, Document, Span
from kgraph.sources import frontmatter, lines, structure, wording
from kgraph.sources.lines import Line
from kgraph.sources.source import Format, Source
from kgraph.sources.structure import Piece

_MARKER = re.compile(r"\s*(?:(?:[-*•‣◦▪●·–—]|\(?\d{1,2}[.)])\s+)+")
_RULE = re.compile(r"\s*([-*_=~#]\s*){3,}")
_WIDEST = 120
"""Characters of the widest line that somebody has wrapped by hand or by an editor."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or several that belong together."""

    span: Span
    kind: BlockKind
    level: int
    last: Line


def read(source: Source) -> Document:
    """The document with its blocks; see `Format.read`."""
    text = source.text()
    all_lines = lines.split(text)
    header = frontmatter.read(all_lines)
    body = all_lines[header.lines :]
    found = structure.blocks(text, [*header.pieces(text, all_lines), *_pieces(body)])
    first = next((b for b in found if b.kind is not BlockKind.FURNITURE), None)
    title = text[first.span.slice] if first and first.kind is BlockKind.HEADING else ""
    return source.document(text, found, header, " ".join(title.split()))


def _pieces(body: Sequence[Line]) -> list[Piece]:
    width = max((len(line.text.rstrip()) for line in body if len(line.text.rstrip()) <= _WIDEST), default=0)
    units = [unit for chunk in _chunks(body) for unit in _units(chunk, width)]
    # a heading heads something: a short line at the very end is what the text says last
    last = max((n for n, unit in enumerate(units) if unit.kind is not BlockKind.HEADING), default=-1)
    kinds = (
        BlockKind.PROSE if u.kind is BlockKind.HEADING and n > last else u.kind for n, u in enumerate(units)
    )
    return [Piece(unit.span, kind, unit.level) for unit, kind in zip(units, kinds, strict=True)]


def _chunks(body: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches of lines between blank ones."""
    chunk: list[Line] = []
    for line in body:
        if not line.blank:
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _units(chunk: Sequence[Line], width: int) -> Iterator[_Unit]:
    wrapped = all(len(line.text.rstrip()) <= _WIDEST for line in chunk)
    current: _Unit | None = None
    for number, line in enumerate(chunk):
        following = chunk[number + 1] if number + 1 < len(chunk) else None
        unit = _start(line, following, width if wrapped else 0)
        if current and _continues(current, unit, line, width if wrapped else 0):
            current = replace(current, span=current.span.cover(line.content), last=line)
            continue
        if current:
            yield current
        current = unit
    if current:
        yield current


def _start(line: Line, following: Line | None, width: int) -> _Unit:
    """The line taken by itself."""
    if _RULE.fullmatch(line.text) or wording.furniture(line.text):
        return _Unit(line.content, BlockKind.FURNITURE, 0, line)
    marker = _MARKER.match(line.text)
    if marker and marker.end() < len(line.text):
        indent = len(line.text) - len(line.text.lstrip())
        span = Span(line.start + marker.end(), line.content.end)
        return _Unit(span, BlockKind.ITEM, 1 + indent // 2, line)
    kind = BlockKind.HEADING if _heads(line, following, width) else BlockKind.PROSE
    return _Unit(line.content, kind, 0, line)


def _heads(line: Line, following: Line | None, width: int) -> bool:
    """Whether the line can be a heading: titled, or short and not cut by a margin."""
    text = line.text.strip()
    below = following.text.strip() if following else ""
    if below and below[0].islower():
        return False
    # a question that a speaker asks is no heading, one that a section answers is
    spoken = text.endswith("?") and ":" in text
    return wording.titled(text) or (wording.short(text) and not spoken and not _full(line, below, width))


def _full(line: Line, below: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    word = below.split(maxsplit=1)[0] if below else ""
    return bool(word) and len(line.text.rstrip()) + 1 + len(word) > width > 0


def _continues(current: _Unit, unit: _Unit, line: Line, width: int) -> bool:
    """Whether the line runs on from the unit above it instead of starting one of its own."""
    if unit.kind is BlockKind.ITEM or current.kind is BlockKind.FURNITURE or _RULE.fullmatch(line.text):
        return False
    if current.kind is BlockKind.ITEM:
        indented = line.text[:1].isspace()
        return indented or (line.text[:1].islower() and not wording.ends_sentence(current.last.text))
    if current.kind is not BlockKind.PROSE or not width:
        return False
    above = current.last.text
    if not wording.ends_sentence(above):
        return True
    return unit.kind is BlockKind.PROSE and _full(current.last, line.text.strip(), width)


PLAIN = Format((".txt", ".text"), read)
