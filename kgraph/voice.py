"""Whose voice a document, or a turn in it, speaks with, before any sentence names a source.

A speaker's label ("DR. GREY: …") makes the turn that speaker's. A section that speaks of a case, a survey, a
trial or an experiment, or a text that opens with one, tells its results in the past tense on that basis. A text
that speaks of "I" throughout is the experience of its writer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgraph.cues import OPENING, CueIndex, Form, singular
from kgraph.model import BlockKind, Document, Span
from kgraph.namespaces import IRI, KG

_LABEL = re.compile(r"\s*([A-Z][\w.'’ -]{1,40}):\s")
_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]")
_FIRST = re.compile(r"\b(?:I|I['’]\w+|my|me|mine|myself)\b")
_STUDIES = frozenset({KG.PreclinicalStudy, KG.ClinicalStudy, KG.ObservationalStudy, KG.CaseReport})
_HEAD = 600
_NEAR, _REACH = 30, 3000
"""How many blocks and characters back a section is looked for, so that a long text costs no more a sentence."""

_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks where a sentence names nobody, what its results rest on, whether all is experience."""

    holder: IRI | None = None
    basis: IRI | None = None
    personal: bool = False


@lru_cache(maxsize=4)  # the claims of one sentence are read one after another
def voice(document: Document, place: Span, index: CueIndex) -> Voice:
    """The voice in which a document speaks at a place."""
    speaker = _speaker(document.text, place.start, index)
    if speaker is not None:
        return Voice(speaker)
    start = _section(document, place)
    basis = _study(document, Span(start, place.end), index) or _opening(document.text, index)
    return Voice(None, basis, basis is None and _personal(document.text))


def _section(document: Document, place: Span) -> int:
    """Where the section of a place begins: at its heading, or at its paragraph where no heading is near."""
    blocks = document.blocks
    at = bisect_right(blocks, place.start, key=lambda block: block.span.start) - 1
    start = blocks[at].span.start if at >= 0 else place.start
    for block in reversed(blocks[max(at - _NEAR, 0) : at + 1]):
        if block.kind is BlockKind.HEADING:
            start = block.span.start
            break
    return max(start, place.start - _REACH)


def _speaker(text: str, at: int, index: CueIndex) -> IRI | None:
    """The holder that the label of the line names; None for a line without, or a label that names none."""
    start = text.rfind("\n", max(at - _REACH, 0), at) + 1
    label = _LABEL.match(text, start)
    if label is None or label.end() > at + 1:
        return None
    found = [form for form in _forms(label[1], index) if form.cue.kind == "Source"]
    values = [form.cue.value for form in found if form.cue.value != KG.Unspecified]
    return IRI(values[0]) if values else None


@lru_cache(maxsize=8)
def _opening(text: str, index: CueIndex) -> IRI | None:
    """The kind of study that the first lines say the document is."""
    found = next((f for f in _forms(text[:_HEAD], index) if f.cue.kind == OPENING), None)
    return None if found is None else IRI(found.cue.value)


def _study(document: Document, section: Span, index: CueIndex) -> IRI | None:
    """The kind of study that a section last spoke of, up to a place."""
    named = _studies(document, index)
    last = bisect_right(named, section.end, key=lambda study: study[0].end) - 1
    return named[last][1] if last >= 0 and named[last][0].start >= section.start else None


@lru_cache(maxsize=4)
def _studies(document: Document, index: CueIndex) -> tuple[tuple[Span, IRI], ...]:
    """Where a document speaks of studies, and of which kind, in order of where that ends."""
    found = [(span, IRI(form.cue.value)) for span, form in _places(document.text, _forms_of_studies(index))]
    return tuple(sorted(found, key=lambda study: study[0].end))


@lru_cache(maxsize=4)
def _forms_of_studies(index: CueIndex) -> Mapping[str, tuple[Form, ...]]:
    """The forms that speak of a kind of study, by their first word."""
    kept: dict[str, tuple[Form, ...]] = {}
    for word, forms in index.forms.items():
        told = tuple(f for f in forms if f.cue.kind in {OPENING, "Basis"} and f.cue.value in _STUDIES)
        kept |= {word: told} if told else {}
    return kept


def _forms(text: str, index: CueIndex) -> Iterator[Form]:
    """The cue forms that stand in a plain text, in order; words are matched as written."""
    return (form for _, form in _places(text, index.forms))


def _places(text: str, forms: Mapping[str, Sequence[Form]]) -> Iterator[tuple[Span, Form]]:
    """The same with where they stand."""
    found = list(_WORD.finditer(text))
    words = [m.group().lower() for m in found]
    plain = [singular(word) for word in words]
    for at, word in enumerate(words):
        if word not in forms and plain[at] not in forms:
            continue
        for form in (*forms.get(word, ()), *(forms.get(plain[at], ()) if plain[at] != word else ())):
            end = at + len(form.words)
            if form.words in (tuple(words[at:end]), (*words[at : end - 1], *plain[end - 1 : end])):
                yield Span(found[at].start(), found[end - 1].end()), form


@lru_cache(maxsize=8)
def _personal(text: str) -> bool:
    """Whether a good part of the sentences speak of "I"."""
    sentences = [s for s in _SENTENCE.findall(text + "\n") if len(s.split()) > 3]
    mine = sum(1 for s in sentences if _FIRST.search(s))
    return bool(sentences) and mine >= _SHARE * len(sentences)
