"""What a sentence names and no wording reads, by the signs of how it stands to what the sentence is about.

A careful reader takes nearly every ailment that a text names for claimed of something, however the sentence is built:
"days 1 to 4 without it: X, Y and no Z". A sign (`kg:Sign`) tells what is claimed. It is asked for only where all
wordings are silent, and its readings are less certain than theirs (`RANDOM_ERROR`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from typing import Final

from kgraph.arcs import NOMINAL, SUBJECTS, VERBAL
from kgraph.cues import CueIndex, Match, index, matches
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.fillers import Filler
from kgraph.model import Cue, Token
from kgraph.namespaces import IRI, KG, SCHEMA, local_name
from kgraph.ontology import Ontology
from kgraph.patterns import Match as Fit
from kgraph.patterns import Pattern
from kgraph.terms import Classes, CueWord, Relation, Wording

NAME: Final = "signs"
"""The extractor that evidence read by signs names."""

RANDOM_ERROR: Final = 0.5
"""The share of such readings found wrong on texts in view of which no sign was written; docs/reading.md, "Signs"."""

_KIND, _BY, _WIDE, _RANGE = map(local_name, (KG.Sign, KG.by, KG.wide, SCHEMA.rangeIncludes))
_LISTED = frozenset({"conj", "appos", "member"})
_BEFORE = frozenset({"compound", "nmod", "amod", "poss"})
_SAID = SUBJECTS | {"aux"}
_OWING = frozenset({"because", "due", "owing", "for", "against"})
_ONE = frozenset({"he", "she"})


@dataclass(frozen=True, eq=False)
class SignIndex:
    """The signs of an ontology, and the classes of which what they speak of is any."""

    cues: CueIndex
    takes: Classes

    @classmethod
    def of(cls, ontology: Ontology) -> SignIndex:
        """Those that the ontology's cues list."""
        signs = (cue for cue in ontology.cues if cue.kind == _KIND and cue.value)
        takes = {taken for sign in signs for taken in _takes(sign, ontology)}
        return cls(index(ontology.cues, kinds={_KIND}), tuple(sorted(takes)))


def unread(
    read: Collection[Candidate], arguments: Arguments, signs: SignIndex
) -> Iterator[tuple[Candidate, Cue]]:
    """A claim, with the sign, for each name that one speaks of and that is in none of the claims read, in order.

    The subject is what the sentence is about, as where a wording leaves it out.
    """
    ends = [end for claim in read for end in (claim.subject, claim.object)]
    known = {end.argument.entity for end in ends}
    left = [
        (token, named)
        for token in arguments.syntax.tokens
        for named in arguments.named(token.index)
        if named.argument.entity not in known
        and arguments.ontology.instance_of(named.argument.entity, signs.takes)
    ]
    if not left:  # as in most sentences
        return
    told = {end.token for end in ends} | {n for c in read if c.relation.meta for n in c.match.nodes}
    here = _Signs(arguments, matches(arguments.sentence, signs.cues), told)
    for token, named in left if here.speaking else ():
        if here.may_be_claimed(token):
            sign = here.nearest(token, named.argument.entity)
            yield from ((claim, sign.cue) for claim in here.claims(sign, named)) if sign else ()


def _takes(sign: CueWord, ontology: Ontology) -> Classes:
    """The classes of what a sign speaks of: its own, or else those that its relation takes."""
    own = tuple(IRI(value) for key, value in sign.features if key == _RANGE)
    relation = ontology.relations.get(IRI(sign.value))
    return own or (relation.objects if relation else ())


