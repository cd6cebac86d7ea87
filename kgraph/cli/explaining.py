"""The command that shows why a claim was read, or why none was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import click
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kgraph import explanation as explanations
from kgraph import language, pipeline, turtle
from kgraph.cli import console
from kgraph.errors import OutputError
from kgraph.explanation import Edge, Explanation, Fit
from kgraph.export import manifest, records, tables
from kgraph.export.manifest import Manifest
from kgraph.model import Argument, Claim, Evidence, Polarity, Span
from kgraph.ontology import Ontology
from kgraph.outcome import Fate
from kgraph.reading import Reader
from kgraph.validation import files

_ID = re.compile(r"(claim:)?(?P<id>[0-9a-f]{16})")
_MOST_GIVEN_UP = 12

Row = tuple[str, Text]
"""A line of what is told of a sentence, and the word in the margin."""


@dataclass(frozen=True)
class _Told:
    """Explained sentences, the claim that was asked for, and its evidence that is not explained, with the reason."""

    sentences: tuple[Explanation, ...]
    claim: Claim | None = None
    missing: tuple[tuple[Evidence, str], ...] = ()


@click.command()
@click.argument("claim", metavar="CLAIM|SENTENCE")
@console.output_option("Folder of the build that holds the claim.")
@console.ontology_option
@click.option(
    "--model",
    metavar="NAME",
    default="",
    help="spaCy pipeline.  [default: en_core_web_sm, or that of the build]",
)
@console.json_option
def explain(claim: str, output: Path, ontology: str, model: str, as_json: bool) -> None:
    """Show what is read in a sentence, what is not, and why: mentions, parse, wordings and cues.

    CLAIM is the id of a claim of a build (16 digits, as in kgraph query), whose sentences are read again in their
    documents; SENTENCE is read here and now.
    """
    if match := _ID.fullmatch(claim):
        account = manifest.read(output)
        known = turtle.load(ontology or account.ontology)
        wanted = next(
            (c for c in tables.read_jsonl(output / "claims.jsonl", known) if c.id == match["id"]), None
        )
        if wanted is None:
            raise OutputError(f"{output}: no claim {match['id']} here")
        model = model or dict(account.run.options).get("model", "").partition(" ")[0]
        told = _of_claim(wanted, output, account, Reader(known, language.load(model)))
    else:
        known = turtle.load(ontology)
        reader = Reader(known, language.load(model))
        told = _Told(explanations.explain(reader, pipeline.paragraph(claim)))
    if as_json:
        console.print_json(_json(told, known))
        return
    _print(told, known)
    if not any(each.evidence for each in told.sentences):
        console.say("no claim is read in it")


def _of_claim(claim: Claim, output: Path, account: Manifest, reader: Reader) -> _Told:
    """The sentences of a claim, each in its document; a source that has gone or changed is not read."""
    inputs = {each.id: each for each in account.inputs}
    told: list[Explanation] = []
    missing: list[tuple[Evidence, str]] = []
    for name, group in groupby(sorted(claim.evidence, key=lambda e: e.document), lambda e: e.document):
        evidence = tuple(group)
        own = tuple(inputs[name] for name in (name,) if name in inputs)
        texts, findings = files.open_sources(output, replace(account, inputs=own))
        if name not in texts:
            reason = str(findings[0]) if findings else "the manifest names no such document"
            missing += [(each, reason) for each in evidence]
            continue
        document = replace(texts[name], id=name)
        found = explanations.explain(reader, document, {e.sentence for e in evidence})
        read = {e.id for each in found for e in each.evidence}
        missing += [
            (e, "is no longer read so; has the ontology changed?") for e in evidence if e.id not in read
        ]
        told += found
    return _Told(tuple(told), claim, tuple(missing))


def _json(told: _Told, ontology: Ontology) -> dict[str, object]:
    return {
        "claim": records.record(told.claim, ontology) if told.claim else None,
        "sentences": [explanations.record(each, ontology) for each in told.sentences],
        "missing": [{"evidence": e.id, "document": e.document, "reason": why} for e, why in told.missing],
    }


# ── On the screen ──────────────────────────────────────────────────────────────────────────────────────────────────


def _print(told: _Told, ontology: Ontology) -> None:
    screen = console.out()
    if claim := told.claim:
        belief = f"  belief {claim.belief}" if claim.belief is not None else ""
        screen.print(Text.assemble((ontology.statement(claim), "bold"), f"  {claim.id}{belief}"))
    for evidence, reason in told.missing:
        _print_sentence(evidence.document, evidence.sentence, evidence.text)
        _print_rows([("missing", Text(reason, "red")), *_claim(evidence, ontology)])
    for each in told.sentences:
        _print_sentence(each.document if told.claim else "", each.span, each.text)
        _print_rows(_rows(each, ontology))


def _print_sentence(document: str, span: Span, text: str) -> None:
    place = f"  {document} {span.start}–{span.end}" if document else ""
    console.out().print(Padding(Text.assemble((text, "bold"), (place, "dim")), (1, 0, 0, 0), expand=False))


def _print_rows(rows: Iterable[Row]) -> None:
    grid = Table.grid(padding=(0, 2))
    last = ""
    for name, value in rows:
        grid.add_row(Text("" if name == last else name, style="dim"), value)
        last = name
    console.out().print(Padding(grid, (0, 0, 0, 2), expand=False))


def _rows(told: Explanation, ontology: Ontology) -> Iterator[Row]:
    if told.note:
        yield "note", Text(told.note)
    for mention in told.mentions:
        classes = ", ".join(mention.classes)
        yield "mentions", Text(f"“{mention.text}” → {mention.label}  {mention.entity} ({classes})")
    for head, edges in groupby(told.parse, lambda edge: edge.head):
        yield "parse", Text(f"{head}: {' · '.join(map(_arc, edges))}")
    for evidence in told.evidence:
        yield from _claim(evidence, ontology)
    yield from (("matched", _fit(fit)) for fit in told.fits if fit.fate is Fate.CLAIM)
    yield from _given_up([fit for fit in told.fits if fit.fate is not Fate.CLAIM])
    for near in told.near:
        lacks = ", ".join(f"{e.head} —{e.role}→ {e.child}" for e in near.missing)
        there = ", ".join(f"{e.head} —{e.role}→ {e.child}" for e in near.instead)
        yield (
            "nearly",
            Text(
                f"{near.relation} “{near.wording}” lacks {lacks}" + (f"; there is {there}" if there else "")
            ),
        )
    for each in told.likely:
        reasons = f" by {'; '.join(each.reasons)}" if each.reasons else ""
        yield (
            "likely",
            Text(f"{each.likelihood:.2f} {each.relation}: {each.subject} → {each.object}{reasons}"),
        )
    for cue in told.cues:
        value = f": {cue.value}" if cue.value else ""
        yield (
            "cues",
            Text(f"“{cue.text}” {cue.kind.lower()}{value}" + ("" if cue.used else "  (bears on no claim)")),
        )


def _arc(edge: Edge) -> str:
    return f"{edge.role} {edge.child}" + (f" +{edge.cost}" if edge.cost else "")


def _fit(fit: Fit) -> Text:
    words = f" by “{' … '.join(fit.words)}”" if fit.words else ""
    ends = f": {fit.subject or '(left out)'} → {fit.object}"
    return Text(f"{fit.relation} “{fit.wording}”{words}{ends}" + (f" — {fit.why}" if fit.why else ""))


def _given_up(fits: Sequence[Fit]) -> Iterator[Row]:
    yield from (("given up", _fit(fit)) for fit in fits[:_MOST_GIVEN_UP])
    if len(fits) > _MOST_GIVEN_UP:
        more = len(fits) - _MOST_GIVEN_UP
        yield "given up", Text(f"and {more} more (see --json)", "dim")


def _claim(evidence: Evidence, ontology: Ontology) -> Iterator[Row]:
    """A claim as the sentence puts it, and what gave it so."""
    denial = "NOT " if evidence.polarity is Polarity.NEGATED else ""
    ends = (evidence.subject.entity, evidence.predicate, evidence.object.entity)
    subject, relation, object = map(ontology.label, ends)
    yield (
        "claim",
        Text.assemble((f"{subject} · {denial}{relation} · {object}", "bold"), f"  {evidence.claim}"),
    )
    for name, value in _facts(evidence, ontology):
        yield "claim", Text.assemble((f"  {name} ", "dim"), value)


def _facts(evidence: Evidence, ontology: Ontology) -> Iterator[tuple[str, str]]:
    said = evidence.context
    yield "wording", f"{evidence.rule}  ({evidence.extractor})"
    yield "subject", _named(evidence.subject, ontology)
    yield "object", _named(evidence.object, ontology)
    yield "said", f"{said.polarity.value}, {said.certainty.value}"
    yield "holder", " ← ".join(ontology.label(each) for each in (said.holder, *reversed(said.via)))
    yield "basis", ontology.label(said.basis)
    for qualifier in said.qualifiers:
        yield qualifier.kind, f"“{qualifier.text}”"
    if said.cues:
        yield "by", ", ".join(dict.fromkeys(f"“{cue.text}”" for cue in said.cues))


def _named(argument: Argument, ontology: Ontology) -> str:
    words = f"“{argument.text}”" if argument.text else "(left out)"
    whence = (
        f", by reference to {argument.antecedent.start}–{argument.antecedent.end}"
        if argument.antecedent
        else ""
    )
    return f"{words} → {ontology.label(argument.entity)}{whence}"
