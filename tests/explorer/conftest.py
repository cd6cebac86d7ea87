"""One Chromium, one graph and its page for all tests of the explorer; skipped where there is no Chromium."""

import pytest

from benchmarks import synthetic
from kgraph.export import html
from tests.explorer.visits import CHROMIUM, FLAGS, WIDE, Visit


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def made():
    """A graph of 240 claims and its ontology."""
    return synthetic.graph(240, 70, seed=5)


@pytest.fixture(scope="session")
def file(made, tmp_path_factory):
    """Its page on disk."""
    path = tmp_path_factory.mktemp("explorer") / "graph.html"
    html.write(*made, path)
    return path


@pytest.fixture
def visit(browser, file):
    """Opens pages, and holds each to asking for nothing and complaining of nothing."""
    opened = []

    def open_page(view="", path=file, size=WIDE, **options):
        opened.append(Visit(browser, path, view, size, **options))
        return opened[-1]

    yield open_page
    for one in opened:
        one.close()
