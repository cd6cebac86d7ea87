"""Independence: copies of documents and of passages are found, and nothing else is."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import independence
from kgraph.assembly import assemble
from kgraph.model import Block, BlockKind, Span
from tests.made_values import document, evidence, tea

SHARED = Path(__file__).parents[2] / "shared" / "seeds"
WORDS = [f"word{number}" for number in range(400)]


def prose(seed, length=300):
    """A text that shares no run of words with that of another seed, but by chance."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(text, every):
    """The text with every so manieth word replaced."""
    return " ".join("other" if number % every == 0 else word for number, word in enumerate(text.split(" ")))


def test_a_lightly_edited_copy_is_of_one_source_with_its_original():
    """With every seventh word replaced a copy is still found, and the smaller id names the cluster."""
    texts = {"b": prose(1), "a": edited(prose(1), 7), "c": prose(2)}
    clusters = independence.cluster(document(id, text) for id, text in texts.items())
    assert clusters == {"a": "a", "b": "a", "c": "c"}


def test_a_rewritten_text_is_a_source_of_its_own():
    """With every other word replaced a text is no copy."""
    clusters = independence.cluster([document("a", prose(1)), document("b", edited(prose(1), 2))])
    assert clusters == {"a": "a", "b": "b"}


def test_copies_are_found_among_many_documents():
    """Beyond the size that is compared pair by pair, hashing finds the same copies."""
    documents = [document(f"d{number:03d}", prose(number)) for number in range(3 * independence.EXACT)]
    copies = [document(f"x{number:03d}", edited(prose(number), 9)) for number in range(0, 60, 3)]
    clusters = independence.cluster(documents + copies)
    assert {c: clusters[c] for c in clusters if c.startswith("x")} == {
        copy.id: f"d{copy.id[1:]}" for copy in copies
    }
    assert all(clusters[d.id] == d.id for d in documents)


@given(st.permutations(range(8)))
def test_the_order_of_the_documents_does_not_matter(order):
    """The same documents in any order give the same clusters."""
    texts = [prose(number // 2) if number % 2 else edited(prose(number // 2), 10) for number in range(8)]
    documents = [document(f"d{number}", text) for number, text in enumerate(texts)]
    expected = {f"d{number}": f"d{number // 2 * 2}" for number in range(8)}
    assert independence.cluster(documents[number] for number in order) == expected


def test_shared_page_furniture_makes_no_copy():
    """Only prose and list items are compared, so that a site's menu and footer bind no articles together."""
    menu = prose(99, 600)

    def page(id, text):
        blocks = (
            Block(Span(0, len(menu)), BlockKind.FURNITURE),
            Block(Span(len(menu) + 1, len(menu) + 1 + len(text)), BlockKind.PROSE),
        )
        whole = document(id, f"{menu}\n{text}")
        return type(whole)(id=id, text=whole.text, blocks=blocks, source=whole.source, sha256=whole.sha256)

    clusters = independence.cluster([page("a", prose(1)), page("b", prose(2))])
    assert clusters == {"a": "a", "b": "b"}


def test_empty_documents_are_no_copies_of_one_another():
    """Texts without a word have nothing in common."""
    assert independence.cluster([document("a", ""), document("b", " – ")]) == {"a": "a", "b": "b"}


LONG = "Tea raises the mood of those who drink it slowly in the afternoon, says the board."


def _passages(*texts):
    """Passages of one claim, one evidence a text, each in its own document."""
    given = [evidence(document=f"d{number}", text=text) for number, text in enumerate(texts)]
    (claim,) = assemble(given, tea())
    found = independence.passages([claim])
    names = {e.id: e.document for e in claim.evidence}
    return {frozenset(names[e] for e in found if found[e] == first) for first in found.values()}


def test_a_sentence_quoted_in_another_document_is_one_passage():
    """Case, punctuation and a lead-in do not hide a copied sentence."""
    quoted = "As was reported elsewhere: " + LONG.upper().replace(",", " –")
    assert _passages(LONG, quoted, "Whoever drinks tea in any amount will find that mood lifted by it.") == {
        frozenset({"d0", "d1"})
    }


def test_a_short_sentence_may_recur_by_chance():
    """Below eight words the same sentence in two documents is no copy."""
    assert _passages("Tea raises the mood.", "Tea raises the mood.") == set()


def test_a_sentence_repeated_in_its_own_document_is_no_copy():
    """What one document says twice binds no two documents together."""
    given = [
        evidence(text=LONG),
        evidence(text=LONG, start=500),
        evidence(document="b", text="Nothing alike " * 5),
    ]
    assert independence.passages(assemble(given, tea())) == {}


def test_copied_passages_are_found_among_many():
    """Beyond the size that is compared pair by pair, hashing finds the same passages."""
    texts = [prose(number, 25) for number in range(2 * independence.EXACT)]
    assert _passages(*texts, edited(texts[5], 20)) == {frozenset({"d5", f"d{len(texts)}"})}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared articles are not here")
def test_articles_on_one_topic_are_independent_and_their_copies_are_not():
    """Five articles on one subject are five sources; two lightly edited copies of one of them add none."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SHARED.glob("*.txt"))}
    original = next(iter(texts))
    changed = {"zz-syndicated": "From our partners. " + edited(texts[original], 25)}
    changed["00-reprint"] = texts[original].replace("kratom", "Kratom (ketum)", 3)[
        : len(texts[original]) * 4 // 5
    ]
    clusters = independence.cluster(document(id, text) for id, text in {**texts, **changed}.items())
    assert len(set(clusters.values())) == len(texts)
    assert {clusters[id] for id in (original, *changed)} == {"00-reprint"}
