"""Claims, how they are supported and where they disagree; nothing here ever states a claim itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgraph.disagreement import sides
from kgraph.export.rdf.blocks import Described
from kgraph.export.rdf.terms import Said, Term, Terms, segment
from kgraph.graph import ClaimGraph
from kgraph.model import Certainty, Claim, Disagreement, Polarity, Run
from kgraph.namespaces import KG, XSD
from kgraph.ontology import Ontology

_CERTAINTY = {certainty: KG.term(certainty.capitalize()) for certainty in Certainty}
_FIRMNESS = {certainty: certainty.rank for certainty in Certainty}
_KIND = "kind "
"""Marks a kind of source among the values that are tallied; no IRI begins so."""


class Claims:
    """Describes the claims of one graph; a tally that several claims share is described once."""

    def __init__(self, graph: ClaimGraph, ontology: Ontology, terms: Terms, run: Run) -> None:
        self._graph, self._ontology, self._terms = graph, ontology, terms
        self._run = terms.mint("run", run.id)
        self._kinds = {document.id: _KIND + document.kind for document in graph.documents if document.kind}
        self._values: dict[str, tuple[str, Term, str]] = {}
        self._described: set[Term] = set()
        self._broader: dict[str, list[str]] = {}
        for narrower, broader in graph.refinements:
            self._broader.setdefault(narrower, []).append(broader)

    def label(self, claim: Claim) -> str:
        """The claim in words, with its polarity where that is a denial."""
        name = self._ontology.label
        words = f"{name(claim.subject)} {name(claim.predicate)} {name(claim.object)}"
        return f"{words} (negated)" if claim.polarity is Polarity.NEGATED else words

    def core(self, claim: Claim, name: str, *, term: bool = False) -> Described:
        """What is claimed and whether it is asserted or denied: the part that needs no evidence.

        `name` is the claim's id. With `term` the claim has its RDF 1.2 triple term too: named, still not
        stated.
        """
        terms, rdf, kg, biolink = self._terms, self._terms.rdf, self._terms.kg, self._terms.biolink
        subject, predicate, object = (terms.iri(i) for i in (claim.subject, claim.predicate, claim.object))
        negated = claim.polarity is Polarity.NEGATED
        said = [
            (rdf.type, kg.Claim),
            (rdf.type, rdf.Statement),
            (rdf.type, biolink.Association),
            (terms.rdfs.label, terms.text(self.label(claim), "en")),
            (rdf.subject, subject),
            (rdf.predicate, predicate),
            (rdf.object, object),
            (kg.polarity, terms.polarity[claim.polarity]),
            (biolink.negated, terms.true if negated else terms.false),
            # how far a claim that a program read in a text is knowledge, the program cannot know
            (biolink.knowledge_level, terms.text("not_provided")),
            (biolink.agent_type, terms.text("text_mining_agent")),
        ]
        if term:
            said.append((rdf.reifies, Term(f"<<( {subject} {predicate} {object} )>>")))
        return terms.mint("claim", name), said

    def support(self, claim: Claim, name: str, ids: Sequence[str]) -> Iterator[Described]:
        """How firmly the claim is made, by how many, what stands for it (by id) and what it refines."""
        terms, kg = self._terms, self._terms.kg
        tallies = self._tallies(claim)
        said = []
        if claim.evidence:
            firmest = min(
                [evidence.context.certainty for evidence in claim.evidence], key=_FIRMNESS.__getitem__
            )
            said.append((kg.firmestCertainty, terms.certainty[firmest]))
        if claim.belief is not None:
            said.append((kg.belief, terms.typed(_decimal(claim.belief), XSD.decimal)))
        if claim.support:
            said.append((kg.evidenceCount, terms.number(claim.support.evidence)))
            said.append((kg.documentCount, terms.number(claim.support.documents)))
            said.append((kg.independentCount, terms.number(claim.support.independent)))
            said.append((kg.holderCount, terms.number(claim.support.holders)))
        said.extend((kg.tally, tally) for tally, _, _, _ in tallies)
        broader = sorted(self._broader.get(name, ()))
        said.extend((kg.refines, terms.mint("claim", other)) for other in broader)
        quotes = dict.fromkeys(each.text for each in claim.evidence)
        said.extend((terms.biolink.supporting_text, terms.text(text)) for text in quotes)
        said.extend((kg.evidence, terms.mint("evidence", each)) for each in ids)
        said.append((terms.prov.wasGeneratedBy, self._run))
        yield terms.mint("claim", name), said
        for tally, what, label, count in tallies:
            if tally not in self._described:
                self._described.add(tally)
                yield tally, self._tally(what, label, count)

    def disagreement(self, disagreement: Disagreement) -> Described:
        """Both sides, each with the evidence that takes part."""
        terms, kg = self._terms, self._terms.kg
        left, right = (self._graph.by_id[side] for side in (disagreement.left, disagreement.right))
        one, other = self.label(left), self.label(right)
        words = f"{one}, certain against uncommitted" if left == right else f"{one} against {other}"
        for_left, for_right = sides(disagreement, self._graph)
        return terms.mint("disagreement", disagreement.id), [
            (terms.rdf.type, kg.Disagreement),
            (terms.rdf.type, kg.term(f"{disagreement.kind.capitalize()}Disagreement")),
            (terms.rdfs.label, terms.text(f"{words} ({disagreement.kind})", "en")),
            (kg.left, terms.mint("claim", left.id)),
            (kg.right, terms.mint("claim", right.id)),
            *((kg.leftEvidence, terms.mint("evidence", each.id)) for each in for_left),
            *((kg.rightEvidence, terms.mint("evidence", each.id)) for each in for_right),
            (terms.prov.wasGeneratedBy, self._run),
        ]

    def _tallies(self, claim: Claim) -> list[tuple[Term, Term, str, int]]:
        """How many pieces of evidence have each certainty, holder, basis and kind of source."""
        counts: dict[str, int] = {}
        for evidence in claim.evidence:
            context = evidence.context
            kind = self._kinds.get(evidence.document)
            for value in (_CERTAINTY[context.certainty], context.holder, context.basis, kind):
                if value:
                    counts[value] = counts.get(value, 0) + 1
        found = []
        for value, count in sorted(counts.items()):
            known = self._values.get(value)
            if known is None:
                known = self._values[value] = self._value(value)
            name, what, label = known
            found.append((self._terms.mint("tally", f"{name}-{count}"), what, label, count))
        return found

    def _value(self, value: str) -> tuple[str, Term, str]:
        """What a tally counts: as part of its name, as a term, and in words."""
        if value.startswith(_KIND):
            kind = value.removeprefix(_KIND)
            return f"kind.{segment(kind)}", self._terms.mint("kind", segment(kind)), kind
        return self._terms.tag(value), self._terms.iri(value), self._ontology.label(value)

    def _tally(self, what: Term, label: str, count: int) -> Said:
        terms = self._terms
        return [
            (terms.rdf.type, terms.kg.Tally),
            (terms.rdfs.label, terms.text(f"{label}: {count}", "en")),
            (terms.kg.of, what),
            (terms.kg.count, terms.number(count)),
        ]


def _decimal(value: float) -> str:
    """A probability as a decimal, which has no exponent.

    >>> _decimal(1e-7), _decimal(0.65), _decimal(1.0)
    ('0.0', '0.65', '1.0')
    """
    text = f"{value:.6f}".rstrip("0")
    return text + "0" if text.endswith(".") else text
