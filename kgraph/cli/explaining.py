"""The command that shows why a claim was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kgraph import output as outputs
from kgraph import pipeline, turtle
from kgraph.cli import console
from kgraph.errors import OutputError
from kgraph.export import manifest
from kgraph.model import Argument, Claim, Evidence, Span
from kgraph.ontology import Ontology

_ID = re.compile(r"(claim:)?(?P<id>[0-9a-f]{16})")


@click.command()
@click.argument("claim", metavar="CLAIM|SENTENCE")
@console.output_option("Folder of the build that holds the claim.")
@console.ontology_option
@click.option("--model", metavar="NAME", default="", help="spaCy pipeline.  [default: en_core_web_sm]")
def explain(claim: str, output: Path, ontology: str, model: str) -> None:
    """Show why a claim was read: its sentences, the wording that matched, and the cues around it.

    CLAIM is the id of a claim of a build (16 digits, as in kgraph query), or a sentence, which is read here and now.
    """
    if match := _ID.fullmatch(claim):
        known = turtle.load(ontology or manifest.read(output).ontology)
        graph = outputs.load(output, known)
        if match["id"] not in graph.by_id:
            raise OutputError(f"{output}: no claim {match['id']} here")
        _print(graph.by_id[match["id"]], known)
        return
    known = turtle.load(ontology)
    claims = pipeline.read_text(claim, known, model)
    for each in claims:
        _print(each, known)
    if not claims:
        console.say("no claim is read in it")


def _print(claim: Claim, ontology: Ontology) -> None:
    screen = console.out()
    belief = f"  belief {claim.belief}" if claim.belief is not None else ""
    screen.print(Text.assemble((ontology.statement(claim), "bold"), f"  {claim.id}{belief}"))
    for evidence in claim.evidence:
        sentence = Text(evidence.text)
        for span, style in _marks(evidence):
            sentence.stylize(style, span.start - evidence.sentence.start, span.end - evidence.sentence.start)
        rows = Table.grid(padding=(0, 2))
        for name, value in _facts(evidence, ontology):
            rows.add_row(Text(name, style="dim"), Text(value))
        screen.print(Padding(sentence, (1, 0, 0, 2), expand=False))
        screen.print(Padding(rows, (0, 0, 0, 4), expand=False))
    screen.print()


def _marks(evidence: Evidence) -> Iterator[tuple[Span, str]]:
    yield evidence.trigger, "underline"
    for argument in (evidence.subject, evidence.object):
        yield argument.span, "bold"


def _facts(evidence: Evidence, ontology: Ontology) -> Iterator[tuple[str, str]]:
    said = evidence.context
    place = evidence.sentence
    yield "where", f"{evidence.document} {place.start}–{place.end}"
    yield "wording", f"{evidence.rule}  ({evidence.extractor})"
    yield "subject", _named(evidence.subject, ontology)
    yield "object", _named(evidence.object, ontology)
    yield "polarity", said.polarity.value
    yield "certainty", said.certainty.value
    yield "holder", " ← ".join(ontology.label(each) for each in (said.holder, *reversed(said.via)))
    yield "basis", ontology.label(said.basis)
    for qualifier in said.qualifiers:
        yield qualifier.kind, f"“{qualifier.text}”"
    for cue in _unique(f"“{c.text}” {c.kind.lower()}: {ontology.label(c.value) or '–'}" for c in said.cues):
        yield "cue", cue


def _named(argument: Argument, ontology: Ontology) -> str:
    words = f"“{argument.text}”" if argument.text else "(left out)"
    whence = (
        f", by reference to {argument.antecedent.start}–{argument.antecedent.end}"
        if argument.antecedent
        else ""
    )
    return f"{words} → {ontology.label(argument.entity)}{whence}"


def _unique(lines: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(lines)
