"""The graph cut into nanopublications: assertion, provenance and publication information, each its own graph.

A claim's assertion says what is claimed and its polarity; its provenance holds the evidence, so that one
nanopublication can be cited and understood without the rest. Documents, the run, disagreements and terms are
nanopublications too, so that every quad of the file belongs to one. The form is that of nanopub.net's
guidelines (Groth, Gibson and Velterop 2010; Kuhn and others 2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kgraph.export.rdf.blocks import Block, Described, size
from kgraph.export.rdf.dataset import Dataset
from kgraph.export.rdf.terms import Said, Term
from kgraph.model import Claim, digest

MOST = 900
"""Triples that one nanopublication of terms may assert; the public servers refuse more than 1,200 in all."""

Graph = tuple[Term, Sequence[Block]]
"""A named graph and what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nanopub:
    """What one nanopublication says; `sources` are said of its assertion, `labels` help its readers."""

    name: str
    label: str
    about: Term
    kind: Term
    assertion: Sequence[Block]
    sources: Said
    provenance: Sequence[Block] = field(default_factory=list)
    labels: Sequence[Block] = field(default_factory=list)


def graphs(dataset: Dataset) -> Iterator[Graph]:
    """The four graphs of every nanopublication, one nanopublication after the other."""
    count = 0
    for nanopub in nanopubs(dataset):
        for graph in publish(dataset, nanopub):
            count += sum(map(size, graph[1]))
            yield graph
    dataset.begin()
    frame = sum(size(block) for _, said in publish(dataset, _dataset(dataset, [])) for block in said)
    dataset.begin()
    yield from publish(dataset, _dataset(dataset, dataset.describe(count + frame)))


def nanopubs(dataset: Dataset) -> Iterator[Nanopub]:
    """Of the run, documents, claims, disagreements and terms; each as if it were the only one."""
    terms, kg = dataset.terms, dataset.terms.kg
    read = [(terms.prov.wasGeneratedBy, dataset.run)]

    def make(name: str, label: str, kind: Term, said: Iterable[Described]) -> Nanopub:
        found = list(said)
        return Nanopub(name=name, label=label, about=found[0][0], kind=kind, assertion=found, sources=read)

    yield make("run", "The run", terms.prov.Activity, dataset.sources.run())
    for document in dataset.graph.documents:
        dataset.begin()
        label, said = document.title or document.id, dataset.sources.document(document)
        yield make(f"document-{digest(document.id)}", label, kg.Document, said)
    for claim in dataset.graph.claims:
        dataset.begin()
        yield _claim(dataset, claim)
    for each in dataset.graph.disagreements:
        sides = [dataset.claims.disagreement(each)]
        yield make(f"disagreement-{each.id}", f"A disagreement in {each.kind}", kg.Disagreement, sides)
    for number, part in enumerate(_chunks([*dataset.concepts.describe(), *dataset.concepts.core()]), 1):
        yield make(f"terms-{number}", f"Terms, part {number}", terms.owl.Ontology, part)


def _claim(dataset: Dataset, claim: Claim) -> Nanopub:
    terms, prov = dataset.terms, dataset.terms.prov
    name, label = claim.id, dataset.claims.label(claim)
    ids = [evidence.id for evidence in claim.evidence]
    core = dataset.claims.core(claim, name)
    provenance: list[Block] = list(dataset.claims.support(claim, name, ids))
    for evidence, each in zip(claim.evidence, ids, strict=True):
        provenance += dataset.annotations.evidence(evidence, each, name, label)
    documents = dict.fromkeys(evidence.document for evidence in claim.evidence)
    return Nanopub(
        name=f"claim-{name}",
        label=label,
        about=core[0],
        kind=terms.kg.Claim,
        assertion=[core],
        sources=[
            *((prov.wasDerivedFrom, terms.mint("evidence", each)) for each in ids),
            *((prov.wasQuotedFrom, terms.document(each)) for each in documents),
            (prov.wasGeneratedBy, dataset.run),
        ],
        provenance=provenance,
        labels=[
            dataset.concepts.label(iri)
            for iri in dict.fromkeys((claim.subject, claim.predicate, claim.object))
        ],
    )


def _dataset(dataset: Dataset, said: list[Described]) -> Nanopub:
    terms = dataset.terms
    return Nanopub(
        name="dataset",
        label=dataset.publication.title,
        about=terms.dataset(),
        kind=terms.void.Dataset,
        assertion=said,
        sources=[(terms.prov.wasGeneratedBy, dataset.run)],
    )


def publish(dataset: Dataset, nanopub: Nanopub) -> Iterator[Graph]:
    """Head, assertion, provenance and publication information."""
    terms, np = dataset.terms, dataset.terms.np
    base = f"{terms.base}nanopub/{nanopub.name}"
    this = terms.iri(base)
    head, assertion, provenance, pubinfo = parts = tuple(
        Term(f"<{base}#{part}>") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield (
        head,
        [
            (
                this,
                [
                    (terms.rdf.type, np.Nanopublication),
                    (np.hasAssertion, assertion),
                    (np.hasProvenance, provenance),
                    (np.hasPublicationInfo, pubinfo),
                ],
            )
        ],
    )
    yield assertion, nanopub.assertion
    yield provenance, [(assertion, nanopub.sources), *nanopub.provenance]
    license, described = dataset.license()
    said = [
        (terms.rdfs.label, terms.text(nanopub.label, "en")),
        (terms.dcterms.creator, dataset.maker()),
        *dataset.created(),
        *license,
        (terms.dcterms.isPartOf, terms.dataset()),
        (terms.npx.introduces, nanopub.about),
        (terms.npx.hasNanopubType, nanopub.kind),
    ]
    names = [
        (part, [(terms.rdfs.label, terms.text(f"{words}: {nanopub.label}", "en"))])
        for part, words in zip(parts, ("head", "assertion", "provenance", "publication"), strict=True)
    ]
    yield pubinfo, [(this, said), *described, *nanopub.labels, *names]


def _chunks(described: Iterable[Described]) -> Iterator[list[Described]]:
    """The descriptions in parts of no more than `MOST` triples."""
    part: list[Described] = []
    count = 0
    for one in described:
        if part and count + len(one[1]) > MOST:
            yield part
            part, count = [], 0
        part.append(one)
        count += len(one[1])
    if part:
        yield part
