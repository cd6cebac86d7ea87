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
from dataclasses import dataclass, replace

from kgraph.errors import OntologyError, Problem
from kgraph.model import Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology, Relation, Wording
from kgraph.syntax import Arc, Syntax

SUBJECT, OBJECT = -1, -2
"""The slots, among the node numbers of a pattern."""

SUBJECT_SLOT, OBJECT_SLOT = IRI("subject"), IRI("object")
"""What the mentions in a parsed wording's slots are said to name."""

_NOUN = frozenset({"NOUN", "PROPN"})
_CLASSED = "~"
"""What marks a word that stands for its whole class of words."""

Clause = tuple[str, str, str]
"""A form, and the everyday nouns to put in its slots: subject's, object's."""

Parse = Callable[[Sequence[Clause]], Sequence[Syntax]]
"""Clauses, to their normalised parses, in which the slots' tokens name the slots."""

_SLOT = re.compile(r"\{(subject|object)\}")
_DETOUR = {"own": 1, "doer": 3, "poss": 3, "same": 3, "member": 3, "bears": 3}
"""What a chain pays for roles that only repeat or abridge others."""

_LEFT_OUT = 5
"""What a match costs whose noun does not say whose it is ("the risk of addiction")."""

_ROLE_ORDER = ("subj", "obj", "attr", "to", "comp", "adv", "own", "doer", "poss", "mod", "member", "same")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A small tree of words and slots that says a relation.

    `words` say what may stand at nodes 0, 1, … (a lemma, or an entity by its IRI), the first of them the anchor; `arcs` run between nodes and slots,
    `nouns` tells which of the words are nouns;
    so that each arc after the first touches a node that an earlier arc has reached.
    """

    wording: Wording
    relation: Relation
    words: tuple[frozenset[str], ...]
    nouns: tuple[bool, ...]
    arcs: tuple[Arc, ...]

    def admits(self, node: int, syntax: Syntax, index: int) -> bool:
        """Whether the word at a node may be the token: a noun for a noun, a nominalisation also for its verb."""
        asked, said = self.words[node], syntax.lemmas(index)
        if asked.isdisjoint(said):
            return False
        if (syntax.tokens[index].pos in _NOUN) == self.nouns[node] or syntax.tokens[index].pos == "ADJ":
            return True
        return not self.nouns[node] and not asked.isdisjoint(said[1:])

    @property
    def weight(self) -> int:
        """How much the pattern asks for: its words."""
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found in a sentence: token indexes of the slots and of the pattern's words, and the cost.

    `subject` is None where the sentence leaves it out and the pattern allows that.
    """

    pattern: Pattern
    subject: int | None
    object: int
    nodes: tuple[int, ...]
    cost: int


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


def cut(syntax: Syntax, subject: int | None, object: int) -> tuple[tuple[int, ...], tuple[Arc, ...]]:
    """The smallest tree of arcs that holds the two slots and every word that carries the sense.

    Returns the token indexes of its words, and its arcs. Arcs are followed either way; inferred arcs cost more
    than parsed ones, so the plain reading wins. Auxiliaries, articles, people and light verbs that the tree can do
    without are left out: they are the form of the wording, not its sense.

    Raises:
        ValueError: where nothing connects the slots, or a word to them.
    """
    words = [t for t in syntax.tokens if t.index not in (subject, object)]
    needed = [t.index for t in words if _carries_sense(syntax, t)]
    if not needed:  # a light verb is all there is
        needed = [t.index for t in words if t.pos == "VERB"]
    reached = {needed[0] if needed else object}
    arcs: list[Arc] = []
    for goal in (*needed, subject, object):
        if goal is not None and goal not in reached:
            arcs += _chain(syntax, reached, goal)
            reached |= {n for head, _, child in arcs for n in (head, child)}
    return tuple(sorted(n for n in reached if n not in (subject, object))), tuple(dict.fromkeys(arcs))


def _carries_sense(syntax: Syntax, token: Token) -> bool:
    if token.dep in {"neg", "advmod"} or syntax.negates(token.index):
        return True
    if token.pos == "VERB":
        return token.lemma not in syntax.grammar.light
    return token.pos in {"NOUN", "ADJ"} and token.lemma not in syntax.grammar.people | {"other", "such"}


def _chain(syntax: Syntax, starts: set[int], goal: int) -> tuple[Arc, ...]:
    """The cheapest chain of arcs from any of the starts to the goal."""
    best: dict[int, tuple[int, tuple[Arc, ...]]] = {start: (0, ()) for start in starts}
    queue = sorted(starts)
    ranked = sorted(syntax.arcs.items(), key=lambda item: (item[1], _order(item[0][1]), item[0]))
    while queue:
        queue.sort(key=lambda n: (best[n][0], n))
        node = queue.pop(0)
        cost, path = best[node]
        for arc, own in ranked:
            other = arc[2] if arc[0] == node else arc[0] if arc[2] == node else None
            if other is None:
                continue
            total = cost + own + 2 + _DETOUR.get(arc[1], 0)
            if other not in best or total < best[other][0]:
                best[other] = (total, (*path, arc))
                queue.append(other)
    if goal not in best:
        raise ValueError(f"nothing connects “{syntax.tokens[goal].text}” to the rest")
    return best[goal][1]


