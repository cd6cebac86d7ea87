"""Turtle files as triples that know where they stand, parsed with Oxigraph.

Nothing is ever fetched: an ontology that `owl:imports` names is looked for among the files at hand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kgraph.errors import OntologyError, Problem
from kgraph.namespaces import IRI, OWL, RDF


class Words(NamedTuple):
    """A literal: its text and its language tag, empty where it has none."""

    text: str
    language: str

    @property
    def english(self) -> bool:
        """Whether kgraph reads it: tagged as any English, or not tagged."""
        return not self.language or self.language.lower().split("-")[0] == "en"


class Triple(NamedTuple):
    """Subject, predicate and object; a blank node is an IRI that starts with `_:` and is never shown."""

    subject: IRI
    predicate: IRI
    object: IRI | Words


@dataclass(frozen=True)
class TurtleFile:
    """One parsed file.

    `name` is the same on every machine ("tea/plants.ttl"); `shown` is the path for messages; `text` is the
    source, for finding lines.
    """

    path: Path
    name: str
    text: str
    sha256: str
    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]

    @property
    def shown(self) -> str:
        """The path as a user can open it."""
        return shown(self.path)

    @cached_property
    def ontologies(self) -> tuple[IRI, ...]:
        """The ontologies that the file declares."""
        return tuple(t.subject for t in self.triples if t.predicate == RDF.type and t.object == OWL.Ontology)

    @cached_property
    def imports(self) -> tuple[IRI, ...]:
        """The ontologies that the file asks for, in its order."""
        return tuple(
            IRI(t.object) for t in self.triples if t.predicate == OWL.imports and isinstance(t.object, str)
        )

    def line(self, iri: str, words: str = "") -> int | None:
        """The line where a resource, or a text said of it, is written; None where it cannot be found.

        A resource is first looked for at the start of a statement, then anywhere.
        """
        starts = [] if iri.startswith("_:") else list(self._spellings(iri))
        after = next((m.start() for s in starts for m in re.finditer(rf"(?m)^{s}(?![\w-])", self.text)), None)
        if after is None:
            after = next((m.start() for s in starts for m in re.finditer(rf"{s}(?![\w-])", self.text)), None)
        if words:
            said = self.text.find(words, after or 0)
            after = said if said >= 0 else after
        return None if after is None else self.text.count("\n", 0, after) + 1

    def _spellings(self, iri: str) -> Iterator[str]:
        for prefix, base in self.prefixes.items():
            if iri.startswith(base) and len(iri) > len(base):
                yield rf"(?<![\w-]){re.escape(prefix)}:{re.escape(iri[len(base) :])}"
        yield re.escape(f"<{iri}>")


def parse_file(path: Path, name: str) -> TurtleFile:
    """The triples of a file, in its order.

    Raises:
        OntologyError: the file cannot be opened, is not UTF-8, or is not Turtle; names file, line and column.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise OntologyError(
            problems=[Problem("O102", shown(path), reason=error.strerror or "cannot be read")]
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise OntologyError(
            problems=[Problem("O101", shown(path), line, reason="bytes that are not UTF-8")]
        ) from error
    try:
        parser = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True)
        triples = tuple(
            Triple(IRI(_node(q.subject)), IRI(q.predicate.value), _term(q.object)) for q in parser
        )
    except SyntaxError as error:
        reason = re.sub(r"^Parser error at line \d+ ", "", error.msg)
        raise OntologyError(problems=[Problem("O101", shown(path), error.lineno, reason=reason)]) from error
    digest = hashlib.sha256(data).hexdigest()
    return TurtleFile(path, name, text, digest, triples, dict(parser.prefixes))


def _node(term: object) -> str:
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(getattr(term, "value", term))


def _term(term: object) -> IRI | Words:
    if isinstance(term, pyoxigraph.Literal):
        return Words(term.value, term.language or "")
    return IRI(_node(term))


