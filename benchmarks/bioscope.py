"""How well the cues of negation and speculation are found, against the BioScope abstracts.

`python -m benchmarks.bioscope abstracts.xml` prints precision, recall and F1 of each kind on the first and on the
second half of the documents. The word lists were looked over against the first half only; the second half is held out.

BioScope (Vincze, Szarvas, Farkas, Móra, Csirik 2008) marks a cue of negation or of speculation, here one `ref`, that
may stand in several pieces ("neither … nor"). A found cue counts as right when it shares a character with a piece
of a gold cue of its kind; two found cues on one gold cue count once. `exact` asks for the same characters.

What counts as speculation is not quite what `cues.ttl` weakens a claim for: the corpus counts "or" between
alternatives and leaves out "unknown". A cue says which it is by `kg:speculation`; hedges are by default, others
not.
"""

import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph import cues, language, turtle
from kgraph.model import Sentence, Span
from kgraph.namespaces import KG, local_name

KINDS = ("negation", "speculation")
FLOORS = {"negation": 0.90, "speculation": 0.80}


@dataclass(frozen=True)
class Row:
    """A sentence of the corpus: its document's number, its text, and the pieces of each gold cue by kind."""

    document: int
    text: str
    gold: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def read(path: Path) -> tuple[list[Row], int]:
    """The sentences in order, and how many documents there are."""
    documents = ET.parse(path).getroot().findall(".//Document")
    return [row(n, sentence) for n, d in enumerate(documents) for sentence in d.iter("sentence")], len(
        documents
    )


def row(document: int, sentence: ET.Element) -> Row:
    pieces: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    text: list[str] = []

    def walk(element: ET.Element) -> None:
        start = sum(map(len, text))
        text.append(element.text or "")
        for child in element:
            walk(child)
            text.append(child.tail or "")
        if element.tag == "cue":
            pieces[element.get("type", ""), element.get("ref", "")].append((start, sum(map(len, text))))

    walk(sentence)
    return Row(document, "".join(text), tuple((kind, tuple(p)) for (kind, _), p in pieces.items()))


def kind_of(match: cues.Match) -> str:
    """Which of the corpus's kinds a cue is, or an empty text."""
    flag = match.feature(local_name(KG.speculation))
    if flag == "true" or (match.kind == "Hedge" and flag != "false"):
        return "speculation"
    return "negation" if match.kind == "Negation" else ""


@dataclass
class Tally:
    """Cues found and right, found and wrong, missed; and how many to the character."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0

    def figures(self, right: int) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        found, gold = self.right + self.wrong, self.right + self.missed
        return right / found, right / gold, 2 * right / (found + gold)

    def __str__(self) -> str:
        loose, exact = self.figures(self.right), self.figures(self.exact)
        return "P {:.3f}  R {:.3f}  F1 {:.3f}   exact F1 {:.3f}".format(*loose, exact[2])


def compare(row: Row, found: list[tuple[str, Span]], tallies: dict[str, Tally]) -> Iterator[tuple[str, str]]:
    """Count one sentence; the slips come out as (kind and side, words)."""
    for kind in KINDS:
        spans, used, tally = [s for k, s in found if k == kind], set(), tallies[kind]
        for pieces in (p for k, p in row.gold if k == kind):
            hits = [
                i for i, s in enumerate(spans)
                if i not in used and any(s.start < end and start < s.end for start, end in pieces)
            ]  # fmt: skip
            used.update(hits)
            tally.right += bool(hits)
            tally.missed += not hits
            tally.exact += [(spans[i].start, spans[i].end) for i in hits] == list(pieces)
            if not hits:
                yield f"{kind} missed", " … ".join(row.text[a:b].lower() for a, b in pieces)
        wrong = [s for i, s in enumerate(spans) if i not in used]
        tally.wrong += len(wrong)
        yield from ((f"{kind} wrong", row.text[s.slice].lower()) for s in wrong)


def main(path: Path) -> int:
    """Print the figures; the exit code is 1 where a floor is not reached on the held-out half."""
    rows, documents = read(path)
    reader = language.load()
    index = cues.index(turtle.load(turtle.ontology_dir() / "cues.ttl").cues)
    started = time.perf_counter()
    sentences = [Sentence("", n, Span(0, len(r.text)), r.text) for n, r in enumerate(rows)]
    parsed = list(reader.parse(sentences))
    parsing = time.perf_counter() - started
    found = [[(k, m.span) for m in cues.matches(s, index) if (k := kind_of(m))] for s in parsed]
    finding = time.perf_counter() - started - parsing
    tallies = {half: {kind: Tally() for kind in KINDS} for half in (0, 1)}
    slips: Counter[tuple[str, str]] = Counter()
    for r, spans in zip(rows, found, strict=True):
        half = int(r.document >= documents // 2)
        for slip in compare(r, spans, tallies[half]):
            slips[slip] += half == 0
    for half, name in ((0, "first half (lists looked over against it)"), (1, "second half (held out)")):
        print(f"{name}:")
        for kind in KINDS:
            tally = tallies[half][kind]
            print(f"  {kind:12} {tally}   n={tally.right + tally.missed}")
    print(f"finding cues took {finding / parsing:.2f} of the parse's time ({len(rows)} sentences)")
    print("most frequent slips, first half:")
    for (side, words), n in sorted(slips.items(), key=lambda item: (-item[1], item[0]))[:16]:
        print(f"  {n:4} {side}: {words}")
    return int(any(tallies[1][k].figures(tallies[1][k].right)[2] < FLOORS[k] for k in KINDS))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m benchmarks.bioscope ABSTRACTS_XML")
    sys.exit(main(Path(sys.argv[1])))
