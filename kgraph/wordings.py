"""Wordings compiled: an example clause of a relation becomes a pattern over the normalised parse.

The clause is parsed like any sentence with everyday nouns in its slots, normalised, and cut down to the arcs that
connect the two slots. Since sentences are normalised the same way, one wording also reads its passive, relative,
participle, infinitive, nominal and light-verb forms. Learning patterns as the path between two arguments of an
example goes back to Bunescu & Mooney (2005) and to open information extraction (OLLIE, Mausam et al. 2012).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kgraph.arcs import Arc
from kgraph.errors import OntologyError, Problem
from kgraph.excision import cut
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology, Relation, Wording
from kgraph.patterns import NOUN, OBJECT, SUBJECT, Pattern
from kgraph.syntax import Syntax

SUBJECT_SLOT, OBJECT_SLOT = IRI("subject"), IRI("object")
"""What the mentions in a parsed wording's slots are said to name."""

Clause = tuple[str, str, str]
"""A form, and the everyday nouns to put in its slots: subject's, object's."""

Parse = Callable[[Sequence[Clause]], Sequence[Syntax]]
"""Clauses, to their normalised parses, in which the slots' tokens name the slots."""

_CLASSED = "~"
"""What marks a word that stands for its whole class of words."""

_SLOT = re.compile(r"\{(subject|object)\}")


def alternatives(form: str) -> tuple[str, ...]:
    """A form with its `a|b` choices written out; `_` joins the words of one choice.

    >>> alternatives("{subject} eases|relieves {object}")
    ('{subject} eases {object}', '{subject} relieves {object}')
    """
    parts = [part.split("|") if "|" in part else [part] for part in form.split(" ")]
    return tuple(" ".join(p.replace("_", " ") for p in choice if p) for choice in itertools.product(*parts))


def slots(clause: str, subject: str, object: str) -> tuple[str, dict[IRI, tuple[int, int]]]:
    """The clause with nouns in its slots, and the (start, end) of each slot that it has.

    >>> slots("{subject} eases {object}", "tea", "pain")
    ('tea eases pain', {'subject': (0, 3), 'object': (10, 14)})
    """
    places: dict[IRI, tuple[int, int]] = {}
    text, at = "", 0
    for found in _SLOT.finditer(clause):
        text += clause[at : found.start()]
        noun = subject if found[1] == SUBJECT_SLOT else object
        places[IRI(found[1])] = (len(text), len(text) + len(noun))
        text += noun
        at = found.end()
    return text + clause[at:], places


def compile_wordings(ontology: Ontology, parse: Parse) -> tuple[Pattern, ...]:
    """Every wording of every relation as patterns, those that ask for most words first.

    Raises:
        OntologyError: naming each wording that cannot be compiled, and why.
    """
    jobs = [
        (relation, wording, alternatives(wording.form))
        for relation in ontology.relations.values()
        for wording in relation.wordings
    ]
    clauses = [
        (form.replace(_CLASSED, ""), _noun(ontology, relation.subjects), _noun(ontology, relation.objects))
        for relation, _, forms in jobs
        for form in forms
    ]
    parses = iter(parse(clauses))
    problems: list[Problem] = []
    found: dict[tuple[object, ...], Pattern] = {}
    for relation, wording, forms in jobs:
        try:
            patterns = compile_forms(relation, wording, forms, [next(parses) for _ in forms])
        except ValueError as error:
            reason = f"wording “{wording.form}”: {error}"
            problems.append(
                Problem("O301", ontology.name, subject=ontology.curie(relation.iri), reason=reason)
            )
            continue
        for pattern in patterns:
            found.setdefault((relation.iri, pattern.words, pattern.nouns, pattern.arcs), pattern)
    if problems:
        raise OntologyError(problems=problems)
    return tuple(sorted(found.values(), key=lambda p: (-p.weight, p.relation.iri, p.wording.form, p.arcs)))


def _noun(ontology: Ontology, classes: Sequence[IRI]) -> str:
    return next((ontology.classes[c].stand_in for c in classes if c in ontology.classes), "thing")


