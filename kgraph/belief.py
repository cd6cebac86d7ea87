"""How surely the texts make a claim, and what they say of it, counted.

Belief is INDRA's simple scorer (Gyori et al. 2017, doi:10.15252/msb.20177651; Bachman et al. 2023,
doi:10.15252/msb.202211325) over independent sources in place of sentences. It is the probability that at
least one text was read right: that somebody does say this; never the probability that what is said is true.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final

from kgraph.graph import UNSTATED
from kgraph.model import Claim, Document, Evidence, Support
from kgraph.namespaces import local_name
from kgraph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Errors:
    """How often an extractor misreads: `random` once, by chance; `systematic` always, by its make.

    `make` names the extractor whose make it shares, as one that reads by the same parse: what both read is read once.

    Raises:
        ValueError: where the two are not probabilities with a sum of at most 1.
    """

    random: float
    systematic: float
    make: str = ""

    def __post_init__(self) -> None:
        if min(self.random, self.systematic) < 0 or self.random + self.systematic > 1:
            raise ValueError(f"not error rates: {self.random}, {self.systematic}")


PRIOR: Final = Errors(random=0.3, systematic=0.05)
"""What is assumed of an extractor nobody measured: INDRA's values for its readers."""


def weigh(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    sources: Mapping[str, str],
    ontology: Ontology,
    *,
    passages: Mapping[str, str] | None = None,
    errors: Mapping[str, Errors] | None = None,
) -> tuple[Claim, ...]:
    """The same claims in the same order, with belief (0 to 1, four decimals) and support filled in.

    Args:
        claims: assembled claims; belief and support that they may have are replaced.
        documents: the texts they come from, for their kinds.
        sources: a document's id to its cluster's (`independence.cluster`); a missing document is its own.
        ontology: its wordings may state their own rate of random error.
        passages: an evidence's id to its passage's (`independence.passages`).
        errors: measured rates by name of extractor; `PRIOR` for all others.
    """
    kinds = {document.id: document.kind or UNSTATED for document in documents}
    wordings = _wording_errors(ontology)
    weighed = []
    for claim in claims:
        clusters = independent(claim.evidence, sources, passages or {})
        weighed.append(
            replace(
                claim,
                belief=score(clusters, errors or {}, wordings),
                support=support(claim.evidence, len(clusters), kinds),
            )
        )
    return tuple(weighed)


def _wording_errors(ontology: Ontology) -> dict[str, float]:
    return {
        wording.form: wording.random_error
        for relation in ontology.relations.values()
        for wording in relation.wordings
        if wording.random_error is not None
    }


def independent(
    evidence: Sequence[Evidence], sources: Mapping[str, str], passages: Mapping[str, str]
) -> tuple[tuple[Evidence, ...], ...]:
    """The evidence parted into independent sources: of one cluster of documents, or of copies of one passage.

    Each part keeps the given order; parts stand in the order of their first evidence.
    """
    parts: list[tuple[set[tuple[str, str]], list[int]]] = []
    for number, one in enumerate(evidence):
        marks = {("source", sources.get(one.document, one.document))}
        if one.id in passages:
            marks.add(("passage", passages[one.id]))
        members, rest = [number], []
        for part in parts:
            if part[0].isdisjoint(marks):
                rest.append(part)
            else:
                marks |= part[0]
                members += part[1]
        parts = [*rest, (marks, members)]
    ordered = sorted(sorted(members) for _, members in parts)
    return tuple(tuple(evidence[number] for number in members) for members in ordered)


def score(
    clusters: Iterable[Sequence[Evidence]], errors: Mapping[str, Errors], wordings: Mapping[str, float]
) -> float:
    """1 - Π over makes of extractors of (systematic + Π over independent sources of random), to four decimals.

    Within one document the reading least likely to be wrong counts, among documents that copy one another the
    document most likely to be misread: so a further copy can lower the belief, never raise it.
    """
    product: dict[str, float] = {}
    for cluster in clusters:
        for make, rate in _cluster_errors(cluster, errors, wordings).items():
            product[make] = product.get(make, 1.0) * rate
    wrong = prod(min(1.0, errors.get(make, PRIOR).systematic + product[make]) for make in sorted(product))
    return round(1 - wrong, 4)


def _cluster_errors(
    cluster: Sequence[Evidence], errors: Mapping[str, Errors], wordings: Mapping[str, float]
) -> dict[str, float]:
    best: dict[tuple[str, str], float] = {}
    for one in cluster:
        known = errors.get(one.extractor, PRIOR)
        rate = wordings.get(one.rule, known.random)
        key = (known.make or one.extractor, one.document)
        best[key] = min(rate, best.get(key, 1.0))
    worst: dict[str, float] = defaultdict(float)
    for (make, _), rate in best.items():
        worst[make] = max(rate, worst[make])
    return worst


def support(evidence: Sequence[Evidence], independent: int, kinds: Mapping[str, str]) -> Support:
    """The evidence counted by document, holder, certainty, basis and kind of source; keys are sorted."""

    def tally(values: Iterable[str]) -> dict[str, int]:
        return dict(sorted(Counter(values).items()))

    return Support(
        evidence=len(evidence),
        documents=len({e.document for e in evidence}),
        independent=independent,
        holders=len({e.context.holder for e in evidence}),
        by_certainty=tally(e.context.certainty.value for e in evidence),
        by_holder=tally(local_name(e.context.holder) for e in evidence),
        by_basis=tally(local_name(e.context.basis) for e in evidence),
        by_source_kind=tally(kinds.get(e.document, UNSTATED) for e in evidence),
    )
