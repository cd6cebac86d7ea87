"""The claims of a build: their identifiers, their counts, and whether its files say the same of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kgraph.export.manifest import NAME, Manifest
from kgraph.export.rdf import parsing
from kgraph.model import Document, Polarity, claim_id
from kgraph.namespaces import KG, local_name
from kgraph.validation.finding import Finding

CLAIMS = "claims.jsonl"


def check_claims(name: str, store: Store) -> Iterator[Finding]:
    """V401 and V402, of the graph in a file of that name."""
    for reading in parsing.readings(store):
        if reading.polarity:  # a shape reports a claim without
            polarity = Polarity(local_name(reading.polarity).lower())
            expected = claim_id(reading.subject, reading.predicate, reading.object, polarity)
            if local_name(reading.claim) != expected:
                where = f"{name} claim {local_name(reading.claim)}"
                yield Finding("V401", where, f"what it says ({polarity}) makes it {expected}")
    for subject, predicate, object in parsing.bare(store):
        where = f"{name} {local_name(subject)} {local_name(predicate)} {local_name(object)}"
        yield Finding("V402", where, "stated as a fact beside the claim")


def check_hashes(store: Store, account: Manifest) -> Iterator[Finding]:
    """V204: the documents of the graph against the manifest."""
    known = parsing.hashes(store)
    for each in account.inputs:
        if each.evidence and (got := known.get(each.id)) != each.sha256:
            message = f"its hash there is {got[:12]}…" if got else "it is not there"
            yield Finding("V204", f"graph.ttl {each.id}", f"{message}; the manifest has {each.sha256[:12]}…")


def check_counts(store: Store, account: Manifest) -> Iterator[Finding]:
    """V501: how many of each kind there are."""
    counts = account.counts
    expected = {
        KG.Claim: counts.get("claims", 0),
        KG.Evidence: counts.get("evidence", 0),
        KG.Disagreement: counts.get("disagreements", 0),
        KG.Document: sum(1 for each in account.inputs if each.evidence),
    }
    for cls, count in expected.items():
        if (there := parsing.instances(store, cls)) != count:
            where = f"graph.ttl {local_name(cls).lower()}"
            yield Finding("V501", where, f"{there} in the graph, {count} in the manifest")
    for what, total, count in (
        ("claims by relation", sum(account.relations.values()), counts.get("claims", 0)),
        ("evidence by document", sum(each.evidence for each in account.inputs), counts.get("evidence", 0)),
    ):
        if total != count:
            yield Finding("V501", NAME, f"{total} {what}, {count} in all")


@dataclass(frozen=True, slots=True)
class Row:
    """What every file of a build must say of one evidence; spans are `start-end`, terms local names."""

    claim: str
    polarity: str
    certainty: str
    holder: str
    basis: str
    document: str
    sentence: str
    subject: str
    trigger: str
    object: str


def rows_of_graph(store: Store) -> dict[str, Row]:
    """The evidence of a graph by id."""
    places = {q.iri: f"{q.start}-{q.end}" for q in parsing.quotations(store)}
    return {
        local_name(r.evidence): Row(
            claim=local_name(r.claim),
            polarity=local_name(r.polarity).lower(),
            certainty=local_name(r.certainty).lower(),
            holder=local_name(r.holder),
            basis=local_name(r.basis),
            document=r.document,
            sentence=places.get(r.sentence, ""),
            subject=places.get(r.subject_span, ""),
            trigger=places.get(r.trigger, ""),
            object=places.get(r.object_span, ""),
        )
        for r in parsing.readings(store)
    }


def rows_of_lines(path: Path, texts: Mapping[str, Document]) -> tuple[dict[str, Row], list[Finding]]:
    """The evidence of `claims.jsonl` by id; V104 where a line is not a claim, V302 for wrong quotations."""
    rows: dict[str, Row] = {}
    found: list[Finding] = []
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                claim = json.loads(line)
                for each in claim["evidence"]:
                    rows[each["id"]] = _row(claim, each)
                    found += _misquoted(number, each, texts)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                found.append(Finding("V104", f"{CLAIMS} line {number}", f"not a claim: {error}"))
    return rows, found


def _row(claim: Mapping[str, Any], evidence: Mapping[str, Any]) -> Row:
    parts = {part: _span(evidence[part]) for part in ("sentence", "subject", "trigger", "object")}
    said = {key: evidence[key] for key in ("document", "certainty")}
    named = {key: local_name(evidence[key]) for key in ("holder", "basis")}
    return Row(claim=claim["id"], polarity=claim["polarity"], **said, **named, **parts)


def _span(part: Mapping[str, Any]) -> str:
    return f"{part['start']}-{part['end']}"


def _misquoted(number: int, evidence: Mapping[str, Any], texts: Mapping[str, Document]) -> Iterator[Finding]:
    document = texts.get(evidence["document"])
    quoted = [{**evidence["sentence"], "text": evidence["text"]}, evidence["subject"], evidence["object"]]
    for part in (*quoted, *evidence["qualifiers"], *evidence["cues"]) if document else ():
        if document and document.text[part["start"] : part["end"]] != part["text"]:
            where = f"{CLAIMS} line {number} {evidence['document']} {_span(part)}"
            yield Finding("V302", where, f"“{part['text'][:60]}” is not what the document has there")


def check_agreement(named: Mapping[str, Mapping[str, Row]]) -> Iterator[Finding]:
    """V403: each file against the first, evidence by evidence and field by field."""
    (first, expected), *others = named.items()
    for name, rows in others:
        for key in sorted(expected.keys() | rows.keys()):
            one, other = expected.get(key), rows.get(key)
            if one is None or other is None:
                missing = first if one is None else name
                yield Finding(
                    "V403", f"{missing} evidence {key}", f"it is only in {name if one is None else first}"
                )
                continue
            for field in fields(Row):
                left, right = getattr(one, field.name), getattr(other, field.name)
                if left != right:
                    where = f"{name} evidence {key}"
                    message = f"{field.name} is {right or 'missing'}, {first} has {left or 'none'}"
                    yield Finding("V403", where, message)
