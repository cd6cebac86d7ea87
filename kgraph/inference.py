"""The arcs that a clause leaves out: who acts in an infinitive, a participle, a relative or coordinated clause."""

from __future__ import annotations

from collections.abc import Set
from itertools import chain, repeat

from kgraph.arcs import NOMINAL, PARTICLES, VERBAL, Arcs, Rule
from kgraph.ascription import copula, including, named_verb, passive, subjects, superlative, used_as
from kgraph.attachment import antecedent
from kgraph.model import Token
from kgraph.nominals import lend_to_noun, nominal, participle

_LOOSE = frozenset({"conj", "npadvmod", "appos", "dep"})
"""How a parser hangs what is left of a clause whose verb has been said."""
_COUNTS = frozenset({"NOUN", "NUM", "DET", "PRON", "ADJ", "SYM"})
_ROUNDS = 7


def settle(arcs: Arcs) -> None:
    """Infer around every token, round after round, until every rule has had nothing to add since one last did."""
    said = {role for _, role, _ in arcs.costs}
    work = [(token, rule) for token in arcs.tokens for rule in _rules(arcs, token, said)]
    idle, seen = 0, arcs.changes
    for token, rule in chain.from_iterable(repeat(work, _ROUNDS)):
        rule(arcs, token)
        idle = idle + 1 if arcs.changes == seen else 0
        seen = arcs.changes
        if idle == len(work):
            return


def _rules(arcs: Arcs, token: Token, said: Set[str]) -> list[Rule]:
    """The rules that can ever apply to a token; `said` are the roles of the arcs that the parse states."""
    pos, lemma, dep = token.pos, token.lemma, token.dep
    found = [*_BY_LABEL.get(dep, ()), *_BY_LEMMA.get(lemma, ()), *_by_pos(arcs, token)]
    if "attr" in said and arcs.fillers(token.index, "attr"):
        found.append(copula)
    if lemma in arcs.grammar.light:
        found.append(lend_to_noun)
    if dep in _LOOSE and token.mention is None and pos in _COUNTS:
        found.append(_remnant)
    if lemma in {"do", "like", "be"} and dep in {"conj", "advcl", "ccomp", "prep", "ROOT"}:
        found.append(_alike)
    if "p:as" in said and (pos in NOMINAL or pos in VERBAL):
        found.append(used_as)
    return found


def _by_pos(arcs: Arcs, token: Token) -> list[Rule]:
    if token.pos in NOMINAL:
        return list(nominal(arcs, token))
    found: list[Rule] = []
    if token.pos == "VERB":
        found += [_particle] if arcs.below(token.index, "prt", "prep") else []
        found += [named_verb] if token.mention is not None else []
    elif token.pos == "ADJ" and (arcs.fillers(token.index, "p:of") or arcs.fillers(token.head, "p:of")):
        found.append(superlative)
    return found


def _lacks_subject(arcs: Arcs, verb: Token) -> bool:
    return not arcs.below(verb.index, "nsubj", "nsubjpass", "csubj", "expl")


# ── Clauses ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _clause_on_noun(arcs: Arcs, clause: Token) -> None:
    """The noun that a relative clause or a participle hangs on is its subject or its object."""
    index, noun = clause.index, antecedent(arcs, clause)
    if clause.dep == "relcl":
        _relative(arcs, clause, noun)
    elif clause.tag == "VBN" and arcs.below(index, "dobj", "pobj"):  # "those given X" have it
        arcs.add(index, "subj", noun)
    elif clause.tag == "VBN":
        arcs.add(index, "obj", noun)
    elif clause.pos == "ADJ" or clause.tag == "VBG":
        arcs.add(index, "subj", noun)
    elif clause.pos in VERBAL:  # "X's ability to do", "the place to do"
        if not arcs.copy(noun, "own", index, "subj"):
            arcs.add(index, "subj", noun, 1)
        if not arcs.below(index, "dobj", "prep"):
            arcs.add(index, "obj", noun, 1)


def _relative(arcs: Arcs, clause: Token, noun: int) -> None:
    index = clause.index
    verb = arcs.tokens[noun]
    while verb.pos in NOMINAL | {"ADP"} and verb.head != verb.index:
        verb = arcs.tokens[verb.head]
    if verb.pos == "VERB" and _comma_before(arcs, clause):  # "…, which can help": the whole event may do it
        arcs.copy(verb.index, "subj", index, "subj", 2)
    pronoun = any(kid.index in arcs.alias for kid in arcs.below(index))
    if not pronoun and arcs.below(index, "nsubj") and not arcs.fillers(index, "obj"):
        arcs.add(index, "obj", noun)


