"""Why a sentence gives the claims that it gives, and not others: what an author needs to mend a wording.

Everything here is recomputed from the values of the reading itself, so that it cannot tell another story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from kgraph import assembly, nearmiss
from kgraph.arcs import Arc
from kgraph.cues import find_cues
from kgraph.export import records
from kgraph.export.records import Json
from kgraph.model import Document, Evidence, Mention, Sentence, Span
from kgraph.nearmiss import NearMiss
from kgraph.ontology import Ontology
from kgraph.outcome import SLOTS, Fate, Outcome, outcomes
from kgraph.reading import Analysis, Reader
from kgraph.syntax import Syntax

MOST_NEAR = 5
"""How many wordings that nearly match, and relations that are nearly likely enough, are told."""

WORTH_TELLING = 0.1
"""How likely a relation that is not read must be to be told."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: the entity as a CURIE, its label, and its own classes as CURIEs."""

    text: str
    span: Span
    entity: str
    label: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An arc of the normalised parse by its words; `cost` counts the steps by which it was inferred."""

    head: str
    role: str
    child: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """A wording that matched.

    `words` are the tokens that stand for the wording's own words; `subject` (None where it is left out) and `object`
    those in its slots, or the phrases that the claim took for them. `why` tells what stood in the way.
    """

    relation: str
    wording: str
    words: tuple[str, ...]
    subject: str | None
    object: str
    cost: int
    fate: Fate
    why: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A wording all of whose words are there; `missing` are the arcs that are not, `instead` what is in their place."""

    relation: str
    wording: str
    words: tuple[str, ...]
    missing: tuple[Edge, ...]
    instead: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """A relation that two phrases may stand in by what was learned, with the features that speak most for it."""

    relation: str
    subject: str
    object: str
    likelihood: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A cue of the sentence; `used` tells whether it bore on a claim."""

    text: str
    span: Span
    kind: str
    value: str
    used: bool


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One sentence, from its mentions to its evidence; `note` says why it was not read, where it was not."""

    document: str
    span: Span
    text: str
    mentions: tuple[Named, ...] = ()
    parse: tuple[Edge, ...] = ()
    fits: tuple[Fit, ...] = ()
    near: tuple[Near, ...] = ()
    likely: tuple[Likely, ...] = ()
    cues: tuple[Signal, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


def explain(
    reader: Reader, document: Document, wanted: Collection[Span] | None = None
) -> tuple[Explanation, ...]:
    """The sentences of a document explained, in order; only those at the spans in `wanted`, where it is given.

    The whole document is read in either case, since what a sentence refers to may stand before it.
    """
    sentences, mentions = reader.sentences(document)
    analyses = {a.sentence.span: a for a in reader.analyse(document, sentences, mentions)}
    return tuple(
        _explained(reader, analyses[s.span]) if s.span in analyses else _unread(s)
        for s in sentences
        if wanted is None or s.span in wanted
    )


def _unread(sentence: Sentence) -> Explanation:
    note = "names nothing that the ontology knows, and is not parsed"
    return Explanation(document=sentence.document, span=sentence.span, text=sentence.text, note=note)


def _explained(reader: Reader, analysis: Analysis) -> Explanation:
    sentence, ontology = analysis.sentence, reader.ontology
    words = _Words(analysis.syntax)
    used = {cue for e in analysis.evidence for cue in e.context.cues}
    return Explanation(
        document=sentence.document,
        span=sentence.span,
        text=sentence.text,
        mentions=tuple(_named(m, ontology) for m in sentence.mentions),
        parse=tuple(words.edge(h, r, c, cost) for (h, r, c), cost in sorted(analysis.syntax.arcs.items())),
        fits=_fits(reader, analysis, words),
        near=_near_misses(reader, analysis.syntax, words),
        likely=_likely(reader, analysis),
        cues=tuple(
            Signal(c.text, c.span, c.kind, ontology.label(c.value) if c.value else "", c in used)
            for c in find_cues(sentence, reader.cues)
        ),
        evidence=analysis.evidence,
        note=analysis.syntax.silence(),
    )


def _named(mention: Mention, ontology: Ontology) -> Named:
    entity = mention.entity
    known = ontology.entities.get(entity)
    classes = tuple(map(ontology.curie, known.classes)) if known else ()
    return Named(mention.text, mention.span, ontology.curie(entity), ontology.label(entity), classes)


class _Words:
    """The tokens of a sentence by their texts, numbered where one text stands twice."""

    def __init__(self, syntax: Syntax) -> None:
        counts = Counter(t.text for t in syntax.tokens)
        self.texts = tuple(t.text if counts[t.text] == 1 else f"{t.text}#{t.index}" for t in syntax.tokens)

    def __getitem__(self, index: int) -> str:
        return self.texts[index]

    def all(self, indexes: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.texts[i] for i in indexes)

    def edge(self, head: int, role: str, child: int, cost: int = 0) -> Edge:
        return Edge(self.texts[head], role, self.texts[child], cost)


def _fits(reader: Reader, analysis: Analysis, words: _Words) -> tuple[Fit, ...]:
    found = outcomes(reader.patterns, analysis.arguments)
    return tuple(dict.fromkeys(_fit(each, words, reader.ontology) for each in found))


def _fit(outcome: Outcome, words: _Words, ontology: Ontology) -> Fit:
    match, made = outcome.match, outcome.candidate
    subject = None if match.subject is None else words[match.subject]
    object = words[match.object]
    if made:
        subject = made.subject.argument.text or subject
        object = made.object.argument.text or object
    pattern = match.pattern
    return Fit(
        ontology.curie(pattern.relation.iri),
        pattern.wording.form,
        words.all(match.nodes),
        subject,
        object,
        match.cost,
        outcome.fate,
        outcome.why,
    )


def _near_misses(reader: Reader, syntax: Syntax, words: _Words) -> tuple[Near, ...]:
    fitting = {(m.pattern.relation.iri, frozenset(m.nodes)) for m in reader.patterns.match(syntax)}
    found = nearmiss.find(reader.patterns.patterns, syntax)
    near = [
        _near(miss, syntax, words, reader.ontology)
        for miss in found
        if (miss.pattern.relation.iri, frozenset(miss.nodes)) not in fitting
    ]
    # one in whose place something else stands is nearer than one of which the sentence says nothing
    return tuple(sorted(near, key=lambda n: (len(n.missing), not n.instead))[:MOST_NEAR])


def _likely(reader: Reader, analysis: Analysis) -> tuple[Likely, ...]:
    """What was nearly likely enough to be read, the likeliest first, of two things that are in no claim together."""
    read = {frozenset((e.subject.entity, e.object.entity)) for e in analysis.evidence}
    found = reader.learned.guesses(analysis.arguments, read, WORTH_TELLING)
    told = [
        Likely(
            reader.ontology.curie(each.relation.iri),
            each.subject.argument.text or reader.ontology.label(each.subject.argument.entity),
            each.object.argument.text,
            round(each.likelihood, 2),
            each.reasons,
        )
        for each in found
    ]
    return tuple(sorted(told, key=lambda each: -each.likelihood)[:MOST_NEAR])


def _near(miss: NearMiss, syntax: Syntax, words: _Words, ontology: Ontology) -> Near:
    def said(node: int) -> str:
        return words[miss.bound[node]] if node in miss.bound else SLOTS[node]

    instead = dict.fromkeys(
        words.edge(*arc, cost)
        for head, _, child in miss.missing
        for arc, cost in sorted(syntax.arcs.items())
        if _in_place({miss.bound[node] for node in (head, child) if node in miss.bound}, arc, syntax)
    )
    return Near(
        ontology.curie(miss.pattern.relation.iri),
        miss.pattern.wording.form,
        words.all(miss.nodes),
        tuple(Edge(said(head), role, said(child)) for head, role, child in miss.missing),
        tuple(instead),
    )


def _in_place(ends: set[int], arc: Arc, syntax: Syntax) -> bool:
    """Whether an arc stands where one is missing: between its two words, or from its one word to a mention."""
    arcs = {arc[0], arc[2]}
    return ends == arcs or (
        len(ends) == 1 and ends < arcs and not syntax.names.keys().isdisjoint(arcs - ends)
    )


def record(explanation: Explanation, ontology: Ontology) -> dict[str, Json]:
    """The explanation as JSON values; its evidence as the claims that it makes, as in `claims.jsonl`."""
    made = {name: value for name, value in asdict(explanation).items() if name != "evidence"}
    claims = assembly.assemble(explanation.evidence, ontology)
    return {**made, "claims": [records.record(claim, ontology) for claim in claims]}
