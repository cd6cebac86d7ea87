"""What pronouns and definite phrases refer to: precise before complete.

A salience ranking in the manner of Lappin & Leass (1994): same sentence before earlier ones, subjects before
other roles, the document's topic where nothing nearer fits; number, animacy and class must agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kgraph.model import Document, Evidence, Mention, Sentence, Span, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax

_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_PAIR = frozenset({"both", "neither", "either", "former", "latter"})
_DEMONSTRATIVE = frozenset({"this", "these", "that", "those", "such"})
_DEFINITE = _DEMONSTRATIVE | {"the", "both", "neither", "either"}
_REACH = 4
"""How many sentences back an antecedent may stand."""


@dataclass(frozen=True, slots=True)
class Referent:
    """One entity that a phrase refers to, and where its name stands (None for the document's topic)."""

    entity: IRI
    span: Span | None


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions named together ("mitragynine and 7-hydroxymitragynine"), as one antecedent."""

    sentence: int
    token: int
    referents: tuple[Referent, ...]
    plural: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class History:
    """What has been named so far, nearest last, the claims just read, and what the document is about."""

    topic: IRI | None = None
    groups: tuple[Group, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def after(self, sentence: Sentence, named: Iterable[Group], evidence: Iterable[Evidence]) -> History:
        """The history once the sentence has been read; `named` are its groups."""
        groups = (*self.groups, *named)
        near = tuple(g for g in groups if g.sentence > sentence.index - _REACH)
        read = tuple(evidence) or tuple(
            e
            for e in self.evidence
            if sentence.span.start - e.sentence.end < 3  # the sentence just before
        )
        return replace(self, groups=near, evidence=read)


def topic(document: Document, mentions: Iterable[Mention], ontology: Ontology) -> IRI | None:
    """The entity that the document is about: the most named one that can act, its title counting thrice."""
    counts: Counter[IRI] = Counter()
    title = document.title.lower()
    for mention in mentions:
        if ontology.is_agent(mention.entity):
            counts[mention.entity] += 3 if mention.text.lower() in title else 1
    if not counts:
        return None
    best, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return best if number >= 2 else None


def groups_of(sentence: Sentence, syntax: Syntax) -> Iterator[Group]:
    """The mentions of a sentence, each alone and each coordination as a whole."""
    for token in syntax.tokens:
        if token.mention is None:
            continue
        mention = sentence.mentions[token.mention]
        subject = _is_subject(token, syntax.tokens)
        alone = (Referent(mention.entity, mention.span),)
        yield Group(sentence.index, token.index, alone, token.tag in {"NNS", "NNPS"}, subject)
        if token.dep != "conj":
            members = [syntax.tokens[i] for i in syntax.conjuncts(token.index)]
            named = [sentence.mentions[t.mention] for t in members if t.mention is not None]
            if len(named) > 1:
                referents = tuple(Referent(m.entity, m.span) for m in named)
                yield Group(sentence.index, members[-1].index, referents, True, subject)


def _is_subject(token: Token, tokens: tuple[Token, ...]) -> bool:
    while token.dep in {"conj", "compound", "poss", "nmod", "amod"}:
        token = tokens[token.head]
    return token.dep in {"nsubj", "nsubjpass"}


@dataclass(frozen=True)
class Resolver:
    """Resolves the phrases of one sentence against it and what came before."""

    ontology: Ontology
    anaphors: dict[str, tuple[IRI, ...]]
    people: frozenset[str]
    history: History
    sentence: Sentence
    syntax: Syntax
    _resolved: dict[tuple[int, tuple[IRI, ...], bool], tuple[Referent, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _grouped: dict[int, tuple[Group, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def resolve(self, index: int, classes: tuple[IRI, ...] = (), direct: bool = True) -> tuple[Referent, ...]:
        """What the token refers to, empty where it is no anaphor or nothing fits.

        `classes` are those wanted, `direct` whether the token itself fills the slot: then "it" is something of the
        classes. "Their symptoms" are, where a condition is wanted, those of the conditions named.

        The token is a pronoun, or a noun (mention or not) that is definite and of a class with anaphors.
        """
        key = (index, classes, direct)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(index, classes, direct)
        return self._resolved[key]

    def _resolve(self, index: int, classes: tuple[IRI, ...], direct: bool) -> tuple[Referent, ...]:
        token = self.syntax.tokens[index]
        word = token.text.lower()
        if word in _SINGULAR:
            return self._nearest(index, plural=False, classes=classes if direct else ())
        if word in _PAIR and token.dep not in {"det", "predet", "cc", "preconj"}:
            return self._pair(index, word)
        if word in _PLURAL:
            if classes and not any(self.ontology.can_act(c) for c in classes):
                return self._of_classes(index, classes)
            return (
                ()
                if self._people_before(index)
                else self._nearest(index, plural=True, classes=classes if direct else ())
            )
        if token.pos == "PRON" and word in {"this", "these"} and not self.sentence.children(index):
            return self._event(None)
        determiner = self._determiner(index)
        if determiner not in _DEFINITE:
            return ()
        return self._definite(token, determiner)

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""
        return self._stands_for(self.syntax.tokens[index]) != ()

    def covers(self, index: int, entity: IRI) -> bool:
        """Whether the generic noun at `index` may stand for the entity."""
        classes = self._stands_for(self.syntax.tokens[index])
        return bool(classes) and self.ontology.instance_of(entity, classes)

    def leading(self) -> tuple[Referent, ...]:
        """The topic of the document, for a subject that is left out."""
        return (Referent(self.history.topic, None),) if self.history.topic else ()

    def implied(self) -> tuple[Referent, ...]:
        """What a clause that leaves its subject out is about: the sentence's own subject, or else the topic."""
        for group in self.groups():
            able = all(
                self.ontology.is_agent(r.entity) and not self.ontology.names_class(r.entity)
                for r in group.referents
            )
            if group.subject and able:
                return group.referents
        return self.leading()

    def salient(self, index: int) -> tuple[Referent, ...]:
        """What a noun that need not say ("daily use") is of: the topic, or what "it" would refer to there."""
        return self.leading() or self._nearest(index, plural=False, classes=())

    # ------------------------------------------------------------------

    def _classes(self, token: Token) -> tuple[IRI, ...]:
        """What a generic noun may stand for; a mention is generic where it names a class, in plain words."""
        if token.mention is not None:
            entity = self.sentence.mentions[token.mention].entity
            if (token.text != token.text.lower() and token.index > 0) or not self.ontology.names_class(
                entity
            ):
                return ()
        return self._stands_for(token)

    def _stands_for(self, token: Token) -> tuple[IRI, ...]:
        lemma = token.lemma.split()[-1] if token.lemma else ""
        return self.anaphors.get(lemma) or self.anaphors.get(lemma.removesuffix("s"), ())

    def _determiner(self, index: int) -> str:
        for child in self.sentence.children(index):
            if child.dep in {"det", "predet"} or (child.dep == "amod" and child.lemma == "such"):
                return child.text.lower()
        return ""

    def _people_before(self, index: int) -> bool:
        """Whether a noun for people stands before the pronoun in the sentence, nearer than any other plural."""
        for token in reversed(self.syntax.tokens[:index]):
            if token.lemma in self.people:
                return True
            if token.mention is not None and token.tag == "NNS":
                entity = self.sentence.mentions[token.mention].entity
                if self.ontology.is_agent(entity):
                    return False
        return False

    def _candidates(self, index: int) -> list[Group]:
        return [*self.history.groups, *self.groups(index)]

    def groups(self, before: int | None = None) -> tuple[Group, ...]:
        """The sentence's groups, up to a token; a phrase that refers back stands for what it refers to."""
        end = len(self.syntax.tokens) if before is None else before
        if end not in self._grouped:
            self._grouped[end] = tuple(sorted(self._groups(end), key=lambda g: g.token))
        return self._grouped[end]

    def _groups(self, end: int) -> Iterator[Group]:
        for group in groups_of(self.sentence, self.syntax):
            if group.token < end:
                referents = self._back(group)
                yield replace(group, referents=referents, plural=len(referents) > 1) if referents else group
        for token in self.syntax.tokens[:end]:
            if token.text.lower() in _SINGULAR | _PLURAL:
                referents = self.resolve(token.index)
                if referents:
                    subject = _is_subject(token, self.syntax.tokens)
                    yield Group(self.sentence.index, token.index, referents, len(referents) > 1, subject)

    def _back(self, group: Group) -> tuple[Referent, ...]:
        """What a group that is one generic noun refers to."""
        generic = len(group.referents) == 1 and self.generic(group.token)
        return self.resolve(group.token) if generic else ()

    def _nearest(self, index: int, plural: bool, classes: tuple[IRI, ...]) -> tuple[Referent, ...]:
        agents = [
            g
            for g in self._candidates(index)
            if (g.plural or len(g.referents) > 1) == plural
            and all(self.ontology.instance_of(r.entity, classes) for r in g.referents)
        ]
        able = [g for g in agents if all(self.ontology.is_agent(r.entity) for r in g.referents)] or agents
        fitting = [
            g for g in able if not any(self.ontology.names_class(r.entity) for r in g.referents)
        ] or able
        for back in range(_REACH):
            near = [g for g in fitting if g.sentence == self.sentence.index - back]
            best = max(
                near,
                key=lambda g: (g.subject, self._topical(g), -g.token if g.subject else g.token),
                default=None,
            )
            if best:
                return best.referents
        return self.leading() if not plural else ()

    def _pair(self, index: int, word: str) -> tuple[Referent, ...]:
        """Both, neither, the former and the latter: of the last two named together."""
        for group in reversed(self._candidates(index)):
            if len(group.referents) == 2:
                return {"former": group.referents[:1], "latter": group.referents[1:]}.get(
                    word, group.referents
                )
        return ()

    def _of_classes(self, index: int, classes: tuple[IRI, ...]) -> tuple[Referent, ...]:
        for group in reversed(self._candidates(index)):
            if len(group.referents) > 1 and all(
                self.ontology.instance_of(r.entity, classes) for r in group.referents
            ):
                return group.referents
        return ()

    def _topical(self, group: Group) -> bool:
        return any(r.entity == self.history.topic for r in group.referents)

    def _definite(self, token: Token, determiner: str) -> tuple[Referent, ...]:
        event = self._event(token) if determiner in _DEMONSTRATIVE else ()
        if event:
            return event
        classes = self._classes(token)
        if not classes:
            return self._namesake(token) if determiner in {"the", "this"} else ()
        own = self._own(token)
        plural = token.tag in {"NNS", "NNPS"}
        said = self._said(classes) if determiner in {"this", "these", "such"} else ()
        said = tuple(r for r in said if r.entity != own and not self.ontology.names_class(r.entity))
        if len(said) > 1 or (said and not plural):
            return said
        if determiner == "the" and (plural or self._specified(token.index)):
            return ()  # "the alkaloids in it", "the compounds": said of the class as a whole
        for group in reversed(self._candidates(token.index)):
            entities = [r.entity for r in group.referents]
            if own in entities or not all(self.ontology.instance_of(e, classes) for e in entities):
                continue
            several = group.plural or len(group.referents) > 1
            if several if plural or determiner in {"both", "neither", "either"} else not several:
                return group.referents
        lead = self.leading()
        fits = lead and not plural and self.ontology.instance_of(lead[0].entity, classes)
        return lead if fits else ()

    def _said(self, classes: tuple[IRI, ...]) -> tuple[Referent, ...]:
        """The things of the classes that the sentence before made claims of, objects before subjects."""
        for side in ("object", "subject"):
            arguments = [getattr(e, side) for e in self.history.evidence]
            found = {a.entity: Referent(a.entity, a.span) for a in arguments}
            fitting = tuple(r for r in found.values() if self.ontology.instance_of(r.entity, classes))
            if fitting:
                return fitting
        return ()

    def _namesake(self, token: Token) -> tuple[Referent, ...]:
        """The last thing whose name ends in the noun: "the extract" after "a methanolic extract of X"."""
        if token.mention is not None and token.text.lower() != token.lemma:
            return ()
        for group in reversed(self._candidates(token.index)):
            label = self.ontology.label(group.referents[0].entity).lower().split()
            if len(group.referents) == 1 and len(label) > 1 and label[-1] == token.lemma:
                return group.referents
        return ()

    def _own(self, token: Token) -> IRI | None:
        return self.sentence.mentions[token.mention].entity if token.mention is not None else None

    def _specified(self, index: int) -> bool:
        return any(c.dep in {"prep", "relcl", "acl"} for c in self.sentence.children(index))

    def _event(self, noun: Token | None) -> tuple[Referent, ...]:
        """The agents of what was just said: "this interaction", or a bare "this"."""
        if noun is None:
            found = self.history.evidence
        else:
            verb = self.syntax.grammar.verb_of.get(noun.lemma)
            found = tuple(e for e in self.history.evidence if verb and verb in e.rule.split("{subject}")[-1])
        unique = {e.subject.entity: e.subject for e in found}
        return tuple(Referent(entity, argument.span) for entity, argument in unique.items())