def _comma_before(arcs: Arcs, clause: Token) -> bool:
    first = min((kid.index for kid in arcs.below(clause.index)), default=clause.index)
    return first > 0 and arcs.tokens[first - 1].text == ","


def _complement(arcs: Arcs, token: Token) -> None:
    """Who does what a complement says: the object of the verb above, or else its subject.

    A helping verb ("X helps people sleep") lends its own subject too.
    """
    index, matrix = token.index, arcs.tokens[token.head]
    if token.pos in NOMINAL and any(t.tag == "TO" for t in arcs.below(index, "aux")):
        arcs.add(matrix.index, "p:to", index)  # "likened to X", of which a parser makes an infinitive
        return
    lends = matrix.lemma in arcs.grammar.helping
    role = "obj" if token.pos == "VERB" and passive(arcs, token) else "subj"
    if _lacks_subject(arcs, token):
        objects = [] if passive(arcs, matrix) else arcs.fillers(matrix.index, "obj")
        for child, cost in objects:
            arcs.add(index, role, child, cost)
        for child, cost in subjects(arcs, matrix):
            arcs.add(index, role, child, cost + (1 if objects and not lends else 0))
    elif lends:
        for child, cost in subjects(arcs, matrix):
            arcs.add(index, role, child, cost)
    if token.pos in NOMINAL | {"ADJ"}:
        for subject in arcs.below(index, "nsubj"):
            arcs.add(index, "subj", subject.index)


def _alike(arcs: Arcs, token: Token) -> None:
    """Y is a subject too in "does X as Y does", "does X; Y does not", "like Y, it does X" and "is X, as Y is"."""
    verb = _said_before(arcs, token)
    bare = not arcs.below(token.index, "dobj", "attr", "acomp")
    if token.lemma == "be":
        if bare and any(t.lemma == "as" for t in arcs.below(token.index, "mark")):
            for noun in arcs.below(token.index, "nsubj"):
                if noun.mention is not None:
                    arcs.add(verb.index, "obj" if passive(arcs, verb) else "subj", noun.index)
        return
    if verb.pos != "VERB" or arcs.below(verb.index, "neg") or passive(arcs, verb):
        return
    inverted = any(t.lemma == "so" for t in arcs.below(token.index, "advmod"))  # "and so does Y"
    neither = any(t.lemma == "neither" for t in arcs.below(token.index, "dobj"))
    if token.lemma == "do" and (inverted or neither or bare):
        moved = arcs.below(token.index, "dobj") and not neither
        arcs.copy(token.index, "obj" if moved else "subj", verb.index, "subj")
    elif token.lemma == "like" and token.index < verb.index:
        for noun in arcs.below(token.index, "pobj"):
            arcs.add(verb.index, "subj", noun.index)


def _said_before(arcs: Arcs, token: Token) -> Token:
    """The verb that a word stands for or says more of: the one that it hangs on, or that of the clause before."""
    if token.head == token.index:
        return next((t for t in arcs.below(token.index, "ccomp") if t.index < token.index), token)
    verb = arcs.tokens[token.head]
    while verb.pos in NOMINAL and verb.head != verb.index:
        verb = arcs.tokens[verb.head]
    return verb


def _adverbial(arcs: Arcs, token: Token) -> None:
    """A clause of time, means or the like has the subject of the clause that it hangs on, unless it says its own."""
    governor = arcs.tokens[token.head]
    if token.dep == "advcl" and governor.pos in NOMINAL:
        # "reports X, Y and Z when using W": it hangs on the verb, not on the last noun
        while governor.dep in {"conj", "dobj"} and governor.pos in NOMINAL:
            governor = arcs.tokens[governor.head]
        arcs.add(governor.index, "adv", token.index, 1)
    if not _lacks_subject(arcs, token):
        return
    if governor.lemma in arcs.grammar.showing and token.tag == "VB" and arcs.fillers(governor.index, "obj"):
        _complement(arcs, token)
        return
    if token.dep == "pcomp":
        if governor.lemma == "from":
            return  # "keeps A from doing B": nobody does B
        governor = arcs.tokens[governor.head]
        while governor.dep == "prep" and governor.pos == "ADP":
            governor = arcs.tokens[governor.head]
    _hand_subject(arcs, governor, token)