@dataclass(frozen=True)
class Triples:
    """The triples of several files, looked up by subject and predicate; values keep the files' order."""

    files: tuple[TurtleFile, ...]
    _index: dict[IRI, dict[IRI, list[IRI | Words]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for file in self.files:
            for subject, predicate, value in file.triples:
                values = self._index.setdefault(subject, {}).setdefault(predicate, [])
                if value not in values:
                    values.append(value)

    @property
    def subjects(self) -> tuple[IRI, ...]:
        """Everything that is said something of, blank nodes too, in the order of the files."""
        return tuple(self._index)

    def __contains__(self, subject: str) -> bool:
        return subject in self._index

    def predicates(self, subject: IRI) -> tuple[IRI, ...]:
        """What is said of the subject, in order."""
        return tuple(self._index.get(subject, ()))

    def values(self, subject: IRI, predicate: IRI) -> tuple[IRI | Words, ...]:
        """The objects, literals and nodes alike."""
        return tuple(self._index.get(subject, {}).get(predicate, ()))

    def nodes(self, subject: IRI, predicate: IRI) -> tuple[IRI, ...]:
        """The objects that are IRIs or blank nodes."""
        return tuple(v for v in self.values(subject, predicate) if not isinstance(v, Words))

    def words(self, subject: IRI, predicate: IRI) -> tuple[str, ...]:
        """The literals that are English or without a language, without their tags."""
        return tuple(v.text for v in self.values(subject, predicate) if isinstance(v, Words) and v.english)

    def first(self, subject: IRI, *predicates: IRI) -> str:
        """The first of the literals that the predicates give, in the predicates' order, or an empty text."""
        return next((words for p in predicates for words in self.words(subject, p)), "")

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix to namespace over all files, sorted; where two files differ the first keeps it."""
        merged: dict[str, str] = {}
        for file in self.files:
            for prefix, base in file.prefixes.items():
                merged.setdefault(prefix, base)
        return {prefix: merged[prefix] for prefix in sorted(merged) if prefix}

    def problem(self, code: str, subject: IRI, reason: str, words: str = "") -> Problem:
        """A problem with a resource, placed where the resource (or the words) is first written.

        A blank node is named and placed by the resource that it hangs on.
        """
        while subject.startswith("_:") and subject in self._owners:
            subject = self._owners[subject]
        files = [f for f in self.files if any(t.subject == subject for t in f.triples)] or list(self.files)
        file = next((f for f in files if words and words in f.text), files[0])
        return Problem(code, file.shown, file.line(subject, words), self.name(subject), reason)

    @cached_property
    def _owners(self) -> dict[IRI, IRI]:
        """Of each blank node, the resource that refers to it."""
        return {
            IRI(value): subject
            for subject, said in self._index.items()
            for values in said.values()
            for value in values
            if isinstance(value, str) and value.startswith("_:")
        }

    def name(self, iri: str) -> str:
        """The IRI as people write it: shortened by a prefix where one fits."""
        fits = [(len(base), prefix) for prefix, base in self.prefixes.items() if iri.startswith(base)]
        if not fits or iri.startswith("_:"):
            return "" if iri.startswith("_:") else f"<{iri}>"
        length, prefix = max(fits)
        return f"{prefix}:{iri[length:]}"


def follow_imports(start: Iterable[Path], asked: Iterable[IRI], folders: tuple[Path, ...]) -> Triples:
    """The files of `start`, the ontologies `asked` for, and whatever those import, each once.

    What is asked for is looked for in the last of the `folders`, the shipped one. An import is looked for in all
    of them, in order, then in their subfolders one deep; found in a subfolder, all of that subfolder is read.

    Raises:
        OntologyError: every file that cannot be parsed, and every import that is not found.
    """
    reading = _Reading(folders)
    for path in start:
        reading.take(path.resolve())
    for iri in asked:
        reading.seek(iri, folders[-1:])
    for file in reading.queue:  # grows while it is walked
        for iri in file.imports:
            if not reading.seek(iri):
                reason = f"imports <{iri}>, which no Turtle file at hand declares as an owl:Ontology"
                reading.problems.append(Problem("O103", file.shown, file.line(iri), reason=reason))
    if reading.problems:
        raise OntologyError(problems=reading.problems)
    return Triples(tuple(sorted(reading.queue, key=lambda file: (file.name, file.path))))


class _Reading:
    """The files read so far, each once, and what was wrong with them."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.paths: set[Path] = set()
        self.queue: list[TurtleFile] = []
        self.problems: list[Problem] = []

    def take(self, path: Path) -> None:
        """Reads a file that was not read yet."""
        if path not in self.paths:
            self.paths.add(path)
            try:
                self.queue.append(parse_file(path, _name(path, self.folders)))
            except OntologyError as error:
                self.problems.extend(error.problems)

    def seek(self, iri: IRI, folders: tuple[Path, ...] = ()) -> bool:
        """Reads the files of an ontology, if need be; false where it is not found."""
        if any(iri in file.ontologies for file in self.queue):
            return True
        found = _locate(iri, folders or self.folders, self.paths)
        for path in found:
            self.take(path)
        return bool(found)


def _locate(iri: IRI, folders: tuple[Path, ...], known: Set[Path]) -> tuple[Path, ...]:
    """The file that declares the ontology, with its whole folder where that is a domain's own.

    Files right in a folder come before those of any subfolder, where strangers may lie (a built graph, say).
    """
    for pattern in ("*.ttl", "*/*.ttl"):
        for folder in folders:
            for path in sorted(folder.glob(pattern)):
                if path.resolve() not in known and _declares(path, iri):
                    whole = sorted(path.parent.glob("*.ttl")) if path.parent != folder else [path]
                    return tuple(each.resolve() for each in whole)
    return ()


def _declares(path: Path, iri: IRI) -> bool:
    """Whether the file says that it is the ontology; only files that spell its IRI out are parsed."""
    try:
        text = path.read_bytes()
        return f"<{iri}>".encode() in text and iri in parse_file(path, path.name).ontologies
    except OSError:
        return False
    except OntologyError:
        # so that its own mistake is told, and not that nothing declares the ontology
        return re.search(rf"<{re.escape(iri)}>\s+a\s+owl:Ontology".encode(), text) is not None


def _name(path: Path, folders: tuple[Path, ...]) -> str:
    """A file right in the shipped folder (the last) by its own name, any other with its folder's name."""
    return path.name if path.parent == folders[-1].resolve() else f"{path.parent.name}/{path.name}"


def shown(path: Path) -> str:
    """A path as a user can open it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
