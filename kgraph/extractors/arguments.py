"""Which entities a node of the parse stands for: lists, examples, "levels of", references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kgraph.arcs import PLURAL, VERBAL
from kgraph.extractors.amounts import apposed_to, measures
from kgraph.extractors.fillers import Filler, Resolver
from kgraph.extractors.lists import contrasted, denied
from kgraph.extractors.wholes import told_whole, whole_of
from kgraph.model import Argument, Sentence, Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax
from kgraph.terms import Classes

_DEPTH = 4
"""How many steps a filler may be away from its slot."""

_NEAR = 3
"""The same for the owner of a part."""

_THROUGH = ("p:of", "p:to", "p:in", "p:from", "p:for", "own", "mod")


@dataclass(frozen=True)
class Arguments:
    """The entities that the nodes of one sentence stand for."""

    sentence: Sentence
    syntax: Syntax
    ontology: Ontology
    resolver: Resolver
    _filled: dict[tuple[int, Classes], tuple[Filler, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _settled: dict[int, tuple[Filler, ...] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def fill(self, index: int, classes: Classes) -> tuple[Filler, ...]:
        """Every entity of the classes that the node stands for, each once, in order of the text."""
        if classes and self.known.isdisjoint(classes):
            return ()
        if index not in self._settled:
            self._settled[index] = self._plain(index)
        plain = self._settled[index]
        if plain is not None:
            return tuple([f for f in plain if self.ontology.instance_of(f.argument.entity, classes)])
        if (index, classes) not in self._filled:
            self._filled[index, classes] = self._fill(index, classes)
        return self._filled[index, classes]

    def _fill(self, index: int, classes: Classes) -> tuple[Filler, ...]:
        found: dict[tuple[IRI, Span], Filler] = {}
        for filler in self._list(index, classes, _DEPTH):
            found.setdefault((filler.argument.entity, filler.argument.span), filler)
        return tuple(sorted(found.values(), key=lambda f: (f.argument.span, f.argument.entity)))

    @cached_property
    def known(self) -> frozenset[IRI]:
        """The classes of everything that a word of the sentence can stand for."""
        entities = {mention.entity for mention in self.sentence.mentions} | self.resolver.known()
        return frozenset().union(*map(self.ontology.senses, entities))

    def _plain(self, index: int) -> tuple[Filler, ...] | None:
        """What most nodes stand for, whatever is wanted: themselves or nothing; None where more must be asked."""
        if self.syntax.tokens[index].pos in VERBAL:
            return self._alone(index)
        first, *others = [self._alone(member) for member in self.syntax.conjuncts(index)]
        return first if not others or (first == () and not any(found != () for found in others)) else None

    def _alone(self, index: int) -> tuple[Filler, ...] | None:
        """The same of a node without its list."""
        token, grammar = self.syntax.tokens[index], self.syntax.grammar
        leads = token.lemma in grammar.transparent or self.syntax.out(index, "member")
        if leads or self.resolver.anaphoric(index):
            return None
        if token.mention is None:
            taking = token.tag == "VBG" and token.lemma in grammar.taking
            more = token.dep == "appos" or token.lemma in grammar.people or token.lemma in grammar.treatments
            return None if taking or more else ()
        entity, ontology = self.sentence.mentions[token.mention].entity, self.ontology
        known = ontology.entities.get(entity)
        other = known is None or known.targets or ontology.wholes(entity) or ontology.rises(entity)
        wide = ontology.has_narrower(entity) or ontology.names_class(entity) or self.resolver.generic(index)
        return None if other or wide else self.named(index)

    def named(self, index: int) -> tuple[Filler, ...]:
        """The entity that the token itself names, none where it is no mention."""
        return self._named.get(index, ())

    @cached_property
    def _named(self) -> dict[int, tuple[Filler, ...]]:
        named = (
            (t.index, self.sentence.mentions[t.mention]) for t in self.syntax.tokens if t.mention is not None
        )
        return {index: (Filler(Argument(m.entity, m.span, m.text), index),) for index, m in named}

    def parts(self, filler: Filler, classes: Classes) -> tuple[Filler, ...]:
        """The parts of a whole that its own words name ("leaves of X"), as further fillers."""
        whole = self.ontology.entities.get(filler.argument.entity)
        text = filler.argument.text.lower()
        named = [
            _renamed(filler, part)
            for part in (whole.parts if whole else ())
            if self.ontology.label(part).lower() in text and self.ontology.instance_of(part, classes)
            if self.ontology.label_words(part)[-1:] != self.ontology.label_words(filler.argument.entity)[-1:]
        ]
        beside = [f for _, child in self.syntax.out(filler.token, "p:of") for f in self.fill(child, classes)]
        return (*named, *(f for f in beside if whole and f.argument.entity in whole.parts))

    def definite(self, index: int, owned: bool = False) -> bool:
        """Whether the noun is a particular one ("the tool", "this X"); `owned` lets "its tools" be a class."""
        labels = {"det"} if owned else {"det", "poss"}
        words = {c.text.lower() for c in self.sentence.children(index) if c.dep in labels}
        if self.syntax.tokens[index].tag in PLURAL and self.syntax.tokens[index].dep == "pobj":
            words -= {"the"}  # "one of the tools"
        return not words.isdisjoint({"the", "this", "these", "those", "its", "their", "your", "my"})

    def left_out(self, classes: Classes, index: int | None) -> tuple[Filler, ...]:
        """What the sentence (up to a token or all of it), or else the text, is about, as an argument without a word."""
        start = self.sentence.span.start
        return tuple(
            Filler(Argument(r.entity, Span(start, start), "", True, r.span), -1)
            for r in self.resolver.implied(index)
            if self.ontology.instance_of(r.entity, classes)
        )

    def referred(self) -> tuple[Filler, ...]:
        """What the phrases of the sentence refer to or stand for, and what it is about, beside what it names itself."""
        found = [
            Filler(Argument(r.entity, token.span, token.text, True, r.span), token.index)
            for group in self.resolver.groups()
            for token in [self.syntax.tokens[group.token]]
            for r in group.referents
            if r.entity not in {filler.argument.entity for filler in self.named(token.index)}
        ]
        return (*found, *self.left_out((), None))

    # ── What a node stands for ─────────────────────────────────────────────────────────────────────────────────────

    def _list(self, index: int, classes: Classes, depth: int) -> Iterator[Filler]:
        tokens = self.syntax.tokens
        members = (index,) if tokens[index].pos in VERBAL else self.syntax.conjuncts(index)
        for member in members:
            examples = self.syntax.out(member, "member")
            if examples and not {c for _, c in examples}.isdisjoint(members):
                continue  # "X and other C": C is the class of the others
            negated = (contrasted if member == index else denied)(self.syntax, member)
            for filler in self._one(member, classes, depth):
                yield replace(filler, negated=True) if negated else filler

    def lacked(self, index: int) -> bool:
        """Whether the noun is what some other thing is without: "solutions without the risk of X"."""
        token = self.syntax.tokens[index]
        prep = self.syntax.tokens[token.head]
        bearer = self.syntax.tokens[prep.head]
        return (
            token.dep == "pobj"
            and prep.lemma == "without"
            and bearer.tag in PLURAL
            and bearer.mention is None
        )

    def supposed(self, index: int) -> bool:
        """Whether a word stands in a condition: "if you notice X, see a doctor" does not say that there is X."""
        marks = (c for up in self.syntax.up(index) for c in self.sentence.children(up) if c.dep == "mark")
        return any(mark.lemma == "if" for mark in marks)

    def left_undone(self, index: int) -> bool:
        """Whether the subject only does what is not done: "X does it, but Y does not", "Y did neither"."""
        verb = self.syntax.tokens[self.syntax.tokens[index].head]
        below = {c.dep: c.lemma for c in self.sentence.children(verb.index)}
        bare = "neg" in below and "dobj" not in below
        return verb.lemma == "do" and (bare or below.get("dobj") == "neither")

    def _one(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        if depth == 0:
            return []
        members = self._across(index, "member", classes, depth)
        if self.syntax.tokens[index].mention is None:
            return members + self._unnamed(index, classes, depth)
        return (
            members
            or self._specific(index, classes, depth)
            or self._afflicted(index, classes, depth)
            or self._bearer(index, classes, depth)
            or self._itself(index, classes, depth)
        )

    def _across(self, index: int, role: str, classes: Classes, depth: int) -> list[Filler]:
        """What the ends of the arcs of that role stand for."""
        ends = self.syntax.out(index, role)
        return [f for _, child in ends for f in self._list(child, classes, depth - 1)] if ends else []

    # ── A noun that names nothing ──────────────────────────────────────────────────────────────────────────────────

    def _unnamed(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        token, grammar = self.syntax.tokens[index], self.syntax.grammar
        if token.tag == "VBG" and token.lemma in grammar.taking:
            return self._across(index, "obj", classes, depth)
        referents = self._refer(index, classes, depth)
        if referents:
            return referents
        if token.lemma in grammar.people and not self.syntax.out(index, "p:of"):
            return self._afflicted(index, classes, depth)
        if token.lemma in grammar.treatments:
            given = [f for role in ("p:with", "mod") for f in self._across(index, role, classes, depth)]
            return [f for f in given if self.ontology.is_agent(f.argument.entity)]
        through = self._through(index, classes, depth) if token.lemma in grammar.transparent else []
        return through or (self._one(token.head, classes, depth - 1) if token.dep == "appos" else [])

    def _through(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        """What a noun is of that stands for it ("levels of X"); "daily use" is of what the text is about."""
        of = [
            arc for arc in self.syntax.out(index, "p:of") if not measures(self.sentence, self.syntax, arc[1])
        ]
        for role in ("p:of",) if of else _THROUGH:
            found = self._across(index, role, classes, depth)
            if found:
                return found
        intake = self.syntax.tokens[index].lemma in self.syntax.grammar.intake
        if not intake or of:
            return []
        measured = apposed_to(self.sentence, index)
        if measured is not None and self.ontology.is_agent(self.named(measured)[0].argument.entity):
            return self._one(measured, classes, depth - 1)
        return self._unsaid(index, classes)

    def _unsaid(self, index: int, classes: Classes) -> list[Filler]:
        token = self.syntax.tokens[index]
        return [
            Filler(Argument(r.entity, token.span, token.text, True, r.span), index)
            for r in self.resolver.salient(index)
            if self.ontology.instance_of(r.entity, classes)
        ]

    def _afflicted(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        """What people are said to have or seek, in the phrase that says which: "those with X", "X sufferers"."""
        people = self.syntax.tokens[index].lemma in self.syntax.grammar.people
        return list(self._within(index, classes, depth)) if people and classes else []

    def _within(self, index: int, classes: Classes, depth: int) -> Iterator[Filler]:
        named = self.syntax.tokens[index].mention is not None
        labels = {"compound"} if named else {"prep", "compound", "acl", "relcl"}
        for child in self.sentence.children(index):
            if (child.dep in labels and child.lemma != "of") or (
                child.dep == "prep" and child.lemma == "with"
            ):
                for token in self.syntax.tokens:
                    if token.mention is not None and child.index in self.syntax.up(token.index):
                        yield from self._one(token.index, classes, depth - 1)

    # ── A noun that names something ────────────────────────────────────────────────────────────────────────────────

    def _specific(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        """What the name of a class stands for here: what it refers back to, or is in apposition with."""
        if not self.resolver.generic(index):
            return []
        return self._refer(index, classes, depth) or self._apposed(index, classes, depth)

    def _bearer(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        """Who the name of a class is said of: in "X is a stimulant that does Z", X does Z."""
        (named,) = self.named(index)
        entity = named.argument.entity
        # "relief by X" is X's doing, and not X
        done = self.syntax.tokens[index].lemma in self.syntax.grammar.verb_of
        if not (self.ontology.names_class(entity) or (self.ontology.has_narrower(entity) and not done)):
            return []
        tokens = self.syntax.tokens
        subjects = self.syntax.out(index, "subj")
        said = [tokens[child] for cost, child in subjects if cost == 0]
        found = [
            filler
            for token in said
            if token.mention is not None or token.pos == "PRON"
            for filler in self._list(token.index, classes, depth - 1)
            if token.pos == "PRON" or not filler.argument.coref
        ]
        may_be = self.ontology.may_be
        return [f for f in found if f.argument.entity != entity and may_be(f.argument.entity, entity)]

    def _itself(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        """The entity named, or what it leads to where that is of the classes and itself it is not."""
        (named,) = self.named(index)
        target = self._target(named.argument.entity, classes)
        if target is not None:
            return [_renamed(named, target)]
        whole = self._whole(index, named.argument.entity)
        if whole is not None:
            named = replace(named, argument=replace(named.argument, entity=whole, coref=True))
        if self.ontology.instance_of(named.argument.entity, classes):
            compound = self.ontology.entities[named.argument.entity].parts  # "leaves of X" are a thing
            return [] if not compound and self._hollow(index, classes, depth) else [named]
        for effect in self.ontology.rises(named.argument.entity):  # to lift X is to bring about its rise
            if self.ontology.instance_of(effect.iri, classes):
                return [replace(_renamed(named, effect.iri), restated=True)]
        lemma, grammar = self.syntax.tokens[index].lemma, self.syntax.grammar
        of = self._across(index, "p:of", classes, depth) if lemma in grammar.transparent else []
        seen = of or (self._through(index, classes, depth) if lemma in grammar.intake else [])
        return seen or self._refer(index, classes, depth)  # "a dose of X" is some X

    def _target(self, entity: IRI, classes: Classes) -> IRI | None:
        """What the entity is for, where its name says so ("X removal" is for X)."""
        known = self.ontology.entities.get(entity)
        return (
            next((t for t in known.targets if self.ontology.instance_of(t, classes)), None) if known else None
        )

    def _hollow(self, index: int, classes: Classes, depth: int) -> bool:
        """Whether the noun only leads to what it is of ("the risk of X"), which would fill the slot itself."""
        if not classes or self.syntax.tokens[index].lemma not in self.syntax.grammar.transparent:
            return False
        return bool(self._across(index, "p:of", classes, depth))

    def _whole(self, index: int, part: IRI) -> IRI | None:
        """What a part of a known whole is here: "its leaves" are the leaves of what "it" is."""
        token = self.syntax.tokens[index]
        proper = token.index > 0 and token.text[0].isupper()  # a proper name is no part of something else
        if not self.ontology.wholes(part) or proper or token.lemma not in self.ontology.anaphors:
            return None
        if owners := {f.argument.entity for f in self._across(index, "own", (), _NEAR)}:
            return whole_of(part, owners, self.ontology)
        topic = {r.entity for r in self.resolver.leading()}
        return whole_of(part, topic, self.ontology) or told_whole(
            part, self.resolver.named(), topic, self.ontology
        )

    def _apposed(self, index: int, classes: Classes, depth: int) -> list[Filler]:
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

    def _refer(self, index: int, classes: Classes, depth: int) -> list[Filler]:
        token = self.syntax.tokens[index]
        return [
            Filler(Argument(r.entity, token.span, token.text, True, r.span), index)
            for r in self.resolver.resolve(index, classes, depth == _DEPTH)
            if self.ontology.instance_of(r.entity, classes)
        ]


def _renamed(filler: Filler, entity: IRI) -> Filler:
    return replace(filler, argument=replace(filler.argument, entity=entity))
