"""A toy domain that tests teach to the reader, far from health texts: what gardeners do against what ails beds."""

from __future__ import annotations

from kgraph import language, turtle
from kgraph.model import Block, BlockKind, Document, Span
from kgraph.namespaces import local_name
from kgraph.reading import Reader

CLASSES = """
@prefix g:      <https://example.org/garden#> .
@prefix kg:     <https://w3id.org/kgraph/core#> .
@prefix owl:    <http://www.w3.org/2002/07/owl#> .
@prefix rdfs:   <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/garden> a owl:Ontology ; owl:imports <https://w3id.org/kgraph/core> .

g:Dressing a owl:Class ; rdfs:subClassOf kg:Entity ; rdfs:label "dressing"@en ;
    kg:standIn "milk"@en ; kg:anaphor "dressing", "material" .
g:Ailment a owl:Class ; rdfs:subClassOf kg:Entity ; rdfs:label "ailment"@en ;
    kg:standIn "pain"@en ; kg:anaphor "ailment", "trouble" .
"""

ENTITIES = {
    "Dressing": ("mulch", "compost", "wood ash", "seaweed meal"),
    "Ailment": ("blight", "mildew", "drought stress", "leaf curl", "canker", "soil fatigue"),
}

RELATIONS = """
g:eases a kg:Relation ; skos:prefLabel "eases"@en ;
    schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Ailment ;
    kg:wording "{subject} reduces|eases|relieves {object}"@en .
g:interactsWith a kg:Relation ; skos:prefLabel "interacts with"@en ;
    schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Dressing ;
    kg:wording "{subject} interacts with {object}"@en .
g:causes a kg:Relation ; skos:prefLabel "causes"@en ;
    schema:domainIncludes g:Dressing ; schema:rangeIncludes g:Ailment ;
    kg:wording "{subject} causes {object}"@en .
"""


def name_of(label):
    """The local name of the entity with a label: "wood ash" is WoodAsh."""
    return "".join(word.capitalize() for word in label.split())


def turtle_text(relations=RELATIONS):
    """The whole domain in Turtle, with other relations where given."""
    entities = "".join(
        f'g:{name_of(label)} a g:{cls} ; skos:prefLabel "{label}"@en .\n'
        for cls, labels in ENTITIES.items()
        for label in labels
    )
    return CLASSES + entities + relations


def make_reader(folder, relations=RELATIONS):
    """A reader of the domain, its Turtle written into a folder.

    Raises:
        OntologyError: where the relations' wordings cannot be compiled.
    """
    path = folder / "garden.ttl"
    path.write_text(turtle_text(relations), encoding="utf-8")
    return Reader(turtle.load(path), language.load())


def paragraphs(*texts, title=""):
    """A document of paragraphs, one line each."""
    text = "\n".join(texts)
    blocks, at = [], 0
    for each in texts:
        blocks.append(Block(Span(at, at + len(each)), BlockKind.PROSE))
        at += len(each) + 1
    return Document(id="bed", text=text, blocks=tuple(blocks), source="", sha256="", title=title)


def listing(lead, *items):
    """A document of a lead-in and its list items, one line each."""
    whole = paragraphs(lead, *items)
    first, *rest = whole.blocks
    blocks = (first, *(Block(block.span, BlockKind.ITEM, first.span) for block in rest))
    return Document(id="bed", text=whole.text, blocks=blocks, source="", sha256="")


def triples(evidence):
    """What the evidence says, in local names: a sorted list of (subject, relation, object)."""
    return sorted(
        (local_name(e.subject.entity), local_name(e.predicate), local_name(e.object.entity)) for e in evidence
    )
