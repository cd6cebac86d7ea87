"""A graph with every difficulty in it, and four parsers that are none of ours to read what is exported."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgraph.graph import ClaimGraph
from kgraph.model import (
    Argument,
    Certainty,
    Claim,
    Context,
    Cue,
    Disagreement,
    Document,
    Evidence,
    Polarity,
    Qualifier,
    Run,
    Span,
    Support,
)
from kgraph.namespaces import IRI, KG
from tests.made_values import iri, tea

RUN = Run(
    version="1.2.3", ontology="tea", digests=(("tea.ttl", "ab" * 32),), options=(("extractor", "rules"),)
)
TEXT = (
    'Tea "raises" the mood\\spirit,\n\tsays Dr. Wu’s β-group 🍵.\r\nIt never lowers\x0bjoy – so “they” say.'
)
NAMES = ("a", "folder/tea & coffee.v2", "-dash.", "日本 茶~1")

SYNTAX = {
    "turtle": ("turtle", "turtle", ox.RdfFormat.TURTLE),
    "trig": ("trig", "trig", ox.RdfFormat.TRIG),
    "nquads": ("nquads", "nquads", ox.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", None, ox.RdfFormat.JSON_LD),
    "rdfxml": ("xml", "rdfxml", ox.RdfFormat.RDF_XML),
    "turtle12": (None, None, ox.RdfFormat.TURTLE),
}
"""Format to the names that rdflib, Raptor and Oxigraph have for it; None where a parser lacks it."""


def hard_graph(text=TEXT):
    """Claims of either polarity over documents with awkward names and texts, that refine and contradict."""
    documents = tuple(
        Document(
            id=name,
            text=text,
            blocks=(),
            source=f"texts/{name}.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            title=f"On “{name}”",
            publisher='The "Tea" <Board>',
            kind="trade journal" if number % 2 else "",
            published=("2024-02-29", "2024-02", "2024", "last spring")[number],
            url="https://example.org/a b" if number % 2 else "https://example.org/ü",
            license=("CC0-1.0", "https://example.org/terms", "All rights reserved", "")[number],
        )
        for number, name in enumerate(sorted(NAMES))
    )
    readings = [
        _read(
            "raises", Polarity.AFFIRMED, documents[0], holder=KG.Researcher, via=(KG.User, iri("TeaBoard"))
        ),
        _read("raises", Polarity.AFFIRMED, documents[1], certainty=Certainty.UNCOMMITTED, coref=True),
        _read("raises", Polarity.NEGATED, documents[2], holder=IRI("https://other.org/x/TeaBoard")),
        _read("lowers", Polarity.AFFIRMED, documents[3], basis=KG.ClinicalStudy),
        _read(
            "affects", Polarity.AFFIRMED, documents[0], certainty=Certainty.POSSIBLE, holder=iri("TeaBoard")
        ),
    ]
    claims = [_claim(r) for r in ([readings[0], readings[1]], *([r] for r in readings[2:]))]
    raises, denied, lowers, affects = (claim.id for claim in claims)
    return ClaimGraph(
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        documents=documents,
        refinements=tuple(sorted([(raises, affects), (lowers, affects)])),
        disagreements=(Disagreement("polarity", raises, denied), Disagreement("relation", raises, lowers)),
        sources={documents[1].id: documents[0].id},
    ), tea()


def _read(predicate, polarity, document, *, certainty=Certainty.CERTAIN, holder=KG.Author, **more):
    text, coref = document.text, more.get("coref", False)
    subject = Span(4, 4) if coref else Span(0, 3)
    return Evidence(
        document=document.id,
        sentence=Span(0, 52),
        text=text[:52],
        subject=Argument(iri("tea"), subject, text[subject.slice], coref, Span(0, 3) if coref else None),
        predicate=iri(predicate),
        object=Argument(iri("mood"), Span(17, 21), text[17:21]),
        context=Context(
            polarity=polarity,
            certainty=certainty,
            holder=holder,
            basis=more.get("basis", KG.NotStated),
            via=more.get("via", ()),
            qualifiers=(
                Qualifier("population", Span(38, 45), text[38:45]),
                Qualifier("dose", Span(4, 12), text[4:12]),
            ),
            cues=(Cue(Span(30, 34), text[30:34], "HolderCue", holder),),
        ),
        trigger=Span(4, 12),
        extractor="rules",
        rule='{subject} "raises" {object}',
    )


def _claim(readings):
    first = readings[0]
    return Claim(
        subject=first.subject.entity,
        predicate=first.predicate,
        object=first.object.entity,
        polarity=first.polarity,
        evidence=tuple(readings),
        belief=0.65,
        support=Support(len(readings), len(readings), 1, len({r.context.holder for r in readings})),
    )


def oxigraph(path, format):
    """The statements of a file as Oxigraph reads them."""
    return {_quad(quad) for quad in ox.parse(path=str(path), format=SYNTAX[format][2])}


def by_rdflib(path, format):
    """The statements of a file as rdflib reads them; its Turtle parser is its own."""
    named = format in ("trig", "nquads")
    graph = rdflib.Dataset() if named else rdflib.Graph()
    graph.parse(path, format=SYNTAX[format][0])
    # written out by rdflib too, so that Oxigraph only compares
    text = graph.serialize(format="nquads" if named else "nt", encoding="utf-8")
    return {_quad(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}


def by_raptor(path, format):
    """The statements of a file as Raptor reads them."""
    if not shutil.which("rapper"):
        pytest.skip("Raptor (raptor2-utils) is not installed")
    command = ["rapper", "-q", "-i", SYNTAX[format][1], "-o", "nquads", str(path)]
    out = subprocess.run(command, capture_output=True, check=True).stdout
    return {_quad(quad) for quad in ox.parse(out, format=ox.RdfFormat.N_QUADS)}


N3_SCRIPT = """
const N3 = require('n3'), fs = require('fs');
const [path, format] = process.argv.slice(1);
const quads = new N3.Parser({ format }).parse(fs.readFileSync(path, 'utf8'));
process.stdout.write(new N3.Writer({ format: 'N-Quads' }).quadsToString(quads));
"""


def by_n3(path, format):
    """The statements of a file as N3.js reads them."""
    places = os.pathsep.join([os.environ.get("NODE_PATH", ""), str(Path(sys.prefix) / "node_modules")])
    environment = {**os.environ, "NODE_PATH": places}
    node = shutil.which("node")
    if (
        not node
        or subprocess.run([node, "-e", "require('n3')"], env=environment, capture_output=True).returncode
    ):
        pytest.skip("N3.js (npm install n3) is not installed")
    names = {"turtle12": "text/turtle", "turtle": "text/turtle", "trig": "application/trig"}
    command = [node, "-e", N3_SCRIPT, str(path), names.get(format, "application/n-quads")]
    out = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    return {_quad(quad) for quad in ox.parse(out, format=ox.RdfFormat.N_QUADS)}


def _quad(quad):
    return (str(quad.subject), str(quad.predicate), _plain(quad.object), str(quad.graph_name))


def _plain(term):
    return (
        json.dumps([term.value, term.datatype.value, term.language])
        if isinstance(term, ox.Literal)
        else str(term)
    )
