"""Arcs as the parse states them, prepositions folded in and relative pronouns standing for what they refer to."""

from __future__ import annotations

from collections import defaultdict

from kgraph.grammar import Grammar
from kgraph.model import Token

Arc = tuple[int, str, int]
"""Head index, role, child index."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
"""The coarse parts of speech that can head a noun phrase."""

EXAMPLE = frozenset({"including", "include", "like", "namely", "e.g.", "e.g", "i.e.", "viz"})
"""The lemmas that bring in an example, beside "such as"."""

_CLAUSES = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


class Arcs:
    """Arcs as they grow; each rule only adds, so that adding ends."""

    def __init__(self, tokens: tuple[Token, ...], grammar: Grammar) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.arcs: dict[Arc, int] = {}
        self.kids: defaultdict[int, list[Token]] = defaultdict(list)
        for token in tokens:
            if token.head != token.index:
                self.kids[token.head].append(token)
        self.alias: dict[int, int] = {}
        self.index: defaultdict[tuple[int, str], dict[int, int]] = defaultdict(dict)

    def add(self, head: int, role: str, child: int, cost: int = 0) -> None:
        child = self.alias.get(child, child)
        if head != child and self.arcs.get((head, role, child), 99) > cost:
            self.arcs[head, role, child] = cost
            self.index[head, role][child] = cost

    def get(self, head: int, role: str) -> list[tuple[int, int]]:
        return [(child, cost) for child, cost in self.index[head, role].items()]

    def dep(self, head: int, *labels: str) -> list[Token]:
        return [t for t in self.kids[head] if t.dep in labels]

    # ------------------------------------------------------------------ as parsed

    def attach(self) -> None:
        """Arcs that the parse states, relative pronouns standing for what they refer to."""
        for token in self.tokens:
            if token.dep in {"relcl", "acl"} or (
                token.dep == "advcl" and self.tokens[token.head].pos in NOMINAL
            ):
                self.relate(token)
        for token in self.tokens:
            self.attach_one(token)

    def relate(self, clause: Token) -> None:
        antecedent = self.antecedent(clause)
        queue = [clause.index]
        while queue:
            for kid in self.kids[queue.pop()]:
                if kid.tag in _RELATIVE or (
                    kid.lemma == "that" and kid.dep in {"nsubj", "nsubjpass", "dobj"}
                ):
                    self.alias[kid.index] = antecedent
                elif kid.dep in {
                    "prep",
                    "xcomp",
                    "dobj",
                    "nsubj",
                    "nsubjpass",
                    "attr",
                    "pobj",
                    "conj",
                    "agent",
                }:
                    queue.append(kid.index)

    def antecedent(self, clause: Token) -> int:
        """The noun that the clause is about; a plural verb after a list is about the whole list."""
        head = self.tokens[clause.head]
        verbs = [clause, *self.dep(clause.index, "aux", "auxpass")]
        if any(v.tag == "VBP" for v in verbs) and head.tag not in {"NNS", "NNPS"}:
            if head.dep == "pobj" and clause.dep == "relcl":
                return self.plural_head(head.index)
            while head.dep in {"conj", "appos"} and self.tokens[head.head].pos in NOMINAL:
                head = self.tokens[head.head]
        return head.index

    def attach_one(self, token: Token) -> None:
        head, index = token.head, token.index
        match token.dep:
            case "nsubj" | "csubj":
                self.add(head, "subj", index)
            case "nsubjpass" | "csubjpass" | "dobj":
                self.add(head, "obj", index, 1 if self.dep(head, "prt") else 0)
            case "dative":
                self.add(head, "iobj", index)
            case "attr" | "acomp" | "oprd":
                self.add(head, "attr", index)
            case "poss":
                self.add(head, "own", index)
                self.add(head, "poss", index)
            case "compound" | "amod" | "nmod" | "npadvmod" | "nummod" | "quantmod":
                self.premodify(token)
            case "appos":
                self.add(head, "same", index)
            case "member":
                self.add(head, "member", index)
            case "conj" if token.pos == "ADP":
                self.prepose(token, self.tokens[head].head)
            case "xcomp" | "ccomp":
                self.add(head, "comp", index)
            case "advcl":
                self.add(head, "adv", index)
            case "neg" | "advmod":
                self.add(head, token.dep, index)
            case "det" | "predet" | "preconj" if token.lemma in {"no", "neither"}:
                self.add(head, "neg", index)
            case "conj" if any(k.lemma == "other" for k in self.kids[index]):
                first = head
                while True:
                    self.add(index, "member", first)
                    if self.tokens[first].dep != "conj":
                        break
                    first = self.tokens[first].head
            case "prep" | "agent" | "dative":
                self.prepose(token, head)
            case _:
                pass
        if token.tag == "VB" and token.dep in _CLAUSES and self.dep(index, "aux"):
            self.purpose(token)

    def purpose(self, verb: Token) -> None:
        """An infinitive may hang on the verb or on its object: "needs research to establish X"."""
        head = self.tokens[verb.head]
        for place in (
            head,
            *self.dep(head.index, "dobj"),
            *([self.tokens[head.head]] if head.dep == "dobj" else []),
        ):
            self.add(place.index, "to", verb.index)

    def premodify(self, token: Token) -> None:
        head, index = token.head, token.index
        self.add(head, "mod", index)
        noun = self.tokens[head]
        if token.pos in NOMINAL and noun.pos in NOMINAL:
            self.add(head, "own", index, 1)
        # "pain-relieving properties", "drug-induced sleep": the noun before the hyphen is an argument
        if noun.tag == "VBG" and token.pos in NOMINAL and index < head:
            self.add(head, "obj", index)
        if noun.tag == "VBN" and token.pos in NOMINAL and index < head:
            self.add(head, "subj", index)
        if token.tag == "VBG" and noun.pos in NOMINAL:
            self.add(index, "bears", head)
        if token.tag == "VBN" and noun.pos in NOMINAL:
            self.add(index, "obj", head)
        if token.pos == "ADJ" and noun.pos in NOMINAL and index > head:
            self.add(index, "subj", head)

    def prepose(self, prep: Token, head: int) -> None:
        word = prep.lemma
        such = any(k.lemma == "such" for k in self.kids[prep.index]) or (
            prep.index > 0 and self.tokens[prep.index - 1].lemma == "such"
        )
        for kid in self.kids[prep.index]:
            if kid.dep in {"pobj", "pcomp"}:
                if kid.dep == "pcomp" and kid.pos in {"ADP", "SCONJ"}:  # "due to X", "because of X"
                    for inner in self.dep(kid.index, "pobj", "pcomp"):
                        self.add(head, f"p:{word}_{kid.lemma}", inner.index)
                    continue
                if (word == "as" and such) or (word in EXAMPLE and self.tokens[head].pos in NOMINAL):
                    self.add(self.plural_head(head), "member", kid.index)
                elif prep.dep == "agent":
                    self.add(head, "subj", kid.index)
                    self.add(head, "p:by", kid.index)
                else:
                    self.add(head, f"p:{word}", kid.index)
                    if word == "between":
                        for other in self.dep(kid.index, "conj"):
                            self.add(head, "p:and", other.index)
            elif kid.dep == "prep":
                self.prepose(kid, head)

    def plural_head(self, index: int) -> int:
        """The noun that examples are of: several things, so the nearest plural noun that the phrase hangs on."""
        token = self.tokens[index]
        while token.tag not in {"NNS", "NNPS"}:
            above = self.tokens[token.head]
            while above.pos == "ADP" or above.dep == "acl" or (above.tag == "VBN" and above.dep != "ROOT"):
                above = self.tokens[above.head]
            if above.pos not in NOMINAL or above.index == token.index:
                return index
            token = above
        return token.index
