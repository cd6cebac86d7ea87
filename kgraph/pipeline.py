"""A build, from files to an output folder: the only module that knows the order of all stages.

It is map (one document to its evidence, nothing shared), then reduce (evidence to claims), then export.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import kgraph
from kgraph import assembly, belief, disagreement, independence, language, output, sources, turtle, workers
from kgraph.errors import SourceError
from kgraph.export import catalogue, manifest
from kgraph.export.catalogue import Edition
from kgraph.export.manifest import Input, Manifest
from kgraph.export.rdf import Publication
from kgraph.extractors import learned, rules
from kgraph.graph import ClaimGraph
from kgraph.model import Block, BlockKind, Claim, Document, Evidence, Run, Skipped, Span
from kgraph.namespaces import GRAPH
from kgraph.ontology import Ontology
from kgraph.reading import Reader, Reading
from kgraph.workers import Extractor, Mapped

ERRORS: Final = {
    learned.NAME: replace(belief.PRIOR, random=learned.RANDOM_ERROR, make=rules.NAME),
}
"""Error rates that were measured, by extractor; what is learned is told from the same parse as what wordings read."""

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What bears on a build beside its inputs; an empty name means the one that kgraph chooses itself.

    `also` names exporters beside those that always write; `created` is a date and time to publish, if any.
    """

    ontology: str = ""
    model: str = ""
    base: str = GRAPH
    also: tuple[str, ...] = ()
    jobs: int = 1
    created: str = ""


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def build(
    inputs: Sequence[Path],
    folder: Path,
    options: Options | None = None,
    *,
    extractor: Extractor | None = None,
    progress: Progress = _silent,
) -> Manifest:
    """Read the documents that `inputs` name and write their graph into `folder`.

    The same input gives the same bytes. Inputs that cannot be read are skipped, and the manifest says why.
    `extractor` takes the place of the reader that the options describe, and works in this process.

    Raises:
        OntologyError, LanguageError, OutputError: where what a build needs is missing or broken.
        SourceError: where no input could be read; its text names each with the reason.
    """
    options = options or Options()
    exporters = catalogue.choose((*catalogue.ALWAYS, *options.also))
    progress("preparing", 0, 1)
    ontology = turtle.load(options.ontology)
    reader = extractor or Reader(ontology, language.load(options.model))
    found = sources.find(inputs)
    gathered = _Gathered()
    for number, mapped in enumerate(_mapped(options, reader, sources.load(found))):
        progress("reading", number, len(found))
        gathered.add(*mapped)
    if not gathered.inputs:
        reasons = "".join(f"\n  {each.path}: {each.reason}" for each in gathered.skipped)
        raise SourceError(f"nothing to build from{':' if reasons else ''}{reasons}")
    progress("joining", 0, 1)
    graph = _reduce(gathered, ontology)
    edition = Edition(graph, ontology, _run(options, ontology, reader), Publication(base=options.base))
    account = _account(gathered, edition, options)
    with output.staging(folder) as stage:
        for number, write in enumerate(exporters):
            progress("writing", number, len(exporters))
            write(edition, stage)
        account = replace(account, files=output.files(stage))
        manifest.write(account, stage / manifest.NAME)
        output.drop_stale(folder, account)
    return account


def _reader(options: Options) -> Reader:
    return Reader(turtle.load(options.ontology), language.load(options.model))


def text_reader(model: str = "") -> Callable[[Ontology], Callable[[str], tuple[Evidence, ...]]]:
    """For an ontology, a function that gives the evidence in a text that is one paragraph and no file.

    Raises:
        LanguageError: where the spaCy pipeline of that name cannot be used.
    """
    pipeline = language.load(model)

    def compile_wordings(ontology: Ontology) -> Callable[[str], tuple[Evidence, ...]]:
        reader = Reader(ontology, pipeline)
        return lambda text: reader.read(paragraph(text)).evidence

    return compile_wordings


def read_text(text: str, ontology: Ontology, model: str = "") -> tuple[Claim, ...]:
    """The claims in a text that is one paragraph and no file, as a build would assemble them.

    Raises:
        LanguageError: where the spaCy pipeline of that name cannot be used.
    """
    return assembly.assemble(text_reader(model)(ontology)(text), ontology)


def paragraph(text: str) -> Document:
    """A document that is no file: one paragraph of prose."""
    block = Block(Span(0, len(text)), BlockKind.PROSE)
    return Document(id="text", text=text, blocks=(block,), source="", sha256="")


