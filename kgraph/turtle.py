"""Reads a domain's Turtle once into the plain values of `kgraph.ontology`."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import kgraph
from kgraph import weights
from kgraph.consistency import RELATIONS, closure, find_problems
from kgraph.errors import OntologyError, Problem
from kgraph.model import Certainty, Polarity
from kgraph.namespaces import CORE, CUES, GRAMMAR, IRI, KG, OWL, RDF, RDFS, SCHEMA, SKOS, local_name
from kgraph.ontology import Ontology
from kgraph.terms import CueWord, Entity, EntityClass, Example, ExampleReading, Relation, Wording
from kgraph.triples import Triples, Words, follow_imports, shown

WEIGHTS = ".weights.tsv"
"""The suffix of a file of weights, in place of that of the Turtle file that it lies beside."""

MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)


def ontology_dir() -> Path:
    """The folder of the ontologies that come with kgraph: the installed copy, or a checkout's own."""
    package = Path(kgraph.__file__).parent
    shipped = package / "_ontology"
    return shipped if shipped.is_dir() else package.parent / "ontology"


def domains() -> tuple[str, ...]:
    """The names of the ontologies that come with kgraph, one a domain, sorted."""
    return tuple(sorted({path.parent.name for path in ontology_dir().glob("*/*.ttl")}))


def load(name_or_path: str | Path = "") -> Ontology:
    """The ontology of a domain with all that it imports, the core vocabulary, the cues and the grammar.

    A plain name is a folder (or a Turtle file) of `ontology_dir()`, an empty one the first of `domains()`;
    anything else is a path to a folder, whose Turtle files are read together, or to one file. Imports are
    looked for beside it, then in `ontology_dir()`; nothing is fetched.

    Raises:
        OntologyError: the name is unknown, or the files have problems; its text lists every one.
    """
    name, triples = read(name_or_path)
    problems = find_problems(triples)
    if problems:
        raise OntologyError(problems=problems)
    return taught(build(triples, name), triples)


def taught(ontology: Ontology, triples: Triples) -> Ontology:
    """The ontology with the weights that lie beside one of its files, that of a domain before any that it imports.

    Raises:
        OntologyError: the file is not UTF-8, or a line of it not as `kgraph.weights` writes them.
    """
    beside = [file.path.with_suffix(WEIGHTS) for file in triples.files]
    found = [path for path in beside if path.is_file()]
    if not found:
        return ontology
    path = max(found, key=lambda path: (path.parent != ontology_dir().resolve(), path))
    data = path.read_bytes()
    try:
        told = weights.parse(data.decode("utf-8").removesuffix("\n").split("\n"))
    except ValueError as error:
        number, reason = error.args if len(error.args) == 2 else (None, "is not UTF-8")
        raise OntologyError(problems=[Problem("O104", shown(path), number, reason=reason)]) from error
    unknown = [
        name
        for name in told.relations
        if ontology.expand(name) not in ontology.relations and name != weights.NOTHING
    ]
    if unknown:
        reason = f"{', '.join(unknown)}: no kg:Relation of the ontology"
        raise OntologyError(problems=[Problem("O104", shown(path), reason=reason)])
    digests = (*ontology.digests, (path.name, sha256(data).hexdigest()))
    return replace(ontology, weights=told, digests=digests)


def read(name_or_path: str | Path) -> tuple[str, Triples]:
    """The name of an ontology and the triples of all its files and imports, unchecked.

    Raises:
        OntologyError: the name is unknown, a file is not Turtle, or an import is not found.
    """
    name, start = _locate(name_or_path)
    home = start[0].parent
    return name, follow_imports(start, (CORE, CUES, GRAMMAR), (home, home.parent, ontology_dir()))


