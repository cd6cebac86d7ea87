"""Mentions in documents: abbreviations, hyphens, markup, and what is not prose."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import lexicon, turtle
from kgraph.abbreviations import best_long_form, definitions, is_short_form
from kgraph.mentions import find_mentions
from kgraph.model import Block, BlockKind, Document, Span
from kgraph.namespaces import local_name

LEXICON = lexicon.build(turtle.load(Path(__file__).parent / "data" / "tea"))


def document(text, blocks=None, markup=()):
    """A document of one block, unless told otherwise."""
    whole = (Block(Span(0, len(text)), BlockKind.PROSE),)
    return Document(
        id="d", text=text, blocks=whole if blocks is None else blocks, source="d", sha256="", markup=markup
    )


def found(text, **said):
    """The mentions of a text, as pairs of its own words and the entity's local name."""
    mentions = find_mentions(document(text, **said), LEXICON)
    assert all(text[m.span.slice] == m.text for m in mentions)
    return [(m.text, local_name(m.entity)) for m in mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("green tea (GT) warms. GT's taste; GTs.", ["green tea", "GT", "GT", "GTs"]),
        ("GT was poured before green tea (GT).", ["green tea", "GT"]),
        ("GT (green tea) warms; GT.", ["GT", "green tea", "GT"]),
        # near enough to the label to be another way to write it
        ("The Imperial Tea Council (ITC) met. ITC!", ["Tea", "ITC", "ITC"]),
        ("The Industrial Training Centre (ITC) met. ITC!", []),
        ("The International Tea Council (ITC) met. ITC!", ["International Tea Council", "ITC", "ITC"]),
        ("iced green tea (IGT) warms. IGT.", ["green tea"]),
        ("green tea (see below) and (1) x", ["green tea"]),
        ("green teas (GTs) and one GT", ["green teas", "GTs", "GT"]),
    ],
)
def test_abbreviations_mean_what_the_text_defines(text, names):
    """A short form of a name is found from its definition on; one defined as something else is no name."""
    assert [name for name, _ in found(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("caffeine-free tea", ["tea"]),
        ("non-caffeine and anti-caffeine", []),
        ("caffeine-induced, caffeine-related, caffeine-dependent, caffeine-like", ["caffeine"] * 4),
        ("nor-caffeine and 3-caffeine", []),
        ("post-caffeine slump", ["caffeine"]),
        ("caffeine-catechin mix", ["caffeine", "catechin"]),
        ("caffeine–catechin mix", ["caffeine", "catechin"]),
        ("caffeine-\nfree", ["caffeine"]),
    ],
)
def test_hyphens_make_other_words_or_not(text, names):
    """What is joined to a name may take it away, make another word of it, or leave it standing."""
    assert [name for name, _ in found(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/tea/caffeine",
        "see www.tea.example or tea.org/caffeine",
        "write to tea@caffeine.example",
        "open tea.pdf and green.tea.txt",
        "run `tea --caffeine` now",
        "[see](tea/caffeine.html)",
        "<a href='tea'>",
        "by @tea",
        "in /usr/tea/caffeine",
        "doi:10.1000/tea",
    ],
)
def test_what_is_not_prose_names_nothing(text):
    """Addresses, file names, code, link targets and tags hold no mention."""
    assert found(text) == []


def test_prose_around_addresses_is_read():
    """Only the address is left out, not the sentence; a slash between two words is no path."""
    assert [name for name, _ in found("Tea (https://a.example/tea) and caffeine/catechin; #tea")] == [
        "Tea", "caffeine", "catechin", "tea"
    ]  # fmt: skip


def test_only_blocks_that_are_text_are_searched():
    """Front matter lies in no block, furniture is not read, headings are."""
    text = "title: tea\ntea head\nshare tea\ntea."
    blocks = (
        Block(Span(11, 19), BlockKind.HEADING),
        Block(Span(20, 29), BlockKind.FURNITURE),
        Block(Span(30, 34), BlockKind.PROSE),
    )
    mentions = find_mentions(document(text, blocks=blocks), LEXICON)
    assert [m.span for m in mentions] == [Span(11, 14), Span(30, 33)]


def test_a_name_runs_across_markup():
    """Marks of emphasis inside a name do not part it, and the quoted text is verbatim."""
    text = "A **green** tea."
    assert found(text, markup=(Span(2, 4), Span(9, 11))) == [("green** tea", "GreenTea")]


def test_a_name_does_not_run_across_blocks():
    """Words of two blocks make no name, and a definition in one holds in the next."""
    text = "green\ntea (GT)\nGT"
    blocks = tuple(Block(Span(*ends), BlockKind.ITEM) for ends in ((0, 5), (6, 14), (15, 17)))
    assert found(text, blocks=blocks) == [("tea", "Tea")]
    text = "green tea (GT)\nGT"
    blocks = tuple(Block(Span(*ends), BlockKind.ITEM) for ends in ((0, 14), (15, 17)))
    assert [name for name, _ in found(text, blocks=blocks)] == ["green tea", "GT", "GT"]


WORDS = [
    "green",
    "tea",
    "(GT)",
    "GT",
    "Caffeine",
    "-free",
    "and",
    "levels",
    "`",
    "**",
    "é",
    "α-",
    "\n",
    "adenosine",
    ".",
]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), max_size=30), st.data())
def test_mentions_are_verbatim_sorted_apart_and_inside_their_blocks(parts, data):
    """In any document with any markup, the spans quote the text and never overlap."""
    text = "".join(word + (" " if space else "") for word, space in parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(Block(Span(a, b), data.draw(st.sampled_from(BlockKind))) for a, b in pairwise(cuts))
    marks = sorted(data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=6, unique=True)))
    markup = tuple(Span(mark, mark + 1) for mark in marks if mark < len(text))
    mentions = find_mentions(document(text, blocks=blocks, markup=markup), LEXICON)
    assert all(m.text == text[m.span.slice] and m.text for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    read = [b.span for b in blocks if b.kind is not BlockKind.FURNITURE]
    assert all(any(m.span.within(span) for span in read) for m in mentions)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("heat shock factor (HSF)", [("HSF", "heat shock factor")]),
        ("the TTF-1 (thyroid transcription factor 1)", [("TTF-1", "thyroid transcription factor 1")]),
        ("it was seen (Fig 2) that", []),
        ("estimated value (EV; see Table 1)", [("EV", "estimated value")]),
        ("It ended. A new gene (NG) came", [("NG", "new gene")]),
        ("x (a very long remark that is no abbreviation at all)", []),
    ],
)
def test_definitions_follow_schwartz_and_hearst(text, pairs):
    """Short and long forms are told apart and cut as the published method does."""
    assert [(text[d.short.slice], text[d.long.slice]) for d in definitions(text)] == pairs


@given(st.text(max_size=12), st.text(max_size=40))
def test_a_long_form_begins_a_word(short, candidate):
    """Where a long form is found, it begins at a word of the candidate."""
    if is_short_form(short):
        begin = best_long_form(short, candidate)
        assert begin is None or begin == 0 or candidate[begin - 1] in " \n"
