"""What no wording reads, by what annotated texts taught (`kgraph.weights`).

A wording holds one construction; a text has many more. For two names that all wordings leave unread, the features of
the sentence (`kgraph.extractors.features`) tell how likely each relation is. Such readings are less certain than those
of wordings, and say that they are learned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Final, NamedTuple

import numpy as np

from kgraph.arcs import VERBAL
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.features import Features, of_ends
from kgraph.extractors.fillers import Filler
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.patterns import Match, unworded
from kgraph.terms import Relation
from kgraph.weights import ALWAYS, NOTHING, Likelihoods, Scores, Weights

NAME: Final = "learned"
"""The extractor that such evidence names."""

RANDOM_ERROR: Final = 0.4
"""The share of such readings found wrong on texts of which nothing was learned; docs/reading.md, "Learned"."""

LIKELY: Final = 0.4
"""How likely a relation must be to be read."""

_WORTH = 100 * log(0.01)
"""How far below the best score one must not be, by the sentence and the two names, for the way between to be looked at.

It bounds the likelihood. Most pairs are below; of those that are read in the end none was lost on some sixty texts.
"""

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
    """What two entities may be to one another: numbers of relations among those of the weights, and what they add."""

    admitted: list[int]
    scores: Scores


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
            admitted = [
                n
                for n, relation in known
                if fits(subject, relation.subjects)
                and (relation.transitive or fits(object, relation.objects))
            ]
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
        asked = Asked(self.weights, arguments)
        for subject, object in asked.features.pairs():
            entities = subject.argument.entity, object.argument.entity
            ends = self.ends(*entities)
            likely = None
            if ends.admitted and frozenset(entities) not in known:
                likely = asked.likelihoods(subject, object, ends)
            if likely is None:
                continue
            best = max(ends.admitted, key=lambda number: likely[number])
            if likely[best] >= least:
                name = self.weights.relations[best]
                reasons = self.weights.reasons(name, asked.features.telling(subject, object))[:_REASONS]
                relation = self.ontology.relations[self.ontology.expand(name)]
                yield Guess(subject, object, relation, float(likely[best]), reasons)


class Asked:
    """The weights asked about one sentence: what its words and each of its names add up to is worked out once."""

    def __init__(self, weights: Weights, arguments: Arguments) -> None:
        self.weights = weights
        self.features = Features(arguments)
        self._subjects: dict[tuple[int, IRI], Scores] = {}
        self._objects: dict[int, Scores] = {}

    def likelihoods(self, subject: Filler, object: Filler, ends: Ends) -> Likelihoods | None:
        """How likely each relation of the weights is; None where none of the admitted is, by the two names alone."""
        scores = self._of_object(object) + self._of_subject(subject) + ends.scores
        if np.maximum.reduce(scores[ends.admitted]) - np.maximum.reduce(scores) < _WORTH:
            return None
        return self.weights.likelihoods(scores + self.weights.score(self.features.of_way(subject, object)))

    def _of_object(self, object: Filler) -> Scores:
        if object.token not in self._objects:
            features = (ALWAYS, *self.features.of_sentence, *self.features.of_object(object))
            self._objects[object.token] = self.weights.score(features)
        return self._objects[object.token]

    def _of_subject(self, subject: Filler) -> Scores:
        place = subject.token, subject.argument.entity
        if place not in self._subjects:
            self._subjects[place] = self.weights.score(self.features.of_subject(subject))
        return self._subjects[place]


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
