"""The running total of polarity and certainty while cues are weighed one after another."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.cues import Match
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import KG, local_name

_CERTAINTY = local_name(KG.certainty)
_DENYING = local_name(KG.denying)
_CONCORD = local_name(KG.concord)


def rank(certainty: Certainty) -> int:
    """How weak a certainty is."""
    return certainty.rank


@dataclass(frozen=True, slots=True)
class Commitment:
    """Polarity, certainty, and the cues that say so, in order of the text."""

    polarity: Polarity
    certainty: Certainty
    cues: tuple[Match, ...]


class Scale:
    """The running total while the way up is walked; `open` once a word of knowledge has been passed."""

    def __init__(self) -> None:
        self.certainty = self.reported = Certainty.CERTAIN
        self.negated = False
        self.open = False
        self.concord = False
        self.used: dict[Match, None] = {}

    def weaken(self, match: Match, value: str = "") -> None:
        """The weakest certainty wins."""
        name = local_name(value or match.word.value).lower()
        if name not in set(Certainty):
            return
        self.used[match] = None
        if match.kind in {"Report", "Belief"}:
            self.reported = max(self.reported, Certainty(name), key=rank)
        else:
            self.certainty = max(self.certainty, Certainty(name), key=rank)

    def negate(self, match: Match, *, opened: bool = False, outer: bool = False) -> None:
        """Deny what is below, or leave it open where knowledge of it is what is denied.

        "Neither" and "nor" only repeat a negation that is there already. A denial from an outer clause of what
        is denied already is less than a plain affirmation.
        """
        if match in self.used:
            return
        self.used[match] = None
        weak = match.feature(_CONCORD) == "true"
        if self.negated and (weak or self.concord):
            self.concord = self.concord and weak
            return
        self.concord = weak
        if match.feature(_DENYING) == "true":
            # whoever calls another's belief wrong does not share its doubts
            self.reported, self.open = Certainty.CERTAIN, False
        if self.open or opened or (outer and self.certainty is Certainty.UNCOMMITTED):
            self.certainty = Certainty.UNCOMMITTED
        else:
            if self.negated and outer:
                self.certainty = max(self.certainty, Certainty.PROBABLE, key=rank)
            self.negated = not self.negated
        if hedge := match.feature(_CERTAINTY):
            self.weaken(match, hedge)

    def result(self) -> Commitment:
        """What it adds up to."""
        polarity = Polarity.NEGATED if self.negated else Polarity.AFFIRMED
        certainty = max(self.certainty, self.reported, key=rank)
        return Commitment(polarity, certainty, tuple(sorted(self.used, key=lambda m: m.span)))
