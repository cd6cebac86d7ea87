"""The made-up graph that benchmarks and other tests stand on."""

from benchmarks import synthetic
from kgraph.model import Certainty, Polarity


def test_the_same_numbers_give_the_same_graph():
    """Nothing in the generator depends on anything but its arguments."""
    assert synthetic.graph(200, seed=3) == synthetic.graph(200, seed=3)


def test_every_quotation_is_verbatim():
    """Sentence, arguments, qualifiers and cues are what the document's text holds at their spans."""
    graph, _ = synthetic.graph(300)
    for _, evidence in graph.evidence():
        text = graph.document[evidence.document].text
        assert text[evidence.sentence.slice] == evidence.text
        parts = (evidence.subject, evidence.object, *evidence.context.qualifiers, *evidence.context.cues)
        assert all(text[part.span.slice] == part.text for part in parts)


def test_the_size_is_exact_and_every_value_occurs():
    """A graph of some hundred claims holds both polarities, all certainties, all holders and bases."""
    graph, _ = synthetic.graph(400, nodes=90)
    contexts = [evidence.context for _, evidence in graph.evidence()]
    assert len(graph.claims) == 400
    assert len(graph.entities) == 90
    assert {c.polarity for c in contexts} == set(Polarity)
    assert {c.certainty for c in contexts} == set(Certainty)
    assert {c.holder for c in contexts} == set(synthetic.HOLDERS)
    assert {c.basis for c in contexts} == set(synthetic.BASES)
    assert list(graph.claims) == sorted(graph.claims, key=lambda c: c.id)
