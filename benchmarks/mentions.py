"""How fast names are found: lexicon and mentions against a bare split into words, and as the text grows.

Run: python benchmarks/mentions.py [ONTOLOGY]
Prints times of one run and their ratios; the text is made of the ontology's own labels and everyday words.
"""

from __future__ import annotations

import random
import re
import sys
import time

from kgraph import lexicon, turtle
from kgraph.mentions import find_mentions
from kgraph.model import Block, BlockKind, Document, Span

EVERYDAY = re.findall(
    r"\w+",
    """
    people often say that it may help with some of their days and that more of this is known than was thought
    but nobody has yet shown how it does so in a larger group of those who take part over many weeks or months
    """,
)


def make_text(ontology, characters, seed=7):
    """A line of about so many characters in which every eighth word or so is a label."""
    chooser = random.Random(seed)
    labels = [entity.label for entity in ontology.entities.values()]
    parts, length = [], 0
    while length < characters:
        pick = chooser.choice(labels) if chooser.random() < 0.12 else chooser.choice(EVERYDAY)
        parts.append(pick + ("," if chooser.random() < 0.05 else "." if chooser.random() < 0.05 else ""))
        length += len(parts[-1]) + 1
    return " ".join(parts)


def timed(work):
    """The least of three times of a piece of work, in seconds, and its last result."""
    best, result = float("inf"), None
    for _ in range(3):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def document(text, size=20_000):
    """A document cut into blocks as sources cut it."""
    spans = [Span(at, min(at + size, len(text))) for at in range(0, len(text), size)]
    blocks = tuple(Block(span, BlockKind.PROSE) for span in spans)
    return Document(id="made", text=text, blocks=blocks, source="made", sha256="")


def main(name=""):
    """Prints the figures for an ontology."""
    loading, ontology = timed(lambda: turtle.load(name))
    building, index = timed(lambda: lexicon.build(ontology))
    print(f"{ontology.name}: loaded in {loading:.2f} s")
    print(f"lexicon of {len(ontology.entities)} entities: built in {building:.2f} s")
    times = {}
    for megabytes in (1, 5):
        text = make_text(ontology, megabytes * 1_000_000)
        bare, _ = timed(lambda text=text: re.findall(r"\w+|\S", text))
        times[megabytes], mentions = timed(lambda text=text: find_mentions(document(text), index))
        rate = len(text) / times[megabytes] / 1e6
        print(
            f"{megabytes} MB: {len(mentions)} mentions in {times[megabytes]:.2f} s, {rate:.1f} MB/s, "
            f"{times[megabytes] / bare:.0f} times a bare split into words"
        )
    print(f"five times the text takes {times[5] / times[1]:.1f} times the time")


if __name__ == "__main__":
    main(*sys.argv[1:2])