def _hand_subject(arcs: Arcs, governor: Token, clause: Token) -> None:
    index = clause.index
    role = "obj" if passive(arcs, clause) else "subj"
    if governor.pos in VERBAL:
        for child, cost in subjects(arcs, governor):
            arcs.add(index, role, child, cost)
        if clause.dep == "pcomp" and index > governor.index and not passive(arcs, governor):
            arcs.copy(governor.index, "obj", index, role, 1)
            for noun, _ in arcs.fillers(governor.index, "obj"):  # "study X's role in doing Y": X may do it
                if arcs.tokens[noun].mention is None:
                    arcs.copy(noun, "own", index, role, 1)
        return
    if not arcs.copy(governor.index, "own", index, role):
        arcs.add(index, role, governor.index, 1)
    arcs.copy(governor.index, "subj", index, role, 1)
    prep = arcs.tokens[governor.head]
    if (
        governor.dep == "pobj" and governor.mention is None
    ):  # "in addition to doing X", "with the aim of doing X"
        arcs.copy(prep.head, "subj", index, role, 1)


def _conjunct(arcs: Arcs, token: Token) -> None:
    """A second verb shares the subject of the first, a second noun what it is of and whom it is said of."""
    first, index = arcs.tokens[token.head], token.index
    if token.mention is not None and token.pos in NOMINAL and first.pos == "VERB":
        return  # a name that a parser hangs on a verb is no second verb
    if token.pos in VERBAL or first.pos in VERBAL:
        if _lacks_subject(arcs, token):
            role = "obj" if passive(arcs, token) else "subj"
            for child, cost in subjects(arcs, first):
                arcs.add(index, role, child, cost)
            arcs.copy(first.index, "bears", index, "bears")
        if not arcs.below(first.index, "dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "nsubjpass"):
            arcs.copy(index, "obj", first.index, "obj", 1)  # "eases and prevents X"
            _share_last(arcs, first, token)
    elif token.pos in {"NOUN", "PROPN", "ADJ"} and not arcs.below(index, "poss"):
        arcs.copy(first.index, "subj", index, "subj")
        arcs.copy(first.index, "own", index, "own", 1)
        if not arcs.below(first.index, "prep", "poss") and first.pos in {"NOUN", "PROPN"}:
            arcs.copy(index, "p:of", first.index, "p:of", 1)  # "the risks and benefits of X"


def _share_last(arcs: Arcs, first: Token, second: Token) -> None:
    """In "eases, and is linked to, X", X is what the first verb does its thing to."""
    after = arcs.tokens[first.index + 1 : first.index + 2]
    if after and after[0].text == "," and not arcs.below(second.index, "dobj", "attr", "acomp"):
        for prep in arcs.below(second.index, "prep")[-1:]:
            comma = arcs.tokens[prep.index + 1 : prep.index + 2]
            if comma and comma[0].text == ",":
                arcs.copy(second.index, f"p:{prep.lemma}", first.index, "obj", 1)


def _remnant(arcs: Arcs, token: Token) -> None:
    """In "12 took X for Y and 10 for Z", the verb that is said once governs Z as it does Y."""
    verb = token
    while verb.pos not in VERBAL and verb.head != verb.index:
        verb = arcs.tokens[verb.head]
    for prep in arcs.below(token.index, "prep"):
        role = f"p:{prep.lemma}"
        for place in (verb, *arcs.below(verb.index, "xcomp", "ccomp")):
            told = arcs.below(place.index, "prep") or [
                t for o in arcs.below(place.index, "dobj") for t in arcs.below(o.index, "prep")
            ]
            if any(t.lemma == prep.lemma and t.index < token.index for t in told):
                arcs.copy(token.index, role, place.index, role)


# ── Words that pass on what they have ──────────────────────────────────────────────────────────────────────────────


def _particle(arcs: Arcs, token: Token) -> None:
    """Particle or preposition, the parser may call it either: "takes away X", "deals with X"."""
    for particle in arcs.below(token.index, "prt"):
        arcs.copy(token.index, "obj", token.index, f"p:{particle.lemma}")
    for prep in arcs.below(token.index, "prep"):
        if prep.lemma in PARTICLES and not arcs.below(token.index, "dobj"):
            arcs.copy(token.index, f"p:{prep.lemma}", token.index, "obj", 1)


_BY_LABEL: dict[str, tuple[Rule, ...]] = {
    "acl": (_clause_on_noun,),
    "relcl": (_clause_on_noun,),
    "xcomp": (_complement,),
    "ccomp": (_complement,),
    "advcl": (_adverbial,),
    "pcomp": (_adverbial,),
    "conj": (_conjunct,),
    "amod": (participle,),
}

_BY_LEMMA: dict[str, tuple[Rule, ...]] = {"include": (including,)}
