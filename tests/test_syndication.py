"""The whole way from texts to claims: copies of an article confirm nothing."""

import re
from pathlib import Path

import pytest

from kgraph import assembly, belief, independence, language, pipeline, sources, turtle
from kgraph.model import Document
from kgraph.reading import Reader

HERE = Path(__file__).parents[1]
CORPORA = (HERE / "seeds", HERE.parent / "shared" / "seeds")


@pytest.fixture(scope="module")
def reader():
    """The reader of builds."""
    return Reader(turtle.load("kratom"), language.load())


def syndicated(text):
    """Two copies with light edits: another title and lead-in, synonyms, one paragraph less."""
    first = "Reprinted with permission.\n\n" + re.sub(r"\bhowever\b", "yet", text, flags=re.IGNORECASE)
    second = (
        re.sub(r"\bvery\b|\balso\b", "", text).replace("may", "might", 2).replace(" can ", " is able to ", 1)
    )
    cut = second.rfind("\n\n", 0, len(second) * 9 // 10)
    return first, second[:cut] if cut > 0 else second


def claims_of(reader, documents):
    """The weighed claims of the documents, by id, and the clusters."""
    evidence = [one for document in documents for one in reader.read(document).evidence]
    clusters = independence.cluster(documents)
    claims = assembly.assemble(evidence, reader.ontology)
    passages = independence.passages(claims)
    weighed = belief.weigh(
        claims, documents, clusters, reader.ontology, passages=passages, errors=pipeline.ERRORS
    )
    return {claim.id: claim for claim in weighed}, clusters


@pytest.mark.parametrize("corpus", CORPORA, ids=["own", "shared"])
def test_two_syndicated_copies_raise_neither_independence_nor_belief(corpus, reader, tmp_path):
    """No claim of a corpus gains an independent source or belief from two copies of one of its articles."""
    if not corpus.exists():
        pytest.skip("the shared articles are not here")
    documents = [d for d in sources.read([corpus]) if isinstance(d, Document)]
    longest = max(documents, key=lambda d: len(d.text))
    for name, text in zip(("00-copy", "zz-copy"), syndicated(longest.text), strict=True):
        (tmp_path / f"{name}{Path(longest.source).suffix}").write_text(text, encoding="utf-8")
    copies = [d for d in sources.read([tmp_path]) if isinstance(d, Document)]
    before, apart = claims_of(reader, documents)
    after, together = claims_of(reader, documents + copies)
    assert len(copies) == 2
    assert len(set(apart.values())) == len(set(together.values())) == len(documents)
    assert before.keys() <= after.keys()
    assert len(before) > 20
    assert any(after[key].support.documents > before[key].support.documents for key in before)
    for key in before:
        assert after[key].support.independent <= before[key].support.independent
        assert after[key].belief <= before[key].belief
