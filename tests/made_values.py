"""Hand-made claims, evidence and documents for tests, and hypothesis strategies for any of them."""

import hashlib

from hypothesis import strategies as st

from kgraph.model import (
    Argument,
    Certainty,
    Claim,
    Context,
    Cue,
    Document,
    Evidence,
    Polarity,
    Qualifier,
    Span,
    Support,
)
from kgraph.namespaces import IRI, KG
from kgraph.ontology import Ontology
from kgraph.terms import Entity, Relation, Wording

BASE = "https://example.org/tea#"


def iri(name):
    """A term of the made-up domain."""
    return IRI(BASE + name)


def relation(name, **fields):
    """A relation labelled by its name."""
    return Relation(iri=iri(name), label=name, **fields)


def tea():
    """A small ontology: teas and their effects, with every kind of relation."""
    broader = {"greenTea": ["tea"], "sencha": ["greenTea"], "calm": ["mood"], "joy": ["mood"]}
    entities = {
        iri(name): Entity(
            iri=iri(name),
            label=name,
            classes=(),
            broader=tuple(map(iri, broader.get(name, ()))),
            matches=(("exactMatch", IRI("http://purl.obolibrary.org/obo/FOODON_1")),)
            if name == "tea"
            else (),
        )
        for name in ("calm", "greenTea", "joy", "mood", "sencha", "tea", "water")
    }
    sure = Wording(relation=iri("lowers"), form="sure", random_error=0.1)
    relations = (
        relation("affects", matches=(("exactMatch", IRI("https://w3id.org/biolink/vocab/affects")),)),
        relation("raises", parents=(iri("affects"),), contradicts=(iri("lowers"),)),
        relation("lowers", parents=(iri("affects"),), wordings=(sure,)),
        relation("sharplyLowers", parents=(iri("lowers"),)),
        relation("affectedBy", inverse=iri("affects")),
        relation("resembles", symmetric=True),
        relation("lacksStudiesOf", meta=True, gap=True),
    )  # fmt: skip
    return Ontology(
        name="tea",
        classes={},
        entities=entities,
        relations={r.iri: r for r in sorted(relations, key=lambda r: r.iri)},
        labels={KG.Author: "author", KG.User: "user"},
        prefixes={"kg": KG.base, "tea": BASE},
    )


def evidence(
    subject="tea",
    predicate="raises",
    object="mood",
    *,
    polarity=Polarity.AFFIRMED,
    certainty=Certainty.CERTAIN,
    holder=KG.Author,
    basis=KG.NotStated,
    document="a",
    start=0,
    text="Tea raises the mood of all who drink it slowly.",
    rule="r1",
    extractor="rules",
    coref=False,
    at=0,
):
    """One reading; its subject is the letter `at` its sentence, its object the next but one."""
    end = start + len(text)
    first, second = Span(start + at, start + at + 1), Span(start + at + 2, start + at + 3)
    return Evidence(
        document=document,
        sentence=Span(start, end),
        text=text,
        subject=Argument(iri(subject), first, text[at : at + 1], coref),
        predicate=iri(predicate),
        object=Argument(iri(object), second, text[at + 2 : at + 3]),
        context=Context(polarity=polarity, certainty=certainty, holder=holder, basis=basis),
        trigger=Span(start, start + 1),
        extractor=extractor,
        rule=rule,
    )


def document(id="a", text="Tea raises the mood of all who drink it slowly.", kind="vendor", **fields):
    """A document without blocks."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=id, text=text, blocks=(), source=f"{id}.txt", sha256=sha256, kind=kind, **fields)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
spans = st.tuples(st.integers(0, 200), st.integers(0, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
holders = st.sampled_from(
    [KG.Author, KG.User, KG.Regulator, iri("TeaBoard"), IRI("https://other.org/x/TeaBoard")]
)
bases = st.sampled_from([KG.NotStated, KG.ClinicalStudy, KG.AnecdotalEvidence])
contexts = st.builds(
    Context,
    polarity=st.sampled_from(Polarity),
    certainty=st.sampled_from(Certainty),
    holder=holders,
    basis=bases,
    via=st.lists(holders, max_size=2).map(tuple),
    qualifiers=st.lists(
        st.builds(Qualifier, st.sampled_from(["population", "dose", "setting"]), spans, words), max_size=2
    ).map(tuple),
    cues=st.lists(st.builds(Cue, spans, words, words, words), max_size=2).map(tuple),
)


def arguments(names):
    """An argument of one of the named entities."""
    return st.builds(
        Argument, names.map(iri), spans, words, coref=st.booleans(), antecedent=st.none() | spans
    )


def evidences(
    subjects=("tea", "greenTea"), predicates=("raises", "affectedBy", "resembles"), objects=("mood", "tea")
):
    """Any evidence over few terms, sentences and documents, so that readings fall together often."""
    return st.builds(
        Evidence,
        document=st.sampled_from(["a", "b", "c d|e"]),
        sentence=st.sampled_from([Span(0, 40), Span(41, 90)]),
        text=words,
        subject=arguments(st.sampled_from(subjects)),
        predicate=st.sampled_from(predicates).map(iri),
        object=arguments(st.sampled_from(objects)),
        context=contexts,
        trigger=st.sampled_from([Span(3, 5), Span(4, 6)]),
        extractor=st.sampled_from(["rules", "other"]),
        rule=st.sampled_from(["r1", "r2"]),
    )


counts = st.dictionaries(words, st.integers(0, 99), max_size=3).map(lambda d: dict(sorted(d.items())))
supports = st.builds(
    Support,
    *[st.integers(0, 99)] * 4,
    by_certainty=counts,
    by_holder=counts,
    by_basis=counts,
    by_source_kind=counts,
)


def weighed(claim, belief, support):
    """The claim with belief and support."""
    return Claim(
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        polarity=claim.polarity,
        evidence=claim.evidence,
        belief=belief,
        support=support,
    )
