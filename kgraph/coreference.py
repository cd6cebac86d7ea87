"""What pronouns and definite phrases refer to: precise before complete.

A salience ranking in the manner of Lappin & Leass (1994): same sentence before earlier ones, subjects before
other roles, the document's topic where nothing nearer fits; number, animacy and class must agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kgraph.antecedents import REACH, Group, History, Referent, groups_of, is_subject
from kgraph.arcs import PLURAL
from kgraph.model import Sentence, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_PRONOUNS = _SINGULAR | _PLURAL
_PAIR = frozenset({"both", "neither", "either", "former", "latter"})
_PAIRED = frozenset({"one", "two", "pair", "combination"})
"""What a pair may be called after "neither" or "the": "neither one", "the two"."""
_BARE = frozenset({"this", "these"})
_DEMONSTRATIVE = frozenset({"this", "these", "that", "those", "such"})
_DEFINITE = _DEMONSTRATIVE | {"the", "both", "neither", "either"}
_OWNING = frozenset({"my", "your", "his", "her", "our"})
_ANAPHORS = _PRONOUNS | _PAIR | _BARE
_DETERMINING = frozenset({"det", "predet", "cc", "preconj"})

Classes = tuple[IRI, ...]
"""The classes that a slot takes; none for any."""

Referents = tuple[Referent, ...]
"""What a phrase refers to, in order of the text; empty where it refers to nothing known."""


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
    _numbered: dict[tuple[int, bool], tuple[list[Group], ...]] = field(
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

    def anaphoric(self, index: int) -> bool:
        """Whether the token's words let it refer to anything."""
        word = self.syntax.tokens[index].text.lower()
        return word in _ANAPHORS or self._determiners.get(index) in _DEFINITE | _OWNING

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""
        if self._stands_for(index) != ():
            return True
        own = self._own(self.syntax.tokens[index]) if self._determiners.get(index) == "this" else None
        return own is not None and self.ontology.names_class(own)

    def covers(self, index: int, entity: IRI) -> bool:
        """Whether the generic noun at `index` may stand for the entity."""
        classes = self._stands_for(index)
        return bool(classes) and self._are_all((Referent(entity, None),), classes)

    def known(self) -> frozenset[IRI]:
        """Everything that a phrase of the sentence may refer to outside it."""
        return self.history.entities

    def leading(self) -> Referents:
        """The topic of the document, for a subject that is left out; where it has none, the one thing named so far."""
        if self.history.topic:
            return (Referent(self.history.topic, None),)
        acting = (g.referents[0] for g in self.history.groups if len(g.referents) == 1 and self._act(g))
        named = {r.entity: r for r in acting if not self.ontology.names_class(r.entity)}
        return tuple(named.values()) if len(named) == 1 else ()

    def implied(self) -> Referents:
        """What a clause that leaves its subject out is about: the sentence's own subject, or else the topic."""
        for group in self.groups():
            if group.subject and self._act(group) and not self._classlike(group.referents):
                return group.referents
        return self.leading()

    def salient(self, index: int) -> Referents:
        """What a noun that need not say ("daily use") is of: who acts before it, the topic, or what "it" would be."""
        for group in self.groups(index):
            if group.subject and self._act(group) and not self._classlike(group.referents):
                return group.referents
        return self.leading() or self._nearest(index, plural=False, classes=())

    def groups(self, before: int | None = None) -> tuple[Group, ...]:
        """The sentence's groups, up to a token; a phrase that refers back stands for what it refers to."""
        end = len(self.syntax.tokens) if before is None else before
        if end not in self._named:
            self._named[end] = tuple(sorted(self._groups(end), key=lambda g: g.token))
        return self._named[end]

    def _groups(self, end: int) -> Iterator[Group]:
        for group in self._own_groups:
            if group.token < end:
                generic = len(group.referents) == 1 and self.generic(group.token)
                referents = self.resolve(group.token) if generic else ()
                yield replace(group, referents=referents, plural=len(referents) > 1) if referents else group
        for token in self._pronouns:
            if token.index < end and (referents := self.resolve(token.index)):
                subject = is_subject(token, self.syntax.tokens)
                yield Group(self.sentence.index, token.index, referents, len(referents) > 1, subject)

    @cached_property
    def _own_groups(self) -> tuple[Group, ...]:
        return tuple(groups_of(self.sentence, self.syntax))

    @cached_property
    def _pronouns(self) -> tuple[Token, ...]:
        return tuple(t for t in self.syntax.tokens if t.text.lower() in _PRONOUNS)

    # ── By the kind of phrase ──────────────────────────────────────────────────────────────────────────────────────

    def _resolve(self, index: int, classes: Classes, direct: bool) -> Referents:
        token = self.syntax.tokens[index]
        word = token.text.lower()
        if word in _SINGULAR:
            return self._nearest(index, plural=False, classes=classes if direct else ())
        determiner = self._determiners.get(index, "")
        if word in _PAIR and token.dep not in _DETERMINING:
            return self._pair(index, word)
        if word in _PAIRED and determiner in _DEFINITE and not self._specified(index):
            return self._pair(index, word) if determiner in _PAIR or word != "one" else ()
        if word in _PLURAL:
            return self._they(index, classes, direct)
        if token.pos == "PRON" and word in _BARE and not self.sentence.children(index):
            return self._agents(None)
        if determiner in _OWNING:
            return self._made_of(token)
        return self._definite(token, determiner) if determiner in _DEFINITE else ()

    def _they(self, index: int, classes: Classes, direct: bool) -> Referents:
        if classes and not any(self.ontology.can_act(c) for c in classes):
            # who does something is somebody, though what the classes name cannot act
            subject = self.syntax.tokens[index].dep == "nsubj"
            return () if subject else self._of_classes(index, classes)
        if self._people_before(index):
            return ()
        return self._nearest(index, plural=True, classes=classes if direct else ())

    def _pair(self, index: int, word: str) -> Referents:
        """Both, neither, the former and the latter: of the last two named together, or said to be in a relation."""
        for group in reversed(self._candidates(index)):
            if len(group.referents) == 2:
                one, other = group.referents
                return {"former": (one,), "latter": (other,)}.get(word, group.referents)
        for event in self.history.events:  # "X interacts with Y. The two …"
            both = (event.agent, event.object)
            if all(self.ontology.is_agent(r.entity) for r in both):
                return both
        return self._two_apart(index)

    def _two_apart(self, index: int) -> Referents:
        """The only two things that act among what was named apart, the topic one of them where there is one."""
        alone = [g.referents[0] for g in self._candidates(index) if len(g.referents) == 1 and self._act(g)]
        found = {r.entity: r for r in alone if not self.ontology.names_class(r.entity)}
        fits = self.history.topic in found or self.history.topic is None
        return tuple(found.values()) if len(found) == 2 and fits else ()

    def _definite(self, token: Token, determiner: str) -> Referents:
        agents = self._agents(token) if determiner in _DEMONSTRATIVE else ()
        if agents:
            return agents
        made = self._made_of(token)
        if made:
            return made
        classes = self._classes(token)
        plural = token.tag in PLURAL
        own = self._own(token)
        if not classes:
            named = self._namesake(token) if determiner in {"the", "this"} else ()
            return named or (self._one_of(own, token.index) if determiner == "this" and not plural else ())
        said = self._said(classes) if determiner in {"this", "these", "such"} else ()
        said = tuple(r for r in said if r.entity != own and not self.ontology.names_class(r.entity))
        if len(said) > 1 or (said and not plural):
            return said
        if determiner == "the" and (plural or self._specified(token.index)):
            return ()  # "the classes of it", "the compounds": said of the class as a whole
        several = plural or determiner in {"both", "neither", "either"}
        return self._last_named(token.index, classes, several, own) or self._leading_of(classes, plural)

    def _agents(self, noun: Token | None) -> Referents:
        """Who did what was just said: "this interaction", or a bare "this"."""
        found = self.history.events
        if noun is not None:
            verb = self.syntax.grammar.verb_of.get(noun.lemma)
            found = tuple(event for event in found if verb in event.words)
        return tuple({event.agent.entity: event.agent for event in found}.values())

    def _made_of(self, token: Token) -> Referents:
        """What the noun names together with the name of what was spoken of: after "X", "the tea" is X tea."""
        if token.lemma not in self.ontology.tails or (
            token.mention is not None and not self.generic(token.index)
        ):
            return ()
        groups = (
            g for g in reversed(self._candidates(token.index)) if len(g.referents) == 1 and self._act(g)
        )
        for referent in (*(group.referents[0] for group in groups), *self.leading()):
            entity = self.ontology.labelled(f"{self.ontology.label(referent.entity)} {token.lemma}")
            if entity is not None and self.ontology.is_broader(referent.entity, entity):
                return (replace(referent, entity=entity),)
        return ()

    def _namesake(self, token: Token) -> Referents:
        """The last thing whose name ends in the noun: "the extract" after "an alcoholic extract of X"."""
        if token.mention is not None and token.text.lower() != token.lemma:
            return ()
        for group in reversed(self._candidates(token.index)):
            label = self.ontology.label_words(group.referents[0].entity)
            if len(group.referents) == 1 and label[1:][-1:] == (token.lemma,):
                return group.referents
        return ()

    def _one_of(self, cls: IRI | None, index: int) -> Referents:
        """The particular thing that "this C" is, where the words before name one of the class's kind as a subject."""
        if cls is None or not self.ontology.names_class(cls):
            return ()
        for group in reversed(self._candidates(index)):
            if group.subject and len(group.referents) == 1 and group.sentence < self.sentence.index:
                one = group.referents[0].entity
                fits = not self.ontology.names_class(one) and self.ontology.same_kind(one, cls)
                return group.referents if fits else ()
        return ()

    # ── Among what was named ───────────────────────────────────────────────────────────────────────────────────────

    def _candidates(self, index: int) -> list[Group]:
        return [*self.history.groups, *self.groups(index)]

    def _nearest(self, index: int, plural: bool, classes: Classes) -> Referents:
        """The most salient of what acts and is no class of things, as far as there is any such."""
        for tier in self._tiers(index, plural):
            best = next((group for group in tier if self._are_all(group.referents, classes)), None)
            if best:
                near = best.sentence > self.sentence.index - REACH
                return best.referents if near else () if plural else self.leading()
        return self.leading() if not plural else ()

    def _tiers(self, index: int, plural: bool) -> tuple[list[Group], ...]:
        """The candidates of a number that name nobody, the nearest and most salient first.

        Those that act before those that do not, and among either those that are no classes of things first.
        """
        asked = index, plural
        if asked not in self._numbered:
            tiers: tuple[list[Group], ...] = ([], [], [], [])
            for group in self._candidates(index):
                if (group.plural or len(group.referents) > 1) == plural and not self._person(group):
                    tiers[2 * (not self._act(group)) + self._classlike(group.referents)].append(group)
            for tier in tiers:
                tier.sort(key=lambda group: (group.sentence, self._salience(group)), reverse=True)
            self._numbered[asked] = tiers
        return self._numbered[asked]

    def _salience(self, group: Group) -> tuple[bool, bool, int]:
        """Subjects first, then the topic; of several subjects the first, of anything else the last."""
        topical = any(r.entity == self.history.topic for r in group.referents)
        return group.subject, topical, -group.token if group.subject else group.token

    def _of_classes(self, index: int, classes: Classes) -> Referents:
        for group in reversed(self._candidates(index)):
            if len(group.referents) > 1 and self._are_all(group.referents, classes):
                return group.referents
        return ()

    def _last_named(self, index: int, classes: Classes, several: bool, own: IRI | None) -> Referents:
        acting = self._subjects(index)
        for group in reversed(self._candidates(index)):
            if any(r.entity == own for r in group.referents) or not self._are_all(group.referents, classes):
                continue
            if group.sentence == self.sentence.index and group.token in acting:
                continue
            if (group.plural or len(group.referents) > 1) == several:
                return group.referents
        return ()

    def _subjects(self, index: int) -> frozenset[int]:
        """The subjects of the verb whose object or the like the token is: they do nothing to themselves."""
        verb = self.syntax.tokens[index].head
        found = {subject for _, subject in self.syntax.out(verb, "subj") if subject != index}
        found |= {member for subject in found for _, member in self.syntax.out(subject, "member")}
        return frozenset(token for one in found for token in self.syntax.conjuncts(one))

    def _said(self, classes: Classes) -> Referents:
        """The things of the classes that the sentence before made claims of, objects before subjects."""
        events = self.history.events
        for side in ([e.object for e in events], [e.agent for e in events]):
            found = {referent.entity: referent for referent in side}
            fitting = tuple(r for r in found.values() if self._are_all((r,), classes))
            if fitting:
                return fitting
        return ()

    def _leading_of(self, classes: Classes, plural: bool) -> Referents:
        lead = self.leading()
        return lead if lead and not plural and self._are_all(lead, classes) else ()

    def _people_before(self, index: int) -> bool:
        """Whether a noun for people stands before the pronoun in the sentence, nearer than any other plural."""
        for token in reversed(self.syntax.tokens[:index]):
            if token.lemma in self.syntax.grammar.people:
                return True
            own = self._own(token)
            if own is not None and token.tag == "NNS" and self.ontology.is_agent(own):
                return False
        return False

    # ── Of a phrase or a group ─────────────────────────────────────────────────────────────────────────────────────

    def _are_all(self, referents: Iterable[Referent], classes: Classes) -> bool:
        return all(self.ontology.instance_of(r.entity, classes) for r in referents)

    def _act(self, group: Group) -> bool:
        return all(self.ontology.is_agent(r.entity) for r in group.referents)

    def _person(self, group: Group) -> bool:
        """Whether the group names somebody, whom "it" cannot be, nor "they" before anything else."""
        people, words = self.syntax.grammar.people, self.ontology.label_words
        return any(not people.isdisjoint(words(r.entity)[-1:]) for r in group.referents)

    def _classlike(self, referents: Iterable[Referent]) -> bool:
        return any(
            self.ontology.names_class(r.entity) and self.ontology.has_narrower(r.entity) for r in referents
        )

    def _classes(self, token: Token) -> Classes:
        """What a generic noun may stand for; a mention is generic where it names a class, in plain words."""
        own = self._own(token)
        named = own is not None and token.text != token.text.lower() and token.index > 0
        if named or (own is not None and not self.ontology.names_class(own)):
            return ()
        return self._stands_for(token.index)

    def _stands_for(self, index: int) -> Classes:
        return self.ontology.meant_by(self.syntax.tokens[index].lemma)

    @cached_property
    def _determiners(self) -> dict[int, str]:
        """The first determiner of each noun that has one, in lower case."""
        found: dict[int, str] = {}
        for token in self.syntax.tokens:
            owner = token.dep == "poss" and token.text.lower() in _OWNING
            if token.dep in {"det", "predet"} or owner or (token.dep == "amod" and token.lemma == "such"):
                found.setdefault(token.head, token.text.lower())
        return found

    def _specified(self, index: int) -> bool:
        return any(c.dep in {"prep", "relcl", "acl"} for c in self.sentence.children(index))

    def _own(self, token: Token) -> IRI | None:
        """The entity that the token itself names."""
        return self.sentence.mentions[token.mention].entity if token.mention is not None else None
