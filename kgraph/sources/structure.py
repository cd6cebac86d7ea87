"""From the pieces that a format finds to the blocks of a document: furniture, headings, lead-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph.model import Block, BlockKind, Span
from kgraph.sources import wording
from kgraph.sources.lines import trim

LONGEST = 20_000
"""Characters of the longest block; longer text is cut between sentences, so that reading stays bounded."""

_LONGEST_WORD = 1_000
_SHORTEST_LEAD = 4
_CUT = re.compile(r"[.!?][\"'”’)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as a format sees it; `level` is how deep it lies in lists, 0 outside of any."""

    span: Span
    kind: BlockKind
    level: int = 0


def blocks(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks of a text, in order: none overlaps another, is empty or has space at its ends."""
    tidy = [replace(piece, span=trim(text, piece.span)) for piece in pieces]
    tidy = sorted((piece for piece in tidy if len(piece.span)), key=lambda piece: piece.span)
    return tuple(_bounded(text, _with_leads(text, _furnished(text, tidy))))


def _furnished(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Page furniture and tables of contents marked as such, and headings that only a contents list shows."""
    contents, headings = _contents(text, pieces)
    found = []
    for number, piece in enumerate(pieces):
        said = text[piece.span.slice]
        if piece.kind is not BlockKind.FURNITURE:
            unreadable = len(max(said.split(), key=len)) > _LONGEST_WORD
            if number in contents or unreadable or wording.furniture(said):
                piece = replace(piece, kind=BlockKind.FURNITURE)
            elif number in headings:
                piece = replace(piece, kind=BlockKind.HEADING, level=0)
        found.append(piece)
    return found


def _contents(text: str, pieces: Sequence[Piece]) -> tuple[set[int], set[int]]:
    """Numbers of the pieces that only announce a later heading, and of the headings so announced."""
    keys = [wording.key(text[p.span.slice]) if len(p.span) < 200 else "" for p in pieces]
    last: dict[str, int] = {}
    for number, piece in enumerate(pieces):
        if keys[number] and _stands_alone(text, pieces, number) and piece.kind is not BlockKind.FURNITURE:
            last[keys[number]] = number
    echoes = {n for n, key in enumerate(keys) if last.get(key, n) > n}
    contents = set(echoes)
    for run in _runs(pieces):
        before = text[pieces[run[0] - 1].span.slice] if run[0] else ""
        hits = echoes.intersection(run)
        if wording.contents_title(before):
            contents.update(run)
        elif wording.introduces(before) and len(before.split()) >= _SHORTEST_LEAD:
            contents.difference_update(run)
        elif len(hits) > 1 and 3 * len(hits) >= 2 * len(run):
            contents.update(run)
    return contents, {last[keys[n]] for n in echoes} - contents


def _stands_alone(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """Whether the piece can be a heading: marked as one, or a line outside of lists that ends no sentence."""
    piece = pieces[number]
    if piece.kind is BlockKind.HEADING:
        return True
    around = [pieces[n].kind for n in (number - 1, number + 1) if 0 <= n < len(pieces)]
    lonely = piece.kind is not BlockKind.ITEM or BlockKind.ITEM not in around
    heads = number + 1 < len(pieces)
    return lonely and heads and wording.short(text[piece.span.slice], 20)


def _runs(pieces: Sequence[Piece]) -> Iterator[range]:
    """The lists: stretches of list items, and of what lies inside them."""
    start = None
    for number, piece in enumerate([*pieces, Piece(Span(0, 0), BlockKind.PROSE)]):
        inside = piece.kind is BlockKind.ITEM or (piece.level > 0 and start is not None)
        if inside and start is None:
            start = number
        elif not inside and start is not None:
            yield range(start, number)
            start = None


def _with_leads(text: str, pieces: Sequence[Piece]) -> Iterator[Block]:
    """Each list item with the sentence that introduces its list, the nearest where lists nest.

    A heading introduces the items right below it that are no sentences of their own.
    """
    leads: dict[int, Span] = {}
    heading: Span | None = None
    for piece in pieces:
        lead = None
        if piece.kind is BlockKind.ITEM:
            lead = next((leads[n] for n in range(piece.level, 0, -1) if n in leads), None)
            if lead is None and not wording.ends_sentence(text[piece.span.slice]):
                lead = heading
        elif piece.level == 0:
            heading = piece.span if piece.kind is BlockKind.HEADING else None
        if piece.kind is not BlockKind.FURNITURE:
            # a paragraph inside an item neither introduces nor ends the list around it
            if piece.kind is BlockKind.ITEM or piece.level == 0:
                leads = {n: span for n, span in leads.items() if n <= piece.level}
            if wording.introduces(text[piece.span.slice]):
                leads[piece.level + 1] = _sentence_at_end(text, piece.span)
        yield Block(piece.span, piece.kind, lead)


def _sentence_at_end(text: str, span: Span) -> Span:
    tail = Span(max(span.start, span.end - LONGEST), span.end)
    return Span(tail.start + wording.last_sentence(text[tail.slice]), tail.end)


def _bounded(text: str, whole: Iterator[Block]) -> Iterator[Block]:
    for block in whole:
        start = block.span.start
        while block.kind is not BlockKind.FURNITURE and block.span.end - start > LONGEST:
            cut = _cut(text, start, start + LONGEST)
            yield replace(block, span=trim(text, Span(start, cut)))
            start = trim(text, Span(cut, block.span.end)).start
        yield replace(block, span=Span(start, block.span.end))


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut a long stretch: after its last sentence, else after its last word, else at its end."""
    ends = [match.end() for match in _CUT.finditer(text, start, end)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + 1, end)
    return space if space > start else end
