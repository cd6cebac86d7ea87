"""Slips of the parser that a general rule can mend, before the parse is normalised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kgraph.arcs import EXAMPLE, NOMINAL
from kgraph.model import Token


def _next_word(tokens: tuple[Token, ...], index: int) -> Token | None:
    """The word after a name, or after the comma that closes an aside on it."""
    rest = [t for t in tokens[index + 1 : index + 3] if t.text != ","]
    return rest[0] if rest else None


def _looks_like_verb(word: Token, verbs: frozenset[str] | None, verbless: bool) -> bool:
    text = word.text.lower()
    stems = {text, text.removesuffix("s"), text.removesuffix("es"), word.lemma}
    known = verbs is None or not stems.isdisjoint(verbs)
    plural = word.tag in {"NNS", "NNPS", "JJ", "NNP", "NN"} and text.endswith("s")
    past = word.tag == "VBN" and word.dep == "amod" and word.head > word.index
    bare = verbless and word.tag in {"NN", "JJ"} and verbs is not None
    return known and (plural or past or bare)


def mistaken_verbs(tokens: tuple[Token, ...], verbs: frozenset[str] | None) -> tuple[tuple[int, str], ...]:
    """Mentions before a word that looks like a noun or adjective but is likely their verb, each with a pronoun.

    `verbs` are the lemmas that wordings ask for, None for any. Returns (mention number, "it" or "they") pairs.
    """
    verbless = not any(t.head == t.index and t.pos in {"VERB", "AUX"} for t in tokens)
    found = []
    for token in tokens:
        if token.mention is None or token.dep in {"pobj", "dobj"}:
            continue
        after = _next_word(tokens, token.index)
        if after is not None and after.mention is None and _looks_like_verb(after, verbs, verbless):
            found.append((token.mention, "they" if token.tag == "NNS" else "it"))
    return tuple(found)


def unname(tokens: tuple[Token, ...], phrases: Mapping[str, frozenset[str]]) -> tuple[Token, ...]:
    """The tokens without the mentions that are only words of a set phrase ("has gained attention")."""
    return tuple(
        replace(t, mention=None)
        if t.mention is not None and t.dep == "dobj" and tokens[t.head].lemma in phrases.get(t.lemma, ())
        else t
        for t in tokens
    )


def repair(tokens: tuple[Token, ...], covers: Callable[[int, int], bool]) -> tuple[Token, ...]:
    """The tokens with members that stand after their class attached to it (`dep` "member"), and slips mended.

    In "the alkaloids in X, A and B" a parser takes A and B for more of X; `covers(noun, member)` knows better:
    it says whether the generic noun at the first index may stand for the mention at the second.
    """
    fixed = list(tokens)
    for token in tokens:
        _mend_auxiliary(fixed, token)
        _mend_subject(fixed, token)
        _mend_predicate(fixed, fixed[token.index])
        _mend_particle(fixed, token)
        _mend_gerund(fixed, token)
        _mend_coordination(fixed, token)
        _mend_example(fixed, token, covers)
        _mend_list(fixed, token, covers)
        _mend_aside(fixed, token, covers)
        _mend_title(fixed, token, covers)
    for noun in tokens:
        if noun.mention is None and noun.tag != "NNS":
            continue
        member = _listed_after(tokens, noun, covers)
        if member is not None and not _above(fixed, noun.index, member):
            fixed[member] = replace(fixed[member], head=noun.index, dep="member")
    return tuple(fixed)


def _mend_auxiliary(tokens: list[Token], token: Token) -> None:
    """A subject that hangs on an auxiliary belongs to the verb it helps."""
    head = tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass"} and head.dep in {"aux", "auxpass"}:
        tokens[token.index] = replace(token, head=head.head)


def _mend_subject(tokens: list[Token], name: Token) -> None:
    """A name right before a finite verb that has no subject is its subject."""
    verb = tokens[name.head]
    if name.mention is None or name.dep not in {"compound", "nmod", "npadvmod", "amod"}:
        return
    finite = verb.tag in {"VBZ", "VBP", "VBD"} and verb.index == name.index + 1
    if finite and not any(t.head == verb.index and t.dep in {"nsubj", "nsubjpass"} for t in tokens):
        tokens[name.index] = replace(name, dep="nsubj")


def _mend_predicate(tokens: list[Token], verb: Token) -> None:
    """A finite verb taken for a modifier of its object gets its place back."""
    noun = tokens[verb.head]
    if (
        verb.tag not in {"VBZ", "VBP", "VBD"}
        or verb.dep not in {"compound", "amod", "nmod"}
        or noun.index < verb.index
    ):
        return
    top = verb.index if noun.head == noun.index else noun.head
    tokens[verb.index] = replace(verb, head=top, dep=noun.dep, pos="VERB")
    tokens[noun.index] = replace(noun, head=verb.index, dep="dobj")


def _mend_particle(tokens: list[Token], particle: Token) -> None:
    """What follows a particle ("brings about X") is the object of the verb."""
    if particle.dep == "prt":
        for token in tokens:
            if token.head == particle.index and token.dep == "pobj":
                tokens[token.index] = replace(token, head=particle.head, dep="dobj")


def _mend_gerund(tokens: list[Token], gerund: Token) -> None:
    """In "for managing pain", a gerund taken for an adjective of its object becomes its verb."""
    if (
        gerund.tag != "VBG"
        or gerund.dep not in {"amod", "compound"}
        or gerund.index == 0
        or gerund.mention is not None
    ):
        return
    before, noun = tokens[gerund.index - 1], tokens[gerund.head]
    if before.pos in {"ADP", "SCONJ"} and noun.dep == "pobj" and noun.head == before.index:
        tokens[gerund.index] = replace(gerund, head=before.index, dep="pcomp", pos="VERB")
        tokens[noun.index] = replace(noun, head=gerund.index, dep="dobj")


def _mend_coordination(tokens: list[Token], first: Token) -> None:
    """In "the safety and potential side effects", a noun taken for a modifier of the next becomes its conjunct."""
    second = tokens[first.head]
    if first.pos != "NOUN" or first.dep not in {"nmod", "compound", "amod"} or second.index < first.index:
        return
    kids = [t for t in tokens if t.head == first.index and t.index != first.index]
    joined = any(t.dep == "cc" and first.index < t.index < second.index for t in kids)
    if joined and not any(t.dep == "conj" and t.pos in NOMINAL for t in kids) and first.mention is not None:
        tokens[first.index] = replace(
            first, head=second.head if second.head != second.index else first.index, dep=second.dep
        )
        tokens[second.index] = replace(second, head=first.index, dep="conj")


def _mend_list(tokens: list[Token], item: Token, covers: Callable[[int, int], bool]) -> None:
    """In "A, a B, C and D", an item taken for an apposition of the first is one of the list."""
    first = tokens[item.head]
    if item.dep != "appos" or item.mention is None or first.mention is None:
        return
    listed = any(t.head == item.index and t.dep == "conj" for t in tokens)
    if listed and not covers(first.index, item.index) and not covers(item.index, first.index):
        tokens[item.index] = replace(item, dep="conj")


def _mend_aside(tokens: list[Token], noun: Token, covers: Callable[[int, int], bool]) -> None:
    """In "A, a B known for C, does D", a class noun that took A's place goes back to be its apposition."""
    if noun.mention is None:
        return
    for name in tokens[: noun.index]:
        if name.mention is None or not covers(noun.index, name.index):
            continue
        if name.head == noun.head and name.dep == noun.dep == "nsubj":
            tokens[noun.index] = replace(noun, head=name.index, dep="appos")
        elif name.head == noun.index and name.dep == "dep" and noun.head != name.index:
            top = name.index if noun.head == noun.index else noun.head
            tokens[name.index] = replace(name, head=top, dep=noun.dep)
            tokens[noun.index] = replace(noun, head=name.index, dep="appos")


