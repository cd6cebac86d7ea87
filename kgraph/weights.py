"""What annotated texts taught: how much each feature of two names in a sentence speaks for each relation between them.

A log-linear (maximum entropy) model over features of words, parse and classes, after Kambhatla, "Combining lexical,
syntactic, and semantic features with maximum entropy models for extracting relations" (ACL 2004).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Final

import numpy as np
from numpy.typing import NDArray

NOTHING: Final = "-"
"""Stands in place of a relation for: nothing is said of the two."""

ALWAYS: Final = "always"
"""The feature that any two names have."""

Scores = NDArray[np.int64]
"""What features add up to for each of the `relations`, in hundredths: whole numbers, so that their order is all one."""

Likelihoods = NDArray[np.float64]
"""How likely each of the `relations` is, 0 to 1, together 1."""


@dataclass(frozen=True)
class Weights:
    """For each feature, what it adds to the score of each relation that it bears on; relations are CURIEs.

    Weights have two decimals.

    >>> taught = Weights({"word ease": {"x:eases": 2.0, NOTHING: -1.0}})
    >>> taught.relations
    ('-', 'x:eases')
    >>> taught.likelihoods(taught.score(["word ease", "word not taught"])).round(2).tolist()
    [0.05, 0.95]
    """

    by_feature: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """Every relation that a feature bears on, sorted; `NOTHING` among them."""
        return tuple(sorted({name for weights in self.by_feature.values() for name in weights}))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {feature: row for row, feature in enumerate(self.by_feature)}

    @cached_property
    def _table(self) -> Scores:
        place = {name: number for number, name in enumerate(self.relations)}
        table = np.zeros((len(self.by_feature), len(place)), dtype=np.int64)
        for row, weights in enumerate(self.by_feature.values()):
            for name, weight in weights.items():
                table[row, place[name]] = round(100 * weight)
        return table

    def score(self, features: Iterable[str]) -> Scores:
        """What the features add up to; those that were not taught add nothing, one told twice counts twice."""
        rows = self._rows
        known = [rows[feature] for feature in features if feature in rows]
        found: Scores = np.add.reduce(self._table[known], axis=0)  # quicker than `sum`, for so few
        return found

    def likelihoods(self, scores: Scores) -> Likelihoods:
        """The softmax of the scores."""
        powers = np.exp((scores - scores.max()) / 100)
        found: Likelihoods = powers / powers.sum()
        return found

    def reasons(self, relation: str, features: Sequence[str]) -> tuple[str, ...]:
        """Those of the features that speak for the relation rather than for nothing, the strongest first."""

        def speaks(feature: str) -> float:
            weights = self.by_feature.get(feature, {})
            return weights.get(relation, 0.0) - weights.get(NOTHING, 0.0)

        found = {feature: speaks(feature) for feature in features if feature != ALWAYS}
        return tuple(sorted((f for f in found if found[f] > 0), key=lambda f: (-found[f], f)))


def parse(lines: Iterable[str]) -> Weights:
    """The weights that a file lists: a feature, then relation and weight by turns, parted by tabs.

    Raises:
        ValueError: a line that is not so, or that tells of a feature again; the text says which line and why.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in enumerate(lines, 1):
        feature, *pairs = line.rstrip("\n").split("\t")
        if not feature or not pairs or len(pairs) % 2 or feature in found:
            reason = (
                "tells of a feature again" if feature in found else "is no feature with relations and weights"
            )
            raise ValueError(number, reason)
        try:
            found[feature] = dict(zip(pairs[::2], map(_finite, pairs[1::2]), strict=True))
        except ValueError as error:
            raise ValueError(number, f"has a weight that is no number: {error}") from None
    return Weights(found)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def lines(weights: Weights) -> Iterator[str]:
    r"""The lines of such a file, sorted.

    >>> list(lines(Weights({"word ease": {"x:eases": 2.0, "-": -1.0}})))
    ['word ease\t-\t-1\tx:eases\t2']
    """
    for feature, taught in sorted(weights.by_feature.items()):
        yield "\t".join([feature, *(part for name in sorted(taught) for part in (name, f"{taught[name]:g}"))])
