"""Whom a text has named before a place: for "he said", "the committee noted", a quotation that goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgraph.cues import CueIndex, Form, narrowed, places, singular
from kgraph.model import Block, BlockKind, Document, Span
from kgraph.namespaces import IRI, KG, local_name

_END = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bProf)(?<!\b[A-Z])[.!?][\"'”’)\]]*(?=\s)|\n")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"\n]*(?:\"|\n|$)")
_OPENED = re.compile(r"[“\"][^”\"]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TOLD = re.compile(r"what (.+?) (?:told|tell|said|say|think|thought|report|reported)\b", re.IGNORECASE)
_HERE, _SELF = re.compile(r"\s+here\b"), re.compile(r"\bI(?: a|['’])m an? (?:[\w-]+ ){0,2}$", re.IGNORECASE)
_AS, _ME = re.compile(r"\bas an? (?:[\w-]+ ){0,2}$", re.IGNORECASE), re.compile(r",? I\b")
_BACK, _REACH, _LONG = 4, 900, 4000
"""How many sentences and characters back somebody may have been named."""

_NEAR = 60
"""How far from a name, in characters, the words stand that say what its bearer is."""

_BASIS, _PERSON = local_name(KG.basis), local_name(KG.person)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is named at a place, and on what basis they speak; a person or a thing, one or several."""

    span: Span
    holder: IRI
    basis: IRI | None = None
    person: bool = True
    plural: bool = False
    body: bool = False


@lru_cache(maxsize=4)
def named_in(document: Document, index: CueIndex) -> tuple[Speaker, ...]:
    """Everybody whom a document names that may hold a claim, in order."""
    bodies = tuple(
        Speaker(Span(m.start(), m.end()), index.names[m[0]], KG.RegulatoryStatement, person=False, body=True)
        for m in (index.naming.finditer(document.text) if index.naming else ())
    )
    others = (s for s in _sources(document.text, index) if not any(s.span.overlaps(b.span) for b in bodies))
    return tuple(sorted((*bodies, *others), key=lambda s: s.span.start))


def _within(document: Document, index: CueIndex, place: Span) -> tuple[Speaker, ...]:
    """Those named in a stretch, found without a walk through the whole text."""
    everybody = named_in(document, index)
    low = bisect_left(everybody, place.start, key=lambda s: s.span.start)
    high = bisect_left(everybody, place.end, key=lambda s: s.span.start)
    return tuple(s for s in everybody[low:high] if s.span.end <= place.end)


def _sources(text: str, index: CueIndex) -> Iterator[Speaker]:
    last = 0
    for span, form in places(text, _forms_of_sources(index)):
        if span.start < last:
            continue  # the longest form comes first
        last = span.end
        features = dict(form.cue.features)
        word = text[span.slice].split()[-1].lower()
        plural = singular(word) != word or word.endswith(("men", "people", "folk"))
        basis = features.get(_BASIS)
        person = features.get(_PERSON) != "false"
        yield Speaker(span, IRI(form.cue.value), IRI(basis) if basis else None, person, plural)


@lru_cache(maxsize=4)
def _forms_of_sources(index: CueIndex) -> Mapping[str, tuple[Form, ...]]:
    """The forms that name somebody, by their first word."""
    return narrowed(index.forms, lambda form: form.cue.kind == "Source" and _nameable(form))


