"""What a text has named so far, as far as later phrases may refer to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kgraph.arcs import OBJECTS, PLURAL, SUBJECTS
from kgraph.model import Argument, BlockKind, Document, Evidence, Mention, Polarity, Sentence, Span, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax

REACH = 4
"""How many sentences back an antecedent may stand, its own included."""

_GAP = 3
"""The most characters between two sentences that follow on one another."""

_JOINED = re.compile(r"\s*(?:,|/|&|\+|\b(?:and|or|vs\.?|versus)\b)\s*", re.IGNORECASE)
"""What stands between two names side by side."""

_ENDED = re.compile(r"[.!?][\"'”’)\]]*\s|\n")
"""Where a sentence ends, near enough."""

_IN_TITLE = 3
"""What a mention counts for whose words are in the document's title."""


class Referent(NamedTuple):
    """One entity that a phrase refers to, and where its name stands (None for the document's topic)."""

    entity: IRI
    span: Span | None


class Group(NamedTuple):
    """Mentions named together ("X and Y"), or one alone, as one antecedent; `token` is the last of them.

    `subject` and `object` say whether they are one, or part of one, `ascribed` whether they are only said of something
    ("is an X", "sold as X"), `joined` whether the one is a member of a list.
    """

    sentence: int
    token: int
    referents: tuple[Referent, ...]
    plural: bool
    subject: bool
    object: bool
    ascribed: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A claim just read: who does what to what, and the words that may take it up ("this interaction")."""

    relation: IRI
    agent: Referent
    object: Referent
    words: frozenset[str]
    end: int
    denied: bool


@dataclass(frozen=True, slots=True)
class History:
    """What has been named so far, nearest last, what was just claimed, and what the document is about.

    `titled` are the two things that its title names, where it names two that act, `opening` what it is about from
    there on where that is named, if it names nothing twice, `named` all that it names anywhere. `seen` what its
    headings and the sentences so far have named, `objects` those of the last claims of each relation.
    """

    topic: IRI | None = None
    titled: tuple[Referent, ...] = ()
    opening: IRI | None = None
    named: frozenset[IRI] = frozenset()
    seen: frozenset[IRI] = frozenset()
    groups: tuple[Group, ...] = ()
    events: tuple[Event, ...] = ()
    objects: Mapping[IRI, Referent] = field(default_factory=dict)

    @property
    def entities(self) -> frozenset[IRI]:
        """Everything that a phrase may refer back to."""
        found = {r.entity for group in self.groups for r in group.referents} | {r.entity for r in self.titled}
        found |= {r.entity for event in self.events for r in (event.agent, event.object)}
        return frozenset(found | {self.topic} if self.topic else found)

    def after(
        self, sentence: Sentence, syntax: Syntax, named: Iterable[Group], evidence: Iterable[Evidence]
    ) -> History:
        """The history once the sentence has been read; `named` are its groups."""
        groups = (*self.groups, *named)
        near = tuple(g for g in groups if g.sentence > sentence.index - REACH)
        events = tuple(_event(e, syntax) for e in evidence)
        just_before = tuple(e for e in self.events if sentence.span.start - e.end < _GAP)
        topic = self.topic
        if topic is None and any(r.entity == self.opening for group in near for r in group.referents):
            topic = self.opening
        objects = (
            {**self.objects, **{event.relation: event.object for event in events}} if events else self.objects
        )
        seen = self.seen.union(r.entity for group in groups[len(self.groups) :] for r in group.referents)
        return replace(
            self, topic=topic, seen=seen, groups=near, events=events or just_before, objects=objects
        )


def _event(evidence: Evidence, syntax: Syntax) -> Event:
    start = evidence.trigger.start  # compared first, since few tokens share it
    here = (t.index for t in syntax.tokens if t.span.start == start and t.span == evidence.trigger)
    said = {word for index in here for word in syntax.lemmas[index]}
    ends = (_referent(evidence.subject), _referent(evidence.object))
    denied = evidence.context.polarity is Polarity.NEGATED
    return Event(evidence.predicate, *ends, frozenset(said), evidence.sentence.end, denied)


def _referent(argument: Argument) -> Referent:
    return Referent(argument.entity, argument.span)


def topic(document: Document, mentions: Iterable[Mention], ontology: Ontology) -> IRI | None:
    """The entity that the document is about: the most named one that acts; None where none is named twice.

    A class of things ("leaf") is that only where nothing else is named.
    """
    counts: Counter[IRI] = Counter()
    title = document.title.lower()
    for mention in mentions:
        if ontology.is_agent(mention.entity):
            counts[mention.entity] += _IN_TITLE if mention.text.lower() in title else 1
    particular = {entity: n for entity, n in counts.items() if not ontology.names_class(entity)}
    best = min((particular or counts).items(), key=lambda item: (-item[1], item[0]), default=None)
    return best[0] if best and best[1] > 1 else None


def opening(document: Document, mentions: Iterable[Mention], ontology: Ontology) -> IRI | None:
    """What a document that names nothing twice is about: what acts and is named alone in the first such sentence."""
    acting = [m for m in mentions if ontology.is_agent(m.entity)][:2]
    if not acting or ontology.names_class(acting[0].entity):
        return None
    alone = len(acting) == 1 or _ENDED.search(document.text, acting[0].span.end, acting[1].span.start)
    return acting[0].entity if alone else None


def titled(document: Document, mentions: Iterable[Mention], ontology: Ontology) -> tuple[Referent, ...]:
    """The two particular things that act and that the document's first heading names side by side: "X and Y"."""
    heading = next((b.span for b in document.blocks if b.kind is BlockKind.HEADING), None)
    inside = (m for m in mentions if heading is not None and m.span.within(heading))
    acting = (m for m in inside if ontology.is_agent(m.entity) and not ontology.names_class(m.entity))
    found = tuple({m.entity: Referent(m.entity, m.span) for m in acting}.values())
    if len(found) != 2:
        return ()
    one, other = (referent.span for referent in found)
    return found if one and other and _JOINED.fullmatch(document.text[one.end : other.start]) else ()


