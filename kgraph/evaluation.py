"""How well claims agree with gold: evidence matched strictly, relaxed, and as bare pairs.

Gold is one evidence a line, in text order, with local names (docs/gold.md); claims are those of a build.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import GoldError
from kgraph.model import Span
from kgraph.namespaces import local_name
from kgraph.ontology import Ontology

ATTRIBUTES = ("polarity", "certainty", "holder", "basis")
"""What is compared on the relaxed matches."""


@dataclass(frozen=True, slots=True)
class Row:
    """One evidence, of gold or of a build; names are local names, `text` the sentence where it is known."""

    document: str
    sentence: Span
    subject: str
    predicate: str
    object: str
    polarity: str
    certainty: str = ""
    holder: str = ""
    basis: str = ""
    text: str = ""

    def near(self, other: Row) -> bool:
        """Whether the two are of one sentence: more than half of the shorter one overlaps."""
        if self.document != other.document:
            return False
        left, right = self.sentence, other.sentence
        overlap = min(left.end, right.end) - max(left.start, right.start)
        return overlap * 2 > min(len(left), len(right))

    def __str__(self) -> str:
        place = f"{self.document[:12]} {self.sentence.start}-{self.sentence.end}"
        return f"{place} {self.subject} {self.predicate} {self.object} {self.polarity}"


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean, 0 to 1, three decimals."""

    p: float
    r: float
    f1: float

    @classmethod
    def of(cls, hits: int, gold: int, system: int) -> Measure:
        """The measure of so many hits among so many lines of gold and of the system."""
        p, r = hits / system if system else 0.0, hits / gold if gold else 0.0
        return cls(round(p, 3), round(r, 3), round(2 * p * r / (p + r), 3) if p + r else 0.0)


@dataclass(frozen=True, slots=True)
class Score:
    """The agreement, and what was `missed` (gold) or `extra` (system) in the relaxed comparison.

    `accuracy` is the share of relaxed matches that agree in polarity, certainty, holder and basis.
    `negated_kept` says how many negated lines of gold, of those that matched, stayed negated.
    """

    gold: int
    system: int
    strict: Measure
    relaxed: Measure
    pairs: Measure
    accuracy: Mapping[str, float]
    negated_kept: str
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        """The numbers as JSON values, without the lines."""
        measures = {"strict": self.strict, "relaxed": self.relaxed, "pairs": self.pairs}
        return {
            "gold": self.gold,
            "system": self.system,
            **{name: {"p": m.p, "r": m.r, "f1": m.f1} for name, m in measures.items()},
            **self.accuracy,
            "negated_kept": self.negated_kept,
        }


def score(gold: Path, claims: Path, ontology: Ontology) -> Score:
    """The agreement of a claims file with a folder (or file) of gold, over the documents that gold has.

    Raises:
        GoldError: where a file is missing or a line does not follow the format.
    """
    return compare(tuple(read_gold(gold)), tuple(read_claims(claims)), ontology)


def compare(gold: Sequence[Row], system: Iterable[Row], ontology: Ontology) -> Score:
    """The agreement of evidence with gold; the same reading twice in one sentence counts once."""
    documents = {row.document for row in gold}
    unique: dict[tuple[object, ...], Row] = {}
    for row in system:
        if row.document in documents:
            unique.setdefault(_reading(row), row)
    rows = tuple(unique.values())
    likeness = Likeness(ontology)
    strict = [
        (i, j)
        for i, j in _match(gold, rows, likeness.strict, likeness)[0]
        if likeness.strict(gold[i], rows[j])
    ]
    relaxed, missed, extra = _match(gold, rows, likeness.relaxed, likeness)
    pairs = _match(gold, rows, _same_pair, likeness)[0]
    agreed = [(gold[i], rows[j]) for i, j in relaxed]
    negated = [right.polarity == "negated" for left, right in agreed if left.polarity == "negated"]
    return Score(
        gold=len(gold),
        system=len(rows),
        strict=Measure.of(len(strict), len(gold), len(rows)),
        relaxed=Measure.of(len(relaxed), len(gold), len(rows)),
        pairs=Measure.of(len(pairs), len(gold), len(rows)),
        accuracy={name: _accuracy(agreed, name) for name in ATTRIBUTES},
        negated_kept=f"{sum(negated)}/{len(negated)}",
        missed=tuple(gold[i] for i in missed),
        extra=tuple(rows[j] for j in extra),
    )


def _reading(row: Row) -> tuple[object, ...]:
    return row.document, row.sentence, row.subject, row.predicate, row.object, row.polarity


def _accuracy(agreed: Sequence[tuple[Row, Row]], name: str) -> float:
    same = sum(getattr(left, name) == getattr(right, name) for left, right in agreed)
    return round(same / len(agreed), 3) if agreed else 0.0


def _same_pair(gold: Row, system: Row) -> bool:
    return {gold.subject, gold.object} == {system.subject, system.object}


