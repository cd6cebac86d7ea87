"""Wordings compiled: an example clause of a relation becomes a pattern over the normalised parse.

The clause is parsed like any sentence with everyday nouns in its slots, normalised, and cut down to the arcs that
connect the two slots. Since sentences are normalised the same way, one wording also reads its passive, relative,
participle, infinitive, nominal and light-verb forms. Learning patterns as the path between two arguments of an
example goes back to Bunescu & Mooney (2005) and to open information extraction (OLLIE, Mausam et al. 2012).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kgraph.arcs import Arc
from kgraph.errors import OntologyError, Problem
from kgraph.excision import Cut, cut
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.patterns import NOUN, OBJECT, SUBJECT, Pattern
from kgraph.syntax import Syntax
from kgraph.terms import Relation, Wording

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

    >>> slots("{subject} eases {object}", "tea", "thirst")
    ('tea eases thirst', {'subject': (0, 3), 'object': (10, 16)})
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
            found.setdefault(
                (relation.iri, pattern.words, pattern.nouns, pattern.arcs, pattern.takes, wording.fixed),
                pattern,
            )
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
    made = [_Form.of(*pair) for pair in zip(forms, parses, strict=True)]
    usual = {frame: _usual([f for f in made if f.frame == frame]) for frame in {f.frame for f in made}}
    patterns = []
    for form in made:
        cuts = [form.cut] if form.cut else []
        model = usual[form.frame]
        if model is None or model.cut is None:
            raise ValueError(form.reason)
        if not cuts or cuts[0].shape != model.cut.shape:
            cuts.append(form.mended_by(model.text, model.cut))
        patterns += [form.pattern(relation, wording, each) for each in cuts]
    return tuple(patterns)


def _usual(siblings: Sequence[_Form]) -> _Form | None:
    """The first alternative of the shape that most have; None where none connects its slots."""
    shapes = Counter(form.cut.shape for form in siblings if form.cut)
    best = shapes.most_common(1)[0][0] if shapes else None
    return next((form for form in siblings if form.cut and form.cut.shape == best), None)


_Frame = tuple[int, int | None, int | None]
"""The number of tokens, and the tokens of the slots, subject's and object's; None without one."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One alternative of a wording, parsed; `cut` is None where nothing connects its slots, and `reason` says so."""

    text: str
    syntax: Syntax
    frame: _Frame
    cut: Cut | None = None
    reason: str = ""

    @classmethod
    def of(cls, text: str, syntax: Syntax) -> _Form:
        at = {name: index for index, name in syntax.names.items()}
        frame = len(syntax.tokens), at.get(SUBJECT_SLOT), at.get(OBJECT_SLOT)
        classed = _classed(text)
        asked = frozenset(t.index for t in syntax.tokens if t.text in classed)
        try:
            return cls(text, syntax, frame, cut(syntax, *frame[1:], asked))
        except ValueError as error:
            return cls(text, syntax, frame, None, str(error))

    def mended_by(self, sibling: str, made: Cut) -> Cut:
        """A sibling's cut with this form's prepositions."""
        words = zip(sibling.split(), self.text.split(), strict=False)
        lemma = {token.text: token.lemma for token in self.syntax.tokens}
        changed = {f"p:{theirs}": f"p:{lemma.get(own, own)}" for theirs, own in words if theirs != own}
        arcs = ((head, changed.get(role, role), child) for head, role, child in made.arcs)
        return replace(made, arcs=tuple(arcs))

    def pattern(self, relation: Relation, wording: Wording, made: Cut) -> Pattern:
        """The cut as a pattern: words and slots numbered, arcs in an order in which they can be followed."""
        _, subject, object = self.frame
        tokens = self.syntax.tokens
        order = sorted(made.nodes, key=lambda n: (_depth(self.syntax, n), n))
        number = {node: position for position, node in enumerate(order)}
        number |= {slot: n for slot, n in ((subject, SUBJECT), (object, OBJECT)) if slot is not None}
        arcs = [(number[head], role, number[child]) for head, role, child in made.arcs]
        arcs.sort(key=lambda arc: SUBJECT in (arc[0], arc[2]))  # last, so that it can be left out
        classed = _classed(self.text)
        return Pattern(
            wording=replace(wording, form=self.text),
            relation=relation,
            words=tuple(_asked(self.syntax, n, tokens[n].text in classed) for n in order),
            nouns=tuple(tokens[n].pos in NOUN for n in order),
            arcs=_reachable(arcs, 0 if order else OBJECT),
        )


def _classed(form: str) -> frozenset[str]:
    """The words of a form that stand for their classes."""
    return frozenset(word[1:] for word in form.split() if word.startswith(_CLASSED))


def _asked(syntax: Syntax, index: int, classed: bool) -> frozenset[str]:
    """What must stand at a word's node: its lemma, or the entity that it names; of several words, the entity.

    A word marked as standing for its class asks for any word of it.
    """
    token, name = syntax.tokens[index], syntax.names.get(index)
    if syntax.negates(index):
        return frozenset({"not"})
    if classed:
        return syntax.grammar.word_class(token.text.lower(), token.lemma)
    return frozenset({name if name and " " in token.text else token.lemma})


def _depth(syntax: Syntax, index: int) -> int:
    depth = 0
    while syntax.tokens[index].head != index and depth < 50:
        index = syntax.tokens[index].head
        depth += 1
    return depth


def _reachable(arcs: Sequence[Arc], start: int) -> tuple[Arc, ...]:
    """The arcs ordered so that each touches what the ones before have reached."""
    left, reached, ordered = list(arcs), {start}, []
    while left:
        arc = next(a for a in left if a[0] in reached or a[2] in reached)
        left.remove(arc)
        ordered.append(arc)
        reached |= {arc[0], arc[2]}
    return tuple(ordered)
