"""The part of a parsed wording that carries its sense: a small tree of arcs between the slots and the words."""

from __future__ import annotations

from kgraph.arcs import Arc
from kgraph.model import Token
from kgraph.syntax import Syntax

_DETOUR = {"own": 1, "doer": 3, "poss": 3, "same": 3, "member": 3, "bears": 3}
"""What a chain pays for roles that only repeat or abridge others."""

_ROLE_ORDER = ("subj", "obj", "attr", "to", "comp", "adv", "own", "doer", "poss", "mod", "member", "same")
"""Among chains that cost the same, the plainer role wins."""


def cut(syntax: Syntax, subject: int | None, object: int) -> tuple[tuple[int, ...], tuple[Arc, ...]]:
    """The smallest tree of arcs that holds the two slots and every word that carries the sense.

    Returns the token indexes of its words, and its arcs. Arcs are followed either way; inferred arcs cost more
    than parsed ones, so the plain reading wins. Auxiliaries, articles, people and light verbs that the tree can do
    without are left out: they are the form of the wording, not its sense.

    Raises:
        ValueError: where nothing connects the slots, or a word to them.
    """
    words = [t for t in syntax.tokens if t.index not in (subject, object)]
    needed = [t.index for t in words if _carries_sense(syntax, t)]
    if not needed:  # a light verb is all there is
        needed = [t.index for t in words if t.pos == "VERB"]
    reached = {needed[0] if needed else object}
    arcs: list[Arc] = []
    for goal in (*needed, subject, object):
        if goal is not None and goal not in reached:
            arcs += _chain(syntax, reached, goal)
            reached |= {n for head, _, child in arcs for n in (head, child)}
    return tuple(sorted(n for n in reached if n not in (subject, object))), tuple(dict.fromkeys(arcs))


def _carries_sense(syntax: Syntax, token: Token) -> bool:
    if token.dep in {"neg", "advmod"} or syntax.negates(token.index):
        return True
    if token.pos == "VERB":
        return token.lemma not in syntax.grammar.light
    return token.pos in {"NOUN", "ADJ"} and token.lemma not in syntax.grammar.people | {"other", "such"}


def _chain(syntax: Syntax, starts: set[int], goal: int) -> tuple[Arc, ...]:
    """The cheapest chain of arcs from any of the starts to the goal."""
    best: dict[int, tuple[int, tuple[Arc, ...]]] = dict.fromkeys(starts, (0, ()))
    queue = sorted(starts)
    ranked = sorted(syntax.arcs.items(), key=lambda item: (item[1], _order(item[0][1]), item[0]))
    while queue:
        queue.sort(key=lambda n: (best[n][0], n))
        node = queue.pop(0)
        cost, path = best[node]
        for arc, own in ranked:
            other = arc[2] if arc[0] == node else arc[0] if arc[2] == node else None
            if other is None:
                continue
            total = cost + own + 2 + _DETOUR.get(arc[1], 0)
            if other not in best or total < best[other][0]:
                best[other] = (total, (*path, arc))
                queue.append(other)
    if goal not in best:
        raise ValueError(f"nothing connects “{syntax.tokens[goal].text}” to the rest")
    return best[goal][1]


def _order(role: str) -> int:
    return _ROLE_ORDER.index(role) if role in _ROLE_ORDER else 4
