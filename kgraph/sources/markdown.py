"""Markdown (CommonMark and tables): its blocks, by the line maps of markdown-it, and its inline marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgraph.model import Block, BlockKind, Document, Span
from kgraph.sources import frontmatter, lines, structure, wording
from kgraph.sources.lines import Line
from kgraph.sources.source import Format, Source
from kgraph.sources.structure import Piece

# inline marks are read block by block, below, where their offsets can be told;
# four spaces are more often an indented paragraph than code
_BLOCKS = MarkdownIt("commonmark").enable("table").disable(["inline", "code"])
_INLINE = MarkdownIt("commonmark")
_NOT_TEXT = frozenset({"fence", "html_block", "hr"})
_LIST = {"bullet_list_open": 1, "ordered_list_open": 1, "bullet_list_close": -1, "ordered_list_close": -1}
_LINK_END = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\]")
_MARKED = re.compile(r"[*_`\[\]<>\\&!~]")
_QUOTED = re.compile(r"(?<=[\r\n])[ \t]*>[> \t]*")  # the marks of a quotation on all lines but the first
_CELL_WORDS = 5


def read(source: Source) -> Document:
    """The document with its blocks and inline marks; see `Format.read`."""
    text = source.text()
    all_lines = lines.split(text)
    header = frontmatter.read(all_lines)
    body = all_lines[header.lines :]
    found = structure.blocks(text, [*header.pieces(text, all_lines), *_pieces(body)])
    markup = tuple(span for block in found if _is_read(block) for span in marks(text, block.span))
    return replace(source.document(text, found, header, _title(text, found)), markup=markup)


def _is_read(block: Block) -> bool:
    return block.kind in (BlockKind.PROSE, BlockKind.ITEM)


def _title(text: str, found: Sequence[Block]) -> str:
    heading = next((b for b in found if b.kind is BlockKind.HEADING), None)
    return wording.plain(text[heading.span.slice]) if heading else ""


def _pieces(body: Sequence[Line]) -> list[Piece]:
    tokens = _BLOCKS.parse("\n".join(line.text for line in body))
    pieces = list(_walk(tokens, body))
    covered = [False] * len(body)
    starts = [line.start for line in body]
    for piece in pieces:
        for number in _numbers(piece.span, starts):
            covered[number] = True
    # what makes no block (a link's definition, lists nested too deep) is of the page, not of the text
    rest = [
        Piece(line.content, BlockKind.FURNITURE) for line, hit in zip(body, covered, strict=True) if not hit
    ]
    return [*pieces, *rest]


def _numbers(span: Span, starts: Sequence[int]) -> range:
    return range(bisect_right(starts, span.start) - 1, bisect_left(starts, max(span.end, span.start + 1)))


def _walk(tokens: Sequence[Token], body: Sequence[Line]) -> Iterator[Piece]:
    level = 0
    fresh = False  # the next paragraph is the first of its list item
    kind = BlockKind.PROSE
    for number, token in enumerate(tokens):
        level += _LIST.get(token.type, 0)
        if token.type == "list_item_open":
            fresh = True
        elif token.type == "heading_open":
            kind = BlockKind.HEADING
        elif token.type == "paragraph_open":
            kind, fresh = (BlockKind.ITEM if fresh else BlockKind.PROSE), False
        elif token.type == "tr_open" and token.map:
            kind = BlockKind.FURNITURE
            close = next(n for n in range(number, len(tokens)) if tokens[n].type == "tr_close")
            yield from _row(body[token.map[0]], tokens[number:close])
        elif token.type == "inline" and token.map and kind is not BlockKind.FURNITURE:
            span = _span(token, body)
            solo = kind is BlockKind.PROSE and _bold_title(token.content)
            yield Piece(span, BlockKind.HEADING if solo else kind, level)
        elif token.type in _NOT_TEXT and token.map:
            yield from _furniture(body[token.map[0] : token.map[1]])


def _bold_title(content: str) -> bool:
    """Whether a paragraph is one short line in bold, the heading of those who write no `#`."""
    bold = content.startswith(("**", "__")) and content.endswith(("**", "__")) and len(content) > 4
    return bold and wording.short(content) and "**" not in content[2:-2]


def _furniture(rows: Sequence[Line]) -> Iterator[Piece]:
    if filled := [row.content for row in rows if not row.blank]:
        yield Piece(filled[0].cover(filled[-1]), BlockKind.FURNITURE)


def _span(token: Token, body: Sequence[Line]) -> Span:
    """Where the content of a paragraph or heading stands, the marks of its block left out."""
    assert token.map is not None
    content = token.content.split("\n")
    rows = [row for row in body[token.map[0] : token.map[1]] if not row.blank]
    # definitions of links at the top of a paragraph are taken out of its content
    rows = rows[-max(len(content), 1) :] if len(rows) >= len(content) else rows
    first, last = rows[0], rows[-1]
    begin = first.text.rfind(content[0].strip()) if content[0].strip() else -1
    if first is last and content[0].strip():
        start = first.start + max(begin, 0)
        return Span(start, start + len(content[0].strip())) if begin >= 0 else first.content
    return Span(first.start + begin if begin >= 0 else first.content.start, last.content.end)


def _row(line: Line, tokens: Sequence[Token]) -> Iterator[Piece]:
    """The cells of a table's row that hold a sentence; the others are of the page."""
    cursor = 0
    for token in tokens:
        if token.type != "inline" or not token.content.strip():
            continue
        begin = line.text.find(token.content, cursor)
        if begin < 0:
            continue
        cursor = begin + len(token.content)
        said = len(token.content.split()) >= _CELL_WORDS and not wording.titled(token.content)
        span = Span(line.start + begin, line.start + cursor)
        yield Piece(span, BlockKind.PROSE if said else BlockKind.FURNITURE)
    # cells beyond those of the table's head are not shown
    if any(letter.isalnum() for letter in line.text[cursor:]):
        yield Piece(Span(line.start + cursor, line.start + len(line.text)), BlockKind.FURNITURE)


