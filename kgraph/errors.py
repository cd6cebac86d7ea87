"""What can go wrong, one class a layer, each saying where."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an ontology; the codes are listed in `kgraph.authoring`.

    >>> print(Problem("O202", "tea/plants.ttl", 12, "tea:Assam", "has no skos:prefLabel"))
    tea/plants.ttl:12: O202 tea:Assam: has no skos:prefLabel
    """

    code: str
    file: str
    line: int | None = None
    subject: str = ""
    reason: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(filter(None, (place, f"{self.code} {self.subject}".strip(), self.reason)))


class KgraphError(Exception):
    """The base of every error that kgraph raises on purpose; its text is fit to be shown to a user."""


class OntologyError(KgraphError):
    """An ontology that cannot be used; every line of the message names a file, line or subject, and reason.

    `problems` holds the same as values, sorted by place; empty where the message was given as text.
    """

    def __init__(self, message: str = "", problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(
            sorted(problems, key=lambda p: (p.file, p.line or 0, p.code, p.subject, p.reason))
        )
        super().__init__(message or "\n".join(map(str, self.problems)))


class SourceError(KgraphError):
    """An input that cannot be read as a document; the message names the path and the reason."""


class LanguageError(KgraphError):
    """A language pipeline that is not installed or lacks a component that reading needs."""


class QueryError(KgraphError):
    """A SPARQL query that is unknown or malformed."""


class OutputError(KgraphError):
    """A built output that is missing, incomplete or not written by kgraph."""


class GoldError(KgraphError):
    """A gold or claims file that does not follow the format; the message names the file and line."""
