"""Every stretch of text that a graph quotes, held against its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Store

from kgraph.export.rdf import parsing
from kgraph.export.rdf.parsing import Quotation
from kgraph.export.rdf.spans import AROUND
from kgraph.model import Document
from kgraph.namespaces import local_name
from kgraph.validation.finding import Finding


def check_quotations(name: str, store: Store, texts: Mapping[str, Document]) -> Iterator[Finding]:
    """V301 to V304, of the graph in a file of that name; documents that `texts` lacks are passed over."""
    places = {}
    for quotation in parsing.quotations(store):
        places[quotation.iri] = quotation
        if quotation.document in texts and quotation.start >= 0:
            yield from check_quotation(name, quotation, texts[quotation.document].text)
    for reading in parsing.readings(store):
        sentence = places.get(reading.sentence)
        for part, iri in (("subject", reading.subject_span), ("object", reading.object_span)):
            place = places.get(iri)
            if sentence and place and not sentence.start <= place.start <= place.end <= sentence.end:
                where = f"{name} evidence {local_name(reading.evidence)}"
                yield Finding("V304", where, f"the {part} stands outside of the sentence")


def check_quotation(name: str, quotation: Quotation, text: str) -> Iterator[Finding]:
    """V301, V302 and V303 of one stretch."""
    start, end = quotation.start, quotation.end
    where = f"{name} {quotation.document} {start}-{end}"
    if not start <= end <= len(text):
        yield Finding("V301", where, f"the document has {len(text)} characters")
        return
    if text[start:end] != quotation.exact:
        message = f"quoted {_short(quotation.exact)}, the document has {_short(text[start:end])}"
        yield Finding("V302", where, message)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if (before, after) != (quotation.prefix, quotation.suffix):
        message = f"the document has {_short(before)} before and {_short(after)} after it"
        yield Finding("V303", where, message)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"
