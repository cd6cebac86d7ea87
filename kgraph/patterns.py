"""Wordings compiled: an example clause of a relation becomes a pattern over the normalised parse.

The clause is parsed like any sentence with everyday nouns in its slots, normalised, and cut down to the arcs that
connect the two slots. Since sentences are normalised the same way, one wording also reads its passive, relative,
participle, infinitive, nominal and light-verb forms. Learning patterns as the path between two arguments of an
example goes back to Bunescu & Mooney (2005) and to open information extraction (OLLIE, Mausam et al. 2012).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph.errors import OntologyError
from kgraph.ontology import Ontology, Relation, Wording
from kgraph.syntax import Arc, Syntax

SUBJECT, OBJECT = -1, -2
"""The slots, among the node numbers of a pattern."""

Parse = Callable[[Sequence[str]], Sequence[Syntax]]
"""Clauses whose slots hold plain nouns, to their normalised parses; slot tokens carry mention 0 and 1."""

_SLOT = re.compile(r"\{(subject|object)\}")
_DERIVED = frozenset({"doer", "poss", "same", "member", "bears"})
"""Roles that only repeat or abridge another; a path prefers not to use them."""

_ROLE_ORDER = ("subj", "obj", "attr", "comp", "adv", "own", "doer", "poss", "mod", "member", "same")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A small tree of words and slots that says a relation.

    `words` are the lemmas at nodes 0, 1, …, the first of them the anchor; `arcs` run between nodes and slots,
    so that each arc after the first touches a node that an earlier arc has reached.
    """

    wording: Wording
    relation: Relation
    words: tuple[str, ...]
    arcs: tuple[Arc, ...]

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
    """A form with its `a|b` choices written out.

    >>> alternatives("{subject} eases|relieves {object}")
    ('{subject} eases {object}', '{subject} relieves {object}')
    """
    parts = [part.split("|") if "|" in part else [part] for part in form.split(" ")]
    return tuple(" ".join(p.replace("_", " ") for p in choice if p) for choice in itertools.product(*parts))


