"""Parts of speech by a pipeline's attribute rules, each kind of word looked up once.

spaCy's attribute ruler matches some two hundred patterns at every word, which takes nearly a third of a parse. Nearly
all of them look at one word only, so what they say of a word is kept by all that they look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_ASKED = ("TAG", "LOWER", "DEP", "IS_SPACE")
"""What the patterns of a ruler may look at for their results to be kept."""

_SAID = ("POS", "MORPH", "LEMMA", "TAG", "DEP")
"""What a ruler says of a word, as far as it is kept."""

_MOST = 100_000
"""How many kinds of word are kept, so that memory does not grow with the texts."""


class Rules:
    """An attribute ruler that remembers; what it gives is what the ruler gives."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler = ruler
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._longer = Matcher(ruler.vocab)
        entries: list[Any] = (
            ruler.patterns
        )  # typed loosely by spaCy: patterns are lists of mappings, one a word
        patterns = [pattern for entry in entries for pattern in entry["patterns"]]
        self._keeps = all(set(word) <= {*_ASKED, "OP"} for pattern in patterns for word in pattern)
        longer = [
            pattern for pattern in patterns if len(pattern) > 1 or any("OP" in word for word in pattern)
        ]
        if longer:
            self._longer.add("longer", longer)

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002 - as spaCy's pipes
        """The documents with their parts of speech, in order; changed in place."""
        for doc in docs:
            yield self(doc)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its parts of speech; changed in place."""
        if not self._keeps or not len(doc) or self._longer(doc, allow_missing=True):
            return self.ruler(doc)
        kinds = _rows(doc, _ASKED)
        if all(kind in self._known for kind in kinds):
            for token, kind in zip(doc, kinds, strict=True):
                pos, morph, lemma, tag, dep = self._known[kind]
                token.pos = pos
                token.set_morph(morph)  # type: ignore[attr-defined]  # spaCy's stub lacks it
                if lemma:
                    token.lemma = lemma
                if (tag, dep) != (kind[0], kind[2]):
                    token.tag, token.dep = tag, dep
            return doc
        self.ruler(doc)
        if len(self._known) > _MOST:
            self._known.clear()
        self._known.update(zip(kinds, _rows(doc, _SAID), strict=True))
        return doc


def _rows(doc: Doc, attributes: tuple[str, ...]) -> list[tuple[int, ...]]:
    return [tuple(row) for row in doc.to_array(list(attributes)).tolist()]
