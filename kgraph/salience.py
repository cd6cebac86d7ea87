"""Which of the things named so far a phrase is most likely to mean.

A salience ranking in the manner of Lappin & Leass (1994): same sentence before earlier ones, subjects before
other roles, the document's topic where nothing nearer fits; number, animacy and class must agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from kgraph.antecedents import REACH, Group, History, Referent
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.terms import Classes

Referents = tuple[Referent, ...]
"""What a phrase refers to, in order of the text; empty where it refers to nothing known."""

_HISTORY = -1
"""Stands for the word, where what the sentences before named is ranked."""


@dataclass(frozen=True)
class Named:
    """What the sentences before have named, and one sentence up to a word.

    `sentence` is the number of that sentence, `groups` gives its groups before a token index (None for all),
    `people` are the nouns for people; what is ranked is kept in `tiers`, by the word and the number asked for.
    """

    ontology: Ontology
    history: History
    sentence: int
    groups: Callable[[int | None], tuple[Group, ...]]
    people: Set[str]
    tiers: dict[tuple[int, bool], tuple[list[Group], ...]] = field(repr=False, compare=False)

    def before(self, index: int, but: Set[int] = frozenset()) -> list[Group]:
        """Everything named before a token, in order of the text, but for the sentence's own tokens in `but`."""
        return [*self.history.groups, *(group for group in self.groups(index) if group.token not in but)]

    def are_all(self, referents: Iterable[Referent], classes: Classes) -> bool:
        """Whether all of them are of the classes."""
        return all(self.ontology.instance_of(r.entity, classes) for r in referents)

    # ── Without a phrase to agree with ─────────────────────────────────────────────────────────────────────────────

    def leading(self) -> Referents:
        """The topic, or until that is named, what acts and is named most; without a topic, the one such thing."""
        topic, seen = self.history.topic, self.history.seen
        named = [] if topic in seen else list(self._particular(self.history.groups))
        counts = Counter(referent.entity for referent in named)
        if topic and not named:
            return (Referent(topic, None),)
        if topic or len(counts) == 1:
            return (max(named, key=lambda referent: counts[referent.entity]),)
        return ()

    def leading_of(self, classes: Classes) -> Referents:
        """The same, where it is of the classes."""
        lead = self.leading()
        return lead if self.are_all(lead, classes) else ()

    def acting(self, index: int | None) -> Referents:
        """The subject of the sentence that acts and is no class of things, before a token or anywhere."""
        fitting = (g for g in self.groups(index) if g.subject and self._acts(g) and not self._classlike(g))
        return next((group.referents for group in fitting), ())

    def undergoing(self, index: int | None) -> Referents:
        """The last thing of the sentence, before a token, that something is done to and that acts itself."""
        # what stands right before the token belongs to it: "the X content"
        before = () if index is None else self.groups(max(index - 1, 0))
        return self._last([group for group in before if group.object])

    # ── By number and class ────────────────────────────────────────────────────────────────────────────────────────

    def nearest(self, index: int, plural: bool, classes: Classes) -> Referents:
        """The most salient of what acts and is no class of things, as far as there is any such."""
        for tier in self._ranked(index, plural):
            best = next((group for group in tier if self.are_all(group.referents, classes)), None)
            far = best is not None and best.sentence < self.sentence - 1
            if best and not plural and (far or self._aside(best)) and (lead := self.leading_of(classes)):
                return lead
            if best:
                near = best.sentence > self.sentence - REACH
                return best.referents if near else () if plural else self.leading()
        return self.leading() if not plural else self._titled(classes)

    def nearest_subject(self, index: int, classes: Classes) -> Referents:
        """The most salient of the classes that something was said of: who does something did something before."""
        ranked = (group for tier in self._ranked(index, plural=False) for group in tier if group.subject)
        return next((group.referents for group in ranked if self.are_all(group.referents, classes)), ())

    def _titled(self, classes: Classes) -> Referents:
        """The two things that the title names, where they are of the classes."""
        return self.history.titled if self.are_all(self.history.titled, classes) else ()

    def _ranked(self, index: int, plural: bool) -> tuple[list[Group], ...]:
        """The groups of a number that name nobody, the nearest and most salient first.

        Those that act before those that do not, and among either those that are no classes of things first.
        """
        asked = index, plural
        if asked not in self.tiers:
            earlier = _HISTORY, plural
            if earlier not in self.tiers:  # the same for every word
                self.tiers[earlier] = self._tiered(self.history.groups, plural)
            both = zip(self._tiered(self.groups(index), plural), self.tiers[earlier], strict=True)
            self.tiers[asked] = tuple([*own, *before] for own, before in both)
        return self.tiers[asked]

    def _tiered(self, groups: Iterable[Group], plural: bool) -> tuple[list[Group], ...]:
        tiers: tuple[list[Group], ...] = ([], [], [], [])
        for group in groups:
            if (group.plural or len(group.referents) > 1) == plural and not self._person(group):
                tiers[self._tier(group)].append(group)
        for tier in tiers:
            tier.sort(key=lambda group: (group.sentence, self._salience(group)), reverse=True)
        return tiers

    def _tier(self, group: Group) -> int:
        """How little a group is likely to be meant; a member of a list by itself, or what is only ascribed, least."""
        apart = group.joined and self._acts(group) and not self._topical(group)
        return 3 if group.ascribed or apart else 2 * (not self._acts(group)) + self._classlike(group)

    def _salience(self, group: Group) -> tuple[bool, bool, int]:
        """Subjects first, then the topic; of several subjects the first, of anything else the last."""
        return group.subject, self._topical(group), -group.token if group.subject else group.token

    def _aside(self, group: Group) -> bool:
        """Whether a sentence before named it in passing: neither as its subject nor as what something is done to."""
        return group.sentence < self.sentence and not (group.subject or group.object)

    def _topical(self, group: Group) -> bool:
        return any(r.entity == self.history.topic for r in group.referents)

    def several_of(self, index: int, classes: Classes) -> Referents:
        """The last list of things of the classes."""
        for group in reversed(self.before(index)):
            if len(group.referents) > 1 and self.are_all(group.referents, classes):
                return group.referents
        return ()

    def last_of(
        self, index: int, classes: Classes, several: bool, own: IRI | None, but: Set[int]
    ) -> Referents:
        """The last of the classes and the number, but for one entity and the sentence's tokens in `but`.

        Of one thing in the sentences before, the last that was a subject or is the topic, if there is any; of what
        was only named in passing, none before the topic.
        """
        last: Referents = ()
        aside: Referents = ()
        for group in reversed(self.before(index, but)):
            if any(r.entity == own for r in group.referents) or not self.are_all(group.referents, classes):
                continue
            if self._classlike(group):
                aside = aside or group.referents
                continue
            if (group.plural or len(group.referents) > 1) == several:
                if several or group.sentence == self.sentence or group.subject or self._topical(group):
                    return group.referents
                if group.object:
                    last = last or group.referents
                else:
                    aside = aside or group.referents
        return last or self.leading_of(classes) or aside

    def said(self, classes: Classes) -> Referents:
        """The things of the classes that the sentence before made claims of, objects before subjects."""
        events = self.history.events
        for side in ([e.object for e in events], [e.agent for e in events]):
            found = {referent.entity: referent for referent in side}
            fitting = tuple(r for r in found.values() if self.are_all((r,), classes))
            if fitting:
                return fitting
        return ()

    # ── Two of them ────────────────────────────────────────────────────────────────────────────────────────────────

    def pair(self, index: int) -> Referents:
        """The last two named together, or said to be in a relation, or else the only two named."""
        if together := _last_pair([group for group in self.before(index) if self._acts(group)]):
            return together
        for event in self.history.events:  # "X interacts with Y. The two …"
            both = (event.agent, event.object)
            if all(self.ontology.is_agent(r.entity) for r in both):
                return both
        return self._two_apart(index) or self.history.titled

    def together(self, index: int, number: int) -> Referents:
        """The last so many that were named together."""
        lists = (g.referents for g in reversed(self.before(index)) if len(g.referents) == number)
        return next(lists, ())

    def pair_here(self, index: int) -> Referents:
        """The last two named together in the sentence, or else the last two of it that act."""
        groups = self.groups(index)
        if together := _last_pair(groups):
            return together
        acting = [g.referents[0] for g in reversed(groups) if len(g.referents) == 1 and self._acts(g)]
        last = tuple({r.entity: r for r in acting}.values())[:2]
        return last[::-1] if len(last) == 2 else ()

    def last_here(self, index: int) -> Referents:
        """The last thing of the sentence that acts: in "she was given X, and that did it", X."""
        return self._last(self.groups(index))

    def _last(self, groups: Sequence[Group]) -> Referents:
        return next(((referent,) for referent in self._particular(reversed(groups))), ())

    def pair_of(self, index: int, classes: Classes) -> Referents:
        """The last two of the classes that were named together, particular ones before classes of things."""
        twos = [g for g in reversed(self.before(index)) if len(g.referents) == 2]
        fitting = sorted((g for g in twos if self.are_all(g.referents, classes)), key=self._named_classes)
        return fitting[0].referents if fitting else self._titled(classes)

    def only_two_of(self, index: int, classes: Classes, but: Set[int]) -> Referents:
        """The only two things of the classes among what was named apart, but for the sentence's tokens in `but`."""
        return self._only_two(self.before(index, but), classes)

    def _named_classes(self, group: Group) -> int:
        return sum(self.ontology.names_class(r.entity) for r in group.referents)

    def _two_apart(self, index: int) -> Referents:
        """The only two things that act among what was named apart, the topic one of them where there is one."""
        both, topic = self._only_two(self.before(index), ()), self.history.topic
        return both if topic is None or any(r.entity == topic for r in both) else ()

    def _only_two(self, groups: Iterable[Group], classes: Classes) -> Referents:
        found = {r.entity: r for r in self._particular(groups) if self.are_all((r,), classes)}
        return tuple(found.values()) if len(found) == 2 else ()

    # ── By a noun ──────────────────────────────────────────────────────────────────────────────────────────────────

    def made_of(self, index: int, noun: str) -> Referents:
        """What a noun names together with the name of what was spoken of: after "X", "the tea" is X tea."""
        groups = (g for g in reversed(self.before(index)) if len(g.referents) == 1 and self._acts(g))
        for referent in (*(group.referents[0] for group in groups), *self.leading()):
            entity = self.ontology.labelled(f"{self.ontology.label(referent.entity)} {noun}")
            if entity is None or entity == referent.entity:
                continue
            if self.ontology.is_broader(referent.entity, entity):
                return (referent._replace(entity=entity),)
        return ()

    def namesake(self, index: int, noun: str) -> Referents:
        """The last thing whose name ends in the noun: "the extract" after "an alcoholic extract of X"."""
        for group in reversed(self.before(index)):
            label = self.ontology.label_words(group.referents[0].entity)
            if len(group.referents) == 1 and label[1:][-1:] == (noun,):
                return group.referents
        return ()

    def one_of(self, index: int, cls: IRI) -> Referents:
        """The particular thing that "this C" is, where the words before name one of the class's kind as a subject."""
        for group in reversed(self.before(index)):
            if group.subject and len(group.referents) == 1 and group.sentence < self.sentence:
                one = group.referents[0].entity
                fits = not self.ontology.names_class(one) and self.ontology.same_kind(one, cls)
                return group.referents if fits else ()
        return ()

    # ── Of a group ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _particular(self, groups: Iterable[Group]) -> Iterable[Referent]:
        """What was named by itself, acts, and is no class of things."""
        alone = (g.referents[0] for g in groups if len(g.referents) == 1 and self._acts(g))
        return (referent for referent in alone if not self.ontology.names_class(referent.entity))

    def _acts(self, group: Group) -> bool:
        return all(self.ontology.is_agent(r.entity) for r in group.referents)

    def _person(self, group: Group) -> bool:
        """Whether the group names somebody, whom "it" cannot be, nor "they" before anything else."""
        words = self.ontology.label_words
        return any(not self.people.isdisjoint(words(r.entity)[-1:]) for r in group.referents)

    def _classlike(self, group: Group) -> bool:
        names, wide = self.ontology.names_class, self.ontology.has_narrower
        return any(names(r.entity) and wide(r.entity) for r in group.referents)


def _last_pair(groups: Sequence[Group]) -> Referents:
    """The last two named together."""
    return next((group.referents for group in reversed(groups) if len(group.referents) == 2), ())