class _Signs:
    """The signs of one sentence.

    None is `speaking` where one signals that nothing is claimed; nor is one of whose words something is told, as in
    "the interaction was not studied", nor one that bids.
    """

    def __init__(self, arguments: Arguments, found: Collection[Match], told: Set[int]) -> None:
        self.arguments = arguments
        self.ontology = arguments.ontology
        self.tokens = arguments.syntax.tokens
        silent = any(not match.word.value for match in found)
        free = (match for match in found if told.isdisjoint(match.tokens))
        self.speaking = [] if silent else [match for match in free if not self._bids(match)]

    def may_be_claimed(self, token: Token) -> bool:
        """Whether what a token names is no mere condition, part of a name ("pain clinic") or trait of people."""
        head, first = self.tokens[token.head], self.tokens[self._first(token)]
        if token.dep in _BEFORE and head.pos in NOMINAL:
            return False
        grammar = self.arguments.syntax.grammar
        bearer = self.tokens[self.tokens[first.head].head]
        trait = first.dep == "pobj" and bearer.lemma in grammar.people and bearer.index < first.index
        doing = token.lemma in grammar.verb_of  # "relief" is somebody's
        return not (trait or doing or self.arguments.supposed(token.index))

    def nearest(self, token: Token, entity: IRI) -> Match | None:
        """The nearest sign that speaks of it; one that governs it goes before one that speaks of the whole sentence."""
        fitting = [
            sign for sign in self.speaking if self._fits(sign, token, entity) and self._reaches(sign, token)
        ]
        return min(fitting, key=lambda s: (s.feature(_WIDE), abs(s.tokens[0] - token.index)), default=None)

    def claims(self, sign: Match, named: Filler) -> Iterator[Candidate]:
        """What the sign claims of the name, of all that the sentence is about."""
        relation = self.ontology.relations[IRI(sign.word.value)]
        fit = Fit(_pattern(sign, relation), None, named.token, sign.tokens[:1], 0)
        subjects = self.arguments.left_out(relation.subjects, named.token)
        governor = self._governor(self.tokens[named.token])
        if governor is not None and self._done_by_another(governor, {s.argument.entity for s in subjects}):
            return
        trigger = named.token if governor is None else governor
        for subject in subjects:
            if subject.argument.entity != named.argument.entity:
                yield Candidate(relation, subject, named, fit, trigger, presupposed=False)

    def _bids(self, sign: Match) -> bool:
        """Whether a verb only tells people what to do, or what not: "do not stop it", "stop and see a doctor"."""
        verb = self.tokens[sign.tokens[0]]
        if verb.tag != "VB" or verb.dep not in {"ROOT", "conj", "ccomp"}:
            return False
        below = (t for t in self.arguments.sentence.children(verb.index) if t.dep in _SAID)
        return all(t.lemma == "do" for t in below)

    def _fits(self, sign: Match, token: Token, entity: IRI) -> bool:
        """Whether the entity is of the classes that the sign takes; or, where another of its list is, its relation."""
        takes, fits = _takes(sign.word, self.ontology), self.ontology.instance_of
        if fits(entity, takes):
            return True
        listed = self.arguments.syntax.conjuncts(self._first(token))
        others = (f.argument.entity for member in listed for f in self.arguments.named(member))
        relation = self.ontology.relations[IRI(sign.word.value)]
        return fits(entity, relation.objects) and any(fits(other, takes) for other in others)

    def _reaches(self, sign: Match, token: Token) -> bool:
        """Whether the sign governs the token, by one of its prepositions where it has any, or need not."""
        by = {value for key, value in sign.word.features if key == _BY}
        first = self.tokens[self._first(token)]
        prep = self.tokens[first.head].lemma if first.dep in {"pobj", "pcomp"} else ""
        if token.index in sign.tokens or prep not in (by or {prep} - _OWING):
            return False  # what something is owing to, or for, does not come of it
        if sign.feature(_WIDE) or self.tokens[sign.tokens[0]].head == token.index:
            return True
        governor = self._governor(token)
        return governor in sign.tokens and not self._aside(self.tokens[governor], first)

    def _aside(self, verb: Token, first: Token) -> bool:
        """Whether a verb tells what befell one person ("she had X") or the name, or is undone ("stopped taking")."""
        if verb.dep == "pcomp" or (verb.dep == "xcomp" and any(verb.head in s.tokens for s in self.speaking)):
            return True
        subjects = [self.tokens[child] for _, child in self.arguments.syntax.out(verb.index, "subj")]
        helped = any(child.dep == "aux" for child in self.arguments.sentence.children(verb.index))
        reader = not helped and any(t.lemma == "you" for t in subjects)  # "you are X": who should read on
        return reader or any(t.index == first.index or t.lemma in _ONE for t in subjects)

    def _first(self, token: Token) -> int:
        """The first of the list that the token is in."""
        while token.dep in _LISTED and self.tokens[token.head].mention is not None:
            token = self.tokens[token.head]
        return token.index

    def _governor(self, token: Token) -> int | None:
        """The verb right above the list that the token is in."""
        _, *above = self.arguments.syntax.up(self._first(token))
        return next((index for index in above if self.tokens[index].pos in VERBAL), None)

    def _done_by_another(self, verb: int, meant: Collection[IRI]) -> bool:
        """Whether the verb's own subject is a thing that acts, or stands for one, and none of those meant."""
        for token in self.arguments.sentence.children(verb):
            if token.dep == "nsubj":
                named = {filler.argument.entity for filler in self.arguments.named(token.index)}
                acts = any(map(self.ontology.is_agent, named))
                if (acts or (not named and self.ontology.meant_by(token.lemma))) and named.isdisjoint(meant):
                    return True
        return False


def _pattern(sign: Match, relation: Relation) -> Pattern:
    wording = Wording(relation=relation.iri, form=f"{sign.word.form} … {{object}}")
    return Pattern(wording, relation, (frozenset({sign.word.form}),), (True,), ())
