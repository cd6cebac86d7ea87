"""An ontology as one frozen value: its terms, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.model import Claim, Polarity
from kgraph.namespaces import IRI, KG, local_name
from kgraph.terms import CueWord, Entity, EntityClass, Example, Relation
from kgraph.weights import Weights


@dataclass(frozen=True)
class Ontology:
    """Everything kgraph knows of a domain; mappings are keyed by IRI and sorted.

    `labels` names every other term of the graph (holders, bases, certainties, mapped terms);
    `prefixes` are those that the Turtle files declare; `digests` are (file name, SHA-256) pairs.
    """

    name: str
    classes: Mapping[IRI, EntityClass]
    entities: Mapping[IRI, Entity]
    relations: Mapping[IRI, Relation]
    cues: tuple[CueWord, ...] = ()
    examples: tuple[Example, ...] = ()
    labels: Mapping[IRI, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    digests: tuple[tuple[str, str], ...] = ()
    weights: Weights = field(default_factory=Weights)

    def label(self, iri: str) -> str:
        """The preferred label of any term, or its local name where it has none."""
        key = IRI(iri)
        for table in (self.entities, self.relations, self.classes):
            if key in table:
                return table[key].label
        return self.labels.get(key) or local_name(iri)

    @cached_property
    def _label_words(self) -> Mapping[IRI, tuple[str, ...]]:
        return {entity.iri: tuple(entity.label.lower().split()) for entity in self.entities.values()}

    def label_words(self, entity: IRI) -> tuple[str, ...]:
        """The words of an entity's preferred label, in lower case; none for an unknown entity."""
        return self._label_words.get(entity, ())

    @cached_property
    def _labelled(self) -> Mapping[str, IRI]:
        labels = (
            (label.lower(), e.iri) for e in self.entities.values() for label in (*e.alt_labels, e.label)
        )
        return dict(labels)

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last words of labels that have several."""
        return frozenset(label.split()[-1] for label in self._labelled if " " in label)

    def labelled(self, text: str) -> IRI | None:
        """The entity that has the text for its preferred or an alternative label, case aside."""
        return self._labelled.get(text.lower())

    def statement(self, claim: Claim) -> str:
        """The claim in words: its three labels, with NOT before the relation where it is denied."""
        denial = "NOT " if claim.polarity is Polarity.NEGATED else ""
        relation = denial + self.label(claim.predicate)
        return " · ".join((self.label(claim.subject), relation, self.label(claim.object)))

    def broader(self, entity: IRI) -> Iterator[IRI]:
        """The entity itself, then everything broader than it, nearest first, each once."""
        queue, seen = [entity], set()
        while queue:
            current = queue.pop(0)
            if current in seen:
                continue
            seen.add(current)
            yield current
            if current in self.entities:
                queue.extend(self.entities[current].broader)

    @cached_property
    def _broader(self) -> Mapping[IRI, frozenset[IRI]]:
        return {entity: frozenset(self.broader(entity)) for entity in self.entities}

    def is_broader(self, one: IRI, other: IRI) -> bool:
        """Whether the first entity is the second, or broader than it."""
        return one == other or one in self._broader.get(other, ())

    def superclasses(self, cls: IRI) -> Iterator[IRI]:
        """The class itself, then its superclasses, nearest first, each once."""
        yield from _climb(cls, self._parents_of_classes)

    def superrelations(self, relation: IRI) -> Iterator[IRI]:
        """The relation itself, then its super-properties, nearest first, each once."""
        return iter(self._lines.get(relation, (relation,)))

    @cached_property
    def _lines(self) -> Mapping[IRI, tuple[IRI, ...]]:
        return {r: tuple(_climb(r, self._parents_of_relations)) for r in self.relations}

    @cached_property
    def _parents_of_classes(self) -> Mapping[IRI, tuple[IRI, ...]]:
        return {c.iri: c.parents for c in self.classes.values()}

    @cached_property
    def _parents_of_relations(self) -> Mapping[IRI, tuple[IRI, ...]]:
        return {r.iri: r.parents for r in self.relations.values()}

    @cached_property
    def _closure(self) -> dict[IRI, frozenset[IRI]]:
        return {
            e.iri: frozenset(up for cls in e.classes for up in self.superclasses(cls))
            for e in self.entities.values()
        }

    def classes_of(self, entity: IRI) -> frozenset[IRI]:
        """Every class of the entity, superclasses included; empty for an unknown entity."""
        return self._closure.get(entity, frozenset())

    def instance_of(self, entity: IRI, classes: tuple[IRI, ...]) -> bool:
        """Whether the entity is of any of the classes; true for no classes at all."""
        return not classes or not self.classes_of(entity).isdisjoint(classes)

    @cached_property
    def _acting(self) -> Mapping[IRI, bool]:
        typed = [r for r in self.relations.values() if r.subjects]
        upward = {cls: frozenset(self.superclasses(cls)) for cls in self.classes}
        counts = {cls: sum(not up.isdisjoint(r.subjects) for r in typed) for cls, up in upward.items()}
        most = max(counts.values(), default=0)
        return {cls: count * 2 >= most for cls, count in counts.items()}

    def can_act(self, cls: IRI) -> bool:
        """Whether things of the class act on others: half as many relations take it for a subject as any class."""
        return self._acting.get(cls, False)

    @cached_property
    def _agents(self) -> frozenset[IRI]:
        if not any(r.subjects for r in self.relations.values()):
            return frozenset(self.entities)
        return frozenset(e.iri for e in self.entities.values() if any(self.can_act(c) for c in e.classes))

    def is_agent(self, entity: IRI) -> bool:
        """Whether the entity is of a class that can act."""
        return entity in self._agents

    @cached_property
    def _class_names(self) -> frozenset[IRI]:
        ranges = [r.objects for r in self.relations.values() if r.transitive and r.objects]
        found = (e for e in self.entities if any(self.instance_of(e, classes) for classes in ranges))
        return frozenset(e for e in found if not self.instance_of(e, (KG.Species,)))

    def names_class(self, entity: IRI) -> bool:
        """Whether the entity is itself a class (of drugs, products …), by the range of a class-membership relation.

        A species is none, where it is marked as one.
        """
        return entity in self._class_names

    @cached_property
    def _by_anaphor(self) -> Mapping[str, tuple[IRI, ...]]:
        nouns = {noun for c in self.classes.values() for noun in c.anaphors}
        return {noun: tuple(c.iri for c in self.classes.values() if noun in c.anaphors) for noun in nouns}

    @property
    def anaphors(self) -> frozenset[str]:
        """The nouns that may refer back to a member of some class."""
        return frozenset(self._by_anaphor)

    @cached_property
    def _said_by(self) -> Mapping[str, tuple[IRI, ...]]:
        nouns = {noun for r in self.relations.values() for noun in r.anaphors}
        return {noun: tuple(r.iri for r in self.relations.values() if noun in r.anaphors) for noun in nouns}

    def said_by(self, noun: str) -> tuple[IRI, ...]:
        """The relations to the object of a claim of which a noun (a lemma) may refer back."""
        return self._said_by.get(noun, ())

    def meant_by(self, noun: str) -> tuple[IRI, ...]:
        """The classes whose members a noun (a lemma) may refer back to; of several words the last one counts."""
        word = noun.split()[-1] if " " in noun else noun
        return self._by_anaphor.get(word) or self._by_anaphor.get(word.removesuffix("s"), ())

    @cached_property
    def _by_part(self) -> Mapping[IRI, tuple[Entity, ...]]:
        parts = {part for e in self.entities.values() for part in e.parts}
        return {part: tuple(e for e in self.entities.values() if part in e.parts) for part in parts}

    def wholes(self, part: IRI) -> tuple[Entity, ...]:
        """The entities that consist of the part, among others."""
        return self._by_part.get(part, ())

    @cached_property
    def _by_raised(self) -> Mapping[IRI, tuple[Entity, ...]]:
        raised = {iri for e in self.entities.values() for iri in e.raises}
        return {iri: tuple(e for e in self.entities.values() if iri in e.raises) for iri in raised}

    def rises(self, entity: IRI) -> tuple[Entity, ...]:
        """The effects that are a rise of the entity (“X enhancement” of X)."""
        return self._by_raised.get(entity, ())

    @cached_property
    def _senses(self) -> Mapping[IRI, frozenset[IRI]]:
        return {entity: frozenset(self._meant(entity, 2)) for entity in self.entities}

    def _meant(self, entity: IRI, steps: int) -> Iterator[IRI]:
        yield from self.classes_of(entity)
        known = self.entities.get(entity)
        if known and steps:
            for other in (*known.targets, *(e.iri for e in (*self.wholes(entity), *self.rises(entity)))):
                yield from self._meant(other, steps - 1)

    def senses(self, entity: IRI) -> frozenset[IRI]:
        """The classes of the entity and of all that its name can come to stand for: a target, a whole, a rise."""
        return self._senses.get(entity, frozenset())

    @cached_property
    def _wider(self) -> frozenset[IRI]:
        return frozenset(up for e in self.entities.values() for up in e.broader)

    def has_narrower(self, entity: IRI) -> bool:
        """Whether some entity is narrower than this one."""
        return entity in self._wider

    @cached_property
    def composite(self) -> frozenset[IRI]:
        """The entities whose names are read word by word where they hold other names."""
        return frozenset(e for e in self.entities if self.instance_of(e, (KG.Composite,)))

    def same_kind(self, one: IRI, other: IRI) -> bool:
        """Whether two entities share a class below the top of the class hierarchy."""
        return not self.kinds(one).isdisjoint(self.kinds(other))

    def kinds(self, entity: IRI) -> frozenset[IRI]:
        """The classes of an entity below the top of the class hierarchy."""
        return self._kinds & self.classes_of(entity)

    @cached_property
    def _kinds(self) -> frozenset[IRI]:
        return frozenset(c for c in self.classes if c != KG.Entity and KG.Entity in self.superclasses(c))

    def may_be(self, one: IRI, cls: IRI) -> bool:
        """Whether one thing may be of a class: both are of one kind, or the class admits things of its kind."""
        known = self.entities.get(cls)
        admitted = {a for c in (known.classes if known else ()) for a in self.classes[c].admits}
        return self.same_kind(one, cls) or not admitted.isdisjoint(self.classes_of(one))

    def curie(self, iri: str) -> str:
        """The IRI shortened by the longest declared prefix, or as it is."""
        best = max((b for b in self.prefixes.values() if iri.startswith(b)), key=len, default="")
        if not best:
            return iri
        name = min(p for p, b in self.prefixes.items() if b == best)
        return f"{name}:{iri[len(best) :]}"

    def expand(self, curie: str) -> IRI:
        """The IRI that `curie` shortened, or the text as it is where its prefix is not declared."""
        name, _, rest = curie.partition(":")
        return IRI(self.prefixes[name] + rest if name in self.prefixes else curie)


def _climb(start: IRI, parents: Mapping[IRI, tuple[IRI, ...]]) -> Iterator[IRI]:
    queue: list[IRI] = [start]
    seen: set[IRI] = set()
    while queue:
        current = queue.pop(0)
        if current not in seen:
            seen.add(current)
            yield current
            queue.extend(parents.get(current, ()))
