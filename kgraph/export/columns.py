"""The columns of numbers and texts that a page carries, and how they are packed into it."""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.graph import ClaimGraph
from kgraph.model import Argument, Certainty, Claim, Document, Evidence, Polarity, Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

SENTENCES_PER_CHUNK = 2000


def pack(value: Json) -> str:
    """JSON, compressed by gzip, in base64: safe inside any HTML element, the same bytes for the same value.

    >>> pack({"a": [1, 2]}) == pack({"a": [1, 2]})
    True
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode()


def columnar(rows: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
    """Rows of equal keys as one list a key.

    >>> columnar([{"x": 1, "y": 2}, {"x": 3, "y": 4}])
    {'x': [1, 3], 'y': [2, 4]}
    """
    return {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}


class Index:
    """Numbers the members of a sorted set of names, so that columns hold small numbers."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(set(names)))
        self._at = {name: number for number, name in enumerate(self.names)}

    def __getitem__(self, name: str) -> int:
        return self._at[name]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Indexes:
    """How entities, classes, relations, holders, bases, kinds of source and documents are numbered."""

    entities: Index
    classes: Index
    relations: Index
    holders: Index
    bases: Index
    kinds: Index
    documents: Index

    @classmethod
    def of(cls, graph: ClaimGraph, ontology: Ontology) -> Indexes:
        """The indexes of everything that the graph's claims use, and of every document."""
        evidence = [e for _, e in graph.evidence()]
        entities = Index(graph.entities)
        return cls(
            entities=entities,
            classes=Index(c for e in entities.names for c in classes_of(e, ontology)),
            relations=Index(c.predicate for c in graph.claims),
            holders=Index(e.context.holder for e in evidence),
            bases=Index(e.context.basis for e in evidence),
            kinds=Index(_kind(graph, e.document) for e in evidence),
            documents=Index([*(d.id for d in graph.documents), *(e.document for e in evidence)]),
        )


def classes_of(entity: str, ontology: Ontology) -> tuple[str, ...]:
    """The classes that an entity declares, of which the first colours it; the empty name stands for none."""
    known = ontology.entities.get(IRI(entity))
    return (known.classes if known else ()) or ("",)


def _kind(graph: ClaimGraph, document: str) -> str:
    known = graph.document.get(document)
    return known.kind if known else ""


def core(graph: ClaimGraph, ontology: Ontology, at: Indexes) -> dict[str, Json]:
    """Everything that the first picture, the filters and the tables need; no sentence."""
    return {
        "prefixes": dict(ontology.prefixes),
        "classes": _terms(at.classes, ontology),
        "relations": _relations(at.relations, ontology),
        "holders": _terms(at.holders, ontology),
        "bases": _terms(at.bases, ontology),
        "kinds": list(at.kinds.names),
        "documents": _documents(graph, at),
        "entities": {
            "curie": [ontology.curie(e) for e in at.entities.names],
            "classes": [[at.classes[c] for c in classes_of(e, ontology)] for e in at.entities.names],
        },
        "claims": columnar([_claim(c, graph) for c in graph.claims]),
        "evidence": columnar([_evidence(e, graph, at) for _, e in graph.evidence()]),
        "disagreements": _disagreements(graph),
        "refinements": _refinements(graph),
    }


def _terms(index: Index, ontology: Ontology) -> dict[str, Json]:
    classes = ontology.classes
    return {
        "iri": list(index.names),
        "curie": [ontology.curie(iri) for iri in index.names],
        "label": [ontology.label(iri) if iri else "unclassed" for iri in index.names],
        "definition": [classes[IRI(i)].definition if IRI(i) in classes else "" for i in index.names],
    }


def _relations(index: Index, ontology: Ontology) -> dict[str, Json]:
    known = [ontology.relations.get(IRI(iri)) for iri in index.names]
    roots = [tuple(ontology.superrelations(IRI(iri)))[-1] for iri in index.names]
    return {
        **_terms(index, ontology),
        "definition": [r.definition if r else "" for r in known],
        "meta": [int(bool(r and r.meta)) for r in known],
        "gap": [int(bool(r and r.gap)) for r in known],
        "symmetric": [int(bool(r and r.symmetric)) for r in known],
        "family": [ontology.label(root) for root in roots],
    }


def _documents(graph: ClaimGraph, at: Indexes) -> dict[str, Json]:
    known: list[Document | None] = [graph.document.get(name) for name in at.documents.names]
    return {
        "id": list(at.documents.names),
        "title": [d.title if d else "" for d in known],
        "publisher": [d.publisher if d else "" for d in known],
        "kind": [d.kind if d else "" for d in known],
        "published": [d.published if d else "" for d in known],
        "url": [d.url if d else "" for d in known],
        "cluster": [graph.sources.get(name, name) for name in at.documents.names],
    }


def _claim(claim: Claim, graph: ClaimGraph) -> dict[str, Json]:
    documents = {e.document for e in claim.evidence}
    clusters = {graph.sources.get(name, name) for name in documents}
    support = claim.support
    return {
        "evidence": len(claim.evidence),
        "documents": len(documents),
        "independent": support.independent if support else len(clusters),
        "holders": len({e.context.holder for e in claim.evidence}),
        "belief": round(claim.belief, 3) if claim.belief is not None else None,
    }


def _evidence(evidence: Evidence, graph: ClaimGraph, at: Indexes) -> dict[str, Json]:
    return {
        "document": at.documents[evidence.document],
        "kind": at.kinds[_kind(graph, evidence.document)],
        "certainty": evidence.context.certainty.rank,
        "holder": at.holders[evidence.context.holder],
        "basis": at.bases[evidence.context.basis],
    }


