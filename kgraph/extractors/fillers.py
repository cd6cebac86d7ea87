"""What fills a slot, and what is asked about the words that only refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kgraph.model import Argument, Span
from kgraph.namespaces import IRI
from kgraph.terms import Classes


class Reference(Protocol):
    """One entity that a phrase refers to."""

    @property
    def entity(self) -> IRI:
        """The entity."""

    @property
    def span(self) -> Span | None:
        """Where its name stands, None for the document's topic."""


class Together(Protocol):
    """What a phrase names or refers to; see `kgraph.antecedents.Group`."""

    @property
    def token(self) -> int:
        """The last token of the phrase."""

    @property
    def referents(self) -> tuple[Reference, ...]:
        """The entities."""


class Said(Protocol):
    """A claim that was just read; see `kgraph.antecedents.Event`."""

    @property
    def relation(self) -> IRI:
        """What is said of the two."""

    @property
    def denied(self) -> bool:
        """Whether it is said not to be so."""

    @property
    def agent(self) -> Reference:
        """Its subject."""

    @property
    def object(self) -> Reference:
        """Its object."""


class Resolver(Protocol):
    """What finds the antecedents of a token; see `kgraph.coreference.Resolver`."""

    def resolve(self, index: int, classes: Classes, direct: bool) -> tuple[Reference, ...]:
        """What the token refers to."""

    def anaphoric(self, index: int) -> bool:
        """Whether the token's words let it refer to anything."""

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""

    def covers(self, index: int, entity: IRI) -> bool:
        """Whether the generic noun may stand for the entity."""

    def groups(self) -> tuple[Together, ...]:
        """What the phrases of the sentence name or refer to, in order."""

    def known(self) -> frozenset[IRI]:
        """Everything that a phrase of the sentence may refer to outside it."""

    def named(self) -> frozenset[IRI]:
        """Everything that the document names."""

    def leading(self) -> tuple[Reference, ...]:
        """The document's topic."""

    def implied(self, index: int | None) -> tuple[Reference, ...]:
        """What a clause that leaves its subject out is about."""

    def salient(self, index: int) -> tuple[Reference, ...]:
        """What a noun that need not say is of."""

    def claimed(self) -> tuple[Said, ...]:
        """What the sentence just before claims."""


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity at a node: `token` is the token that names it or stands for it.

    `negated` marks the one that a list denies ("X, but not Y"), `restated` an effect named by what it raises.
    """

    argument: Argument
    token: int
    negated: bool = False
    restated: bool = False
