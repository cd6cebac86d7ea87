"""What can be wrong with the triples of an ontology: all of it at once, each with its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import chain

from kgraph.errors import Problem
from kgraph.namespaces import IRI, KG, OWL, RDF, RDFS, SCHEMA, SKOS, Namespace, local_name
from kgraph.spelling import fold, keeps_case
from kgraph.triples import Triples, Words

RELATIONS = (
    KG.Relation,
    KG.SymmetricRelation,
    KG.MetaRelation,
    KG.GapRelation,
    KG.TransitiveRelation,
    KG.PartwiseRelation,
)
STANDARD = (RDF, RDFS, OWL, SKOS)
SLOTS = ("{subject}", "{object}")


def find_problems(triples: Triples) -> tuple[Problem, ...]:
    """Every problem that the triples alone show; empty for an ontology that can be used.

    The codes are listed in `kgraph.authoring`.
    """
    view = _View(triples)
    checks = (
        _terms,
        _types,
        _classes,
        _circles,
        _labels,
        _clashes,
        _references,
        _wordings,
        _modes,
        _examples,
    )
    return tuple(dict.fromkeys(chain.from_iterable(check(view) for check in checks)))


class _View:
    """The triples with what several checks ask of them."""

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.problem = triples.problem
        self.types = {s: triples.nodes(s, RDF.type) for s in triples.subjects}
        self.named = [s for s in triples.subjects if not s.startswith("_:")]
        self.classes = {s for s in self.named if OWL.Class in self.types[s]}
        self.relations = {s for s in self.named if set(RELATIONS).intersection(self.types[s])}
        # a namespace in which something is declared is the author's own: what is unknown in it is a mistake
        self.own = {_base(s) for s in self.named if self.types[s]}

    def above(self, cls: IRI) -> list[IRI]:
        return closure(cls, lambda each: self.triples.nodes(each, RDFS.subClassOf))

    @cached_property
    def entity_classes(self) -> set[IRI]:
        return {cls for cls in self.classes if KG.Entity in self.above(cls)}

    @cached_property
    def entities(self) -> list[IRI]:
        return [s for s in self.named if self.entity_classes.intersection(self.types[s])]

    def undeclared(self, iri: IRI) -> bool:
        """Whether nothing says what the IRI is, though its namespace is the author's own."""
        return _base(iri) in self.own and not self.types.get(iri)


def closure(start: IRI, up: Callable[[IRI], tuple[IRI, ...]]) -> list[IRI]:
    """The start and whatever `up` leads to, nearest first, each once; circles end."""
    found = [start]
    for each in found:
        found.extend(parent for parent in up(each) if parent not in found)
    return found


def _base(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _terms(view: _View) -> Iterator[Problem]:
    """O201: a misspelt term of the core vocabulary, RDF Schema or SKOS."""
    core = {iri for iri in view.named if iri.startswith(KG.base)}

    def known(iri: str) -> bool:
        closed: tuple[Namespace, ...] = (RDFS, SKOS)
        if iri.startswith(KG.base):
            return iri in KG or iri in core
        return all(iri in namespace or not iri.startswith(namespace.base) for namespace in closed)

    for file in view.triples.files:
        for subject, predicate, value in file.triples:
            for term in (predicate, *([] if isinstance(value, Words) else [value])):
                if not known(term):
                    name = view.triples.name(term)
                    yield view.problem("O201", subject, f"no such term: {name}", name)


def _types(view: _View) -> Iterator[Problem]:
    """O204: something of a class that is not declared, or of none."""
    for subject in view.named:
        types = view.types[subject]
        labelled = bool(view.triples.words(subject, SKOS.prefLabel))
        lost = labelled and not any(t in view.classes or any(t in each for each in STANDARD) for t in types)
        for cls in types:
            if cls not in view.classes and (lost or view.undeclared(cls)):
                reason = f"is of {view.triples.name(cls)}, which is not a declared class"
                yield view.problem("O204", subject, reason)
        if not types and labelled and _base(subject) in view.own:
            yield view.problem("O204", subject, "has a label and no class")


def _classes(view: _View) -> Iterator[Problem]:
    """O204: a superclass, domain or range that is not declared, and a class that hangs on nothing."""
    name = view.triples.name
    for cls in sorted(view.classes):
        for up in view.triples.nodes(cls, RDFS.subClassOf):
            if view.undeclared(up):
                yield view.problem("O204", cls, f"is below {name(up)}, which is not a declared class")
        if not any(up in KG for up in view.above(cls)):
            yield view.problem("O204", cls, "is not below kg:Entity or another class of the core vocabulary")
    for subject in view.triples.subjects:
        for where, end in (("domain", SCHEMA.domainIncludes), ("range", SCHEMA.rangeIncludes)):
            for cls in view.triples.nodes(subject, end):
                if cls not in view.classes:
                    yield view.problem("O204", subject, f"{where} {name(cls)} is not a declared class")


def _circles(view: _View) -> Iterator[Problem]:
    """O206: something that is above itself."""
    for predicate in (SKOS.broader, RDFS.subClassOf, RDFS.subPropertyOf):
        for start in sorted(view.named):
            parents = view.triples.nodes(start, predicate)
            if any(start in closure(up, partial(view.triples.nodes, predicate=predicate)) for up in parents):
                yield view.problem("O206", start, f"is above itself by {view.triples.name(predicate)}")


def _labels(view: _View) -> Iterator[Problem]:
    """O202: not exactly one preferred label, or a label without a letter or digit."""
    for subject in (*view.entities, *sorted(view.relations)):
        labels = view.triples.words(subject, SKOS.prefLabel)
        if len(labels) != 1:
            count = f"{len(labels)} English ones: {', '.join(labels)}" if labels else "none"
            yield view.problem("O202", subject, f"needs exactly one skos:prefLabel, has {count}")
    for cls in sorted(view.entity_classes):
        if not view.triples.first(cls, SKOS.prefLabel, RDFS.label):
            yield view.problem("O202", cls, "a class without rdfs:label")
    for entity, label in _written(view):
        if not any(character.isalnum() for character in label):
            yield view.problem("O202", entity, f'label "{label}" has no letter or digit', words=label)


def _written(view: _View) -> Iterator[tuple[IRI, str]]:
    for entity in view.entities:
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, KG.acronym):
            for label in view.triples.words(entity, predicate):
                yield entity, label


