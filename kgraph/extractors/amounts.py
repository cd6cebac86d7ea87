"""Nouns that say how much: what they measure, where that is not said by "of"."""

from __future__ import annotations

from kgraph.model import Sentence
from kgraph.syntax import Syntax


def measures(sentence: Sentence, syntax: Syntax, index: int) -> bool:
    """Whether a noun only says how much: "use of more than 2 g a day"."""
    token = syntax.tokens[index]
    numbered = any(c.dep in {"nummod", "quantmod"} for c in sentence.children(index))
    return token.pos == "NUM" or (numbered and token.mention is None and not syntax.out(index, "p:of"))


def apposed_to(sentence: Sentence, index: int) -> int | None:
    """The name that an amount is set beside: X in "X, some 10 g a day"; None where it is beside none."""
    tokens = sentence.tokens
    number = next((child.index for child in sentence.children(index) if child.dep == "nummod"), 0)
    comma = next((token.index for token in reversed(tokens[:number]) if token.text == ","), 0)
    if not comma or tokens[comma - 1].mention is None:
        return None
    return None if any(token.mention is not None for token in tokens[comma:index]) else comma - 1
