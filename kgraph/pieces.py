"""A sentence cut into the words that a parser is shown, each with the place where the text has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from kgraph.model import Mention, Sentence, Span

Noun = Callable[[Mention], str]
"""What to show the parser in place of a mention: a plain noun that it knows."""

Cut = Callable[[str], tuple[tuple[int, str], ...]]
"""Cuts a word as the tokeniser does, which looks at one word at a time: where each token starts, and its text."""

_WORD = re.compile(r"\S+")
_LONGEST_ASIDE = 24
_STATISTIC = re.compile(
    r"%|\b(?:[nNpPtFrk]|OR|HR|RR|CI|SD|SE|IQR|aOR|mean|median|range)\b\s?[=<>≤≥,:]?\s?[\d.−-]"
)
_NUMBERS = re.compile(
    r"(?:[\d.,/–−-]+|of|to|and|out|in|up|about|around|more|less|fewer|than|every|may|affects?|people|users|patients|\s)+"
)
_ASIDE = 9
"""The most words of an aside between commas."""

_OFTEN = frozenset({"in", "among", "for", "on", "at", "over", "after", "of", "above", "below", "under"}
                   | {"less", "more", "most", "very"}
                   | {"rarely", "seldom", "occasionally", "sometimes", "often", "frequently", "commonly"}
                   | {"uncommonly", "infrequently", "exceptionally", "eventually", "ultimately", "finally"}
                   | {"even", "especially"})  # fmt: skip
"""Words with which an aside begins that says how often, in whom or when."""

_DOUBTING = frozenset(
    {"theory", "principle", "likelihood", "probability", "no", "not", "none", "likely", "probably"}
)
"""Words that make more of an aside than that."""

_CLEFT = 9
"""The most words of "what X does not do is"."""

_DOES = frozenset({"does", "did", "do"})
_HELPERS = _DOES | {"can", "could", "may", "might", "will", "would"}
_DETERMINERS = frozenset({"a", "an", "any", "its", "no", "some", "that", "the", "this", "what", "why", "how"})

_RANGE = re.compile(r"[\d.,]+[–−-]([\d.,]*\d)")
_SYMBOL = 4
"""The most letters of a unit's symbol."""

_HYPHENS = frozenset("-‐‑–")


class Piece(NamedTuple):
    """A word as the parser sees it: its place, its text there, what is shown, a space after it, its mention."""

    span: Span
    text: str
    shown: str
    space: bool
    mention: int | None


def goes_on(item: Sequence[Piece]) -> bool:
    """Whether a list item goes on from its lead-in by itself: "to do X", "by doing X"."""
    return bool(item) and item[0].mention is None and item[0].text.lower() in {"to", "by", "because"}


def bridge(lead: Span) -> Iterator[Piece]:
    """What joins a complete lead-in to its item: words that the text does not have, at an empty span."""
    for word in ("such", "as"):
        yield Piece(Span(lead.end, lead.end), "", word, True, None)


@dataclass(frozen=True)
class Cutter:
    """Cuts texts into words, each mention one piece."""

    cut: Cut
    noun: Noun | None

    def sentence(self, sentence: Sentence, colon: Sequence[str] = ()) -> list[Piece]:
        """The pieces of the sentence itself; its first colon is shown as the words of `colon`, if there are any."""
        run = list(self._run(sentence.text, sentence.span.start, sentence.mentions))
        pieces = _uncleft(_without_asides(_without_figures(_measured(run))))
        at = next((i for i, piece in enumerate(pieces) if piece.text == ":"), None) if colon else None
        return pieces if at is None else [*pieces[:at], *_spelt_out(pieces[at], colon), *pieces[at + 1 :]]

    def lead(self, sentence: Sentence) -> list[Piece]:
        """The pieces of a list item's lead-in, its colon left out."""
        if sentence.lead is None:
            return []
        text = sentence.lead_text.rstrip().removesuffix(":")
        return list(self._run(text, sentence.lead.start, sentence.mentions))

    def _run(self, text: str, base: int, mentions: Sequence[Mention]) -> Iterator[Piece]:
        """The words and mentions of a text that starts at `base` of the document."""
        at = 0
        for index, mention in enumerate(mentions):
            start, end = mention.span.start - base, mention.span.end - base
            if start < 0 or end > len(text):
                continue
            yield from self._words(text, at, start, base)
            shown = self.noun(mention) if self.noun else mention.text
            yield Piece(mention.span, mention.text, shown, _spaced(text, end), index)
            at = end
        yield from self._words(text, at, len(text), base)

    def _words(self, text: str, start: int, end: int, base: int) -> Iterator[Piece]:
        if start >= end:
            return
        if start and text[start] in _HYPHENS and not text[start - 1].isspace():
            # the "-" of "X-dependent" by itself
            yield Piece(
                Span(base + start, base + start + 1), text[start], "-", _spaced(text, start + 1), None
            )
            start += 1
        # one for one, so that offsets hold; the model knows only straight apostrophes
        plain = text[start:end].replace("’", "'").replace("‘", "'")
        for word in _WORD.finditer(plain):
            for at, shown in self.cut(word[0]):
                first = start + word.start() + at
                last = first + len(shown)
                span = Span(base + first, base + last)
                yield Piece(span, text[first:last], shown, _spaced(text, last), None)


