"""The README shows what the commands print.

`KGRAPH_WRITE_README=1 pytest tests/test_readme.py` writes what they print now into it: at most `SHOWN` lines
of each, an ellipsis where lines were left out.
"""

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph import cli

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
ELLIPSIS = "…"
SHOWN = 12


def parts(block):
    """Each command of a block with the lines shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def printed(command):
    """The lines that a command prints on standard output, without those that hold nothing."""
    result = CliRunner().invoke(cli.main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    return [line.rstrip() for line in result.stdout.splitlines() if line.strip(" ─")]


def excerpt(lines):
    """The lines, those in the middle left out where there are many."""
    if len(lines) <= SHOWN + 1:
        return lines
    return [*lines[: SHOWN - 1], ELLIPSIS, lines[-1]]


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder that looks like a checkout to the commands, without its output."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("workplace")
def test_the_readme_shows_what_the_commands_print():
    """Every line shown stands in the real output, in the same order."""
    text = README.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    for block in blocks:
        shown = {command: (lines, printed(command)) for command, lines in parts(block)}
        if os.environ.get("KGRAPH_WRITE_README"):
            made = "".join("\n".join([f"$ {c}", *excerpt(real)]) + "\n" for c, (_, real) in shown.items())
            text = text.replace(block, made)
            README.write_text(text, encoding="utf-8")
            continue
        for command, (lines, real) in shown.items():
            rest = iter(real)
            for line in lines:
                assert line == ELLIPSIS or line in rest, f"{command} does not print: {line}"


@pytest.mark.parametrize("target", re.findall(r"\]\(([^):#]+)\)", README.read_text(encoding="utf-8")))
def test_links_of_the_readme_lead_somewhere(target):
    """Every file that the README links to is there."""
    assert (ROOT / target).exists()
