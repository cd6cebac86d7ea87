"""Documents from files: which, under which ids, with which text, and what cannot be read."""

import os
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import sources
from kgraph.model import BlockKind, Document, Skipped, Span
from kgraph.sources.markdown import MARKDOWN
from kgraph.sources.plain import PLAIN
from kgraph.sources.source import Source
from kgraph.sources.structure import LONGEST

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = Path(__file__).parents[1] / "seeds"


def plain(text):
    """The document of a plain text."""
    return PLAIN.read(Source("a", Path("a.txt"), text.encode()))


def markdown(text):
    """The document of a Markdown text."""
    return MARKDOWN.read(Source("a", Path("a.md"), text.encode()))


def shown(document, kind=None):
    """The texts of the blocks, of one kind or with their kinds."""
    if kind:
        return [document.text[b.span.slice] for b in document.blocks if b.kind is kind]
    return [(b.kind.value, document.text[b.span.slice]) for b in document.blocks]


def lead(document, item):
    """What introduces the list item of that text."""
    block = next(b for b in document.blocks if document.text[b.span.slice] == item)
    return block.lead and document.text[block.lead.slice]


def only(paths):
    """What the only path gives."""
    (found,) = sources.read(paths)
    return found


# --- what every document promises


PARTS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "- ",
                "1. ",
                "# ",
                "> ",
                "---\n",
                "**",
                "| a | b |\n|---|---|\n",
                "    ",
            ]
        ),
        st.sampled_from(
            ["Tea calms.", "Uses:", "Menu", "title: x\n", "[a](b)", "`c`", "Green Tea and Mood", "\u00e9"]
        ),
    ),
    max_size=25,
)


@given(PARTS.map("".join), st.sampled_from((PLAIN, MARKDOWN)))
def test_blocks_lie_apart_in_order_and_cover_every_word(text, fmt):
    """Blocks are in order, apart, tight, and leave out only space and the marks of lists and headings."""
    text = text.encode("utf-8", "ignore").decode().replace("\0", "")
    if not text.strip() or text.startswith("\ufeff"):
        return
    document = fmt.read(Source("a", Path("a"), text.encode()))
    assert document.text == text
    rest, end = "", 0
    for block in document.blocks:
        said = text[block.span.slice]
        assert block.span.start >= end
        assert said
        assert said == said.strip()
        rest += text[end : block.span.start] + " "
        end = block.span.end
    rest += text[end:]
    assert not re.search(r"[^\W\d_]", re.sub(r"\s", "", rest)), rest
    for mark in document.markup:
        assert any(mark.within(block.span) for block in document.blocks)
    for block in document.blocks:
        assert block.lead is None or block.lead.end <= block.span.start


@given(st.text(string.ascii_letters + " .", min_size=1, max_size=200))
def test_bytes_give_the_same_text_and_hash(text):
    """The text is the whole file, and the hash is of its bytes."""
    if text.strip():
        document = plain(text)
        assert document.text == text
        assert len(document.sha256) == 64


# --- plain text


def test_a_long_line_is_a_paragraph():
    """Where lines are long, each is a paragraph of its own."""
    one, two = "Tea is old. " * 20, "Tea is good. " * 20
    assert shown(plain(f"{one}\n{two}\n"), BlockKind.PROSE) == [one.strip(), two.strip()]


def test_wrapped_lines_are_one_paragraph():
    """Lines that a margin has cut are joined, blank lines part paragraphs."""
    text = (
        "Green tea is said to calm people who drink it in the\n"
        "evening, although nobody has shown that it helps them\n"
        "sleep.\n\nBlack tea keeps them awake.\n"
    )
    first, second = shown(plain(text), BlockKind.PROSE)
    assert first.endswith("sleep.")
    assert second == "Black tea keeps them awake."


