"""Sentences and tokens keep their place in the text, whatever the parser was shown."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import heads, language
from kgraph.errors import LanguageError
from kgraph.model import Block, BlockKind, Document, Mention, Sentence, Span
from kgraph.namespaces import IRI

ENGLISH = language.load()
NAME = IRI("https://example.org/name")

PIECES = st.tuples(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(["", " ", ", ", "-", ". ", "’s "]),
    st.booleans(),
)


def made(pieces, base):
    """A sentence at an offset, of (words, what follows them, whether they are a mention)."""
    text, mentions = "", []
    for words, after, named in pieces:
        if named and words.strip():
            start = base + len(text) + len(words) - len(words.lstrip())
            mentions.append(Mention(Span(start, start + len(words.strip())), words.strip(), NAME))
        text += words + after
    return Sentence("d", 0, Span(base, base + len(text)), text, tuple(mentions))


def item(lead, text):
    """A list item after its lead-in, as a sentence without mentions."""
    start = len(lead) + 1
    return Sentence(
        "d",
        0,
        Span(start, start + len(text)),
        text,
        block=BlockKind.ITEM,
        lead=Span(0, len(lead)),
        lead_text=lead,
    )


def prose(text):
    """A document of one paragraph."""
    block = Block(Span(0, len(text)), BlockKind.PROSE)
    return Document(id="d", text=text, blocks=(block,), source="", sha256="")


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8), st.integers(0, 50))
def test_tokens_cover_every_word_once(pieces, base):
    """Each token is the text at its span; together they are all of the sentence but its spaces."""
    sentence = made(pieces, base)
    (parsed,) = ENGLISH.parse([sentence], lambda _: "milk")
    assert all(sentence.said(token.span) == token.text for token in parsed.tokens)
    assert all(left.span.end <= right.span.start for left, right in pairwise(parsed.tokens))
    covered = {at for token in parsed.tokens for at in range(token.span.start, token.span.end)}
    missing = [c for at, c in enumerate(sentence.text, base) if at not in covered]
    assert "".join(missing).strip() == ""


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8), st.integers(0, 50))
def test_a_mention_is_one_token(pieces, base):
    """Every mention is exactly one token, of the mention's own words, in the order of the mentions."""
    sentence = made(pieces, base)
    (parsed,) = ENGLISH.parse([sentence])
    named = [token for token in parsed.tokens if token.mention is not None]
    assert [token.mention for token in named] == list(range(len(sentence.mentions)))
    assert [(token.span, token.text) for token in named] == [(m.span, m.text) for m in sentence.mentions]


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_no_sentence_cuts_a_mention(pieces):
    """A mention lies inside one sentence whole, and sentences cover the block but for its spaces."""
    whole = made(pieces, 0)
    found = ENGLISH.segment(prose(whole.text), [m.span for m in whole.mentions])
    assert all(any(m.span.within(s.span) for s in found) for m in whole.mentions)
    assert all(whole.text[s.span.slice] == s.text == s.text.strip() for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(whole.text.split())


def test_a_full_stop_inside_a_name_ends_no_sentence():
    """A name that holds a full stop and a capital is not cut where it is known to be one."""
    text = "They met Dr. No. He smiled."
    name = Span(text.index("Dr."), text.index(" He"))
    assert [s.text for s in ENGLISH.segment(prose(text), [name])] == ["They met Dr. No.", "He smiled."]


@pytest.mark.parametrize(
    "sentences",
    [
        ["They placed the drug in Schedule I.", "Six towns disagreed."],
        ["It was active at 5-HT1A.", "Milk was not."],
        ["Most took up to 5 g.", "Few took more."],
        ["They waited for 1.2 h.", "Nothing came."],
        ["Mr. B. J. Hale met No. 6 at 5 p.m. on Sunday."],
    ],
)
def test_a_figure_may_end_a_sentence(sentences):
    """So may a code, a unit or a Roman number, after which the recogniser often goes on."""
    assert [s.text for s in ENGLISH.segment(prose(" ".join(sentences)))] == sentences


def test_headings_and_furniture_hold_no_sentence():
    """Only prose and list items are cut into sentences."""
    text = "A heading.\nA sentence.\nA button."
    kinds = (BlockKind.HEADING, BlockKind.PROSE, BlockKind.FURNITURE)
    blocks = tuple(
        Block(Span(text.index(line), text.index(line) + len(line)), kind)
        for line, kind in zip(text.split("\n"), kinds, strict=True)
    )
    document = Document(id="d", text=text, blocks=blocks, source="", sha256="")
    assert [sentence.text for sentence in ENGLISH.segment(document)] == ["A sentence."]


def test_an_item_continues_a_lead_in_that_needs_it():
    """An item is parsed after its lead-in, so that it is the object of the lead-in's verb."""
    sentence = item("The shelf holds:", "a jar of beans")
    (parsed,) = ENGLISH.parse([sentence])
    assert [token.text for token in parsed.tokens] == ["The", "shelf", "holds", "a", "jar", "of", "beans"]
    jar = next(token for token in parsed.tokens if token.text == "jar")
    assert (jar.dep, parsed.tokens[jar.head].text) == ("dobj", "holds")


def test_an_item_is_an_instance_of_a_lead_in_that_is_complete():
    """After a lead-in that ends in a noun an item is joined by "such as", which quotes nothing."""
    sentence = item("The shelf holds many things:", "a jar of beans")
    (parsed,) = ENGLISH.parse([sentence])
    joined = [token for token in parsed.tokens if token.lemma in {"such", "as"}]
    assert [(token.text, len(token.span)) for token in joined] == [("", 0), ("", 0)]
    assert all(sentence.said(token.span) == token.text for token in parsed.tokens)


def test_the_parser_sees_another_noun_and_the_token_keeps_the_name():
    """A name shown as a plain noun keeps its own words and place."""
    text = "Zzyx-9 worries them."
    sentence = Sentence("d", 0, Span(0, len(text)), text, (Mention(Span(0, 6), "Zzyx-9", NAME),))
    (parsed,) = ENGLISH.parse([sentence], lambda _: "milk")
    assert (parsed.tokens[0].text, parsed.tokens[0].dep) == ("Zzyx-9", "nsubj")
    assert parsed.tokens[1].lemma == "worry"


def test_what_is_known_does_not_grow_with_reading():
    """A word met in a text is no more known afterwards, so that no parse depends on an earlier one."""
    text = "The quxotron hums."
    ENGLISH.parse([Sentence("d", 0, Span(0, len(text)), text)])
    assert not ENGLISH.knows("quxotron")
    assert ENGLISH.knows("tea")


def test_a_pipeline_that_is_not_installed_is_named():
    """A missing model raises an error that says which."""
    with pytest.raises(LanguageError, match="xx_no_such_model"):
        language.load("xx_no_such_model")


@pytest.mark.parametrize(
    ("name", "noun"), [("iced tea", "tea"), ("leaves of the tree", "leaves"), ("beta-site", "site"), ("", "")]
)
def test_the_head_of_a_name(name, noun):
    """A name is headed by its last word, or by the one before "of" and the like."""
    assert heads.head_word(name) == noun
