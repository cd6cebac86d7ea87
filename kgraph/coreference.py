"""What pronouns and definite phrases refer to: precise before complete.

The kind of phrase says what may be meant; which of it is, `kgraph.salience` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.antecedents import Event, Group, History, Referent, group, groups_of
from kgraph.arcs import PLURAL, SUBJECTS
from kgraph.expressions import (
    BARE,
    DEFINITE,
    DEMONSTRATIVE,
    DETERMINERS,
    MANY,
    NUMBERS,
    OWNING,
    PAIR,
    PAIRED,
    PRONOUNS,
    REFLEXIVE,
    TWO,
    Expressions,
)
from kgraph.model import Sentence, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.salience import Named, Referents
from kgraph.syntax import Syntax
from kgraph.terms import Classes

_SPACE = 3
"""The most characters between a sentence and the one just before."""


@dataclass(frozen=True)
class Resolver:
    """Resolves the phrases of one sentence against it and what came before."""

    ontology: Ontology
    history: History
    sentence: Sentence
    syntax: Syntax
    _known: dict[tuple[int, Classes, bool], Referents] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _named: dict[int, tuple[Group, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _standing: dict[int, Group] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tiers: dict[tuple[int, bool], tuple[list[Group], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def resolve(self, index: int, classes: Classes = (), direct: bool = True) -> Referents:
        """What the token refers to, empty where it is no anaphor or nothing fits.

        `classes` are those wanted, `direct` whether the token itself fills the slot: then "it" is something of the
        classes. "Their Xs" are, where a class is wanted whose things do not act, those of the several named of it.

        The token is a pronoun, or a noun (mention or not) that is definite and of a class with anaphors.
        """
        asked = (index, classes, direct)
        if asked not in self._known:
            self._known[asked] = self._resolve(*asked)
        return self._known[asked]

    @cached_property
    def words(self) -> Expressions:
        """The sentence's referring expressions."""
        return Expressions(self.ontology, self.sentence, self.syntax)

    def anaphoric(self, index: int) -> bool:
        """Whether the token's words let it refer to anything."""
        return self.words.anaphoric(index)

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""
        return self.words.generic(index)

    def covers(self, index: int, entity: IRI) -> bool:
        """Whether the generic noun at `index` may stand for the entity."""
        classes = self.words.stands_for(index)
        return bool(classes) and self.ontology.instance_of(entity, classes)

    def known(self) -> frozenset[IRI]:
        """Everything that a phrase of the sentence may refer to outside it."""
        return self.history.entities

    def named(self) -> frozenset[IRI]:
        """Everything that the document names anywhere."""
        return self.history.named

    def leading(self) -> Referents:
        """The topic of the document, for a subject that is left out; where it has none, the one thing named so far."""
        return self._before.leading()

    def implied(self, index: int | None) -> Referents:
        """What a clause at a token that leaves its subject out is about: the sentence's own subject, or the topic."""
        return self._before.acting(index) or self._before.undergoing(index) or self.leading()

    def salient(self, index: int) -> Referents:
        """What a noun that need not say ("daily use") is of: who acts before it, the topic, or what "it" would be."""
        before = self._before
        return before.acting(index) or self.leading() or before.nearest(index, plural=False, classes=())

    def claimed(self) -> tuple[Event, ...]:
        """What the sentence just before claims."""
        start = self.sentence.span.start
        return tuple(event for event in self.history.events if start - event.end <= _SPACE)

    @property
    def _before(self) -> Named:
        # made anew, since one that is kept would refer to what keeps it, and wait for the garbage collector
        people = self.syntax.grammar.people
        return Named(self.ontology, self.history, self.sentence.index, self.groups, people, self._tiers)

    def groups(self, before: int | None = None) -> tuple[Group, ...]:
        """The sentence's groups, up to a token; a phrase that refers back stands for what it refers to."""
        end = len(self.syntax.tokens) if before is None else before
        if end not in self._named:
            apart = self.words.fellows(end) if before is not None else frozenset()
            found = (group for group in self._groups(end) if group.token not in apart)
            self._named[end] = tuple(sorted(found, key=lambda g: g.token))
        return self._named[end]

    def _groups(self, end: int) -> Iterator[Group]:
        for number, own in enumerate(self._own_groups):
            if own.token < end:
                if number not in self._standing:
                    self._standing[number] = self._stood_for(own)
                yield self._standing[number]
        for token in self.words.portions:
            if token.index < end and (referents := self.salient(token.index)):
                yield group(self.sentence.index, token, referents, True, self.syntax)
        for token in self.words.pronouns:
            if token.index < end and (referents := self.resolve(token.index)):
                yield group(self.sentence.index, token, referents, len(referents) > 1, self.syntax)

    def _stood_for(self, group: Group) -> Group:
        """The group, or where it only names a class, what it stands for."""
        generic = len(group.referents) == 1 and self.words.generic(group.token)
        referents = self.resolve(group.token) if generic else ()
        return group._replace(referents=referents, plural=len(referents) > 1) if referents else group

    @cached_property
    def _own_groups(self) -> tuple[Group, ...]:
        return tuple(groups_of(self.sentence, self.syntax))

    # ── By the kind of phrase ──────────────────────────────────────────────────────────────────────────────────────

    def _resolve(self, index: int, classes: Classes, direct: bool) -> Referents:
        token = self.syntax.tokens[index]
        word = token.text.lower()
        if word in PRONOUNS:
            return self._pronoun(token, classes, direct)
        determiner = self.words.determiner(index)
        if word in PAIR and token.dep not in DETERMINERS:
            return self._pair(index, word)
        if word in PAIRED and determiner in DEFINITE and not self.words.modified(index):
            return self._pair(index, word) if determiner in PAIR or word != "one" else ()
        if word in NUMBERS and token.dep not in DETERMINERS | {"nummod"}:
            return self._before.together(index, NUMBERS[word])
        if token.pos == "PRON" and word in BARE and not self.sentence.children(index):
            return self._bare(index, word)
        if (
            word == "that"
            and token.pos == "PRON"
            and token.dep in SUBJECTS
            and not self.words.relative(token)
        ):
            return self._before.last_here(index)
        if determiner in OWNING:
            return self._made_of(token)
        return self._definite(token, determiner) if determiner in DEFINITE else ()

    def _pronoun(self, token: Token, classes: Classes, direct: bool) -> Referents:
        word = token.text.lower()
        if word in REFLEXIVE:
            return self._before.acting(token.index)
        if word in MANY:
            return self._they(token.index, classes, direct)
        if direct and token.dep == "nsubj" and self._inert(classes):
            return self._before.nearest_subject(token.index, classes)
        return self._before.nearest(token.index, plural=False, classes=classes if direct else ())

    def _bare(self, index: int, word: str) -> Referents:
        """A "this" or "these" by itself."""
        if word == "these":
            return () if self.words.many_before(index) else self._agents(None)
        return self._done_to(index) or self._agents(None)

    def _they(self, index: int, classes: Classes, direct: bool) -> Referents:
        if self._inert(classes):
            # who does something is somebody, though what the classes name cannot act
            subject = self.syntax.tokens[index].dep == "nsubj"
            return () if subject else self._before.several_of(index, classes)
        if self.words.people_before(index):
            return ()
        found = self._before.nearest(index, plural=True, classes=classes if direct else ())
        # where what acts is asked for, they are no ailments
        return found if not classes or all(self.ontology.is_agent(r.entity) for r in found) else ()

    def _inert(self, classes: Classes) -> bool:
        """Whether classes are asked for whose things do not act."""
        return bool(classes) and not any(self.ontology.can_act(c) for c in classes)

    def _done_to(self, index: int) -> Referents:
        """What something is done to, in "avoid X, as this does Y": this is done by X."""
        tokens = self.syntax.tokens
        clause = tokens[tokens[index].head]
        if tokens[index].dep not in SUBJECTS or clause.dep != "advcl" or clause.head > index:
            return ()
        done = {child for _, child in self.syntax.out(clause.head, "obj")}
        return next(
            (g.referents for g in self.groups(index) if g.token in done and len(g.referents) == 1), ()
        )

    def _pair(self, index: int, word: str) -> Referents:
        """Both, neither, the former and the latter."""
        ordered = word in {"former", "latter"}
        both = (self._before.pair_here(index) if ordered else ()) or self._before.pair(index)
        return {"former": both[:1], "latter": both[1:]}.get(word, both)

    def _definite(self, token: Token, determiner: str) -> Referents:
        agents = self._agents(token) if determiner in DEMONSTRATIVE else ()
        found = agents or self._told(token) or self._made_of(token)
        if found:
            return found
        classes = self.words.classes(token)
        plural = token.tag in PLURAL
        own = self.words.own(token)
        if not classes:
            named = self._namesake(token) if determiner in {"the", "this"} else ()
            return named or (self._one_of(own, token.index) if determiner == "this" and not plural else ())
        said = self._before.said(classes) if determiner in {"this", "these", "such"} else ()
        said = tuple(r for r in said if r.entity != own and not self.ontology.names_class(r.entity))
        if len(said) > 1 or (said and not plural):
            return said
        if determiner == "the" and (plural or self.words.specified(token.index)):
            return ()  # "the classes of it", "the compounds": said of the class as a whole
        several = plural or determiner in TWO
        if determiner in TWO and (pair := self._before.pair_of(token.index, classes)):
            return pair
        subjects = self.words.subjects(token.index)
        last = self._before.last_of(token.index, classes, several, own, subjects)
        last = last or (() if several or (own and self.ontology.wholes(own)) else self._named_later(classes))
        if determiner not in TWO or len(last) > 1:
            return tuple(r._replace(entity=self._source(r.entity, classes)) for r in last)
        return self._before.only_two_of(token.index, classes, subjects)

    def _named_later(self, classes: Classes) -> Referents:
        """The only particular thing of the classes that the text names at all, where it has named none so far."""
        known = self.ontology
        fitting = (
            e for e in self.history.named if known.instance_of(e, classes) and not known.names_class(e)
        )
        meant = {self._source(entity, classes) for entity in fitting}
        return tuple(Referent(entity, None) for entity in meant) if len(meant) == 1 else ()

    def _source(self, entity: IRI, classes: Classes) -> IRI:
        """The thing, or what it is made from where only that is of one of the classes: "the plant" of X tea is X."""
        other = tuple(c for c in classes if not self.ontology.instance_of(entity, (c,)))
        above = [up for up in self.ontology.broader(entity) if self.ontology.instance_of(up, classes)]
        if not other or not any(self.ontology.instance_of(up, other) for up in above):
            return entity
        particular = [up for up in above if not self.ontology.names_class(up)]
        return particular[-1] if particular else entity

    def _agents(self, noun: Token | None) -> Referents:
        """Who did what was just said: "this interaction", or a bare "this"."""
        found = self.history.events
        if noun is not None:
            verb = self.syntax.grammar.verb_of.get(noun.lemma)
            found = tuple(event for event in found if verb in event.words)
        return tuple({event.agent.entity: event.agent for event in found}.values())

    def _told(self, token: Token) -> Referents:
        """What was last said to be the object of a relation that the noun names: "the product" of what yields one."""
        relations = self.ontology.said_by(token.lemma) if token.tag not in PLURAL else ()
        told = (self.history.objects.get(relation) for relation in relations)
        return next(((referent,) for referent in told if referent), ())

    def _made_of(self, token: Token) -> Referents:
        plain = token.mention is None or self.words.generic(token.index)
        fits = plain and token.lemma in self.ontology.tails
        return self._before.made_of(token.index, token.lemma) if fits else ()

    def _namesake(self, token: Token) -> Referents:
        plain = token.mention is None or token.text.lower() == token.lemma
        return self._before.namesake(token.index, token.lemma) if plain else ()

    def _one_of(self, cls: IRI | None, index: int) -> Referents:
        if cls is None or not self.ontology.names_class(cls):
            return ()
        return self._before.one_of(index, cls)
