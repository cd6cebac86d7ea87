"""The claims that the matches in a sentence would make, before the choice among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kgraph.arcs import VERBAL
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.fillers import Filler
from kgraph.extractors.lists import listed_together, paired_off
from kgraph.model import Argument, Token
from kgraph.namespaces import IRI, KG
from kgraph.ontology import Ontology
from kgraph.patterns import OBJECT, Match, PatternIndex
from kgraph.syntax import Syntax
from kgraph.terms import Classes, Relation

_PHRASAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "ADP"})
"""The parts of speech of which a noun phrase is made."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a match would make.

    `trigger` is the index of the word that carries the relation; `presupposed` says that the claim is made inside a
    noun phrase, `turned` that it is made by a participle before its object ("reduced X").
    """

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


def candidates(patterns: PatternIndex, arguments: Arguments) -> Iterator[Candidate]:
    """Every claim that some match makes; of the matches of one relation on the same words only the cheapest."""
    groups: defaultdict[tuple[IRI, tuple[int, ...]], list[Match]] = defaultdict(list)
    for match in patterns.match(arguments.syntax, arguments.known):
        groups[match.pattern.relation.iri, match.nodes or (match.object,)].append(match)
    for matches in groups.values():
        cheapest: int | None = None
        if len(matches) > 1:
            matches.sort(key=lambda m: (m.cost, m.object, m.subject or -1))
        for match in matches:
            if cheapest is not None and match.cost > cheapest:
                break
            made = list(claims(match, arguments))
            if made:
                cheapest = match.cost
                yield from made


def claims(match: Match, arguments: Arguments) -> Iterator[Candidate]:
    """The claims of one match: each of its subjects with each of its objects, where the two go together."""
    objects = objects_of(match, arguments)
    if not objects:
        return
    for subject in subjects_of(match, arguments):
        for object in objects:
            if go_together(match, subject, object, arguments):
                yield Candidate(
                    match.pattern.relation,
                    subject,
                    object,
                    match,
                    _trigger(match),
                    _presupposed(match, arguments.syntax),
                    _turns(match, arguments.syntax.tokens),
                )


def objects_of(match: Match, arguments: Arguments) -> tuple[Filler, ...]:
    """What fills the object's slot of a match, of the classes that its wording or its relation takes."""
    relation, fixed = match.pattern.relation, match.pattern.wording.fixed
    if fixed is not None:
        token = arguments.syntax.tokens[match.object]
        return (Filler(Argument(fixed, token.span, token.text), match.object),)
    if relation.transitive:
        # the class is what the words name, never its members, and never one particular thing
        exemplified = any(role == "member" for _, role, _ in match.pattern.arcs)
        members = arguments.syntax.conjuncts(match.object)
        plain = (member for member in members if not arguments.definite(member, exemplified))
        return tuple(filler for member in plain for filler in arguments.named(member))
    found = arguments.fill(match.object, match.pattern.takes[1])
    if not match.nodes and any(role == "subj" and head == OBJECT for head, role, _ in match.pattern.arcs):
        # "it is a sign of X" says something else of it than "it is X"
        members = arguments.syntax.conjuncts(match.object)
        found = tuple(f for f in found if f.token in members or f.argument.coref)
    if not found:
        return ()
    found = tuple(_aimed(f, relation.objects, arguments.ontology) for f in found)
    if relation.partwise:
        found += tuple(part for f in found for part in arguments.parts(f, relation.objects))
    return found


def subjects_of(match: Match, arguments: Arguments) -> tuple[Filler, ...]:
    """What fills the subject's slot of a match, or is meant where nothing does."""
    classes, _ = match.pattern.takes
    if match.subject is None:
        said = _trigger(match)
        unsaid = (match.nodes and arguments.lacked(said)) or arguments.supposed(said)
        # what little is known of is often named after that
        place = None if match.pattern.relation.meta else said
        return () if unsaid else arguments.left_out(classes, place)
    found = tuple(
        replace(f, negated=True) if arguments.left_undone(f.token) else f
        for filler in arguments.fill(match.subject, classes)
        for f in _made_from(filler, classes, arguments) or (filler,)
    )
    if match.pattern.relation.transitive:
        # "the release of X, a Y": X is a Y
        classes = tuple(
            {c for f in arguments.named(match.object) for c in arguments.ontology.kinds(f.argument.entity)}
        )
        return tuple(_aimed(f, classes, arguments.ontology) for f in found)
    return found


