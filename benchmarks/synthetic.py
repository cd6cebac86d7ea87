"""A made-up graph of any size, the same for the same numbers, for benchmarks and tests.

Run as a program it prints the size of what it makes: `python -m benchmarks.synthetic 100000`.
"""

import hashlib
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from kgraph import assembly, belief, disagreement
from kgraph.graph import ClaimGraph
from kgraph.model import (
    Argument,
    Block,
    BlockKind,
    Certainty,
    Context,
    Cue,
    Document,
    Evidence,
    Polarity,
    Qualifier,
    Span,
)
from kgraph.namespaces import IRI, KG, local_name
from kgraph.ontology import Ontology
from kgraph.terms import Entity, EntityClass, Relation

BASE = "https://w3id.org/kgraph/synthetic#"
SENTENCES_PER_DOCUMENT = 24

SYLLABLES = (
    "al", "ba", "cor", "den", "el", "fu", "gan", "hy", "is", "jo", "ka", "lu", "mer", "nor", "or", "pa",
    "qui", "ros", "sta", "thy", "ul", "ve", "xan", "yo", "zin", "β", "é",
)  # fmt: skip
CLASSES = ("substance", "receptor", "process", "condition", "symptom", "effect", "therapy", "organisation")
# label, parent, symmetric, meta, contradicts, biolink term
RELATIONS: tuple[tuple[str, str, bool, bool, str, str], ...] = (
    ("acts on", "", False, False, "", "affects"),
    ("interacts with", "acts on", False, False, "", "physically_interacts_with"),
    ("binds to", "interacts with", False, False, "", "binds"),
    ("regulates", "acts on", False, False, "", "regulates"),
    ("raises the level of", "regulates", False, False, "lowers the level of", ""),
    ("lowers the level of", "regulates", False, False, "raises the level of", ""),
    ("brings about", "acts on", False, False, "relieves", "causes"),
    ("relieves", "acts on", False, False, "brings about", "ameliorates_condition"),
    ("resembles", "", True, False, "", "similar_to"),
    ("is associated with", "", True, False, "", "associated_with"),
    ("is studied for", "", False, True, "", ""),
    ("lacks evidence about", "", False, True, "", ""),
)
HOLDERS = (
    KG.Author, KG.User, KG.Patient, KG.Researcher, KG.HealthcareProfessional, KG.Regulator,
    KG.Proponent, KG.Skeptic, KG.Community, KG.Unspecified, IRI(BASE + "NationalAgency"),
)  # fmt: skip
BASES = (
    KG.NotStated, KG.ScientificResearch, KG.PreclinicalStudy, KG.ClinicalStudy, KG.ObservationalStudy,
    KG.CaseReport, KG.AnecdotalEvidence, KG.TraditionalUse, KG.RegulatoryStatement,
)  # fmt: skip
HEDGES = {
    Certainty.CERTAIN: "",
    Certainty.PROBABLE: "probably",
    Certainty.POSSIBLE: "possibly",
    Certainty.UNCOMMITTED: "it is unclear whether",
}
KINDS = ("vendor", "regulator", "review", "forum", "news", "research")
QUALIFIERS = (
    ("population", "in older adults"),
    ("dose", "at 5 mg/kg"),
    ("setting", "in the Nordic countries"),
)


