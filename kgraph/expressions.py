"""Referring expressions: which words of a sentence may refer to something, and what their own form says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kgraph.arcs import NOMINAL, PLURAL, SUBJECTS
from kgraph.model import Sentence, Token
from kgraph.namespaces import IRI
from kgraph.ontology import Ontology
from kgraph.syntax import Syntax
from kgraph.terms import Classes

SINGULAR = frozenset({"it", "its"})
MANY = frozenset({"they", "them", "their"})
REFLEXIVE = frozenset({"itself", "themselves"})
PRONOUNS = SINGULAR | MANY | REFLEXIVE
"""The personal pronouns that may stand for a thing."""

PAIR = frozenset({"both", "neither", "either", "former", "latter"})
PAIRED = frozenset({"one", "two", "pair", "combination"})
"""What a pair may be called after "neither" or "the": "neither one", "the two"."""

NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
"""How many "all three" or "none of the three" are."""

BARE = frozenset({"this", "these"})
DEMONSTRATIVE = frozenset({"this", "these", "that", "those", "such"})
TWO = frozenset({"both", "neither", "either"})
OWNING = frozenset({"my", "your", "his", "her", "our"})
DEFINITE = DEMONSTRATIVE | TWO | {"the"}
_ANAPHORS = PRONOUNS | PAIR | BARE | NUMBERS.keys()
_PARTICULAR = DEFINITE | OWNING
DETERMINERS = frozenset({"det", "predet", "cc", "preconj"})
"""The labels of words that only determine a noun: "both" of "both Xs"."""


@dataclass(frozen=True)
class Expressions:
    """The referring expressions of one sentence."""

    ontology: Ontology
    sentence: Sentence
    syntax: Syntax

    def anaphoric(self, index: int) -> bool:
        """Whether the token's words let it refer to anything."""
        token = self.syntax.tokens[index]
        word = token.text.lower()
        pronoun = word in _ANAPHORS or (word == "that" and token.pos == "PRON")
        return pronoun or self.determiner(index) in _PARTICULAR

    def generic(self, index: int) -> bool:
        """Whether the token names a class that other mentions may stand for."""
        if self.stands_for(index) != ():
            return True
        own = self.own(self.syntax.tokens[index]) if self.determiner(index) == "this" else None
        return own is not None and self.ontology.names_class(own)

    def stands_for(self, index: int) -> Classes:
        """The classes whose members the token's noun may refer back to."""
        return self.ontology.meant_by(self.syntax.tokens[index].lemma)

    def classes(self, token: Token) -> Classes:
        """What a generic noun may stand for; a mention is generic where it names a class, in plain words."""
        own = self.own(token)
        named = own is not None and token.text != token.text.lower() and token.index > 0
        if named or (own is not None and not self.ontology.names_class(own)):
            return ()
        return self.stands_for(token.index)

    def own(self, token: Token) -> IRI | None:
        """The entity that the token itself names."""
        return self.sentence.mentions[token.mention].entity if token.mention is not None else None

    @cached_property
    def pronouns(self) -> tuple[Token, ...]:
        """The personal pronouns, in order."""
        return tuple(t for t in self.syntax.tokens if t.text.lower() in PRONOUNS)

    @cached_property
    def portions(self) -> tuple[Token, ...]:
        """The nouns for what is taken that name nothing, where they are many and particular: "the tablets"."""
        taken = self.syntax.grammar.intake & self.syntax.grammar.transparent
        plain = (t for t in self.syntax.tokens if t.mention is None and t.tag in PLURAL and t.lemma in taken)
        return tuple(t for t in plain if self.determiner(t.index) in _PARTICULAR)

    # ── What determines a noun ─────────────────────────────────────────────────────────────────────────────────────

    def determiner(self, index: int) -> str:
        """The first determiner of a noun, in lower case; empty where it has none."""
        return self._determiners.get(index, "")

    @cached_property
    def _determiners(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for token in self.syntax.tokens:
            owner = token.dep == "poss" and token.text.lower() in OWNING
            if token.dep in {"det", "predet"} or owner or (token.dep == "amod" and token.lemma == "such"):
                found.setdefault(token.head, token.text.lower())
        return found

    def modified(self, index: int) -> bool:
        """Whether words after a noun say more of it."""
        return any(c.dep in {"prep", "relcl", "acl"} for c in self.sentence.children(index))

    def specified(self, index: int) -> bool:
        """Whether words after the noun say which one is meant: a clause, or "of" or "in" what acts itself.

        A clause after a comma only says more of what is known.
        """
        below = self.sentence.children(index)
        preps = {c.index for c in below if c.dep == "prep" and c.lemma != "of"}
        comma = self.syntax.tokens[index + 1 : index + 2]
        aside = {c.index for c in below if c.dep == "relcl" and comma and comma[0].text == ","}
        if any(c.dep in {"prep", "relcl", "acl"} and c.index not in preps | aside for c in below):
            return True
        governed = (self.own(t) for t in self.syntax.tokens if t.head in preps and t.dep == "pobj")
        return any(own is not None and self.ontology.is_agent(own) for own in governed)

    # ── What a phrase cannot mean ──────────────────────────────────────────────────────────────────────────────────

    def subjects(self, index: int) -> frozenset[int]:
        """The subjects of the verb whose object or the like the token is: they do nothing to themselves."""
        verb = self.syntax.tokens[index].head
        found = {subject for _, subject in self.syntax.out(verb, "subj") if subject != index}
        found |= {member for subject in found for _, member in self.syntax.out(subject, "member")}
        return frozenset(token for one in found for token in self.syntax.conjuncts(one))

    def fellows(self, index: int) -> frozenset[int]:
        """What is said together with a pronoun, which it cannot mean: X in "with X, it does Y", "used with X, it …"."""
        tokens = self.syntax.tokens
        pronoun = tokens[index]
        if pronoun.text.lower() not in {"it", "they"} or pronoun.dep not in SUBJECTS:
            return frozenset()
        beside = [t for t in tokens[:index] if t.head == pronoun.head and t.dep in {"prep", "advcl"}]
        fronted = {t.index for t in beside if not self._stands(t)}
        return frozenset(t.index for t in tokens[:index] if not fronted.isdisjoint(self.syntax.up(t.index)))

    def _stands(self, clause: Token) -> bool:
        """Whether a clause is one by itself: it has a subject, or bids ("do not stop X, it does Y")."""
        labels = {child.dep for child in self.sentence.children(clause.index)}
        bids = clause.tag in {"VB", "VBP"} and "dobj" in labels and ("aux" not in labels or "neg" in labels)
        return bids or not labels.isdisjoint(SUBJECTS)

    def relative(self, pronoun: Token) -> bool:
        """Whether a "that" stands for the noun right before it: "those that do X"."""
        before = self.syntax.tokens[pronoun.index - 1] if pronoun.index else None
        return pronoun.tag == "WDT" and before is not None and before.pos in NOMINAL

    def people_before(self, index: int) -> bool:
        """Whether a noun for people stands before the pronoun in the sentence, nearer than any other plural."""
        for token in reversed(self.syntax.tokens[:index]):
            if token.lemma in self.syntax.grammar.people:
                return True
            own = self.own(token)
            if own is not None and token.tag == "NNS" and self.ontology.is_agent(own):
                return False
        return False

    def many_before(self, index: int) -> bool:
        """Whether the sentence has said before what is many and names nothing: "some products …; these …"."""
        before = self.syntax.tokens[:index]
        return any(t.dep in SUBJECTS and t.tag in PLURAL and t.mention is None for t in before)
