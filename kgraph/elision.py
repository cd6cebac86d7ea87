"""Names whose head is said once for several: "green and black tea", "left- and right-hand drive".

Where a member of a coordination and the head of the last member together spell a label, the member names that
entity, at its own words. Only what the ontology lists is completed, so that a chance pair of nouns is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.lexicon import Lexicon, Match, merge
from kgraph.namespaces import IRI
from kgraph.spelling import Word

_CONJUNCTIONS = frozenset({"and", "or", "nor", "&", "/"})
_CLOSED = _CONJUNCTIONS | frozenset(
    re.findall(
        r"\S+",
        """
        a an the this that these those its their his her our your my some any no not all both each other such
        of in on at by for from to with as than via per is are was were be been being has have had do does did
        can could may might must shall should will would it they he she we you i who which what but
        """,
    )
)
_LONGEST_MEMBER = 4
_LONGEST_HEAD = 3
_WITHIN = re.compile(r"[-\u2010-\u2013]|[^\S\n]*\n?[^\S\n]*")
_AFTER_MEMBER = re.compile(r"([-\u2010-\u2013]?)[^\S\n]*\n?[^\S\n]*")


def complete(text: str, run: Sequence[Word], matches: Sequence[Match], lexicon: Lexicon) -> tuple[Match, ...]:
    """The matches, and the members of coordinations that share the head of the last one.

    A member's own shorter name gives way: in "tea and coffee cups" the first is a cup.

    Args:
        text: What the words and matches are of.
        run: All its words.
        matches: The names found in it, sorted, none overlapping another.
        lexicon: What spells a label.
    """
    starting = {match.start: match for match in matches}
    found: dict[int, Match] = {}
    for place, word in enumerate(run):
        if word.key in _CONJUNCTIONS and 0 < place < len(run) - 1:
            for match in _members(text, run, place, starting.get(run[place + 1].start), lexicon):
                found.setdefault(match.start, match)
    return merge(matches, [found[start] for start in sorted(found)])


def _members(
    text: str, run: Sequence[Word], conjunction: int, after: Match | None, lexicon: Lexicon
) -> Iterator[Match]:
    """The members left of a conjunction that the first head to fit one of them completes."""
    for head in _heads(text, run, conjunction + 1, after):
        members = list(_completed(text, run, conjunction, head, lexicon))
        members = [m for m in members if after is None or m.entity != after.entity]
        if members:
            yield from members
            return


def _completed(
    text: str, run: Sequence[Word], stop: int, head: tuple[str, ...], lexicon: Lexicon
) -> Iterator[Match]:
    """From the last member of the list to its first, as long as each makes a label with the head.

    One that makes none stands for itself, and so may those before it: "ink, glue, and paper mills".
    """
    while True:
        last = stop - 1
        if last > 0 and run[last].key == "," and run[stop].key in _CONJUNCTIONS:
            last -= 1  # the comma before "and"
        if last < 0:
            return
        gap = _AFTER_MEMBER.fullmatch(text, run[last].end, run[last + 1].start)
        if gap is None:
            return
        member = _member(text, run, last, head, lexicon)
        if member is None:
            return
        first, entity = member
        yield Match(run[first].start, run[last].end + len(gap[1]), entity)
        stop = first - 1
        if stop < 1 or run[stop].key not in (",", "/"):
            return


def _plain(word: Word) -> bool:
    """Whether it may be part of a member: no punctuation, no word of the closed classes."""
    return word.key not in _CLOSED and word.key[0].isalnum()


def _member(
    text: str, run: Sequence[Word], last: int, head: tuple[str, ...], lexicon: Lexicon
) -> tuple[int, IRI] | None:
    """The longest run of words that ends at `last` and makes a label with the head."""
    best = None
    for first in range(last, max(-1, last - _LONGEST_MEMBER), -1):
        if not _plain(run[first]):
            break
        if first < last and not _WITHIN.fullmatch(text, run[first].end, run[first + 1].start):
            break
        entity = lexicon.spells((*(word.key for word in run[first : last + 1]), *head))
        if entity is not None and not run[first].glued:
            best = first, entity
    return best


def _heads(text: str, run: Sequence[Word], start: int, after: Match | None) -> Iterator[tuple[str, ...]]:
    """What may be the shared head in the words from `start`, the longest first.

    It begins inside the name that stands there or right behind it; behind one plain word where none does.
    """
    phrase: list[str] = []
    named = 0
    for place in range(start, min(len(run), start + 8)):
        if not _plain(run[place]):
            break
        if place > start and not _WITHIN.fullmatch(text, run[place - 1].end, run[place].start):
            break
        if after is not None and run[place].end <= after.end:
            named = len(phrase) + 1
        phrase.append(run[place].key)
    first = 1
    if after is None:
        named = first
        # a verb in -s or -ed opens a clause of its own: "makes glass and sells windows"
        if not phrase or phrase[0].endswith(("s", "ed")):
            return
    for length in range(_LONGEST_HEAD, 0, -1):
        for begin in range(first, named + 1):
            if begin + length <= len(phrase):
                yield tuple(phrase[begin : begin + length])
