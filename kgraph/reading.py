"""One document read: the order of the stages inside it, from text to evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph import context as contexts
from kgraph.antecedents import History, topic
from kgraph.coreference import Resolver
from kgraph.extractors import rules
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.language import Language
from kgraph.lexicon import build as build_lexicon
from kgraph.mentions import find_mentions
from kgraph.model import Context, Document, Evidence, Mention, Sentence, Span
from kgraph.ontology import Ontology
from kgraph.parsing import Parser
from kgraph.patterns import PatternIndex
from kgraph.syntax import Syntax
from kgraph.wordings import compile_wordings


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
        self.parser = Parser(ontology, language)
        clauses = compile_wordings(ontology, lambda made: self.parser.clauses(made, self.lexicon))
        self.patterns = PatternIndex(clauses)
        self.verbs = frozenset(word for pattern in clauses for asked in pattern.words for word in asked)

    def read(self, document: Document) -> Reading:
        """The evidence of a document, in text order; each quotes the text verbatim."""
        sentences, mentions = self.sentences(document)
        evidence: list[Evidence] = []
        parsed = 0
        for analysis in self.analyse(document, sentences, mentions):
            evidence.extend(analysis.evidence)
            parsed += 1
        return Reading(tuple(evidence), len(sentences), parsed, len(mentions))

    def analyse(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> Iterator[Analysis]:
        """Each sentence that holds a mention, parsed and read in the light of those before it."""
        history = History(topic(document, mentions, self.ontology))
        for sentence, syntax in self.parser.parse((s for s in sentences if s.mentions), self.verbs):
            resolver = Resolver(self.ontology, history, sentence, syntax)
            arguments = Arguments(sentence, syntax, self.ontology, resolver)
            silent = syntax.announces() or syntax.asks()
            evidence = () if silent else self._extract(document, arguments)
            history = history.after(sentence, syntax, resolver.groups(), evidence)
            yield Analysis(sentence, syntax, evidence, arguments)

    def sentences(self, document: Document) -> tuple[tuple[Sentence, ...], tuple[Mention, ...]]:
        """The sentences of a document, unparsed, each with its mentions, and all mentions."""
        mentions = find_mentions(document, self.lexicon)
        starts = [mention.span.start for mention in mentions]

        def inside(span: Span) -> tuple[Mention, ...]:
            found = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            return tuple(mention for mention in found if mention.span.within(span))

        sentences = []
        for sentence in self.language.segment(document, (m.span for m in mentions)):
            own, lead = inside(sentence.span), sentence.lead
            if lead is not None:
                sentence = replace(sentence, lead_text=document.text[lead.slice])
                own = (*inside(lead), *own)
            sentences.append(replace(sentence, mentions=own))
        return tuple(sentences), mentions

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

        return rules.extract(sentence, self.patterns, arguments, put)
