"""SHACL over a graph that Oxigraph holds, a portion of its subjects at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from kgraph.namespaces import KG, RDF, SH, local_name
from kgraph.turtle import ontology_dir
from kgraph.validation.finding import Finding

PORTION = 10_000
"""Subjects that the SHACL engine sees at a time."""

_TYPE = NamedNode(RDF.type)


def check_shapes(name: str, store: Store, portion: int = PORTION) -> Iterator[Finding]:
    """Every broken constraint of `ontology/shapes.ttl`, under its own code, in the graph of a file.

    How many subjects make a portion does not change what is found.
    """
    shapes, subjects = _shapes(), _subjects(store)
    for start in range(0, len(subjects), portion):
        some = subjects[start : start + portion]
        _, report, _ = pyshacl.validate(_graph(store, some), shacl_graph=shapes, inplace=True)
        if isinstance(report, rdflib.Graph):
            yield from _findings(name, report, shapes, {node.value for node in some})


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_dir() / "shapes.ttl")


def _subjects(store: Store) -> list[NamedNode]:
    answer = store.query("SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
    assert isinstance(answer, QuerySolutions)
    return sorted((row["s"] for row in answer), key=lambda node: node.value)


def _graph(store: Store, subjects: list[NamedNode]) -> rdflib.Graph:
    """All that is said of the subjects, and of what class everything is that they name.

    The shapes look no further: each of their paths is one step long.
    """
    graph = rdflib.Graph()
    named: set[NamedNode] = set()
    for subject in subjects:
        for quad in store.quads_for_pattern(subject, None, None):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
            if isinstance(quad.object, NamedNode):
                named.add(quad.object)
    for node in named.difference(subjects):
        for quad in store.quads_for_pattern(node, _TYPE, None):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: object) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    raise TypeError(f"SHACL 1.0 has no place for {term}")


def _findings(name: str, report: rdflib.Graph, shapes: rdflib.Graph, subjects: set[str]) -> Iterator[Finding]:
    """The results on the subjects; those on what they name belong to another portion."""
    code, message = rdflib.URIRef(KG.code), rdflib.URIRef(SH.resultMessage)
    focus, source = rdflib.URIRef(SH.focusNode), rdflib.URIRef(SH.sourceShape)
    for result in report.subjects(rdflib.RDF.type, rdflib.URIRef(SH.ValidationResult)):
        node, shape = str(report.value(result, focus)), report.value(result, source)
        if node in subjects:
            said = shapes.value(shape, code) if shape else None
            words = str(report.value(result, message) or "a shape is broken")
            yield Finding(str(said or "S000"), f"{name} {_named(node)}", words)


def _named(iri: str) -> str:
    """The kind and name of a resource of the graph: `claim 0123…`."""
    return f"{iri.rstrip('/').rsplit('/', 2)[-2]} {local_name(iri)}" if "/" in iri else iri
