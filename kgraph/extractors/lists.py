"""What a list says of its members: that they stand side by side, in which order, and which of them it denies."""

from __future__ import annotations

from kgraph.syntax import Syntax


def listed_together(syntax: Syntax, one: int, other: int) -> bool:
    """Whether two tokens are members of one list, which says nothing of one about the other.

    In "X and other Ys", X is no mere neighbour of the Ys.
    """
    if any(end == other for _, end in syntax.into(one, "member")):
        return False
    return _first(syntax, one) == _first(syntax, other) and one != other


def paired_off(syntax: Syntax, one: int, other: int) -> bool:
    """Whether "respectively" pairs the members of two lists, and these two have not the same place in them."""
    if min(one, other) < 0:
        return False
    lists = [syntax.conjuncts(_first(syntax, index)) for index in (one, other)]
    if len(lists[0]) != len(lists[1]) or len(lists[0]) == 1:
        return False
    places = [members.index(index) for members, index in zip(lists, (one, other), strict=True)]
    return places[0] != places[1] and any(token.lemma == "respectively" for token in syntax.tokens)


def denied(syntax: Syntax, member: int) -> bool:
    """Whether "not", "nor" or "rather than" stands before a later member of a list."""
    start = syntax.tokens[syntax.tokens[member].head].index
    near = [t.lemma for t in syntax.tokens[start + 1 : member]][-4:]
    return "not" in near or "nor" in near or ("rather" in near and "than" in near)


def contrasted(syntax: Syntax, index: int) -> bool:
    """Whether a preposition that is denied governs the token: "on X rather than on Y", "by X but not by Y"."""
    token = syntax.tokens[index]
    if token.dep != "pobj":
        return False
    before = [t.text.lower() for t in syntax.tokens[max(token.head - 2, 0) : token.head]]
    return before in (["rather", "than"], ["but", "not"], [",", "not"])


def _first(syntax: Syntax, index: int) -> int:
    """The first member of the list that a token is in."""
    while index >= 0 and syntax.tokens[index].dep == "conj":
        index = syntax.tokens[index].head
    return index
