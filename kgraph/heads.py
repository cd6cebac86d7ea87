"""The lemmas of words, and the noun that heads a name."""

from __future__ import annotations

from kgraph.spelling import key
from kgraph.tagging import Kind

_IN_SE = {f"{word}s": word for word in ("dose", "ease", "motive", "reverse", "sense", "use")}
"""Plurals whose lemma a rule-bound lemmatizer takes for a shorter word: "dos", "us"."""

_JOINERS = frozenset({"of", "in", "for", "to", "with", "from", "by"})


def lemma_of(text: str, shown: str, named: bool, kind: Kind) -> str:
    """The lemma in American spelling of a word that the parser was shown; a name has that of the noun that heads it."""
    if not named:
        return _spelt(kind.lemma, shown.lower(), kind.pos, kind.tag)
    head = head_word(text)
    if shown == head:
        return _spelt(kind.lemma, head.lower(), kind.pos, kind.tag)
    word = head.lower()
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word


def _spelt(lemma: str, said: str, pos: str, tag: str) -> str:
    """A lemmatizer's lemma of a word in lower case, mended where it is known to be wrong, in American spelling."""
    if tag == "NNS" and said in _IN_SE:
        return _IN_SE[said]
    whole = lemma + "e" if pos == "VERB" and _lacks_e(lemma, said) else lemma
    return key(whole) if whole.isalpha() else whole.lower()


def _lacks_e(lemma: str, said: str) -> bool:
    """Whether a short verb's lemma lost its last letter: English doubles the consonant of one without ("planned")."""
    short = len(lemma) == 3 and lemma[1] in "aeiou" and lemma[0] not in "aeiou" and lemma[2] not in "aeiouwxy"
    return short and said in {lemma + "ed", lemma + "ing"}


def head_word(text: str) -> str:
    """The noun that heads a name: its last word, or the one before "of" and the like.

    >>> head_word("iced tea"), head_word("leaves of the tree")
    ('tea', 'leaves')
    """
    words = text.split()
    for index, word in enumerate(words[1:], 1):
        if word.lower() in _JOINERS:
            return words[index - 1]
    return words[-1].rsplit("-", 1)[-1] or words[-1] if words else text