class Likeness:
    """When two readings of a sentence say the same or nearly so, by an ontology's hierarchies."""

    def __init__(self, ontology: Ontology) -> None:
        entities = ontology.entities
        self._broader = {local_name(e): {local_name(up) for up in ontology.broader(e)} for e in entities}
        relations = ontology.relations
        self._above = {
            local_name(r): {local_name(up) for up in ontology.superrelations(r)} for r in relations
        }
        self._parents = {local_name(r.iri): {local_name(up) for up in r.parents} for r in relations.values()}
        self._symmetric = {local_name(r.iri) for r in relations.values() if r.symmetric}

    def exact(self, gold: Row, system: Row) -> bool:
        """Whether relation and both ends are the same, whatever the polarity."""
        return gold.predicate == system.predicate and bool(self._ends(gold) & self._ends(system))

    def strict(self, gold: Row, system: Row) -> bool:
        """Whether relation, both ends and polarity are the same."""
        return gold.polarity == system.polarity and self.exact(gold, system)

    def relaxed(self, gold: Row, system: Row) -> bool:
        """Whether the relations are of one line or siblings, and so is each end, siblings apart."""
        return self._same_family(gold.predicate, system.predicate) and any(
            self._same_line(a, c) and self._same_line(b, d)
            for a, b in self._ends(gold)
            for c, d in self._ends(system)
        )

    def _ends(self, row: Row) -> set[tuple[str, str]]:
        ends = {(row.subject, row.object)}
        return ends | {(row.object, row.subject)} if row.predicate in self._symmetric else ends

    def _same_line(self, left: str, right: str) -> bool:
        return left == right or left in self._broader.get(right, ()) or right in self._broader.get(left, ())

    def _same_family(self, left: str, right: str) -> bool:
        if left == right or left in self._above.get(right, ()) or right in self._above.get(left, ()):
            return True
        return not self._parents.get(left, set()).isdisjoint(self._parents.get(right, ()))


Matches = tuple[list[tuple[int, int]], list[int], list[int]]


def _match(
    gold: Sequence[Row], system: Sequence[Row], test: Callable[[Row, Row], bool], likeness: Likeness
) -> Matches:
    """Pairs of (gold, system) numbers, one to one, and the numbers left over on either side.

    Exact pairs are taken first, so that a near one never takes an exact one's place.
    """
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(system):
        by_document[row.document].append(number)
    used: set[int] = set()
    pairs: list[tuple[int, int]] = []
    left = list(range(len(gold)))
    for fits in (likeness.exact, test):
        rest = []
        for i in left:
            line = gold[i]
            free = (j for j in by_document[line.document] if j not in used)
            hit = next((j for j in free if line.near(system[j]) and fits(line, system[j])), None)
            if hit is None:
                rest.append(i)
            else:
                used.add(hit)
                pairs.append((i, hit))
        left = rest
    return pairs, left, [j for j in range(len(system)) if j not in used]


def read_gold(path: Path) -> Iterator[Row]:
    """The lines of a gold file, or of all `*.jsonl` files of a folder, sorted by name.

    Raises:
        GoldError: where there is none, or a line does not follow the format.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise GoldError(f"{path}: no gold files (*.jsonl) here")
    for file in files:
        for place, line in _lines(file):
            with _placed(place):
                yield Row(
                    document=_stem(line["document"]),
                    sentence=Span(line["start"], line["end"]),
                    subject=line["subject"],
                    predicate=line["predicate"],
                    object=line["object"],
                    polarity=line["polarity"],
                    certainty=line["certainty"],
                    holder=line["holder"],
                    basis=line["basis"],
                    text=line.get("sentence", ""),
                )


def read_claims(path: Path) -> Iterator[Row]:
    """The evidence of a claims file (or of the `claims.jsonl` of an output folder).

    Raises:
        GoldError: where it is missing, or a line does not follow the format.
    """
    for place, claim in _lines(path / "claims.jsonl" if path.is_dir() else path):
        with _placed(place):
            for each in claim.get("evidence", [claim]):
                span = each["sentence"] if isinstance(each.get("sentence"), dict) else each
                yield Row(
                    document=_stem(each["document"]),
                    sentence=Span(span["start"], span["end"]),
                    subject=local_name(claim["subject"]),
                    predicate=local_name(claim["predicate"]),
                    object=local_name(claim["object"]),
                    polarity=local_name(each.get("polarity", claim.get("polarity", "affirmed"))).lower(),
                    certainty=local_name(each.get("certainty", "")).lower(),
                    holder=local_name(each.get("holder", "")),
                    basis=local_name(each.get("basis", "")),
                    text=each.get("text", ""),
                )


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    with _placed(f"{path}: line {number}"):
                        yield f"{path}: line {number}", json.loads(line)
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def _placed(place: str) -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        raise GoldError(f"{place}: not JSON: {error.msg}") from error
    except KeyError as error:
        raise GoldError(f"{place}: the field {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{place}: not a line of evidence: {error}") from error


def _stem(document: str) -> str:
    """A document is matched by its file's stem."""
    return re.sub(r"\.(txt|md|html?)$", "", document.rstrip("/").rsplit("/", 1)[-1])
