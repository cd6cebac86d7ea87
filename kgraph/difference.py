"""What changed from one build to another: claims gained, claims lost, and claims whose support changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import OutputError
from kgraph.export import tables
from kgraph.model import Polarity


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands in one build: its belief, its counts and its support profile, as written there."""

    belief: float | None
    evidence: int
    documents: int | None
    independent: int | None
    holders: int | None
    profile: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        """The figures in words.

        >>> print(Standing(0.65, 2, 1, 1, 1))
        belief 0.65, evidence 2, documents 1, independent 1, holders 1
        """
        names = ("belief", "evidence", "documents", "independent", "holders")
        figures = ((name, getattr(self, name)) for name in names)
        return ", ".join(f"{name} {value}" for name, value in figures if value is not None)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that differs: `statement` in words; `before` or `after` is None where a build lacks it."""

    claim: str
    statement: str
    before: Standing | None
    after: Standing | None

    @property
    def kind(self) -> str:
        """`gained`, `lost` or `changed`."""
        return "gained" if self.before is None else "lost" if self.after is None else "changed"

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """What changed, as (figure, before, after); empty for a claim that is gained or lost."""
        if self.before is None or self.after is None:
            return ()
        before, after = _figures(self.before), _figures(self.after)
        names = [*before, *(name for name in after if name not in before)]
        pairs = ((name, before.get(name, "0"), after.get(name, "0")) for name in names)
        return tuple(pair for pair in pairs if pair[1] != pair[2])


@dataclass(frozen=True, slots=True)
class Difference:
    """The claims that differ between two builds, each part sorted by statement; empty where nothing does."""

    gained: tuple[Row, ...] = ()
    lost: tuple[Row, ...] = ()
    changed: tuple[Row, ...] = ()
    same: int = field(default=0, compare=False)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.gained or self.lost or self.changed)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them: gained, lost, changed."""
        return (*self.gained, *self.lost, *self.changed)


def compare(old: Path, new: Path) -> Difference:
    """How the claims of `new` differ from those of `old`: output folders, or claims files themselves.

    A claim is the same claim where subject, relation, object and polarity are; it has changed where its
    belief or any count of its support has. That its evidence stands elsewhere in a text is no change.

    Raises:
        OutputError: a folder without claims, or a line that is not a claim; the message names it.
    """
    before, after = dict(_standings(old)), dict(_standings(new))
    rows = []
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        said = now or was
        if said and (was and was[1]) != (now and now[1]):
            rows.append(Row(key, said[0], was[1] if was else None, now[1] if now else None))
    rows.sort(key=lambda row: (row.statement, row.claim))
    parts = {kind: tuple(row for row in rows if row.kind == kind) for kind in ("gained", "lost", "changed")}
    return Difference(**parts, same=len(before.keys() & after.keys()) - len(parts["changed"]))


def _figures(standing: Standing) -> dict[str, str]:
    names = ("belief", "evidence", "documents", "independent", "holders")
    figures = {name: str(getattr(standing, name)) for name in names}
    return figures | {name: str(count) for name, count in standing.profile}


def _standings(path: Path) -> Iterator[tuple[str, tuple[str, Standing]]]:
    file = path / tables.JSONL if path.is_dir() else path
    for number, row in tables.read_rows(file):
        try:
            yield str(row["id"]), (_statement(row), _standing(row))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise OutputError(f"{file}:{number}: not a claim: {error}") from error


def _statement(row: Mapping[str, object]) -> str:
    labels = _mapping(row["labels"])
    denial = "NOT " if Polarity(str(row["polarity"])) is Polarity.NEGATED else ""
    return f"{labels['subject']} · {denial}{labels['predicate']} · {labels['object']}"


def _standing(row: Mapping[str, object]) -> Standing:
    evidence = row["evidence"]
    if not isinstance(evidence, list):
        raise TypeError("evidence is not a list")
    support = _mapping(row["support"] or {})
    belief = row["belief"]
    profile = (
        (f"{key.removeprefix('by_')} {name}", _count(count))
        for key in ("by_certainty", "by_holder", "by_basis", "by_source_kind")
        for name, count in _mapping(support.get(key, {})).items()
    )
    return Standing(
        belief=float(belief) if isinstance(belief, int | float) else None,
        evidence=len(evidence),
        documents=_count(support["documents"]) if support else None,
        independent=_count(support["independent"]) if support else None,
        holders=_count(support["holders"]) if support else None,
        profile=tuple(profile),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"not an object: {value!r}")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not a count: {value!r}")
    return value
