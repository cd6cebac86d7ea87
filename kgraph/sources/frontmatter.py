"""The YAML header that names a document's title, publisher, kind, date, address and licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from kgraph.model import BlockKind, Span
from kgraph.sources.lines import Line
from kgraph.sources.structure import Piece

FIELDS = ("title", "publisher", "kind", "published", "url", "license", "language")
"""What a header may say; anything else in it is left alone."""

_ALIASES = {"date": "published", "licence": "license", "lang": "language"}
_FENCE = "---"
_BROKEN = "line {}: front matter is broken and was ignored: {}"
_ENDS = ("---", "...")


@dataclass(frozen=True)
class FrontMatter:
    """What the header says; `lines` is how many lines it takes, fences included, 0 where there is none."""

    lines: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def pieces(self, text: str, lines: tuple[Line, ...]) -> list[Piece]:
        """The header as a piece of the page, or nothing where there is none."""
        end = lines[self.lines].start if self.lines < len(lines) else len(text)
        return [Piece(Span(0, end), BlockKind.FURNITURE)] if self.lines else []


def read(lines: tuple[Line, ...]) -> FrontMatter:
    """The header at the top of a document; a broken one gives a note that names the line, never an error.

    Values are kept as they are written: a date stays the text it was.
    """
    if lines[0].text.rstrip() != _FENCE:
        return FrontMatter()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.text.rstrip() in _ENDS), None)
    if end is None:
        return FrontMatter(notes=("line 1: front matter is opened by --- and never closed; read as text",))
    try:
        # the base loader makes nothing but text, lists and mappings
        content = yaml.load("\n".join(line.text for line in lines[1:end]), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        number = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", None) or "not YAML"
        return FrontMatter(end + 1, notes=(_BROKEN.format(number, problem),))
    if content in (None, ""):
        return FrontMatter(end + 1)
    if not isinstance(content, dict):
        return _not_a_header(lines, end)
    return FrontMatter(end + 1, *_fields(content, lines))


def _not_a_header(lines: tuple[Line, ...], end: int) -> FrontMatter:
    """Prose between two rules is prose; a header without a colon is a slip, and its writer wants to know."""
    if any(line.blank for line in lines[1:end]) or len(lines) == end + 1:
        return FrontMatter()
    return FrontMatter(end + 1, notes=(_BROKEN.format(2, "no 'name: value' in it"),))


def _fields(
    content: Mapping[object, object], lines: tuple[Line, ...]
) -> tuple[dict[str, str], tuple[str, ...]]:
    found: dict[str, str] = {}
    notes = []
    for key, value in content.items():
        name = _ALIASES.get(str(key).lower(), str(key).lower())
        if name not in FIELDS:
            continue
        if isinstance(value, str):
            found[name] = " ".join(value.split())
        else:
            number = next((n for n, line in enumerate(lines, 1) if line.text.startswith(f"{key}:")), 2)
            notes.append(f"line {number}: front matter field {key} must be one value; it was ignored")
    return found, tuple(notes)
