"""The arcs that a construction leaves out: control, coordination, copulas, light verbs, nominalisations."""

from __future__ import annotations

from kgraph.arcs import NOMINAL, Arcs
from kgraph.model import Token

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "prove", "represent", "constitute"})
_ROUNDS = 7


class Inference(Arcs):
    """Arcs inferred from arcs, round after round, until nothing is added."""

    def settle(self) -> None:
        """Infer around every token until the arcs stay as they are."""
        for _ in range(_ROUNDS):
            before = len(self.arcs)
            for token in self.tokens:
                self.infer(token)
            if len(self.arcs) == before:
                break

    def infer(self, token: Token) -> None:
        """Whatever the arcs so far let us add around one token."""
        if token.dep in {"acl", "relcl"}:
            self.infer_clause(token)
        if token.dep in {"xcomp", "ccomp"}:
            self.infer_complement(token)
        if token.dep in {"advcl", "pcomp"}:
            self.infer_adverbial(token)
        if token.dep == "conj":
            self.infer_conjunct(token)
        self.infer_particle(token)
        self.infer_copula(token)
        self.infer_light(token)
        if token.pos in NOMINAL:
            self.infer_noun(token)
        if token.tag == "VBG" and token.dep == "amod":
            for noun, cost in self.get(token.index, "bears"):
                self.copy(noun, "own", token.index, "subj", cost)
        if token.tag == "VBN" and token.dep == "amod":  # "leads to reduced X" reduces X
            self.copy(token.head, "doer", token.index, "subj")
        if (
            token.mention is not None and token.pos == "VERB"
        ):  # "is banned": a verb that names what it makes of it
            self.copy(token.index, "obj", token.index, "subj")
        self.infer_as(token)

    def copy(self, source: int, role: str, target: int, as_role: str, cost: int = 0) -> bool:
        """Give `target` the `role` fillers of `source`; whether there were any."""
        found = self.get(source, role)
        for child, own in found:
            self.add(target, as_role, child, own + cost)
        return bool(found)

    def subjects(self, verb: int) -> list[tuple[int, int]]:
        """Who the clause is about: the subject, in a passive the object."""
        if self.passive(verb):
            return self.get(verb, "obj") or self.get(verb, "subj")
        return self.get(verb, "subj")

    def passive(self, verb: int) -> bool:
        token = self.tokens[verb]
        return (
            token.tag == "VBN"
            and not self.dep(verb, "dobj")
            and not any(a.lemma == "have" for a in self.dep(verb, "aux") if not self.dep(verb, "auxpass"))
        )

    def lacks_subject(self, verb: Token) -> bool:
        return not self.dep(verb.index, "nsubj", "nsubjpass", "csubj", "expl")

    def infer_clause(self, clause: Token) -> None:
        head = self.antecedent(clause)
        index = clause.index
        if clause.dep == "relcl":
            verb = self.tokens[head]
            while verb.pos in NOMINAL | {"ADP"} and verb.head != verb.index:
                verb = self.tokens[verb.head]
            if verb.pos == "VERB" and self.comma_before(
                clause
            ):  # "…, which can help": the whole event may do it
                self.copy(verb.index, "subj", index, "subj", 2)
            if not self.get(index, "obj") and self.dep(index, "nsubj") and not self.relative_inside(index):
                self.add(index, "obj", head)
            return
        if clause.tag == "VBN":
            self.add(index, "obj", head)
        elif clause.pos == "ADJ" or clause.tag == "VBG":
            self.add(index, "subj", head)
        elif clause.pos in {"VERB", "AUX"}:
            if not self.copy(head, "own", index, "subj"):
                self.add(index, "subj", head, 1)
            if not self.dep(index, "dobj", "prep"):
                self.add(index, "obj", head, 1)

    def comma_before(self, clause: Token) -> bool:
        first = min((k.index for k in self.kids[clause.index]), default=clause.index)
        return first > 0 and self.tokens[first - 1].text == ","

    def relative_inside(self, index: int) -> bool:
        return any(k.index in self.alias for k in self.kids[index])

    def infer_complement(self, token: Token) -> None:
        matrix, index = token.head, token.index
        lends = not self.grammar.helping.isdisjoint({self.tokens[matrix].lemma})
        role = "obj" if self.passive(index) and token.pos == "VERB" else "subj"
        if self.lacks_subject(token):
            objects = [] if self.passive(matrix) else self.get(matrix, "obj")
            for child, cost in objects:
                self.add(index, role, child, cost)
            for child, cost in self.subjects(matrix):
                self.add(index, role, child, cost + (1 if objects and not lends else 0))
        elif lends:
            for child, cost in self.subjects(matrix):
                self.add(index, role, child, cost)
        if token.pos in NOMINAL | {"ADJ"}:
            for subject in self.dep(index, "nsubj"):
                self.add(index, "subj", subject.index)

    def infer_adverbial(self, token: Token) -> None:
        index = token.index
        governor = self.tokens[token.head]
        if (
            token.dep == "advcl" and governor.pos in NOMINAL
        ):  # "reports X, Y and Z when using W" hangs on the verb
            while governor.dep in {"conj", "dobj"} and governor.pos in NOMINAL:
                governor = self.tokens[governor.head]
            self.add(governor.index, "adv", index, 1)
        if not self.lacks_subject(token):
            return
        if token.dep == "pcomp":
            governor = self.tokens[governor.head]
            while governor.dep == "prep" and governor.pos == "ADP":
                governor = self.tokens[governor.head]
        role = "obj" if token.tag == "VBN" and self.passive(index) else "subj"
        if governor.pos in {"VERB", "AUX"}:
            for child, cost in self.subjects(governor.index):
                self.add(index, role, child, cost)
            if token.dep == "pcomp" and not self.passive(governor.index):
                self.copy(governor.index, "obj", index, role, 1)
        else:
            if not self.copy(governor.index, "own", index, role):
                self.add(index, role, governor.index, 1)
            self.copy(governor.index, "subj", index, role, 1)

    def infer_conjunct(self, token: Token) -> None:
        first, index = token.head, token.index
        if token.pos in {"VERB", "AUX"} or self.tokens[first].pos in {"VERB", "AUX"}:
            if self.lacks_subject(token):
                passive = self.passive(index)
                for child, cost in self.subjects(first):
                    self.add(index, "obj" if passive else "subj", child, cost)
                self.copy(first, "bears", index, "bears")
            if not self.dep(first, "dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "nsubjpass"):
                self.copy(index, "obj", first, "obj", 1)
        elif token.pos in {"NOUN", "PROPN", "ADJ"}:
            for role in ("subj", "own"):
                if not self.dep(index, "poss"):
                    self.copy(first, role, index, role, 0 if role == "subj" else 1)

    def infer_particle(self, token: Token) -> None:
        """ "Takes away X" and "deals with X": particle or preposition, the parser may call it either."""
        for particle in self.dep(token.index, "prt"):
            self.copy(token.index, "obj", token.index, f"p:{particle.lemma}")

    def infer_copula(self, token: Token) -> None:
        if token.lemma in _COPULAS or self.dep(token.index, "oprd", "acomp", "attr"):
            for attribute, cost in self.get(token.index, "attr"):
                for conjunct in (attribute, *(k.index for k in self.dep(attribute, "conj"))):
                    if token.lemma in _COPULAS:
                        self.share_prepositions(token.index, conjunct)
                        for child, own in self.subjects(token.index):
                            self.add(conjunct, "subj", child, cost + own)
                    else:
                        source = "obj" if self.get(token.index, "obj") else "subj"
                        self.copy(token.index, source, conjunct, "subj", cost)

    def infer_as(self, token: Token) -> None:
        """X as Y, use X as Y, X is used as Y, X serves as Y: Y is said of X."""
        for child, cost in self.get(token.index, "p:as"):
            if token.pos in {"VERB", "AUX"}:
                source = "obj" if self.get(token.index, "obj") else "subj"
                self.copy(token.index, source, child, "subj", cost)
            elif token.pos in NOMINAL:
                self.copy(token.index, "own", child, "subj", cost)
                if not self.get(token.index, "own"):
                    self.add(child, "subj", token.index, cost)
                if token.dep == "dobj":
                    self.add(child, "subj", token.index, cost)

    def infer_light(self, token: Token) -> None:
        """Offers relief, has properties, leads to a reduction: the noun is the subject's doing."""
        for role in self.grammar.light.get(token.lemma, ()):
            for noun, cost in self.get(token.index, role):
                if self.tokens[noun].pos not in NOMINAL and self.tokens[noun].dep not in {"dobj", "pobj"}:
                    continue
                for conjunct in (noun, *(k.index for k in self.dep(noun, "conj"))):
                    for child, own in self.get(token.index, "subj"):
                        if child != conjunct:
                            self.add(conjunct, "own", child, cost + own)
                            self.add(conjunct, "doer", child, cost + own)

    def infer_noun(self, noun: Token) -> None:
        index = noun.index
        if noun.dep == "dobj":  # "gains attention for X": the preposition hangs on either
            self.share_prepositions(index, noun.head)
            self.share_prepositions(noun.head, index)
        if (
            noun.dep == "pobj" and self.tokens[self.tokens[noun.head].head].pos == "VERB"
        ):  # "turns to X for Y"
            self.share_prepositions(index, self.tokens[noun.head].head)
        if noun.lemma in self.grammar.transparent:  # "a degree of relief from X"
            for inner, cost in self.get(index, "p:of"):
                self.share_prepositions(index, inner)
                self.copy(index, "doer", inner, "doer", cost)
                self.copy(index, "doer", inner, "own", cost)
        for child, cost in self.get(index, "p:of"):
            self.add(index, "own", child, cost)
        for child, cost in self.get(index, "same"):
            self.add(child, "subj", index, cost)
        for child, _ in self.get(index, "member"):
            self.copy(index, "own", child, "own", 1)
        for head in (noun.head,) if noun.dep == "pobj" and self.tokens[noun.head].lemma == "with" else ():
            bearer = self.tokens[self.tokens[head].head]
            if bearer.pos in NOMINAL:
                self.add(index, "own", bearer.index, 1)
        for clause in self.dep(index, "acl"):
            if clause.tag == "VBN" and clause.lemma in {
                "associate",
                "link",
                "relate",
                "connect",
                "attribute",
            }:
                for role in ("p:with", "p:to"):
                    self.copy(clause.index, role, index, "own")
        verb = self.grammar.verb_of.get(noun.lemma)
        if verb:
            self.infer_nominalisation(noun)

    def share_prepositions(self, source: int, target: int) -> None:
        for head, role in list(self.index):
            if head == source and role.startswith("p:") and role != "p:of":
                for child, cost in self.get(source, role):
                    if cost == 0:
                        self.add(target, role, child, 1)

    def infer_nominalisation(self, noun: Token) -> None:
        index = noun.index
        has_object = bool(self.get(index, "p:of")) or any(
            self.get(index, f"p:{p}") for p in self.grammar.object_preps.get(noun.lemma, ())
        )
        self.copy(index, "p:of", index, "obj")
        for prep in self.grammar.object_preps.get(noun.lemma, ()):
            self.copy(index, f"p:{prep}", index, "obj")
        self.copy(index, "p:by", index, "subj")
        self.copy(index, "doer", index, "subj")
        self.copy(index, "poss", index, "subj", 0 if has_object else 1)
        self.copy(index, "p:of", index, "subj", 1)
        for child, cost in self.get(index, "mod"):
            if self.tokens[child].pos in NOMINAL:
                self.add(index, "obj", child, cost)
                self.add(index, "subj", child, cost + 1)
