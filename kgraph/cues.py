"""Finding the words that say how a claim is put, as `cues.ttl` lists them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kgraph.model import Cue, Sentence, Span, Token
from kgraph.namespaces import IRI, KG, local_name
from kgraph.terms import CueWord

_PSEUDO = "Pseudo"
OPENING = "Opening"
KINDS = frozenset(
    {"Negation", "Pseudo", "Hedge", "Inquiry", "Knowledge", "Report", "Belief", "Experience", "Attribution"}
    | {"Source", "Basis", "Opening", "Conclusion", "Gap", "Qualifier"}
)
"""The classes of cue that are read here; those of grammar are the parser's."""

_NEVER_NAMES = frozenset({"Negation", "Hedge", "Inquiry", "Belief"})
_POS = local_name(KG.pos)
_TAKING = local_name(KG.taking)
_FIGURE = "#"
_PLAIN = re.compile(r"[\w'’]+|[^\w\s]")
_WORD = re.compile(r"\w+(?:[./]\w+)*|n['’]t|\S")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a cue as the words to match, in lower case."""

    words: tuple[str, ...]
    cue: CueWord
    pos: frozenset[str]
    taking: frozenset[str]


@dataclass(frozen=True, eq=False)
class CueIndex:
    """The cues by their first word, all these words, and the entities that are bodies who may hold a claim.

    `names` are what the bodies are called, `naming` finds any of them as written. Compared by identity, so that
    what was found with it can be kept.
    """

    forms: Mapping[str, tuple[Form, ...]]
    firsts: frozenset[str]
    bodies: frozenset[IRI] = field(default_factory=frozenset)
    names: Mapping[str, IRI] = field(default_factory=dict)
    naming: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A cue found in a sentence; `tokens` are the indexes of the tokens that it touches, in order."""

    word: CueWord
    span: Span
    text: str
    tokens: tuple[int, ...]

    @property
    def kind(self) -> str:
        """The class of the cue."""
        return self.word.kind

    @property
    def cue(self) -> Cue:
        """The cue as an evidence carries it."""
        return Cue(self.span, self.text, self.word.kind, self.word.value)

    def head(self, tokens: Sequence[Token]) -> int:
        """Which of its tokens hangs on one outside it, or its first."""
        inside = set(self.tokens)
        return next((t for t in self.tokens if tokens[t].head not in inside), self.tokens[0])

    def feature(self, name: str) -> str:
        """What the cue says under that property (a local name), or an empty text."""
        return next((value for key, value in self.word.features if key == name), "")


class _Word(NamedTuple):
    """A word to match: what it may be called, the parts of speech that it counts as, its token, its place."""

    keys: frozenset[str]
    pos: tuple[str, str]
    token: Token
    span: Span


def index(
    cues: Iterable[CueWord],
    bodies: Iterable[IRI] | Mapping[IRI, Iterable[str]] = (),
) -> CueIndex:
    """The cues of `KINDS` made ready for finding; `bodies` can hold a claim by their own names, given or not."""
    table: defaultdict[str, list[Form]] = defaultdict(list)
    for cue in (c for c in cues if c.kind in KINDS):
        words = tuple(_split(cue.form.lower()))
        pos, taking = (frozenset(v for k, v in cue.features if k == name) for name in (_POS, _TAKING))
        if words:
            table[words[0]].append(Form(words, cue, pos, taking))
    # the longest form of a kind first, so that "no longer" wins over "no"
    ordered = {key: tuple(sorted(forms, key=_order)) for key, forms in sorted(table.items())}
    named = bodies if isinstance(bodies, Mapping) else {}
    names = {name: body for body, labels in named.items() for name in labels}
    longest = sorted(names, key=lambda name: (-len(name), name))
    naming = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?!\w)") if names else None
    return CueIndex(ordered, frozenset(ordered), frozenset(bodies), names, naming)


def find_cues(sentence: Sentence, index: CueIndex) -> tuple[Cue, ...]:
    """The cues of a parsed sentence, sorted, whatever they govern; empty for an unparsed one."""
    return tuple(match.cue for match in matches(sentence, index))


@lru_cache(maxsize=8)  # the claims of one sentence are read one after another
def matches(sentence: Sentence, index: CueIndex) -> tuple[Match, ...]:
    """The cues of a parsed sentence with the tokens that they touch, sorted by place and kind.

    Of one kind the longest form wins. A phrase listed as no cue ("not only") hides the cues inside it.
    """
    words = tuple(_words(sentence))
    starts = (start for start, word in enumerate(words) if not index.firsts.isdisjoint(word.keys))
    found = [match for start in starts for match in _at(sentence, words, start, index)]
    hidden = [m.span for m in found if m.kind == _PSEUDO]
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.kind, m.span.start, -m.span.end, m.word.value)):
        if match.kind in {_PSEUDO, OPENING} or any(match.span.within(span) for span in hidden):
            continue
        if match.kind in _NEVER_NAMES and _name(sentence, match):
            continue
        if any(match.kind == k.kind and match.span != k.span and match.span.within(k.span) for k in kept):
            continue
        kept.append(match)
    return tuple(sorted(kept, key=lambda m: (m.span, m.kind, m.word.value, m.word.form)))


@lru_cache(maxsize=4)
def touching(sentence: Sentence, index: CueIndex) -> Mapping[int, tuple[Match, ...]]:
    """The cues of a parsed sentence by the tokens that they touch."""
    found: defaultdict[int, list[Match]] = defaultdict(list)
    for match in matches(sentence, index):
        for token in match.tokens:
            found[token].append(match)
    return {token: tuple(touched) for token, touched in found.items()}