def _nameable(form: Form) -> bool:
    """Whether a word tells enough of somebody to refer to them again: not "some", but "the society"."""
    return form.cue.value != KG.Unspecified or (_PERSON, "false") in form.cue.features


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The stretches between full stops in a stretch of text, nearest to its end first."""
    cuts = [start, *(start + m.end() for m in _END.finditer(text[start:end])), end]
    return [Span(a, b) for a, b in pairwise(cuts) if text[a:b].strip()][::-1]


def section(document: Document, at: int) -> int:
    """Where the text begins that goes on up to a place with no heading between."""
    index = bisect_left(document.blocks, at, key=lambda block: block.span.end)
    for block in reversed(document.blocks[max(index - _BACK, 0) : index + 1]):
        if block.kind is BlockKind.HEADING and block.span.end <= at:
            return max(block.span.end, at - _REACH)
    return max(0, at - _REACH)


def before(document: Document, at: int, index: CueIndex, reach: int = _BACK) -> Iterator[tuple[Speaker, ...]]:
    """Those named before a place, sentence by sentence, the nearest first."""
    for span in sentences(document.text, section(document, at), at)[:reach]:
        if found := _within(document, index, span):
            yield found


def referred(document: Document, at: int, word: str, index: CueIndex) -> Speaker | None:
    """Whom a pronoun at a place speaks of."""
    word = word.lower()
    if word in {"latter", "former"}:
        pair = next((found for found in before(document, at, index) if len(found) > 1), None)
        return None if pair is None else pair[-1 if word == "latter" else 0]
    fitting = {"he": _one, "she": _one, "his": _one, "her": _one, "it": _thing, "its": _thing}
    fitting |= {"another": _somebody}
    fits = fitting.get(word, _several)
    found = (sorted(filter(fits, found), key=lambda s: not s.body) for found in before(document, at, index))
    return next((speakers[0] for speakers in found if speakers), None)


def _one(speaker: Speaker) -> bool:
    return speaker.person and not speaker.plural


def _somebody(speaker: Speaker) -> bool:
    return speaker.person


def _several(speaker: Speaker) -> bool:
    return speaker.person and speaker.plural


def _thing(speaker: Speaker) -> bool:
    return not speaker.person and not speaker.plural


def body_before(document: Document, at: int, index: CueIndex, word: str) -> Speaker | None:
    """The named body that "the agency" at a place is, or is of; the text must have had the word, where given."""
    if word.lower() not in document.text[max(0, at - _REACH) : at].lower():
        return None
    found = (f for f in before(document, at, index, 2 * _BACK) if any(_authority(s) for s in f))
    return next((s for s in next(found, ()) if s.body), None)


def _authority(speaker: Speaker) -> bool:
    return speaker.body or (not speaker.person and speaker.holder == KG.Regulator)


def bearer(document: Document, at: int, name: str, index: CueIndex) -> Speaker | None:
    """What the text said of somebody when it first gave their name: "toxicologist Ann Doe", then "Doe"."""
    start = max(0, at - 2 * _REACH)
    first = re.search(rf"\b{re.escape(name)}\b", document.text[start:at])
    if first is None:
        return None
    place = Span(start + first.start(), start + first.end())
    around = next((s for s in sentences(document.text, start, at) if s.overlaps(place)), place)
    near = [s for s in _within(document, index, around) if s.person and _distance(s.span, place) < _NEAR]
    return min(near, key=lambda s: _distance(s.span, place), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def quoted(document: Document, place: Span, index: CueIndex) -> Speaker | None:
    """Whose words a sentence is that is all quotation: those of whoever was quoted just before."""
    text = document.text
    at = bisect_left(document.blocks, place.start, key=lambda block: block.span.end)
    start = min(document.blocks[at].span.start if at < len(document.blocks) else 0, place.start)
    if place.start - start > _LONG:
        return None  # too far back to tell opening marks from closing ones
    spoken = [
        Span(m.start() + start, m.end() + start) for m in _QUOTED.finditer(text[start : place.end + _REACH])
    ]
    own = [q for q in spoken if q.start <= place.start + 1 and q.end >= place.end - 1]
    if not own:
        return None
    near = Span(max(0, start - _REACH // 3), place.start)
    people = (s for s in _within(document, index, near) if s.person)
    everybody = [s for s in people if not any(s.span.within(q) for q in spoken)]
    for span in sentences(text, near.start, near.end)[:_BACK]:
        if not any(span.overlaps(q) for q in spoken) and not text[span.slice].rstrip().endswith(":"):
            continue
        if speaker := next((s for s in everybody if s.span.within(span)), None):
            return speaker
        outside = [w for w in _WORD.finditer(text, span.start, span.end) if not _inside(w, spoken)]
        if outside:
            known = (_known(document, w, index) for w in outside)
            return next((s for s in known if s), Speaker(span, KG.Unspecified))  # "…," one woman said. "…"
    return None


def _inside(word: re.Match[str], spoken: list[Span]) -> bool:
    return any(q.start <= word.start() < q.end for q in spoken)


def _known(document: Document, word: re.Match[str], index: CueIndex) -> Speaker | None:
    """Whom a name or "he" stands for, by what the text said before."""
    if word[0] in {"he", "she", "He", "She"}:
        return referred(document, word.start(), word[0], index)
    return bearer(document, word.start(), word[0], index) if word[0][0].isupper() else None


def introduced(document: Document, place: Span, index: CueIndex) -> Speaker | None:
    """Who says of themself what they are ("Nurse here."), or is said by the heading to tell what follows."""
    heading = _heading(document, place)
    if heading is not None and (told := _TOLD.match(document.text[heading.span.slice])):
        inside = Span(heading.span.start + told.start(1), heading.span.start + told.end(1))
        return next(iter(_within(document, index, inside)), None)
    start = max(heading.span.end if heading else 0, place.start - 2 * _REACH)
    presented = _presented(document, index)
    first = bisect_left(presented, min(start, place.start), key=lambda s: s.span.start)
    return next((s for s in presented[first : first + 1] if s.span.end <= place.start), None)


@lru_cache(maxsize=4)
def _presented(document: Document, index: CueIndex) -> tuple[Speaker, ...]:
    """Those who say of themselves what they are: "nurse here", "I am a nurse", "as a nurse, I"."""
    return tuple(speaker for speaker in named_in(document, index) if _presents(document.text, speaker))


def _presents(text: str, speaker: Speaker) -> bool:
    lead = text[max(0, speaker.span.start - 40) : speaker.span.start]
    if speaker.holder in {KG.User, KG.Patient} or _OPENED.search(lead):
        return False
    as_one = _AS.search(lead) and _ME.match(text, speaker.span.end)
    return bool(_HERE.match(text, speaker.span.end) or _SELF.search(lead) or as_one)


@lru_cache(maxsize=4)
def headed(document: Document, place: Span, index: CueIndex) -> bool:
    """Whether the heading of a place says that what is listed below it may be: "Possible effects"."""
    heading = _heading(document, place)
    words = document.text[heading.span.slice] if heading is not None else ""
    hedges = (f.cue for _, f in places(words, index.forms) if f.cue.kind == "Hedge")
    return any(cue.value == KG.Possible for cue in hedges)


def _heading(document: Document, place: Span) -> Block | None:
    index = bisect_left(document.blocks, place.start, key=lambda block: block.span.end)
    blocks = document.blocks[max(index - 30, 0) : index + 1]
    pairs = list(pairwise(blocks))[::-1]
    return next((above for above, below in pairs if _heads(document.text, above, below)), None)


def _heads(text: str, above: Block, below: Block) -> bool:
    """Whether a block is a heading: one in so many words, or a numbered line with a paragraph below it."""
    numbered = above.kind is BlockKind.ITEM and below.kind is BlockKind.PROSE
    return above.kind is BlockKind.HEADING or (numbered and text[above.span.end - 1] not in ".!?;,")
