"""Stretches of text as the Web Annotation vocabulary has them: by quotation and by position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgraph.export.rdf.blocks import Block, Described, Form
from kgraph.export.rdf.terms import Term, Terms
from kgraph.model import Document, Evidence, Span

AROUND = 32
"""Characters of text that a quotation carries before and after it, to tell it from its likes."""
SHOWN = 80
"""Characters of a quotation that its label shows."""


class Spans:
    """Describes each span once, however often it is asked for."""

    def __init__(self, terms: Terms, documents: Mapping[str, Document]) -> None:
        self._terms = terms
        self._documents = {name: document for name, document in documents.items() if document.text}
        self._done: set[str] = set()
        self._whole, self._cut, self._position = _forms(terms)

    def describe(self, evidence: Evidence, spans: Iterable[Span]) -> list[Block]:
        """The spans with their selectors, but for what was described before.

        Without the document's text a quotation is cut from the evidence's sentence, and lacks what stands
        around it; a span outside that sentence is then quoted as nothing.
        """
        terms, name, done = self._terms, evidence.document, self._done
        known = self._documents.get(name)
        text, shift = (known.text, 0) if known else (evidence.text, evidence.sentence.start)
        form, document, literal = self._whole if known else self._cut, terms.document(name), terms.text
        places, quotes = terms.start("span", name), terms.start("quote", name)
        positions = terms.start("position")
        found: list[Block] = []
        for span in spans:
            offsets = f"{span.start}-{span.end}{terms.end}"
            this = places + offsets
            if this in done:
                continue
            done.add(this)
            start, end = max(0, span.start - shift), max(0, span.end - shift)
            exact, position = text[start:end], Term(positions + offsets)
            shown = _shorten(exact) or f"{name} {span.start}–{span.end}"
            found += form.fill(
                {
                    "this": Term(this),
                    "shown": literal(shown),
                    "document": document,
                    "quote": Term(quotes + offsets),
                    "position": position,
                    "quoted": literal(f"“{shown}”"),
                    "exact": literal(exact),
                    "before": literal(text[max(0, start - AROUND) : start]),
                    "after": literal(text[end : end + AROUND]),
                }
            )
            if position not in done:
                done.add(position)
                found += self._position.fill(
                    {
                        "position": position,
                        "shown": literal(f"characters {span.start}–{span.end}", "en"),
                        "start": terms.number(span.start),
                        "end": terms.number(span.end),
                    }
                )
        return found


def _forms(terms: Terms) -> tuple[Form, Form, Form]:
    """A span with its quotation, the same without what stands around it, and a position."""
    oa, type, label = terms.oa, terms.rdf.type, terms.rdfs.label
    place: Described = (
        Term("{this}"),
        [
            (type, oa.SpecificResource),
            (label, Term("{shown}")),
            (oa.hasSource, Term("{document}")),
            (oa.hasSelector, Term("{quote}")),
            (oa.hasSelector, Term("{position}")),
        ],
    )
    said = [(type, oa.TextQuoteSelector), (label, Term("{quoted}")), (oa.exact, Term("{exact}"))]
    around = [(oa.prefix, Term("{before}")), (oa.suffix, Term("{after}"))]
    offsets = [
        (type, oa.TextPositionSelector),
        (label, Term("{shown}")),
        (oa.start, Term("{start}")),
        (oa.end, Term("{end}")),
    ]
    return (
        Form(terms, [place, (Term("{quote}"), [*said, *around])]),
        Form(terms, [place, (Term("{quote}"), said)]),
        Form(terms, [(Term("{position}"), offsets)]),
    )


def _shorten(text: str) -> str:
    r"""The text on one line, cut to what a label shows.

    >>> _shorten("one\ntwo"), len(_shorten("word " * 1000))
    ('one two', 80)
    """
    line = " ".join(text[: 4 * SHOWN].split()) if len(text) > SHOWN or "\n" in text else text
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"
