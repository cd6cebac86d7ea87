"""Abbreviations that a text defines: "long form (LF)" and "LF (long form)".

The method is that of A. S. Schwartz and M. A. Hearst, A Simple Algorithm for Identifying Abbreviation
Definitions in Biomedical Text, Pacific Symposium on Biocomputing 8 (2003), 451-462. One thing is added: a
short form needs a capital or a digit, so that a plain word in parentheses is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kgraph.model import Span

_PARENTHESES = re.compile(r"\(([^()\n]{2,120})\)")
_CUT = re.compile(r"[;,:]\s.*\Z", re.DOTALL)
_BOUNDARY = re.compile(r"[.!?;:]\s|[()\n]")
_WINDOW = 300


class Definition(NamedTuple):
    """A short form and what it stands for, both as spans of the text."""

    short: Span
    long: Span


def definitions(text: str) -> Iterator[Definition]:
    """The definitions of a text in order.

    >>> text = "behavioral activation (BA), an alternative (see below)"
    >>> [(text[d.short.slice], text[d.long.slice]) for d in definitions(text)]
    [('BA', 'behavioral activation')]
    """
    for match in _PARENTHESES.finditer(text):
        inside = Span(match.start(1), match.start(1) + len(_CUT.sub("", match.group(1)).rstrip()))
        if is_short_form(text[inside.slice]):
            long = _long_form(text, inside, match.start())
            if long:
                yield Definition(inside, long)
        elif reverse := _spelled_out(text, match.start(), inside):
            yield reverse


def _spelled_out(text: str, parenthesis: int, inside: Span) -> Definition | None:
    """The definition of a short form by several words in parentheses behind it."""
    before = re.search(r"\S+(?=\s?\Z)", text[max(0, parenthesis - 20) : parenthesis])
    if before is None or not is_short_form(before.group()) or len(text[inside.slice].split()) < 2:
        return None
    start = max(0, parenthesis - 20) + before.start()
    short = Span(start, start + len(before.group()))
    # all that the parentheses hold is the long form, so it need only begin alike
    if text[short.start].lower() != text[inside.start].lower():
        return None
    return None if best_long_form(before.group(), text[inside.slice]) is None else Definition(short, inside)


def is_short_form(text: str) -> bool:
    """Whether it may be one: two to ten characters, one or two words, a letter, a capital or digit."""
    return (
        2 <= len(text) <= 10
        and len(text.split()) <= 2
        and text[0].isalnum()
        and any(c.isalpha() for c in text)
        and any(c.isupper() or c.isdigit() for c in text)
    )


def _long_form(text: str, short: Span, parenthesis: int) -> Span | None:
    """The words before the parenthesis that spell the short form out, none beyond the clause."""
    characters = text[short.slice]
    window = text[max(0, parenthesis - _WINDOW) : parenthesis].rstrip()
    clause = window[max((m.end() for m in _BOUNDARY.finditer(window)), default=0) :]
    starts = [m.start() for m in re.finditer(r"\S+", clause)]
    most = min(len(characters) + 5, len(characters) * 2)
    if not starts:
        return None
    candidate = clause[starts[-most] if len(starts) > most else starts[0] :]
    begin = best_long_form(characters, candidate)
    if begin is None:
        return None
    end = max(0, parenthesis - _WINDOW) + len(window)
    start = end - len(candidate) + begin
    return Span(start, end) if _is_long_form(text[start:end], characters) else None


def _is_long_form(long: str, short: str) -> bool:
    words = long.split()
    return len(long) > len(short) and short not in words and len(words) <= min(len(short) + 5, len(short) * 2)


def best_long_form(short: str, candidate: str) -> int | None:
    """Where in the candidate the long form begins, or None where it does not spell the short form.

    Letters and digits of the short form are sought from its end; its first must begin a word.

    >>> "the world wide web"[best_long_form("WWW", "the world wide web"):]
    'world wide web'
    """
    place = len(candidate)
    letters = [c.lower() for c in short if c.isalnum()]
    lowered = candidate.lower()
    if len(lowered) != len(candidate):
        return None
    for number in range(len(letters) - 1, -1, -1):
        place = lowered.rfind(letters[number], 0, place)
        while number == 0 and place > 0 and candidate[place - 1].isalnum():
            place = lowered.rfind(letters[0], 0, place)
        if place < 0:
            return None
    return max(candidate.rfind(" ", 0, place), candidate.rfind("\n", 0, place)) + 1
