"""Weights learned from annotated texts: what their features tell of how two names stand (`kgraph.weights`).

The texts are those of gold files (docs/gold.md): what gold says of two names is one example, that it says nothing of
two others another. Multinomial logistic regression by scikit-learn (the extra `learn`), L2-regularised.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from kgraph import sources
from kgraph.errors import GoldError, OutputError
from kgraph.evaluation import Row, read_gold
from kgraph.extractors.features import Features
from kgraph.language import Language
from kgraph.model import Document, Sentence
from kgraph.namespaces import local_name
from kgraph.ontology import Ontology
from kgraph.reading import Reader
from kgraph.weights import ALWAYS, NOTHING, Weights

RARE = 3
"""How many examples must show a feature for it to be learned."""

_STRENGTH = 0.2
"""The inverse of the regularisation's strength; of .05, .1, .2, .4 and 1 the best on held-out texts."""

_ROUNDS = 300

_WRITTEN = 0.005
"""The smallest weight that two decimals show."""

_SHARE = 0.6
"""The share of all weight that is kept, in its strongest parts: the rest is nearly all weights, and changes little."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two names of a sentence by their features, and the relation that gold has between them, or `NOTHING`."""

    features: tuple[str, ...]
    relation: str


def learn(ontology: Ontology, language: Language, folders: Sequence[Path]) -> Weights:
    """The weights that folders of gold teach; each gold file has its text beside it or in the folder above.

    Raises:
        GoldError: where a folder holds no gold, a text is missing, or a line does not follow the format or names a
            relation that the ontology does not have.
        OntologyError: where wordings cannot be compiled.
        OutputError: where scikit-learn is not installed.
    """
    _learner()
    reader = Reader(replace(ontology, weights=_untaught(ontology)), language)
    found = (
        example for folder in folders for each in annotated(folder) for example in examples(reader, *each)
    )
    return fit(list(found))


def _untaught(ontology: Ontology) -> Weights:
    """Weights that know each relation, and tell nothing."""
    return Weights({ALWAYS: dict.fromkeys([NOTHING, *map(ontology.curie, ontology.relations)], 0.0)})


def annotated(folder: Path, texts: Path | None = None) -> Iterator[tuple[Document, tuple[Row, ...]]]:
    """The texts of a folder of gold with their gold, by name; from `texts`, or from beside or above the gold.

    Raises:
        GoldError: see `learn`.
    """
    by_document: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_gold(folder):
        by_document[row.document].append(row)
    for stem, rows in sorted(by_document.items()):
        places = (texts,) if texts else (folder, folder.parent)
        paths = (place / f"{stem}{suffix}" for place in places for suffix in (".txt", ".md"))
        path = next((path for path in paths if path.is_file()), None)
        if path is None:
            where = f"in {texts}" if texts else "beside it or in the folder above"
            raise GoldError(f"{folder / stem}.jsonl: no {stem}.txt or .md {where}")
        for document in sources.read([path]):
            if not isinstance(document, Document):
                raise GoldError(f"{path}: {document.reason}")
            yield document, tuple(rows)


def examples(reader: Reader, document: Document, gold: Iterable[Row]) -> Iterator[Example]:
    """Every two names of a document that some relation admits, with what gold says of them.

    Raises:
        GoldError: gold names a relation that the ontology does not have.
    """
    relations = {local_name(iri): relation for iri, relation in reader.ontology.relations.items()}
    sentences, mentions = reader.sentences(document)
    said: dict[tuple[int, str, str], str] = {}
    for row in gold:
        relation = relations.get(row.predicate)
        if relation is None:
            raise GoldError(f"{row}: {row.predicate} is no relation of the ontology {reader.ontology.name}")
        place, name = _sentence_of(row, sentences), reader.ontology.curie(relation.iri)
        said.setdefault((place, row.subject, row.object), name)
        if relation.symmetric:
            said.setdefault((place, row.object, row.subject), name)
    for analysis in reader.analyse(document, sentences, mentions):
        features = Features(analysis.arguments)
        for subject, object in features.pairs():
            one, other = subject.argument.entity, object.argument.entity
            if reader.learned.ends(one, other).admitted.any():
                place = analysis.sentence.index
                told = said.get((place, local_name(one), local_name(other)), NOTHING)
                yield Example(features.all(subject, object), told)


def _sentence_of(row: Row, sentences: Sequence[Sentence]) -> int:
    """The number of the sentence that a line of gold is of; -1 where the document has none."""
    overlap = {
        s.index: min(s.span.end, row.sentence.end) - max(s.span.start, row.sentence.start) for s in sentences
    }
    return max(overlap, key=lambda index: overlap[index], default=-1)


def fit(found: Sequence[Example]) -> Weights:
    """The weights under which the examples are likeliest, small ones left out; the same for the same examples.

    Raises:
        GoldError: where all examples show the same, so that nothing can be learned.
        OutputError: where scikit-learn is not installed.
    """
    vectorizer, regression = _learner()
    if len({example.relation for example in found}) < 2:
        raise GoldError(
            "nothing to learn: the texts show no two names of which gold says something, or all alike"
        )
    seen = Counter(feature for example in found for feature in example.features)
    rows = vectorizer.fit_transform(
        [{f: 1.0 for f in example.features if seen[f] >= RARE and f.isprintable()} for example in found]
    )
    model = regression.fit(rows, [example.relation for example in found])
    by_relation, always = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # told by one row, which speaks for the second against the first
        by_relation, always = ([-half[0], half[0]] for half in (by_relation / 2, always / 2))
    least = _least(by_relation)
    table: dict[str, dict[str, float]] = {}
    for name, weights, first in zip(model.classes_, by_relation, always, strict=True):
        table.setdefault(ALWAYS, {})[str(name)] = round(float(first), 2)
        for feature, weight in zip(vectorizer.get_feature_names_out(), weights, strict=True):
            if abs(weight) >= least:
                table.setdefault(str(feature), {})[str(name)] = round(float(weight), 2)
    return Weights(dict(sorted(table.items())))


def _least(weights: Iterable[Iterable[float]]) -> float:
    """The smallest of the weights that are kept; none that would be written as 0 is."""
    sizes = sorted((abs(float(weight)) for row in weights for weight in row), reverse=True)
    kept = bisect_left(list(accumulate(sizes)), _SHARE * sum(sizes))
    return max(sizes[min(kept, len(sizes) - 1)], _WRITTEN)


def _learner() -> tuple[Any, Any]:
    """What turns features to columns, and the regression, which work the same whatever ran before."""
    try:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise OutputError("learning needs scikit-learn: pip install 'kgraph[learn]'") from error
    return DictVectorizer(), LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS)
