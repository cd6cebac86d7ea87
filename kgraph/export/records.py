"""A claim as a JSON object and back, field for field.

Entities and relations are CURIEs by the ontology's prefixes. Holders and bases are local names; a name that
is not of the core vocabulary is spelt out under `names` of its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from kgraph.model import (
    Argument,
    Certainty,
    Claim,
    Context,
    Cue,
    Evidence,
    Polarity,
    Qualifier,
    Span,
    Support,
)
from kgraph.namespaces import IRI, KG, local_name
from kgraph.ontology import Ontology

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Record: TypeAlias = dict[str, "Json"]


def record(claim: Claim, ontology: Ontology) -> Record:
    """The claim with all its evidence, ready for `json.dumps`; keys are in the order of the format."""
    ends = {"subject": claim.subject, "predicate": claim.predicate, "object": claim.object}
    return {
        "id": claim.id,
        **{end: ontology.curie(iri) for end, iri in ends.items()},
        "labels": {end: ontology.label(iri) for end, iri in ends.items()},
        "polarity": claim.polarity.value,
        "belief": claim.belief,
        "support": _support(claim.support),
        "evidence": [_evidence(one, ontology) for one in claim.evidence],
    }


def _support(support: Support | None) -> Record | None:
    if support is None:
        return None
    return {
        "evidence": support.evidence,
        "documents": support.documents,
        "independent": support.independent,
        "holders": support.holders,
        "by_certainty": dict(support.by_certainty),
        "by_holder": dict(support.by_holder),
        "by_basis": dict(support.by_basis),
        "by_source_kind": dict(support.by_source_kind),
    }


def _evidence(one: Evidence, ontology: Ontology) -> Record:
    names: dict[str, Json] = {}

    def name(iri: IRI) -> str:
        short, curie = local_name(iri), ontology.curie(iri)
        if iri in KG:
            return short
        # of two bodies with one local name the second is spelt out; so is one named like a term of the core
        return curie if short in KG.terms or names.setdefault(short, curie) != curie else short

    context = one.context
    made: Record = {
        "id": one.id,
        "document": one.document,
        "sentence": _span(one.sentence),
        "text": one.text,
        "certainty": context.certainty.value,
        "holder": name(context.holder),
        "via": [name(holder) for holder in context.via],
        "basis": name(context.basis),
        "qualifiers": [{"kind": q.kind, "text": q.text, **_span(q.span)} for q in context.qualifiers],
        "subject": _argument(one.subject),
        "object": _argument(one.object),
        "trigger": _span(one.trigger),
        "cues": [{"kind": c.kind, "value": c.value, "text": c.text, **_span(c.span)} for c in context.cues],
        "extractor": one.extractor,
        "rule": one.rule,
    }
    return {**made, "names": names} if names else made


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _argument(argument: Argument) -> Record:
    antecedent = _span(argument.antecedent) if argument.antecedent else None
    return {**_span(argument.span), "text": argument.text, "coref": argument.coref, "antecedent": antecedent}


def claim(row: Mapping[str, object], ontology: Ontology) -> Claim:
    """The claim that `record` wrote; equal to it in every field, given the same prefixes.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: where a field is missing or of the wrong kind; the
            caller knows file and line.
    """
    subject, predicate, object = (
        ontology.expand(_text(row, end)) for end in ("subject", "predicate", "object")
    )
    polarity = Polarity(_text(row, "polarity"))
    belief, support = row["belief"], row["support"]
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object,
        polarity=polarity,
        evidence=tuple(
            _read_evidence(_mapping(one), (subject, predicate, object, polarity), ontology)
            for one in _list(row, "evidence")
        ),
        belief=None if belief is None else _number(belief),
        support=None if support is None else _read_support(_mapping(support)),
    )


def _read_evidence(
    row: Mapping[str, object], said: tuple[IRI, IRI, IRI, Polarity], ontology: Ontology
) -> Evidence:
    subject, predicate, object, polarity = said
    names = _mapping(row.get("names", {}))

    def named(name: str) -> IRI:
        if name in names:
            return ontology.expand(_text(names, name))
        return ontology.expand(name) if ":" in name else KG.term(name)

    return Evidence(
        document=_text(row, "document"),
        sentence=_read_span(_mapping(row["sentence"])),
        text=_text(row, "text"),
        subject=_read_argument(_mapping(row["subject"]), subject),
        predicate=predicate,
        object=_read_argument(_mapping(row["object"]), object),
        context=_read_context(row, polarity, named),
        trigger=_read_span(_mapping(row["trigger"])),
        extractor=_text(row, "extractor"),
        rule=_text(row, "rule"),
    )


def _read_context(row: Mapping[str, object], polarity: Polarity, named: Callable[[str], IRI]) -> Context:
    qualifiers, cues = (tuple(map(_mapping, _list(row, key))) for key in ("qualifiers", "cues"))
    return Context(
        polarity=polarity,
        certainty=Certainty(_text(row, "certainty")),
        holder=named(_text(row, "holder")),
        basis=named(_text(row, "basis")),
        via=tuple(named(str(name)) for name in _list(row, "via")),
        qualifiers=tuple(Qualifier(_text(q, "kind"), _read_span(q), _text(q, "text")) for q in qualifiers),
        cues=tuple(Cue(_read_span(c), _text(c, "text"), _text(c, "kind"), _text(c, "value")) for c in cues),
    )


def _read_argument(row: Mapping[str, object], entity: IRI) -> Argument:
    antecedent = row["antecedent"]
    return Argument(
        entity=entity,
        span=_read_span(row),
        text=_text(row, "text"),
        coref=bool(row["coref"]),
        antecedent=None if antecedent is None else _read_span(_mapping(antecedent)),
    )


def _read_support(row: Mapping[str, object]) -> Support:
    def counts(key: str) -> dict[str, int]:
        return {name: _integer(count) for name, count in _mapping(row[key]).items()}

    return Support(
        evidence=_integer(row["evidence"]),
        documents=_integer(row["documents"]),
        independent=_integer(row["independent"]),
        holders=_integer(row["holders"]),
        by_certainty=counts("by_certainty"),
        by_holder=counts("by_holder"),
        by_basis=counts("by_basis"),
        by_source_kind=counts("by_source_kind"),
    )


def _read_span(row: Mapping[str, object]) -> Span:
    return Span(_integer(row["start"]), _integer(row["end"]))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"not an object: {value!r}")
    return value


def _list(row: Mapping[str, object], key: str) -> Sequence[object]:
    value = row[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} is not a list: {value!r}")
    return value


def _text(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text: {value!r}")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"not a whole number: {value!r}")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"not a number: {value!r}")
    return float(value)
