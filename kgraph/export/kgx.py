"""A graph of claims as KGX nodes and edges, in the terms of the Biolink model.

Tab-separated, UTF-8, one node or edge a line. Lists stand between bars; a tab, line break or bar in a
text becomes a space or a broken bar (`¦`), since the format knows no quoting. The spans lead to the exact
words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Final

from kgraph.export.edges import EDGE, Value, edges
from kgraph.graph import ClaimGraph
from kgraph.model import Claim, Polarity
from kgraph.namespaces import BIOLINK, IRI
from kgraph.ontology import Ontology
from kgraph.terms import Entity, EntityClass, Relation

NODE_COLUMNS: Final = ("id", "category", "name", "description", "synonym", "xref", "iri")

EDGE_COLUMNS: Final = (
    "id", "subject", "predicate", "object", "category", "negated", "knowledge_level", "agent_type",
    "primary_knowledge_source", "original_predicate", "publications", "supporting_text", "relation_label",
    *(column for column in EDGE if column not in ("claim", "predicate", "negated", "quotation")),
)  # fmt: skip
"""Biolink slots, then `kgraph.export.edges.EDGE`: polarity, certainty and holder on every edge."""

# the prefixes of the Biolink model's context under which an entity may go by its exact match
PREFIXES: Final = frozenset(
    {
        "CHEBI", "CHEMBL.COMPOUND", "CL", "CLO", "DOID", "DRUGBANK", "ECO", "ECTO", "EFO", "ENSEMBL",
        "ENVO", "FMA", "FOODON", "GENEPIO", "GO", "HGNC", "HMDB", "HP", "IAO", "INCHIKEY",
        "KEGG.COMPOUND", "MAXO", "MEDDRA", "MESH", "MI", "MONDO", "MP", "NBO", "NCBIGene", "NCBITaxon",
        "NCIT", "OBI", "OMIM", "PATO", "PO", "PR", "PUBCHEM.COMPOUND", "PW", "REACT", "RHEA", "RO",
        "RXCUI", "SIO", "SNOMEDCT", "SO", "UBERON", "UMLS", "UNII", "UO", "UniProtKB", "WIKIDATA",
    }
)  # fmt: skip

_RELATED: Final = "biolink:related_to"
_THING: Final = "biolink:NamedThing"
# how far a match may reach: to affirm a narrower term claims more than the text does, and so does to deny a
# broader one; what is close to a super-property may be no super-property of the relation
_OWN: Final = ("exactMatch", "closeMatch", "broadMatch")
_INHERITED: Final = ("exactMatch", "broadMatch")
_DENIED: Final = ("exactMatch", "closeMatch", "narrowMatch")


def write_kgx(graph: ClaimGraph, ontology: Ontology, folder: Path) -> tuple[Path, Path]:
    """`nodes.tsv` and `edges.tsv` in an existing folder; their paths.

    An entity goes by its exact match where that has a prefix of the Biolink model and no other entity has it
    too, else by its own CURIE; `iri` is always its own IRI. `original_predicate` is the relation's own CURIE;
    `predicate` the first of `predicates` that no other edge of the same ends has, since KGX keeps only one.

    `negated` is `true` or empty, never `false`: KGX (2.6) reads any text in that column as true.
    """
    ids = node_ids(graph, ontology)
    tables = (
        ("nodes.tsv", NODE_COLUMNS, _nodes(graph, ontology, ids)),
        ("edges.tsv", EDGE_COLUMNS, _edges(graph, ontology, ids)),
    )
    for name, columns, rows in tables:
        with (folder / name).open("w", encoding="utf-8", newline="\n") as file:
            file.write("\t".join(columns) + "\n")
            file.writelines("\t".join(_cell(row.get(c, "")) for c in columns) + "\n" for row in rows)
    return folder / "nodes.tsv", folder / "edges.tsv"


def _cell(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def _list(values: Iterator[str]) -> str:
    return "|".join(dict.fromkeys(value.replace("|", "¦") for value in values))


def node_ids(graph: ClaimGraph, ontology: Ontology) -> dict[str, str]:
    """What each entity of the graph is called in KGX, by its IRI; no two the same."""
    exact = {
        iri: [
            c for kind, match in entity.matches if kind == "exactMatch" and _known(c := ontology.curie(match))
        ]
        for iri, entity in ontology.entities.items()
    }
    uses = Counter(curie for curies in exact.values() for curie in curies)
    return {
        iri: next((c for c in exact.get(IRI(iri), ()) if uses[c] == 1), ontology.curie(iri))
        for iri in graph.entities
    }


def _known(curie: str) -> bool:
    return curie.partition(":")[0] in PREFIXES


def _nodes(graph: ClaimGraph, ontology: Ontology, ids: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    for iri in graph.entities:
        entity = ontology.entities.get(IRI(iri))
        yield {
            "id": ids[iri],
            "category": _category(entity, ontology) if entity else _THING,
            "name": ontology.label(iri),
            "description": entity.definition if entity else "",
            "synonym": _list(iter((*entity.alt_labels, *entity.acronyms))) if entity else "",
            "xref": _list(ontology.curie(match) for _, match in entity.matches) if entity else "",
            "iri": iri,
        }


def _category(entity: Entity, ontology: Ontology) -> str:
    found = []
    for cls in entity.classes:
        above = (ontology.classes[up] for up in ontology.superclasses(cls) if up in ontology.classes)
        found += [next(_terms(above, chain((_OWN,), repeat(_INHERITED))), _THING)]
    return _list(iter(found)) or _THING


def _terms(above: Iterable[EntityClass | Relation], kinds: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The CURIEs of the Biolink terms that each matches in the ways that are allowed for it, in order."""
    for each, safe in zip(above, kinds, strict=False):
        for kind in safe:
            for how, match in each.matches:
                if how == kind and match.startswith(BIOLINK.base):
                    yield f"biolink:{match.removeprefix(BIOLINK.base)}"


