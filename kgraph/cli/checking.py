"""The commands that judge: evaluate, verify, diff, ontology check."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph import authoring, evaluation, pipeline, turtle
from kgraph.cli import console
from kgraph.evaluation import Score

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("gold", type=_PATH)
@click.argument("claims", type=_PATH)
@click.option(
    "--errors", type=click.IntRange(0), default=0, help="How many missed and extra readings to print."
)
@console.ontology_option
@console.json_option
def evaluate(gold: Path, claims: Path, errors: int, ontology: str, as_json: bool) -> None:
    """Measure claims against gold.

    GOLD is a folder or file of gold, CLAIMS an output folder or its claims.jsonl.
    """
    score = evaluation.score(gold, claims, turtle.load(ontology))
    if as_json:
        console.print_json(score.to_json())
    else:
        _print_score(score)
    for name, rows in (("missed", score.missed), ("extra", score.extra)):
        for row in rows[:errors]:
            click.echo(f"{name} {row} | {' '.join(row.text.split())[:160]}", err=as_json)


def _print_score(score: Score) -> None:
    measures = (("strict", score.strict), ("relaxed", score.relaxed), ("pairs", score.pairs))
    rows = [(name, f"{m.p:.3f}", f"{m.r:.3f}", f"{m.f1:.3f}") for name, m in measures]
    columns = ("match", "precision", "recall", "F1")
    screen = console.out()
    screen.print(f"{score.gold} lines of gold, {score.system} of evidence")
    screen.print(console.table(columns, rows, numbers=columns[1:]))
    accuracy = [(name, f"{value:.3f}") for name, value in score.accuracy.items()]
    shown = [*accuracy, ("negated kept", score.negated_kept)]
    screen.print(console.table(("of the relaxed matches", "agree"), shown, numbers=("agree",)))


@click.command()
@console.output_argument
def verify(output: Path) -> None:
    """Check a build."""


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
def diff(old: Path, new: Path) -> None:
    """Compare two builds."""


@click.group()
def ontology() -> None:
    """Work on an ontology."""


@ontology.command()
@click.argument("name", metavar="[NAME|PATH]", default="")
@click.option("--model", metavar="NAME", default="", help="spaCy pipeline.  [default: en_core_web_sm]")
@click.option("--fast", is_flag=True, help="Leave out the wordings and examples, which need the parser.")
def check(name: str, model: str, fast: bool) -> None:
    """Check an ontology: files, references, labels, wordings, and that each example reads as it says."""
    problems = authoring.check(name, None if fast else pipeline.text_reader(model))
    for problem in problems:
        click.echo(str(problem))
    if problems:
        console.say(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
        click.get_current_context().exit(1)
    console.say("no problems")
