"""Finding: by name, by filter."""

import pytest

from kgraph.namespaces import IRI


def test_typing_finds_an_entity_by_any_name_and_identifier(made, visit):
    """Label, other label, identifier and CURIE all lead to it, with the keyboard alone."""
    graph, ontology = made
    entity = next(e for e in graph.entities if ontology.entities[IRI(e)].matches)
    known = ontology.entities[IRI(entity)]
    here = visit()
    for typed in (
        known.label,
        known.alt_labels[0],
        "CHEBI_" + known.matches[0][1].rsplit("_")[-1],
        ontology.curie(entity),
    ):
        here.page.keyboard.press("Escape")
        here.page.locator("body").press("/")
        here.page.fill("#search", "")
        here.page.keyboard.type(typed)
        here.page.wait_for_selector("#found [role=option]")
        here.page.keyboard.press("Enter")
        assert here.state("graph.entities[view.entity].label") == known.label, typed


def test_the_list_of_finds_is_walked_with_arrows(visit):
    """Down moves the active option, Escape closes the list and keeps the field."""
    here = visit()
    here.page.focus("#search")
    here.page.keyboard.type("a")
    here.page.wait_for_selector("#found [role=option]")
    here.page.keyboard.press("ArrowDown")
    assert here.page.get_attribute("#search", "aria-activedescendant") == "found-1"
    assert here.page.get_attribute("#found-1", "aria-selected") == "true"
    here.page.keyboard.press("Escape")
    assert here.page.locator("#found").is_hidden()
    assert here.page.evaluate("document.activeElement.id") == "search"


FACETS = ("class", "relation", "polarity", "certainty", "holder", "basis", "kind", "document")


def passing(graph, ontology, **wanted):
    """The numbers of the claims that a choice of values leaves, by the graph itself."""
    found = set()
    for number, claim in enumerate(graph.claims):
        classes = {c for e in (claim.subject, claim.object) for c in ontology.entities[e].classes}
        own = {"class": classes, "relation": {claim.predicate}, "polarity": {claim.polarity.value}}
        for evidence in claim.evidence:
            context = evidence.context
            document = graph.document[evidence.document]
            said = own | {
                "certainty": {context.certainty.value},
                "holder": {context.holder},
                "basis": {context.basis},
                "kind": {document.kind},
                "document": {document.id},
            }
            if all(value in said[facet] for facet, value in wanted.items()):
                found.add(number)
    return found


@pytest.mark.parametrize(
    "facets",
    [
        *[(facet,) for facet in FACETS],
        ("certainty", "holder"),
        ("class", "polarity", "kind"),
    ],
)
def test_a_filter_leaves_what_the_graph_says_it_should(made, visit, facets):
    """A click on a value shows only its claims; several choices hold of one and the same evidence."""
    graph, ontology = made
    here = visit()
    claim = graph.claims[7]
    evidence = claim.evidence[0]
    document = graph.document[evidence.document]
    values = {
        "class": ontology.entities[claim.subject].classes[0],
        "relation": claim.predicate,
        "polarity": claim.polarity.value,
        "certainty": evidence.context.certainty.value,
        "holder": evidence.context.holder,
        "basis": evidence.context.basis,
        "kind": document.kind,
        "document": document.id,
    }
    columns = {
        "class": "classes.iri",
        "relation": "relations.iri",
        "holder": "holders.iri",
        "basis": "bases.iri",
    }
    columns |= {"kind": "kinds", "document": "documents.id"}
    fixed = {
        "polarity": ["affirmed", "negated"],
        "certainty": ["certain", "probable", "possible", "uncommitted"],
    }
    for facet in facets:
        names = fixed.get(facet) or here.state(f"graph.{columns[facet]}")
        section = here.page.locator("#filters details").nth(list(values).index(facet))
        if section.get_attribute("open") is None:
            section.locator("summary").click()
        if section.locator(".more").count():
            section.locator(".more").click()
        here.page.click(f'[data-at="{facet}-{names.index(values[facet])}-only"]')
    wanted = {facet: values[facet] for facet in facets}
    assert set(here.state("[...picture.drawn]")) == passing(graph, ontology, **wanted)


def test_a_value_can_be_left_out(made, visit):
    """Hide drops the claims of a relation; Clear all brings them back."""
    graph, _ = made
    here = visit()
    name = here.state("graph.relations.iri")[0]
    here.page.hover('[data-at="relation-0-only"]')
    here.page.click('[data-at="relation-0-not"]')
    assert here.drawn() == sum(c.predicate != name for c in graph.claims)
    here.page.click(".clear")
    assert here.drawn() == len(graph.claims)


def test_the_counts_of_filters_are_what_a_click_would_show(visit):
    """Beside each value stands the number of claims that choosing it leaves."""
    here = visit("#polarity=negated")
    row = here.page.locator('[data-at^="relation-"][data-at$="-only"]').first
    number = int(row.locator(".number").inner_text())
    row.click()
    assert here.drawn() == number


def test_claims_of_few_sources_can_be_left_out(made, visit):
    """The least number of independent sources is a filter."""
    graph, _ = made
    here = visit()
    here.page.fill("#min", "3")
    here.page.press("#min", "Enter")
    assert here.drawn() == sum(c.support.independent >= 3 for c in graph.claims)
