"""Keyboard, themes, a phone, and what axe finds."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.explorer.visits import NARROW, WIDE


def test_the_keyboard_reaches_and_works_everything(visit):
    """Tab passes through every part in order; arrows walk the picture; Enter opens, Escape lets go."""
    here = visit()
    page = here.page
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", seen[-1]
    assert seen[:7] == ["skip", "search", "show-filters", "show-tables", "show-save", "show-guide", "theme"]
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    first = here.state("view.entity")
    assert first is not None
    page.keyboard.press("ArrowLeft")
    assert here.state("view.entity") != first
    assert page.evaluate("document.activeElement.id") == "picture"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert here.state("view.entity") is None
    scale = here.state("picture.network.getScale()")
    page.focus("#picture")
    page.keyboard.press("+")
    page.wait_for_timeout(500)
    assert here.state("picture.network.getScale()") > scale


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_chosen(visit, scheme):
    """Both schemes have their own colours; the button goes from the system's to light to dark."""
    here = visit(color_scheme=scheme)
    assert here.page.get_attribute("html", "data-theme") == scheme
    here.page.click("#theme")
    assert here.page.get_attribute("html", "data-theme") == "light"
    here.page.click("#theme")
    assert here.page.get_attribute("html", "data-theme") == "dark"
    assert here.page.get_attribute("#theme", "aria-label") == "Colours: dark"


def test_a_phone_shows_all_of_it(visit):
    """At 390 pixels nothing is wider than the screen, and panel, tables and filters open and close."""
    here = visit(size=NARROW, has_touch=True)
    page = here.page
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    for opener in ("#show-filters", "#show-tables"):
        page.click(opener)
        assert page.evaluate(wide)
        page.click(opener)
    page.evaluate("explorer.go({ claim: 3, entity: null })")
    page.wait_for_selector(".quote")
    assert page.evaluate(wide)
    assert page.locator("#picture").bounding_box()["height"] > 150
    page.click("#panel .close")
    assert here.state("view.claim") is None


@pytest.fixture(scope="module")
def axe(request):
    """The text of axe-core: from $KGRAPH_AXE, or from npm once, kept in pytest's cache."""
    given = os.environ.get("KGRAPH_AXE")
    folder = Path(request.config.cache.mkdir("axe"))
    path = Path(given) if given else folder / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists() and shutil.which("npm"):
        install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core@4"]
        subprocess.run(install, capture_output=True, timeout=120, check=False)
    if not path.exists():
        pytest.skip("axe-core cannot be had here")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_serious(made, visit, axe, scheme, size):
    """No violation of serious or critical impact, whichever panel, table, menu or list is open."""
    graph, _ = made
    here = visit(size=size, color_scheme=scheme, bypass_csp=True)
    page = here.page
    page.evaluate(axe)
    views = [
        {},
        {"claim": next(i for i, c in enumerate(graph.claims) if c.polarity == "negated"), "table": "claims"},
        {"claim": None, "entity": 1, "table": "disagreements"},
        {"entity": None, "path": [1, 30], "table": "gaps"},
    ]
    found = []
    for view in views:
        page.evaluate(f"explorer.go({json.dumps(view)})")
        page.wait_for_timeout(200)
        found += _violations(page)
    page.click("#show-save")
    found += _violations(page)
    page.keyboard.press("Escape")
    page.evaluate("explorer.go({ path: null, table: null })")
    if page.locator("#filters").is_hidden():
        page.click("#show-filters")
        found += _violations(page)
        page.click("#show-filters")
    page.fill("#search", "a")
    page.wait_for_selector("#found [role=option]")
    found += _violations(page)
    assert not found


def _violations(page):
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (v["id"], [n["target"] for n in v["nodes"]][:3], v["nodes"][0].get("failureSummary"))
        for v in result["violations"]
        if v["impact"] in ("serious", "critical")
    ]
