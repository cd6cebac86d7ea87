"""What a reader can take away, and the query that gives the same."""

import json
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest

from kgraph.export import rdf
from kgraph.model import Run, claim_id
from tests.explorer.visits import rows, saved


@pytest.fixture(scope="module")
def store(made, tmp_path_factory):
    """Its graph.ttl in a SPARQL store."""
    path = tmp_path_factory.mktemp("rdf") / "graph.ttl"
    rdf.write(*made, path, "turtle", run=Run(version="0"))
    loaded = pyoxigraph.Store()
    loaded.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return loaded


def test_the_picture_is_saved_as_png_and_svg(visit):
    """Both hold the view: the PNG its pixels, the SVG a line for each claim and the names."""
    here = visit("#polarity=negated")
    png = saved(here.page, "Picture, PNG")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png) > 5000
    drawing = ET.fromstring(saved(here.page, "Picture, SVG"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawing.findall(f"{space}g")) == here.drawn()
    assert len(drawing.findall(f"{space}text")) > 5


def test_the_claims_shown_are_saved_as_csv_and_json(made, visit):
    """Exactly the claims of the view, in the JSON with all their sentences."""
    graph, _ = made
    here = visit("#polarity=negated")
    wanted = {c.id: c for c in graph.claims if c.polarity == "negated"}
    assert {row["claim"] for row in rows(saved(here.page, "Claims, CSV"))} == set(wanted)
    data = json.loads(saved(here.page, "Claims with sentences, JSON"))
    assert {c["id"]: [e["text"] for e in c["evidence"]] for c in data["claims"]} == {
        c.id: [e.text for e in c.evidence] for c in wanted.values()
    }
    assert all(
        claim_id(c["subject"]["iri"], c["predicate"]["iri"], c["object"]["iri"], wanted[c["id"]].polarity)
        == c["id"]
        for c in data["claims"]
    )


VIEWS = [
    "",
    "#polarity=negated&certainty=possible",
    "#class=syn:Receptor&relation=-syn:bindsTo",
    "#class=-syn:Receptor,-syn:Effect",
    "#holder=kg:Researcher,kg:User&basis=-kg:NotStated",
    "#kind=vendor&min=2",
    "#document=document-000003",
    "#entity=syn:e000001",
    "#entity=syn:e000001&depth=2&polarity=affirmed",
    "#path=syn:e000001,syn:e000040",
]


@pytest.mark.parametrize("view", VIEWS)
def test_the_query_gives_the_same_claims(visit, store, view):
    """The SPARQL text of a view, run over graph.ttl, selects the claims that the view comes to."""
    here = visit(view)
    shown = {row["claim"] for row in rows(saved(here.page, "Claims, CSV"))}
    query = here.page.input_value("#query")
    found = {str(row["claim"].value).rsplit("/", 1)[-1] for row in store.query(query)}
    assert found == shown
    assert shown
