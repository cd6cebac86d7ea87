"""What makes a first parse doubtful, and what to show the parser instead."""

from __future__ import annotations

from kgraph.arcs import NOMINAL, PLURAL, VERBAL
from kgraph.model import Token

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_LONGEST_LABEL = 14
"""The most words of a label before its colon."""


def mistaken_verbs(tokens: tuple[Token, ...], verbs: frozenset[str] | None) -> tuple[tuple[int, str], ...]:
    """Mentions before a word that looks like a noun or adjective but is likely their verb, each with a pronoun.

    `verbs` are the lemmas that wordings ask for, None for any. Returns (mention number, "it" or "they") pairs.
    """
    verbless = not has_verb(tokens)
    found = []
    for token in tokens:
        if token.mention is None:
            continue
        governed = token.dep in {"pobj", "dobj"}
        after = next((t for t in tokens[token.index + 1 : token.index + 3] if t.text != ","), None)
        if (
            after is None
            or after.mention is not None
            or (governed and not (verbless and after.tag in {"VBN", "NN"}))
        ):
            continue
        if _looks_like_verb(after, verbs, verbless):
            found.append((token.mention, "they" if token.tag == "NNS" else "it"))
    return tuple(found)


def has_verb(tokens: tuple[Token, ...]) -> bool:
    """Whether a verb heads the sentence."""
    return any(t.head == t.index and t.pos in VERBAL for t in tokens)


def _looks_like_verb(word: Token, verbs: frozenset[str] | None, verbless: bool) -> bool:
    text = word.text.lower()
    stems = {text, text.removesuffix("s"), text.removesuffix("es"), word.lemma}
    known = verbs is None or not stems.isdisjoint(verbs)
    plural = word.tag in PLURAL | {"JJ", "NNP", "NN"} and text.endswith("s")
    past = word.tag == "VBN" and word.dep == "amod" and word.head > word.index
    bare = verbless and word.tag in {"NN", "JJ"} and verbs is not None
    return known and (plural or past or bare)


def colon(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """The words that a colon stands for after a label: "side effects: A, B" says that they include A and B.

    Of a mere adjective ("Rare: A, B") it says that there are such ones. Empty where the colon opens no such list.
    """
    at = next((t.index for t in tokens[:_LONGEST_LABEL] if t.text == ":"), 0)
    label = _without_aside(tokens[:at])
    finite = any(t.tag in _FINITE and t.mention is None for t in tokens[at + 1 :])
    if finite or any(t.pos in VERBAL and t.mention is None for t in label):
        return ()
    if not label or not any(t.mention is not None for t in tokens[at:]):
        return ()
    noun = label[-1].pos in NOMINAL and not (len(label) == 1 and label[0].tag == "NNP")
    return ("include",) if noun else ("ones", "include") if label[-1].pos in {"ADJ", "PROPN"} else ()


def _without_aside(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words before a bracket, all where there is none."""
    opening = next((t.index for t in tokens if t.text in {"(", "["}), len(tokens))
    return tokens[:opening]
