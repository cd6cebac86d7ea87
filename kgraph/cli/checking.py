"""The commands that judge: evaluate, verify, diff, ontology check; and ontology learn."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from kgraph import authoring, evaluation, language, learning, pipeline, turtle, validation
from kgraph.cli import console
from kgraph.difference import Row, compare
from kgraph.errors import OutputError
from kgraph.evaluation import Score
from kgraph.weights import lines

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
@console.json_option
def verify(output: Path, as_json: bool) -> None:
    """Check a build: sources by their hashes, each quotation, the shapes of the graph, and all counts.

    Prints what is wrong, with a code and a place; docs/verification.md explains the codes.
    """
    findings = validation.verify(output)
    if as_json:
        console.print_json([asdict(each) for each in findings])
    else:
        for each in findings:
            click.echo(str(each))
        console.say(
            f"{len(findings)} finding{'' if len(findings) == 1 else 's'}" if findings else "all is well"
        )
    if findings:
        click.get_current_context().exit(1)


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@console.json_option
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Compare two builds: claims gained, lost, and changed in support.

    OLD and NEW are output folders, or claims files.
    """
    difference = compare(old, new)
    if as_json:
        console.print_json([{"kind": row.kind, **asdict(row)} for row in difference.rows])
        return
    screen = console.out()
    if difference:
        screen.print(console.table(("", "claim", "what changed"), map(_changed, difference.rows)))
    numbers = (len(difference.gained), len(difference.lost), len(difference.changed), difference.same)
    screen.print("{} gained, {} lost, {} changed, {} the same".format(*numbers))


def _changed(row: Row) -> tuple[str, str, str]:
    standing = row.after or row.before
    changes = "; ".join(f"{name} {before} → {after}" for name, before, after in row.changes)
    return row.kind, row.statement, changes or str(standing)


@click.group()
def ontology() -> None:
    """Work on an ontology."""


@ontology.command()
@click.argument("name", metavar="[NAME|PATH]", default="")
@console.model_option
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


@ontology.command()
@click.argument("gold", type=_PATH, nargs=-1, required=True)
@console.ontology_option
@console.model_option
@click.option(
    "-o", "--output", type=_PATH, required=True, help="The file to write, NAME.weights.tsv beside NAME.ttl."
)
def learn(gold: tuple[Path, ...], ontology: str, model: str, output: Path) -> None:
    """Learn from annotated texts how names stand to one another where no wording says it.

    GOLD are folders of gold, each with its texts beside it or in the folder above. Needs the extra `learn`.
    """
    weights = learning.learn(turtle.load(ontology), language.load(model), gold)
    try:
        output.write_text("".join(f"{line}\n" for line in lines(weights)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    console.say(f"{len(weights.by_feature)} features, in {output}")
