"""The page's own styles and scripts, joined into one text each, and the policy that admits only them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parent / "page"
"""The folder of the template, the styles (`css/`) and the scripts (`js/`)."""

_IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}) from "\./(?P<module>[a-z]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (?P<name>\w+))", re.MULTILINE)


@cache
def script(main: str = "main") -> str:
    """The module `main` and all that it imports as one script, each module before those that need it.

    Each becomes a function called once, so that its own names stay its own. Modules that import one another
    in a circle cannot be joined like this.
    """
    return "".join(f"const {name}_js = (() => {{\n{_inside(name)}}})();\n" for name in _order(main, set()))


def _order(name: str, seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    for match in _IMPORT.finditer(_read(name)):
        yield from _order(match["module"], seen)
    yield name


def _inside(name: str) -> str:
    text = _read(name)
    exported = ", ".join(match["name"] for match in _EXPORT.finditer(text))
    return f"{_EXPORT.sub('', _IMPORT.sub(_taken, text))}\nreturn {{ {exported} }};\n"


def _taken(match: re.Match[str]) -> str:
    return f"const {match['names'].replace(' as ', ': ')} = {match['module']}_js;"


@cache
def _read(name: str) -> str:
    return (PAGE / "js" / f"{name}.js").read_text(encoding="utf-8")


@cache
def style() -> str:
    """All style sheets in the order of their names."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((PAGE / "css").glob("*.css")))


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """A Content-Security-Policy under which nothing runs, loads or is sent but the given inline texts.

    Pictures may come from memory (`blob:`, `data:`), for saving the view as a file.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src blob: data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
