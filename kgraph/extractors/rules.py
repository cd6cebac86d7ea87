"""The default extractor: the wordings of the ontology, matched against the normalised parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kgraph.extractors.arguments import Arguments, Filler
from kgraph.model import Argument, Context, Evidence, Polarity, Sentence, Span
from kgraph.namespaces import IRI, KG
from kgraph.ontology import Ontology, Relation
from kgraph.patterns import Match, PatternIndex

NAME = "rules"

_PHRASAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "ADP"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a match would make, before the choice among near ones."""

    relation: Relation
    subject: Filler
    object: Filler
    match: Match
    trigger: int
    presupposed: bool
    turned: bool = False

    @property
    def ends(self) -> tuple[IRI, IRI]:
        """The entities, in either order alike for a symmetric relation."""
        pair = (self.subject.argument.entity, self.object.argument.entity)
        return (min(pair), max(pair)) if self.relation.symmetric else pair


ReadContext = Callable[[Candidate], Context]
"""How the sentence puts a candidate: polarity, certainty, holder, basis, qualifiers."""


def extract(
    sentence: Sentence, patterns: PatternIndex, arguments: Arguments, context: ReadContext
) -> tuple[Evidence, ...]:
    """The evidence of one sentence, ordered by where subject and object stand."""
    ontology = arguments.ontology
    chosen = [c for c in choose(candidates(patterns, arguments), ontology) if _stated(c, sentence)]
    found = {e.id: e for e in (_evidence(sentence, c, context(c)) for c in chosen)}
    return tuple(sorted(found.values(), key=lambda e: (e.trigger, e.subject.span, e.object.span, e.id)))


