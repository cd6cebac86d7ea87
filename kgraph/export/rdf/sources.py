"""Where the claims come from: the documents, and the run that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.export.rdf.blocks import Described
from kgraph.export.rdf.terms import Said, Term, Terms, segment
from kgraph.graph import ClaimGraph
from kgraph.model import Document, Run
from kgraph.namespaces import SPDX_LICENSES, XSD

_DATES = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"), XSD.date),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), XSD.gYearMonth),
    (re.compile(r"\d{4}"), XSD.gYear),
)
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")
_WEB = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")


class Sources:
    """Describes documents and the run; what several share (publisher, kind, licence) is described once."""

    def __init__(self, graph: ClaimGraph, terms: Terms, run: Run) -> None:
        self._graph, self._terms, self._run = graph, terms, run
        self._described: set[Term] = set()

    def document(self, document: Document) -> Iterator[Described]:
        """A document with its hash, by which its claims can be checked; its text stays out of the graph."""
        terms, dcterms, kg = self._terms, self._terms.dcterms, self._terms.kg
        said = [(terms.rdf.type, each) for each in (kg.Document, terms.foaf.Document, terms.prov.Entity)]
        said.append((terms.rdfs.label, terms.text(document.title or document.id, "en")))
        said.append((dcterms.identifier, terms.text(document.id)))
        if document.title:
            said.append((dcterms.title, terms.text(document.title)))
        if document.published:
            said.append((dcterms.issued, terms.typed(document.published, date_type(document.published))))
        if document.url:
            said.append((terms.schema.url, terms.typed(document.url, XSD.anyURI)))
        said.append((dcterms.language, terms.text(document.language)))
        said.append((kg.path, terms.text(document.source)))
        said.append((kg.sha256, terms.text(document.sha256)))
        cluster = self._graph.sources.get(document.id, document.id)
        others = [(kg.independentSource, "source", cluster, kg.IndependentSource)]
        if document.publisher:
            others.append((dcterms.publisher, "publisher", document.publisher, terms.prov.Agent))
        if document.kind:
            others.append((kg.sourceKind, "kind", document.kind, kg.SourceKind))
        said.extend((predicate, terms.mint(kind, segment(name))) for predicate, kind, name, _ in others)
        license, described = self.license(document.license)
        yield terms.document(document.id), said + license
        for _, kind, name, cls in others:
            yield from self._once(terms.mint(kind, segment(name)), name, cls)
        yield from described

    def license(self, license: str) -> tuple[Said, list[Described]]:
        """What to say of something under the licence, and of the licence itself.

        An SPDX identifier or an address makes it a resource; anything else is words on rights.
        """
        terms = self._terms
        if not license:
            return [], []
        if not _SPDX.fullmatch(license) and not _WEB.fullmatch(license):
            return [(terms.dcterms.rights, terms.text(license))], []
        this = terms.iri(license if _WEB.fullmatch(license) else SPDX_LICENSES + license)
        return [(terms.dcterms.license, this)], list(self._once(this, license, terms.dcterms.LicenseDocument))

    def run(self) -> Iterator[Described]:
        """The run as an activity of a software agent of a version, and the ontology files that it used."""
        terms, run = self._terms, self._run
        type, label = terms.rdf.type, terms.rdfs.label
        files = [(terms.mint("run", f"{segment(name)}-{sha[:16]}"), name, sha) for name, sha in run.digests]
        yield (
            terms.mint("run", run.id),
            [
                (type, terms.prov.Activity),
                (label, terms.text(f"run {run.id} of {run.software} {run.version}", "en")),
                (terms.prov.wasAssociatedWith, self.agent()),
                *((terms.kg.option, terms.text(f"{name}={value}")) for name, value in sorted(run.options)),
                *((terms.prov.used, file) for file, _, _ in files),
            ],
        )
        yield (
            self.agent(),
            [
                (type, terms.prov.SoftwareAgent),
                (label, terms.text(f"{run.software} {run.version}", "en")),
                (terms.foaf.name, terms.text(run.software)),
                (terms.schema.softwareVersion, terms.text(run.version)),
            ],
        )
        for file, name, sha in files:
            words = terms.text(f"ontology file {name}", "en")
            yield file, [(type, terms.prov.Entity), (label, words), (terms.kg.sha256, terms.text(sha))]

    def agent(self) -> Term:
        """The software that ran."""
        return self._terms.mint("run", f"{segment(self._run.software)}-{segment(self._run.version)}")

    def _once(self, this: Term, label: str, cls: Term) -> Iterator[Described]:
        if this not in self._described:
            self._described.add(this)
            terms = self._terms
            yield this, [(terms.rdf.type, cls), (terms.rdfs.label, terms.text(label, "en"))]


def date_type(text: str) -> str:
    """The datatype of a day, month or year, or that of words.

    >>> date_type("2024-05"), date_type("spring 2024")
    ('http://www.w3.org/2001/XMLSchema#gYearMonth', 'http://www.w3.org/2001/XMLSchema#string')
    """
    return next((kind for pattern, kind in _DATES if pattern.fullmatch(text)), XSD.string)
