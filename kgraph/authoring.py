"""Checks an ontology as its author wants it checked: everything at once, each problem with its place.

| code | what is wrong |
|------|---------------|
| O101 | a file that is not UTF-8 or not Turtle |
| O102 | no such ontology, file or folder, or nothing in it |
| O103 | an import that no file at hand declares |
| O104 | a file of weights that is not UTF-8, or a line of one that is no feature with relations and weights |
| O201 | a term that the core vocabulary, RDF Schema or SKOS does not have: a misspelling |
| O202 | not exactly one preferred label, a class without a label, or a label without a letter or digit |
| O203 | a label that two entities claim, once case, dashes and spelling are folded |
| O204 | a class that is not declared, as a type, superclass, domain or range; a thing of no class |
| O205 | a reference (broader, targets, contradicts, a reading's end) to something that nothing declares |
| O206 | something above itself, by broader, subclass or sub-property |
| O207 | a wording or a relation's example that does not hold each slot once, or a measure out of range |
| O208 | a polarity, certainty, holder or basis that is not one |
| O209 | an example without one text, or with a reading that is not subject, relation and object |
| O301 | a wording that cannot be compiled to a pattern |
| O302 | an example that does not give the claim it says |
| O303 | an example that gives the claim with another polarity, certainty, holder or basis |

The O1 and O2 problems make `kgraph.turtle.load` refuse an ontology; the O3 ones need a language pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path

from kgraph import turtle
from kgraph.consistency import find_problems
from kgraph.errors import OntologyError, Problem
from kgraph.model import Certainty, Evidence, Polarity
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.terms import Entity, Example, ExampleReading, Relation
from kgraph.triples import Triples

ReadText = Callable[[str], Iterable[Evidence]]
"""What a reader finds in a text of its own."""

MakeReader = Callable[[Ontology], ReadText]
"""Compiles an ontology's wordings; raises OntologyError for those that cannot be."""

_TRIES = 12


def check(name_or_path: str | Path, make_reader: MakeReader | None = None) -> tuple[Problem, ...]:
    """Every problem of an ontology, sorted by place; empty where it is sound.

    Later kinds of problem are looked for only where there are none of the earlier: a wording cannot be
    compiled in files that cannot be read.

    Args:
        name_or_path: As for `kgraph.turtle.load`.
        make_reader: Compiles the wordings and reads the examples; without it those are left unchecked.
    """
    try:
        name, triples = turtle.read(name_or_path)
        problems = find_problems(triples)
        if problems:
            raise OntologyError(problems=problems)
        ontology = turtle.build(triples, name)
        turtle.taught(ontology, triples)  # examples are what the wordings promise, whatever else was learned
        found = tuple(_misread(ontology, triples, make_reader)) if make_reader else ()
        return OntologyError(problems=found).problems
    except OntologyError as error:
        return error.problems or (Problem("O301", str(name_or_path), reason=str(error)),)


def _misread(ontology: Ontology, triples: Triples, make_reader: MakeReader) -> Iterator[Problem]:
    names = trial_names(ontology)
    trial = with_trial_entities(ontology, names)
    try:
        read = make_reader(trial)
    except OntologyError as error:
        yield from (_placed(problem, ontology, triples) for problem in error.problems)
        if not error.problems:
            raise
        return
    for relation in ontology.relations.values():
        for example in slot_examples(relation):
            wrong = None
            for filled in islice(_filled(example, names), _TRIES):
                differences = list(compare(filled, tuple(read(filled.text)), trial))
                if not differences:
                    break
                wrong = wrong if wrong and wrong[0] >= differences[0][0] else differences[0]
            else:
                code, reason = wrong or ("O302", "the relation takes no class that is declared")
                yield triples.problem(code, relation.iri, f'example "{example.text}" {reason}', example.text)
    for sentence in ontology.examples:
        for code, reason in compare(sentence, tuple(read(sentence.text)), ontology):
            yield triples.problem(code, sentence.iri, reason)


def _placed(problem: Problem, ontology: Ontology, triples: Triples) -> Problem:
    """A problem with a wording, at the line where the wording is written."""
    relation = next((iri for iri in ontology.relations if ontology.curie(iri) == problem.subject), None)
    form = re.search("“(.+?)”", problem.reason)
    return (
        triples.problem(problem.code, relation, problem.reason, form[1] if form else "")
        if relation
        else problem
    )


@dataclass(frozen=True, slots=True)
class SlotExample:
    """A sentence with slots that must read as a relation for some of the classes that may stand in them."""

    text: str
    relation: IRI
    subjects: tuple[IRI, ...] = ()
    objects: tuple[IRI, ...] = ()
    polarity: Polarity | None = None
    certainty: Certainty | None = None


