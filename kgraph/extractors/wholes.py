"""Which whole a part is of, that the words by themselves do not say: "the leaves" of what?"""

from __future__ import annotations

from collections.abc import Set

from kgraph.namespaces import IRI
from kgraph.ontology import Ontology


def whole_of(part: IRI, owners: Set[IRI], ontology: Ontology) -> IRI | None:
    """The first whole with that part whose other parts, or what it comes from, the owners are among."""
    return next((whole for whole, kin in _kin(part, ontology).items() if kin & owners), None)


def told_whole(part: IRI, named: Set[IRI], topic: Set[IRI], ontology: Ontology) -> IRI | None:
    """The only whole with that part that a text speaks of, which names all of `named`.

    None where the topic is another thing of the same class, which may have such parts as well.
    """
    told = {w: kin for w, kin in _kin(part, ontology).items() if named & {w, *kin}}
    if len(told) != 1:
        return None
    ((whole, kin),) = told.items()
    # what is broader may be of another vocabulary, of which nothing is known
    known = [ontology.entities[each] for each in kin if each in ontology.entities]
    classes = {cls for entity in known for cls in entity.classes}
    rival = any(classes.intersection(ontology.entities[each].classes) for each in topic)
    return None if rival else whole


def _kin(part: IRI, ontology: Ontology) -> dict[IRI, frozenset[IRI]]:
    """The wholes with that part, each with its other parts and what is broader than it."""
    return {
        whole.iri: frozenset({*whole.parts, *ontology.broader(whole.iri)} - {part, whole.iri})
        for whole in ontology.wholes(part)
    }
