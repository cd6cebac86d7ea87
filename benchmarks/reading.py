"""How fast and how well texts are read: against the bare spaCy parse of the same texts, and against gold.

Run: python -m benchmarks.reading [PATH…]                     # default: seeds/
     python -m benchmarks.reading scores [GOLD[=TEXTS]…]      # default: the gold that comes with the project
     python -m benchmarks.reading profile [PATH…]             # where the time goes
A folder of gold has its texts beside it or in the folder above, unless TEXTS says where.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import statistics
import sys
import time
import tracemalloc
from dataclasses import replace
from itertools import chain
from pathlib import Path

import spacy

from kgraph import language, turtle
from kgraph.evaluation import Row, compare
from kgraph.learning import annotated
from kgraph.model import Block, BlockKind, Document, Span
from kgraph.namespaces import local_name
from kgraph.reading import Reader
from kgraph.sources import read as read_sources

ROOT = Path(__file__).parents[1]
GOLD = (ROOT / "seeds" / "gold", ROOT / "benchmarks" / "registers", ROOT / "benchmarks" / "unseen")
PIPES = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
ROUNDS = 9


def documents(paths):
    """The documents that the paths name; what cannot be read is left out, but something must be left."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        sys.exit(f"no such file or folder: {', '.join(missing)}")
    found = [each for each in read_sources(paths) if isinstance(each, Document)]
    if not prose(found):
        sys.exit(f"no text to read in {', '.join(map(str, paths))}")
    return found


def timed(work):
    """The seconds of processor time that a piece of work takes, and its result.

    Processor time, so that what else the machine does counts for as little as possible; both sides use one thread.
    """
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def prose(texts):
    """The paragraphs and list items of documents, which are what is read."""
    kinds = (BlockKind.PROSE, BlockKind.ITEM)
    return [each.text[block.span.slice] for each in texts for block in each.blocks if block.kind in kinds]


def bare_parse(pipeline, strings):
    """Every string parsed by spaCy and nothing else; the number of sentences."""
    with pipeline.select_pipes(enable=PIPES):
        return piped(pipeline, strings)


def piped(pipeline, strings):
    """Every string through all of a pipeline that is switched on, in batches; the number of sentences."""
    return sum(len(list(doc.sents)) for doc in pipeline.pipe(strings))


def extraction(reader, texts):
    """Every document read; the number of pieces of evidence."""
    return sum(len(reading.evidence) for reading in reader.read_many(texts))