def _locate(name_or_path: str | Path) -> tuple[str, tuple[Path, ...]]:
    name_or_path = name_or_path or next(iter(domains()), "")
    text, shipped = str(name_or_path), ontology_dir()
    plain = isinstance(name_or_path, str) and os.sep not in text and not text.startswith(".")
    choices = [shipped / text, shipped / f"{text}.ttl"] if plain else []
    for path in (*choices, Path(name_or_path)):
        if path.is_file():
            return path.stem, (path.resolve(),)
        if path.is_dir():
            files = tuple(each.resolve() for each in sorted(path.glob("*.ttl")))
            if files:
                return path.resolve().name, files
            raise OntologyError(
                problems=[Problem("O102", text, reason="a folder without Turtle (.ttl) files")]
            )
    reason = f"no such ontology, by name or path; known by name: {', '.join(domains()) or 'none'}"
    raise OntologyError(problems=[Problem("O102", text, reason=reason)])


def build(triples: Triples, name: str) -> Ontology:
    """The values that the triples describe; expects what `find_problems` lets pass."""
    kinds = _kinds(triples)
    classes = {iri: _class(triples, iri, kinds[iri]) for iri in sorted(kinds) if KG.Entity in kinds[iri]}
    relations = {iri: _relation(triples, iri) for iri in _instances(triples, RELATIONS)}
    entities = {iri: _entity(triples, iri, classes) for iri in _instances(triples, classes)}
    named = (classes, relations, entities)
    labels = {
        iri: label
        for iri in sorted(triples.subjects)
        if not any(iri in table for table in named)
        and (label := triples.first(iri, SKOS.prefLabel, RDFS.label))
    }
    return Ontology(
        name=name,
        classes=classes,
        entities=entities,
        relations=relations,
        cues=tuple(_cues(triples, kinds)),
        examples=tuple(_example(triples, iri) for iri in _instances(triples, (KG.Example,))),
        labels=labels,
        prefixes=triples.prefixes,
        digests=tuple((file.name, file.sha256) for file in triples.files),
    )


def _instances(triples: Triples, types: Iterable[IRI]) -> list[IRI]:
    wanted = set(types)
    return sorted(s for s in triples.subjects if wanted.intersection(triples.nodes(s, RDF.type)))


def _kinds(triples: Triples) -> dict[IRI, list[IRI]]:
    """Every class with itself and its superclasses, nearest first."""
    return {
        cls: closure(cls, lambda each: triples.nodes(each, RDFS.subClassOf))
        for cls in _instances(triples, (OWL.Class,))
    }


def _class(triples: Triples, iri: IRI, upwards: list[IRI]) -> EntityClass:
    return EntityClass(
        iri=iri,
        label=triples.first(iri, SKOS.prefLabel, RDFS.label),
        definition=triples.first(iri, SKOS.definition),
        parents=tuple(up for up in triples.nodes(iri, RDFS.subClassOf) if up in triples),
        anaphors=triples.words(iri, KG.anaphor),
        admits=triples.nodes(iri, KG.admits),
        matches=_matches(triples, iri),
        stand_in=next((word for up in upwards if (word := triples.first(up, KG.standIn))), "thing"),
    )


def _entity(triples: Triples, iri: IRI, classes: Container[IRI]) -> Entity:
    return Entity(
        iri=iri,
        label=triples.first(iri, SKOS.prefLabel),
        classes=tuple(cls for cls in triples.nodes(iri, RDF.type) if cls in classes),
        alt_labels=triples.words(iri, SKOS.altLabel),
        hidden_labels=triples.words(iri, SKOS.hiddenLabel),
        acronyms=triples.words(iri, KG.acronym),
        definition=triples.first(iri, SKOS.definition),
        broader=triples.nodes(iri, SKOS.broader),
        matches=_matches(triples, iri),
        targets=triples.nodes(iri, KG.targets),
        parts=triples.nodes(iri, KG.consistsOf),
        raises=triples.nodes(iri, KG.raises),
    )


def _matches(triples: Triples, iri: IRI) -> tuple[tuple[str, IRI], ...]:
    return tuple((local_name(match), other) for match in MATCHES for other in triples.nodes(iri, match))


