"""A page of the explorer as a test visits it: in a browser without a network."""

import csv
import io
import shutil
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}


class Visit:
    """A page opened in a fresh window, with everything that it asked for or complained of."""

    def __init__(self, browser, path, view="", size=WIDE, **options):
        self.context = browser.new_context(viewport=size, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.requests, self.messages, self.alerts = [], [], []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.messages.append(m.text))
        self.page.on("pageerror", lambda e: self.messages.append(str(e)))
        self.page.on("dialog", self._dialog)
        self.context.set_offline(True)
        self.page.goto(path.as_uri() + view)
        self.page.wait_for_selector("html[data-ready]")

    def _dialog(self, dialog):
        self.alerts.append(dialog.message)
        dialog.dismiss()

    def state(self, expression):
        """The value of an expression over `graph`, `view`, `picture`."""
        return self.page.evaluate(
            f"(() => {{ const {{graph, view, picture}} = explorer; return {expression} }})()"
        )

    def press(self, point, part=0.5):
        """Click on the picture where an entity (its number) or a claim (`c` and its number) is drawn."""
        where = (
            f"picture.network.body.edges[{point[1:]}].edgeType.getPoint({part})"
            if str(point).startswith("c")
            else f"picture.network.getPositions([{point}])[{point}]"
        )
        place = self.state(f"picture.network.canvasToDOM({where})")
        box = self.page.locator("#picture").bounding_box()
        self.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])

    def drawn(self):
        """How many claims the picture has."""
        return self.state("picture.drawn.size")

    def close(self):
        """Close the window; nothing may have been fetched or complained of."""
        fetched = [url for url in self.requests if not url.startswith(("file:", "blob:"))]
        self.context.close()
        assert len([url for url in self.requests if url.startswith("file:")]) == 1
        assert not fetched
        assert not self.messages
        assert not self.alerts


def saved(page, name):
    """The text that a button of the menu Save hands over."""
    if page.locator("#save").is_hidden():
        page.click("#show-save")
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def rows(data):
    """The rows of a CSV file, its heads as keys."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