def compile_forms(
    relation: Relation, wording: Wording, forms: Sequence[str], parses: Sequence[Syntax]
) -> tuple[Pattern, ...]:
    """The alternatives of one wording, each in its own shape and in the one that most of its length parse to.

    A choice of words seldom changes the construction, so one that the parser misread is mended by its siblings.

    Raises:
        ValueError: where no alternative of some length connects its slots.
    """
    frames = [_frame(syntax) for syntax in parses]
    cuts: list[_Cut | ValueError] = []
    shapes: defaultdict[_Frame, Counter[_Shape]] = defaultdict(Counter)
    for frame, syntax in zip(frames, parses, strict=True):
        try:
            made = cut(syntax, frame[1], frame[2])
            shapes[frame][_shape(made)] += 1
            cuts.append(made)
        except ValueError as error:
            cuts.append(error)
    patterns = []
    for form, frame, syntax, own in zip(forms, frames, parses, cuts, strict=True):
        if not shapes[frame]:
            assert isinstance(own, ValueError)
            raise own
        usual = shapes[frame].most_common(1)[0][0]
        shaped = [own] if not isinstance(own, ValueError) else []
        if not shaped or _shape(shaped[0]) != usual:
            (nodes, arcs), other = next(_fitting(cuts, frames, forms, frame, usual))
            shaped.append((nodes, _swap(arcs, other, form)))
        patterns += [_pattern(relation, replace(wording, form=form), syntax, frame, *made) for made in shaped]
    return tuple(patterns)


_Cut = tuple[tuple[int, ...], tuple[Arc, ...]]
_Shape = tuple[tuple[int, str, int], ...]


def _shape(made: _Cut) -> _Shape:
    """The arcs of a cut, any preposition alike."""
    return tuple(sorted((head, role.split(":")[0], child) for head, role, child in made[1]))


def _fitting(
    cuts: Sequence[_Cut | ValueError],
    frames: Sequence[_Frame],
    forms: Sequence[str],
    frame: _Frame,
    shape: _Shape,
) -> Iterator[tuple[_Cut, str]]:
    for made, other, form in zip(cuts, frames, forms, strict=True):
        if other == frame and not isinstance(made, ValueError) and _shape(made) == shape:
            yield made, form


def _swap(arcs: tuple[Arc, ...], other: str, form: str) -> tuple[Arc, ...]:
    """The arcs of another alternative with this one's prepositions."""
    changed = {
        f"p:{old}": f"p:{new}" for old, new in zip(other.split(), form.split(), strict=False) if old != new
    }
    return tuple((head, changed.get(role, role), child) for head, role, child in arcs)


_Frame = tuple[int, int | None, int]
"""The number of tokens, and the indexes of the subject's token (None without one) and of the object's."""


def _frame(syntax: Syntax) -> _Frame:
    at = {name: index for index, name in syntax.names.items()}
    return len(syntax.tokens), at.get(SUBJECT_SLOT), at[OBJECT_SLOT]


def _pattern(
    relation: Relation,
    wording: Wording,
    syntax: Syntax,
    frame: _Frame,
    nodes: tuple[int, ...],
    arcs: tuple[Arc, ...],
) -> Pattern:
    number = {frame[2]: OBJECT} | ({} if frame[1] is None else {frame[1]: SUBJECT})
    order = sorted(nodes, key=lambda n: (_depth(syntax, n), n))
    number |= {node: position for position, node in enumerate(order)}
    renamed = tuple((number[head], role, number[child]) for head, role, child in arcs)
    classed = {word[1:] for word in wording.form.split() if word.startswith(_CLASSED)}
    words = tuple(_asked(syntax, n, syntax.tokens[n].text in classed) for n in order)
    renamed = tuple(
        sorted(renamed, key=lambda arc: SUBJECT in (arc[0], arc[2]))
    )  # so that it can be left out
    nouns = tuple(syntax.tokens[n].pos in NOUN for n in order)
    return Pattern(wording, relation, words, nouns, _reachable(renamed, 0 if order else OBJECT))


def _asked(syntax: Syntax, index: int, classed: bool) -> frozenset[str]:
    """What must stand at a word's node: its lemma, or the entity that it names; of several words, the entity.

    A word marked as standing for its class asks for any word of it.
    """
    token, name = syntax.tokens[index], syntax.names.get(index)
    if syntax.negates(index):
        return frozenset({"not"})
    if classed:
        classes = syntax.grammar.classes
        return classes.get(token.text.lower()) or classes.get(token.lemma) or frozenset({token.lemma})
    return frozenset({name if name and " " in token.text else token.lemma})


def _depth(syntax: Syntax, index: int) -> int:
    depth = 0
    while syntax.tokens[index].head != index and depth < 50:
        index = syntax.tokens[index].head
        depth += 1
    return depth


def _reachable(arcs: tuple[Arc, ...], start: int) -> tuple[Arc, ...]:
    """The arcs ordered so that each touches what the ones before have reached."""
    left, reached, ordered = list(arcs), {start}, []
    while left:
        arc = next(a for a in left if a[0] in reached or a[2] in reached)
        left.remove(arc)
        ordered.append(arc)
        reached |= {arc[0], arc[2]}
    return tuple(ordered)
