"""A count before a verb in the past is shown to the parser as a noun, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import counts, language
from kgraph.model import Mention, Sentence, Span
from kgraph.namespaces import IRI
from kgraph.pieces import Piece

ENGLISH = language.load()
NAME = IRI("https://example.org/name")


def shown(text, name="X"):
    """The words that the parser is shown for a sentence in which a name stands, as a list."""
    start = text.find(name)
    mentions = (Mention(Span(start, start + len(name)), name, NAME),) if start >= 0 else ()
    (parsed,) = ENGLISH.parse([Sentence("d", 0, Span(0, len(text)), text, mentions)], lambda _: "milk")
    return {token.text: (token.pos, token.dep) for token in parsed.tokens}


@pytest.mark.parametrize(
    ("text", "count", "verb"),
    [
        ("Six in ten regarded X as harmful.", "ten", "regarded"),
        ("One in five blamed X for it.", "five", "blamed"),
        ("Nearly all had heard of it, yet a third thought that X was harmful.", "third", "thought"),
        ("Of 80 drinkers, 40 reported X.", "40", "reported"),
        ("None of the three recruited X.", "three", "recruited"),
        ("About 36% felt that X helped.", "%", "felt"),
    ],
)
def test_a_count_governs_no_noun(text, count, verb):
    """Its verb is a verb, however a small model takes the words."""
    found = shown(text)
    assert found[verb][0] == "VERB"
    assert found[count] == ("NUM", found[count][1])
    assert found[count][1] in {"nsubj", "pobj"}


@pytest.mark.parametrize(
    "text",
    [
        "In 2016 warned of it.",
        "Three isolated reports named it.",
        "They gave the 40 treated with it a rest.",
        "Of 80, 40 treated with it left.",
    ],
)
def test_what_is_no_such_count_is_shown_as_it_is(text):
    """Years, numbers before a participle and its noun, and those who were done something to stay."""
    pieces = [Piece(Span(0, 0), word, word, True, None) for word in text.replace(".", " .").split()]
    assert [piece.shown for piece in counts.shown(pieces, frozenset())] == [piece.text for piece in pieces]


@given(st.text(max_size=60))
def test_any_text_is_shown(text):
    """No text, whatever its digits, ends the reading."""
    ENGLISH.parse([Sentence("d", 0, Span(0, len(text)), text)], lambda _: "milk")


def test_a_colon_that_stands_for_words_is_passed_over():
    """What is shown at no place of the text has no word to count by."""
    pieces = [Piece(Span(0, 0), text, text or "ones", True, None) for text in ("", "", "ten", "said", "so")]
    assert [piece.shown for piece in counts.shown(pieces, frozenset({"said"}))][2] == counts.SHOWN


def test_the_kind_of_a_count_is_that_of_its_word():
    """A quantity is a determiner, any other count a number."""
    assert [counts.kind(word)[0] for word in ("ten", "%", "Some", "third")] == ["NUM", "NUM", "DET", "NUM"]
