"""The picture: every claim drawn as what it is."""

import json

from kgraph.export import html
from kgraph.graph import ClaimGraph
from tests.made_values import tea


def test_every_claim_is_drawn_as_what_it_is(made, visit):
    """Colour by class, size by evidence, dashes by certainty, a bar and red where denied; parallels apart."""
    graph, _ = made
    here = visit()
    assert here.drawn() == len(graph.claims)
    edges = {e["id"]: e for e in here.state("Object.values(picture.network.body.data.edges.get())")}
    nodes = here.state("picture.network.body.data.nodes.get()")
    dashes = {json.dumps(edges[i]["dashes"]): c.certainty for i, c in enumerate(graph.claims)}
    assert len(dashes) == len(set(dashes.values())) == 4
    for number, claim in enumerate(graph.claims):
        assert edges[number]["arrows"]["middle"]["enabled"] == (claim.polarity == "negated")
    reds = {edges[i]["color"]["color"] for i, c in enumerate(graph.claims) if c.polarity == "negated"}
    assert len(reds) == 1
    assert not reds & {
        edges[i]["color"]["color"] for i, c in enumerate(graph.claims) if c.polarity != "negated"
    }
    assert len({n["color"]["background"] for n in nodes}) == 8
    sizes = [n["size"] for n in nodes]
    assert max(sizes) > 1.5 * min(sizes)
    ends = {}
    for number, claim in enumerate(graph.claims):
        ends.setdefault(frozenset((claim.subject, claim.object)), []).append(number)
    parallel = next(group for group in ends.values() if len(group) > 1)
    middles = [here.state(f"picture.network.body.edges[{n}].edgeType.getPoint(0.5)") for n in parallel]
    assert abs(middles[0]["x"] - middles[1]["x"]) + abs(middles[0]["y"] - middles[1]["y"]) > 3


def test_gaps_and_studies_are_faint(made, visit):
    """A claim of a relation about knowledge is drawn with less than half the opacity of others."""
    graph, ontology = made
    edges = {e["id"]: e for e in visit().state("picture.network.body.data.edges.get()")}
    for number, claim in enumerate(graph.claims):
        assert (edges[number]["color"]["opacity"] < 0.5) == ontology.relations[claim.predicate].meta


def test_nothing_moves_until_it_is_asked_to(visit):
    """Physics is off at first; the button lets nodes move, and they can be put back."""
    here = visit()
    before = here.state("picture.network.getPositions()")
    here.page.wait_for_timeout(300)
    assert here.state("picture.network.getPositions()") == before
    here.page.click("#physics")
    here.page.wait_for_timeout(600)
    here.page.click("#physics")
    assert here.state("picture.network.getPositions()") != before
    here.page.click("#back")
    assert here.state("picture.network.getPositions()") == before


def test_pointing_at_a_claim_says_what_it_is(made, visit):
    """The words beside the pointer are subject, relation and object."""
    graph, ontology = made
    here = visit(f"#claim={graph.claims[0].id}")
    place = here.state("picture.network.canvasToDOM(picture.network.body.edges[0].edgeType.getPoint(0.5))")
    box = here.page.locator("#picture").bounding_box()
    here.page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    here.page.wait_for_selector("#tip:visible")
    shown = here.page.text_content("#tip")
    assert ontology.label(graph.claims[0].predicate) in shown or "claim" in shown


def test_a_graph_without_claims_opens_and_says_so(visit, tmp_path):
    """Nothing was read: the page still opens, without a complaint."""
    path = tmp_path / "graph.html"
    html.write(ClaimGraph(claims=()), tea(), path)
    here = visit(path=path)
    assert here.page.text_content("#status") == "No claims were read in these documents"
    here.page.click("#show-tables")
    here.page.click("#fit")
    here.page.focus("#picture")
    here.page.keyboard.press("ArrowRight")
