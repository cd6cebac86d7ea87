"""A claim candidate in its sentence: what the questions of context are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kgraph.cues import CueIndex, Match
from kgraph.model import Document, Sentence, Token
from kgraph.scope import Node, Tree, between, climb
from kgraph.terms import Relation

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_PREDICATIVE = frozenset({"ccomp", "xcomp", "oprd", "attr"})
_WITHIN = frozenset({"acl", "amod"})
_VERBS = frozenset({"VERB", "AUX"})
_SHARES = frozenset({"%", "percent", "half", "third", "quarter", "majority"})


def counted(noun: Token) -> bool:
    """Whether a noun is a number of people: "67%", "forty-one", "a third", "one in five"."""
    ending = noun.lemma == "one" and noun.tag == "NN"  # as the parser takes "forty-one"
    return ending or noun.pos in {"NUM", "SYM"} or noun.lemma in _SHARES


@dataclass(frozen=True)
class View:
    """A candidate, its words, the way up from them, and the cues of the sentence, in order and by token.

    `path` are the words that say the relation; `wording` those of them whose own cues are left to it, none where the
    caller names no path. `nodes` are the path and, unless the claim is presupposed, all above it that can bear on it;
    `ways` the words between the path and the claim's arguments. `presupposed` is what the caller says, mended: a
    noun phrase that a verb predicates or reports is asserted, one that holds the whole claim is not.
    """

    sentence: Sentence
    tree: Tree
    matches: tuple[Match, ...]
    touching: Mapping[int, tuple[Match, ...]]
    modifying: Mapping[int, tuple[tuple[Match, Token], ...]]
    trigger: int
    path: frozenset[int]
    subject: int | None
    object: int
    relation: Relation
    presupposed: bool
    document: Document
    index: CueIndex
    wording: frozenset[int] = field(init=False)
    nodes: tuple[Node, ...] = field(init=False)
    ways: tuple[Node, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "wording", self.path | {self.trigger} if self.path else self.path)
        object.__setattr__(self, "path", self.path | {self.trigger})
        object.__setattr__(self, "presupposed", self._presupposed())
        object.__setattr__(self, "nodes", tuple(self._nodes()))
        object.__setattr__(self, "ways", tuple(self._ways()))

    @property
    def arguments(self) -> frozenset[int]:
        """The tokens of the subject, where it stands in the sentence, and the object."""
        return frozenset({self.object} if self.subject is None else {self.subject, self.object})

    def at(self, index: int, *kinds: str) -> tuple[Match, ...]:
        """The cues that touch a token, of the given kinds."""
        found = self.touching.get(index)
        return tuple([m for m in found if m.word.kind in kinds]) if found else ()

    def head(self, match: Match) -> int:
        """The token of a cue by which it hangs on the sentence."""
        return match.head(self.tree.tokens)

    def _presupposed(self) -> bool:
        top = self.tree.common(self.path | self.arguments)
        token = self.tree.tokens[top]
        if self._predicated(top) or self._predicated(self.trigger):
            return False
        if self.subject is None or (token.dep == "dobj" and self.at(token.head, "Report")):
            return False
        return self.presupposed or self._within_a_phrase(self.subject)

    def _predicated(self, index: int) -> bool:
        """Whether a verb ascribes the word to something; "there is" only says that it exists."""
        token = self.tree.tokens[index]
        return token.dep in _PREDICATIVE and self.tree.child(token.head, "expl") is None

    def _within_a_phrase(self, subject: int) -> bool:
        """Whether one noun is above subject and wording, with no clause between; lists may reach further."""
        words = self.path | {subject}
        top = self.tree.common(words)
        ways = (i for start in words for i in between(self.tree, start, frozenset({top})))
        tokens = self.tree.tokens
        inside = all(tokens[i].pos not in _VERBS or tokens[i].dep in _WITHIN for i in ways if i != top)
        clause = self.tree.child(top, "nsubj", "nsubjpass") is not None
        return inside and tokens[top].pos in _NOMINAL and not clause

    def _nodes(self) -> Iterator[Node]:
        yield Node(self.trigger)
        yield from (Node(i) for i in sorted(self.path - {self.trigger}))
        if self.presupposed:
            return
        way = climb(self.tree, self.trigger)
        top = self.tree.tokens[way[-1].index]
        if self.subject is None and top.dep == "acl":
            # "an option for those seeking relief": a subject left out is that of the clause around it
            way += tuple(replace(n, negates=False) for n in climb(self.tree, top.head))
        yield from (n for n in way[1:] if n.index not in self.path)

    def _ways(self) -> Iterator[Node]:
        """The words between the claim's arguments and its wording, and the arguments."""
        for argument in sorted(self.arguments - self.path):
            conjoined = False
            for index in between(self.tree, argument, self.path):
                yield Node(index, "argument", negates=not conjoined)
                conjoined = conjoined or self.tree.tokens[index].dep == "conj"
