"""Which wordings do not read their own words: each is said of things of its classes, read, and looked for.

A wording fails where the parser takes its clause otherwise than its sentence, or where another wording takes its
place; what it says is then read in no text either, or as something else. Mend the form (the past tense and an article
help a small parser), or drop it.

Run: python -m benchmarks.wordings [ONTOLOGY]        # default: kratom
"""

from __future__ import annotations

import sys
from dataclasses import replace

from kgraph import language, pipeline, turtle
from kgraph.namespaces import local_name
from kgraph.reading import Reader
from kgraph.wordings import SUBJECT_SLOT, alternatives, slots


def named(ontology, classes, other=None):
    """The entity of the classes that most documents could name, and is not the other: the one of fewest letters."""
    fitting = (e for e in ontology.entities.values() if not classes or ontology.instance_of(e.iri, classes))
    plain = (e for e in fitting if e.iri != other and e.label.islower() and not ontology.names_class(e.iri))
    return min(plain, key=lambda e: (len(e.label.split()), len(e.label), e.iri), default=None)


def cases(ontology):
    """(relation, form, text, subject, object) for each alternative of each wording that things can be found for."""
    for relation in ontology.relations.values():
        for wording in relation.wordings:
            subject = named(ontology, wording.subjects or relation.subjects)
            fixed = ontology.entities.get(wording.fixed) if wording.fixed else None
            object = fixed or named(ontology, wording.objects or relation.objects, subject and subject.iri)
            if subject is None or object is None:
                continue
            for form in alternatives(wording.form):
                words, places = slots(form.replace("~", ""), subject.label, object.label)
                # a wording without a subject is about what the text is about
                alone = SUBJECT_SLOT in places
                before = "" if alone else f"The {subject.label} is old. The {subject.label} is sold. "
                yield relation, form, f"{before}{words[0].upper()}{words[1:]}.", subject.iri, object.iri


def main(name="kratom"):
    """Prints the forms that are not read as their relation, and how many there are."""
    ontology = turtle.load(name)
    reader = Reader(ontology, language.load())
    tried = list(cases(ontology))
    texts = (replace(pipeline.paragraph(case[2]), id=str(at)) for at, case in enumerate(tried))
    missed = 0
    for (relation, form, text, subject, object), reading in zip(tried, reader.read_many(texts), strict=True):
        read = {(e.subject.entity, e.predicate, e.object.entity) for e in reading.evidence}
        if read.isdisjoint({(subject, relation.iri, object), (object, relation.iri, subject)}):
            missed += 1
            said = ", ".join(sorted(" ".join(map(local_name, triple)) for triple in read)) or "nothing"
            print(f"{local_name(relation.iri)}: “{form}” in “{text}” reads as {said}")
    print(f"{len(tried)} forms said of things of their classes, {missed} of them not read")


if __name__ == "__main__":
    main(*sys.argv[1:])
