"""What may tell how two things that a sentence names stand to one another: features of words, parse and classes.

Each is a text that says what it is ("object under suffer"), so that what was taught can be read. In a feature a name
is "#", since it is its class that matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kgraph.arcs import VERBAL
from kgraph.extractors.arguments import Arguments
from kgraph.extractors.fillers import Filler
from kgraph.model import Token
from kgraph.namespaces import IRI, local_name
from kgraph.ontology import Ontology

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADP", "ADV", "PROPN", "INTJ", "SCONJ", "PART"})
"""The coarse parts of speech of words that may tell."""

_LISTED = frozenset({"conj", "appos"})
_UP, _NEAR, _BETWEEN, _PATH, _ARCS = 4, 3, 15, 8, 3
"""How far a feature reaches: up the parse, also with a class, between two names, on the way by parse and by arcs."""

_APART = 4, 5
"""Words to a unit of distance, and the most units."""


class Features:
    """The features of one sentence: of all of it, of what it names as subject or object, and of two together."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.syntax = arguments.syntax
        self.tokens = arguments.syntax.tokens
        self._words = ["#" if t.mention is not None else t.lemma.lower() for t in self.tokens]

    def pairs(self) -> Iterator[tuple[Filler, Filler]]:
        """Subject and object: whatever the sentence names, refers to or is about, with whatever else it names.

        Of a thing that a sentence has in several places, the first counts, a name before a reference.
        """
        named = [f for token in self.tokens for f in self.arguments.named(token.index)]
        referred = self.arguments.referred() if named else ()
        seen = set()
        for subject in (*named, *referred):
            for object in named:
                ends = subject.argument.entity, object.argument.entity
                if ends[0] != ends[1] and subject.token != object.token and ends not in seen:
                    seen.add(ends)
                    yield subject, object

    @cached_property
    def of_sentence(self) -> tuple[str, ...]:
        """Its words."""
        words = (t.lemma.lower() for t in self.tokens if t.mention is None and t.pos in _TELLING)
        return tuple(dict.fromkeys(f"word {word}" for word in words))

    def of_object(self, object: Filler) -> tuple[str, ...]:
        """What it is, what it hangs on, and what stands beside it."""
        return tuple(dict.fromkeys(self._of_object(object)))

    def of_subject(self, subject: Filler) -> tuple[str, ...]:
        """What it is, how it is meant, and what stands beside it."""
        return tuple(dict.fromkeys(self._of_subject(subject)))

    def of_way(self, subject: Filler, object: Filler) -> tuple[str, ...]:
        """What stands between the two in text, parse and arcs; nothing where no word stands for the subject."""
        if subject.token < 0:
            return ()
        ends = subject.token, object.token
        return tuple(dict.fromkeys((*self._between(*ends), *self._path(*ends), *self._arcs(*ends))))

    def telling(self, subject: Filler, object: Filler) -> tuple[str, ...]:
        """Those that say more than what the two are."""
        classes = {f"object {cls}" for cls in _classes(object.argument.entity, self.arguments.ontology)}
        found = (*self.of_sentence, *self.of_object(object), *self.of_way(subject, object))
        return tuple(feature for feature in found if feature not in classes)

    def all(self, subject: Filler, object: Filler) -> tuple[str, ...]:
        """All that may tell of the two."""
        ends = of_ends(subject.argument.entity, object.argument.entity, self.arguments.ontology)
        names = (*self.of_object(object), *self.of_subject(subject), *ends)
        return (*self.of_sentence, *names, *self.of_way(subject, object))

    def _of_object(self, object: Filler) -> Iterator[str]:
        index, classes = object.token, _classes(object.argument.entity, self.arguments.ontology)
        above = list(self.syntax.up(index))[1:]
        yield f"object is {local_name(object.argument.entity)}"
        yield f"object as {self._first(index).dep}"
        for cls in classes:
            yield f"object {cls}"
            yield from (f"{cls} under {self._said(up)}" for up in above[:_NEAR])
            verb = next((up for up in above if self.tokens[up].pos in VERBAL), None)
            yield from () if verb is None else (f"{cls} of verb {self.tokens[verb].lemma.lower()}",)
        yield from (f"object under {self._said(up)}" for up in above[:_UP])
        yield f"object before {self._said(index + 1)}"
        yield f"object after {self._said(index - 1)}"
        yield f"object after {self._said(index - 2)} {self._said(index - 1)}"

    def _of_subject(self, subject: Filler) -> Iterator[str]:
        index = subject.token
        yield f"subject {'about' if index < 0 else 'referred' if subject.argument.coref else 'named'}"
        yield from (f"subject {cls}" for cls in _classes(subject.argument.entity, self.arguments.ontology))
        if index >= 0:
            yield f"subject as {self.tokens[index].dep}"
            yield f"subject before {self._said(index + 1)}"
            yield f"subject after {self._said(index - 1)}"

    def _between(self, subject: int, object: int) -> Iterator[str]:
        """The words from one to the other, which comes first, and how far they are apart."""
        order = "then" if subject < object else "back"
        first, last = sorted((subject, object))
        yield f"order {order}"
        yield f"apart {min((last - first) // _APART[0], _APART[1])}"
        yield from (f"{order} {self._said(at)}" for at in range(first + 1, min(last, first + 1 + _BETWEEN)))

    def _path(self, subject: int, object: int) -> Iterator[str]:
        """The way by the parse: its labels where it is short, and the words on it."""
        up, down = list(self.syntax.up(subject)), list(self.syntax.up(object))
        top = next((at for at in up if at in down), None)
        up = up if top is None else up[: up.index(top)]
        down = down if top is None else down[: down.index(top)]
        if len(up) + len(down) < _PATH:
            rising, falling = (" ".join(self.tokens[at].dep for at in way) for way in (up, reversed(down)))
            yield f"path {rising} ^ {falling}"
        way = {*up, *down, *(() if top is None else (top,))} - {subject, object}
        yield from (f"through {self._said(at)}" for at in sorted(way))

    def _arcs(self, subject: int, object: int) -> Iterator[str]:
        """The way by the arcs of the normalised parse, with and without its words."""
        way = self._by_arcs(subject, object)
        if way is None:
            yield "no arcs"
            return
        yield f"arcs {''.join(role for role, _ in way)}"
        said = (role if at == object else f"{role} {self._said(at)}" for role, at in way)
        yield f"arcs {' '.join(said)}"

    def _by_arcs(self, subject: int, object: int) -> tuple[tuple[str, int], ...] | None:
        """The shortest such way, the cheapest arcs first: each arc's direction and role, and where it leads."""
        front: list[tuple[int, tuple[tuple[str, int], ...]]] = [(subject, ())]
        seen = {subject}
        for _ in range(_ARCS):
            reached = []
            for node, way in front:
                for _, role, other in self._beside.get(node, ()):
                    if other == object:
                        return (*way, (role, other))
                    if other not in seen:
                        seen.add(other)
                        reached.append((other, (*way, (role, other))))
            front = reached
        return None

    @cached_property
    def _beside(self) -> dict[int, list[tuple[int, str, int]]]:
        """Of each token the arcs from and to it: cost, direction and role, other end."""
        found: dict[int, list[tuple[int, str, int]]] = {}
        for (head, role, child), cost in self.syntax.arcs.items():
            found.setdefault(head, []).append((cost, f">{role}", child))
            found.setdefault(child, []).append((cost, f"<{role}", head))
        return {node: sorted(arcs) for node, arcs in found.items()}

    def _first(self, index: int) -> Token:
        """The first of the list that a token is in."""
        token = self.tokens[index]
        while token.dep in _LISTED and token.head != token.index:
            token = self.tokens[token.head]
        return token

    def _said(self, index: int) -> str:
        """The word at a place, "#" for a name, "|" beyond the sentence."""
        return self._words[index] if 0 <= index < len(self._words) else "|"


def of_ends(subject: IRI, object: IRI, ontology: Ontology) -> tuple[str, ...]:
    """Of what classes two entities are."""
    theirs = _classes(object, ontology)
    return tuple(f"{cls} to {other}" for cls in _classes(subject, ontology) for other in theirs)


def _classes(entity: IRI, ontology: Ontology) -> tuple[str, ...]:
    known = ontology.entities.get(entity)
    return tuple(sorted(map(local_name, known.classes))) if known else ()
