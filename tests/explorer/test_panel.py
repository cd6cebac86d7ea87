"""The panel: what a click on a claim or an entity shows."""

from dataclasses import replace

from kgraph.export import html
from kgraph.graph import ClaimGraph
from kgraph.model import Block, BlockKind, Disagreement, Span
from kgraph.namespaces import IRI


def test_a_click_on_a_claim_shows_its_sentences(made, visit):
    """Every sentence with subject, relation and object marked in place, its document, and the profile."""
    graph, ontology = made
    number, claim = next(
        (i, c)
        for i, c in enumerate(graph.claims)
        if len(c.evidence) > 2 and not any(e.subject.coref for e in c.evidence)
    )
    here = visit(f"#entity=syn:{claim.subject.rsplit('#')[-1]}&depth=1")
    here.press(f"c{number}", 0.45)
    here.page.wait_for_selector(".quote")
    assert here.state("view.claim") == number
    panel = here.page.locator("#panel")
    assert panel.locator("h2").inner_text().split("\n")[0] == ontology.label(claim.subject)
    quotes = panel.locator(".quote")
    assert quotes.count() == len(claim.evidence)
    for at, evidence in enumerate(claim.evidence):
        quote = quotes.nth(at)
        assert quote.locator("blockquote").inner_text() == evidence.text
        assert quote.locator("mark.subject").inner_text() == evidence.subject.text
        assert quote.locator("mark.object").inner_text() == evidence.object.text
        document = graph.document[evidence.document]
        assert quote.locator("cite a").get_attribute("href") == document.url
        for fact in (document.title, document.publisher, document.kind, document.published):
            assert fact in quote.locator(".origin").inner_text()
    assert panel.locator(".profile h4").all_inner_texts() == [
        "Polarity", "Certainty", "Held by", "Basis", "Kind of source",
    ]  # fmt: skip
    numbers = [int(n) for n in panel.locator(".profile section").nth(1).locator(".number").all_inner_texts()]
    assert sum(numbers) == len(claim.evidence)


def test_a_claim_names_what_contradicts_and_refines_it(made, visit):
    """Both sides of a disagreement link to one another; a narrower claim links to the broader one."""
    graph, _ = made
    disagreement = next(d for d in graph.disagreements if d.left != d.right)
    here = visit(f"#claim={disagreement.left}")
    here.page.locator(".relatives.against button").first.click()
    assert here.state("graph.claims[view.claim].id") == disagreement.right
    narrower, broader = graph.refinements[0]
    here = visit(f"#claim={narrower}")
    here.page.locator(".relatives:not(.against) button").first.click()
    assert here.state("graph.claims[view.claim].id") == broader


def test_a_click_on_an_entity_shows_all_that_is_said_of_it(made, visit):
    """Label, definition, identifiers as links, claims by direction and relation; neighbours stand out."""
    graph, ontology = made
    entity = next(e for e in graph.entities if ontology.entities[IRI(e)].matches)
    number = graph.entities.index(entity)
    here = visit()
    here.press(number)
    here.page.wait_for_selector(".identifiers a")
    panel = here.page.locator("#panel")
    assert panel.locator("h2").inner_text() == ontology.label(entity)
    assert ontology.entities[IRI(entity)].definition in panel.inner_text()
    assert (
        panel.locator(".identifiers a").first.get_attribute("href")
        == ontology.entities[IRI(entity)].matches[0][1]
    )
    mine = [c for c in graph.claims if entity in (c.subject, c.object)]
    assert panel.locator(".side .claim").count() == len(mine)
    assert here.state("picture.focus.claims.size") == len(mine)
    assert here.state("picture.focus.entities.size") == len({e for c in mine for e in (c.subject, c.object)})


def test_an_item_of_a_list_shows_what_introduces_it(made, visit, tmp_path):
    """The lead of a list stands over the quotation, and characters of markup are toned down, not dropped."""
    graph, ontology = made
    claim = graph.claims[0]
    first = claim.evidence[0]
    document = graph.document[first.document]
    title = document.blocks[0].span
    item = Block(first.sentence, BlockKind.ITEM, lead=title)
    marked = replace(
        document,
        blocks=(item,),
        markup=(Span(first.sentence.start, first.sentence.start + 2),),
    )
    path = tmp_path / "graph.html"
    html.write(ClaimGraph(claims=(replace(claim, evidence=(first,)),), documents=(marked,)), ontology, path)
    quote = visit(f"#claim={claim.id}", path=path).page.locator(".quote")
    assert quote.locator(".refers").first.inner_text() == f"Under: {document.text[title.slice]}"
    assert quote.locator("blockquote").inner_text() == first.text
    assert quote.locator("blockquote .quiet").inner_text() == first.text[:2]


def test_a_claim_at_odds_with_itself_is_marked(made, visit, tmp_path):
    """Where some are certain of what others leave open, the claim is disputed, by nothing but itself."""
    graph, ontology = made
    claim = graph.claims[0]
    path = tmp_path / "graph.html"
    lone = ClaimGraph(
        claims=(claim,),
        documents=graph.documents,
        disagreements=(Disagreement("certainty", claim.id, claim.id),),
    )
    html.write(lone, ontology, path)
    here = visit(f"#claim={claim.id}&table=disagreements", path=path)
    assert "some are certain" in here.page.locator(".dispute").inner_text()
    assert here.page.locator(".relatives").count() == 0
    assert here.page.locator("tbody td").nth(1).inner_text() == "the same claim"
