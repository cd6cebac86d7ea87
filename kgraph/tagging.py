"""Kinds of word: part of speech and lemma as a pipeline's rules give them, each kind looked up once.

spaCy's attribute ruler matches some two hundred patterns at every word, which takes nearly a third of a parse, and its
lemmatizer then strips endings off. Nearly all of that depends on the word, its tag and its label alone, so what the
two say of a word is kept by what they look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken
from spacy.vocab import Vocab

_ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""What the patterns of a ruler may look at for its results to be kept."""

_KEY = ["ORTH", "TAG", "DEP", "POS", "MORPH"]
"""What kinds of word are told apart by."""

_MOST = 20_000
"""How many kinds are kept, so that memory does not grow with the texts."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What a pipeline says of a word by itself; `opens` where a rule may ask for it and for the words after it.

    Compared by identity, so that what follows from it can be kept.
    """

    pos: str
    tag: str
    dep: str
    lemma: str
    opens: bool = False


class Kinds:
    """The last, rule-bound components of a pipeline, remembered; what it gives is what they give."""

    def __init__(self, components: Sequence[Callable[[Doc], Doc]]) -> None:
        self._components = components
        self._known: dict[tuple[int, ...], Kind] = {}
        rulers = [each for each in components if isinstance(each, AttributeRuler)]
        patterns = [pattern for ruler in rulers for pattern in _patterns(ruler)]
        plain = all(set(word) <= _ASKED for pattern in patterns for word in pattern)
        self._keeps = plain and all(map(_is_bound, components))
        longer = [pattern for pattern in patterns if len(pattern) > 1]
        self._longer = [_matcher(ruler.vocab, longer) for ruler in rulers]
        self._opening = [_matcher(ruler.vocab, [pattern[:1] for pattern in longer]) for ruler in rulers]

    def read(self, doc: Doc) -> tuple[list[Kind], list[int]]:
        """The kind of each word of a parsed text and the index of its head; the text may be changed."""
        *told, heads = doc.to_array([*_KEY, "HEAD"]).astype("int64").T.tolist()
        above = [index + step for index, step in enumerate(heads)]
        if not self._keeps:
            return self._made(doc), above
        keys = list(zip(*told, strict=True))
        self._learn(doc, keys)
        kinds = [self._known[key] for key in keys]
        if any(kind.opens for kind in kinds) and _found(self._longer, doc):
            return self._made(doc), above
        return kinds, above

    def _learn(self, doc: Doc, keys: Sequence[tuple[int, ...]]) -> None:
        """Remember the kinds of word in a text that are new."""
        if len(self._known) > _MOST:
            self._known.clear()
        if self._known.keys() >= set(keys):
            return
        new = {key: token for key, token in zip(keys, doc, strict=True) if key not in self._known}
        tokens = list(new.values())
        gathered = _apart(tokens)
        if _found(self._longer, gathered):  # words that do not stand together in the text
            made = [kind for token in tokens for kind in self._made(_apart([token]))]
        else:
            made = self._made(gathered)
        self._known.update(zip(new, made, strict=True))

    def _made(self, doc: Doc) -> list[Kind]:
        opening = _found(self._opening, doc)
        for component in self._components:
            component(doc)
        return [Kind(t.pos_, t.tag_, t.dep_, t.lemma_, t.i in opening) for t in doc]


def _apart(tokens: Sequence[SpacyToken]) -> Doc:
    """A text of these words only, with what kinds are told apart by."""
    doc = Doc(tokens[0].vocab, words=[token.text for token in tokens])
    for word, token in zip(doc, tokens, strict=True):
        word.tag, word.dep, word.pos = token.tag, token.dep, token.pos
        word.set_morph(token.morph)  # type: ignore[attr-defined]  # spaCy's stub lacks it
    return doc


def _is_bound(component: object) -> bool:
    """Whether what a component says of a word depends on nothing but what kinds are told apart by."""
    if isinstance(component, Lemmatizer):
        return component.mode in {"rule", "lookup"}
    return isinstance(component, AttributeRuler)


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    entries: list[Any] = ruler.patterns  # typed loosely by spaCy: patterns are lists of mappings, one a word
    return [pattern for entry in entries for pattern in entry["patterns"]]


def _matcher(vocab: Vocab, patterns: list[list[dict[str, Any]]]) -> Matcher:
    matcher = Matcher(vocab)
    if patterns:
        matcher.add("any", patterns)
    return matcher


def _found(matchers: Iterable[Matcher], doc: Doc) -> set[int]:
    """Where any of the patterns begins."""
    found = (matcher(doc, allow_missing=True) for matcher in matchers if len(matcher))
    return {start for matches in found for _, start, _ in matches}
