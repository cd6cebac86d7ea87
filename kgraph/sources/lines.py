"""The lines of a text, with where each stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgraph.model import Span

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line break; `text == whole[start:start + len(text)]`."""

    start: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing but space on it."""
        return not self.text.strip()

    @property
    def content(self) -> Span:
        """The span without the space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return Span(self.start + left, max(self.start + left, self.start + len(self.text.rstrip())))


def split(text: str) -> tuple[Line, ...]:
    r"""The lines as Markdown counts them: broken by LF, CR LF or CR and nothing else.

    >>> [(line.start, line.text) for line in split("a\r\nb\x0bc\n")]
    [(0, 'a'), (3, 'b\x0bc'), (7, '')]
    """
    found = []
    start = 0
    for match in _BREAK.finditer(text):
        found.append(Line(start, text[start : match.start()]))
        start = match.end()
    found.append(Line(start, text[start:]))
    return tuple(found)


def trim(text: str, span: Span) -> Span:
    """The span without the space at both ends; empty at its start where it holds nothing else."""
    start, end = span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
