"""How soon a page can be used and how smoothly it pans, against plain pyvis, in one run.

`python -m benchmarks.explorer [NODES …]` (100, 1,000, 5,000 and 20,000 by default, three claims a node)
writes each made-up graph as the explorer, as pyvis writes it by default, and as pyvis with our positions and
physics off, the least that vis-network can do; neither of the latter holds a sentence. Each page is opened in
Chromium without a network. Printed are:

- `interactive`: seconds from opening until the page has drawn itself and its thread has been free, but for
  pauses below 0.2 s, for 1.5 s running; `>` where that was not reached in time;
- `pan`: frames a second while the picture is dragged about for 2.5 s; `zoom`: the same under the wheel;
- `MB`: the size of the file.

It needs playwright and a Chromium on the path.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyvis.network import Network

from benchmarks import synthetic
from kgraph.export import html

SIZES = (100, 1000, 5000, 20000)
PATIENCE = 60.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

WATCH = """(() => {
  let last = performance.now();
  window.pauses = [];
  setInterval(() => {
    const now = performance.now();
    if (now - last > 200) pauses.push([last, now]);
    last = now;
  }, 20);
  window.frames_seen = 0;
  const count = () => { frames_seen++; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const ready = () => {
    const bar = document.getElementById("loadingBar");
    const waits = bar && getComputedStyle(bar).display !== "none" && bar.style.opacity !== "0";
    const own = document.querySelector("script[type=module]");
    if (own ? document.documentElement.dataset.ready === "true" : document.readyState === "complete" && !waits) {
      window.ready_at ??= performance.now();
    }
  };
  setInterval(ready, 20);
})()"""

STATE = "({ now: performance.now(), ready_at: window.ready_at ?? null, pause: pauses.at(-1)?.[1] ?? 0 })"


def explorer(graph, ontology, path):
    """The page that kgraph writes."""
    html.write(graph, ontology, path)


def plain(graph, ontology, path, places=None):
    """The page that pyvis writes; `places` are (x, y) by entity, and then nothing moves."""
    network = Network(height="750px", directed=True, cdn_resources="in_line")
    network.nodes = [
        {"id": e, "label": ontology.label(e), "title": ontology.label(e), "shape": "dot", "size": 10}
        | (dict(zip("xy", places[e], strict=True)) if places else {})
        for e in graph.entities
    ]
    network.node_ids = [node["id"] for node in network.nodes]
    network.edges = [
        {
            "id": c.id,
            "from": c.subject,
            "to": c.object,
            "title": ontology.label(c.predicate),
            "arrows": "to",
        }
        for c in graph.claims
    ]
    if places:
        network.options = {"physics": {"enabled": False}, "edges": {"smooth": False}}
    path.write_text(network.generate_html(), encoding="utf-8")


def bare(graph, ontology, path):
    """Plain pyvis with the explorer's positions and physics off."""
    at = html.columns.Indexes.of(graph, ontology)
    nodes = html._network(graph, ontology, at).nodes
    plain(graph, ontology, path, {e: (n["x"], n["y"]) for e, n in zip(graph.entities, nodes, strict=True)})


def measure(path):
    """What one page does in a browser of its own; printed as JSON."""
    from playwright.sync_api import TimeoutError, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(viewport={"width": 1200, "height": 820})
        context.set_offline(True)
        page = context.new_page()
        page.add_init_script(WATCH)
        try:
            page.goto(Path(path).resolve().as_uri(), timeout=PATIENCE * 1000)
        except TimeoutError:
            return
        found = _interactive(page)
        print(json.dumps(found), flush=True)
        if found["interactive"] is not None:
            print(json.dumps(found | _frames(page)), flush=True)
        browser.close()


def _interactive(page):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        state = page.evaluate(STATE)
        free_since = max(state["pause"], state["ready_at"] or 0)
        if state["ready_at"] is not None and state["now"] - free_since > 1500:
            return {"interactive": round(free_since / 1000, 2)}
        time.sleep(0.1)
    return {"interactive": None}


def _frames(page):
    def rate(action):
        before = page.evaluate("[frames_seen, performance.now()]")
        action()
        after = page.evaluate("[frames_seen, performance.now()]")
        return round((after[0] - before[0]) / (after[1] - before[1]) * 1000)

    box = page.locator("#picture, #mynetwork").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 30

    def pan():
        page.mouse.move(x, y)
        page.mouse.down()
        end, step = time.monotonic() + 2.5, 0
        while time.monotonic() < end:
            step += 1
            page.mouse.move(x + 3 * (step % 20), y - 3 * (step % 20))
            time.sleep(0.016)
        page.mouse.up()

    def zoom():
        page.mouse.move(x, box["y"] + box["height"] / 2)
        end, step = time.monotonic() + 2.5, 0
        while time.monotonic() < end:
            step += 1
            page.mouse.wheel(0, -120 if step % 24 < 12 else 120)
            time.sleep(0.03)

    return {"pan": rate(pan), "zoom": rate(zoom)}


def visit(path):
    """The measure of a page, taken in a process that can be ended when the page freezes."""
    command = [sys.executable, "-m", "benchmarks.explorer", "--measure", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=PATIENCE + 30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
    lines = out.strip().splitlines()
    return json.loads(lines[-1]) if lines else {"interactive": None}


def main(sizes):
    """Print a line for each page, and what it is to plain pyvis."""
    print(f"{'nodes':>6} {'claims':>7} {'page':<9} {'interactive':>11} {'pan':>5} {'zoom':>5} {'MB':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for nodes in sizes:
            graph, ontology = synthetic.graph(3 * nodes, nodes)
            found = {}
            for write in (explorer, plain, bare):
                path = Path(folder) / f"{write.__name__}-{nodes}.html"
                write(graph, ontology, path)
                found[write] = visit(path) | {"MB": path.stat().st_size / 1e6}
                _line(nodes, len(graph.claims), write.__name__, found[write])
            ours, theirs = found[explorer], found[plain]
            slow = theirs["interactive"] or PATIENCE
            times = slow / (ours["interactive"] or PATIENCE)
            least = "at least " if theirs["interactive"] is None else ""
            size = ours["MB"] / theirs["MB"]
            print(f"       against plain pyvis: {least}{times:.0f} times sooner, {size:.2f} of the size")


def _line(nodes, claims, name, found):
    seconds = f"{found['interactive']:.2f}" if found["interactive"] is not None else f"> {PATIENCE:.0f}"
    rates = " ".join(f"{found.get(key, '-'):>5}" for key in ("pan", "zoom"))
    print(f"{nodes:>6} {claims:>7} {name:<9} {seconds:>11} {rates} {found['MB']:>7.2f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        main([int(n) for n in sys.argv[1:]] or SIZES)
