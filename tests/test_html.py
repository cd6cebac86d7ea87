"""The explorer as a file: what it holds, that it asks for nothing, that texts stay data."""

import base64
import gzip
import hashlib
import itertools
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import synthetic
from kgraph.export import bundle, html
from kgraph.graph import ClaimGraph
from tests import made_values


@pytest.fixture(scope="module")
def made():
    """A graph of 300 claims and its ontology."""
    return synthetic.graph(300, 90)


@pytest.fixture(scope="module")
def text(made):
    """Its page."""
    return html.page(*made, html.Options())


def unpack(text, name):
    """What the page holds under a name."""
    packed = re.search(rf'id="data-{name}">([^<]*)<', text)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_the_same_graph_gives_the_same_bytes(made, text):
    """Nothing in a page depends on time or chance."""
    assert html.page(*made, html.Options()) == text


def test_a_page_names_nothing_to_fetch(text):
    """No element loads anything: no src, no style sheet, no frame; the only script is inline."""
    markup = re.sub(r"(?s)<(script|style)\b[^>]*>.*?</\1>", "", text)
    assert not re.search(r"(?i)<(link|iframe|object|embed|img|base)\b|\ssrc=|\son[a-z]+=", markup)
    assert "https://" not in markup
    assert not re.findall(r"<script[^>]*src", text)


def test_the_policy_admits_only_what_the_page_carries(text):
    """Default nothing; scripts and style by the hash of their text; no HTML is ever made from text."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#39;", "'")
    scripts = re.findall(r'(?s)<script(?: type="module")?>(.*?)</script>', text)
    styles = re.findall(r"(?s)<style>(.*?)</style>", text)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in scripts]
    assert "default-src 'none'" in policy
    assert f"script-src {' '.join(hashes)};" in policy
    assert len(scripts) == 2
    assert all(base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() in policy for s in styles)
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_a_page_holds_every_claim_with_its_words(made, text):
    """Edges, columns of evidence and sentences are those of the graph, in its order."""
    graph, ontology = made
    nodes, edges, core = (unpack(text, name) for name in ("nodes", "edges", "core"))
    chunks = [unpack(text, f"passages-{n}") for n in range(len(core["chunks"]))]
    assert edges["id"] == [claim.id for claim in graph.claims]
    assert [nodes["label"][n] for n in edges["from"]] == [ontology.label(c.subject) for c in graph.claims]
    assert [bool(n) for n in edges["negated"]] == [c.polarity == "negated" for c in graph.claims]
    words = [chunk["texts"][n] for chunk in chunks for n in chunk["text"]]
    assert words == [evidence.text for _, evidence in graph.evidence()]
    assert len(core["evidence"]["holder"]) == len(words)


def test_spans_quote_their_words(made, text):
    """The six numbers of a piece of evidence cut its subject, trigger and object out of the sentence."""
    graph, _ = made
    core = unpack(text, "core")
    chunks = [unpack(text, f"passages-{n}") for n in range(len(core["chunks"]))]
    flat = [number for chunk in chunks for number in chunk["spans"]]
    spans = [flat[i : i + 6] for i in range(0, len(flat), 6)]
    for (_, evidence), numbers in zip(graph.evidence(), spans, strict=True):
        document = graph.document[evidence.document]
        parts = (evidence.subject.span, evidence.trigger, evidence.object.span)
        cuts = [evidence.text[a:b] for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        assert cuts == [document.text[part.slice] for part in parts]


HOSTILE = "</script><script>alert(1)</script><!-- \u202e \ud7ff & ' \" `"


def test_hostile_words_never_reach_the_markup(made):
    """Whatever titles, labels and sentences hold is packed or escaped."""
    graph, ontology = made
    documents = tuple(replace(d, title=HOSTILE, url="javascript:alert(1)") for d in graph.documents)
    entities = {i: replace(e, label=HOSTILE, definition=HOSTILE) for i, e in ontology.entities.items()}
    hostile = replace(graph, documents=documents), replace(ontology, entities=entities)
    text = html.page(*hostile, html.Options(title=HOSTILE))
    assert "<script>alert" not in text
    assert "javascript:" not in re.sub(r"(?s)<script(?: type=\"module\")?>.*?</script>", "", text)
    assert unpack(text, "nodes")["label"][0] == HOSTILE


def test_a_graph_without_claims_is_still_a_page():
    """A build that found nothing opens, and says so."""
    text = html.page(ClaimGraph(claims=()), made_values.tea(), html.Options())
    assert unpack(text, "edges") == {}


def test_an_entity_that_the_ontology_lacks_has_its_local_name(made):
    """An unknown entity is drawn under its local name, without a class."""
    graph, _ = made
    text = html.page(graph, made_values.tea(), html.Options())
    assert unpack(text, "nodes")["label"][0].startswith("e0")
    assert unpack(text, "core")["classes"]["label"] == ["unclassed"]


def test_write_makes_a_file_of_the_page(made, text, tmp_path):
    """The file holds the page, in UTF-8, with one kind of line end."""
    html.write(*made, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == text.encode()


def test_every_module_of_the_script_is_used_and_found():
    """Each file in js/ is reached from main.js, and each name that one imports another exports."""
    sources = {p.stem: p.read_text(encoding="utf-8") for p in (bundle.PAGE / "js").glob("*.js")}
    script = bundle.script()
    for name, source in sources.items():
        assert f"const {name}_js = " in script
        for names, module in re.findall(r'import \{([^}]*)\} from "\./(\w+)\.js"', source):
            for imported in filter(None, (n.split(" as ")[0].strip() for n in names.split(","))):
                assert re.search(rf"export (async )?(function|const|class) {imported}\b", sources[module])


def test_no_file_of_the_page_is_long():
    """Styles and scripts stay in modules of one noun each."""
    for path in bundle.PAGE.rglob("*.*"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 330, path.name


# Machado, Oliveira & Fernandes (2009), severity 1
VISION = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]


def linear(colour):
    """Linear red, green and blue of a hexadecimal colour."""
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(light):
    """CIE L*a*b* of linear light."""
    ratio = XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1, 1.08883])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    high, low = sorted((float(linear(c) @ XYZ[1]) for c in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def themes():
    """The colours of the light and of the dark theme."""
    sheet = (bundle.PAGE / "css" / "1-theme.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in sheet.split('"dark"'))
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_colours_keep_apart_for_the_colour_blind(theme, vision):
    """Any two hues of nodes differ by 18 in CIE76, and any two of lines by 14, whatever cones are missing."""
    colours = themes()[theme]
    for kind, least in (("hue", 18), ("family", 14)):
        some = [lab(VISION[vision] @ linear(c)) for name, c in colours.items() if name.startswith(kind)]
        assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(some, 2)) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_stand_out(theme):
    """Text has a contrast of 4.5 on every ground it stands on (AA), lines have 3."""
    colours = themes()[theme]
    for ground in ("paper", "surface", "raised"):
        for ink in ("ink", "quiet", "accent", "denied"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for line in ("line", "against", *(f"family-{i}" for i in range(5))):
        assert contrast(colours[line], colours["paper"]) >= 3, line
