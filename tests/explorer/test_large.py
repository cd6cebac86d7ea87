"""Graphs too large to draw whole: an overview, and the rest on demand."""

import pytest

from benchmarks import synthetic
from kgraph.export import html


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A graph of 1,500 claims on a page that draws 300 completely, and else the best 120."""
    made = synthetic.graph(1500, 500, seed=9)
    path = tmp_path_factory.mktemp("large") / "graph.html"
    html.write(*made, path, html.Options(complete=300, overview=120))
    return made, path


def test_a_large_graph_opens_on_its_best_supported_claims(large, visit):
    """Only the overview is drawn, over a ground of all dots; the status says so."""
    (graph, _), path = large
    here = visit(path=path)
    drawn = here.state("[...picture.drawn]")
    assert len(drawn) == 120
    support = sorted((c.support.independent for c in graph.claims), reverse=True)
    assert min(graph.claims[n].support.independent for n in drawn) >= support[119]
    assert not here.page.locator("#ground").is_hidden()
    assert "1,500 claims" in here.page.text_content("#status")


def test_more_of_a_large_graph_is_loaded_on_demand(large, visit):
    """Zooming in draws what is in view, a narrow filter all that passes; search finds what is not drawn."""
    (graph, ontology), path = large
    here = visit(path=path)
    first = set(here.state("[...picture.drawn]"))
    for _ in range(3):
        here.page.click("#zoom-in")
        here.page.wait_for_timeout(450)
    here.page.wait_for_timeout(400)
    assert set(here.state("[...picture.drawn]")) - first
    hidden = next(
        e
        for e in graph.entities
        if not any(e in (graph.claims[n].subject, graph.claims[n].object) for n in first)
    )
    here.page.fill("#search", ontology.label(hidden))
    here.page.wait_for_selector("#found [role=option]")
    here.page.press("#search", "Enter")
    assert here.state("graph.entities[view.entity].label") == ontology.label(hidden)
    mine = sum(hidden in (c.subject, c.object) for c in graph.claims)
    assert here.state("[...picture.focus.claims].every((n) => picture.drawn.has(n))")
    assert here.state("picture.focus.claims.size") == mine
    there = visit("#polarity=negated", path=path)
    assert there.drawn() == sum(c.polarity == "negated" for c in graph.claims)
    assert there.page.locator("#ground").is_hidden()


LONE_DOT = """(() => {
  const free = ({ at }) =>
    !picture.network.getNodeAt(at) && picture.network.getEdgeAt(at) === undefined
    && at.x > 40 && at.y > 60 && at.x < 600 && at.y < 600;
  const lone = graph.entities
    .filter((entity) => !picture.present.has(entity.index))
    .map((entity) => ({ at: picture.network.canvasToDOM(entity) }));
  return lone.find(free).at;
})()"""


def test_a_dot_of_the_ground_is_an_entity_to_click(large, visit):
    """A click on a dot that is not drawn otherwise opens its entity."""
    _, path = large
    here = visit(path=path)
    place = here.state(LONE_DOT)
    box = here.page.locator("#picture").bounding_box()
    here.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    here.page.wait_for_function("explorer.view.entity !== null")
    assert here.state("view.entity") is not None
