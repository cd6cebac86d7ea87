"""The values that flow through kgraph: frozen, without a dictionary, comparable field by field.

Offsets are half-open positions in characters of the document's text, everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from kgraph.namespaces import IRI


class Polarity(StrEnum):
    """Whether the relation is asserted or denied."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """How firmly the holder commits to the claim: CT, PR, PS and U of FactBank (Saurí & Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"

    @property
    def rank(self) -> int:
        """0 for certain up to 3 for uncommitted.

        >>> max(Certainty.PROBABLE, Certainty.POSSIBLE, key=lambda c: c.rank).value
        'possible'
        """
        return _RANKS[self]


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


class BlockKind(StrEnum):
    """What a stretch of a document is; only prose and items are read for claims."""

    PROSE = "prose"
    ITEM = "item"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of a document's text.

    >>> "kratom tea"[Span(0, 6).slice]
    'kratom'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    @property
    def slice(self) -> slice:
        """The same stretch as a Python slice."""
        return slice(self.start, self.end)

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """True for every span, so that `if span` asks only whether there is one."""
        return True

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether this one lies inside the other or equals it."""
        return other.start <= self.start and self.end <= other.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or piece of page furniture.

    `lead` is the span of the text that introduces a list item ("Side effects include:"), where there is one.
    """

    span: Span
    kind: BlockKind
    lead: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as it was read; `text` is the whole decoded file, front matter included, newlines kept.

    `markup` are the stretches inside blocks that a reader of the rendered page does not see (the asterisks
    of emphasis, the address of a link), sorted; `notes` say what a person should know of how it was read.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    source: str
    sha256: str
    title: str = ""
    publisher: str = ""
    kind: str = ""
    published: str = ""
    url: str = ""
    license: str = ""
    language: str = "en"
    markup: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.sha256))  # enough to tell documents apart, and no walk through the blocks


class Token(NamedTuple):
    """A word of a parsed sentence, or a whole mention merged into one node.

    `head` is the index in the sentence of the syntactic head, its own for the root. `dep` is the ClearNLP label
    that spaCy's English pipelines give; `pos` universal, `tag` Penn Treebank.
    `mention` is the index in `Sentence.mentions` of the mention that this token is, or None. A tuple, since it is made
    by the thousand.
    """

    index: int  # type: ignore[assignment]  # hides the method of tuples, which nobody asks of a word
    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an entity; `text == document.text[span.slice]`."""

    span: Span
    text: str
    entity: IRI


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mentions, and its parse where it was parsed (`tokens` is empty where not).

    `lead` and `lead_text` are the words that introduce a list item; its mentions and tokens then begin with
    those of the lead, whose spans lie outside the sentence's own.
    """

    document: str
    index: int
    span: Span
    text: str
    mentions: tuple[Mention, ...] = ()
    tokens: tuple[Token, ...] = ()
    block: BlockKind = BlockKind.PROSE
    lead: Span | None = None
    lead_text: str = ""

    def __hash__(self) -> int:
        # enough to tell sentences apart, and no walk through the tokens
        return hash((self.document, self.span))

    def said(self, span: Span) -> str:
        """The words at a span of the sentence or of its lead-in; empty for a span that lies in neither."""
        for whole, text in ((self.span, self.text), (self.lead, self.lead_text)):
            if whole is not None and span.within(whole):
                return text[span.start - whole.start : span.end - whole.start]
        return ""

    def children(self, index: int) -> tuple[Token, ...]:
        """The tokens whose head is the one at `index`, in order."""
        return tuple(t for t in self.tokens if t.head == index and t.index != index)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that bears on polarity, certainty, holder or basis; `value` is what it says."""

    span: Span
    text: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A limit that the sentence sets: `kind` is `population`, `dose` or `setting`; the text is verbatim."""

    kind: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Argument:
    """The subject or object of an evidence.

    `span` is where it stands in the sentence (empty, at the sentence's start, for a subject that is left out).
    For a resolved reference `coref` is true and `antecedent` is the span of what it refers to.
    """

    entity: IRI
    span: Span
    text: str
    coref: bool = False
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """How a sentence puts a claim: polarity, certainty, holder, basis, qualifiers, and the cues that say so.

    `via` names the holders around the innermost one, outermost first ("proponents argue that studies show").
    """

    polarity: Polarity
    certainty: Certainty
    holder: IRI
    basis: IRI
    via: tuple[IRI, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reading of one claim in one sentence; `text == document.text[sentence.slice]`."""

    document: str
    sentence: Span
    text: str
    subject: Argument
    predicate: IRI
    object: Argument
    context: Context
    trigger: Span
    extractor: str
    rule: str

    @property
    def polarity(self) -> Polarity:
        """The polarity of the claim that this evidence reads."""
        return self.context.polarity

    @property
    def claim(self) -> str:
        """The id of the claim that this evidence reads."""
        return claim_id(self.subject.entity, self.predicate, self.object.entity, self.polarity)

    @property
    def id(self) -> str:
        """16 hexadecimal digits of a SHA-256 over what was read, where, and as whose claim."""
        parts = (self.claim, self.document, self.sentence, self.subject.span, self.object.span, self.trigger)
        return digest(*(str(part) for part in parts), self.context.holder, self.extractor)


@dataclass(frozen=True, slots=True)
class Support:
    """What the texts say of a claim, counted; never a measure of truth.

    `documents` counts files, `independent` clusters of documents or passages that do not copy one another,
    `holders` distinct holders. The mappings count evidence by value, keys sorted.
    """

    evidence: int
    documents: int
    independent: int
    holders: int
    by_certainty: Mapping[str, int] = field(default_factory=dict)
    by_holder: Mapping[str, int] = field(default_factory=dict)
    by_basis: Mapping[str, int] = field(default_factory=dict)
    by_source_kind: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody asserts or denies, with every evidence of it; never a fact that the graph vouches for.

    `belief` is the probability that the texts do make this claim (that it was read right), not that it is true.
    """

    subject: IRI
    predicate: IRI
    object: IRI
    polarity: Polarity
    evidence: tuple[Evidence, ...]
    belief: float | None = None
    support: Support | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits of a SHA-256 over subject, predicate, object and polarity."""
        return claim_id(self.subject, self.predicate, self.object, self.polarity)

    @property
    def certainty(self) -> Certainty:
        """The firmest certainty of any evidence."""
        return min((e.context.certainty for e in self.evidence), key=lambda c: c.rank)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two claims that cannot both be meant; `kind` is `polarity`, `relation` or `certainty`."""

    kind: str
    left: str
    right: str

    @property
    def id(self) -> str:
        """16 hexadecimal digits of a SHA-256 over the kind and both sides."""
        return digest(self.kind, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made a graph: a software and its version, an ontology's files, the options that bear on the result.

    It holds no clock: the same run gives the same bytes. `created`, empty or a date and time in ISO 8601, is
    what a user hands in who wants one published.
    """

    version: str
    software: str = "kgraph"
    ontology: str = ""
    digests: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    created: str = ""

    @property
    def id(self) -> str:
        """16 hexadecimal digits of a SHA-256 over all of it."""
        pairs = (f"{name}={value}" for name, value in (*self.digests, *self.options))
        return digest(self.software, self.version, self.ontology, *pairs, self.created)


def digest(*parts: str) -> str:
    r"""16 hexadecimal digits of the SHA-256 of the parts, joined by a unit separator (U+001F)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def claim_id(subject: str, predicate: str, object: str, polarity: Polarity) -> str:
    """The id of a claim: the same four always give the same 16 hexadecimal digits."""
    return digest(subject, predicate, object, polarity.value)