def slots(clause: str, subject: str, object: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The clause with nouns in its slots, and the (start, end) of each: subject first, then object.

    Raises:
        ValueError: where a slot is missing or doubled.
    """
    spans: dict[str, tuple[int, int]] = {}
    text, at = "", 0
    for found in _SLOT.finditer(clause):
        text += clause[at : found.start()]
        noun = subject if found[1] == "subject" else object
        if found[1] in spans:
            raise ValueError(f"{{{found[1]}}} stands twice in “{clause}”")
        spans[found[1]] = (len(text), len(text) + len(noun))
        text += noun
        at = found.end()
    missing = {"subject", "object"} - spans.keys()
    if missing:
        raise ValueError(f"no {{{min(missing)}}} in “{clause}”")
    return text + clause[at:], (spans["subject"], spans["object"])


def cut(syntax: Syntax, subject: int, object: int) -> tuple[tuple[int, ...], tuple[Arc, ...]]:
    """The cheapest chain of arcs between two tokens: token indexes passed through, and the arcs.

    Arcs are followed either way; inferred arcs cost more than parsed ones, so the plain reading wins.

    Raises:
        ValueError: where nothing connects the two.
    """
    best: dict[int, tuple[int, tuple[Arc, ...]]] = {subject: (0, ())}
    queue = [subject]
    while queue:
        queue.sort(key=lambda n: best[n][0])
        node = queue.pop(0)
        cost, path = best[node]
        for arc, own in sorted(syntax.arcs.items(), key=lambda item: (item[1], _order(item[0][1]), item[0])):
            other = arc[2] if arc[0] == node else arc[0] if arc[2] == node else None
            if other is None:
                continue
            total = cost + own + 2 + (3 if arc[1] in _DERIVED else 0)
            if other not in best or total < best[other][0]:
                best[other] = (total, (*path, arc))
                queue.append(other)
    if object not in best:
        raise ValueError("nothing connects the two slots")
    arcs = best[object][1]
    nodes = {n for head, _, child in arcs for n in (head, child)} - {subject, object}
    return tuple(sorted(nodes)), arcs


def _order(role: str) -> int:
    return _ROLE_ORDER.index(role) if role in _ROLE_ORDER else 4


def compile_wordings(ontology: Ontology, parse: Parse) -> tuple[Pattern, ...]:
    """Every wording of every relation as patterns, those that ask for most words first.

    Raises:
        OntologyError: naming each wording that cannot be compiled, and why.
    """
    jobs: list[tuple[Relation, Wording, str]] = []
    problems: list[str] = []
    for relation in ontology.relations.values():
        for wording in relation.wordings:
            for form in alternatives(wording.form):
                jobs.append((relation, replace(wording, form=form), form))
    texts = [clause for relation, _, clause in jobs]
    parses = parse(texts)
    found: dict[tuple[object, ...], Pattern] = {}
    for (relation, wording, _), syntax in zip(jobs, parses, strict=True):
        try:
            pattern = compile_one(relation, wording, syntax)
        except ValueError as error:
            problems.append(f"{ontology.curie(relation.iri)}: wording “{wording.form}”: {error}")
            continue
        found.setdefault((relation.iri, pattern.words, pattern.arcs), pattern)
    if problems:
        raise OntologyError("\n".join(problems))
    return tuple(sorted(found.values(), key=lambda p: (-p.weight, p.relation.iri, p.wording.form)))


def compile_one(relation: Relation, wording: Wording, syntax: Syntax) -> Pattern:
    """One parsed wording as a pattern.

    Raises:
        ValueError: where the slots are not connected, or the clause says nothing but one verb "be".
    """
    at = {token.mention: token.index for token in syntax.tokens if token.mention is not None}
    nodes, arcs = cut(syntax, at[0], at[1])
    number = {at[0]: SUBJECT, at[1]: OBJECT}
    # words that carry the sense but hang off the path: "lacks" needs none, "is not approved as" does
    order = sorted(nodes, key=lambda n: (_depth(syntax, n), n))
    for position, node in enumerate(order):
        number[node] = position
    renamed = tuple((number[h], role, number[c]) for h, role, c in arcs)
    anchor = number[order[0]] if order else OBJECT
    return Pattern(
        wording, relation, tuple(syntax.tokens[n].lemma for n in order), _reachable(renamed, anchor)
    )


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
        self._by_word: dict[str, list[Pattern]] = {}
        self._bare: list[Pattern] = []
        for pattern in patterns:
            if pattern.words:
                self._by_word.setdefault(pattern.words[0], []).append(pattern)
            else:
                self._bare.append(pattern)

    def match(self, syntax: Syntax) -> Iterator[Match]:
        """Every way that a pattern fits the sentence, in order of the anchors."""
        for token in syntax.tokens:
            if token.mention is None:
                for lemma in syntax.lemmas(token.index):
                    for pattern in self._by_word.get(lemma, ()):
                        yield from _fit(pattern, syntax, {0: token.index})
        for pattern in self._bare:
            for head, role, child in sorted(syntax.arcs):
                first = pattern.arcs[0]
                if role == first[1]:
                    cost = syntax.arcs[head, role, child]
                    yield from _extend(pattern, syntax, {first[0]: head, first[2]: child}, 1, cost)


def _fit(pattern: Pattern, syntax: Syntax, bound: dict[int, int]) -> Iterator[Match]:
    yield from _extend(pattern, syntax, bound, 0, 0)


def _extend(pattern: Pattern, syntax: Syntax, bound: dict[int, int], step: int, cost: int) -> Iterator[Match]:
    if step == len(pattern.arcs):
        nodes = tuple(bound[i] for i in range(len(pattern.words)))
        yield Match(pattern, bound.get(SUBJECT), bound[OBJECT], nodes, cost)
        return
    head, role, child = pattern.arcs[step]
    for own, node, slot in _candidates(pattern, syntax, bound, head, role, child):
        if node not in bound.values():
            yield from _extend(pattern, syntax, {**bound, slot: node}, step + 1, cost + own)
    if {head, child} >= {SUBJECT} and head in bound and SUBJECT not in bound and role in {"own", "subj"}:
        if not syntax.out(bound[head], role) and step == len(pattern.arcs) - 1:
            yield from _extend(pattern, syntax, bound, step + 1, cost + 5)


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
        if slot < 0 or pattern.words[slot] in syntax.lemmas(node):
            yield cost, node, slot
