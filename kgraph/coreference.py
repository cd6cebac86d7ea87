"""What pronouns and definite phrases refer to: precise before complete.

The kind of phrase says what may be meant; which of it is, `kgraph.salience` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.antecedents import Event, Group, History, groups_of, is_subject
from kgraph.arcs import PLURAL, SUBJECTS
from kgraph.model import Sentence, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.salience import Named, Referents
from kgraph.syntax import Syntax
from kgraph.terms import Classes

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_PRONOUNS = _SINGULAR | _PLURAL
_PAIR = frozenset({"both", "neither", "either", "former", "latter"})
_PAIRED = frozenset({"one", "two", "pair", "combination"})
"""What a pair may be called after "neither" or "the": "neither one", "the two"."""
_BARE = frozenset({"this", "these"})
_DEMONSTRATIVE = frozenset({"this", "these", "that", "those", "such"})
_TWO = frozenset({"both", "neither", "either"})
_DEFINITE = _DEMONSTRATIVE | _TWO | {"the"}
_OWNING = frozenset({"my", "your", "his", "her", "our"})
_ANAPHORS = _PRONOUNS | _PAIR | _BARE
_SPACE = 3
"""The most characters between a sentence and the one just before."""
_DETERMINING = frozenset({"det", "predet", "cc", "preconj"})


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

    def anaphoric(self, index: int) -> bool:
        """Whether the token's words let it refer to anything."""
        token = self.syntax.tokens[index]
        word = token.text.lower()
        pronoun = word in _ANAPHORS or (word == "that" and token.pos == "PRON")
        return pronoun or self._determiners.get(index) in _DEFINITE | _OWNING

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""
        if self._stands_for(index) != ():
            return True
        own = self._own(self.syntax.tokens[index]) if self._determiners.get(index) == "this" else None
        return own is not None and self.ontology.names_class(own)

    def covers(self, index: int, entity: IRI) -> bool:
        """Whether the generic noun at `index` may stand for the entity."""
        classes = self._stands_for(index)
        return bool(classes) and self.ontology.instance_of(entity, classes)

    def known(self) -> frozenset[IRI]:
        """Everything that a phrase of the sentence may refer to outside it."""
        return self.history.entities

    def leading(self) -> Referents:
        """The topic of the document, for a subject that is left out; where it has none, the one thing named so far."""
        return self._before.leading()

    def implied(self, index: int | None) -> Referents:
        """What a clause at a token that leaves its subject out is about: the sentence's own subject, or the topic."""
        return self._before.acting(index) or self.leading()

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
            apart = self._fellows(end) if before is not None else frozenset()
            found = (group for group in self._groups(end) if group.token not in apart)
            self._named[end] = tuple(sorted(found, key=lambda g: g.token))
        return self._named[end]

    def _fellows(self, index: int) -> frozenset[int]:
        """What is said together with a pronoun, which it cannot mean: X in "with X, it does Y", "used with X, it …"."""
        tokens = self.syntax.tokens
        pronoun = tokens[index]
        if pronoun.text.lower() not in {"it", "they"} or pronoun.dep not in SUBJECTS:
            return frozenset()
        beside = [t for t in tokens[:index] if t.head == pronoun.head and t.dep in {"prep", "advcl"}]
        fronted = {
            t.index for t in beside if not any(c.dep in SUBJECTS for c in self.sentence.children(t.index))
        }
        return frozenset(t.index for t in tokens[:index] if not fronted.isdisjoint(self.syntax.up(t.index)))

    def _groups(self, end: int) -> Iterator[Group]:
        for number, group in enumerate(self._own_groups):
            if group.token < end:
                if number not in self._standing:
                    self._standing[number] = self._stood_for(group)
                yield self._standing[number]
        for token in self._portions:
            if token.index < end and (referents := self.salient(token.index)):
                subject = is_subject(token, self.syntax.tokens)
                yield Group(self.sentence.index, token.index, referents, True, subject)
        for token in self._pronouns:
            if token.index < end and (referents := self.resolve(token.index)):
                subject = is_subject(token, self.syntax.tokens)
                yield Group(self.sentence.index, token.index, referents, len(referents) > 1, subject)

    def _stood_for(self, group: Group) -> Group:
        """The group, or where it only names a class, what it stands for."""
        generic = len(group.referents) == 1 and self.generic(group.token)
        referents = self.resolve(group.token) if generic else ()
        return group._replace(referents=referents, plural=len(referents) > 1) if referents else group

    @cached_property
    def _own_groups(self) -> tuple[Group, ...]:
        return tuple(groups_of(self.sentence, self.syntax))

    @cached_property
    def _pronouns(self) -> tuple[Token, ...]:
        return tuple(t for t in self.syntax.tokens if t.text.lower() in _PRONOUNS)

    @cached_property
    def _portions(self) -> tuple[Token, ...]:
        """The nouns for what is taken that name nothing, where they are many and particular: "the tablets"."""
        taken = self.syntax.grammar.intake & self.syntax.grammar.transparent
        plain = (t for t in self.syntax.tokens if t.mention is None and t.tag in PLURAL and t.lemma in taken)
        return tuple(t for t in plain if self._determiners.get(t.index) in _DEFINITE | _OWNING)

    # ── By the kind of phrase ──────────────────────────────────────────────────────────────────────────────────────

    def _resolve(self, index: int, classes: Classes, direct: bool) -> Referents:
        token = self.syntax.tokens[index]
        word = token.text.lower()
        if word in _SINGULAR:
            return self._before.nearest(index, plural=False, classes=classes if direct else ())
        determiner = self._determiners.get(index, "")
        if word in _PAIR and token.dep not in _DETERMINING:
            return self._pair(index, word)
        if word in _PAIRED and determiner in _DEFINITE and not self._modified(index):
            return self._pair(index, word) if determiner in _PAIR or word != "one" else ()
        if word in _PLURAL:
            return self._they(index, classes, direct)
        if token.pos == "PRON" and word in _BARE and not self.sentence.children(index):
            return () if word == "these" and self._many_before(index) else self._agents(None)
        if word == "that" and token.pos == "PRON" and token.dep in SUBJECTS:
            return self._before.last_here(index)
        if determiner in _OWNING:
            return self._made_of(token)
        return self._definite(token, determiner) if determiner in _DEFINITE else ()

    def _they(self, index: int, classes: Classes, direct: bool) -> Referents:
        if classes and not any(self.ontology.can_act(c) for c in classes):
            # who does something is somebody, though what the classes name cannot act
            subject = self.syntax.tokens[index].dep == "nsubj"
            return () if subject else self._before.several_of(index, classes)
        if self._people_before(index):
            return ()
        return self._before.nearest(index, plural=True, classes=classes if direct else ())

    def _many_before(self, index: int) -> bool:
        """Whether the sentence has said before what is many and names nothing: "some products …; these …"."""
        before = self.syntax.tokens[:index]
        return any(t.dep in SUBJECTS and t.tag in PLURAL and t.mention is None for t in before)

    def _pair(self, index: int, word: str) -> Referents:
        """Both, neither, the former and the latter."""
        ordered = word in {"former", "latter"}
        both = (self._before.pair_here(index) if ordered else ()) or self._before.pair(index)
        return {"former": both[:1], "latter": both[1:]}.get(word, both)

    def _definite(self, token: Token, determiner: str) -> Referents:
        agents = self._agents(token) if determiner in _DEMONSTRATIVE else ()
        found = agents or self._made_of(token)
        if found:
            return found
        classes = self._classes(token)
        plural = token.tag in PLURAL
        own = self._own(token)
        if not classes:
            named = self._namesake(token) if determiner in {"the", "this"} else ()
            return named or (self._one_of(own, token.index) if determiner == "this" and not plural else ())
        said = self._before.said(classes) if determiner in {"this", "these", "such"} else ()
        said = tuple(r for r in said if r.entity != own and not self.ontology.names_class(r.entity))
        if len(said) > 1 or (said and not plural):
            return said
        if determiner == "the" and (plural or self._specified(token.index)):
            return ()  # "the classes of it", "the compounds": said of the class as a whole
        several = plural or determiner in _TWO
        if determiner in _TWO and (pair := self._before.pair_of(token.index, classes)):
            return pair
        last = self._before.last_of(token.index, classes, several, own, self._subjects(token.index))
        return last or (() if plural else self._before.leading_of(classes))

    def _agents(self, noun: Token | None) -> Referents:
        """Who did what was just said: "this interaction", or a bare "this"."""
        found = self.history.events
        if noun is not None:
            verb = self.syntax.grammar.verb_of.get(noun.lemma)
            found = tuple(event for event in found if verb in event.words)
        return tuple({event.agent.entity: event.agent for event in found}.values())

    def _made_of(self, token: Token) -> Referents:
        plain = token.mention is None or self.generic(token.index)
        fits = plain and token.lemma in self.ontology.tails
        return self._before.made_of(token.index, token.lemma) if fits else ()

    def _namesake(self, token: Token) -> Referents:
        plain = token.mention is None or token.text.lower() == token.lemma
        return self._before.namesake(token.index, token.lemma) if plain else ()

    def _one_of(self, cls: IRI | None, index: int) -> Referents:
        if cls is None or not self.ontology.names_class(cls):
            return ()
        return self._before.one_of(index, cls)

    # ── Of a phrase ────────────────────────────────────────────────────────────────────────────────────────────────

    def _subjects(self, index: int) -> frozenset[int]:
        """The subjects of the verb whose object or the like the token is: they do nothing to themselves."""
        verb = self.syntax.tokens[index].head
        found = {subject for _, subject in self.syntax.out(verb, "subj") if subject != index}
        found |= {member for subject in found for _, member in self.syntax.out(subject, "member")}
        return frozenset(token for one in found for token in self.syntax.conjuncts(one))

    def _people_before(self, index: int) -> bool:
        """Whether a noun for people stands before the pronoun in the sentence, nearer than any other plural."""
        for token in reversed(self.syntax.tokens[:index]):
            if token.lemma in self.syntax.grammar.people:
                return True
            own = self._own(token)
            if own is not None and token.tag == "NNS" and self.ontology.is_agent(own):
                return False
        return False

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

    def _modified(self, index: int) -> bool:
        return any(c.dep in {"prep", "relcl", "acl"} for c in self.sentence.children(index))

    def _specified(self, index: int) -> bool:
        """Whether words after the noun say which one is meant: a clause, or "of" or "in" what acts itself."""
        below = self.sentence.children(index)
        preps = {c.index for c in below if c.dep == "prep" and c.lemma != "of"}
        if any(c.dep in {"prep", "relcl", "acl"} and c.index not in preps for c in below):
            return True
        governed = (self._own(t) for t in self.syntax.tokens if t.head in preps and t.dep == "pobj")
        return any(own is not None and self.ontology.is_agent(own) for own in governed)

    def _own(self, token: Token) -> IRI | None:
        """The entity that the token itself names."""
        return self.sentence.mentions[token.mention].entity if token.mention is not None else None
