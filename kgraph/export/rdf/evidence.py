"""Evidence as annotations of a document: what the sentence says, on whose word, and exactly where."""

from __future__ import annotations

from kgraph.export.rdf.blocks import Block
from kgraph.export.rdf.spans import Spans
from kgraph.export.rdf.terms import Said, Term, Terms
from kgraph.graph import ClaimGraph
from kgraph.model import Evidence, Run, Span
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology

_QUALIFIERS = frozenset(("population", "dose", "setting"))
"""The kinds of qualifier that the core vocabulary has a term for."""


class Annotations:
    """Describes the evidence of one graph; spans and attributions that several share are described once."""

    def __init__(self, graph: ClaimGraph, ontology: Ontology, terms: Terms, run: Run) -> None:
        self._ontology, self._terms = ontology, terms
        self._run = terms.mint("run", run.id)
        self._spans = Spans(terms, graph.document)
        self._described: set[Term] = set()

    def evidence(self, evidence: Evidence, name: str, claim: str, label: str) -> list[Block]:
        """One reading, then what it names that was not described before.

        `name` is its id, `claim` that of its claim and `label` the claim in words.
        """
        terms, context, document = self._terms, evidence.context, evidence.document
        rdf, oa, kg, prov = terms.rdf, terms.oa, terms.kg, terms.prov
        place = f"{document} {evidence.sentence.start}–{evidence.sentence.end}"
        parts = self._parts(evidence)
        holders = (context.holder, *reversed(context.via))
        attributions = [self._attribution(holder, depth) for depth, holder in enumerate(holders)]
        stem, end = terms.start("span", document), terms.end
        said = [
            (rdf.type, kg.Evidence),
            (rdf.type, oa.Annotation),
            (terms.rdfs.label, terms.text(f"{label}, in {place}", "en")),
            (oa.motivatedBy, oa.describing),
            (oa.hasBody, terms.mint("claim", claim)),
            (kg.certainty, terms.certainty[context.certainty]),
            (kg.holder, terms.iri(context.holder)),
            (kg.basis, terms.iri(context.basis)),
            *[(predicate, Term(f"{stem}{span.start}-{span.end}{end}")) for predicate, span in parts],
        ]
        if evidence.subject.coref:
            said.append((kg.subjectReferred, terms.true))
        if evidence.object.coref:
            said.append((kg.objectReferred, terms.true))
        said.extend((prov.qualifiedAttribution, attribution) for attribution, _, _ in attributions)
        said += [
            (prov.wasQuotedFrom, terms.document(document)),
            (prov.wasGeneratedBy, self._run),
            (kg.extractor, terms.text(evidence.extractor)),
            (kg.rule, terms.text(evidence.rule)),
            *((kg.cue, terms.text(words)) for words in dict.fromkeys(cue.text for cue in context.cues)),
        ]
        found: list[Block] = [(terms.mint("evidence", name), said)]
        found += self._spans.describe(evidence, [span for _, span in parts])
        for attribution, holder, depth in attributions:
            if attribution not in self._described:
                self._described.add(attribution)
                found.append((attribution, self._attributed(holder, depth)))
        return found

    def _parts(self, evidence: Evidence) -> list[tuple[Term, Span]]:
        """What of the text the evidence points to, and as what."""
        kg = self._terms.kg
        parts = [
            (self._terms.oa.hasTarget, evidence.sentence),
            (kg.subjectSpan, evidence.subject.span),
            (kg.triggerSpan, evidence.trigger),
            (kg.objectSpan, evidence.object.span),
        ]
        if evidence.subject.antecedent:
            parts.append((kg.subjectAntecedent, evidence.subject.antecedent))
        if evidence.object.antecedent:
            parts.append((kg.objectAntecedent, evidence.object.antecedent))
        for qualifier in evidence.context.qualifiers:
            kind = kg.term(qualifier.kind) if qualifier.kind in _QUALIFIERS else kg.qualifier
            if (kind, qualifier.span) not in parts:
                parts.append((kind, qualifier.span))
        return parts

    def _attribution(self, holder: IRI, depth: int) -> tuple[Term, IRI, int]:
        """The holder at a depth: 0 who makes the claim, 1 who reports that one, and so on outwards."""
        return self._terms.mint("attribution", f"{self._terms.tag(holder)}-{depth}"), holder, depth

    def _attributed(self, holder: IRI, depth: int) -> Said:
        terms, label = self._terms, self._ontology.label(holder)
        words = f"reported by {label} (depth {depth})" if depth else f"claimed by {label}"
        return [
            (terms.rdf.type, terms.prov.Attribution),
            (terms.rdfs.label, terms.text(words, "en")),
            (terms.prov.agent, terms.iri(holder)),
            (terms.prov.hadRole, terms.kg.Reporter if depth else terms.kg.Claimant),
            (terms.kg.depth, terms.number(depth)),
        ]
