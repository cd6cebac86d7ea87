"""Which entities a node of the parse stands for: lists, examples, "levels of", references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kgraph.model import Argument, Sentence, Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax

_DEPTH = 4
_THROUGH = ("p:of", "p:to", "p:in", "p:from", "p:for", "own", "mod")


class Reference(Protocol):
    """One entity that a phrase refers to."""

    @property
    def entity(self) -> IRI: ...
    @property
    def span(self) -> Span | None: ...


class Resolver(Protocol):
    """What finds the antecedents of a token; see `kgraph.coreference.Resolver`."""

    def resolve(self, index: int, classes: tuple[IRI, ...], direct: bool) -> tuple[Reference, ...]: ...
    def generic(self, index: int) -> bool: ...
    def covers(self, index: int, entity: IRI) -> bool: ...
    def leading(self) -> tuple[Reference, ...]: ...
    def implied(self) -> tuple[Reference, ...]: ...
    def salient(self, index: int) -> tuple[Reference, ...]: ...


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity at a node: `token` is the token that names it or stands for it.

    `negated` marks the one that a list denies ("X, but not Y"), `restated` an effect named by what it raises.
    """

    argument: Argument
    token: int
    negated: bool = False
    restated: bool = False


@dataclass(frozen=True)
class Arguments:
    """The entities that the nodes of one sentence stand for."""

    sentence: Sentence
    syntax: Syntax
    ontology: Ontology
    resolver: Resolver

    def fill(self, index: int, classes: tuple[IRI, ...]) -> tuple[Filler, ...]:
        """Every entity of the classes that the node stands for, each once, in order of the text."""
        found: dict[tuple[IRI, Span], Filler] = {}
        for filler in self._list(index, classes, _DEPTH):
            found.setdefault((filler.argument.entity, filler.argument.span), filler)
        return tuple(sorted(found.values(), key=lambda f: (f.argument.span, f.argument.entity)))

    def named(self, index: int) -> tuple[Filler, ...]:
        """The entity that the token itself names, none where it is no mention."""
        number = self.syntax.tokens[index].mention
        if number is None:
            return ()
        mention = self.sentence.mentions[number]
        return (Filler(Argument(mention.entity, mention.span, mention.text), index),)

    def parts(self, filler: Filler, classes: tuple[IRI, ...]) -> tuple[Filler, ...]:
        """The parts of a whole that its own words name ("leaves of X"), as further fillers."""
        whole = self.ontology.entities.get(filler.argument.entity)
        text = filler.argument.text.lower()
        named = [
            replace(filler, argument=replace(filler.argument, entity=part))
            for part in (whole.parts if whole else ())
            if self.ontology.label(part).lower() in text and self.ontology.instance_of(part, classes)
        ]
        beside = [f for _, child in self.syntax.out(filler.token, "p:of") for f in self.fill(child, classes)]
        return (*named, *(f for f in beside if whole and f.argument.entity in whole.parts))

    def names(self, index: int) -> bool:
        """Whether the token is a name or pronoun of its own, not a noun that stands for what it is of."""
        token = self.syntax.tokens[index]
        return token.mention is not None or token.pos == "PRON"

    def listed_together(self, one: int, other: int) -> bool:
        """Whether two tokens are members of one list, which says nothing of one about the other."""
        return self._first(one) == self._first(other) and one != other

    def _first(self, index: int) -> int:
        tokens = self.syntax.tokens
        while index >= 0 and tokens[index].dep == "conj":
            index = tokens[index].head
        return index

    def definite(self, index: int) -> bool:
        """Whether the noun is a particular one ("the drug", "this plant")."""
        words = {c.text.lower() for c in self.sentence.children(index) if c.dep in {"det", "poss"}}
        return not words.isdisjoint({"the", "this", "these", "those", "its", "their", "your", "my"})

    def left_out(self, classes: tuple[IRI, ...]) -> tuple[Filler, ...]:
        """The document's topic as an argument that the sentence does not word."""
        start = self.sentence.span.start
        return tuple(
            Filler(Argument(r.entity, Span(start, start), "", True, r.span), -1)
            for r in self.resolver.implied()
            if self.ontology.instance_of(r.entity, classes)
        )

    def _list(self, index: int, classes: tuple[IRI, ...], depth: int) -> Iterator[Filler]:
        members = (
            self.syntax.conjuncts(index) if self.syntax.tokens[index].pos not in {"VERB", "AUX"} else (index,)
        )
        for member in members:
            if set(members) & {c for _, c in self.syntax.out(member, "member")}:
                continue  # "X and other C": C is the class of the others
            denied = member != index and self._denied(member)
            for filler in self._one(member, classes, depth):
                yield replace(filler, negated=True) if denied else filler

    def _denied(self, member: int) -> bool:
        """Whether "not" or "rather than" stands before a member of a list."""
        start = self.syntax.tokens[self.syntax.tokens[member].head].index
        between = [t.lemma for t in self.syntax.tokens[start + 1 : member]]
        return "not" in between[-4:] or between[-2:] == ["rather", "than"]

    def _one(self, index: int, classes: tuple[IRI, ...], depth: int) -> Iterator[Filler]:
        if depth == 0:
            return
        token = self.syntax.tokens[index]
        inner = [
            f for _, child in self.syntax.out(index, "member") for f in self._list(child, classes, depth - 1)
        ]
        if token.mention is not None:
            yield from self._mention(index, classes, depth, inner)
            return
        yield from inner
        if token.tag == "VBG" and token.lemma in self.syntax.grammar.taking:
            for _, child in self.syntax.out(index, "obj"):
                yield from self._list(child, classes, depth - 1)
            return
        referents = self._refer(index, classes, depth)
        if referents:
            yield from referents
            return
        of = self.syntax.out(index, "p:of")
        if token.lemma in self.syntax.grammar.people and not of:  # "those suffering from X", "people with X"
            yield from self._within(index, classes, depth)
            return
        if token.lemma in self.syntax.grammar.transparent:
            for role in ("p:of",) if of else _THROUGH:
                through = [
                    f for _, c in self.syntax.out(index, role) for f in self._list(c, classes, depth - 1)
                ]
                if through:
                    yield from through
                    return
            if token.lemma in self.syntax.grammar.intake and not of:
                yield from self._unsaid(index, classes)  # "daily use": of what the text is about
                return
        if token.dep == "appos":
            yield from self._one(token.head, classes, depth - 1)

    def _unsaid(self, index: int, classes: tuple[IRI, ...]) -> list[Filler]:
        token = self.syntax.tokens[index]
        return [
            Filler(Argument(r.entity, token.span, token.text, True, r.span), index)
            for r in self.resolver.salient(index)
            if self.ontology.instance_of(r.entity, classes)
        ]

    def _within(self, index: int, classes: tuple[IRI, ...], depth: int) -> Iterator[Filler]:
        """What people are said to have or seek, in the phrase that says which people."""
        if not classes:
            return
        for child in self.sentence.children(index):
            if child.dep in {"prep", "acl", "relcl"} and child.lemma != "of":
                for token in self.syntax.tokens:
                    if token.mention is not None and self._under(token.index, child.index):
                        yield from self._one(token.index, classes, depth - 1)

    def _under(self, index: int, top: int) -> bool:
        tokens = self.syntax.tokens
        for _ in tokens:
            if index == top:
                return True
            index = tokens[index].head
        return False

    def _mention(
        self, index: int, classes: tuple[IRI, ...], depth: int, inner: list[Filler]
    ) -> Iterator[Filler]:
        token = self.syntax.tokens[index]
        mention = self.sentence.mentions[token.mention or 0]
        if inner:
            yield from inner
            return
        if self.resolver.generic(index):
            specific = self._refer(index, classes, depth) or self._apposed(index, classes, depth)
            if specific:
                yield from specific
                return
        own = Argument(mention.entity, mention.span, mention.text)
        entity = self.ontology.entities.get(mention.entity)
        for target in entity.targets if entity else ():  # a therapy's field of use names its condition
            if self.ontology.instance_of(target, classes):
                yield Filler(replace(own, entity=target), index)
                return
        whole = self._whole(index, mention.entity)
        if whole is not None:
            own = replace(own, entity=whole, coref=True)
        if self.ontology.instance_of(own.entity, classes):
            if not self._hollow(index, classes, depth):
                yield Filler(own, index)
            return
        for effect in self.ontology.rises(own.entity):  # to lift X is to bring about its rise
            if classes and self.ontology.instance_of(effect.iri, classes):
                yield Filler(replace(own, entity=effect.iri), index, restated=True)
                return
        yield from self._refer(index, classes, depth)

    def _hollow(self, index: int, classes: tuple[IRI, ...], depth: int) -> bool:
        """Whether the noun only leads to what it is of ("the risk of X"), which would fill the slot itself."""
        if not classes or self.syntax.tokens[index].lemma not in self.syntax.grammar.transparent:
            return False
        return any(True for _, c in self.syntax.out(index, "p:of") for _ in self._list(c, classes, depth - 1))

    def _whole(self, index: int, part: IRI) -> IRI | None:
        """What a part of a known whole is here: "its leaves" are the leaves of what "it" is."""
        wholes = self.ontology.wholes(part)
        if not wholes:
            return None
        owners = {
            f.argument.entity for _, child in self.syntax.out(index, "own") for f in self._list(child, (), 2)
        }
        owners = owners or {r.entity for r in self.resolver.leading()}
        for entity in wholes:
            if owners & {*entity.parts, *self.ontology.broader(entity.iri)} - {part, entity.iri}:
                return entity.iri
        return None

    def _apposed(self, index: int, classes: tuple[IRI, ...], depth: int) -> list[Filler]:
        """The names that a generic noun is in apposition with, or is said of."""
        token = self.syntax.tokens[index]
        nodes = [c for role in ("same", "subj") for _, c in self.syntax.out(index, role)]
        if token.dep == "appos":
            nodes.append(token.head)
        return [
            f
            for node in nodes
            for f in self._list(node, classes, depth - 1)
            if self.resolver.covers(index, f.argument.entity)
        ]

    def _refer(self, index: int, classes: tuple[IRI, ...], depth: int) -> list[Filler]:
        token = self.syntax.tokens[index]
        return [
            Filler(Argument(r.entity, token.span, token.text, True, r.span), index)
            for r in self.resolver.resolve(index, classes, depth == _DEPTH)
            if self.ontology.instance_of(r.entity, classes)
        ]
