"""One document read: the order of the stages inside it, from text to evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph import context as contexts
from kgraph.antecedents import History, topic
from kgraph.coreference import Resolver
from kgraph.extractors import rules
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate
from kgraph.grammar import Grammar
from kgraph.language import Language, head_word
from kgraph.lexicon import Lexicon
from kgraph.lexicon import build as build_lexicon
from kgraph.mentions import find_mentions
from kgraph.model import Context, Document, Evidence, Mention, Sentence, Span, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.patterns import PatternIndex
from kgraph.repair import has_verb, mistaken_verbs, repair, unname
from kgraph.syntax import Syntax, normalise
from kgraph.wordings import OBJECT_SLOT, SUBJECT_SLOT, Clause, compile_wordings, slots


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
    """Reads documents by an ontology's wordings; built once, since compiling them takes a second or two."""

    name = rules.NAME

    def __init__(self, ontology: Ontology, language: Language) -> None:
        self.ontology = ontology
        self.language = language
        self.lexicon: Lexicon = build_lexicon(ontology)
        self.grammar = Grammar.of(ontology.cues)
        self.cues = contexts.index(ontology.cues, contexts.bodies(ontology))
        self.patterns = PatternIndex(compile_wordings(ontology, self._parse_clauses))
        self.verbs = frozenset(word for p in self.patterns.patterns for asked in p.words for word in asked)

    def read(self, document: Document) -> Reading:
        """The evidence of a document, in text order; each quotes the text verbatim."""
        sentences, mentions = self.sentences(document)
        analyses = list(self.analyse(document, sentences, mentions))
        evidence = tuple(e for a in analyses for e in a.evidence)
        return Reading(evidence, len(sentences), len(analyses), len(mentions))

    def analyse(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> Iterator[Analysis]:
        """Each sentence that holds a mention, parsed and read in the light of those before it."""
        history = History(topic(document, mentions, self.ontology))
        for sentence in self._parsed([s for s in sentences if s.mentions], self.shown, self.verbs):
            sentence = replace(sentence, tokens=self._repaired(sentence))
            syntax = self._normalised(sentence)
            resolver = Resolver(self.ontology, history, sentence, syntax)
            arguments = Arguments(sentence, syntax, self.ontology, resolver)
            silent = syntax.announces() or syntax.asks()
            evidence = () if silent else self._read_sentence(document, arguments)
            history = history.after(sentence, syntax, resolver.groups(), evidence)
            yield Analysis(sentence, syntax, evidence, arguments)

    def _parsed(
        self, sentences: Sequence[Sentence], shown: Callable[[Mention], str], verbs: frozenset[str] | None
    ) -> Iterator[Sentence]:
        """The sentences parsed, and parsed again where a verb after a name was taken for a noun.

        In "X eases Y" a small model may read "eases" as a plural; shown "it eases Y", it reads the verb.
        `verbs` are the lemmas to suspect, None for any.
        """
        parsed = self.language.parse(sentences, shown)
        doubtful = [dict(mistaken_verbs(s.tokens, verbs)) for s in parsed]
        pronouns = {
            id(s.mentions[m]): word
            for s, found in zip(parsed, doubtful, strict=True)
            for m, word in found.items()
        }
        again = [s for s, found in zip(parsed, doubtful, strict=True) if found]
        mended = iter(self.language.parse(again, lambda m: pronouns.get(id(m)) or shown(m)))
        for sentence, found in zip(parsed, doubtful, strict=True):
            other = next(mended) if found else sentence
            yield other if has_verb(other.tokens) or not has_verb(sentence.tokens) else sentence

    def shown(self, mention: Mention) -> str:
        """What the parser sees for a mention: its head noun where that is a common one, else its class's noun."""
        word = head_word(mention.text)
        coined = any(c.isdigit() or c.isupper() for c in mention.text[1:]) and "-" in mention.text
        if not coined and word.isalpha() and self.language.knows(word):
            return word
        noun = self._stand_in(mention.entity)
        plural = word.lower().endswith("s") and not word.lower().endswith(("ss", "is", "us"))
        many = noun.endswith("s") and not noun.endswith("ss")
        return noun + "s" if plural and not many else noun[:-1] if many and not plural else noun

    def _stand_in(self, entity: IRI) -> str:
        known = self.ontology.entities.get(entity)
        for cls in known.classes if known else ():
            for up in self.ontology.superclasses(cls):
                if up in self.ontology.classes and self.ontology.classes[up].stand_in:
                    return self.ontology.classes[up].stand_in
        return "thing"

    def _repaired(self, sentence: Sentence) -> tuple[Token, ...]:
        def covers(noun: int, member: int) -> bool:
            first, second = sentence.tokens[noun].mention, sentence.tokens[member].mention
            if second is None:
                return False
            classes = self.ontology.meant_by(sentence.tokens[noun].lemma)
            other = sentence.mentions[second].entity
            if first is None:
                return bool(classes) and self.ontology.instance_of(other, classes)
            one = sentence.mentions[first].entity
            narrower = one != other and one in self.ontology.broader(other)
            return narrower or (bool(classes) and one != other and self.ontology.instance_of(other, classes))

        return repair(unname(sentence.tokens, self.grammar.phrases), covers)

    def _read_sentence(self, document: Document, arguments: Arguments) -> tuple[Evidence, ...]:
        sentence = arguments.sentence

        def read_context(candidate: Candidate) -> Context:
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

        return rules.extract(sentence, self.patterns, arguments, read_context)

    def sentences(self, document: Document) -> tuple[tuple[Sentence, ...], tuple[Mention, ...]]:
        """The sentences of a document, unparsed, each with its mentions, and all mentions."""
        mentions = find_mentions(document, self.lexicon)
        sentences, at = [], 0
        for sentence in self.language.segment(document, (m.span for m in mentions)):
            while at < len(mentions) and mentions[at].span.start < sentence.span.start:
                at += 1
            end = at
            while end < len(mentions) and mentions[end].span.end <= sentence.span.end:
                end += 1
            own = tuple(mentions[at:end])
            if sentence.lead is not None:
                led = tuple(m for m in mentions if m.span.within(sentence.lead))
                own, lead_text = (*led, *own), document.text[sentence.lead.slice]
                sentence = replace(sentence, lead_text=lead_text)
            sentences.append(replace(sentence, mentions=own))
            at = end
        return tuple(sentences), mentions

    def _normalised(self, sentence: Sentence) -> Syntax:
        names = {
            t.index: sentence.mentions[t.mention].entity for t in sentence.tokens if t.mention is not None
        }
        return normalise(sentence.tokens, self.grammar, names)

    def _parse_clauses(self, clauses: Sequence[Clause]) -> list[Syntax]:
        made = [self._clause(*clause) for clause in clauses]
        return [self._normalised(s) for s in self._parsed(made, self._shown_in_clause, None)]

    def _clause(self, form: str, subject: str, object: str) -> Sentence:
        """A wording as a sentence: everyday nouns in its slots, and what else it names as mentions."""
        text, places = slots(form, subject, object)
        filled = [Mention(Span(*place), text[slice(*place)], slot) for slot, place in places.items()]
        named = [
            Mention(Span(m.start, m.end), text[m.start : m.end], m.entity)
            for m in self.lexicon.find(text)
            if not any(Span(m.start, m.end).overlaps(f.span) for f in filled)
        ]
        mentions = tuple(sorted([*filled, *named], key=lambda m: m.span))
        return Sentence("", 0, Span(0, len(text)), text, mentions)

    def _shown_in_clause(self, mention: Mention) -> str:
        return mention.text if mention.entity in (SUBJECT_SLOT, OBJECT_SLOT) else self.shown(mention)
