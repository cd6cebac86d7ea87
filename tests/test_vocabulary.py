"""Knowledge of a domain stands in Turtle: no word of it in Python, and IRIs in one module."""

import ast
import re
from pathlib import Path

import pytest

import kgraph
from kgraph import turtle
from kgraph.namespaces import KG

PACKAGE = Path(kgraph.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# Labels of the domain that are also words of general English or of programming, and mean nothing of the
# domain where the code has them. A word goes here only when the code cannot say it otherwise.
ORDINARY = {
    *(
        "add",
        "body",
        "calm",
        "compound",
        "focus",
        "illegal",
        "mp",
        "net",
        "relaxed",
        "risk",
        "tree",
        "trial",
        "warning",
    ),
    *("leaf", "leaves", "mice", "mouse"),  # irregular plurals of English
    *("article", "u s", "u s a", "us", "website", "who"),
}
IRI = re.compile(r"(https?|urn|mailto|file)://?[\w.-]")


def strings(tree):
    """Every string constant of a module, without the docstrings, and every name that it gives."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = list(ast.walk(tree))
    told = {
        id(each.body[0].value) for each in nodes if isinstance(each, documented) and _is_text(each.body[0])
    }
    told |= {id(each.value) for each in nodes if _is_text(each)}  # the note under an attribute
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value
        for name in ("id", "arg", "attr", "name"):
            if isinstance(given := getattr(node, name, None), str):
                yield getattr(node, "lineno", 0), given


def _is_text(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def words(text):
    """The words of a text or a name, in lower case."""
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).lower().strip()


@pytest.fixture(scope="module")
def labels():
    """Every label of every entity of the shipped domains, without the words of kgraph's own terms."""
    own = {part for term in KG.terms for part in (words(term), *words(term).split())}
    found = set()
    for name in turtle.domains():
        for entity in turtle.load(name).entities.values():
            found |= set(
                map(words, (entity.label, *entity.alt_labels, *entity.hidden_labels, *entity.acronyms))
            )
    return {label for label in found if len(label) > 1} - own - ORDINARY


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_holds_a_word_of_a_domain(path, labels):
    """No string constant and no name of the code is, or has in it, a label of an entity."""
    longest = max(label.count(" ") for label in labels) + 1
    for line, text in strings(ast.parse(path.read_text(encoding="utf-8"))):
        said = words(text).split()
        for start in range(len(said)):
            for end in range(start + 1, min(start + longest, len(said)) + 1):
                assert " ".join(said[start:end]) not in labels, f"line {line}: {text!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_iris_are_spelled_in_one_module(path):
    """An IRI stands in `namespaces` and nowhere else in the code."""
    if path.name == "namespaces.py":
        return
    for line, text in strings(ast.parse(path.read_text(encoding="utf-8"))):
        assert not IRI.search(text), f"line {line}: {text!r}"


def test_a_domain_word_would_be_found(labels):
    """The labels are those of the domain, and the names of code are taken apart."""
    assert labels
    label = next(each for each in sorted(labels) if re.fullmatch("[a-z]{4,} [a-z]{4,}", each))
    assert words(label.title().replace(" ", "")) in labels
    tree = ast.parse(f"x = {label!r}")
    assert any(words(text) in labels for _, text in strings(tree))
