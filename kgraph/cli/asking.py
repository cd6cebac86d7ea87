"""The commands that ask a graph: query, disagreements, gaps, info."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

import click

import kgraph
from kgraph import disagreement, sources, turtle
from kgraph import gaps as knowledge_gaps
from kgraph import output as outputs
from kgraph import query as queries
from kgraph.cli import console
from kgraph.export import catalogue, manifest
from kgraph.graph import ClaimGraph
from kgraph.ontology import Ontology
from kgraph.query import Graph, Result

_FORMATS = click.Choice(("table", "csv", "json"))


@click.command()
@click.argument("question", required=False)
@console.output_option("Folder of a build, or a Turtle file.")
@click.option("--format", "shape", type=_FORMATS, default="table", show_default=True, help="How to print it.")
@click.option(
    "--set", "bindings", metavar="NAME=VALUE", multiple=True, help="Give a variable of the query a value."
)
@click.option("--list", "listing", is_flag=True, help="List the named questions.")
def query(question: str | None, output: Path, shape: str, bindings: tuple[str, ...], listing: bool) -> None:
    """Ask a graph in SPARQL.

    QUESTION is SPARQL text, the name of a question that comes with kgraph (see --list), a path to a .rq file,
    or @ and a path. The prefixes of the graph (kg:, skos:, prov:, oa: and more) need no declaration.
    """
    if listing:
        rows = [(each.name, each.title) for each in queries.named()]
        console.out().print(console.table(("name", "what it asks"), rows))
        return
    if question is None:
        raise click.UsageError("say what to ask, or --list")
    graph = queries.open_store(output)
    result = queries.run(graph, queries.text_of(question), dict(_binding(text) for text in bindings))
    print_result(result, graph, shape)


def _binding(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--set")
    return name.lstrip("?$"), value


def print_result(result: Result, graph: Graph, shape: str) -> None:
    """The answer on standard output: a table with short names, or CSV or JSON as SPARQL 1.1 defines them."""
    if shape == "json":
        bindings = [
            {name: cell.json() for name, cell in zip(result.columns, row, strict=True) if cell}
            for row in result.rows
        ]
        console.print_json({"head": {"vars": result.columns}, "results": {"bindings": bindings}})
    elif shape == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerow(result.columns)
        writer.writerows([cell.value if cell else "" for cell in row] for row in result.rows)
        click.echo(stream.getvalue(), nl=False)
    else:
        rows = [
            ["" if c is None else graph.shorten(c.value) if c.kind == "uri" else c.value for c in row]
            for row in result.rows
        ]
        console.out().print(console.table(result.columns, rows))
        console.say(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _loaded(output: Path, name: str) -> tuple[ClaimGraph, Ontology]:
    """The graph of an output folder and the ontology that it was built by, or the named one."""
    ontology = turtle.load(name or manifest.read(output).ontology)
    return outputs.load(output, ontology), ontology


def _counted(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {number}" if number > 1 else kind for kind, number in kinds.items())


@click.command()
@console.output_argument
@console.ontology_option
@console.json_option
def disagreements(output: Path, ontology: str, as_json: bool) -> None:
    """List where the texts contradict one another, with the kinds of source on each side."""
    rows = disagreement.table(*_loaded(output, ontology))
    if as_json:
        console.print_json([asdict(row) for row in rows])
        return
    shown = [(r.kind, r.left, _counted(r.left_sources), r.right, _counted(r.right_sources)) for r in rows]
    console.out().print(console.table(("kind", "one side", "says", "other side", "says"), shown))


@click.command()
@console.output_argument
@console.ontology_option
@console.json_option
def gaps(output: Path, ontology: str, as_json: bool) -> None:
    """List what the texts say is not known, and which kinds of source say so."""
    rows = knowledge_gaps.table(*_loaded(output, ontology))
    if as_json:
        console.print_json([asdict(row) for row in rows])
        return
    shown = [
        (r.subject, r.relation, r.object, str(r.independent), _counted(r.sources), ", ".join(r.holders))
        for r in rows
    ]
    columns = ("subject", "relation", "object", "sources", "kinds", "who says so")
    console.out().print(console.table(columns, shown, numbers=("sources",)))


@click.command()
@click.argument("output", type=click.Path(path_type=Path), required=False)
@console.ontology_option
@console.json_option
def info(output: Path | None, ontology: str, as_json: bool) -> None:
    """Summarise a build, or, without OUTPUT, the ontology and the formats that are installed."""
    if output is not None:
        account = manifest.read(output)
        if as_json:
            console.print_json(account.to_json())
        else:
            _print_account(account.to_json())
            console.print_summary(account, output)
        return
    facts = _facts(turtle.load(ontology))
    if as_json:
        console.print_json(facts)
    else:
        console.out().print(console.table(("what", ""), _texts(facts)))


def _facts(known: Ontology) -> dict[str, object]:
    return {
        "kgraph": kgraph.__version__,
        "ontology": known.name,
        "classes": len(known.classes),
        "entities": len(known.entities),
        "labels": sum(1 + len(e.alt_labels) + len(e.hidden_labels) for e in known.entities.values()),
        "relations": len(known.relations),
        "wordings": sum(len(r.wordings) for r in known.relations.values()),
        "cues": len(known.cues),
        "sources": [suffix for fmt in sources.formats().values() for suffix in fmt.suffixes],
        "formats": list(catalogue.exporters()),
        "questions": [each.name for each in queries.named()],
    }


def _texts(facts: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    for name, value in facts.items():
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _print_account(content: Mapping[str, object]) -> None:
    inputs = content["inputs"]
    assert isinstance(inputs, list)
    rows = [(i["id"], i.get("kind", ""), i.get("title", ""), str(i["evidence"])) for i in inputs]
    console.out().print(console.table(("document", "kind", "title", "evidence"), rows, numbers=("evidence",)))
