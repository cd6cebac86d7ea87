"""The commands that write: build, export."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph import output as outputs
from kgraph import pipeline, turtle
from kgraph.cli import console
from kgraph.export import catalogue, manifest
from kgraph.export.catalogue import Edition
from kgraph.export.rdf import Publication
from kgraph.namespaces import GRAPH


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@console.output_option("Folder to write; created where it is missing.")
@console.ontology_option
@console.model_option
@click.option(
    "--base-iri", metavar="IRI", default=GRAPH, show_default=True, help="Base of the graph's own IRIs."
)
@click.option(
    "--also", metavar="NAMES", default="", help="More formats, separated by commas (see kgraph info)."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read."
)
@click.option(
    "--created", metavar="DATE", default="", help="Date and time to publish (ISO 8601).  [default: none]"
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but warnings and errors.")
@console.json_option
def build(
    inputs: tuple[Path, ...],
    output: Path,
    ontology: str,
    model: str,
    base_iri: str,
    also: str,
    jobs: int,
    created: str,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read files and folders of text or Markdown, and write the graph of their claims.

    Writes claims.jsonl, graph.ttl, graph.trig, graph.html and manifest.json into the output folder.
    """
    options = pipeline.Options(
        ontology=ontology, model=model, base=base_iri, also=_names(also), jobs=jobs, created=created
    )
    with console.progress(quiet or as_json) as progress:
        account = pipeline.build(inputs, output, options, progress=progress)
    for each in account.inputs:
        for note in each.notes:
            console.say(f"{each.path}: {note}")
    for skipped in account.skipped:
        console.say(f"{skipped.path}: skipped: {skipped.reason}")
    if as_json:
        console.print_json(account.to_json())
    elif not quiet:
        console.print_summary(account, output)
    if account.skipped:
        click.get_current_context().exit(console.SKIPPED)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@click.command()
@console.output_argument
@click.option("--format", "formats", metavar="NAMES", required=True, help="Formats, separated by commas.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="Folder to write.  [default: OUTPUT itself]"
)
@console.ontology_option
def export(output: Path, formats: str, folder: Path | None, ontology: str) -> None:
    """Write the graph of a build in more formats; kgraph info lists them."""
    writers = catalogue.choose(_names(formats))
    account = manifest.read(output)
    known = turtle.load(ontology or account.ontology)
    graph = outputs.load(output, known)
    edition = Edition(graph, known, account.run, Publication(base=account.base))
    with outputs.staging(folder or output) as stage:
        for write in writers:
            write(edition, stage)
        written = sorted(path.name for path in stage.iterdir())
    for name in written:
        click.echo((folder or output) / name)