@lru_cache(maxsize=4)
def modifying(sentence: Sentence, index: CueIndex) -> Mapping[int, tuple[tuple[Match, Token], ...]]:
    """The cues of a parsed sentence with the token by which each hangs on another, by that other."""
    found: defaultdict[int, list[tuple[Match, Token]]] = defaultdict(list)
    for match in matches(sentence, index):
        token = sentence.tokens[match.head(sentence.tokens)]
        if token.head != token.index:
            found[token.head].append((match, token))
    return {head: tuple(modified) for head, modified in found.items()}


def _name(sentence: Sentence, match: Match) -> bool:
    """Whether a cue is part of an entity's name ("abuse potential")."""
    return len(match.tokens) == 1 and sentence.tokens[match.tokens[0]].mention is not None


def _at(sentence: Sentence, words: tuple[_Word, ...], start: int, index: CueIndex) -> Iterator[Match]:
    seen: set[tuple[str, str, int]] = set()
    for key in sorted(words[start].keys & index.firsts):
        for form in index.forms[key]:
            if not _fits(form, words, start, sentence):
                continue
            stretch = words[start : start + len(form.words)]
            span = stretch[0].span.cover(stretch[-1].span)
            mark = (form.cue.kind, form.cue.value, span.end)
            # a cue does not reach from a list's lead-in into its item
            if mark not in seen and (text := sentence.said(span)):
                seen.add(mark)
                yield Match(form.cue, span, text, tuple(dict.fromkeys(w.token.index for w in stretch)))


def _fits(form: Form, words: tuple[_Word, ...], start: int, sentence: Sentence) -> bool:
    """Whether a form whose first word is there stands at a place."""
    first = words[start]
    if start + len(form.words) > len(words) or (form.pos and form.pos.isdisjoint(first.pos)):
        return False
    for at, part in enumerate(form.words):
        if part not in words[start + at].keys:
            return False
    return not form.taking or any(
        t.head == first.token.index and t.dep in form.taking for t in sentence.tokens
    )


def _order(form: Form) -> tuple[int, tuple[str, ...], str, str]:
    return -len(form.words), form.words, form.cue.kind, form.cue.value


def _words(sentence: Sentence) -> Iterator[_Word]:
    """The words of the tokens; a token that is a whole mention gives each of its words."""
    for token in sentence.tokens:
        parts = list(_WORD.finditer(token.text)) if token.mention is not None else []
        if len(parts) < 2:
            noun = token.mention is not None or token.pos == "NOUN"
            yield _Word(_keys(token.text, token.lemma, noun), (token.pos, token.tag), token, token.span)
            continue
        for part in parts:
            text = part.group().lower()
            span = Span(token.span.start + part.start(), token.span.start + part.end())
            yield _Word(frozenset({text, singular(text)}), ("NOUN", "ADJ"), token, span)


@lru_cache(maxsize=20_000)
def _keys(text: str, lemma: str, noun: bool) -> frozenset[str]:
    text, lemma = text.lower(), lemma.lower()
    # a mention has no dictionary form, and a noun's may be wrong
    return frozenset({text, lemma, singular(text)} if noun else {text, lemma})


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A plural's likely singular: mentions carry no dictionary form.

    >>> singular("studies"), singular("users"), singular("analysis")
    ('study', 'user', 'analysis')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return word[:-1]
    return word


def narrowed(
    forms: Mapping[str, Sequence[Form]], keep: Callable[[Form], bool]
) -> dict[str, tuple[Form, ...]]:
    """Those of the forms that are to be kept, by their first word; a word that has none left is left out."""
    kept = ((word, tuple(filter(keep, some))) for word, some in forms.items())
    return {word: some for word, some in kept if some}


def places(text: str, forms: Mapping[str, Sequence[Form]]) -> Iterator[tuple[Span, Form]]:
    """The forms that stand in a plain text, in order, with where; words are matched as written, "#" is any figure."""
    spans, words, plain = _plain_words(text)
    for at in [i for i, word in enumerate(words) if word in forms or plain[i] in forms]:
        word = words[at]
        for form in (*forms.get(word, ()), *(forms.get(plain[at], ()) if plain[at] != word else ())):
            end = at + len(form.words)
            if end > len(words):
                continue
            if _stands(form.words, words, plain, at):
                yield Span(spans[at][0], spans[end - 1][1]), form


def _stands(asked: Sequence[str], words: Sequence[str], plain: Sequence[str], start: int) -> bool:
    """Whether the words of a form stand from a place on; the last may be in the plural, and any a figure."""
    last = start + len(asked) - 1
    for at, word in enumerate(asked, start):
        if word != words[at] and (word != plain[at] or not (word == _FIGURE or at == last)):
            return False
    return True


@lru_cache(maxsize=2)  # a whole document is looked through for more than one kind of form
def _plain_words(text: str) -> tuple[list[tuple[int, int]], list[str], list[str]]:
    """The places of the words of a plain text, the words in lower case, and their likely singulars."""
    found = list(_PLAIN.finditer(text))
    words = [m.group().lower() for m in found]
    plain = [_FIGURE if word[0].isdigit() else singular(word) for word in words]
    return [m.span() for m in found], words, plain


def _split(form: str) -> Iterator[str]:
    """A form cut as the tokeniser cuts text: at spaces, hyphens and slashes.

    >>> list(_split("would-be"))
    ['would', '-', 'be']
    """
    for part in form.split():
        yield from (piece for piece in re.split(r"([-/])", part) if piece)
