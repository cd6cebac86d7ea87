"""The normalised parse: who does what to whom, whatever the construction.

A dependency parse says how words attach; this module adds what the construction leaves out, so that
active and passive, relative clause, participle, infinitive, nominal and light-verb forms come to the same arcs.
The rules are those of collapsed and enhanced dependencies (de Marneffe & Manning 2008; Schuster & Manning 2016),
carried further to nominalisations and light verbs (as in NomBank, Meyers et al. 2004).

Roles: `subj`, `obj`, `iobj`, `attr` (what a copula ascribes), `comp` (clausal complement), `adv` (adverbial clause),
`to` (infinitive, wherever it hangs), `advmod`, `neg`,
`p:X` (by preposition X), `own` (whose it is), `mod` (premodifier), `member` (an example of it), `same` (apposition).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgraph.arcs import NOMINAL, Arc
from kgraph.grammar import Grammar
from kgraph.inference import Inference
from kgraph.model import Token


@dataclass(frozen=True)
class Syntax:
    """The arcs of one sentence with their costs: 0 as parsed, more for each step that was inferred.

    `names` are the entities that mention tokens name, by token index.
    """

    tokens: tuple[Token, ...]
    arcs: Mapping[Arc, int]
    grammar: Grammar
    names: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        out: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
        for (head, role, child), cost in self.arcs.items():
            out[head, role].append((cost, child))
        object.__setattr__(self, "_out", {key: tuple(sorted(value)) for key, value in out.items()})
        table: defaultdict[int, list[int]] = defaultdict(list)
        for token in self.tokens:
            if token.dep == "conj":
                table[token.head].append(token.index)
        object.__setattr__(self, "_conjuncts", dict(table))

    _out: Mapping[tuple[int, str], tuple[tuple[int, int], ...]] = field(init=False, repr=False, compare=False)
    _conjuncts: Mapping[int, list[int]] = field(init=False, repr=False, compare=False)

    def out(self, head: int, role: str) -> tuple[tuple[int, int], ...]:
        """(cost, child) pairs of the arcs of that role from `head`, cheapest first."""
        return self._out.get((head, role), ())

    def roles(self, head: int) -> Iterator[str]:
        """The roles that `head` has arcs for."""
        return (role for (index, role) in self._out if index == head)

    def lemmas(self, index: int) -> tuple[str, ...]:
        """What a pattern may ask for at a token: its lemma, a nominalisation's verb, the entity it names.

        Every verb of taking is also "take", every word of negation also "not".
        """
        lemma = self.tokens[index].lemma
        noun = self.tokens[index].pos in NOMINAL
        also = [self.grammar.verb_of.get(lemma) if noun else None, self.names.get(index)]
        if lemma in self.grammar.taking and self.tokens[index].pos == "VERB":
            also.append("take")
        if self.negates(index):
            also.append("not")
        return (lemma, *(word for word in also if word and word != lemma))

    def announces(self) -> bool:
        """Whether the sentence only says what the text is going to do ("this article explores …")."""
        tokens = self.tokens
        return any(
            token.lemma in self.grammar.texts
            and token.dep == "nsubj"
            and any(t.head == token.index and t.lemma == "this" for t in tokens)
            for token in tokens
        )

    def negates(self, index: int) -> bool:
        """Whether the token is a word of negation: not, n't, never, or the "no" of "no trials"."""
        token = self.tokens[index]
        return token.dep == "neg" or (
            token.dep in {"det", "predet", "preconj"} and token.lemma in {"no", "neither"}
        )

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The token and those coordinated under it, in order of the text."""
        found, queue = [index], [index]
        while queue:
            for child in self._conjuncts.get(queue.pop(), ()):
                if child not in found:
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))


def normalise(tokens: tuple[Token, ...], grammar: Grammar, names: Mapping[int, str] | None = None) -> Syntax:
    """The normalised parse of a sentence's tokens; `names` are the entities of its mention tokens."""
    arcs = Inference(tokens, grammar)
    arcs.attach()
    arcs.settle()
    return Syntax(tokens, arcs.arcs, grammar, names or {})