def graph(claims: int, nodes: int | None = None, seed: int = 0) -> tuple[ClaimGraph, Ontology]:
    """A graph of exactly `claims` claims over `nodes` entities (as many as suit, if None) and its ontology.

    Every quoted span is verbatim in its document; all values of polarity, certainty, holder and basis occur
    in a graph of some hundred claims. One to five evidences a claim, two on average.

    Raises:
        ValueError: where so few nodes cannot carry so many different claims.
    """
    count = nodes if nodes is not None else max(4, round(claims**0.75))
    if claims > count * (count - 1) * len(RELATIONS) // 2:
        raise ValueError(f"{count} nodes are too few for {claims} claims")
    chance = random.Random(seed)
    knowledge = ontology(count, chance)
    triples = _triples(claims, tuple(knowledge.entities), tuple(knowledge.relations.values()), chance)
    readings = [t for t in triples for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5)))]
    chance.shuffle(readings)
    documents, evidence = [], []
    for number in range(0, len(readings), SENTENCES_PER_DOCUMENT):
        share = readings[number : number + SENTENCES_PER_DOCUMENT]
        document, read = _document(number // SENTENCES_PER_DOCUMENT, share, knowledge, chance)
        documents.append(document)
        evidence += read
    sources = {document.id: document.id for document in documents}
    made = belief.weigh(assembly.assemble(evidence, knowledge), documents, sources, knowledge)
    return (
        ClaimGraph(
            claims=made,
            documents=tuple(documents),
            refinements=assembly.refinements(made, knowledge),
            disagreements=disagreement.find(made, knowledge),
            sources=sources,
        ),
        knowledge,
    )


Triple = tuple[IRI, IRI, IRI, Polarity]


def ontology(nodes: int, chance: random.Random) -> Ontology:
    """An ontology of `nodes` entities, one in three of them below another, and a dozen relations."""
    classes = {iri: EntityClass(iri=iri, label=name) for name in CLASSES for iri in [_iri("class", name)]}
    relations = {}
    for name, parent, symmetric, meta, contradicts, match in RELATIONS:
        iri = _iri("relation", name)
        relations[iri] = Relation(
            iri=iri,
            label=name,
            definition=f"The subject {name} the object.",
            parents=(_iri("relation", parent),) if parent else (),
            symmetric=symmetric,
            meta=meta,
            gap=name.startswith("lacks"),
            contradicts=(_iri("relation", contradicts),) if contradicts else (),
            matches=(("closeMatch", IRI(f"https://w3id.org/biolink/vocab/{match}")),) if match else (),
        )
    entities = {}
    for number in range(nodes):
        iri = IRI(f"{BASE}e{number:06d}")
        chemical = IRI(f"http://purl.obolibrary.org/obo/CHEBI_{number}")
        label = " ".join(_word(chance) for _ in range(chance.choice((1, 1, 2, 2, 3)))) + f" {number}"
        entities[iri] = Entity(
            iri=iri,
            label=label,
            classes=(_iri("class", CLASSES[number % len(CLASSES)]),),
            alt_labels=(label.upper(),),
            definition=f"A made-up entity, number {number}.",
            broader=(IRI(f"{BASE}e{number // 3:06d}"),) if number % 3 == 2 else (),
            matches=(("exactMatch", chemical),) if number % 2 else (),
        )
    labels = {iri: local_name(iri) for iri in (*HOLDERS, *BASES)}
    return Ontology(
        name="synthetic",
        classes=dict(sorted(classes.items())),
        entities=entities,
        relations=dict(sorted(relations.items())),
        labels=dict(sorted(labels.items())),
        prefixes={"kg": KG.base, "syn": BASE, "biolink": "https://w3id.org/biolink/vocab/"},
    )


def _iri(kind: str, name: str) -> IRI:
    words = name.split()
    return IRI(BASE + (name.title() if kind == "class" else words[0] + "".join(w.title() for w in words[1:])))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4, 5))))


def _triples(
    claims: int, entities: tuple[IRI, ...], relations: tuple[Relation, ...], chance: random.Random
) -> list[Triple]:
    """Different triples; every entity is a subject before any is one twice, objects crowd on a few hubs."""
    made: dict[Triple, None] = {}
    while len(made) < claims:
        subject = entities[len(made)] if len(made) < len(entities) else chance.choice(entities)
        object = entities[int(len(entities) * chance.random() ** chance.choice((1, 3)))]
        relation = chance.choice(relations)
        polarity = Polarity.NEGATED if chance.random() < 0.12 else Polarity.AFFIRMED
        if made and chance.random() < 0.1:  # the same ends again, so that claims refine and contradict
            subject, _, object, _ = next(reversed(made))
        if subject == object:
            continue
        if relation.symmetric and object < subject:
            subject, object = object, subject
        made.setdefault((subject, relation.iri, object, polarity))
    return list(made)


