"""What an ontology lists, as plain frozen values: classes, entities, relations with their wordings, cues, examples."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.model import Certainty, Polarity
from kgraph.namespaces import IRI

Classes = tuple[IRI, ...]
"""The classes that a slot takes; none for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityClass:
    """A class of entities; `stand_in` is the everyday noun that takes an entity's place in a wording.

    `anaphors` are the nouns that refer back to a member of the class ("this substance", "these alkaloids").

    `admits` are the classes of other things that texts call a member ("X is a complementary therapy").

    `matches` are terms of other vocabularies, as for an entity.
    """

    iri: IRI
    label: str
    definition: str = ""
    parents: tuple[IRI, ...] = ()
    stand_in: str = "thing"
    anaphors: tuple[str, ...] = ()
    admits: tuple[IRI, ...] = ()
    matches: tuple[tuple[str, IRI], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that claims are about, with every way to write it and its identifiers elsewhere.

    `matches` are (SKOS property local name, IRI) pairs: exactMatch, closeMatch, broadMatch or narrowMatch.
    """

    iri: IRI
    label: str
    classes: tuple[IRI, ...]
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[IRI, ...] = ()
    matches: tuple[tuple[str, IRI], ...] = ()
    targets: tuple[IRI, ...] = ()
    parts: tuple[IRI, ...] = ()
    raises: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way to word a relation: a clause with `{subject}` and `{object}`.

    Without `{subject}` the text leaves it out, and the document's topic is meant ("side effects include {object}").
    `fixed`, where given, is what the words say of the subject by themselves, without `{object}` ("is outlawed").
    `subjects` and `objects`, where given, are the classes that this wording takes, in place of the relation's.

    `polarity` and `certainty`, where given, are what the wording itself says ("lacks", "is rumoured to"): a negated
    one turns what the sentence says of it round, an affirmed one stands whatever the sentence denies ("never mix").
    `random_error` is the share of its readings that are found wrong, where somebody has measured it.
    """

    relation: IRI
    form: str
    example: str = ""
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    random_error: float | None = None
    subjects: tuple[IRI, ...] = ()
    objects: tuple[IRI, ...] = ()
    fixed: IRI | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation between entities; an empty `subjects` or `objects` allows any class.

    `meta` marks a relation about knowledge or use (studied for, evidence gap), whose claims a hedge inside
    its own wording ("potential", "could") does not weaken; `gap` marks those that say knowledge is missing.
    A claim of a relation with an `inverse` is kept as a claim of that inverse, its ends exchanged.
    `anaphors` are the nouns that refer back to the object of such a claim ("the product", "the offspring").
    """

    iri: IRI
    label: str
    definition: str = ""
    parents: tuple[IRI, ...] = ()
    subjects: tuple[IRI, ...] = ()
    objects: tuple[IRI, ...] = ()
    symmetric: bool = False
    transitive: bool = False
    partwise: bool = False
    meta: bool = False
    gap: bool = False
    inverse: IRI | None = None
    anaphors: tuple[str, ...] = ()
    contradicts: tuple[IRI, ...] = ()
    overrides: tuple[IRI, ...] = ()
    matches: tuple[tuple[str, IRI], ...] = ()
    wordings: tuple[Wording, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWord:
    """A word or phrase of `cues.ttl`.

    `kind` is the local name of its cue class, `value` the IRI of what it signals (or empty), and `features`
    whatever else the class of cue says of it, as sorted (property local name, value) pairs.
    """

    form: str
    kind: str
    value: str = ""
    features: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleReading:
    """What an example sentence must read as."""

    subject: IRI
    predicate: IRI
    object: IRI
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    holder: IRI | None = None
    basis: IRI | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with the claims that it must give."""

    iri: IRI
    text: str
    readings: tuple[ExampleReading, ...]
