"""One document read: the order of the stages inside it, from text to evidence."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TypeVar

from kgraph import context as contexts
from kgraph.antecedents import history_of
from kgraph.coreference import Resolver
from kgraph.extractors import rules
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.extractors.learned import Learned
from kgraph.extractors.restatements import pointing
from kgraph.language import Language
from kgraph.lexicon import build as build_lexicon
from kgraph.mentions import find_mentions, taken_apart, with_forms
from kgraph.model import Context, Document, Evidence, Mention, Sentence, Skipped, Span
from kgraph.ontology import Ontology
from kgraph.parsing import Parser
from kgraph.patterns import PatternIndex
from kgraph.sayings import Sayings
from kgraph.syntax import Syntax
from kgraph.wordings import compile_wordings

Found = TypeVar("Found", Document, Document | Skipped)

_Prepared = tuple[Document, tuple[Sentence, ...], tuple[Mention, ...]]

_CHARACTERS, _DOCUMENTS = 50_000, 32
"""When no more documents are read together: enough to be fast, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document gave, and how much of it there was."""

    evidence: tuple[Evidence, ...]
    sentences: int
    parsed: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """One sentence, taken as far as its evidence; `arguments` tell what its words stand for."""

    sentence: Sentence
    syntax: Syntax
    evidence: tuple[Evidence, ...]
    arguments: Arguments


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk again and again through values none of which is in a cycle."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def together(documents: Iterable[Found]) -> Iterator[list[Found]]:
    """The documents in the parts in which they are read, in order; a long one may be a part by itself."""
    part: list[Found] = []
    characters = 0
    for document in documents:
        part.append(document)
        characters += len(document.text) if isinstance(document, Document) else 0
        if characters >= _CHARACTERS or len(part) >= _DOCUMENTS:
            yield part
            part, characters = [], 0
    if part:
        yield part


class Reader:
    """Reads documents by an ontology's wordings; built once, since compiling them takes a second or two.

    Raises:
        OntologyError: where wordings cannot be compiled, naming each.
    """

    name = rules.NAME

    def __init__(self, ontology: Ontology, language: Language) -> None:
        self.ontology = ontology
        self.language = language
        self.lexicon = build_lexicon(ontology)
        self.cues = contexts.index(ontology.cues, contexts.bodies(ontology))
        self.learned = Learned.of(ontology)
        self.parser = Parser(ontology, language)
        self.pointing = pointing(self.parser.grammar, ontology.cues)
        with _uncollected():
            clauses = compile_wordings(ontology, lambda made: self.parser.clauses(made, self.lexicon))
            self.patterns = PatternIndex(clauses)
        self.sayings = Sayings.of(clauses, ontology.anaphors)
        verbs = frozenset(word for pattern in clauses for word in pattern.verbs())
        self.verbs = verbs - self.parser.grammar.people

    def read(self, document: Document) -> Reading:
        """The evidence of a document, in text order; each quotes the text verbatim."""
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """What each document gives by itself, in order; a parser works faster on the sentences of several at once.

        No more documents are taken from `documents` than are read together, see `together`.
        """
        for some in together(documents):
            with _uncollected():
                readings = list(self._read(some))
            yield from readings

    def _read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        prepared = list(self._prepared(documents))
        waiting = [self._worth_parsing(sentences) for _, sentences, _ in prepared]
        parsed = self.parser.parse(chain.from_iterable(waiting), self.verbs)
        for (document, sentences, mentions), some in zip(prepared, waiting, strict=True):
            own = islice(parsed, len(some))
            found = [analysis.evidence for analysis in self._analysed(document, mentions, own)]
            yield Reading(tuple(chain.from_iterable(found)), len(sentences), len(found), len(mentions))

    def analyse(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> Iterator[Analysis]:
        """Each sentence that names something, or may point at one that does, read in the light of those before it."""
        parsed = self.parser.parse(self._worth_parsing(sentences), self.verbs)
        return self._analysed(document, mentions, parsed)

    def _worth_parsing(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that name something, and those that may doubt one before them or need no name to claim."""
        before = [False, *(bool(sentence.mentions) for sentence in sentences)]
        return [
            sentence
            for sentence, named in zip(sentences, before, strict=False)
            if sentence.mentions
            or (named and self.pointing.match(sentence.text))
            or self.sayings.may_be_in(sentence.text)
        ]

    def _analysed(
        self, document: Document, mentions: Sequence[Mention], parsed: Iterable[tuple[Sentence, Syntax]]
    ) -> Iterator[Analysis]:
        history = history_of(document, mentions, self.ontology)
        for sentence, syntax in parsed:
            resolver = Resolver(self.ontology, history, sentence, syntax)
            arguments = Arguments(sentence, syntax, self.ontology, resolver)
            silent = bool(syntax.silence())
            evidence = () if silent else self._extract(document, arguments)
            history = history.after(sentence, syntax, resolver.groups(), evidence)
            yield Analysis(sentence, syntax, evidence, arguments)

    def sentences(self, document: Document) -> tuple[tuple[Sentence, ...], tuple[Mention, ...]]:
        """The sentences of a document, unparsed, each with its mentions, and all mentions."""
        _, sentences, mentions = next(self._prepared([document]))
        return sentences, mentions

    def _prepared(self, documents: Sequence[Document]) -> Iterator[_Prepared]:
        """Documents with their sentences and mentions."""
        named = (find_mentions(document, self.lexicon) for document in documents)
        apart = [taken_apart(mentions, self.lexicon, self.ontology.composite) for mentions in named]
        found = [with_forms(m, d.text, self.ontology) for m, d in zip(apart, documents, strict=True)]
        whole = [(d, [m.span for m in mentions]) for d, mentions in zip(documents, found, strict=True)]
        segmented = self.language.segment_all(whole)
        for document, mentions, sentences in zip(documents, found, segmented, strict=True):
            yield document, _with_mentions(document, sentences, mentions), mentions

    def _extract(self, document: Document, arguments: Arguments) -> tuple[Evidence, ...]:
        sentence = arguments.sentence

        def put(candidate: Candidate) -> Context:
            return contexts.read(
                sentence,
                self.cues,
                trigger=candidate.trigger,
                path=frozenset(candidate.match.nodes),
                subject=candidate.subject.token if candidate.subject.token >= 0 else None,
                object=candidate.object.token,
                relation=candidate.relation,
                presupposed=candidate.presupposed,
                document=document,
            )

        return rules.extract(sentence, self.patterns, self.learned, arguments, put)


def _with_mentions(
    document: Document, sentences: Iterable[Sentence], mentions: Sequence[Mention]
) -> tuple[Sentence, ...]:
    """The sentences, each with the mentions inside it, and inside its lead-in before."""
    starts = [mention.span.start for mention in mentions]

    def inside(span: Span) -> tuple[Mention, ...]:
        found = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return tuple(mention for mention in found if mention.span.within(span))

    held = []
    for sentence in sentences:
        own, lead = inside(sentence.span), sentence.lead
        if lead is not None:
            sentence = replace(sentence, lead_text=document.text[lead.slice])
            own = (*inside(lead), *own)
        held.append(replace(sentence, mentions=own))
    return tuple(held)
