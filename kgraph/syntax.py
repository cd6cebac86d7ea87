"""The normalised parse: who does what to whom, whatever the construction.

A dependency parse says how words attach (`attachment`); what the construction leaves out is added (`inference`,
`ascription`, `nominals`), so that active and passive, relative clause, participle, infinitive, nominal and light-verb
forms come to the same arcs.
The rules are those of collapsed and enhanced dependencies (de Marneffe & Manning 2008; Schuster & Manning 2016),
carried further to nominalisations and light verbs (as in NomBank, Meyers et al. 2004).

Roles: `subj`, `obj`, `iobj`, `attr` (what a copula ascribes), `comp` (clausal complement), `adv` (adverbial clause),
`to` (infinitive, wherever it hangs), `advmod`, `neg`, `p:X` (by preposition X), `own` (whose it is), `poss` (said by
a possessive), `doer` (whose doing it is), `mod` (premodifier), `bears` (a participle's noun), `member` (an example of
it), `same` (apposition).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kgraph.arcs import NOMINAL, Arc, Arcs
from kgraph.attachment import attach
from kgraph.grammar import Grammar
from kgraph.inference import settle
from kgraph.model import Token

Ends = tuple[tuple[int, int], ...]
"""(cost, token index) pairs of the far ends of arcs, cheapest first."""

Opening = tuple[bool, str]
"""Whether an arc leads from a token, rather than to it, and its role."""


@dataclass(frozen=True)
class Syntax:
    """The arcs of one sentence with their costs: 0 as parsed, more for each step that was inferred.

    `names` are the entities that mention tokens name, by token index.
    """

    tokens: tuple[Token, ...]
    arcs: Mapping[Arc, int]
    grammar: Grammar
    names: Mapping[int, str] = field(default_factory=dict)

    def out(self, head: int, role: str) -> Ends:
        """(cost, child) pairs of the arcs of that role from `head`, cheapest first."""
        return self._out.get((head, role), ())

    def into(self, child: int, role: str) -> Ends:
        """(cost, head) pairs of the arcs of that role to `child`, cheapest first."""
        return self._into.get((child, role), ())

    @cached_property
    def _out(self) -> dict[tuple[int, str], Ends]:
        return _grouped(((head, role), cost, child) for (head, role, child), cost in self.arcs.items())

    @cached_property
    def _into(self) -> dict[tuple[int, str], Ends]:
        return _grouped(((child, role), cost, head) for (head, role, child), cost in self.arcs.items())

    @cached_property
    def openings(self) -> tuple[frozenset[Opening], ...]:
        """For each token the arcs that it has, by direction and role."""
        found: list[set[Opening]] = [set() for _ in self.tokens]
        for head, role, child in self.arcs:
            found[head].add((True, role))
            found[child].add((False, role))
        return tuple(map(frozenset, found))

    @cached_property
    def lemmas(self) -> tuple[tuple[str, ...], ...]:
        """For each token what a pattern may ask for there.

        That is its lemma, a nominalisation's verb and the entity it names; of every verb of taking also "take", of
        every word of negation also "not".
        """
        return tuple(map(self._lemmas, self.tokens))

    def _lemmas(self, token: Token) -> tuple[str, ...]:
        lemma = token.lemma
        said = [lemma]
        verb = self.grammar.verb_of.get(lemma) if token.pos in NOMINAL else None
        if verb and verb != lemma:
            said.append(verb)
        if token.index in self.names and self.names[token.index] != lemma:
            said.append(self.names[token.index])
        if token.pos == "VERB" and lemma in self.grammar.taking and lemma != "take":
            said.append("take")
        if self.negates(token.index) and lemma != "not":
            said.append("not")
        return tuple(said)

    def announces(self) -> bool:
        """Whether the sentence only says what the text is going to do ("this article explores", "we will look at")."""
        texts, telling = self.grammar.texts, self.grammar.telling
        return any(
            (token.lemma in texts and self._this_text(token))
            or (token.lemma in telling and self._proposes(token))
            for token in self.tokens
        )

    def _this_text(self, text: Token) -> bool:
        own = (t for t in self.tokens if t.head == text.index)
        return text.dep == "nsubj" and any(t.lemma == "this" for t in own)

    def _proposes(self, verb: Token) -> bool:
        """Whether the writers say that they will tell of something, now or in this text."""
        if verb.tag not in {"VB", "VBP"}:
            return False
        below = [t for t in self.tokens if t.head == verb.index != t.index]
        if not any(t.text.lower() in {"we", "us", "i"} and t.dep == "nsubj" for t in below):
            return False
        later = any(t.lemma in {"will", "shall"} or t.text.lower() in {"'ll", "’ll"} for t in below)
        here = any(t.lemma in self.grammar.texts for t in self.tokens[: verb.index])
        return later or here or self.tokens[verb.head].lemma == "let"

    def silence(self) -> str:
        """Why the sentence claims nothing, whatever its words: it asks or announces; empty where it may claim."""
        if self.asks():
            return "only asks whether it is so"
        return "only announces what the text is about" if self.announces() else ""

    def asks(self) -> bool:
        """Whether the sentence is a question, quoted or not: whoever asks whether a thing is so does not say so."""
        bare = (token.text.strip("\"'”’*_!") for token in reversed(self.tokens))
        return next(filter(None, bare), "").endswith("?")

    def negates(self, index: int) -> bool:
        """Whether the token is a word of negation: not, n't, never, or the "no" of "no trials"."""
        token = self.tokens[index]
        if token.dep in {"det", "predet", "preconj"}:
            return token.lemma in {"no", "neither"}
        return token.dep == "neg" or (token.dep == "nummod" and token.lemma == "zero")

    def up(self, index: int) -> Iterator[int]:
        """The token, its head in the parse, and so on to the root."""
        yield index
        while (head := self.tokens[index].head) != index:
            yield head
            index = head

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The token and those coordinated under it, in order of the text."""
        if index not in self._conjuncts:
            return (index,)
        found, queue = [index], [index]
        while queue:
            for child in self._conjuncts.get(queue.pop(), ()):
                if child not in found:
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))

    @cached_property
    def _conjuncts(self) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for token in self.tokens:
            if token.dep == "conj":
                found[token.head].append(token.index)
        return dict(found)


def _grouped(arcs: Iterable[tuple[tuple[int, str], int, int]]) -> dict[tuple[int, str], Ends]:
    found: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for key, cost, end in arcs:
        found[key].append((cost, end))
    return {key: tuple(sorted(ends)) for key, ends in found.items()}


def normalise(tokens: tuple[Token, ...], grammar: Grammar, names: Mapping[int, str] | None = None) -> Syntax:
    """The normalised parse of a sentence's tokens; `names` are the entities of its mention tokens."""
    arcs = Arcs(tokens, grammar)
    attach(arcs)
    settle(arcs)
    return Syntax(tokens, arcs.costs, grammar, names or {})
