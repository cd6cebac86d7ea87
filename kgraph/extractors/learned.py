"""What no wording reads, by what annotated texts taught (`kgraph.weights`).

A wording holds one construction; a text has many more. For two names that all wordings leave unread, the features of
the sentence (`kgraph.extractors.features`) tell how likely each relation is. Such readings are less certain than those
of wordings, and say that they are learned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kgraph.arcs import VERBAL
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.features import Features, of_ends
from kgraph.extractors.fillers import Filler
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.patterns import Match, unworded
from kgraph.terms import Relation
from kgraph.weights import ALWAYS, NOTHING, Scores, Weights

NAME: Final = "learned"
"""The extractor that such evidence names."""

RANDOM_ERROR: Final = 0.4
"""The share of such readings found wrong on texts of which nothing was learned; docs/reading.md, "Learned"."""

LIKELY: Final = 0.5
"""How likely a relation must be to be read: rather so than not."""

_WORTH = 100 * log(0.04)
"""How far below the best score one must not be, by the sentence and the two names, for the way between to be looked at.

It bounds the likelihood. Four pairs in five are below; of those that are read in the end none was lost on 150 texts.
"""

_NEVER = -1_000_000
"""A score that no relation has."""

_REASONS = 3
"""How many features a reading names as its rule."""


class Guess(NamedTuple):
    """A relation that two names of a sentence may stand in, how likely, and the features that speak most for it."""

    subject: Filler
    object: Filler
    relation: Relation
    likelihood: float
    reasons: tuple[str, ...]


class Ends(NamedTuple):
    """What two entities may be to one another: of each relation of the weights whether it may be, and what they add."""

    admitted: NDArray[np.bool_]
    scores: Scores


_Asked = tuple[Filler, Filler, Ends]


@dataclass(frozen=True)
class Learned:
    """The weights of an ontology, ready to be asked for the relations of its names; `ends` tells of two entities."""

    ontology: Ontology
    weights: Weights
    ends: Callable[[IRI, IRI], Ends]

    @classmethod
    def of(cls, ontology: Ontology) -> Learned:
        """What the ontology was taught, which may be nothing."""
        named = enumerate(ontology.weights.relations)
        known = [(n, ontology.relations[ontology.expand(name)]) for n, name in named if name != NOTHING]

        @lru_cache(maxsize=20_000)  # texts name the same things again and again
        def ends(subject: IRI, object: IRI) -> Ends:
            fits = ontology.instance_of
            admitted = np.zeros(len(ontology.weights.relations), dtype=np.bool_)
            for n, relation in known:
                takes = relation.transitive or fits(object, relation.objects)
                admitted[n] = takes and fits(subject, relation.subjects)
            return Ends(admitted, ontology.weights.score(of_ends(subject, object, ontology)))

        return cls(ontology, ontology.weights, ends)

    def unread(self, read: Collection[Candidate], arguments: Arguments) -> Iterator[Candidate]:
        """The likeliest relation of each two names that are in no claim read together, where it is likely enough.

        Two names stand in one relation, the likelier way round.
        """
        known = {frozenset((c.subject.argument.entity, c.object.argument.entity)) for c in read}
        for guess in sorted(self.guesses(arguments, known), key=lambda guess: -guess.likelihood):
            ends = frozenset((guess.subject.argument.entity, guess.object.argument.entity))
            if ends not in known:
                known.add(ends)
                yield _claim(guess, arguments)

    def guesses(
        self, arguments: Arguments, known: Set[frozenset[IRI]] = frozenset(), least: float = LIKELY
    ) -> Iterator[Guess]:
        """The likeliest relation of each two names, where it is at least so likely, in order of the text.

        `known` are pairs not to ask for.
        """
        if not self.weights.by_feature:
            return
        features = Features(arguments)
        asked = [
            (subject, object, ends)
            for subject, object in features.pairs()
            for entities in [(subject.argument.entity, object.argument.entity)]
            for ends in [self.ends(*entities)]
            if ends.admitted.any() and frozenset(entities) not in known
        ]
        for (subject, object, ends), scores in self._promising(asked, features):
            likely = self.weights.likelihoods(scores + self.weights.score(features.of_way(subject, object)))
            best = int(np.argmax(np.where(ends.admitted, likely, 0)))
            if likely[best] >= least:
                name = self.weights.relations[best]
                reasons = self.weights.reasons(name, features.telling(subject, object))[:_REASONS]
                relation = self.ontology.relations[self.ontology.expand(name)]
                yield Guess(subject, object, relation, float(likely[best]), reasons)

    def _promising(self, asked: Sequence[_Asked], features: Features) -> Iterator[tuple[_Asked, Scores]]:
        """Those pairs, with their scores, that may come to something by the sentence and the two names alone."""
        if not asked:
            return
        score = self.weights.score
        here = score((ALWAYS, *features.of_sentence))
        objects = {object.token: object for _, object, _ in asked}
        subjects = {(subject.token, subject.argument.entity): subject for subject, _, _ in asked}
        of_object = {token: here + score(features.of_object(each)) for token, each in objects.items()}
        of_subject = {place: score(features.of_subject(each)) for place, each in subjects.items()}
        scores = np.array([of_object[object.token] for _, object, _ in asked])
        scores += [of_subject[subject.token, subject.argument.entity] for subject, _, _ in asked]
        scores += [ends.scores for _, _, ends in asked]
        admitted = np.where([ends.admitted for _, _, ends in asked], scores, _NEVER)
        worth = admitted.max(axis=1) - scores.max(axis=1) >= _WORTH
        yield from ((pair, own) for pair, own, is_worth in zip(asked, scores, worth, strict=True) if is_worth)


def _claim(guess: Guess, arguments: Arguments) -> Candidate:
    subject, object = guess.subject, guess.object
    trigger = _trigger(subject.token, object.token, arguments)
    form = f"{NAME} ({guess.likelihood:.2f}): {'; '.join(guess.reasons)}"
    place = subject.token if subject.token >= 0 else None
    word = arguments.syntax.tokens[trigger].lemma
    match = Match(unworded(guess.relation, form, word), place, object.token, (), 0)
    return Candidate(guess.relation, subject, object, match, trigger, presupposed=False)


def _trigger(subject: int, object: int, arguments: Arguments) -> int:
    """The verb under which the two meet, or else the object: whatever is above that may bear on the claim too."""
    syntax = arguments.syntax
    above = list(syntax.up(object))[1:]
    meeting = above if subject < 0 else [at for at in syntax.up(subject) if at in above]
    verb = next((at for at in meeting if syntax.tokens[at].pos in VERBAL), object)
    return verb if subject < 0 or meeting[:1] == [verb] else object