def _mapped(options: Options, reader: Extractor, documents: Iterable[Document | Skipped]) -> Iterator[Mapped]:
    if options.jobs > 1 and isinstance(reader, Reader):
        return workers.spread(partial(_reader, options), documents, options.jobs)
    return workers.here(reader, documents)


class _Gathered:
    """What the documents gave, as it comes in; of a document without evidence only its account is kept."""

    def __init__(self) -> None:
        self.evidence: list[Evidence] = []
        self.documents: list[Document] = []
        self.inputs: list[Input] = []
        self.skipped: list[Skipped] = []
        self.counts: Counter[str] = Counter(rejected=0)

    def add(self, document: Document | Skipped, reading: Reading | None) -> None:
        """Take in one document and what it gave."""
        if isinstance(document, Skipped) or reading is None:
            if isinstance(document, Skipped):
                self.skipped.append(document)
            return
        kept = [each for each in reading.evidence if _verbatim(document, each)]
        self.counts.update(
            sentences=reading.sentences,
            parsed=reading.parsed,
            mentions=reading.mentions,
            rejected=len(reading.evidence) - len(kept),
        )
        self.evidence.extend(kept)
        if kept:
            self.documents.append(document)
        self.inputs.append(_input(document, reading, len(kept)))


def _verbatim(document: Document, evidence: Evidence) -> bool:
    """Whether every quotation of the evidence stands in the document where it says, whoever read it."""
    quotes = [
        (evidence.sentence, evidence.text),
        (evidence.subject.span, evidence.subject.text),
        (evidence.object.span, evidence.object.text),
        *((each.span, each.text) for each in evidence.context.qualifiers),
        *((each.span, each.text) for each in evidence.context.cues),
    ]
    return all(document.text[span.slice] == text for span, text in quotes)


def _input(document: Document, reading: Reading, evidence: int) -> Input:
    return Input(
        id=document.id,
        path=document.source,
        sha256=document.sha256,
        title=document.title,
        publisher=document.publisher,
        kind=document.kind,
        published=document.published,
        url=document.url,
        license=document.license,
        language=document.language,
        characters=len(document.text),
        sentences=reading.sentences,
        mentions=reading.mentions,
        evidence=evidence,
        notes=document.notes,
    )


def _reduce(gathered: _Gathered, ontology: Ontology) -> ClaimGraph:
    """Evidence to claims, weighed over independent sources, with how they stand to one another."""
    claims = assembly.assemble(gathered.evidence, ontology)
    documents = tuple(sorted(gathered.documents, key=lambda document: document.id))
    clusters = independence.cluster(documents)
    passages = independence.passages(claims)
    claims = belief.weigh(claims, documents, clusters, ontology, passages=passages, errors=ERRORS)
    return ClaimGraph(
        claims=claims,
        documents=documents,
        refinements=assembly.refinements(claims, ontology),
        disagreements=disagreement.find(claims, ontology),
        sources=clusters,
    )


def _run(options: Options, ontology: Ontology, reader: Extractor) -> Run:
    said = {"base": options.base, "extractor": getattr(reader, "name", type(reader).__name__)}
    if isinstance(reader, Reader):
        said["model"] = f"{reader.language.model} {reader.language.version}"
    return Run(
        version=kgraph.__version__,
        ontology=ontology.name,
        digests=tuple(sorted(ontology.digests)),
        options=tuple(sorted(said.items())),
        created=options.created,
    )


def _account(gathered: _Gathered, edition: Edition, options: Options) -> Manifest:
    graph = edition.graph
    relations = Counter(edition.ontology.curie(claim.predicate) for claim in graph.claims)
    counts = {
        "documents": len(gathered.inputs),
        "skipped": len(gathered.skipped),
        **{name: gathered.counts[name] for name in ("sentences", "parsed", "mentions", "rejected")},
        "evidence": sum(len(claim.evidence) for claim in graph.claims),
        "claims": len(graph.claims),
        "entities": len(graph.entities),
        "disagreements": len(graph.disagreements),
    }
    inputs = (replace(each, cluster=graph.sources.get(each.id, each.id)) for each in gathered.inputs)
    return Manifest(
        run=edition.run,
        ontology=options.ontology or edition.ontology.name,
        base=edition.publication.base,
        versions={
            "kgraph": kgraph.__version__,
            "python": platform.python_version(),
            **{name: version(name) for name in ("spacy", "rdflib", "pyoxigraph")},
        },
        inputs=tuple(sorted(inputs, key=lambda each: each.id)),
        skipped=tuple(sorted(gathered.skipped, key=lambda each: (each.path, each.reason))),
        counts=counts,
        relations=dict(sorted(relations.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
