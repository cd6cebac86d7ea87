"""How results look in a terminal, and the options that commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich import box
from rich.console import Console, JustifyMethod
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kgraph.export.manifest import Manifest

SKIPPED = 3
"""The exit code of a build that had to leave out some of its inputs."""

_PIPE_WIDTH = 10_000  # nothing is folded where no terminal sets a margin
_SHORT = 24

Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(help: str) -> Callable[[Command], Command]:
    """`-o, --output FOLDER`, `output` where it is not given."""
    kind = click.Path(path_type=Path)
    return click.option("-o", "--output", type=kind, default=Path("output"), show_default=True, help=help)


def output_argument(command: Command) -> Command:
    """The folder of a build, `output` where it is not given."""
    return click.argument("output", type=click.Path(path_type=Path), default=Path("output"))(command)


def ontology_option(command: Command) -> Command:
    """`--ontology NAME|PATH`, empty where it is not given."""
    text = "Ontology of the domain: the name of a shipped one, or a path.  [default: the shipped one]"
    return click.option("--ontology", metavar="NAME|PATH", default="", help=text)(command)


def model_option(command: Command) -> Command:
    """`--model NAME`, empty where it is not given."""
    text = "spaCy pipeline.  [default: en_core_web_sm]"
    return click.option("--model", metavar="NAME", default="", help=text)(command)


def json_option(command: Command) -> Command:
    """`--json`, as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def out() -> Console:
    """Standard output, wide where nobody looks at it."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(width=width, highlight=False)


def say(message: str) -> None:
    """A line for the person at the terminal, on standard error."""
    click.echo(message, err=True)


def print_json(value: object) -> None:
    """The value as indented JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[str] = ()) -> Table:
    """A table of plain texts; columns named in `numbers` are set to the right, short ones never folded."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    cells = [tuple(row) for row in rows]
    right = set(numbers)
    for index, column in enumerate(columns):
        longest = max((len(row[index]) for row in cells), default=0)
        justify: JustifyMethod = "right" if column in right else "left"
        made.add_column(column, justify=justify, overflow="fold", no_wrap=longest <= _SHORT)
    for row in cells:
        made.add_row(*map(Text, row))
    return made


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error that a build reports to; nothing where that is no terminal, or `quiet`."""
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def print_summary(account: Manifest, output: Path) -> None:
    """What a build gave, by stage and by relation, and what to open."""
    screen = out()
    shown = (
        "documents",
        "sentences",
        "mentions",
        "claims",
        "evidence",
        "disagreements",
        "skipped",
        "rejected",
    )
    always = frozenset(shown[:5])
    counts = [(name, f"{account.counts[name]:,}") for name in shown if name in always or account.counts[name]]
    screen.print(table(("stage", "count"), counts, numbers=("count",)))
    relations = [(name, f"{number:,}") for name, number in account.relations.items()]
    screen.print(table(("relation", "claims"), relations, numbers=("claims",)))
    screen.print(
        f"Open {output / 'graph.html'} in a browser; ask {output / 'graph.ttl'} with kgraph query.",
        soft_wrap=True,
    )