def _disagreements(graph: ClaimGraph) -> dict[str, Json]:
    number = {claim.id: i for i, claim in enumerate(graph.claims)}
    known = [d for d in graph.disagreements if d.left in number and d.right in number]
    return {
        "kind": [d.kind for d in known],
        "left": [number[d.left] for d in known],
        "right": [number[d.right] for d in known],
    }


def _refinements(graph: ClaimGraph) -> dict[str, Json]:
    number = {claim.id: i for i, claim in enumerate(graph.claims)}
    known = [(a, b) for a, b in graph.refinements if a in number and b in number]
    return {"narrower": [number[a] for a, _ in known], "broader": [number[b] for _, b in known]}


def terms(ontology: Ontology, at: Indexes) -> dict[str, Json]:
    """What the ontology says of each entity: definition, other labels, identifiers, what is broader."""
    known = [ontology.entities.get(IRI(iri)) for iri in at.entities.names]
    return {
        "definition": [e.definition if e else "" for e in known],
        "labels": [[*e.alt_labels, *e.acronyms] if e else [] for e in known],
        "hidden": [list(e.hidden_labels) if e else [] for e in known],
        "broader": [[ontology.label(b) for b in e.broader] if e else [] for e in known],
        "matches": [
            [[kind, ontology.curie(iri), iri] for kind, iri in e.matches] if e else [] for e in known
        ],
    }


def passages(graph: ClaimGraph) -> Iterator[dict[str, Json]]:
    """The sentences behind the claims, in chunks of whole claims, each read only when a reader asks for it.

    `texts` are the sentences, each once a chunk; `text` numbers them, one number a piece of evidence; `spans`
    has six numbers for each, where its subject, trigger and object start and end: characters (code points)
    of the sentence, or -1 for a part that stands elsewhere; `cues` has two numbers for each cue. `more`
    holds what few pieces have, by their place.
    """
    rows = iter(graph.claims)
    while chunk := list(_take(rows)):
        evidence = [e for claim in chunk for e in claim.evidence]
        texts: dict[tuple[str, Span], int] = {}
        for e in evidence:
            texts.setdefault((e.document, e.sentence), len(texts))
        words = {(e.document, e.sentence): e.text for e in evidence}
        yield {
            "claims": len(chunk),
            "texts": [words[key] for key in texts],
            "text": [texts[e.document, e.sentence] for e in evidence],
            "spans": [number for e in evidence for number in _spans(e)],
            "cues": [_cues(e) for e in evidence],
            "more": {
                str(at): more
                for at, e in enumerate(evidence)
                if (more := _more(e, graph.document.get(e.document)))
            },
        }


def _take(claims: Iterator[Claim]) -> Iterator[Claim]:
    count = 0
    while count < SENTENCES_PER_CHUNK and (claim := next(claims, None)):
        count += len(claim.evidence)
        yield claim


def _spans(evidence: Evidence) -> Iterator[int]:
    for span in (evidence.subject.span, evidence.trigger, evidence.object.span):
        yield from _relative(span, evidence.sentence) or (-1, -1)


def _cues(evidence: Evidence) -> list[int]:
    """Start and end of every cue that stands in the sentence, one after the other."""
    found = (_relative(cue.span, evidence.sentence) for cue in evidence.context.cues)
    return [number for span in found if span for number in span]


def _more(evidence: Evidence, document: Document | None) -> dict[str, Json]:
    context = evidence.context
    parts: dict[str, Json] = {
        "qualifiers": [[q.kind, q.text] for q in context.qualifiers],
        "via": [str(v) for v in context.via],
        "refers": _antecedents((evidence.subject, evidence.object), document),
        "lead": _lead(evidence.sentence, document),
        "markup": [
            m for s in (document.markup if document else ()) if (m := _relative(s, evidence.sentence))
        ],
    }
    return {key: value for key, value in parts.items() if value}


def _lead(sentence: Span, document: Document | None) -> str:
    """The words that introduce the list whose item a sentence is, where it is one."""
    for block in document.blocks if document else ():
        if block.lead and sentence.within(block.span):
            return document.text[block.lead.slice] if document else ""
    return ""


def _relative(span: Span, sentence: Span) -> tuple[int, int] | None:
    if not len(span) or not span.within(sentence):
        return None
    return (span.start - sentence.start, span.end - sentence.start)


def _antecedents(arguments: tuple[Argument, Argument], document: Document | None) -> list[Json]:
    """What each resolved reference of an evidence refers to, in the document's words."""
    text = document.text if document else ""
    return [[a.text, text[a.antecedent.slice] if a.antecedent else ""] for a in arguments if a.coref]


def evidence_weight(graph: ClaimGraph) -> Counter[str]:
    """How many pieces of evidence bear on each entity."""
    weight: Counter[str] = Counter()
    for claim in graph.claims:
        weight[claim.subject] += len(claim.evidence)
        if claim.object != claim.subject:
            weight[claim.object] += len(claim.evidence)
    return weight


def edge(claim: Claim, at: Indexes) -> dict[str, Json]:
    """A claim as an edge of the picture."""
    return {
        "id": claim.id,
        "from": at.entities[claim.subject],
        "to": at.entities[claim.object],
        "relation": at.relations[claim.predicate],
        "negated": int(claim.polarity is Polarity.NEGATED),
        "certainty": claim.certainty.rank if claim.evidence else Certainty.UNCOMMITTED.rank,
    }