def _spelt_out(piece: Piece, words: Sequence[str]) -> Iterator[Piece]:
    """A colon as words; the text has none of them, so all but the last are at an empty span."""
    *before, last = words
    for word in before:
        yield Piece(Span(piece.span.start, piece.span.start), "", word, True, None)
    yield piece._replace(shown=last, space=True)


def _measured(pieces: list[Piece]) -> list[Piece]:
    """The pieces, each unit that is two ("mg/kg") as one plain noun, and a range of numbers as its last."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.text[:1].isdigit() and _RANGE.fullmatch(piece.text):
            piece = piece._replace(shown=_RANGE.sub(r"\1", piece.text))
        if _per(kept) and piece.text.isalpha() and piece.mention is None:
            unit = kept[-2]
            del kept[-2:]
            text = f"{unit.text}/{piece.text}"
            piece = Piece(unit.span.cover(piece.span), text, "milligrams", piece.space, None)
        kept.append(piece)
    return kept


def _per(pieces: Sequence[Piece]) -> bool:
    """Whether pieces end in a number, the symbol of a unit and a stroke."""
    if len(pieces) < 3 or pieces[-1].text != "/" or pieces[-1].space or pieces[-2].space:
        return False
    return pieces[-3].text[-1:].isdigit() and pieces[-2].text.isalpha() and len(pieces[-2].text) <= _SYMBOL


def _without_figures(pieces: list[Piece]) -> list[Piece]:
    """The pieces but for brackets that hold mere figures, which break a list for a parser: "X (12%), Y (n = 3)"."""
    kept: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        if pieces[at].text in {"(", "["}:
            while end < len(pieces) and end - at < _LONGEST_ASIDE and pieces[end].text not in {")", "]"}:
                end += 1
            inside = pieces[at + 1 : end]
            if end < len(pieces) and kept and pieces[end].text in {")", "]"} and _figures(inside):
                kept[-1] = kept[-1]._replace(space=pieces[end].space)
                at = end + 1
                continue
        kept.append(pieces[at])
        at += 1
    return kept


def _without_asides(pieces: list[Piece]) -> list[Piece]:
    """The pieces but for how often or in whom the last of a list is met: "X, Y and, in rare cases, Z"."""
    kept: list[Piece] = []
    at = 0
    while at < len(pieces):
        kept.append(pieces[at])
        at += 1
        if pieces[at - 1].text in {"and", "or"} and (end := _aside(pieces, at)):
            kept[-1] = kept[-1]._replace(space=True)
            at = end
    return kept


def _uncleft(pieces: list[Piece]) -> list[Piece]:
    """The pieces of "what X does is ease Y" as those of "X does ease Y", which a parser reads."""
    said = [piece.text.lower() for piece in pieces[:_CLEFT]]
    if not said or said[0] not in {"what", "all"}:
        return pieces
    helper = next((n for n, word in enumerate(said) if n > 1 and word in _HELPERS), 0)
    at = helper + 1 if helper else len(said)
    denied = said[at : at + 1] in (["not"], ["n't"])
    at += denied
    at += said[at : at + 1] == ["do"]
    does = said[helper] in _DOES or said[at - 1] == "do"
    if not does or said[at : at + 1] not in (["is"], ["was"]) or said[at + 1 : at + 2] == ["to"]:
        return pieces
    after = pieces[at + 1 : at + 2]
    if (
        not after
        or not after[0].text.islower()
        or after[0].text in _DETERMINERS
        or after[0].mention is not None
    ):
        return pieces
    return [*pieces[1 : helper + 1 + denied], *pieces[at + 1 :]]


def _aside(pieces: Sequence[Piece], start: int) -> int:
    """Where a name stands after an aside between two commas that begins there; 0 where there is none."""
    commas = [n for n in range(start, min(start + _ASIDE + 2, len(pieces))) if pieces[n].text == ","]
    if len(commas) < 2 or commas[0] != start:
        return 0
    inside, end = pieces[start + 1 : commas[1]], commas[1] + 1
    plain = all(p.mention is None and p.text.lower() not in _DOUBTING for p in inside)
    opens = bool(inside) and inside[0].text.lower() in _OFTEN
    return end if opens and plain and any(p.mention is not None for p in pieces[end : end + 2]) else 0


def _figures(inside: Sequence[Piece]) -> bool:
    """Whether the words are numbers, shares, sizes and statistics, and no measure of anything."""
    said = " ".join(piece.text for piece in inside)
    plain = all(piece.mention is None for piece in inside) and any(c.isdigit() for c in said)
    return plain and bool(_STATISTIC.search(said) or _NUMBERS.fullmatch(said))


def parted(doc: Doc) -> Iterator[tuple[int, str]]:
    """The tokens with their starts; a bracket and the colon after it are two, though a tokeniser sees a face."""
    for token in doc:
        parts = (token.text[0], token.text[1]) if token.text in {"):", "]:"} else (token.text,)
        yield from ((token.idx + at, part) for at, part in enumerate(parts))


def _spaced(text: str, end: int) -> bool:
    return end < len(text) and text[end].isspace()
