"""Places of nodes: the same graph, the same picture, whatever its shape."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.export.layout import EXACT, place


def ring(nodes):
    """A graph in which every node has two neighbours."""
    return [(i, (i + 1) % nodes) for i in range(nodes)]


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 14).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))
    )
)
def test_every_node_has_a_place_of_its_own(graph):
    """No two nodes coincide, in any graph: with loops, parallel edges, many parts or none."""
    nodes, edges = graph
    places = place(nodes, edges)
    assert len(set(places)) == len(places) == nodes


@pytest.mark.parametrize("nodes", [40, EXACT + 50])
def test_the_same_graph_has_the_same_picture(nodes):
    """Two calls agree to the pixel, and so do edges in another order, both below and above the exact size."""
    edges = ring(nodes) + [(0, i) for i in range(5, nodes, 7)]
    assert place(nodes, edges) == place(nodes, edges[::-1])


@pytest.mark.parametrize("nodes", [60, EXACT + 150])
def test_neighbours_are_nearer_than_strangers(nodes):
    """In a ring, an edge is less than half as long as two nodes taken at random are apart."""
    places = place(nodes, ring(nodes))
    joined = sum(math.dist(places[a], places[b]) for a, b in ring(nodes)) / nodes
    apart = [math.dist(places[a], places[(a * 7 + 3) % nodes]) for a in range(nodes)]
    assert joined < 0.5 * sum(apart) / nodes


def test_small_parts_lie_beside_the_giant_one():
    """Parts that hang together by themselves keep clear of the rectangle of the largest."""
    edges = [*ring(30), (30, 31), (32, 33)]
    places = place(35, edges)
    giant = places[:30]
    left, right = min(x for x, _ in giant), max(x for x, _ in giant)
    top, bottom = min(y for _, y in giant), max(y for _, y in giant)
    assert not any(left <= x <= right and top <= y <= bottom for x, y in places[30:])


def test_names_find_room():
    """The boxes of forty names round one hub do not overlap."""
    places = place(41, [(0, i) for i in range(1, 41)], [110.0] * 41)
    clashes = [
        (a, b)
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if abs(a[0] - b[0]) < 100 and abs(a[1] - b[1]) < 18
    ]
    assert not clashes


def test_no_nodes_have_no_places():
    """An empty graph is laid out as nothing."""
    assert place(0, []) == []
