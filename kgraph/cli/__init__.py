"""The command line: parses, calls, prints. docs/cli.md describes every command."""

from __future__ import annotations

import logging
from importlib import import_module

import click

import kgraph
from kgraph.errors import KgraphError

COMMANDS = {
    "build": "building",
    "query": "asking",
    "explain": "explaining",
    "disagreements": "asking",
    "gaps": "asking",
    "info": "asking",
    "export": "building",
    "evaluate": "checking",
    "verify": "checking",
    "diff": "checking",
    "ontology": "checking",
}
"""Each command with its module, imported when it is asked for: a query need not wait for a parser to load."""


class Kgraph(click.Group):
    """A group whose commands end with a message in place of a traceback where kgraph refuses its input."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks for it
        """The names in the order of a day's work; see `click.Group.list_commands`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name; see `click.Group.get_command`."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kgraph.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; see `click.Group.invoke`."""
        try:
            return super().invoke(ctx)
        except KgraphError as error:
            if ctx.params["debug"]:
                raise
            raise click.ClickException(str(error)) from error
        except OSError as error:
            # a broken pipe is the reader's choice, and click knows how to end on it
            if ctx.params["debug"] or isinstance(error, BrokenPipeError):
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror or error}") from error


@click.group(cls=Kgraph, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(kgraph.__version__, prog_name="kgraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Build a graph of what texts claim, and ask it.

    Exit codes: 0 done; 1 an error, or a check that failed; 2 a command that cannot be understood; 3 built,
    but some inputs were skipped.
    """
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s: %(message)s"
    )
