"""The tables beside the picture."""

from pathlib import Path

import pytest

from tests.explorer.visits import rows


def test_tables_are_sorted_and_open_claims(made, visit):
    """A head sorts up, then down; a row opens its claim; each table counts its rows."""
    graph, ontology = made
    here = visit()
    here.page.click("#show-tables")
    here.page.click('[data-at="sort-subject"]')
    subjects = here.page.locator("tbody tr td:first-child").all_inner_texts()
    assert subjects == sorted(subjects, key=str.casefold) or subjects[0] <= subjects[-1]
    here.page.click('[data-at="sort-subject"]')
    assert here.page.locator("th").first.get_attribute("aria-sort") == "descending"
    here.page.locator("tbody button").first.press("Enter")
    here.page.wait_for_selector(".quote")
    assert here.state("view.claim") is not None
    for name, number in (
        ("claims", len(graph.claims)),
        ("disagreements", len(graph.disagreements)),
        ("gaps", sum(_gap(c, ontology) for c in graph.claims)),
    ):
        assert here.page.locator(f"#tab-{name} .count").inner_text() == str(number)


def _gap(claim, ontology):
    stated = ontology.relations[claim.predicate].gap and claim.polarity == "affirmed"
    return stated or claim.certainty == "uncommitted"


@pytest.mark.parametrize("table", ["claims", "disagreements", "gaps"])
def test_tables_are_taken_away_as_csv(visit, table):
    """The file has a row for every row of the table, also those not yet scrolled to."""
    here = visit(f"#table={table}")
    with here.page.expect_download() as download:
        here.page.click('[data-at="csv"]')
    data = rows(Path(download.value.path()).read_bytes())
    assert len(data) == int(here.page.locator(f"#tab-{table} .count").inner_text().replace(",", ""))
