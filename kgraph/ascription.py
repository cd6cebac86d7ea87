"""The arcs of what is said to be what: by a copula, by "as", by "include", of the most of a kind."""

from __future__ import annotations

from kgraph.arcs import NOMINAL, PLURAL, VERBAL, Arcs
from kgraph.model import Token

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "prove", "represent", "constitute"})


def passive(arcs: Arcs, verb: Token) -> bool:
    """Whether a verb says what is done to its subject."""
    if verb.tag != "VBN" or arcs.below(verb.index, "dobj"):
        return False
    perfect = any(aux.lemma == "have" for aux in arcs.below(verb.index, "aux"))
    return not perfect or bool(arcs.below(verb.index, "auxpass"))


def subjects(arcs: Arcs, verb: Token) -> list[tuple[int, int]]:
    """Whom the clause is about: its subject, in a passive its object."""
    found = arcs.fillers(verb.index, "obj") if passive(arcs, verb) else []
    return found or arcs.fillers(verb.index, "subj")


def copula(arcs: Arcs, token: Token) -> None:
    """What a copula ascribes is said of its subject; what another verb does ("makes X calm"), of its object."""
    source = "obj" if arcs.fillers(token.index, "obj") else "subj"
    for attribute, cost in arcs.fillers(token.index, "attr"):
        for conjunct in (attribute, *(kid.index for kid in arcs.below(attribute, "conj"))):
            if token.lemma not in _COPULAS:
                arcs.copy(token.index, source, conjunct, "subj", cost)
                continue
            arcs.share_prepositions(token.index, conjunct)
            for child, own in subjects(arcs, token):
                arcs.add(conjunct, "subj", child, cost + own)
                if arcs.tokens[conjunct].mention is not None and _one_of_a_kind(arcs, child):
                    arcs.add(child, "member", conjunct, cost + own)  # "a drug that does Y is X"


def _one_of_a_kind(arcs: Arcs, index: int) -> bool:
    """Whether a noun stands for the things that a relative clause tells of, and is no name by itself."""
    noun = arcs.tokens[index]
    kind = noun.mention is None or noun.tag in PLURAL or bool(arcs.below(index, "det", "nummod"))
    return kind and bool(arcs.below(index, "relcl"))


def including(arcs: Arcs, token: Token) -> None:
    """In "drugs that do Y include X", X is one of the drugs."""
    for noun, _ in arcs.fillers(token.index, "subj"):
        if arcs.below(noun, "relcl"):
            arcs.copy(token.index, "obj", noun, "member")


def used_as(arcs: Arcs, token: Token) -> None:
    """X as Y, use X as Y, X is used as Y, X serves as Y: Y is said of X."""
    for child, cost in arcs.fillers(token.index, "p:as"):
        if token.pos in VERBAL:
            fronted = child < token.index  # "as a Y, X does Z"
            source = "obj" if arcs.fillers(token.index, "obj") and not fronted else "subj"
            arcs.copy(token.index, source, child, "subj", cost)
        else:
            owned = arcs.copy(token.index, "own", child, "subj", cost)
            if not owned or token.dep == "dobj":
                arcs.add(child, "subj", token.index, cost)


def superlative(arcs: Arcs, token: Token) -> None:
    """In "A is the most common of the Bs" and "the Bs, the most common of which is A", A is one of the Bs."""
    if token.tag != "JJS" and not any(t.tag == "RBS" for t in arcs.below(token.index, "advmod")):
        return
    equated = [child for child, cost in arcs.fillers(token.index, "subj") if cost == 0]
    equated += [head for head, role, child in list(arcs.costs) if role == "subj" and child == token.index]
    groups = arcs.fillers(token.index, "p:of")
    if token.dep in {"acomp", "attr"}:  # "…, of which A is the most common"
        groups += arcs.fillers(token.head, "p:of")
    for group, cost in groups:
        for one in equated:
            if arcs.tokens[one].pos in NOMINAL and one != group:
                arcs.add(group, "member", one, cost)


def named_verb(arcs: Arcs, token: Token) -> None:
    """Of a verb that names what it makes of its object ("X is banned"), the object is what it is said of."""
    arcs.copy(token.index, "obj", token.index, "subj")