def _relation(triples: Triples, iri: IRI) -> Relation:
    types = triples.nodes(iri, RDF.type)
    above = triples.nodes(iri, RDFS.subPropertyOf)
    return Relation(
        iri=iri,
        label=triples.first(iri, SKOS.prefLabel, RDFS.label),
        definition=triples.first(iri, SKOS.definition),
        parents=tuple(up for up in above if set(RELATIONS).intersection(triples.nodes(up, RDF.type))),
        subjects=triples.nodes(iri, SCHEMA.domainIncludes),
        objects=triples.nodes(iri, SCHEMA.rangeIncludes),
        symmetric=KG.SymmetricRelation in types,
        transitive=KG.TransitiveRelation in types,
        partwise=KG.PartwiseRelation in types,
        meta=KG.MetaRelation in types or KG.GapRelation in types,
        gap=KG.GapRelation in types,
        inverse=next(iter(triples.nodes(iri, OWL.inverseOf)), None),
        anaphors=triples.words(iri, KG.anaphor),
        contradicts=triples.nodes(iri, KG.contradicts),
        overrides=triples.nodes(iri, KG.overrides),
        matches=_matches(triples, iri),
        wordings=tuple(_wordings(triples, iri)),
        examples=triples.words(iri, SKOS.example),
    )


def _wordings(triples: Triples, relation: IRI) -> Iterator[Wording]:
    for value in triples.values(relation, KG.wording):
        if isinstance(value, Words):
            yield Wording(relation=relation, form=value.text)
        else:
            for form in triples.words(value, KG.form):
                yield Wording(
                    relation=relation,
                    form=form,
                    example=triples.first(value, SKOS.example),
                    polarity=_polarity(triples, value),
                    certainty=_certainty(triples, value),
                    random_error=_rate(triples, value),
                    subjects=triples.nodes(value, SCHEMA.domainIncludes),
                    objects=triples.nodes(value, SCHEMA.rangeIncludes),
                    fixed=next(iter(triples.nodes(value, KG.fixedObject)), None),
                )


def _rate(triples: Triples, iri: IRI) -> float | None:
    return next((float(rate) for rate in triples.words(iri, KG.randomError)), None)


def _polarity(triples: Triples, iri: IRI) -> Polarity | None:
    return next((Polarity(local_name(v).lower()) for v in triples.nodes(iri, KG.polarity)), None)


def _certainty(triples: Triples, iri: IRI) -> Certainty | None:
    return next((Certainty(local_name(v).lower()) for v in triples.nodes(iri, KG.certainty)), None)


def _cues(triples: Triples, kinds: Mapping[IRI, list[IRI]]) -> Iterator[CueWord]:
    """Each form of each instance of a class of cue, sorted by kind and form."""
    found = []
    for iri in triples.subjects:
        for cls in triples.nodes(iri, RDF.type):
            if KG.Cue in kinds.get(cls, ()):
                features = _features(triples, iri)
                value = next(iter(triples.nodes(iri, KG.signals)), "")
                found += [
                    CueWord(form=form, kind=local_name(cls), value=value, features=features)
                    for form in triples.words(iri, KG.form)
                ]
    yield from sorted(found, key=lambda cue: (cue.kind, cue.form, cue.value, cue.features))


def _features(triples: Triples, iri: IRI) -> tuple[tuple[str, str], ...]:
    """What the core vocabulary says of a cue beyond its forms and its signal; IRIs stay whole."""
    others = [
        predicate
        for predicate in triples.predicates(iri)
        if predicate == SCHEMA.rangeIncludes
        or (predicate.startswith(KG.base) and predicate not in (KG.form, KG.signals))
    ]
    return tuple(
        sorted(
            (local_name(predicate), value.text if isinstance(value, Words) else value)
            for predicate in others
            for value in triples.values(iri, predicate)
        )
    )


def _example(triples: Triples, iri: IRI) -> Example:
    return Example(
        iri=iri,
        text=triples.first(iri, KG.text),
        readings=tuple(_reading(triples, reading) for reading in triples.nodes(iri, KG.reads)),
    )


def _reading(triples: Triples, iri: IRI) -> ExampleReading:
    def one(predicate: IRI) -> IRI | None:
        return next(iter(triples.nodes(iri, predicate)), None)

    return ExampleReading(
        subject=one(RDF.subject) or IRI(""),
        predicate=one(RDF.predicate) or IRI(""),
        object=one(RDF.object) or IRI(""),
        polarity=_polarity(triples, iri),
        certainty=_certainty(triples, iri),
        holder=one(KG.holder),
        basis=one(KG.basis),
    )
