"""What an exported graph says, read back with Oxigraph into plain rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from kgraph.namespaces import DCTERMS, KG, OA, PROV, RDF

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch of a document as the graph selects it; offsets are -1 where the position is lost."""

    iri: str
    document: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One evidence with its claim: IRIs, and empty text for what is not said.

    `sentence`, `subject_span`, `trigger` and `object_span` are the IRIs of quotations.
    """

    evidence: str
    claim: str
    subject: str
    predicate: str
    object: str
    polarity: str
    certainty: str
    holder: str
    basis: str
    document: str
    sentence: str
    subject_span: str
    trigger: str
    object_span: str


def load(path: Path) -> Store:
    """The graph of a file by its suffix, or all the graphs of a data set.

    Raises:
        SyntaxError: where the file is not of the format; with line and column.
    """
    store = Store()
    store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
    return store


def readings(store: Store) -> list[Reading]:
    """Every evidence of the graph, sorted by IRI."""
    names, source = _values(store, DCTERMS.identifier), _values(store, PROV.wasQuotedFrom)
    body = _values(store, OA.hasBody)
    subject, predicate, object = (_values(store, p) for p in (RDF.subject, RDF.predicate, RDF.object))
    polarity, certainty = _values(store, KG.polarity), _values(store, KG.certainty)
    holder, basis = _values(store, KG.holder), _values(store, KG.basis)
    sentence, trigger = _values(store, OA.hasTarget), _values(store, KG.triggerSpan)
    subject_span, object_span = _values(store, KG.subjectSpan), _values(store, KG.objectSpan)
    return [
        Reading(
            evidence=this,
            claim=(claim := body.get(this, "")),
            subject=subject.get(claim, ""),
            predicate=predicate.get(claim, ""),
            object=object.get(claim, ""),
            polarity=polarity.get(claim, ""),
            certainty=certainty.get(this, ""),
            holder=holder.get(this, ""),
            basis=basis.get(this, ""),
            document=names.get(source.get(this, ""), ""),
            sentence=sentence.get(this, ""),
            subject_span=subject_span.get(this, ""),
            trigger=trigger.get(this, ""),
            object_span=object_span.get(this, ""),
        )
        for this in _instances(store, KG.Evidence)
    ]


def quotations(store: Store) -> list[Quotation]:
    """Every stretch of text of the graph, sorted by IRI."""
    source, names = _values(store, OA.hasSource), _values(store, DCTERMS.identifier)
    start, end = _values(store, OA.start), _values(store, OA.end)
    exact, prefix, suffix = (_values(store, p) for p in (OA.exact, OA.prefix, OA.suffix))
    selectors: dict[str, list[str]] = {}
    for span, selector in _pairs(store, OA.hasSelector):
        selectors.setdefault(span, []).append(selector)
    found = []
    for span in _instances(store, OA.SpecificResource):
        position = next((s for s in selectors.get(span, ()) if s in start), "")
        quote = next((s for s in selectors.get(span, ()) if s in exact), "")
        found.append(
            Quotation(
                iri=span,
                document=names.get(source.get(span, ""), ""),
                start=int(start.get(position, -1)),
                end=int(end.get(position, -1)),
                exact=exact.get(quote, ""),
                prefix=prefix.get(quote, ""),
                suffix=suffix.get(quote, ""),
            )
        )
    return found


def hashes(store: Store) -> dict[str, str]:
    """The SHA-256 of each document by its id, as the graph has it."""
    names, known = _values(store, DCTERMS.identifier), _values(store, KG.sha256)
    return {names[iri]: known.get(iri, "") for iri in _instances(store, KG.Document) if iri in names}


def bare(store: Store) -> list[tuple[str, str, str]]:
    """The triples that state what a claim only reports, sorted; there should be none."""
    subjects, predicates = _values(store, RDF.subject), _values(store, RDF.predicate)
    objects = _values(store, RDF.object)
    said = {
        (subjects.get(claim, ""), predicates.get(claim, ""), objects.get(claim, ""))
        for claim in _instances(store, KG.Claim)
    }
    stated = {
        (s, predicate, o) for predicate in {p for _, p, _ in said if p} for s, o in _pairs(store, predicate)
    }
    return sorted(said & stated)


def instances(store: Store, cls: str) -> int:
    """How many instances of a class the graph has."""
    return len(_instances(store, cls))


def _instances(store: Store, cls: str) -> list[str]:
    quads = store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(cls), None)
    return sorted({_text(quad.subject) for quad in quads})


def _pairs(store: Store, predicate: str) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
        yield _text(quad.subject), _text(quad.object)


def _values(store: Store, predicate: str) -> dict[str, str]:
    """Subject to object, whatever graph says so."""
    return dict(_pairs(store, predicate))


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else ""
