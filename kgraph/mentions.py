"""Where a document names the entities of an ontology.

Case is ignored, but for acronyms and for labels in capitals that would meet an everyday word
(`kgraph.spelling.keeps_case`), and for abbreviations that the text defines, which count as it writes them.
A name may run across the markup of a page; addresses, file names, code and page furniture hold none.

Of words joined by hyphens, one that follows a name leaves it standing ("X-induced", "X-related", "X-like"),
unless it takes the thing away ("X-free"); one that goes before makes another word of it ("non-X", "anti-X",
"nor-X"), unless it is a name itself or says when or how much ("post-X", "high-X").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice, takewhile

from kgraph.abbreviations import Definition, definitions
from kgraph.elision import complete
from kgraph.lexicon import Lexicon, Match, merge
from kgraph.model import Block, BlockKind, Document, Mention, Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.spelling import fold, words

_TAKEN_AWAY = frozenset({"free", "naive", "less", "negative", "exempt"})
_STILL_NAMED = frozenset(
    {"post", "high", "low", "well", "chronic", "acute", "severe", "moderate", "mild", "self"}
)
_HYPHENS = "-\u2010\u2011"
_BEFORE = re.compile(r"([^\W_]+)['’]?[-\u2010\u2011]\Z")
_AFTER = re.compile(r"[-\u2010\u2011]([^\W_]+)")
_REACH = 60

_MADE = re.compile(
    r"\b([A-Za-z]+) (?:[a-z]+(?:ed|de|en|wn) )?(?:from|of|with|out of) "
    r"(?:\d[\d.,–-]* ?[a-z]+ of )?(?:the )?(?:[a-z]+ ){0,2}\Z"
)
"""A noun, and what leads from it to what it is made from: "tea brewed from 2 g of dried"."""

_CALLED = re.compile(r", (?:an?|the) (?:[a-z-]+ ){0,3}")
"""What stands between a name and the noun that says what it is."""

_NOT_PROSE = re.compile(
    r"""
      (?P<code>`{1,3}) [^`\n]{1,400} (?P=code)
    | \b(?:https?|ftp)://[^\s<>"]+ | \bwww\.[^\s<>"]+ | \bdoi:\s?[^\s<>"]+ | \b10\.\d{4,9}/[^\s<>"]+
    | (?<![\w.+-]) [\w.+-]{1,64}@[\w-]{1,80}(?:\.[\w-]{1,80})+
    | (?<!\w) @\w+
    | (?<![\w.-]) (?:[\w-]{1,80}\.){1,4} (?:
          com|org|net|edu|gov|info|co|io|uk|eu|html?|php|aspx?|pdf|txt|md|csv|tsv|jsonl?|xml|ya?ml|docx?|xlsx?|pptx?
          |png|jpe?g|gif|svg|webp|zip|gz|ttl|py|js|css)\b (?:/[^\s<>"]*)?
    | (?<!\S) (?:~|\.{0,2})/[\w.-]+(?:/[\w.-]+)+
    | \]\([^()\s]{1,2000}(?:\s"[^"\n]{0,200}")?\)
    | <(?=[a-zA-Z/!])[^<>\n]{1,500}>
    """,
    re.VERBOSE,
)

_MARK = re.compile(r"[`/@<\]]|www\.|doi:|\.[a-z]")
"""What there is in all that is no prose."""


def find_mentions(document: Document, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The names in a document, sorted, none overlapping another; offsets are of the whole document.

    The longest name counts. A name that the text abbreviates is found by its short form from there on; a
    short form that it defines as something else is no name in this document, whatever the lexicon says.
    """
    passages = [_Passage.of(document, b) for b in document.blocks if b.kind is not BlockKind.FURNITURE]
    found = [passage.matches(lexicon) for passage in passages]
    short_forms = _ShortForms(lexicon)
    for passage, matches in zip(passages, found, strict=True):
        for definition in definitions(passage.text):
            short_forms.learn(passage, definition, matches)
    mentions = []
    for passage, matches in zip(passages, found, strict=True):
        for match in short_forms.apply(passage, matches):
            span = passage.span(match)
            mentions.append(Mention(span, document.text[span.slice], match.entity))
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def taken_apart(mentions: Iterable[Mention], lexicon: Lexicon, composite: Set[IRI]) -> tuple[Mention, ...]:
    """The mentions, those of `composite` entities as the other names that they hold, where they hold any.

    So that in "people with X" and "X users" a text says something of X.
    """
    found: list[Mention] = []
    for mention in mentions:
        inside = lexicon.within(mention.text, composite) if mention.entity in composite else ()
        start = mention.span.start
        found += [
            Mention(Span(start + m.start, start + m.end), mention.text[m.start : m.end], m.entity)
            for m in inside
        ] or [mention]
    return tuple(found)


def with_forms(mentions: Sequence[Mention], text: str, ontology: Ontology) -> tuple[Mention, ...]:
    """The mentions of a text, and the nouns that with the name of what they are made from name something else.

    In "a juice pressed from fresh fig leaves", where the ontology knows "fig juice" as a kind of fig, that is "juice".
    Where a text says "anjeer, a juice of fig leaves", its "anjeer" is that juice from there on.
    """
    found = list(mentions)
    meant: dict[str, tuple[int, Mention]] = {}
    for before, mention in zip([None, *mentions], mentions, strict=False):
        form = _form(mention, text, ontology)
        if form is None or (before is not None and before.span.end >= form.span.end):
            continue
        found.append(form)
        known = before is not None and ontology.is_broader(before.entity, form.entity)
        if before and known and _CALLED.fullmatch(text, before.span.end, form.span.start):
            meant.setdefault(before.text.lower(), (before.span.start, form))
    named = [_as_called(mention, meant) for mention in found] if meant else found
    return tuple(sorted(named, key=lambda mention: mention.span))


def _form(mention: Mention, text: str, ontology: Ontology) -> Mention | None:
    """The noun before a name that names what is made from the named thing."""
    start = max(0, mention.span.start - _REACH)
    made = _MADE.search(text, start, mention.span.start)
    if made is None or made[1].lower() not in ontology.tails:
        return None
    for source in (mention.entity, *ontology.broader(mention.entity)):
        form = ontology.labelled(f"{ontology.label(source)} {made[1]}")
        if form is not None and ontology.is_broader(source, form):
            return Mention(Span(*made.span(1)), made[1], form)
    return None


def _as_called(mention: Mention, meant: Mapping[str, tuple[int, Mention]]) -> Mention:
    """The mention as what the text has said that its name means."""
    start, form = meant.get(mention.text.lower(), (mention.span.end, mention))
    return replace(mention, entity=form.entity) if start <= mention.span.start else mention


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block as a reader sees it, without its markup, with the way back to the document's offsets.

    From each of `starts` on, characters of `text` stand in one piece from the same item of `origins` on.
    `hidden` are the stretches of the document, sorted, that hold no prose.
    """

    text: str
    starts: Sequence[int]
    origins: Sequence[int]
    hidden: Sequence[Span]

    @classmethod
    def of(cls, document: Document, block: Block) -> _Passage:
        first = bisect_right(document.markup, block.span.start, key=lambda mark: mark.end)
        marks = takewhile(lambda mark: mark.start < block.span.end, islice(document.markup, first, None))
        pieces, cursor = [], block.span.start
        for mark in marks:
            pieces.append(Span(cursor, max(cursor, mark.start)))
            cursor = max(cursor, min(mark.end, block.span.end))
        pieces = [piece for piece in (*pieces, Span(cursor, block.span.end)) if len(piece)]
        return cls(
            "".join(document.text[piece.slice] for piece in pieces),
            [0, *accumulate(len(piece) for piece in pieces)],
            [piece.start for piece in pieces],
            tuple(_hidden(document.text, block.span)),
        )

    def origin(self, offset: int) -> int:
        """The document's offset of a character of the passage."""
        piece = bisect_right(self.starts, offset, hi=len(self.origins)) - 1
        return self.origins[piece] + offset - self.starts[piece]

    def span(self, match: Match) -> Span:
        """The document's span of a match."""
        return Span(self.origin(match.start), self.origin(match.end - 1) + 1)

    def matches(self, lexicon: Lexicon) -> tuple[Match, ...]:
        """The names that the passage holds as words of its own."""
        run = words(self.text)
        found = complete(self.text, run, tuple(lexicon.scan(self.text, run)), lexicon)
        return tuple(match for match in found if self.prose(match) and _stands(self.text, match, lexicon))

    def prose(self, match: Match) -> bool:
        """Whether no part of it is code, an address or the like."""
        span = self.span(match)
        after = bisect_right(self.hidden, span.start, key=lambda each: each.end)
        return after == len(self.hidden) or not self.hidden[after].overlaps(span)


def _hidden(text: str, span: Span) -> Iterator[Span]:
    """The stretches that hold no prose; a text without the marks that all of them have is not searched further."""
    if _MARK.search(text, span.start, span.end):
        yield from (Span(*found.span()) for found in _NOT_PROSE.finditer(text, span.start, span.end))


def _stands(text: str, match: Match, lexicon: Lexicon) -> bool:
    """Whether what hyphens join to a name leaves it the name that it is."""
    joined = match.start > 0 and text[match.start - 1] in _HYPHENS
    before = _BEFORE.search(text[max(0, match.start - _REACH) : match.start]) if joined else None
    if before and fold(before[1]) not in _STILL_NAMED and lexicon.lookup(before[1]) is None:
        return False
    after = _AFTER.match(text, match.end)
    return not (after and fold(after[1]) in _TAKEN_AWAY)


class _ShortForms:
    """The abbreviations that a document defines, each with the places from which on it means what."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.meanings: dict[str, list[tuple[int, IRI]]] = {}
        self.foreign: set[str] = set()

    def learn(self, passage: _Passage, definition: Definition, matches: Sequence[Match]) -> None:
        """Takes a definition in: of a name, or of something else that the lexicon would take for one."""
        short = _singular(passage.text[definition.short.slice])
        long = definition.long
        first = bisect_right(matches, long.start, key=lambda match: match.end)
        inside = list(takewhile(lambda match: match.start < long.end, islice(matches, first, None)))
        whole = next((m.entity for m in inside if m.end == long.end and m.start <= long.start), None)
        known = self.lexicon.lookup(short)
        if whole is not None:
            start = passage.origin(min(definition.short.start, long.start))
            meanings = self.meanings.setdefault(short, [])
            if not meanings or meanings[-1][1] != whole:
                meanings.append((start, whole))
        elif known is not None and known not in {m.entity for m in inside}:
            # "X agency" may still be a way to write the "X administration" that the lexicon knows
            if self.lexicon.akin(known, passage.text[long.slice]):
                return
            self.foreign.add(short)

    def apply(self, passage: _Passage, matches: Iterable[Match]) -> tuple[Match, ...]:
        """The matches of a passage, with the short forms that are names and without those that are not."""
        kept = [m for m in matches if _singular(passage.text[m.start : m.end]) not in self.foreign]
        return merge(kept, list(self._occurrences(passage))) if self.meanings else tuple(kept)

    def _occurrences(self, passage: _Passage) -> Iterator[Match]:
        for found in self._pattern.finditer(passage.text):
            meanings = self.meanings[found[1]]
            latest = bisect_right(meanings, passage.origin(found.start()), key=lambda each: each[0])
            if latest:
                match = Match(*found.span(), meanings[latest - 1][1])
                if passage.prose(match) and _stands(passage.text, match, self.lexicon):
                    yield match

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Any of the short forms, or its plural, as a word; made when all are known."""
        longest_first = sorted(self.meanings, key=lambda short: (-len(short), short))
        return re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, longest_first))})s?(?![^\W_])")


def _singular(short: str) -> str:
    return short[:-1] if re.search("[A-Z0-9]s$", short) else short
