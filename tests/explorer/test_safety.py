"""Texts are data: nothing that a document says is ever run."""

import csv
import io
from dataclasses import replace

import pytest

from benchmarks import synthetic
from kgraph.export import html
from kgraph.graph import ClaimGraph
from kgraph.namespaces import IRI
from tests.explorer.visits import saved

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>href</a>",
    "{{7*7}}${alert(1)}`",
    "\u202egnp.exe\u202c",
    "=HYPERLINK(\"http://x\",\"y\")",
    "\u2066<!--\u2069 --> ]]> &lt;b&gt;",
    "javascript:alert(1)",
    "\x00\x01 \u200b nul",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A graph all of whose words are attacks."""
    graph, ontology = synthetic.graph(120, 40, seed=2)
    pick = lambda n: PAYLOADS[n % len(PAYLOADS)]  # noqa: E731
    entities = {
        iri: replace(
            e,
            label=f"{pick(n)} {n}",
            alt_labels=(pick(n + 1),),
            definition=pick(n + 2),
            matches=(("exactMatch", IRI(pick(n))),),
        )
        for n, (iri, e) in enumerate(ontology.entities.items())
    }
    documents = tuple(
        replace(
            d,
            title=pick(n),
            publisher=pick(n + 1),
            kind=pick(n + 2),
            published=pick(n + 3),
            url="javascript:alert(1)",
        )
        for n, d in enumerate(graph.documents)
    )
    relations = {
        iri: replace(r, label=pick(n), definition=pick(n))
        for n, (iri, r) in enumerate(ontology.relations.items())
    }
    classes = {iri: replace(c, label=pick(n)) for n, (iri, c) in enumerate(ontology.classes.items())}
    claims = tuple(
        replace(c, evidence=tuple(replace(e, text=(pick(n) + e.text)[: len(e.text)]) for e in c.evidence))
        for n, c in enumerate(graph.claims)
    )
    labels = {iri: pick(n) for n, iri in enumerate(ontology.labels)}
    words = replace(ontology, entities=entities, relations=relations, classes=classes, labels=labels)
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    html.write(
        ClaimGraph(
            claims=claims,
            documents=documents,
            disagreements=graph.disagreements,
            refinements=graph.refinements,
        ),
        words,
        path,
        html.Options(title=PAYLOADS[0]),
    )
    return path


def test_hostile_words_stay_words(hostile, visit):
    """Whatever is clicked, typed, hovered or saved, nothing of a text runs, loads or turns into markup."""
    here = visit(path=hostile)
    page = here.page
    for facet in page.locator("#filters summary").all()[4:]:
        facet.click()
    for number in range(0, 40, 3):
        page.evaluate(f"explorer.go({{ entity: {number}, claim: null, path: null }})")
        page.wait_for_timeout(30)
    for number in range(0, 120, 10):
        page.evaluate(f"explorer.go({{ claim: {number}, entity: null, path: null }})")
        page.wait_for_selector(".quote")
    page.evaluate("explorer.go({ claim: null, entity: null, path: [1, 30] })")
    for payload in PAYLOADS:
        page.fill("#search", payload)
        page.wait_for_timeout(60)
    for table in ("claims", "disagreements", "gaps"):
        page.evaluate(f"explorer.go({{ table: '{table}' }})")
    page.mouse.move(700, 400)
    saved(page, "Picture, SVG")
    saved(page, "Claims with sentences, JSON")
    sheet = saved(page, "Claims, CSV").decode()
    assert not any(cell.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(sheet)) for cell in row)
    assert page.locator("img, iframe, object, svg script, a[href^=javascript]").count() == 0
    assert page.locator("script").count() <= 4
    assert page.locator("#panel a").count() == 0


def test_characters_that_turn_text_round_are_written_out(hostile, visit):
    """A bidi override in a label is shown as its code, in the panel and in the picture."""
    here = visit(path=hostile)
    number = here.state("graph.entities.find((e) => e.label.startsWith('\\u202e')).index")
    here.page.evaluate(f"explorer.go({{ entity: {number}, claim: null }})")
    heading = here.page.locator("#panel h2").inner_text()
    assert "U+202E" in heading
    assert "\u202e" not in here.page.locator("body").inner_text()


def test_spans_count_characters_not_units(made, visit, tmp_path):
    """A sentence with emoji before its subject is still marked in the right place."""
    graph, ontology = made
    claim = next(c for c in graph.claims if not c.evidence[0].subject.coref)
    evidence = claim.evidence[0]
    document = graph.document[evidence.document]
    shift = "😀🧪" * 5
    start = evidence.sentence.start
    text = document.text[:start] + shift + document.text[start + len(shift) :]
    fitted = replace(evidence, text=text[evidence.sentence.slice])
    small = ClaimGraph(
        claims=(replace(claim, evidence=(fitted,)),), documents=(replace(document, text=text),)
    )
    path = tmp_path / "graph.html"
    html.write(small, ontology, path)
    here = visit(f"#claim={claim.id}", path=path)
    here.page.wait_for_selector(".quote")
    assert here.page.locator("mark.subject").inner_text() == evidence.subject.text
    assert here.page.locator("mark.object").inner_text() == evidence.object.text
