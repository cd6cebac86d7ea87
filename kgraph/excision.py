"""The part of a parsed wording that carries its sense: a small tree of arcs between the slots and the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import heappop, heappush

from kgraph.arcs import Arc
from kgraph.model import Token
from kgraph.syntax import Syntax

_DETOUR = {"own": 1, "doer": 3, "poss": 3, "same": 3, "member": 1, "bears": 3, "p:and": 3}
"""What a chain pays for roles that only repeat or abridge others."""

_ROLE_ORDER = ("subj", "obj", "attr", "to", "comp", "adv", "own", "doer", "poss", "mod", "member", "same")
"""Among chains that cost the same, the plainer role wins."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a wording: the indexes of its words, in order, and the arcs between them and the slots."""

    nodes: tuple[int, ...]
    arcs: tuple[Arc, ...]

    @property
    def shape(self) -> tuple[Arc, ...]:
        """The arcs sorted, any preposition alike: alike for wordings that differ only in their words."""
        return tuple(sorted((head, role.split(":")[0], child) for head, role, child in self.arcs))


def cut(syntax: Syntax, subject: int | None, object: int | None, asked: Set[int] = frozenset()) -> Cut:
    """The smallest tree of arcs that holds the two slots, the words asked for and all that carry the sense.

    Arcs are followed either way; inferred arcs cost more than parsed ones, so the plain reading wins. Auxiliaries,
    articles, people and light verbs that the tree can do without are left out: they are the form of the wording,
    not its sense.

    Raises:
        ValueError: where nothing connects the slots, or a word to them.
    """
    slots = (subject, object)
    words = [t for t in syntax.tokens if t.index not in slots]
    needed = [t.index for t in words if t.index in asked or _carries_sense(syntax, t)]
    if not needed:  # a light verb is all there is
        needed = [t.index for t in words if t.pos == "VERB"]
    steps = _steps(syntax)
    start = needed[0] if needed else object
    if start is None:
        raise ValueError("it says nothing beside its slot")
    reached = {start}
    arcs: dict[Arc, None] = {}
    for goal in (*needed, *slots):
        if goal is not None and goal not in reached:
            chain = _chain(steps, reached, goal)
            if chain is None:
                raise ValueError(f"nothing connects “{syntax.tokens[goal].text}” to the rest")
            arcs.update(dict.fromkeys(chain))
            reached |= {n for head, _, child in chain for n in (head, child)}
    if not arcs:
        raise ValueError("it says nothing beside its slot")
    return Cut(tuple(sorted(n for n in reached if n not in slots)), tuple(arcs))


def _carries_sense(syntax: Syntax, token: Token) -> bool:
    if token.lemma == "instead" and syntax.tokens[token.head].lemma == "of":  # the arc says so
        return False
    if token.dep in {"neg", "advmod", "prt"} or syntax.negates(token.index):
        return True
    if token.pos == "VERB":
        return token.lemma not in syntax.grammar.light
    return token.pos in {"NOUN", "ADJ"} and token.lemma not in syntax.grammar.people | {"other", "such"}


_Steps = Mapping[int, Sequence[tuple[int, int, Arc]]]
"""By token, (cost, the token at the other end, arc) of each arc that touches it, the plainest first."""


def _steps(syntax: Syntax) -> _Steps:
    found: defaultdict[int, list[tuple[int, int, Arc]]] = defaultdict(list)
    for arc, own in sorted(syntax.arcs.items(), key=lambda item: (item[1], _order(item[0][1]), item[0])):
        cost = own + 2 + _DETOUR.get(arc[1], 0)
        found[arc[0]].append((cost, arc[2], arc))
        found[arc[2]].append((cost, arc[0], arc))
    return found


def _chain(steps: _Steps, starts: Set[int], goal: int) -> tuple[Arc, ...] | None:
    """The cheapest chain of arcs from any of the starts to the goal (Dijkstra 1959)."""
    best: dict[int, tuple[int, tuple[Arc, ...]]] = dict.fromkeys(starts, (0, ()))
    queue = [(0, start) for start in sorted(starts)]
    while queue:
        total, node = heappop(queue)
        if node == goal:
            return best[node][1]
        for cost, other, arc in steps.get(node, ()):
            if other not in best or total + cost < best[other][0]:
                best[other] = (total + cost, (*best[node][1], arc))
                heappush(queue, (total + cost, other))
    return None


def _order(role: str) -> int:
    return _ROLE_ORDER.index(role) if role in _ROLE_ORDER else 4