def _mend_title(tokens: list[Token], noun: Token, covers: Callable[[int, int], bool]) -> None:
    """In "the alkaloids A and B", the class noun before the name is an apposition of it."""
    name = tokens[noun.head]
    if noun.mention is not None and noun.dep in {"compound", "nmod"} and name.index == noun.index + 1:
        if name.mention is not None and covers(noun.index, name.index):
            tokens[noun.index] = replace(noun, dep="appos")


def _mend_example(tokens: list[Token], prep: Token, covers: Callable[[int, int], bool]) -> None:
    """In "the alkaloids in the leaves, such as A", A is an example of what may be one, not of the nearest noun."""
    if prep.dep != "prep" or (prep.lemma not in EXAMPLE and prep.lemma != "as"):
        return
    member = next(
        (t for t in tokens if t.head == prep.index and t.dep == "pobj" and t.mention is not None), None
    )
    noun = tokens[prep.head]
    if member is None or noun.pos not in NOMINAL or covers(noun.index, member.index):
        return
    for _ in tokens:
        noun = tokens[noun.head]
        if noun.pos in NOMINAL and covers(noun.index, member.index):
            tokens[prep.index] = replace(prep, head=noun.index)
            return


_ABOVE_ALL = frozenset({"primarily",
        "i.e.",
        "e.g.",
        "viz", "mainly", "mostly", "particularly", "especially", "notably", "namely",
                        "specifically", "chiefly", "principally", "above", "all", "in", "particular"})  # fmt: skip


def _listed_after(tokens: tuple[Token, ...], noun: Token, covers: Callable[[int, int], bool]) -> int | None:
    """The first mention after a comma, dash, colon or bracket that the noun covers, "primarily" and the like between."""
    index, opened = noun.index + 1, False
    while index < len(tokens) and index < noun.index + 9:
        token = tokens[index]
        if token.text in {",", "–", "—", "-", ":", "("}:
            opened = True
        elif token.mention is not None and (opened or covers(noun.index, index)):
            return index if opened and covers(noun.index, index) else None
        elif (opened and token.lemma not in _ABOVE_ALL | {"the", "a"} and token.pos != "ADJ") or (
            not opened and token.pos in {"VERB", "AUX"} and token.tag != "VBN"
        ):
            return None
        index += 1
    return None


def _above(tokens: list[Token], index: int, other: int) -> bool:
    """Whether `other` is above `index` in the tree."""
    for _ in tokens:
        index = tokens[index].head
        if index == other:
            return True
    return False
