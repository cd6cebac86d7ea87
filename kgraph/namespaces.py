"""Every IRI that kgraph spells, in one place; a mistyped term raises instead of making a new one."""

from __future__ import annotations

from typing import Final, NewType

IRI = NewType("IRI", str)
"""An absolute IRI: of an entity, a relation, a holder or a kind of evidence."""


class Namespace:
    """A closed set of terms under one base IRI.

    >>> KG.Claim
    'https://w3id.org/kgraph/core#Claim'
    >>> KG.Clame
    Traceback (most recent call last):
    AttributeError: https://w3id.org/kgraph/core# has no term Clame
    """

    def __init__(self, base: str, terms: str = "") -> None:
        self.base: Final = base
        self._terms = frozenset(terms.split())
        self.__dict__.update({name: IRI(base + name) for name in self._terms})  # found without a call

    def __getattr__(self, name: str) -> IRI:
        raise AttributeError(f"{self.base} has no term {name}")

    def __contains__(self, iri: str) -> bool:
        return iri.startswith(self.base) and iri[len(self.base) :] in self._terms

    def term(self, name: str) -> IRI:
        """The IRI of a term whose name is data; AttributeError where there is none."""
        return IRI(getattr(self, name))

    @property
    def terms(self) -> tuple[str, ...]:
        """The local names, sorted."""
        return tuple(sorted(self._terms))


KG = Namespace(
    "https://w3id.org/kgraph/core#",
    """
    Entity Relation SymmetricRelation MetaRelation GapRelation TransitiveRelation PartwiseRelation
    randomError fixedObject
    anaphor admits overrides
    raises WordClass IntakeNoun TextNoun TellingVerb ClaimNoun SetPhrase Role Composite Species name
    Nominalisation LightVerb HelpingVerb ShowingVerb TreatmentNoun TransparentNoun TakingVerb PersonNoun
    verb role objectPreposition
    standIn wording form acronym targets consistsOf contradicts reads text
    Wording Example Reading Cue signals pos distancing speculation person taking whole concord denying own
    Claim Evidence Disagreement
    Polarity Certainty Holder Basis
    polarity Affirmed Negated
    certainty Certain Probable Possible Uncommitted
    holder Author User Patient Researcher HealthcareProfessional Regulator Proponent Skeptic Community
    Unspecified
    basis NotStated ScientificResearch PreclinicalStudy ClinicalStudy ObservationalStudy CaseReport
    AnecdotalEvidence TraditionalUse RegulatoryStatement
    evidence belief firmestCertainty evidenceCount documentCount independentCount holderCount
    Tally tally of count refines
    PolarityDisagreement RelationDisagreement CertaintyDisagreement side left right leftEvidence rightEvidence
    part subjectSpan objectSpan triggerSpan antecedent subjectAntecedent objectAntecedent
    subjectReferred objectReferred qualifier population dose setting cue extractor rule
    Claimant Reporter depth Document SourceKind sourceKind IndependentSource independentSource
    sha256 path option code
    """,
)
"""The core vocabulary, `ontology/kgraph.ttl`; a test holds the two to one another."""

CORE: Final = IRI("https://w3id.org/kgraph/core")
"""The ontology that `ontology/kgraph.ttl` declares; read with every ontology, asked or not."""

CUES: Final = IRI("https://w3id.org/kgraph/cues")
"""The ontology that `ontology/cues.ttl` declares; read with every ontology."""

GRAMMAR: Final = IRI("https://w3id.org/kgraph/grammar")
"""The ontology that `ontology/grammar.ttl` declares; read with every ontology."""

RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type Property Statement subject predicate object reifies List first rest nil value langString",
)

RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#",
    "Resource Class Literal subClassOf subPropertyOf domain range label comment seeAlso isDefinedBy member",
)

OWL = Namespace(
    "http://www.w3.org/2002/07/owl#",
    """
    Ontology imports versionInfo versionIRI priorVersion deprecated sameAs inverseOf disjointWith
    equivalentClass equivalentProperty Class Thing NamedIndividual ObjectProperty DatatypeProperty
    AnnotationProperty SymmetricProperty TransitiveProperty FunctionalProperty
    """,
)

SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    """
    Concept ConceptScheme Collection OrderedCollection member memberList inScheme hasTopConcept topConceptOf
    prefLabel altLabel hiddenLabel notation
    note definition example scopeNote editorialNote historyNote changeNote
    broader narrower related broaderTransitive narrowerTransitive semanticRelation
    mappingRelation exactMatch closeMatch broadMatch narrowMatch relatedMatch
    """,
)
"""SKOS, whole."""

SCHEMA = Namespace("https://schema.org/", "domainIncludes rangeIncludes inverseOf softwareVersion url")

XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean integer decimal double date gYearMonth gYear dateTime anyURI hexBinary",
)

DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    """
    title description publisher creator created issued license rights source identifier language subject
    hasPart isPartOf LicenseDocument
    """,
)

FOAF = Namespace("http://xmlns.com/foaf/0.1/", "Document Agent name homepage")

PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    """
    Entity Activity Agent SoftwareAgent Attribution Role used agent hadRole generatedAtTime
    wasGeneratedBy wasDerivedFrom wasQuotedFrom wasAttributedTo wasAssociatedWith qualifiedAttribution
    """,
)

OA = Namespace(
    "http://www.w3.org/ns/oa#",
    """
    Annotation SpecificResource TextQuoteSelector TextPositionSelector hasBody hasTarget hasSource hasSelector
    exact prefix suffix start end motivatedBy describing
    """,
)
"""The Web Annotation vocabulary."""

BIOLINK = Namespace(
    "https://w3id.org/biolink/vocab/", "Association negated knowledge_level agent_type supporting_text"
)

VOID = Namespace(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities documents classPartition class vocabulary uriSpace exampleResource",
)

NP = Namespace(
    "http://www.nanopub.org/nschema#", "Nanopublication hasAssertion hasProvenance hasPublicationInfo"
)

NPX = Namespace("http://purl.org/nanopub/x/", "introduces hasNanopubType")

SH = Namespace(
    "http://www.w3.org/ns/shacl#",
    "ValidationResult NodeShape focusNode resultPath resultMessage sourceShape value conforms path message",
)

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
"""The XML namespace of GraphML."""

GEXF: Final = "http://www.gexf.net/1.2draft"
"""The XML namespace of GEXF, in the version that Gephi and networkx both read."""

SPDX_LICENSES: Final = "https://spdx.org/licenses/"
"""Where the licences stand that an SPDX identifier names."""

GRAPH: Final = "https://w3id.org/kgraph/graph/"
"""The base of what a graph mints (claims, evidence, spans), unless its maker names another."""

PREFIXES: Final = {
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "owl": OWL.base,
    "skos": SKOS.base,
    "xsd": XSD.base,
    "dcterms": DCTERMS.base,
    "foaf": FOAF.base,
    "prov": PROV.base,
    "oa": OA.base,
    "biolink": BIOLINK.base,
    "void": VOID.base,
    "np": NP.base,
    "npx": NPX.base,
    "schema": SCHEMA.base,
    "kg": KG.base,
}
"""The prefixes that every serialisation declares."""


def local_name(iri: str) -> str:
    """What follows the last `#`, `/` or `:`.

    >>> local_name("https://w3id.org/kgraph/core#Claim")
    'Claim'
    """
    return max((iri.rsplit(mark, 1)[-1] for mark in "#/:" if mark in iri), key=lambda s: -len(s), default=iri)
