"""Stretches of text as the Web Annotation vocabulary has them: by quotation and by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgraph.export.rdf.terms import Described, Said, Term, Terms
from kgraph.model import Document, Evidence, Span

AROUND = 32
"""Characters of text that a quotation carries before and after it, to tell it from its likes."""
SHOWN = 80
"""Characters of a quotation that its label shows."""


class Spans:
    """Describes each span once, however often it is asked for."""

    def __init__(self, terms: Terms, documents: Mapping[str, Document]) -> None:
        self._terms = terms
        self._documents = documents
        self._done: set[Term] = set()

    def describe(self, evidence: Evidence, spans: Iterable[Span]) -> list[Described]:
        """The spans with their selectors, but for what was described before.

        Without the document's text a quotation is cut from the evidence's sentence, and lacks what stands
        around it; a span outside that sentence then has a position only.
        """
        terms, name, done = self._terms, evidence.document, self._done
        document = self._documents.get(name)
        places, quotes = terms.start("span", name), terms.start("quote", name)
        positions = terms.start("position")
        found: list[Described] = []
        for span in spans:
            offsets = f"{span.start}-{span.end}{terms.end}"
            this = Term(places + offsets)
            if this in done:
                continue
            done.add(this)
            quote, position = Term(quotes + offsets), Term(positions + offsets)
            if document:
                known, exact = True, document.text[span.start : span.end]
            else:
                known, exact = span.within(evidence.sentence), _cut(evidence, span)
            shown = _shorten(exact) or f"{name} {span.start}–{span.end}"
            found.append((this, self._place(name, shown, (quote, position) if known else (position,))))
            if known:
                found.append((quote, self._quote(document, span, exact, shown)))
            if position not in done:
                done.add(position)
                found.append((position, self._position(span)))
        return found

    def _place(self, document: str, shown: str, selectors: tuple[Term, ...]) -> Said:
        terms, oa = self._terms, self._terms.oa
        return [
            (terms.rdf.type, oa.SpecificResource),
            (terms.rdfs.label, terms.text(shown)),
            (oa.hasSource, terms.document(document)),
            *[(oa.hasSelector, each) for each in selectors],
        ]

    def _quote(self, document: Document | None, span: Span, exact: str, shown: str) -> Said:
        terms, oa = self._terms, self._terms.oa
        said = [
            (terms.rdf.type, oa.TextQuoteSelector),
            (terms.rdfs.label, terms.text(f"“{shown}”")),
            (oa.exact, terms.text(exact)),
        ]
        if document:
            text = document.text
            said.append((oa.prefix, terms.text(text[max(0, span.start - AROUND) : span.start])))
            said.append((oa.suffix, terms.text(text[span.end : span.end + AROUND])))
        return said

    def _position(self, span: Span) -> Said:
        terms, oa = self._terms, self._terms.oa
        return [
            (terms.rdf.type, oa.TextPositionSelector),
            (terms.rdfs.label, terms.text(f"characters {span.start}–{span.end}", "en")),
            (oa.start, terms.number(span.start)),
            (oa.end, terms.number(span.end)),
        ]


def _cut(evidence: Evidence, span: Span) -> str:
    """The words of a span as far as the evidence's sentence holds them; empty where it does not."""
    start = evidence.sentence.start
    return evidence.text[span.start - start : span.end - start] if span.within(evidence.sentence) else ""


def _shorten(text: str) -> str:
    r"""The text on one line, cut to what a label shows.

    >>> _shorten("one\ntwo"), len(_shorten("word " * 1000))
    ('one two', 80)
    """
    line = " ".join(text[: 4 * SHOWN].split()) if len(text) > SHOWN or "\n" in text else text
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