def slot_examples(relation: Relation) -> Iterator[SlotExample]:
    """The examples of a relation, then those of its wordings, which must say what the wording says itself."""
    for text in relation.examples:
        yield SlotExample(text, relation.iri, relation.subjects, relation.objects)
    for wording in relation.wordings:
        if wording.example:
            yield SlotExample(
                wording.example,
                relation.iri,
                wording.subjects or relation.subjects,
                wording.objects or relation.objects,
                wording.polarity,
                wording.certainty,
            )


def _filled(example: SlotExample, names: Mapping[IRI, tuple[str, str]]) -> Iterator[Example]:
    """The example with names in its slots, of each pair of classes that it may take."""
    for subject, object in product(example.subjects or names, example.objects or names):
        text = example.text.replace("{subject}", names[subject][0]).replace("{object}", names[object][1])
        reading = ExampleReading(
            subject=_trial(subject, 0),
            predicate=example.relation,
            object=_trial(object, 1),
            polarity=example.polarity,
            certainty=example.certainty,
        )
        yield Example(iri=example.relation, text=text, readings=(reading,))


def trial_names(ontology: Ontology) -> dict[IRI, tuple[str, str]]:
    """Two names for each class that no text uses, so that its relations' examples can be read."""
    return {
        cls: (
            f"{ontology.classes[cls].stand_in} xq{number}a",
            f"{ontology.classes[cls].stand_in} xq{number}b",
        )
        for number, cls in enumerate(sorted(ontology.classes))
    }


def with_trial_entities(ontology: Ontology, names: Mapping[IRI, tuple[str, str]]) -> Ontology:
    """The ontology with an entity for each of the names, of the class that it is a name for."""
    trial = {
        _trial(cls, end): Entity(iri=_trial(cls, end), label=name, classes=(cls,))
        for cls, pair in names.items()
        for end, name in enumerate(pair)
    }
    return replace(ontology, entities={**ontology.entities, **trial})


def _trial(cls: IRI, end: int) -> IRI:
    return IRI(f"{cls}-trial-{end}")


def compare(
    example: Example, evidence: tuple[Evidence, ...], ontology: Ontology
) -> Iterator[tuple[str, str]]:
    """What differs between the readings that an example wants and what was read: pairs of code and reason."""
    for wanted in example.readings:
        close = [e for e in evidence if _same_claim(e, wanted, ontology)]
        if not close:
            heard = "; ".join(dict.fromkeys(_said(e, ontology) for e in evidence)) or "nothing"
            yield "O302", f"does not read as {_claim(wanted, ontology)}, but as {heard}"
        elif not any(_agrees(e, wanted) for e in close):
            differs = " or ".join(dict.fromkeys(_differences(e, wanted, ontology) for e in close))
            yield "O303", f"reads as {_claim(wanted, ontology)}, but {differs}"


def _same_claim(evidence: Evidence, wanted: ExampleReading, ontology: Ontology) -> bool:
    ends = (evidence.subject.entity, evidence.object.entity)
    relation = ontology.relations.get(wanted.predicate)
    same = ends == (wanted.subject, wanted.object)
    turned = relation is not None and relation.symmetric and ends == (wanted.object, wanted.subject)
    return evidence.predicate == wanted.predicate and (same or turned)


def _modes(evidence: Evidence, wanted: ExampleReading) -> list[tuple[str, str, str]]:
    """What the example fixes of how the claim is put, and what was read: name, wanted, found."""
    context = evidence.context
    pairs = (
        ("polarity", wanted.polarity, context.polarity),
        ("certainty", wanted.certainty, context.certainty),
        ("holder", wanted.holder, context.holder),
        ("basis", wanted.basis, context.basis),
    )
    return [(name, str(want), str(found)) for name, want, found in pairs if want is not None]


def _agrees(evidence: Evidence, wanted: ExampleReading) -> bool:
    return all(want == found for _, want, found in _modes(evidence, wanted))


def _differences(evidence: Evidence, wanted: ExampleReading, ontology: Ontology) -> str:
    return ", ".join(
        f"{name} {ontology.label(found)} instead of {ontology.label(want)}"
        for name, want, found in _modes(evidence, wanted)
        if want != found
    )


def _claim(wanted: ExampleReading, ontology: Ontology) -> str:
    return " – ".join(ontology.label(iri) for iri in (wanted.subject, wanted.predicate, wanted.object))


def _said(evidence: Evidence, ontology: Ontology) -> str:
    return " – ".join(
        ontology.label(iri) for iri in (evidence.subject.entity, evidence.predicate, evidence.object.entity)
    )