@pytest.mark.parametrize("title", ["The Many Uses of Green Tea", "Side effects", "What is tea?"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_line_above_a_paragraph_is_a_heading(title, gap):
    """Headings are short, end no sentence, and stand above what they head."""
    document = plain(f"{title}{gap}Tea calms people. It is drunk hot in the morning and cold at noon.\n")
    assert shown(document)[0] == ("heading", title)
    assert document.title == title


def test_the_last_line_is_no_heading():
    """A heading heads something: a text of one short line without a full stop is still read."""
    assert shown(plain("Tea calms people")) == [("prose", "Tea calms people")]


def test_a_speakers_question_is_no_heading():
    """In a dialogue a short question is something said."""
    assert (
        shown(plain("HOST: But does tea help?\nGUEST: It does, for many people who drink it."))[0][0]
        == "prose"
    )


def test_bullets_and_numbers_are_items_without_their_marks():
    """The span of an item starts after its mark, and takes in the lines that run on."""
    document = plain("Tea is drunk for two reasons:\n- to calm\n  the nerves\n* to wake\n2) for taste\n")
    assert shown(document, BlockKind.ITEM) == ["to calm\n  the nerves", "to wake", "for taste"]
    assert lead(document, "to wake") == "Tea is drunk for two reasons:"


def test_a_lead_in_is_the_last_sentence_of_its_paragraph():
    """Only the sentence with the colon introduces the list."""
    document = plain(
        "Tea has its limits. Dr. Li names two side effects:\n\n- nausea\n- thirst\n\nThat is all.\n"
    )
    assert lead(document, "thirst") == "Dr. Li names two side effects:"


def test_a_heading_leads_in_the_items_right_below_it():
    """Items that are no sentences are introduced by a heading above them; sentences are not."""
    text = "## Side effects\n\n- nausea\n- It may keep you awake.\n"
    document = markdown(text)
    assert lead(document, "nausea") == "Side effects"
    assert lead(document, "It may keep you awake.") is None


def test_a_list_without_a_colon_has_no_lead_in():
    """A paragraph that ends as a sentence introduces nothing."""
    assert lead(plain("Tea is old.\n- nausea\n- thirst\n"), "nausea") is None


def test_lone_buttons_and_notices_are_furniture():
    """What belongs to the page makes no claim."""
    text = "facebook\nTea calms people who are tired of coffee.\n\nHome | Herbs | Tea\n\n© 2024 Tea House\n"
    kinds = [kind for kind, _ in shown(plain(text))]
    assert kinds == ["furniture", "prose", "furniture", "furniture"]


def test_a_contents_list_repeats_later_headings():
    """Items that say what later headings say are furniture, and those lines headings."""
    text = (
        "- Why tea calms\n- – What it contains\nWhy tea calms\nIt holds an acid that does so.\n"
        "– What it contains\nCaffeine, and more than that.\n"
    )
    document = plain(text)
    assert shown(document, BlockKind.FURNITURE) == ["Why tea calms", "What it contains"]
    assert shown(document, BlockKind.HEADING) == ["Why tea calms", "What it contains"]


def test_items_under_a_sentence_stay_items_though_sections_bear_their_names():
    """A list that a whole sentence introduces says something, even where sections follow it."""
    text = "People drink tea for two reasons:\n\n- calm\n- focus\n\n# Calm\n\nIt helps.\n\n# Focus\n\nSo.\n"
    assert shown(markdown(text), BlockKind.ITEM) == ["calm", "focus"]


# --- Markdown

ARTICLE = """---
title: "Tea: a short guide"
publisher: Tea House
kind: vendor
date: 2024-05-06
licence: CC0-1.0
---

# Tea

Menu

Contents

- [Uses](#uses)
- Harms

## Uses

*Green* tea is drunk for its [calming](http://example.org/a_b) effect:

1. at night,
   by some
2. by day:
   - at work

   A second paragraph.
3. **never** at noon

Harms
-----

> It can keep you
> awake.

| drink | what it does to most people |
|-------|------|
| tea | it makes most people calm |

```
code
```

[x]: http://example.org
"""


def test_markdown_blocks():
    """Every kind of Markdown block gets its kind."""
    document = markdown(ARTICLE)
    assert shown(document, BlockKind.HEADING) == ["Tea", "Uses", "Harms"]
    assert shown(document, BlockKind.ITEM) == [
        "at night,\n   by some",
        "by day:",
        "at work",
        "**never** at noon",
    ]
    assert shown(document, BlockKind.PROSE) == [
        "*Green* tea is drunk for its [calming](http://example.org/a_b) effect:",
        "A second paragraph.",
        "It can keep you\n> awake.",
        "what it does to most people",
        "it makes most people calm",
    ]


def test_markdown_lists_take_their_nearest_lead_in():
    """A nested list is introduced by its item, the items after it by the paragraph again."""
    document = markdown(ARTICLE)
    above = "*Green* tea is drunk for its [calming](http://example.org/a_b) effect:"
    assert lead(document, "at night,\n   by some") == above
    assert lead(document, "at work") == "by day:"
    assert lead(document, "**never** at noon") == above


def test_inline_marks_are_told_from_words():
    """Asterisks, link targets and quote marks are markup; the words between them are not."""
    document = markdown(ARTICLE)
    marks = [document.text[mark.slice] for mark in document.markup]
    assert marks == ["*", "*", "[", "](http://example.org/a_b)", "**", "**", ">"]


def test_front_matter_describes_the_document():
    """The header's fields are the document's, a date stays as it is written, and the header is furniture."""
    document = markdown(ARTICLE)
    assert (document.title, document.publisher, document.kind) == (
        "Tea: a short guide",
        "Tea House",
        "vendor",
    )
    assert (document.published, document.license, document.language) == ("2024-05-06", "CC0-1.0", "en")
    assert document.blocks[0].kind is BlockKind.FURNITURE
    assert document.blocks[0].span.start == 0
    assert document.notes == ()


@pytest.mark.parametrize(
    ("header", "note"),
    [
        ("title: a\npublisher: [b", "line 3"),
        ('title: "a\nkind: b', "line 3"),
        ("title: a\n bad: b", "line 3"),
        ("kind:\n  - a\n  - b", "line 2: front matter field kind must be one value"),
        ("no fields here", "no 'name: value' in it"),
    ],
)
def test_broken_front_matter_is_noted_by_line_and_the_text_still_read(header, note):
    """A slip in the header costs the header, not the document."""
    document = markdown(f"---\n{header}\n---\n\nTea calms people.\n")
    assert note in document.notes[0]
    assert shown(document, BlockKind.PROSE) == ["Tea calms people."]


def test_front_matter_that_is_never_closed_is_text():
    """Without its end a header cannot be told from text."""
    document = markdown("---\ntitle: a\n\nTea calms people.\n")
    assert "never closed" in document.notes[0]
    assert shown(document, BlockKind.PROSE) == ["title: a", "Tea calms people."]


def test_a_title_is_taken_from_the_first_heading():
    """A document whose header names no title has that of its heading."""
    assert markdown("# The *old* tea\n\nTea calms.\n").title == "The *old* tea"


# --- bytes


def test_newlines_and_byte_order_marks():
    """Newlines stay as they are in the file; the mark at its start is no part of the text."""
    document = PLAIN.read(Source("a", Path("a.txt"), b"\xef\xbb\xbfTea calms.\r\n\r\nIt helps.\r"))
    assert document.text == "Tea calms.\r\n\r\nIt helps.\r"
    assert shown(document, BlockKind.PROSE) == ["Tea calms.", "It helps."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n", "holds only white space"),
        (b"Tea\0", "a zero byte at offset 3"),
        ("Tee f\u00fcr alle".encode("latin-1"), "not UTF-8: byte 0xfc at offset 5"),
        (b"\xef\xbb\xbfa\xff", "not UTF-8: byte 0xff at offset 4"),
        ("Tea".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_no_utf8_text_is_skipped_with_the_reason(tmp_path, data, reason):
    """Each unreadable file is named with what is wrong with it."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    found = only([path])
    assert isinstance(found, Skipped)
    assert found.path == path.as_posix()
    assert reason in found.reason


@pytest.mark.parametrize("fmt", [PLAIN, MARKDOWN])
@pytest.mark.parametrize("text", ["Tea calms people. " * 280_000, "tea " * 1_250_000, "x" * 5_000_000])
def test_a_line_of_megabytes_gives_blocks_of_bounded_length(fmt, text):
    """However long a line is, no block that is read is longer than `LONGEST`, and none of it is lost."""
    document = fmt.read(Source("a", Path("a"), text.encode()))
    read = [b for b in document.blocks if b.kind is not BlockKind.FURNITURE]
    assert all(len(b.span) <= LONGEST for b in read)
    assert sum(len(b.span) for b in document.blocks) > 0.99 * len(text)
    assert all(document.text[b.span.end - 1] == "." for b in read if "." in text)


def test_a_file_without_a_sentence_says_so():
    """Bytes that are text but no language are read, with a note."""
    assert plain("x" * 5_000_000).notes == ("there is no sentence or list in it to read",)
    assert markdown("# Tea\n\n---\n").notes
    assert not plain("Tea calms.").notes


# --- files and folders


def write(folder, *names):
    """Files of those names, each with a sentence."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Tea calms {name}.")


def ids(paths):
    """The ids of the documents, and what is skipped."""
    return [d.id if isinstance(d, Document) else d for d in sources.read(paths)]


def test_a_folder_gives_its_documents_by_path_and_nothing_else(tmp_path):
    """Hidden files, other suffixes and what tells of the folder are left out."""
    write(tmp_path, "b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "gold.jsonl", "README.md")
    assert ids([tmp_path]) == ["a", "b", "c"]


def test_a_named_file_is_read_whatever_its_name(tmp_path):
    """What a user names is meant."""
    write(tmp_path, "README.md", "notes.rst")
    assert ids([tmp_path / "README.md", tmp_path / "notes.rst"]) == ["README", "notes"]


def test_equal_stems_are_told_apart_by_their_folders(tmp_path):
    """Ids are unique, and do not depend on the order of the paths or the folder one stands in."""
    write(tmp_path, "x/tea.md", "y/tea.md", "y/ale.md", "y/ale.txt", "z.md")
    found = ids([tmp_path])
    assert found == ["x/tea", "ale.md", "ale.txt", "y/tea", "z"]
    assert sorted(ids([tmp_path / "y", tmp_path / "z.md", tmp_path / "x"])) == sorted(found)


def test_a_file_reached_twice_is_read_once(tmp_path):
    """Naming a folder and a file in it does not double the file."""
    write(tmp_path, "a.md")
    assert ids([tmp_path, tmp_path / "a.md", tmp_path / "." / "a.md"]) == ["a"]


def test_missing_paths_and_empty_folders_are_named(tmp_path):
    """What is not there is skipped with its name, and the rest is read."""
    write(tmp_path, "a.md")
    (tmp_path / "empty").mkdir()
    found = ids([tmp_path / "gone.txt", tmp_path / "empty", tmp_path / "a.md"])
    assert found[0] == Skipped((tmp_path / "gone.txt").as_posix(), "no such file or folder")
    assert "holds no documents" in found[1].reason
    assert found[2] == "a"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_may_not_be_listed_is_named(tmp_path):
    """What is closed to the reader is skipped with its name, not passed over."""
    write(tmp_path, "a.md", "closed/b.md")
    (tmp_path / "closed").chmod(0)
    found = ids([tmp_path])
    (tmp_path / "closed").chmod(0o700)
    assert found[0] == "a"
    assert "closed" in found[1].path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_neither_file_nor_folder(tmp_path):
    """Reading what never ends would hang the build."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in only([tmp_path / "pipe.txt"]).reason


# --- real texts


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_the_shared_articles_have_the_headings_that_one_sees():
    """The user's articles: page furniture, repeated contents lists and headings are told from paragraphs."""
    documents = list(sources.read([SHARED / "seeds"]))
    assert [len(shown(d, BlockKind.HEADING)) for d in documents] == [3, 3, 3, 5, 3]
    assert [len(shown(d, BlockKind.FURNITURE)) for d in documents] == [3, 3, 3, 1, 3]
    assert all(
        d.text[b.span.end - 1] in ".!?" for d in documents for b in d.blocks if b.kind is BlockKind.PROSE
    )


def test_the_seeds_are_read_without_a_note():
    """The seed corpus has sound headers, and each list of it that is introduced knows by what."""
    documents = list(sources.read([SEEDS]))
    assert len(documents) == 5
    for document in documents:
        assert not document.notes
        assert document.title
        assert document.kind
        assert document.license == "CC0-1.0"
        for block in document.blocks:
            assert block.lead is None or document.text[block.lead.end - 1] == ":"


def test_spans_count_characters_and_not_bytes():
    """Offsets hold after letters of several bytes."""
    document = plain("Thé vert — 茶 — calme.\n\nIt calms people, too.\n")
    assert document.text[document.blocks[1].span.slice] == "It calms people, too."
    assert document.blocks[0].span == Span(0, 21)