def marks(text: str, span: Span) -> Iterator[Span]:
    """The stretches of a block that its rendered page does not show: asterisks, link targets, tags.

    >>> text = "Tea is *Camellia sinensis* ([see](http://a.b))."
    >>> [text[mark.slice] for mark in marks(text, Span(0, len(text)))]
    ['*', '*', '[', '](http://a.b)']
    """
    raw = text[span.slice]
    if not _MARKED.search(raw):
        return
    hidden = 0
    for start, end in _shown(_QUOTED.sub(lambda match: " " * len(match.group()), raw)):
        yield from _unspaced(raw, hidden, start, span.start)
        hidden = end
    yield from _unspaced(raw, hidden, len(raw), span.start)


def _unspaced(raw: str, start: int, end: int, base: int) -> Iterator[Span]:
    for match in re.finditer(r"\S+", raw[start:end]):
        yield Span(base + start + match.start(), base + start + match.end())


def _shown(raw: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that the rendered page shows, in order."""
    cursor = 0
    for token in _INLINE.parseInline(raw)[0].children or ():
        if token.type in ("text", "code_inline"):
            for word in token.content.split():
                begin = raw.find(word, cursor)
                if begin >= 0:
                    cursor = begin + len(word)
                    yield begin, cursor
        elif token.type == "link_close" and token.info != "auto":
            match = _LINK_END.search(raw, cursor)
            cursor = match.end() if match else cursor
        elif token.type in ("html_inline", "image"):
            begin = raw.find(token.content, cursor)
            match = _LINK_END.search(raw, max(begin, cursor)) if token.type == "image" else None
            cursor = match.end() if match else max(begin, cursor) + len(token.content)


MARKDOWN = Format((".md", ".markdown", ".mdown"), read)