def history_of(document: Document, mentions: Sequence[Mention], ontology: Ontology) -> History:
    """What is known before the first sentence is read."""
    headings = [block.span for block in document.blocks if block.kind is BlockKind.HEADING]
    return History(
        topic(document, mentions, ontology),
        titled(document, mentions, ontology),
        opening(document, mentions, ontology),
        frozenset(mention.entity for mention in mentions),
        frozenset(m.entity for m in mentions if any(m.span.within(each) for each in headings)),
    )


def groups_of(sentence: Sentence, syntax: Syntax) -> Iterator[Group]:
    """The mentions of a sentence, each alone and each coordination as a whole."""
    for token in syntax.tokens:
        if token.mention is None or token.pos == "VERB":  # "banned" names a status, and nothing for "it"
            continue
        mention = sentence.mentions[token.mention]
        alone = (Referent(mention.entity, mention.span),)
        one = group(sentence.index, token, alone, token.tag in PLURAL, syntax)
        if token.dep == "conj":
            yield one._replace(joined=True)
            continue
        members = [syntax.tokens[i] for i in syntax.conjuncts(token.index)]
        named = [sentence.mentions[t.mention] for t in members if t.mention is not None]
        yield one._replace(joined=len(named) > 1)
        if len(named) > 1:
            referents = tuple(Referent(m.entity, m.span) for m in named)
            yield one._replace(token=members[-1].index, referents=referents, plural=True)


def group(number: int, token: Token, referents: tuple[Referent, ...], plural: bool, syntax: Syntax) -> Group:
    """What a token of the sentence with that number names or stands for, with the part that it plays there."""
    whole = syntax.tokens[_part(token, syntax.tokens, syntax.grammar.people)]
    part = whole.dep
    ascribed = part == "attr" or (part == "pobj" and syntax.tokens[whole.head].lemma == "as")
    # what a relative clause says it says by the way
    beside = any(syntax.tokens[i].dep == "relcl" for i in syntax.up(whole.index))
    plays = "" if beside else part
    return Group(number, token.index, referents, plural, plays in SUBJECTS, plays in OBJECTS, ascribed)


def _part(token: Token, tokens: tuple[Token, ...], people: Set[str]) -> int:
    """The token, or what it is a part of that names what it is of or with; X in "X users" plays none."""
    while token.dep in {"conj", "compound", "poss", "nmod", "amod", "appos"} or _named_by(token, tokens):
        if token.dep == "compound" and tokens[token.head].lemma in people:
            break
        token = tokens[token.head]
    return token.index


def _named_by(token: Token, tokens: tuple[Token, ...]) -> bool:
    """Whether the token stands in "the Ns of X" for N or X, where N names nothing itself."""
    head = tokens[token.head]
    if token.dep == "pobj" and head.lemma == "of":
        return tokens[head.head].mention is None
    return token.dep == "prep" and token.lemma == "of" and head.mention is None
