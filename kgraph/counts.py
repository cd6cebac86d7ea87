"""Counts and shares that are the subject of a clause: "six in ten regarded X as Y", "all three did X".

A small model takes the verb after a bare number for a participle ("three reported cases"); shown a noun in place of the
number's last word, it reads the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from kgraph.pieces import Piece

SHOWN = "people"
"""What is shown for the last word of a count."""

_NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"}
                     | {"twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
                     | {"hundred", "dozen"})  # fmt: skip
_PARTS = frozenset({"half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_SOME = frozenset({"some", "most", "many", "several", "few", "all"})
_WORDS = _NUMBERS | _SOME | {"%", "percent", "cent"}
"""What counts by itself, written out or as a share."""

_NEARLY = frozenset({"a", "about", "almost", "an", "another", "any", "around", "at", "close", "each", "every"}
                    | {"fewer", "full", "fully", "further", "in", "just", "least", "less", "mere", "more", "nearly"}
                    | {"none", "of", "only", "other", "out", "over", "per", "roughly", "some", "than", "the", "to"}
                    | {"under", "up", "well"})  # fmt: skip
"""What may stand before the last word of a count and belong to it."""

_OPENING = frozenset({",", ";", ":", "—", "–", "(", "although", "and", "as", "because", "but", "or", "since", "that"}
                     | {"though", "when", "whereas", "while", "yet"})  # fmt: skip
"""After which a clause may begin."""

_FOLLOWING = frozenset({".", ",", ";", "a", "about", "after", "against", "an", "and", "any", "as", "at", "for", "from"}
                       | {"having", "her", "him", "his", "how", "in", "it", "its", "no", "not", "of", "on", "only"}
                       | {"or", "so", "some", "taking", "that", "the", "their", "them", "these", "this", "to"}
                       | {"using", "what", "which"})  # fmt: skip
"""What may follow a verb, and no participle before a noun."""

_HELPING = frozenset({"are", "been", "did", "had", "was", "were"})
"""After which no model errs."""

_DONE_TO = frozenset({"aged", "assigned", "based", "born", "called", "compared", "exposed", "followed", "given"}
                     | {"randomised", "randomized", "taken", "treated", "used"})  # fmt: skip
"""Participles that stand after a count by themselves: "40 treated with X and 40 with Y"."""

_NO_SLIP = _HELPING | _DONE_TO
"""What follows a count and is read as it stands."""

_FIRST_YEAR, _LAST_YEAR = 1700, 2100


def shown(pieces: Sequence[Piece], past: Set[str]) -> list[Piece]:
    """The pieces, the last word of each count before a verb in the past shown as a noun.

    `past` are the irregular forms of the past, in lower case.
    """
    kept = list(pieces)
    for at in _counts(pieces, past):
        kept[at] = kept[at]._replace(shown=SHOWN)
    return kept


def kind(word: str) -> tuple[str, str]:
    """The part of speech and the tag of the last word of a count, however it was shown.

    >>> kind("40"), kind("Most")
    (('NUM', 'CD'), ('DET', 'DT'))
    """
    return ("DET", "DT") if word.lower() in _SOME else ("NUM", "CD")


def _counts(pieces: Sequence[Piece], past: Set[str]) -> Iterator[int]:
    """Where the last words of counts stand that a verb in the past follows."""
    words = [piece.text.lower() for piece in pieces]
    for at in range(len(words) - 2):
        if pieces[at].mention is None and _counts_by(words[at]) and pieces[at + 1].mention is None:
            after = pieces[at + 2]
            verb = _is_past(words[at + 1], past) and (
                after.mention is not None or words[at + 2] in _FOLLOWING
            )
            if verb and _opens(words, at):
                yield at


def _counts_by(word: str) -> bool:
    if word.isdecimal():
        return not _FIRST_YEAR <= int(word) < _LAST_YEAR
    return word in _WORDS or word.removesuffix("s") in _PARTS


def _is_past(word: str, past: Set[str]) -> bool:
    return word not in _NO_SLIP and (word in past or (word.endswith("ed") and word.isalpha()))


def _opens(words: Sequence[str], last: int) -> bool:
    """Whether a count whose last word is there begins a clause."""
    at = last - 1
    while at >= 0 and (words[at] in _NEARLY or _counts_by(words[at]) or words[at][:1].isdigit()):
        at -= 1
    return (
        at < 0 or not words[at] or words[at] in _OPENING
    )  # what shows a colon as words is no word of the text
