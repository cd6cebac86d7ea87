"""JSON-LD that people can read: short keys by a context, one object a resource, written as it streams."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TextIO

from pyoxigraph import Literal, NamedNode, Triple

from kgraph.namespaces import (
    BIOLINK,
    DCTERMS,
    FOAF,
    KG,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
    XSD,
    Namespace,
)

CONTEXT = "context.jsonld"
"""The file that holds the context alone, for other documents that speak of claims."""

_NODES = (
    (RDF, "subject predicate object"),
    (KG, "polarity certainty holder basis evidence firmestCertainty tally of refines contradicts"),
    (KG, "subjectSpan objectSpan triggerSpan subjectAntecedent objectAntecedent population dose setting"),
    (KG, "sourceKind independentSource left right leftEvidence rightEvidence"),
    (OA, "hasBody hasTarget hasSource hasSelector motivatedBy"),
    (PROV, "wasQuotedFrom wasGeneratedBy wasAssociatedWith qualifiedAttribution agent hadRole used"),
    (SKOS, "broader exactMatch closeMatch broadMatch narrowMatch"),
    (RDFS, "subClassOf subPropertyOf"),
    (DCTERMS, "publisher license"),
    (VOID, "classPartition class vocabulary"),
)
_WORDS = (
    (RDFS, "label"),
    (SKOS, "prefLabel altLabel definition"),
)
_VALUES = (
    (BIOLINK, "negated knowledge_level agent_type supporting_text"),
    (KG, "evidenceCount documentCount independentCount holderCount count depth"),
    (KG, "subjectReferred objectReferred extractor rule cue sha256 path option"),
    (OA, "exact prefix suffix start end"),
    (DCTERMS, "identifier title language rights"),
    (FOAF, "name"),
    (SCHEMA, "softwareVersion"),
    (VOID, "triples entities uriSpace"),
)


def context(prefixes: Mapping[str, str]) -> dict[str, object]:
    """The context: prefixes, then each term with what its values are; a term takes a prefix's name."""
    made: dict[str, object] = {"@version": 1.1}
    for prefix, base in prefixes.items():
        # JSON-LD takes a namespace for a prefix unasked only where it ends in punctuation
        made[prefix] = base if base[-1] in "/#:?" else {"@id": base, "@prefix": True}
    made |= {"id": "@id", "type": "@type"}
    for space, name in _terms(_NODES):
        made[name] = {"@id": space.term(name), "@type": "@id"}
    for space, name in _terms(_WORDS):
        made[name] = {"@id": space.term(name), "@language": "en"}
    for space, name in _terms(_VALUES):
        made[name] = {"@id": space.term(name)}
    made["belief"] = {"@id": KG.belief, "@type": XSD.decimal}
    made["url"] = {"@id": SCHEMA.url, "@type": XSD.anyURI}
    return made


def _terms(table: Iterable[tuple[Namespace, str]]) -> Iterator[tuple[Namespace, str]]:
    return ((space, name) for space, names in table for name in names.split())


def write(triples: Iterable[Triple], prefixes: Mapping[str, str], base: str, path: Path) -> None:
    """Write a document with its context in it, so that it opens offline; the context as a file beside it."""
    usual = {prefix: iri for prefix, iri in prefixes.items() if not iri.startswith(base)}
    shown = context(usual)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        embedded = {"@base": base, **shown}
        file.write('{"@context": ' + json.dumps(embedded, indent=1) + ',\n"@graph": [\n')
        _write_nodes(triples, Compact(shown, base), file)
        file.write("\n]}\n")
    text = json.dumps({"@context": shown}, indent=1)
    (path.parent / CONTEXT).write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_nodes(triples: Iterable[Triple], compact: Compact, file: TextIO) -> None:
    separator = ""
    for subject, group in groupby(triples, key=lambda t: t.subject):
        entry: dict[str, object] = {"id": compact.iri(_iri(subject))}
        for t in group:
            key, value = compact.pair(t)
            known = entry.get(key)
            entry[key] = (
                value if known is None else [*known, value] if isinstance(known, list) else [known, value]
            )
        file.write(separator + json.dumps(entry, ensure_ascii=False))
        separator = ",\n"


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(f"JSON-LD here has no place for {term}")
    return term.value


class Compact:
    """Shortens IRIs and values by a context and a base.

    >>> short = Compact({"kg": KG.base, "label": {"@id": RDFS.label, "@language": "en"}}, "https://example.org/")
    >>> short.iri(KG.Claim), short.iri("https://example.org/claim/1"), short.iri("urn:x")
    ('kg:Claim', 'claim/1', 'urn:x')
    """

    def __init__(self, context: Mapping[str, object], base: str) -> None:
        self._terms: dict[str, tuple[str, str, str]] = {}
        self._prefixes: dict[str, str] = {}
        self._base = base if base.endswith("/") else ""
        for name, what in context.items():
            if isinstance(what, str):
                self._prefixes.setdefault(what, name)
            elif isinstance(what, dict) and "@prefix" in what:
                self._prefixes.setdefault(what["@id"], name)
            elif isinstance(what, dict):
                self._terms[what["@id"]] = (name, what.get("@type", ""), what.get("@language", ""))

    def iri(self, iri: str) -> str:
        """The IRI relative to the base, or with a prefix, or as it is."""
        if self._base and iri.startswith(self._base):
            return iri[len(self._base) :]
        for mark in "_#/":
            cut = iri.rfind(mark) + 1
            if iri[:cut] in self._prefixes:
                return f"{self._prefixes[iri[:cut]]}:{iri[cut:]}"
        return iri

    def pair(self, triple: Triple) -> tuple[str, object]:
        """The key and the value of a triple in the object that is its subject."""
        predicate, value = triple.predicate.value, triple.object
        if predicate == RDF.type:
            return "type", self.iri(_iri(value))
        name, kind, language = self._terms.get(predicate) or (self.iri(predicate), "", "")
        if isinstance(value, Literal):
            return name, _literal(value, kind, language)
        iri = self.iri(_iri(value))
        return name, iri if kind == "@id" else {"id": iri}


def _literal(literal: Literal, kind: str, language: str) -> object:
    """The value by itself where the term's own type or language says the rest, with it otherwise."""
    text, datatype = literal.value, literal.datatype.value
    if literal.language:
        return text if literal.language == language else {"@value": text, "@language": literal.language}
    if datatype == kind:
        return text
    if not kind and datatype == XSD.integer:
        return int(text)
    if not kind and datatype == XSD.boolean:
        return text == "true"
    if datatype == XSD.string:
        return {"@value": text} if kind or language else text
    return {"@value": text, "@type": datatype}
