"""A graph ready to be written: its sections, in order, and its description as a data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.export.rdf.blocks import Block, Described
from kgraph.export.rdf.claims import Claims
from kgraph.export.rdf.concepts import Concepts
from kgraph.export.rdf.evidence import Annotations
from kgraph.export.rdf.sources import Sources
from kgraph.export.rdf.terms import Said, Term, Terms
from kgraph.graph import ClaimGraph
from kgraph.model import Run
from kgraph.namespaces import BIOLINK, DCTERMS, GRAPH, KG, OA, PREFIXES, PROV, RDF, RDFS, SKOS, XSD
from kgraph.ontology import Ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How a graph is made public: the base of its IRIs, its title, licence and maker.

    `license` is an SPDX identifier, an address or words; where it is empty, the one that all documents share
    counts. `creator` is an IRI (an ORCID, a home page) or empty.
    """

    base: str = GRAPH
    title: str = "Claims read from texts"
    license: str = ""
    creator: str = ""


class Dataset:
    """What describes each part of a graph, and the sections that join them."""

    def __init__(
        self,
        graph: ClaimGraph,
        ontology: Ontology,
        run: Run,
        publication: Publication | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self.graph, self.publication = graph, publication or Publication()
        self._ontology, self._run = ontology, run
        self.terms = Terms(self.publication.base, ontology, whole=whole)
        self.concepts = Concepts(graph, ontology, self.terms)
        self.run = self.terms.mint("run", run.id)
        self.begin()

    def begin(self) -> None:
        """Forget what was described: the next part must be understood without those before it."""
        graph, ontology, terms, run = self.graph, self._ontology, self.terms, self._run
        self.sources = Sources(graph, terms, run)
        self.claims = Claims(graph, ontology, terms, run)
        self.annotations = Annotations(graph, ontology, terms, run)

    def sections(self, *, triple_terms: bool = False) -> Iterator[tuple[str, Iterable[Block]]]:
        """Every triple once, under headings: run, documents, claims with evidence, disagreements, terms.

        The description of the data set itself, which counts the rest, is not among them.
        """
        self.begin()
        yield "The run that made this graph", self.sources.run()
        yield "Documents", (d for document in self.graph.documents for d in self.sources.document(document))
        yield "Claims, each with its evidence", self._claims(triple_terms)
        if self.graph.disagreements:
            yield "Disagreements", map(self.claims.disagreement, self.graph.disagreements)
        yield "Entities, classes and relations", self.concepts.describe()
        yield "The core vocabulary", self.concepts.core()

    def _claims(self, triple_terms: bool) -> Iterator[Block]:
        for claim in self.graph.claims:
            name, label = claim.id, self.claims.label(claim)
            ids = [evidence.id for evidence in claim.evidence]
            this, core = self.claims.core(claim, name, term=triple_terms)
            (_, support), *tallies = self.claims.support(claim, name, ids)
            yield this, [*core, *support]
            yield from tallies
            for evidence, each in zip(claim.evidence, ids, strict=True):
                yield from self.annotations.evidence(evidence, each, name, label)

    def describe(self, others: int) -> list[Described]:
        """The data set in VoID, its counts included; `others` are the triples that the rest of it has."""
        license, described = self.license()
        this, terms, void = self.terms.dataset(), self.terms, self.terms.void
        title = terms.text(self.publication.title, "en")
        said = [(terms.rdf.type, void.Dataset), (terms.rdfs.label, title), (terms.dcterms.title, title)]
        words = "What documents claim, by whom, how firmly, on what grounds. It does not vouch for any of it."
        said.append((terms.dcterms.description, terms.text(words, "en")))
        said += license
        rest = [*described, *self._creator(), *self._vocabularies(), *self._partitions()]
        if self.publication.creator:
            said.append((terms.dcterms.creator, terms.iri(self.publication.creator)))
        said += self.created()
        said.append((terms.prov.wasGeneratedBy, self.run))
        said.append((void.uriSpace, terms.text(terms.base)))
        said.extend((void.vocabulary, subject) for subject, _ in self._vocabularies())
        said.extend((void.classPartition, subject) for subject, _ in self._partitions())
        total = others + len(said) + 1 + sum(len(pairs) for _, pairs in rest)
        said.append((void.triples, terms.number(total)))
        return [(this, said), *rest]

    def license(self) -> tuple[Said, list[Described]]:
        """The licence of the graph, or that of all its documents, or where to look for those."""
        shared = {document.license for document in self.graph.documents}
        license = self.publication.license or (shared.pop() if len(shared) == 1 else "")
        return self.sources.license(license or "Quotations stay under the licences of their documents.")

    def maker(self) -> Term:
        """Who made the graph: the creator where one is named, the software otherwise."""
        creator = self.publication.creator
        return self.terms.iri(creator) if creator else self.sources.agent()

    def created(self) -> Said:
        """When it was made, if that was handed in."""
        moment = self._run.created
        return [(self.terms.dcterms.created, self.terms.typed(moment, XSD.dateTime))] if moment else []

    def _creator(self) -> Iterator[Described]:
        creator, terms = self.publication.creator, self.terms
        if creator:
            words = terms.text(creator)
            yield terms.iri(creator), [(terms.rdf.type, terms.prov.Agent), (terms.rdfs.label, words)]

    def _vocabularies(self) -> Iterator[Described]:
        names = {base: prefix for prefix, base in PREFIXES.items()}
        for space in (KG, RDF, RDFS, SKOS, DCTERMS, PROV, OA, BIOLINK):
            words = self.terms.text(names[space.base])
            yield self.terms.iri(space.base), [(self.terms.rdfs.label, words)]

    def _partitions(self) -> Iterator[Described]:
        terms, kg, graph = self.terms, self.terms.kg, self.graph
        evidence = sum(len(claim.evidence) for claim in graph.claims)
        for name, cls, count in (
            ("claims", kg.Claim, len(graph.claims)),
            ("evidence", kg.Evidence, evidence),
            ("documents", kg.Document, len(graph.documents)),
            ("disagreements", kg.Disagreement, len(graph.disagreements)),
            ("concepts", terms.skos.Concept, len(self.concepts.entities)),
        ):
            label = terms.text(f"{name}: {count}", "en")
            entities = (terms.void.entities, terms.number(count))
            said = [(terms.rdfs.label, label), (terms.void.term("class"), cls), entities]
            yield terms.dataset(f"/{name}"), said
