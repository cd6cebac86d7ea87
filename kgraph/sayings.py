"""Which sentences that name nothing may still claim something: "it slows the breathing"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from kgraph.expressions import BARE, MANY, SINGULAR
from kgraph.patterns import Pattern

_WORD = re.compile(r"[^\W\d_]+")
_KEY = 4
"""How many letters of a lemma its forms begin with, irregular ones aside."""

_PRONOUNS = SINGULAR | MANY | BARE | {"both"}
_MANY = 20
"""Of so many words one is in nearly every sentence, and so is one of these."""

_COMMON = frozenset({"be", "do", "have", "not", "one"})


@dataclass(frozen=True)
class Sayings:
    """The wordings that say their object by themselves, by the beginnings of their words.

    `first` gives for the beginning of a wording's rarest word what its other words begin with; `referring` are the
    words by which a sentence may speak of what was named before.
    """

    first: Mapping[str, tuple[tuple[frozenset[str], ...], ...]]
    referring: frozenset[str]

    @classmethod
    def of(cls, patterns: Iterable[Pattern], anaphors: Set[str]) -> Sayings:
        """The sayings among the patterns; `anaphors` are the nouns that refer back to something."""
        asked = [
            [frozenset(map(_key, words)) for words in p.words if len(words) < _MANY and not words & _COMMON]
            for p in patterns
            if p.wording.fixed is not None
        ]
        counts = Counter(key for nodes in asked for node in nodes for key in node)
        first: defaultdict[str, set[tuple[frozenset[str], ...]]] = defaultdict(set)
        for nodes in asked:
            rarest, *others = sorted(nodes, key=lambda node: sum(counts[key] for key in node)) or [
                frozenset()
            ]
            for key in rarest:
                first[key].add(tuple(others))
        return cls({key: tuple(found) for key, found in first.items()}, _PRONOUNS | anaphors)

    def may_be_in(self, text: str) -> bool:
        """Whether a text may hold one of them, said of something that it refers to."""
        words = {word.lower() for word in _WORD.findall(text)}
        if self.referring.isdisjoint(words):
            return False
        begun = {word[:length] for word in words for length in range(2, _KEY + 1)}
        return any(
            all(not node.isdisjoint(begun) for node in others)
            for key in self.first.keys() & begun
            for others in self.first[key]
        )


def _key(lemma: str) -> str:
    return lemma[:_KEY].removesuffix("y") if len(lemma) > 2 else lemma
