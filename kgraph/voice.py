"""Whose voice a document, or a turn in it, speaks with, before any sentence names a source.

A speaker's label ("DR. GREY: …") makes the turn that speaker's, a heading ("What nurses told us") or a word of
introduction ("Nurse here.") its section, and a quotation that goes on is still whoever's it was. A section that
speaks of a case, a survey, a trial or an experiment, or a text that opens with one, tells its results in the past
tense on that basis. A text that speaks of "I" throughout is the experience of its writer, and no study.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kgraph.cues import OPENING, CueIndex, Form, narrowed, places
from kgraph.model import BlockKind, Document, Span
from kgraph.namespaces import IRI, KG, local_name
from kgraph.speakers import introduced, quoted

_LABEL = re.compile(r"\s*([A-Z][\w.'’ -]{1,40}):\s")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]")
_FIRST = re.compile(r"\b(?:I|I['’]\w+|my|me|mine|myself)\b")
_NUMBER = re.compile(
    r"\b(?:Annex|Article|Class|Grade|Group|Level|Part|Phase|Schedule|Stage|Table|Title|Type) I\b"
)
_STUDIES = frozenset({KG.PreclinicalStudy, KG.ClinicalStudy, KG.ObservationalStudy, KG.CaseReport})
_OWN, _PERSON = local_name(KG.own), local_name(KG.person)
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
    concluding: bool = False


@lru_cache(maxsize=4)  # the claims of one sentence are read one after another
def voice(document: Document, place: Span, index: CueIndex) -> Voice:
    """The voice in which a document speaks at a place."""
    speaker = _speaker(document.text, place.start, index)
    if speaker is not None:
        return Voice(speaker)
    teller = quoted(document, place, index) or introduced(document, place, index)
    personal = _personal(document.text)
    start = _section(document, place)
    study = None if personal else _study(document, Span(start, place.end), index)
    basis = study or (None if personal else _opening(document.text, index))
    holder = teller.holder if teller else None
    return Voice(holder, basis, personal and holder is None, _concludes(document.text, place.start, index))


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


def _line(text: str, at: int) -> int:
    """Where the line of a place begins; the text's start where that is further back than is looked."""
    return text.rfind("\n", max(at - _REACH, 0), at) + 1


def _speaker(text: str, at: int, index: CueIndex) -> IRI | None:
    """The holder that the label of the line names; None for a line without, or a label that names none."""
    start = _line(text, at)
    label = _LABEL.match(text, start)
    if label is None or (label.end() > at + 1 and not _titled(label[1], index)):
        return None
    found = [form for form in _forms(label[1], index) if form.cue.kind == "Source" and not _is_work(form)]
    values = [form.cue.value for form in found if form.cue.value != KG.Unspecified]
    return IRI(values[0]) if values else None


def _titled(label: str, index: CueIndex) -> bool:
    """Whether a label that opens its own sentence is somebody's name with what they are: "Dr. Grey"."""
    span, form = next(places(label, index.forms), (Span(0, 0), None))
    if form is None or span.start > 0 or form.cue.kind != "Source" or form.cue.value in {KG.User, KG.Patient}:
        return False
    return label[span.end :].lstrip(" .")[:1].isupper()


def _is_work(form: Form) -> bool:
    """Whether a source is a study or an institution ("Results:", "Study design:"), which is nobody's turn to speak."""
    return bool({(_OWN, "true"), (_PERSON, "false")} & set(form.cue.features))


def _concludes(text: str, at: int, index: CueIndex) -> bool:
    """Whether the paragraph of a place is labelled as what its study comes to: "Conclusions: …"."""
    start = _line(text, at)
    label = re.match(r"\W*(\w+)[:.]", text[start : at + 30])
    return label is not None and any(form.cue.kind == "Conclusion" for form in _forms(label[1], index))


@lru_cache(maxsize=8)
def _opening(text: str, index: CueIndex) -> IRI | None:
    """The kind of study that the first lines say the document is."""
    head = text[:_HEAD]
    found = ((span, form) for span, form in places(head, index.forms) if form.cue.kind == OPENING)
    return next((IRI(form.cue.value) for span, form in found if not _missing(head, span, index)), None)


def _study(document: Document, section: Span, index: CueIndex) -> IRI | None:
    """The kind of study that a section last spoke of, up to a place."""
    named = _studies(document, index)
    last = bisect_right(named, section.end, key=lambda study: study[0].end) - 1
    return named[last][1] if last >= 0 and named[last][0].start >= section.start else None


@lru_cache(maxsize=4)
def _studies(document: Document, index: CueIndex) -> tuple[tuple[Span, IRI], ...]:
    """Where a document speaks of studies, and of which kind, in order of where that ends."""
    found = [
        (span, IRI(form.cue.value))
        for span, form in places(document.text, _forms_of_studies(index))
        if not _missing(document.text, span, index)
    ]
    return tuple(sorted(found, key=lambda study: study[0].end))


def _missing(text: str, study: Span, index: CueIndex) -> bool:
    """Whether the words just before and after a study's say that there is none yet."""
    before = re.split(r"[.!?;\n]", text[max(study.start - 40, 0) : study.start])[-1]
    after = re.split(r"[.!?;,\n]", text[study.end : study.end + 40])[0]
    near = (*_forms(before, index), *_forms(after, index))
    ahead = any(f.cue.kind == "Hedge" and f.cue.value == KG.Possible for f in _forms(after, index))
    return ahead or any(f.cue.kind in {"Gap", "Negation"} for f in near)


@lru_cache(maxsize=4)
def _forms_of_studies(index: CueIndex) -> Mapping[str, tuple[Form, ...]]:
    """The forms that speak of a kind of study, by their first word."""
    return narrowed(index.forms, _of_study)


def _of_study(form: Form) -> bool:
    """Whether a form speaks of a kind of study, and not only of those tested, who make none by themselves."""
    told = form.cue.kind in {OPENING, "Basis"} and form.cue.value in _STUDIES
    return told and (_PERSON, "true") not in form.cue.features


def _forms(text: str, index: CueIndex) -> Iterator[Form]:
    """The cue forms that stand in a plain text, in order; words are matched as written."""
    return (form for _, form in places(text, index.forms))


@lru_cache(maxsize=8)
def _personal(text: str) -> bool:
    """Whether a good part of the sentences speak of "I"."""
    sentences = [s for s in _SENTENCE.findall(text + "\n") if len(s.split()) > 3]
    mine = sum(1 for s in sentences if _FIRST.search(_NUMBER.sub("", s)))
    return bool(sentences) and mine >= _SHARE * len(sentences)
