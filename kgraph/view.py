"""A claim candidate in its sentence: what the questions of context are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgraph.cues import Match
from kgraph.model import Sentence
from kgraph.ontology import Relation
from kgraph.scope import Node, Tree, between, climb


@dataclass(frozen=True)
class View:
    """A candidate, its words, the way up from them, and the cues of the sentence.

    `nodes` are the wording's words and, unless the claim is presupposed, all above it that can bear on it;
    `ways` the words between the wording and its arguments.
    """

    sentence: Sentence
    tree: Tree
    matches: tuple[Match, ...]
    trigger: int
    path: frozenset[int]
    subject: int | None
    object: int
    relation: Relation
    presupposed: bool
    nodes: tuple[Node, ...] = field(init=False)
    ways: tuple[Node, ...] = field(init=False)

    def __post_init__(self) -> None:
        whole = self.path | {self.trigger}
        object.__setattr__(self, "path", whole)
        object.__setattr__(self, "nodes", tuple(self._nodes()))
        object.__setattr__(self, "ways", tuple(self._ways()))

    def at(self, index: int, *kinds: str) -> tuple[Match, ...]:
        """The cues that touch a token, of the given kinds."""
        return tuple(m for m in self.matches if index in m.tokens and m.kind in kinds)

    def head(self, match: Match) -> int:
        """The token of a cue by which it hangs on the sentence."""
        inside = set(match.tokens)
        return next((t for t in match.tokens if self.tree.tokens[t].head not in inside), match.tokens[0])

    def _nodes(self) -> Iterator[Node]:
        start = Node(self.trigger)
        rest = tuple(Node(i) for i in sorted(self.path - {self.trigger}))
        yield start
        yield from rest
        if not self.presupposed:
            seen = self.path
            yield from (n for n in climb(self.tree, self.trigger)[1:] if n.index not in seen)

    def _ways(self) -> Iterator[Node]:
        """The words between the claim's arguments and its wording, and the arguments."""
        for argument in (self.subject, self.object):
            if argument is None or argument in self.path:
                continue
            conjoined = False
            for index in between(self.tree, argument, self.path):
                yield Node(index, "argument", negates=not conjoined)
                token = self.tree.tokens[index]
                conjoined = conjoined or token.dep == "conj"