def _clashes(view: _View) -> Iterator[Problem]:
    """O203: one label, after folding, that two entities claim."""
    claims: dict[str, dict[IRI, str]] = defaultdict(dict)
    for entity, label in _written(view):
        cased = keeps_case(label) or label in view.triples.words(entity, KG.acronym)
        claims[f"= {label}" if cased else fold(label)].setdefault(entity, label)
    for key in sorted(claims):
        first, *others = claims[key]
        for other in others:
            label = claims[key][other]
            yield view.problem("O203", other, f'label "{label}" is also of {view.triples.name(first)}', label)


def _references(view: _View) -> Iterator[Problem]:
    """O205: a reference to something that nothing declares."""
    for subject in view.triples.subjects:
        for predicate in view.triples.predicates(subject):
            for value in view.triples.nodes(subject, predicate):
                if not value.startswith("_:") and _dangles(view, predicate, value):
                    reason = (
                        f"{view.triples.name(predicate)} {view.triples.name(value)}, which nothing declares"
                    )
                    yield view.problem("O205", subject, reason)


def _dangles(view: _View, predicate: IRI, value: IRI) -> bool:
    if predicate == SKOS.broader:
        return not view.types.get(value)
    if predicate == RDFS.subPropertyOf:
        return view.undeclared(value)
    if predicate.startswith(KG.base) or predicate in (RDF.subject, RDF.predicate, RDF.object):
        # a misspelt term of the core is O201 already
        return not view.types.get(value) and not value.startswith(KG.base)
    return False


def _wordings(view: _View) -> Iterator[Problem]:
    """O207: a wording without exactly one {object} or with two {subject}s, an example without one of each.

    One with a fixed object has exactly one {subject} and no {object}.
    """
    for relation in sorted(view.relations):
        nodes = view.triples.nodes(relation, KG.wording)
        forms = list(view.triples.words(relation, KG.wording))
        fixed: set[str] = set()
        for node in nodes:
            given = view.triples.words(node, KG.form)
            forms += given
            fixed.update(given if view.triples.nodes(node, KG.fixedObject) else ())
            if not given:
                yield view.problem("O207", relation, "a kg:wording without kg:form")
            for rate in view.triples.words(node, KG.randomError):
                if not re.fullmatch(r"0?\.\d+|0", rate):
                    yield view.problem(
                        "O207", relation, f"kg:randomError {rate} is not from 0 to below 1", rate
                    )
        examples = [e for s in (relation, *nodes) for e in view.triples.words(s, SKOS.example)]
        for kind, text in [("wording", f) for f in forms] + [("example", e) for e in examples]:
            for slot in SLOTS:
                count = text.count(slot)
                own = kind == "wording" and text in fixed
                optional = kind == "wording" and not own and slot == "{subject}"
                wanted = {0} if own and slot == "{object}" else {0, 1} if optional else {1}
                if count not in wanted:
                    yield view.problem("O207", relation, f'{kind} "{text}" has {slot} {count} times', text)


def _modes(view: _View) -> Iterator[Problem]:
    """O208: a polarity, certainty, holder or basis that is not one."""
    kinds = (
        (KG.polarity, KG.Polarity),
        (KG.certainty, KG.Certainty),
        (KG.holder, KG.Holder),
        (KG.basis, KG.Basis),
    )
    for subject in view.triples.subjects:
        for predicate, kind in kinds:
            for value in view.triples.nodes(subject, predicate):
                types = view.types.get(value, ())
                named_body = kind == KG.Holder and view.entity_classes.intersection(types)
                if not named_body and not any(kind in view.above(cls) for cls in types):
                    reason = f"{view.triples.name(value)} is not a kg:{local_name(kind)}"
                    yield view.problem("O208", subject, reason)


def _examples(view: _View) -> Iterator[Problem]:
    """O209: a kg:Example without a text, or with a reading that is not subject, predicate and object."""
    for subject in view.named:
        if KG.Example not in view.types[subject]:
            continue
        if len(view.triples.words(subject, KG.text)) != 1:
            yield view.problem("O209", subject, "an example needs exactly one kg:text")
        for reading in view.triples.nodes(subject, KG.reads):
            ends = [view.triples.nodes(reading, p) for p in (RDF.subject, RDF.predicate, RDF.object)]
            if any(len(values) != 1 for values in ends):
                yield view.problem(
                    "O209", subject, "a kg:reads needs one rdf:subject, rdf:predicate, rdf:object"
                )
            elif ends[1][0] not in view.relations:
                yield view.problem("O209", subject, f"{view.triples.name(ends[1][0])} is not a kg:Relation")
