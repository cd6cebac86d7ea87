"""What the words of a line give away: that it is page furniture, a heading, the end of a sentence."""

from __future__ import annotations

import re
from pathlib import Path

_BUTTONS = frozenset(Path(__file__).with_name("furniture.txt").read_text(encoding="utf-8").splitlines())
"""Buttons, menu entries and section names of web pages, in lower case, one a line."""

_CONTENTS = re.compile(
    r"(table of contents|contents|on this page|in this (article|guide|page|post)\b[^.]{,60}|toc)\s*:?", re.I
)
_NOTICES = re.compile(
    r"""
    (©|\(c\)\s*(19|20)\d\d|copyright\b\s*(©|\(c\)|(19|20)\d\d|by\b)) .*
    | .*\ball\ rights\ reserved\W*
    | (posted|published|written|updated|reviewed|fact-checked|last\ (updated|reviewed|modified))\ ?
      (by|on|in|:)\ [^.!?]*
    | (posted|reviewed|written)\ (by|on)\ .*\b(read(ing\ time)?|minutes?|min)\b.*
    | (reading\ time|\d+[ -]min(ute)?s?\ read)\b.*
    | page\ \d+(\ of\ \d+)?
    | (jump\ to|skip\ to|filed\ under|posted\ in|tags|tagged|categories|topics)\ ?:.*
    | (share\ this|follow\ us|click\ here|subscribe\ to|sign\ up\ (to|for))\b.*
    | was\ this\ (page|article|answer)\ helpful\b.*
    | (you\ (may|might)\ also\ like|related\ (articles|posts|reading)|print\ this\ page)\b.*
    | (https?://|www\.)\S+
    | \S+@\S+\.\w+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COOKIES = re.compile(
    r"\b(we|site|website|page)\b[^.]{0,40}\buses?\b[^.]{0,20}\bcookies\b|\b(accept|manage|reject)\b.{0,20}\bcookies\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[|·•»›>/]\s+|\s*\|\s*")
_MARKS = "*_#`~> \t"
_SMALL = re.compile(
    "an?|and|as|at|but|by|for|from|in|into|is|its|nor|of|on|or|our|per|than|the|to|up|via|vs|with|your"
)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BOUNDARY = re.compile(r"(?<!\S)(\S+[.!?][\"'”’)\]]*)\s+(?=[\"'“‘(\[*_]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?i)\W*(dr|mr|mrs|ms|prof|st|vs|cf|approx|no|e\.g|i\.e|u\.s|[a-z])\.$")
_MOST_WORDS = 40


def plain(text: str) -> str:
    """The text without marks of emphasis and heading at its ends, space collapsed."""
    return " ".join(text.split()).strip(_MARKS)


def furniture(text: str) -> bool:
    """Whether the text is part of the page and not of what it says: a button, a menu, a notice, a rule.

    >>> [furniture(t) for t in ("facebook", "Home > Herbs > Tea", "© 2024 Tea House", "Tea calms people.")]
    [True, True, True, False]
    """
    line = plain(text)
    words = line.split()
    if not any(c.isalpha() for c in line):
        return True
    if len(words) > 2 * _MOST_WORDS:
        return False
    if _COOKIES.search(line):
        return True
    if len(words) > _MOST_WORDS:
        return False
    return line.lower().rstrip(":.…!") in _BUTTONS or bool(_NOTICES.fullmatch(line)) or _navigation(line)


def _navigation(line: str) -> bool:
    parts = [part for part in _SEPARATOR.split(line) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > 5 for part in parts) or _SENTENCE_END.search(line):
        return False
    return len(parts) > 2 or any(part.lower().strip() in _BUTTONS for part in parts)


def contents_title(text: str) -> bool:
    """Whether the text announces a table of contents."""
    return bool(_CONTENTS.fullmatch(plain(text)))


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a mark that ends a sentence, a clause or a lead-in."""
    return bool(_SENTENCE_END.search(text.rstrip(_MARKS)))


def introduces(text: str) -> bool:
    """Whether the text ends with a colon, and so leads in a list."""
    return text.rstrip(_MARKS + "\r\n\"'”’").endswith(":")


def titled(text: str) -> bool:
    """Whether the text is a short line in title case, without the mark that ends a sentence.

    >>> titled("The Science Behind Tea and Its Effect on Mood"), titled("Tea calms people")
    (True, False)
    """
    words = [word.strip("\"'“”‘’()[],:–—-") for word in plain(text).split()]
    words = [word for word in words if word and not _SMALL.fullmatch(word.lower())]
    if not words or len(words) > 16 or _closed(text):
        return False
    capital = sum(not word[0].islower() for word in words)
    return capital >= 0.75 * len(words) and not words[0][0].islower()


def short(text: str, most: int = 10) -> bool:
    """Whether the text is a line of a few words that ends no sentence; a question may be one."""
    line = plain(text)
    return 0 < len(line.split()) <= most and not _closed(line) and not line[0].islower()


def _closed(text: str) -> bool:
    line = text.rstrip(_MARKS)
    return bool(_SENTENCE_END.search(line) or line.endswith(",")) and not line.endswith("?")


def last_sentence(text: str) -> int:
    """Where the last sentence of a paragraph starts, in characters from the paragraph's start.

    >>> text = "Tea is old. Dr. Li lists three uses:"
    >>> text[last_sentence(text):]
    'Dr. Li lists three uses:'
    """
    start = 0
    for match in _BOUNDARY.finditer(text):
        if not _ABBREVIATION.match(match.group(1)):
            start = match.end()
    return start


def key(text: str) -> str:
    """What two lines share that say the same: words only, case, marks, numbering and page numbers dropped.

    >>> key("- 2. Side Effects ..... 14") == key("## Side effects")
    True
    """
    line = re.sub(r"\]\([^)]*\)", "]", text)
    line = re.sub(r"(\s*\.){3,}\s*\d+\s*$", "", line)
    line = re.sub(r"^[\W_]*(\d{1,2}(\.\d{1,2})*[.)]?\s+)?", "", line)
    return " ".join(re.findall(r"[^\W_]+", line.casefold()))
