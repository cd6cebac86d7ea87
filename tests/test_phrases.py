"""Sentences of many registers, each with the claims that it makes and no others.

A file of `tests/data/phrases` holds sentences at the start of a line and, indented below each, its claims:
`Subject relation Object`, then, where it matters, a comma and the polarity, certainty, holder or basis.
A sentence with nothing below it claims nothing. A line that starts with `#` is a comment.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kgraph import language, pipeline, turtle
from kgraph.namespaces import local_name
from kgraph.reading import Reader
from kgraph.weights import Weights

PHRASES = Path(__file__).parent / "data" / "phrases"


def phrases(path):
    """The sentences of a file, each with its claims: (`Subject relation Object`, words that context must hold)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append((line.strip(), []))
            continue
        triple, *context = (part.strip() for part in line.split(","))
        found[-1][1].append((triple, frozenset(context)))
    return found


CASES = [
    pytest.param(text, claims, id=f"{path.stem}: {text}")
    for path in sorted(PHRASES.glob("*.txt"))
    for text, claims in phrases(path)
]


@cache
def reader():
    """A reader of the ontology that comes with kgraph, by its wordings alone."""
    return Reader(replace(turtle.load("kratom"), weights=Weights()), language.load())


def claimed(text):
    """Each claim of a text, and the words for how it is put."""
    found = {}
    for each in reader().read(pipeline.paragraph(text)).evidence:
        said = each.context
        triple = " ".join(map(local_name, (each.subject.entity, each.predicate, each.object.entity)))
        found[triple] = {
            said.polarity.value,
            said.certainty.value,
            local_name(said.holder),
            local_name(said.basis),
        }
    return found


@pytest.mark.parametrize(("text", "claims"), CASES)
def test_phrase(text, claims):
    """The sentence makes these claims, put so, and no others."""
    found = claimed(text)
    assert sorted(found) == sorted({triple for triple, _ in claims})
    for triple, context in claims:
        assert context <= found[triple], f"{triple}: {sorted(found[triple])}"
