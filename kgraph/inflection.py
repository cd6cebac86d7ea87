"""The forms that an English name takes: plural, singular, without its hyphen, full stop or possessive.

Candidates are made freely, for a form that nobody writes does no harm; only forms that would meet another
word are kept out. Regular endings and the Latin and Greek ones of scientific English follow R. Quirk et al.,
A Comprehensive Grammar of the English Language (1985), chapter 5, on number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.spelling import Word, key, words

_PLURALS = {
    "child": "children",
    "criterion": "criteria",
    "datum": "data",
    "foot": "feet",
    "ganglion": "ganglia",
    "goose": "geese",
    "louse": "lice",
    "man": "men",
    "mitochondrion": "mitochondria",
    "mouse": "mice",
    "ox": "oxen",
    "person": "people",
    "phenomenon": "phenomena",
    "taxon": "taxa",
    "tooth": "teeth",
    "woman": "women",
}
_SINGULARS = {plural: singular for singular, plural in _PLURALS.items()}
_F_WORDS = [
    "calf",
    "elf",
    "half",
    "hoof",
    "knife",
    "leaf",
    "life",
    "loaf",
    "self",
    "sheaf",
    "shelf",
    "thief",
    "wife",
    "wolf",
]
_SINGULARS |= {re.sub("fe?$", "ves", word): word for word in _F_WORDS}
_SINGULAR_ONLY = frozenset(
    [
        "aids",
        "always",
        "herpes",
        "measles",
        "mumps",
        "news",
        "rabies",
        "rickets",
        "scabies",
        "series",
        "species",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "about",
        "against",
        "among",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "to",
        "under",
        "with",
        "without",
    ]
)


def plurals(noun: str) -> tuple[str, ...]:
    """Every plural that a lower-case noun may have; empty where it is no word.

    >>> plurals("leaf"), plurals("therapy"), plurals("analysis"), plurals("nucleus")
    (('leaves',), ('therapies',), ('analyses',), ('nucleuses', 'nuclei'))
    """
    if not noun.isalpha() or len(noun) < 2:
        return ()
    for end in (noun, *(word for word in ("woman", "man", "child", "mouse") if noun.endswith(word))):
        if end in _PLURALS:
            return (noun[: len(noun) - len(end)] + _PLURALS[end],)
    if any(noun.endswith(word) for word in _F_WORDS):
        return (re.sub("fe?$", "ves", noun),)
    if noun.endswith("itis"):
        return (noun[:-2] + "ides",)
    if noun.endswith("is"):
        return (noun[:-2] + "es",)
    if re.search("[^aeiou]y$", noun):
        return (noun[:-1] + "ies",)
    regular = noun + ("es" if re.search("(?:s|x|z|ch|sh)$", noun) else "s")
    return (regular, *_classical(noun))


def _classical(noun: str) -> Iterator[str]:
    for ending, plural in (
        ("us", "i"),
        ("um", "a"),
        ("ma", "mata"),
        ("a", "ae"),
        ("ex", "ices"),
        ("ix", "ices"),
    ):
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            yield noun[: len(noun) - len(ending)] + plural
    if noun.endswith("o"):
        yield noun + "es"


def singulars(noun: str) -> tuple[str, ...]:
    """The singular of what looks like a plural; empty for anything else, short words above all.

    >>> singulars("kettles"), singulars("leaves"), singulars("stress"), singulars("news")
    (('kettle',), ('leaf',), (), ())
    """
    for end in (noun, *(plural for plural in _SINGULARS if noun.endswith(plural) and len(plural) > 3)):
        if end in _SINGULARS:
            return (noun[: len(noun) - len(end)] + _SINGULARS[end],)
    if len(noun) < 5 or not noun.isalpha() or noun in _SINGULAR_ONLY or not re.search("[^suic]s$|ics$", noun):
        return ()
    if noun.endswith("ics"):
        return ()
    if noun.endswith("ies"):
        return (noun[:-3] + "y",)
    if re.search("(?:ss|x|z|ch|sh)es$", noun):
        return (noun[:-2],)
    return (noun[:-1],)


def forms(label: str) -> tuple[tuple[str, ...], ...]:
    """The sequences of keys by which a label may be met, the label's own first.

    >>> forms("meta-analysis")
    (('meta', 'analysis'), ('metaanalysis',), ('meta', 'analyzes'), ('metaanalyzes',))
    """
    own = words(label)
    spelled = list(dict.fromkeys(_joined(label, own)))
    found = dict.fromkeys(spelled)
    for keys in filter(None, spelled):
        for head in _heads(keys):
            for other in (*plurals(keys[head]), *singulars(keys[head])):
                found[(*keys[:head], key(other), *keys[head + 1 :])] = None
    return tuple(found)


def _joined(label: str, own: list[Word]) -> Iterator[tuple[str, ...]]:
    """The keys as they are; without full stops; possessives run in or left out; hyphens left out."""
    keys = tuple(word.key for word in own)
    yield keys
    if "." in keys:
        yield tuple(each for each in keys if each != ".")
    if "'s" in keys:
        plain = tuple(each for each in keys if each != ".")
        yield tuple(each for each in plain if each != "'s")
        yield tuple(re.sub(" 's", "s", " ".join(plain)).split())
    hyphens = [
        place
        for place in range(1, len(own))
        if own[place].start - own[place - 1].end == 1
        and not label[own[place - 1].end].isspace()
        and own[place].key.isalpha()
        and own[place - 1].key.isalpha()
    ]
    singly = [[each] for each in hyphens] if 1 < len(hyphens) < 4 else []
    for together in (hyphens, *singly):
        if together:
            merged = "".join(("" if i in together or i == 0 else " ") + k for i, k in enumerate(keys))
            yield tuple(map(key, merged.split()))


def _heads(keys: tuple[str, ...]) -> Iterator[int]:
    """Where the number of the name shows: its last word, and the last before a preposition."""
    yield len(keys) - 1
    inner = next((i for i, each in enumerate(keys) if each in _PREPOSITIONS and i), None)
    if inner is not None:
        yield inner - 1
