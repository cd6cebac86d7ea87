"""Which files to read, in which order, and under which ids."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.model import Skipped

_ABOUT = frozenset({"README", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING", "NOTICE"})
"""Stems of files that tell of their folder; they are read only when named themselves."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read and the id of its document."""

    id: str
    path: Path


def find(paths: Iterable[Path], suffixes: frozenset[str]) -> list[Found | Skipped]:
    """The files that the paths name, in their order, and what was named but is not there.

    Only paths are held, no file is opened.
    """
    results: list[Path | Skipped] = []
    seen: set[Path] = set()
    for path in paths:
        for result in _expand(path, suffixes):
            if isinstance(result, Path):
                if (real := result.resolve()) in seen:
                    continue
                seen.add(real)
            results.append(result)
    ids = iter(identify([path for path in results if isinstance(path, Path)]))
    return [Found(next(ids), r) if isinstance(r, Path) else r for r in results]


def _expand(path: Path, suffixes: frozenset[str]) -> Iterator[Path | Skipped]:
    if path.is_dir():
        closed: list[OSError] = []
        files = sorted(_walk(path, suffixes, closed.append))
        yield from files
        for error in closed:
            yield Skipped(Path(error.filename).as_posix(), error.strerror or "cannot be listed")
        if not files and not closed:
            known = ", ".join(sorted(suffixes))
            yield Skipped(path.as_posix(), f"the folder holds no documents ({known})")
    elif path.is_file():
        yield path
    elif path.exists():
        yield Skipped(path.as_posix(), "neither a file nor a folder")
    else:
        yield Skipped(path.as_posix(), "no such file or folder")


def _walk(folder: Path, suffixes: frozenset[str], refused: Callable[[OSError], None]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith(".") or path.stem.upper() in _ABOUT:
                continue
            if path.suffix.lower() in suffixes and path.is_file():
                yield path


def identify(paths: list[Path]) -> list[str]:
    """An id for each of the different paths: its stem, or what tells it from the others of that stem.

    >>> identify([Path("a/tea.md"), Path("b/tea.md"), Path("b/ale.md"), Path("b/ale.txt")])
    ['a/tea', 'b/tea', 'ale.md', 'ale.txt']
    """
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(path.stem, []).append(path)
    names = {stem: _tell_apart(group) for stem, group in groups.items()}
    return [names[path.stem][path] for path in paths]


def _tell_apart(group: list[Path]) -> dict[Path, str]:
    whole = {path: path.resolve() for path in group}
    deepest = max(len(real.parts) for real in whole.values())
    for depth in range(1, deepest + 1):
        for bare in (True, False):
            ids = {p: "/".join((r.with_suffix("") if bare else r).parts[-depth:]) for p, r in whole.items()}
            if len(set(ids.values())) == len(group):
                return ids
    counts = Counter(whole.values())  # pragma: no cover - different paths resolve apart
    raise ValueError(f"the same file twice: {counts.most_common(1)}")
