"""Arcs as the parse states them, prepositions folded in and relative pronouns standing for what they refer to."""

from __future__ import annotations

from collections.abc import Callable

from kgraph.arcs import EXAMPLE, NOMINAL, PARTICLES, PLURAL, Arcs
from kgraph.model import Token

_CLAUSES = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_FURTHER = frozenset({"other", "another"})
"""What says that those before it are of its kind as well."""

_COMPLEMENTS = frozenset({"attr", "acomp", "oprd", "dobj"})
_INSIDE = frozenset({"prep", "xcomp", "dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "agent"})
"""Where inside a relative clause its pronoun may stand."""

_WITH_TO = frozenset(
    {"due", "owing", "owe", "thanks", "thank", "secondary", "prior", "subsequent", "attributable"}
)
_GERUNDS = frozenset({"follow", "regard", "concern"})
"""Verbs whose gerund is as good as a preposition."""

_ROLES: dict[str, tuple[str, ...]] = {
    "nsubj": ("subj",),
    "csubj": ("subj",),
    "dative": ("iobj",),
    "attr": ("attr",),
    "acomp": ("attr",),
    "oprd": ("attr",),
    "poss": ("own", "poss"),
    "appos": ("same",),
    "member": ("member",),
    "xcomp": ("comp",),
    "ccomp": ("comp",),
    "advcl": ("adv",),
    "neg": ("neg",),
    "advmod": ("advmod",),
    "prt": ("advmod",),
}
"""Labels of the parse that say a role by themselves."""


def attach(arcs: Arcs) -> None:
    """Add what the parse states of every token."""
    _stand_for(arcs)
    for token in arcs.tokens:
        for role in _ROLES.get(token.dep, ()):
            arcs.add(token.head, role, token.index)
        if token.lemma in _WITH_TO and token.dep != "prep":
            _owing(arcs, token)
        if token.lemma in _GERUNDS and token.tag == "VBG" and token.dep in {"acl", "prep"}:
            _regarding(arcs, token)
        if token.dep in _RULES:
            _RULES[token.dep](arcs, token)
        if token.tag == "VB" and token.dep in _CLAUSES and arcs.below(token.index, "aux"):
            _purpose(arcs, token)


def _stand_for(arcs: Arcs) -> None:
    """Let every pronoun of a clause stand for what the clause is about, before any arc is added."""
    for token in arcs.tokens:
        adjunct = token.dep == "advcl" and arcs.tokens[token.head].pos in NOMINAL
        if token.dep in {"relcl", "acl"} or adjunct:
            _relate(arcs, token)
        if token.lemma == "what":
            _free_relative(arcs, token)
        if token.lemma == "that":
            _cleft(arcs, token)


def antecedent(arcs: Arcs, clause: Token) -> int:
    """The noun that a relative clause is about; a plural verb after a list is about the whole list."""
    head = arcs.tokens[clause.head]
    verbs = [clause, *arcs.below(clause.index, "aux", "auxpass")]
    if any(v.tag == "VBP" for v in verbs) and head.tag not in PLURAL:
        if head.dep == "pobj" and clause.dep == "relcl":
            return _plural_head(arcs, head.index)
        while head.dep in {"conj", "appos"} and arcs.tokens[head.head].pos in NOMINAL:
            head = arcs.tokens[head.head]
    return head.index


def _relate(arcs: Arcs, clause: Token) -> None:
    """Let the pronoun of a relative clause stand for the noun that the clause is about."""
    noun = antecedent(arcs, clause)
    queue = [clause.index]
    while queue:
        for kid in arcs.below(queue.pop()):
            that = kid.lemma == "that" and kid.dep in {"nsubj", "nsubjpass", "dobj"}
            if kid.tag in _RELATIVE or that:
                arcs.alias[kid.index] = noun
            elif kid.dep in _INSIDE:
                queue.append(kid.index)


def _free_relative(arcs: Arcs, what: Token) -> None:
    """In "what eases Y is X" and "X is what eases Y", "what" stands for X."""
    clause = arcs.tokens[what.head]
    be = arcs.tokens[clause.head]
    if be.lemma == "be" and what.dep in {"nsubj", "dobj"}:
        others = {"csubj": ("attr",), "ccomp": ("nsubj",), "attr": ("nsubj",)}.get(clause.dep, ())
        for other in arcs.below(be.index, *others) if others else ():
            arcs.alias[what.index] = other.index


def _cleft(arcs: Arcs, that: Token) -> None:
    """In "it is X that eases Y", "that" stands for X."""
    be = arcs.tokens[arcs.tokens[that.head].head]
    clause = arcs.tokens[that.head].dep == "ccomp" and that.dep in {"nsubj", "dobj"} and be.lemma == "be"
    if clause and any(t.lemma == "it" for t in arcs.below(be.index, "nsubj")):
        for other in arcs.below(be.index, "attr"):
            arcs.alias[that.index] = other.index


def _object(arcs: Arcs, token: Token) -> None:
    """The object of a verb; of one with a particle it may as well be the particle's."""
    arcs.add(token.head, "obj", token.index, 1 if arcs.below(token.head, "prt") else 0)


def _give(arcs: Arcs, token: Token) -> None:
    """To whom something is given may be said with a preposition: "sell X to Y"."""
    if token.pos == "ADP":
        _prepose(arcs, token, token.head)


def _governed(arcs: Arcs, token: Token) -> None:
    """What a parser lets a verb govern like a preposition is its object: "patients given X"."""
    if arcs.tokens[token.head].pos == "VERB":
        arcs.add(token.head, "obj", token.index)


def _deny(arcs: Arcs, token: Token) -> None:
    """A determiner that denies its noun: "no trials"."""
    if token.lemma in {"no", "neither"}:
        arcs.add(token.head, "neg", token.index)


def _conjoin(arcs: Arcs, token: Token) -> None:
    """A second preposition has the head of the first; in "A, B and other C" the ones before are members of C."""
    if token.pos in NOMINAL:
        _accompany(arcs, token)
    if token.pos == "ADP":
        _prepose(arcs, token, arcs.tokens[token.head].head)
    elif any(kid.lemma in _FURTHER for kid in arcs.below(token.index)):
        first = token
        while first.dep == "conj":
            first = arcs.tokens[first.head]
            arcs.add(token.index, "member", first.index)


def _owing(arcs: Arcs, token: Token) -> None:
    """A word that with "to" makes a preposition: "X due to Y", "thanks to Y", "X secondary to Y"."""
    for prep in arcs.below(token.index, "prep", "pcomp"):
        for noun in arcs.below(prep.index, "pobj") if prep.lemma == "to" else ():
            arcs.add(token.head, f"p:{token.lemma}_to", noun.index)


def _regarding(arcs: Arcs, gerund: Token) -> None:
    """A gerund that is as good as a preposition: "trials regarding X", "nausea following X"."""
    for noun in arcs.below(gerund.index, "pobj", "dobj"):
        arcs.add(gerund.head, f"p:{gerund.lemma}", noun.index)


def _accompany(arcs: Arcs, token: Token) -> None:
    """What the first of a list hangs on has the others by "and": "a link between A and B", "mixing A and B"."""
    first = token
    while first.dep == "conj":
        first = arcs.tokens[first.head]
    above = arcs.tokens[first.head]
    if first.dep in {"nsubj", "nsubjpass", "dobj"}:
        arcs.add(above.index, "p:and", token.index)
    elif first.dep == "pobj":
        arcs.add(above.head, "p:and", token.index)


def _purpose(arcs: Arcs, verb: Token) -> None:
    """An infinitive may hang on the verb or on its object: "needs research to establish X"."""
    head = arcs.tokens[verb.head]
    if head.lemma in arcs.grammar.showing:
        return
    above = [arcs.tokens[head.head]] if head.dep == "dobj" else []
    prep = arcs.tokens[head.head]
    if head.dep == "pobj" and prep.lemma == "for":  # "does X for these reasons: to …"
        above = [arcs.tokens[prep.head], *arcs.below(prep.head, "dobj")]
    for place in (head, *arcs.below(head.index, "dobj"), *above):
        arcs.add(place.index, "to", verb.index)


def _premodify(arcs: Arcs, token: Token) -> None:
    """What stands before a noun; before a participle ("X-lowering", "X-induced") it is an argument of that."""
    head, index = token.head, token.index
    noun = arcs.tokens[head]
    arcs.add(head, "mod", index)
    if token.pos in NOMINAL and noun.pos in NOMINAL:
        arcs.add(head, "own", index, 1)
    if noun.tag == "VBG" and token.pos in NOMINAL and index < head:
        arcs.add(head, "obj", index)
    if noun.tag == "VBN" and token.pos in NOMINAL and index < head:
        arcs.add(head, "subj", index)
    if token.tag == "VBG" and noun.pos in NOMINAL:
        arcs.add(index, "bears", head)
    if token.tag == "VBN" and noun.pos in NOMINAL:
        arcs.add(index, "obj", head)
    if token.pos == "ADJ" and noun.pos in NOMINAL and index > head:
        arcs.add(index, "subj", head)


def _prepose(arcs: Arcs, prep: Token, head: int) -> None:
    """What a preposition governs, by the preposition; a chain of them ("because of X") is one."""
    if prep.lemma in PARTICLES:
        arcs.add(head, "advmod", prep.index)
    if prep.lemma == "unlike" and arcs.below(head, *_COMPLEMENTS):
        return  # "X, unlike Y, is Z" says that X is Z
    for kid in arcs.below(prep.index):
        if kid.dep == "prep" and prep.lemma == "than" and kid.lemma != "as":
            continue  # "likelier than with X" says nothing of what is so with X
        if kid.dep == "prep":
            _prepose(arcs, kid, head)
        elif kid.dep == "pcomp" and kid.pos in {"ADP", "SCONJ"}:
            for inner in arcs.below(kid.index, "pobj", "pcomp"):
                arcs.add(head, f"p:{prep.lemma}_{kid.lemma}", inner.index)
        elif kid.dep in {"pobj", "pcomp"}:
            _govern(arcs, prep, head, kid)


def _preposed(arcs: Arcs, prep: Token) -> None:
    """What a preposition governs is its head's; after a particle ("holds on to X") it is the verb's as well."""
    _prepose(arcs, prep, _bearer(arcs, prep))
    particle = arcs.tokens[prep.head]
    if particle.dep == "prt":
        _prepose(arcs, prep, particle.head)


def _bearer(arcs: Arcs, prep: Token) -> int:
    """What a preposition says more of: the object right before an "of", wherever that hangs ("takes care of X")."""
    before = arcs.tokens[prep.index - 1] if prep.index else prep
    of_object = prep.lemma == "of" and before.dep == "dobj" and before.head == prep.head
    somebody = before.pos == "PRON" or before.lemma in arcs.grammar.people  # "cures people of X"
    return before.index if of_object and before.mention is None and not somebody else prep.head


def _govern(arcs: Arcs, prep: Token, head: int, noun: Token) -> None:
    if _exemplifies(arcs, prep, head):
        arcs.add(_plural_head(arcs, head), "member", noun.index)
    elif prep.dep == "agent":
        arcs.add(head, "subj", noun.index)
        arcs.add(head, "p:by", noun.index)
    elif any(kid.lemma == "instead" for kid in arcs.below(prep.index)):
        arcs.add(head, "p:instead_of", noun.index)
    else:
        arcs.add(head, f"p:{prep.lemma}", noun.index)


def _exemplifies(arcs: Arcs, prep: Token, head: int) -> bool:
    """Whether what follows are examples: "such as X", "nouns like X"."""
    before = arcs.tokens[prep.index - 1 : prep.index]
    such = any(t.lemma == "such" for t in (*arcs.below(prep.index), *before))
    noun = arcs.tokens[head]
    # "X, like Y, does Z" calls Y no kind of X
    one = noun.mention is not None and noun.tag not in PLURAL and not arcs.below(head, "det")
    bare = prep.lemma == "like" and one
    return (prep.lemma == "as" and such) or (prep.lemma in EXAMPLE and noun.pos in NOMINAL and not bare)


def _plural_head(arcs: Arcs, index: int) -> int:
    """The noun that examples are of: several things, so the nearest plural noun that the phrase hangs on."""
    token = arcs.tokens[index]
    while token.tag not in PLURAL:
        above = arcs.tokens[token.head]
        while _inside_phrase(above) and above.head != above.index:
            above = arcs.tokens[above.head]
        if above.pos not in NOMINAL or above.index == token.index:
            return index
        token = above
    return token.index


def _inside_phrase(token: Token) -> bool:
    """Whether a noun phrase goes on above the token: a preposition, a participle after a noun."""
    return token.pos == "ADP" or token.dep == "acl" or (token.tag == "VBN" and token.dep != "ROOT")


_RULES: dict[str, Callable[[Arcs, Token], None]] = {
    **dict.fromkeys(("nsubjpass", "csubjpass", "dobj"), _object),
    "pobj": _governed,
    "dative": _give,
    **dict.fromkeys(("compound", "amod", "nmod", "npadvmod", "nummod", "quantmod"), _premodify),
    **dict.fromkeys(("det", "predet", "preconj"), _deny),
    "agent": lambda arcs, prep: _prepose(arcs, prep, prep.head),
    "prep": _preposed,
    "conj": _conjoin,
}
"""Labels of the parse that need a look around."""