def speed(reader, texts):
    """Prints the median ratio of reading to what spaCy alone takes for the same texts, warm, taking turns.

    That is its parse alone, of the paragraphs, which suits its batches, and of the documents as they are; and its
    pipeline as it comes, which finds entities as well.
    """
    bare, given = reader.language.pipeline, spacy.load(reader.language.model)
    paragraphs, whole = prose(texts), [each.text for each in texts]
    works = {
        "bare spaCy parse of the paragraphs": lambda: bare_parse(bare, paragraphs),
        "bare spaCy parse of the documents": lambda: bare_parse(bare, whole),
        "spaCy's pipeline as it comes, of the paragraphs": lambda: piped(given, paragraphs),
        "segmented, found, parsed, read": lambda: extraction(reader, texts),
    }
    taken = {name: [] for name in works}
    found = [work() for work in works.values()][-1]  # warms the caches of all
    for each in range(ROUNDS):  # whichever goes first finds the processor's caches as another left them
        for name in list(works)[:: 1 if each % 2 else -1]:
            taken[name].append(timed(works[name])[0])
    characters = sum(map(len, paragraphs))
    print(f"{len(texts)} documents, {characters} characters of prose, {found} pieces of evidence")
    for name, seconds in taken.items():
        print(f"{name}: {statistics.median(seconds):.3f} s")
    *alone, (_, ours) = taken.items()
    for name, seconds in alone:
        ratios = [one / other for one, other in zip(ours, seconds, strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        print(f"ratio to {name}: {statistics.median(ratios):.2f} (median of {ROUNDS}; {spread})")


def resident():
    """Bytes of memory that the process holds; 0 where the system does not say."""
    path = Path("/proc/self/statm")
    return int(path.read_text().split()[1]) * 4096 if path.exists() else 0


def varied(reader, texts, number):
    """The documents under other ids, each with a last paragraph of a name among words not met before."""
    name = next(iter(reader.ontology.entities.values())).label
    for each in texts:
        added = f"The w{number}x of {name} is a {each.id}{number}y."
        block = Block(Span(len(each.text), len(each.text) + len(added)), BlockKind.PROSE)
        yield replace(each, id=f"{each.id}-{number}", text=each.text + added, blocks=(*each.blocks, block))


def growth(reader, texts, rounds=20):
    """Prints how much memory a document leaves behind, over many rounds of slightly other texts."""
    extraction(reader, varied(reader, texts, 0))
    gc.collect()
    before = resident()
    tracemalloc.start()
    start = tracemalloc.get_traced_memory()[0]
    for number in range(1, rounds + 1):
        extraction(reader, varied(reader, texts, number))
    gc.collect()
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = rounds * len(texts)
    print(
        f"after {count} documents: {(left - start) / count / 1024:.1f} KiB of Python objects and "
        f"{(resident() - before) / count / 1024:.1f} KiB of resident memory left a document; "
        f"peak {(peak - start) / 2**20:.1f} MiB"
    )


def rows(reader, texts):
    """The evidence of documents as lines to compare with gold."""
    for document, reading in zip(texts, reader.read_many(texts), strict=True):
        for each in reading.evidence:
            yield Row(
                document=Path(document.id).stem,
                sentence=each.sentence,
                subject=local_name(each.subject.entity),
                predicate=local_name(each.predicate),
                object=local_name(each.object.entity),
                polarity=each.polarity.value,
                certainty=each.context.certainty.value,
                holder=local_name(each.context.holder),
                basis=local_name(each.context.basis),
                text=each.text,
            )


def measure(reader, gold, folder=None):
    """The agreement of what is read with a folder of gold."""
    texts, lines = zip(*annotated(gold, folder), strict=True)
    return compare(tuple(chain.from_iterable(lines)), rows(reader, texts), reader.ontology)


def scores(reader, named):
    """Prints a table of F1 by set of gold, and of what else agrees on the relaxed matches."""
    print(
        "| gold | lines | read | P | R | strict | relaxed | pairs | polarity | certainty | holder | basis |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for each in named:
        gold, _, folder = str(each).partition("=")
        found = measure(reader, Path(gold), Path(folder) if folder else None)
        f1s = (found.strict.p, found.strict.r, found.strict.f1, found.relaxed.f1, found.pairs.f1)
        numbers = [f"{number:.3f}" for number in (*f1s, *found.accuracy.values())]
        label = Path(gold).resolve()
        print(f"| {label.parent.name}/{label.name} | {found.gold} | {found.system} | {' | '.join(numbers)} |")


def profile(reader, texts):
    """Prints the functions in which most of the time of reading is spent."""
    extraction(reader, texts)
    profiler = cProfile.Profile()
    profiler.runcall(extraction, reader, texts)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main(*words):
    """Prints the figures asked for."""
    part = words[0] if words and words[0] in ("scores", "profile") else "speed"
    named = words[1:] if part != "speed" else words
    loading, ontology = timed(lambda: turtle.load("kratom"))
    starting, pipeline = timed(language.load)
    compiling, reader = timed(lambda: Reader(ontology, pipeline))
    if part == "scores":
        return scores(reader, named or GOLD)
    texts = documents([Path(each) for each in named] or [ROOT / "seeds"])
    if part == "profile":
        return profile(reader, texts)
    print(f"to start: ontology {loading:.2f} s, spaCy {starting:.2f} s, wordings compiled {compiling:.2f} s")
    speed(reader, texts)
    return growth(reader, texts)


if __name__ == "__main__":
    main(*sys.argv[1:])
