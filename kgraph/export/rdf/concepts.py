"""Entities, classes, relations and the core vocabulary: what makes every IRI of a graph readable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kgraph.export.rdf.blocks import Described
from kgraph.export.rdf.terms import Said, Term, Terms
from kgraph.graph import ClaimGraph
from kgraph.namespaces import IRI, RDF
from kgraph.ontology import Ontology
from kgraph.terms import Entity, EntityClass, Relation
from kgraph.turtle import ontology_dir


class Concepts:
    """Describes every term that a graph uses, each once, with all that stands above it."""

    def __init__(self, graph: ClaimGraph, ontology: Ontology, terms: Terms) -> None:
        self._ontology, self._terms = ontology, terms
        self._core = frozenset(subject for subject, _, _ in core_vocabulary())
        self.relations = _closure({c.predicate for c in graph.claims}, self._above_relation)
        named = {h for _, e in graph.evidence() for h in (e.context.holder, *e.context.via, e.context.basis)}
        self.entities = _closure({IRI(e) for e in graph.entities} | named - self._core, self._above_entity)
        classes = {
            cls for e in self.entities if e in ontology.entities for cls in ontology.entities[e].classes
        }
        self.classes = _closure(classes, self._above_class)

    def _above_relation(self, iri: IRI) -> tuple[IRI, ...]:
        relation = self._ontology.relations.get(iri)
        return (*relation.parents, *relation.contradicts) if relation else ()

    def _above_entity(self, iri: IRI) -> tuple[IRI, ...]:
        entity = self._ontology.entities.get(iri)
        return entity.broader if entity else ()

    def _above_class(self, iri: IRI) -> tuple[IRI, ...]:
        cls = self._ontology.classes.get(iri)
        return cls.parents if cls else ()

    def describe(self) -> Iterator[Described]:
        """All of it, one term after the other: entities, classes, relations, and the terms they map to."""
        known, spell = self._ontology, self._terms.iri
        for iri in self.entities:
            yield spell(iri), self._entity(iri, known.entities.get(iri))
        for iri in self.classes:
            if iri not in self._core:
                yield spell(iri), self._class(iri, known.classes.get(iri))
        for iri in self.relations:
            yield spell(iri), self._relation(iri, known.relations.get(iri))
        for iri in sorted(self._matched() - {*self.entities, *self.classes, *self.relations, *self._core}):
            name = known.labels.get(iri) or known.curie(iri)
            yield spell(iri), [(self._terms.rdfs.label, self._terms.text(name, "en"))]

    def core(self) -> Iterator[Described]:
        """The core vocabulary, which a graph carries with it."""
        terms = self._terms
        for subject, group in groupby(core_vocabulary(), key=lambda triple: triple[0]):
            said = [
                (terms.rdf.type if predicate == RDF.type else terms.iri(predicate), _spelled(terms, value))
                for _, predicate, value in group
            ]
            yield terms.iri(subject), said

    def label(self, iri: IRI) -> Described:
        """The preferred label alone, for a part of the graph that must be readable by itself."""
        return self._terms.iri(iri), [self._preferred(iri)]

    def _preferred(self, iri: IRI) -> tuple[Term, Term]:
        return self._terms.skos.prefLabel, self._terms.text(self._ontology.label(iri), "en")

    def _matched(self) -> set[IRI]:
        """The terms of other vocabularies that those of the graph map to."""
        known = self._ontology
        used: tuple[Entity | EntityClass | Relation | None, ...] = (
            *map(known.entities.get, self.entities),
            *map(known.classes.get, self.classes),
            *map(known.relations.get, self.relations),
        )
        return {other for each in used if each for _, other in each.matches}

    def _entity(self, iri: IRI, entity: Entity | None) -> Said:
        terms = self._terms
        said = [(terms.rdf.type, terms.skos.Concept)]
        if entity:
            said.extend((terms.rdf.type, terms.iri(cls)) for cls in dict.fromkeys(entity.classes))
        said.append(self._preferred(iri))
        if entity:
            others = dict.fromkeys((*entity.alt_labels, *entity.acronyms))
            said.extend((terms.skos.altLabel, terms.text(label, "en")) for label in others)
            said += self._shared(entity)
            said.extend((terms.skos.broader, terms.iri(up)) for up in dict.fromkeys(entity.broader))
        return said

    def _class(self, iri: IRI, cls: EntityClass | None) -> Said:
        terms = self._terms
        label = terms.text(self._ontology.label(iri), "en")
        said = [(terms.rdf.type, terms.owl.Class), (terms.rdfs.label, label)]
        if cls:
            said += self._shared(cls)
            said.extend((terms.rdfs.subClassOf, terms.iri(up)) for up in dict.fromkeys(cls.parents))
        return said

    def _relation(self, iri: IRI, relation: Relation | None) -> Said:
        terms, kg = self._terms, self._terms.kg
        said = [(terms.rdf.type, terms.rdf.Property)]
        if relation:
            said.append((terms.rdf.type, kg.Relation))
            if relation.symmetric:
                said.append((terms.rdf.type, kg.SymmetricRelation))
            if relation.meta:
                said.append((terms.rdf.type, kg.MetaRelation))
            if relation.gap:
                said.append((terms.rdf.type, kg.GapRelation))
        said.append(self._preferred(iri))
        if relation:
            said += self._shared(relation)
            said.extend((terms.rdfs.subPropertyOf, terms.iri(up)) for up in dict.fromkeys(relation.parents))
            said.extend((kg.contradicts, terms.iri(other)) for other in dict.fromkeys(relation.contradicts))
        return said

    def _shared(self, term: Entity | EntityClass | Relation) -> Said:
        terms = self._terms
        said = [(terms.skos.definition, terms.text(term.definition, "en"))] if term.definition else []
        said.extend(
            (terms.skos.term(match), terms.iri(other)) for match, other in dict.fromkeys(term.matches)
        )
        return said


@cache
def core_vocabulary() -> tuple[tuple[IRI, IRI, NamedNode | Literal], ...]:
    """What `kgraph.ttl` says, in its order, but for blank nodes."""
    triples = pyoxigraph.parse(path=ontology_dir() / "kgraph.ttl")
    return tuple(
        dict.fromkeys(
            (IRI(t.subject.value), IRI(t.predicate.value), t.object)
            for t in triples
            if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal)
        )
    )


def _spelled(terms: Terms, value: NamedNode | Literal) -> Term:
    if isinstance(value, NamedNode):
        return terms.iri(value.value)
    if value.language:
        return terms.text(value.value, value.language)
    return terms.typed(value.value, value.datatype.value)


def _closure(start: Iterable[IRI], step: Callable[[IRI], Iterable[IRI]]) -> tuple[IRI, ...]:
    """All that is reached from the start, sorted."""
    found = set(start)
    queue = list(found)
    while queue:
        fresh = [iri for iri in step(queue.pop()) if iri not in found]
        found.update(fresh)
        queue.extend(fresh)
    return tuple(sorted(found))