@dataclass
class _Text:
    """A text that grows, and tells where each part came to stand."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, part: str, after: str = " ") -> Span:
        start = self.length
        self.parts += (part, after)
        self.length += len(part) + len(after)
        return Span(start, start + len(part))

    def join(self) -> str:
        return "".join(self.parts)


def _document(
    number: int, triples: list[Triple], knowledge: Ontology, chance: random.Random
) -> tuple[Document, list[Evidence]]:
    name = f"document-{number:06d}"
    text, blocks, makers = _Text(), [], []
    title = f"A made-up article, number {number}"
    blocks.append(Block(text.add(title, "\n\n"), BlockKind.HEADING))
    for first in range(0, len(triples), 6):
        start = text.length
        paragraph = triples[first : first + 6]
        makers += [_sentence(name, text, triple, knowledge, chance) for triple in paragraph]
        blocks.append(Block(Span(start, text.length - 1), BlockKind.PROSE))
        text.add("", "\n")
    whole = text.join()
    document = Document(
        id=name,
        text=whole,
        blocks=tuple(blocks),
        source=f"corpus/{name}.txt",
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        title=title,
        publisher=f"Publisher {number % 17}",
        kind=KINDS[number % len(KINDS)],
        published=f"20{10 + number % 15}-{1 + number % 12:02d}-15",
        url=f"https://example.org/articles/{number}",
        license="CC0-1.0",
    )
    return document, [make(whole) for make in makers]


def _sentence(
    document: str, text: _Text, triple: Triple, knowledge: Ontology, chance: random.Random
) -> Callable[[str], Evidence]:
    """Write one sentence; what comes back makes its evidence once the whole text is known."""
    subject, predicate, object, polarity = triple
    holder, basis = chance.choice(HOLDERS), chance.choice(BASES)
    certainty, start = chance.choice(tuple(Certainty)), text.length
    text.add(f"According to source {chance.randrange(1000)},")
    cues: list[tuple[Span, str, str]] = [(text.add(local_name(holder)), "HolderCue", holder)]
    text.add("says, on the strength of")
    cues.append((text.add(local_name(basis), ", "), "BasisCue", basis))
    if HEDGES[certainty]:
        cues.append((text.add(HEDGES[certainty]), "CertaintyCue", KG.term(certainty.value.title())))
    coref = chance.random() < 0.1
    first = text.add("the former" if coref else knowledge.label(subject))
    if polarity is Polarity.NEGATED:
        cues.append((text.add("never"), "NegationCue", KG.Negated))
    trigger = text.add(knowledge.label(predicate))
    second = text.add(knowledge.label(object))
    chosen = chance.sample(QUALIFIERS, chance.choice((0, 0, 1, 2)))
    limits = [(kind, text.add(words)) for kind, words in chosen]
    end = text.add(f"as noted in passage {chance.randrange(10_000)}.").end
    via = (chance.choice(HOLDERS),) if chance.random() < 0.1 else ()

    def make(whole: str) -> Evidence:
        return Evidence(
            document=document,
            sentence=Span(start, end),
            text=whole[start:end],
            subject=Argument(subject, first, whole[first.slice], coref, Span(0, 1) if coref else None),
            predicate=predicate,
            object=Argument(object, second, whole[second.slice]),
            context=Context(
                polarity=polarity,
                certainty=certainty,
                holder=holder,
                basis=basis,
                via=via,
                qualifiers=tuple(Qualifier(kind, span, whole[span.slice]) for kind, span in limits),
                cues=tuple(Cue(span, whole[span.slice], kind, value) for span, kind, value in cues),
            ),
            trigger=trigger,
            extractor="synthetic",
            rule=knowledge.relations[predicate].label,
        )

    return make


if __name__ == "__main__":
    made, _ = graph(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    evidences = sum(len(c.evidence) for c in made.claims)
    print(f"{len(made.claims)} claims, {evidences} evidence, {len(made.documents)} documents")