def _made_from(filler: Filler, classes: Classes, arguments: Arguments) -> tuple[Filler, ...]:
    """What is said to come from a class of things: in "X is made from leaves of a tree that does Z", X does Z."""
    syntax, entity = arguments.syntax, filler.argument.entity
    token = syntax.tokens[filler.token]
    articles = {child.lemma for child in arguments.sentence.children(token.index)} & {"a", "an"}
    if token.dep != "pobj" or not articles or not arguments.ontology.names_class(entity):
        return ()
    above = [syntax.tokens[index] for index in syntax.up(token.index)]
    place = next((n for n, each in enumerate(above) if each.pos in VERBAL), 0)
    if not any(each.lemma == "from" for each in above[:place]):
        return ()
    verb = above[place].index
    ends = syntax.out(verb, "obj") or syntax.out(verb, "subj")
    return tuple(f for _, end in ends for f in arguments.fill(end, classes) if f.argument.entity != entity)


def go_together(match: Match, subject: Filler, object: Filler, arguments: Arguments) -> bool:
    """Whether the two ends may stand in the relation: nor one thing twice, nor members of one list, or of two by turns.

    A wording may ask for the members themselves: "a link between X and Y".

    A relation of class membership (a transitive one) holds between things that may be of one class, and its object
    is a class.
    """
    one, other, ontology = subject.argument.entity, object.argument.entity, arguments.ontology
    relation, joint = match.pattern.relation, any(role == "p:and" for _, role, _ in match.pattern.arcs)
    if (
        one == other
        or subject.token == object.token >= 0
        or (not joint and listed_together(arguments.syntax, subject.token, object.token))
        or paired_off(arguments.syntax, subject.token, object.token)
    ):
        return False
    if not relation.transitive:
        return not joint or not _led_elsewhere(match, arguments)
    if ontology.is_broader(one, other) or not ontology.may_be(one, other):
        return False
    if ontology.instance_of(other, (KG.Role,)):
        return False
    return ontology.has_narrower(other) or ontology.instance_of(other, relation.objects)


def _led_elsewhere(match: Match, arguments: Arguments) -> bool:
    """Whether what "A and B" are linked to is named: then nothing is said of A and B."""
    asked = {role for _, role, _ in match.pattern.arcs}
    ends = [role for role in ("p:to", "p:with") if role not in asked]
    return bool(match.nodes) and any(arguments.syntax.out(match.nodes[0], role) for role in ends)


def _aimed(filler: Filler, classes: Classes, ontology: Ontology) -> Filler:
    """A filler of none of the classes, by what of them it targets: "is an X remover" is said of X."""
    entity = ontology.entities.get(filler.argument.entity)
    if entity is None or ontology.instance_of(entity.iri, classes):
        return filler
    targets = [t for t in entity.targets if ontology.instance_of(t, classes)]
    return replace(filler, argument=replace(filler.argument, entity=targets[0])) if targets else filler


def _trigger(match: Match) -> int:
    """The word that carries the relation: the anchor, or for a bare pattern the head of its first arc."""
    if match.nodes:
        return match.nodes[0]
    head = match.pattern.arcs[0][0]
    return match.object if head == OBJECT or match.subject is None else match.subject


def _turns(match: Match, tokens: tuple[Token, ...]) -> bool:
    words = [tokens[n] for n in match.nodes]
    return any(t.tag == "VBN" and t.dep == "amod" and t.head == match.object for t in words)


def _presupposed(match: Match, syntax: Syntax) -> bool:
    """Whether the claim is made inside a noun phrase, so that the clause around it only takes it for granted."""
    tokens = syntax.tokens
    if any(tokens[n].pos not in _PHRASAL for n in match.nodes):
        return False
    ways = [list(syntax.up(n)) for n in (match.subject, match.object, *match.nodes) if n is not None]
    top = min(ways, key=len)[0]
    return all(top in way and _by_phrase(tokens, way[1 : way.index(top) + 1]) for way in ways)


def _by_phrase(tokens: tuple[Token, ...], way: list[int]) -> bool:
    """Whether no clause opens on the way: only a verb inside the phrase ("X given to Y") may stand on it."""
    return not any(tokens[n].pos in VERBAL and tokens[n].dep not in {"acl", "amod"} for n in way)