def predicates(relation: IRI, polarity: Polarity, ontology: Ontology) -> tuple[str, ...]:
    """The predicates under which a claim of the relation says no more than it does, the best first.

    Affirmed: the Biolink terms that the relation matches exactly, closely or broadly, those that its
    super-properties match exactly or broadly, and `biolink:related_to`. Negated: the terms that it matches
    exactly, closely or narrowly, since to deny what is broader denies more. The relation's own CURIE is last.
    """
    above = [ontology.relations[up] for up in ontology.superrelations(relation) if up in ontology.relations]
    if polarity is Polarity.NEGATED:
        found = list(_terms(above[:1], (_DENIED,)))
    else:
        found = [*_terms(above, chain((_OWN,), repeat(_INHERITED))), _RELATED]
    return tuple(dict.fromkeys((*found, ontology.curie(relation))))


def _edges(graph: ClaimGraph, ontology: Ontology, ids: Mapping[str, str]) -> Iterator[dict[str, Value]]:
    """Affirmed claims first, so that where KGX takes two edges for one the denial prevails."""
    mapped = cache(lambda relation, polarity: predicates(relation, polarity, ontology))
    taken: set[tuple[str, str, str]] = set()
    ordered = sorted(graph.claims, key=lambda claim: (claim.polarity.value, claim.id))
    for edge, claim in zip(edges(ordered, ontology), ordered, strict=True):
        subject, object = ids[claim.subject], ids[claim.object]
        choices = mapped(claim.predicate, claim.polarity)
        predicate = next((each for each in choices if (subject, each, object) not in taken), choices[-1])
        taken.add((subject, predicate, object))
        yield {
            **edge.attributes,
            "negated": "true" if claim.polarity is Polarity.NEGATED else "",
            "id": claim.id,
            "subject": subject,
            "predicate": predicate,
            "object": object,
            "category": "biolink:Association",
            "knowledge_level": "not_provided",  # how far the words of a text are knowledge no reader can tell
            "agent_type": "text_mining_agent",
            "primary_knowledge_source": "infores:kgraph",
            "original_predicate": edge.attributes["predicate"],
            "publications": _publications(claim, graph),
            "supporting_text": _list(e.text for e in claim.evidence),
            "relation_label": edge.label,
        }


def _publications(claim: Claim, graph: ClaimGraph) -> str:
    documents = (graph.document.get(e.document) for e in claim.evidence)
    return _list(document.url for document in documents if document and document.url)