def _order(role: str) -> int:
    return _ROLE_ORDER.index(role) if role in _ROLE_ORDER else 4


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
            problems.append(Problem("O301", ontology.name, subject=ontology.curie(relation.iri), reason=reason))
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
    cuts: Sequence[_Cut | ValueError], frames: Sequence[_Frame], forms: Sequence[str], frame: _Frame, shape: _Shape
) -> Iterator[tuple[_Cut, str]]:
    for made, other, form in zip(cuts, frames, forms, strict=True):
        if other == frame and not isinstance(made, ValueError) and _shape(made) == shape:
            yield made, form


def _swap(arcs: tuple[Arc, ...], other: str, form: str) -> tuple[Arc, ...]:
    """The arcs of another alternative with this one's prepositions."""
    changed = {f"p:{old}": f"p:{new}" for old, new in zip(other.split(), form.split(), strict=False) if old != new}
    return tuple((head, changed.get(role, role), child) for head, role, child in arcs)


_Frame = tuple[int, int | None, int]
"""The number of tokens, and the indexes of the subject's token (None without one) and of the object's."""


def _frame(syntax: Syntax) -> _Frame:
    at = {name: index for index, name in syntax.names.items()}
    return len(syntax.tokens), at.get(SUBJECT_SLOT), at[OBJECT_SLOT]


def _pattern(
    relation: Relation, wording: Wording, syntax: Syntax, frame: _Frame, nodes: tuple[int, ...], arcs: tuple[Arc, ...]
) -> Pattern:
    number = {frame[2]: OBJECT} | ({} if frame[1] is None else {frame[1]: SUBJECT})
    order = sorted(nodes, key=lambda n: (_depth(syntax, n), n))
    number |= {node: position for position, node in enumerate(order)}
    renamed = tuple((number[head], role, number[child]) for head, role, child in arcs)
    classed = {word[1:] for word in wording.form.split() if word.startswith(_CLASSED)}
    words = tuple(_asked(syntax, n, syntax.tokens[n].text in classed) for n in order)
    renamed = tuple(sorted(renamed, key=lambda arc: SUBJECT in (arc[0], arc[2])))  # so that it can be left out
    nouns = tuple(syntax.tokens[n].pos in _NOUN for n in order)
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
    if name is None:
        return frozenset({token.lemma})
    return frozenset({name}) if " " in token.text else frozenset({name, token.lemma})


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


class PatternIndex:
    """Patterns by the lemma of their anchor, and those without a word by role."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._by_word: defaultdict[str, list[Pattern]] = defaultdict(list)
        self._bare: list[Pattern] = []
        for pattern in patterns:
            if pattern.words:
                for word in pattern.words[0]:
                    self._by_word[word].append(pattern)
            else:
                self._bare.append(pattern)

    def match(self, syntax: Syntax) -> Iterator[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors."""
        for token in syntax.tokens:
            fitting = {id(p): p for lemma in syntax.lemmas(token.index) for p in self._by_word.get(lemma, ())}
            for pattern in fitting.values():
                if not pattern.admits(0, syntax, token.index):
                    continue
                yield from _extend(pattern, syntax, {0: token.index}, 0, 0)
        for pattern in self._bare:
            for head, role, child in sorted(syntax.arcs):
                first = pattern.arcs[0]
                if role == first[1]:
                    cost = syntax.arcs[head, role, child]
                    yield from _extend(pattern, syntax, {first[0]: head, first[2]: child}, 1, cost)


def _extend(pattern: Pattern, syntax: Syntax, bound: dict[int, int], step: int, cost: int) -> Iterator[Match]:
    if step == len(pattern.arcs):
        nodes = tuple(bound[i] for i in range(len(pattern.words)))
        yield Match(pattern, bound.get(SUBJECT), bound[OBJECT], nodes, cost)
        return
    head, role, child = pattern.arcs[step]
    for own, node, slot in _candidates(pattern, syntax, bound, head, role, child):
        if node not in bound.values():
            yield from _extend(pattern, syntax, {**bound, slot: node}, step + 1, cost + own)
    if child == SUBJECT and head in bound and role == "own" and step == len(pattern.arcs) - 1:
        yield from _extend(pattern, syntax, bound, step + 1, cost + _LEFT_OUT)


def _candidates(
    pattern: Pattern, syntax: Syntax, bound: dict[int, int], head: int, role: str, child: int
) -> Iterator[tuple[int, int, int]]:
    """(cost, token, slot) for the end of the arc that is not bound yet."""
    if head in bound:
        ends = syntax.out(bound[head], role)
        slot = child
    else:
        ends = tuple(sorted((cost, h) for (h, r, c), cost in syntax.arcs.items() if r == role and c == bound[child]))
        slot = head
    for cost, node in ends:
        if slot < 0 or pattern.admits(slot, syntax, node):
            yield cost, node, slot