def _stated(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the sentence itself names an end, and not only the lead-in of its list."""
    return any(
        f.argument.text and f.argument.span.within(sentence.span)
        for f in (candidate.subject, candidate.object)
    )


def candidates(patterns: PatternIndex, arguments: Arguments) -> Iterator[Candidate]:
    """Every claim that some match makes, its arguments of the classes that the relation asks for."""
    groups: defaultdict[tuple[IRI, tuple[int, ...]], list[Match]] = defaultdict(list)
    for match in patterns.match(arguments.syntax):
        nodes = match.nodes or (match.object,)
        groups[match.pattern.relation.iri, nodes].append(match)
    for matches in groups.values():
        cheapest: int | None = None
        for match in sorted(matches, key=lambda m: (m.cost, m.object, m.subject or -1)):
            if cheapest is not None and match.cost > cheapest:
                break
            made = list(_fill(match, arguments))
            if made:
                cheapest = match.cost
                yield from made


def _fill(match: Match, arguments: Arguments) -> Iterator[Candidate]:
    relation = match.pattern.relation
    if (
        relation.transitive
    ):  # the class is what the words name, never its members, and never one particular thing
        objects = () if arguments.definite(match.object) else arguments.named(match.object)
    else:
        objects = arguments.fill(match.object, match.pattern.wording.objects or relation.objects)
        objects = tuple(_aimed(f, relation, arguments.ontology) for f in objects)
    if relation.partwise:
        objects += tuple(part for f in objects for part in arguments.parts(f, relation.objects))
    if not objects:
        return
    if not match.nodes and match.subject is not None and not arguments.names(match.subject):
        return  # where nothing words the relation, the ends must be plain
    classes = match.pattern.wording.subjects or relation.subjects
    if match.subject is None:
        subjects = arguments.left_out(classes)
    else:
        subjects = arguments.fill(match.subject, classes)
    trigger = _trigger(match, arguments)
    for subject in subjects:
        for object in objects:
            if not arguments.listed_together(subject.token, object.token) and _sensible(
                relation, subject.argument.entity, object.argument.entity, arguments.ontology
            ):
                presupposed = _presupposed(match, arguments)
                yield Candidate(
                    relation, subject, object, match, trigger, presupposed, _turns(match, arguments)
                )


def _aimed(filler: Filler, relation: Relation, ontology: Ontology) -> Filler:
    """A filler of a wording's own class, by what it targets: "is a mu agonist" is said of the mu receptor."""
    entity = ontology.entities.get(filler.argument.entity)
    if entity is None or ontology.instance_of(entity.iri, relation.objects):
        return filler
    targets = [t for t in entity.targets if ontology.instance_of(t, relation.objects)]
    return replace(filler, argument=replace(filler.argument, entity=targets[0])) if targets else filler


def _turns(match: Match, arguments: Arguments) -> bool:
    """Whether the match hangs on a participle before its object ("reduced X")."""
    tokens = arguments.syntax.tokens
    return any(
        tokens[n].tag == "VBN" and tokens[n].dep == "amod" and tokens[n].head == match.object
        for n in match.nodes
    )


def _sensible(relation: Relation, subject: IRI, object: IRI, ontology: Ontology) -> bool:
    """Whether the two ends may stand in the relation at all.

    A relation of class membership (a transitive one) holds between things of one kind, and its object is a class.
    """
    if subject == object:
        return False
    if not relation.transitive:
        return True
    if subject in ontology.broader(object) or not ontology.same_kind(subject, object):
        return False
    if ontology.instance_of(object, (KG.Role,)):
        return False
    return ontology.has_narrower(object) or ontology.instance_of(object, relation.objects)


def _trigger(match: Match, arguments: Arguments) -> int:
    """The word that carries the relation: the anchor, or for a bare pattern the head of its first arc."""
    if match.nodes:
        return match.nodes[0]
    head = match.pattern.arcs[0][0]
    return match.object if head == -2 or match.subject is None else match.subject


def _presupposed(match: Match, arguments: Arguments) -> bool:
    """Whether the claim is made inside a noun phrase, so that the clause around it only takes it for granted."""
    tokens = arguments.syntax.tokens
    if any(tokens[n].pos not in _PHRASAL for n in match.nodes):
        return False
    inside = [n for n in (match.subject, match.object, *match.nodes) if n is not None]
    top = min(inside, key=lambda n: _depth(arguments, n))
    return all(_climbs_by_phrase(arguments, n, top) for n in inside)


def _depth(arguments: Arguments, index: int) -> int:
    tokens, depth = arguments.syntax.tokens, 0
    while tokens[index].head != index and depth < 60:
        index, depth = tokens[index].head, depth + 1
    return depth


def _climbs_by_phrase(arguments: Arguments, index: int, top: int) -> bool:
    tokens = arguments.syntax.tokens
    while index != top:
        parent = tokens[index].head
        if parent == index or (
            tokens[parent].pos in {"VERB", "AUX"} and tokens[parent].dep not in {"acl", "amod"}
        ):
            return False
        index = parent
    return True


def choose(found: Iterable[Candidate], ontology: Ontology) -> tuple[Candidate, ...]:
    """The candidates that stand: of several on one pair of ends, those that ask for most words.

    A relation gives way to one along its own line, to one that shares its words, and to one that overrides it.
    """
    ranked = sorted(
        found,
        key=lambda c: (
            -c.match.pattern.weight,
            c.relation.transitive,
            c.match.cost,
            c.subject.argument.coref,
            -len(tuple(ontology.superrelations(c.relation.iri))),  # the narrower relation first
            len(c.relation.subjects) + len(c.relation.objects) or 99,
            c.relation.iri,
        ),
    )
    ranked = _turned(_said(ranked))
    overriding = {(c.ends, o) for c in ranked for o in c.relation.overrides}
    kept: list[Candidate] = []
    for candidate in ranked:
        if any((candidate.ends, up) in overriding for up in ontology.superrelations(candidate.relation.iri)):
            continue
        if not any(_displaces(k, candidate, ontology) for k in kept):
            kept.append(candidate)
    return tuple(kept)


def _displaces(kept: Candidate, other: Candidate, ontology: Ontology) -> bool:
    """Whether the one already kept leaves no room for the other."""
    if _classes_only(other) and (kept.subject.token, kept.object.token) == (other.subject.token, other.object.token):
        return True  # "approved as a medicine", "acts as a stimulant" say nothing of what it is
    if set(kept.ends) != set(other.ends):
        return False
    shared = not set(kept.match.nodes).isdisjoint(other.match.nodes)
    if kept.ends != other.ends:
        return shared
    if kept.relation.iri == other.relation.iri or _classes_only(other):
        return True
    return shared or _on_one_line(kept.relation, other.relation, ontology)


def _classes_only(candidate: Candidate) -> bool:
    """Whether nothing but a copula, "as" or an apposition says that one thing is another."""
    return candidate.relation.transitive and not candidate.match.nodes


def _on_one_line(one: Relation, other: Relation, ontology: Ontology) -> bool:
    """Whether one relation is a sub-property of the other, or the same."""
    return one.iri in ontology.superrelations(other.iri) or other.iri in ontology.superrelations(one.iri)


def _said(ranked: list[Candidate]) -> list[Candidate]:
    """Without what another candidate explains: a mention that is a word of it, or a subject that it names.

    In "relief from X" relief is no effect of its own; where a sentence names who acts, nobody is left out.
    """
    named = {(c.object.token, c.relation.iri) for c in ranked if c.subject.token >= 0}
    kept: list[Candidate] = []
    for c in ranked:
        nobody = c.subject.token < 0 and (c.object.token, c.relation.iri) in named
        if not nobody and not any(_explains(k, c) for k in kept):
            kept.append(c)
    return [c for c in kept if not any(_explains(k, c) for k in kept if k.match.pattern.weight == c.match.pattern.weight)]


def _explains(kept: Candidate, other: Candidate) -> bool:
    """Whether an end of the other is a word of what is kept, or a word of the other an end of it."""
    if kept.relation.iri == other.relation.iri:
        return False
    words = kept.match.nodes
    if other.object.token in words or other.subject.token in words:
        return True
    heavier = kept.match.pattern.weight > other.match.pattern.weight
    return heavier and kept.object.token in other.match.nodes


def _turned(ranked: list[Candidate]) -> list[Candidate]:
    """Without what a word on the object turns: in "leads to reduced X", X is reduced and not led to."""
    inner = {(c.object.token, c.subject.argument.entity): c for c in ranked if c.turned or c.object.restated}
    return [
        c for c in ranked if inner.get((c.object.token, c.subject.argument.entity), c).relation is c.relation
    ]


def _evidence(sentence: Sentence, candidate: Candidate, context: Context) -> Evidence:
    wording = candidate.match.pattern.wording
    if wording.polarity is Polarity.NEGATED:
        flipped = Polarity.AFFIRMED if context.polarity is Polarity.NEGATED else Polarity.NEGATED
        context = replace(context, polarity=flipped)
    if candidate.subject.negated or candidate.object.negated:
        context = replace(context, polarity=Polarity.NEGATED)
    if wording.certainty is not None and wording.certainty.rank > context.certainty.rank:
        context = replace(context, certainty=wording.certainty)
    subject, object = (_within(f.argument, sentence) for f in (candidate.subject, candidate.object))
    return Evidence(
        document=sentence.document,
        sentence=sentence.span,
        text=sentence.text,
        subject=subject,
        predicate=candidate.relation.iri,
        object=object,
        context=context,
        trigger=_trigger_span(sentence, candidate),
        extractor=NAME,
        rule=wording.form,
    )


def _within(argument: Argument, sentence: Sentence) -> Argument:
    """The argument as it stands in the sentence: what only the lead-in of a list item says is a reference to it."""
    if argument.span.within(sentence.span):
        return argument
    start = sentence.span.start
    return Argument(argument.entity, Span(start, start), "", True, argument.antecedent or argument.span)


def _trigger_span(sentence: Sentence, candidate: Candidate) -> Span:
    """The trigger, or for a list item whose lead-in holds it, the end that the item names."""
    spans = [
        sentence.tokens[i].span
        for i in (candidate.trigger, candidate.object.token, candidate.subject.token)
        if i >= 0
    ]
    return next((span for span in spans if len(span) and span.within(sentence.span)), sentence.span)
