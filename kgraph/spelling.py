"""Words as they are compared: case, accents, ligatures, Greek letters and British spelling are folded.

A text becomes keys, each with its place in the text, so that whatever is found is found verbatim. Dashes and
spaces only part words: "beta-ray" and "beta ray" have the same keys. Letters, digits and Greek letters are
parted too, so that "B12", "B-12" and "TNFα" compare as written in any of the usual ways.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff\u00b5\u2206\u2126"
_SUB = "\u2080-\u2089"
_SUPER = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_LATIN = rf"[^\W\d_{_GREEK}{_SUB}{_SUPER}]"
_WORD = re.compile(
    rf"(?P<possessive>(?<=\w)['’ʼ′´`][sS]\b)"
    rf"|(?P<letters>{_LATIN}(?:{_LATIN}|[{_MARKS}])*)"
    rf"|(?P<digits>[\d{_SUB}]+)"
    rf"|(?P<super>[{_SUPER}]+)"
    rf"|(?P<greek>[{_GREEK}][{_MARKS}]*)"
    rf"|(?P<dash>[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00ad]+)"
    rf"|(?P<mark>\S)"
)
_SINGLE = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_INVISIBLE = re.compile(rf"[{_MARKS}]")

# Each turns a British ending or stem into the American one; the least length keeps short everyday words out.
_SPELLINGS = tuple(
    (re.compile(pattern), repl, least)
    for pattern, repl, least in (
        (r"oe|ae", "e", 6),
        (r"(?<=[a-z]{2})our(?=$|s$|al|ed$|ing|able|ful|less|ite|y$)", "or", 5),
        (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)", "iz", 6),
        (r"ys(?=(?:e|es|ed|er|ers|ing)$)", "yz", 6),
        (r"(?<=[tb])re(?=s?$)", "er", 5),
        (r"ll(?=(?:ed|ing|er|ers|or|ors)$)", "l", 8),
        (r"logue(?=s?$)", "log", 6),
        (r"gramme(?=s?$)", "gram", 6),
        (r"sulph", "sulf", 5),
        (r"ageing$", "aging", 6),
    )
)


class Word(NamedTuple):
    """A key, the characters it stands for, and whether it hangs on the word before or after without a gap.

    `glued` is true where a letter, digit or Greek letter follows the word before it with nothing between:
    no name ends or begins there.
    """

    key: str
    start: int
    end: int
    glued: bool


def words(text: str) -> list[Word]:
    """The keys of a text in order; spaces and dashes have none, other punctuation is a key of its own.

    >>> [word.key for word in words("the C₂-valve's α-end")]
    ['the', 'c', '2', 'valve', "'s", 'alpha', 'end']
    """
    found = []
    last = -1
    for match in _WORD.finditer(text):
        kind = match.lastgroup
        if kind == "dash":
            continue
        start, end = match.span()
        wordlike = kind in ("letters", "digits", "greek")
        found.append(Word(key(match[0]), start, end, wordlike and last == start))
        # a raised figure after a word is a footnote mark, so nothing hangs on it
        last = end if wordlike else -1
    return found


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The key of one word.

    >>> key("Œdema"), key("Behaviour"), key("naïve"), key("µ"), key("’s"), key("`s")
    ('edema', 'behavior', 'naive', 'mu', "'s", "'s")
    """
    if len(word) == 2 and word[1] in "sS" and not word[0].isalnum():
        return "'s"
    if word.isascii() and word.islower():
        return _american(word)
    if word == "∆":
        return "delta"
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", word)).casefold().translate(_SINGLE)
    plain = _INVISIBLE.sub("", folded)
    return _american("".join(map(_greek, plain)))


def _greek(character: str) -> str:
    if "\u0370" <= character <= "\u03ff":
        name = unicodedata.name(character, "").split(" WITH ")[0].split()
        if "LETTER" in name:
            return name[-1].lower().replace("lamda", "lambda")
    return character


def _american(word: str) -> str:
    for pattern, replacement, least in _SPELLINGS:
        if len(word) >= least:
            word = pattern.sub(replacement, word)
    return word


def keeps_case(label: str) -> bool:
    """Whether a label is a short form that must be met with its case, or it would match an everyday word.

    So it is with capitals of up to four letters, unless they hold no vowel and so can be no word.

    >>> keeps_case("WHO"), keeps_case("HTML"), keeps_case("DVD"), keeps_case("IT"), keeps_case("tea")
    (True, False, False, True, False)
    """
    if not (label.isalpha() and label.isupper() and len(label) <= 4):
        return False
    return len(label) <= 2 or any(letter in "AEIOUY" for letter in label)


def fold(text: str) -> str:
    """The keys of a text, joined by spaces: equal for two ways to write one name.

    >>> fold("β-Ray  Behaviour") == fold("beta ray behavior")
    True
    >>> fold("co-operate") == fold("cooperate")
    False
    """
    return " ".join(word.key for word in words(text))
