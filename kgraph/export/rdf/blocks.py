"""Descriptions as text: a subject with what is said of it, as Turtle or as lines, and forms with blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kgraph.export.rdf.terms import Said, Term, Terms

Described = tuple[Term, Said]
"""A subject with what is said of it in one place."""


class Filled(NamedTuple):
    """A form that was filled in: Turtle that is ready to be written, and how many triples it has."""

    text: str
    triples: int


Block = Described | Filled
"""What a graph is made of."""


def size(block: Block) -> int:
    """How many triples a block has."""
    return block.triples if isinstance(block, Filled) else len(block[1])


def turtle(block: Block) -> str:
    """The block as Turtle: a predicate a line, then a blank line."""
    if isinstance(block, Filled):
        return block.text
    subject, said = block
    found: list[str] = []
    last = None
    for predicate, value in said:
        if predicate == last:
            found[-1] += f" , {value}"
        else:
            found.append(f"{predicate} {value}")
            last = predicate
    pairs = " ;\n    ".join(found)
    return f"{subject} {pairs} .\n\n"


def lines(block: Block, end: str) -> str:
    """The block a triple a line, each with what ends it."""
    if isinstance(block, Filled):
        raise TypeError("a form that was filled in as Turtle cannot be written as lines")
    subject, said = block
    return "".join([f"{subject} {predicate} {value}{end}" for predicate, value in said])


class Form:
    r"""Descriptions with blanks, for what a graph has millions of: filled in by one formatting of text.

    A blank is a term of a name in braces. Where terms are spelled whole, for lines, the descriptions are
    filled in one by one.

    >>> from kgraph.ontology import Ontology
    >>> terms = Terms("https://example.org/", Ontology(name="", classes={}, entities={}, relations={}))
    >>> form = Form(terms, [(Term("{this}"), [(terms.oa.start, Term("{start}"))])])
    >>> form.fill({"this": Term("position:1"), "start": Term("1")})
    [Filled(text='position:1 oa:start 1 .\n\n', triples=1)]
    """

    def __init__(self, terms: Terms, described: Sequence[Described]) -> None:
        self._described = None if not terms.whole else described
        self._text = "".join(map(turtle, described))
        self._count = sum(map(size, described))

    def fill(self, values: Mapping[str, Term]) -> list[Block]:
        """The descriptions with a term in every blank."""
        if self._described is None:
            return [Filled(self._text.format_map(values), self._count)]
        given = {Term(f"{{{name}}}"): value for name, value in values.items()}
        return [
            (given.get(subject, subject), [(predicate, given.get(value, value)) for predicate, value in said])
            for subject, said in self._described
        ]
