"""SPARQL over the graph of an output folder, by Oxigraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgraph.errors import OutputError, QueryError
from kgraph.turtle import ontology_dir

GRAPH_FILE: Final = "graph.ttl"
"""The file of an output folder that queries are asked of."""

_PREFIX = re.compile(r"^@prefix\s+(?P<name>[^\s:]*):\s*<(?P<base>[^>]*)>\s*\.", re.MULTILINE)
_HEAD = 65_536
_PLACE = re.compile(r"error (?:at|between) (?:line )?(?P<line>\d+)(?::| column )(?P<column>\d+)[^:]*:\s*")
_SHORTENED = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


@dataclass(frozen=True, slots=True)
class Term:
    """A value of an answer: `kind` is `uri`, `literal`, `bnode` or `triple`, as in SPARQL's own JSON."""

    kind: str
    value: str
    datatype: str = ""
    language: str = ""

    def json(self) -> dict[str, str]:
        """The term as SPARQL 1.1 Query Results JSON has it."""
        found = {"type": self.kind, "value": self.value}
        if self.language:
            found["xml:lang"] = self.language
        elif self.datatype:
            found["datatype"] = self.datatype
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """An answer as a table; a cell without a value is None.

    ASK gives one row of `true` or `false`, CONSTRUCT and DESCRIBE rows of subject, predicate and object.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True)
class Graph:
    """A loaded graph and the prefixes that its file declares, longest base first."""

    store: ox.Store
    prefixes: Mapping[str, str]

    def shorten(self, iri: str) -> str:
        """The IRI with the prefix of the longest base that fits, or as it is."""
        for name, base in self.prefixes.items():
            if iri.startswith(base) and _SHORTENED.fullmatch(iri[len(base) :]):
                return f"{name}:{iri[len(base) :]}"
        return iri


@dataclass(frozen=True, slots=True)
class Named:
    """A question of `ontology/queries/`: its name, what it asks (its first comment), and its text."""

    name: str
    title: str
    text: str


def open_store(output: Path) -> Graph:
    """The graph of an output folder (or of a Turtle file), loaded into memory.

    Raises:
        OutputError: where there is no graph, or it is not Turtle; with line and column.
    """
    path = output / GRAPH_FILE if output.is_dir() else output
    store = ox.Store()
    try:
        with path.open(encoding="utf-8") as stream:
            prefixes = {m["name"]: m["base"] for m in _PREFIX.finditer(stream.read(_HEAD))}
        store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    except FileNotFoundError:
        raise OutputError(f"{output}: no {GRAPH_FILE} here; is it the output of `kgraph build`?") from None
    except SyntaxError as error:
        raise OutputError(f"{path}: {_placed(str(error))}") from error
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror or error}") from error
    longest = sorted(prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Graph(store, dict(longest))


def run(graph: Graph, sparql: str, bindings: Mapping[str, str] | None = None) -> Result:
    """The answer to a query; the graph's prefixes need no declaration.

    `bindings` give variables a value: an IRI in `<>`, a name with a prefix, or else a plain string. The
    query offers a variable for it by a line `VALUES ?name { UNDEF }`, or by selecting it.

    Raises:
        QueryError: where the query is malformed, with line and column, or offers no such variable.
    """
    values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {}
    for name, text in (bindings or {}).items():
        value = _value(graph, text)
        offered = re.search(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^}}]*\}}", sparql)
        if offered:
            given = f"VALUES ?{name} {{ {value} }}"
            sparql = sparql[: offered.start()] + given + sparql[offered.end() :]
        else:
            values[ox.Variable(name)] = value
    try:
        answer = graph.store.query(sparql, prefixes=dict(graph.prefixes), substitutions=values or None)
        return _result(answer)
    except SyntaxError as error:
        raise QueryError(_placed(str(error), sparql)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        return Result(("answer",), ((_term(ox.Literal(bool(answer))),),))
    if isinstance(answer, ox.QueryTriples):
        triples = sorted(((_term(t.subject), _term(t.predicate), _term(t.object)) for t in answer), key=str)
        return Result(("subject", "predicate", "object"), tuple(triples))
    columns = tuple(variable.value for variable in answer.variables)
    rows = (tuple(None if cell is None else _term(cell) for cell in row) for row in answer)
    return Result(columns, tuple(rows))


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, _datatype(term), term.language or "")
    return Term("triple", str(term))


def _datatype(literal: ox.Literal) -> str:
    plain = literal.language or literal.datatype.value.endswith("#string")
    return "" if plain else literal.datatype.value


def _value(graph: Graph, text: str) -> ox.NamedNode | ox.Literal:
    if text.startswith("<") and text.endswith(">"):
        return ox.NamedNode(text[1:-1])
    prefix, colon, name = text.partition(":")
    if colon and prefix in graph.prefixes:
        return ox.NamedNode(graph.prefixes[prefix] + name)
    return ox.Literal(text)


def _placed(message: str, sparql: str = "") -> str:
    """Oxigraph's message with its place in words, and without its long lists of what it expected."""
    place = _PLACE.search(message)
    if place is None:
        return message
    line, column = int(place["line"]), int(place["column"])
    rest = message[place.end() :]
    if "Prefix not found" in rest and sparql:
        before = sparql.splitlines()[line - 1][: column - 1]
        name = re.search(r"([\w.-]*):[\w.-]*$", before)
        reason = f"unknown prefix {name[1]}:" if name else "unknown prefix"
    elif "expected" in rest:
        words = [word.strip() for word in rest.split("expected", 1)[1].removeprefix(" one of").split(",")]
        plain = [word for word in words if re.fullmatch(r"[\w ]+", word)]
        reason = f"expected {' or '.join(plain)}" if plain else "this cannot stand here"
    else:
        reason = " ".join(rest.split())
    shown = sparql.splitlines()[line - 1].strip() if sparql and line <= len(sparql.splitlines()) else ""
    return f"line {line}, column {column}: {reason}" + (f" in: {shown}" if shown else "")


def named() -> tuple[Named, ...]:
    """The questions that come with the ontologies, sorted by name."""
    folder = ontology_dir() / "queries"
    return tuple(_named(path) for path in sorted(folder.glob("*.rq")))


def _named(path: Path) -> Named:
    text = path.read_text(encoding="utf-8")
    comments = (line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#"))
    return Named(path.stem, next((line for line in comments if line), path.stem), text)


def text_of(question: str) -> str:
    """The SPARQL of a question: of a named one, of a file (`@file` or a path ending in `.rq`), or its own.

    Raises:
        QueryError: where the file is missing, or the question is one word that no query is named.
    """
    if question.startswith("@") or question.endswith((".rq", ".sparql")):
        path = Path(question.removeprefix("@"))
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise QueryError(f"{path}: the query cannot be read: {reason}") from error
    known = {each.name: each.text for each in named()}
    if question in known:
        return known[question]
    if not re.search(r"[\s{]", question):
        raise QueryError(f"no query named {question}; there are {', '.join(known) or 'none'}")
    return question
