"""How a sentence puts a claim: polarity, certainty, holder, basis and limits, from its cues and its parse.

The words are data (`ontology/cues.ttl`); their scope is syntax (`scope`).
"""

from __future__ import annotations

from kgraph.attribution import attribute
from kgraph.commitment import weigh
from kgraph.cues import CueIndex, find_cues, index, matches, modifying, touching
from kgraph.model import Context, Document, Sentence
from kgraph.namespaces import IRI, KG
from kgraph.ontology import Ontology
from kgraph.qualifiers import qualify
from kgraph.scope import Tree
from kgraph.terms import Relation
from kgraph.view import View
from kgraph.voice import voice

__all__ = ["CueIndex", "bodies", "find_cues", "index", "read"]


def bodies(ontology: Ontology) -> dict[IRI, tuple[str, ...]]:
    """The entities that can hold a claim by their own names, sorted: those of a class under `kg:Holder`."""
    found = sorted(e for e in ontology.entities if KG.Holder in ontology.classes_of(e))
    entities = [ontology.entities[iri] for iri in found]
    return {e.iri: (e.label, *e.alt_labels, *e.acronyms) for e in entities}


def read(
    sentence: Sentence,
    index: CueIndex,
    *,
    trigger: int,
    path: frozenset[int],
    subject: int | None,
    object: int,
    relation: Relation,
    presupposed: bool,
    document: Document,
) -> Context:
    """How the sentence puts one claim candidate.

    `trigger`, `subject` and `object` are token indexes, `path` those of the words that the relation's wording
    matched. A negation inside the path belongs to the wording and is left to it. `presupposed` marks a claim
    that a noun phrase takes for granted: it is the author's, and certain but for a hedge inside the phrase.
    """
    view = View(
        sentence=sentence,
        tree=Tree.of(sentence),
        matches=matches(sentence, index),
        touching=touching(sentence, index),
        modifying=modifying(sentence, index),
        trigger=trigger,
        path=path,
        subject=subject,
        object=object,
        relation=relation,
        presupposed=presupposed,
        document=document,
        index=index,
    )
    commitment = weigh(view)
    source = attribute(view, index.bodies, voice(document, sentence.span, index))
    used = sorted({*commitment.cues, *source.cues}, key=lambda m: (m.span, m.kind, m.word.value))
    return Context(
        polarity=commitment.polarity,
        certainty=commitment.certainty,
        holder=source.holder,
        basis=source.basis,
        via=source.via,
        qualifiers=qualify(view),
        cues=tuple(dict.fromkeys(match.cue for match in used)),
    )
