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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgraph.model import Token
from kgraph.ontology import CueWord

Arc = tuple[int, str, int]
"""Head index, role, child index."""

_ROUNDS = 7
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "prove", "represent", "constitute"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CLAUSES = frozenset({"xcomp", "advcl", "acl", "relcl", "ccomp"})
_EXAMPLE = frozenset({"including", "include", "like", "namely", "e.g.", "e.g", "i.e.", "viz"})


@dataclass(frozen=True)
class Grammar:
    """The words of grammar that an ontology lists, by lemma.

    `verb_of` gives a nominalisation's verb, `object_preps` the prepositions that mark its object beside "of";
    `light` the verbs that only lend a subject to their object noun, with the role of that noun;
    `helping` the verbs whose own subject also does what their complement says;
    `transparent` the nouns that stand for what they are of ("levels of", "use of");
    `taking` the verbs that stand for what is taken ("using X"); `people` the nouns for people;
    `classes` the words that do one another's work, by the name of the class and by each of them;
    `intake` the nouns for taking something, which need not say what ("daily use");
    `texts` the nouns by which a text speaks of itself.
    """

    verb_of: Mapping[str, str] = field(default_factory=dict)
    object_preps: Mapping[str, frozenset[str]] = field(default_factory=dict)
    light: Mapping[str, frozenset[str]] = field(default_factory=dict)
    helping: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    taking: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    intake: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, cues: Sequence[CueWord]) -> Grammar:
        """The grammar that an ontology's cues list."""
        words: defaultdict[str, list[CueWord]] = defaultdict(list)
        for cue in cues:
            words[cue.kind].append(cue)
        nouns = words["Nominalisation"]
        feature = lambda cue, name: [value for key, value in cue.features if key == name]  # noqa: E731
        light: defaultdict[str, set[str]] = defaultdict(set)
        for cue in words["LightVerb"]:
            light[cue.form].update(feature(cue, "role") or ["obj"])
        return cls(
            {cue.form: feature(cue, "verb")[0] for cue in nouns if feature(cue, "verb")},
            {cue.form: frozenset(feature(cue, "objectPreposition")) for cue in nouns},
            {form: frozenset(roles) for form, roles in light.items()},
            frozenset(cue.form for cue in words["HelpingVerb"]),
            frozenset(cue.form for cue in words["TransparentNoun"]),
            frozenset(cue.form for cue in words["TakingVerb"]),
            frozenset(cue.form for cue in words["PersonNoun"]),
            _classes(words["WordClass"]),
            frozenset(cue.form for cue in words["IntakeNoun"]),
            frozenset(cue.form for cue in words["TextNoun"]),
        )


def _classes(cues: Sequence[CueWord]) -> dict[str, frozenset[str]]:
    """The classes of words by their name, and by each word that names no other class."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for cue in cues:
        groups[dict(cue.features).get("name", cue.form)].add(cue.form)
    found = {name: frozenset(forms) for name, forms in groups.items()}
    for name in sorted(groups):
        for form in groups[name]:
            found.setdefault(form, frozenset(groups[name]))
    return found


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
        noun = self.tokens[index].pos in _NOMINAL
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
        return token.dep == "neg" or (token.dep in {"det", "predet", "preconj"} and token.lemma in {"no", "neither"})

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """The token and those coordinated under it, in order of the text."""
        found, queue = [index], [index]
        while queue:
            for child in self._conjuncts.get(queue.pop(), ()):
                if child not in found:
                    found.append(child)
                    queue.append(child)
        return tuple(sorted(found))


def mistaken_verbs(tokens: tuple[Token, ...], verbs: frozenset[str] | None) -> tuple[tuple[int, str], ...]:
    """Mentions before a word that looks like a noun or adjective but is likely their verb, each with a pronoun.

    `verbs` are the lemmas that wordings ask for, None for any. Returns (mention number, "it" or "they") pairs.
    """
    found = []
    for token, after in zip(tokens, tokens[1:], strict=False):
        if token.mention is None or token.dep not in {"compound", "nmod", "amod", "npadvmod", "dep", "nsubj", "ROOT"}:
            continue
        word = after.text.lower()
        stem = word.removesuffix("s")
        plural = after.tag in {"NNS", "NNPS", "JJ", "NNP", "NN"} and word.endswith("s") and (verbs is None or stem in verbs or word.removesuffix("es") in verbs)
        past = after.tag == "VBN" and after.dep == "amod" and after.head > after.index and (verbs is None or after.lemma in verbs)
        if after.mention is None and (plural or past):
            found.append((token.mention, "they" if token.tag == "NNS" else "it"))
    return tuple(found)


def repair(tokens: tuple[Token, ...], covers: Callable[[int, int], bool]) -> tuple[Token, ...]:
    """The tokens with members that stand after their class attached to it (`dep` "member"), and slips mended.

    In "the alkaloids in X, A and B" a parser takes A and B for more of X; `covers(noun, member)` knows better:
    it says whether the generic noun at the first index may stand for the mention at the second.
    """
    fixed = list(tokens)
    for token in tokens:
        _mend_auxiliary(fixed, token)
        _mend_subject(fixed, token)
        _mend_predicate(fixed, fixed[token.index])
        _mend_particle(fixed, token)
        _mend_gerund(fixed, token)
        _mend_coordination(fixed, token)
        _mend_example(fixed, token, covers)
        _mend_list(fixed, token, covers)
        _mend_aside(fixed, token, covers)
        _mend_title(fixed, token, covers)
    for noun in tokens:
        if noun.mention is None:
            continue
        member = _listed_after(tokens, noun, covers)
        if member is not None and not _above(fixed, noun.index, member):
            fixed[member] = replace(fixed[member], head=noun.index, dep="member")
    return tuple(fixed)


def _mend_auxiliary(tokens: list[Token], token: Token) -> None:
    """A subject that hangs on an auxiliary belongs to the verb it helps."""
    head = tokens[token.head]
    if token.dep in {"nsubj", "nsubjpass"} and head.dep in {"aux", "auxpass"}:
        tokens[token.index] = replace(token, head=head.head)


def _mend_subject(tokens: list[Token], name: Token) -> None:
    """A name right before a finite verb that has no subject is its subject."""
    verb = tokens[name.head]
    if name.mention is None or name.dep not in {"compound", "nmod", "npadvmod", "amod"}:
        return
    finite = verb.tag in {"VBZ", "VBP", "VBD"} and verb.index == name.index + 1
    if finite and not any(t.head == verb.index and t.dep in {"nsubj", "nsubjpass"} for t in tokens):
        tokens[name.index] = replace(name, dep="nsubj")


def _mend_predicate(tokens: list[Token], verb: Token) -> None:
    """A finite verb taken for a modifier of its object gets its place back."""
    noun = tokens[verb.head]
    if verb.tag not in {"VBZ", "VBP", "VBD"} or verb.dep not in {"compound", "amod", "nmod"} or noun.index < verb.index:
        return
    top = verb.index if noun.head == noun.index else noun.head
    tokens[verb.index] = replace(verb, head=top, dep=noun.dep, pos="VERB")
    tokens[noun.index] = replace(noun, head=verb.index, dep="dobj")


def _mend_particle(tokens: list[Token], particle: Token) -> None:
    """What follows a particle ("brings about X") is the object of the verb."""
    if particle.dep == "prt":
        for token in tokens:
            if token.head == particle.index and token.dep == "pobj":
                tokens[token.index] = replace(token, head=particle.head, dep="dobj")


def _mend_gerund(tokens: list[Token], gerund: Token) -> None:
    """In "for managing pain", a gerund taken for an adjective of its object becomes its verb."""
    if gerund.tag != "VBG" or gerund.dep not in {"amod", "compound"} or gerund.index == 0 or gerund.mention is not None:
        return
    before, noun = tokens[gerund.index - 1], tokens[gerund.head]
    if before.pos in {"ADP", "SCONJ"} and noun.dep == "pobj" and noun.head == before.index:
        tokens[gerund.index] = replace(gerund, head=before.index, dep="pcomp", pos="VERB")
        tokens[noun.index] = replace(noun, head=gerund.index, dep="dobj")


def _mend_coordination(tokens: list[Token], first: Token) -> None:
    """In "the safety and potential side effects", a noun taken for a modifier of the next becomes its conjunct."""
    second = tokens[first.head]
    if first.pos != "NOUN" or first.dep not in {"nmod", "compound", "amod"} or second.index < first.index:
        return
    kids = [t for t in tokens if t.head == first.index and t.index != first.index]
    joined = any(t.dep == "cc" and first.index < t.index < second.index for t in kids)
    if joined and not any(t.dep == "conj" and t.pos in _NOMINAL for t in kids) and first.mention is not None:
        tokens[first.index] = replace(first, head=second.head if second.head != second.index else first.index, dep=second.dep)
        tokens[second.index] = replace(second, head=first.index, dep="conj")


def _mend_list(tokens: list[Token], item: Token, covers: Callable[[int, int], bool]) -> None:
    """In "A, a B, C and D", an item taken for an apposition of the first is one of the list."""
    first = tokens[item.head]
    if item.dep != "appos" or item.mention is None or first.mention is None:
        return
    listed = any(t.head == item.index and t.dep == "conj" for t in tokens)
    if listed and not covers(first.index, item.index) and not covers(item.index, first.index):
        tokens[item.index] = replace(item, dep="conj")


def _mend_aside(tokens: list[Token], noun: Token, covers: Callable[[int, int], bool]) -> None:
    """In "A, a B known for C, does D", a class noun that took A's place goes back to be its apposition."""
    if noun.mention is None:
        return
    for name in tokens[: noun.index]:
        if name.mention is None or not covers(noun.index, name.index):
            continue
        if name.head == noun.head and name.dep == noun.dep == "nsubj":
            tokens[noun.index] = replace(noun, head=name.index, dep="appos")
        elif name.head == noun.index and name.dep == "dep" and noun.head != name.index:
            top = name.index if noun.head == noun.index else noun.head
            tokens[name.index] = replace(name, head=top, dep=noun.dep)
            tokens[noun.index] = replace(noun, head=name.index, dep="appos")


def _mend_title(tokens: list[Token], noun: Token, covers: Callable[[int, int], bool]) -> None:
    """In "the alkaloids A and B", the class noun before the name is an apposition of it."""
    name = tokens[noun.head]
    if noun.mention is not None and noun.dep in {"compound", "nmod"} and name.index == noun.index + 1:
        if name.mention is not None and covers(noun.index, name.index):
            tokens[noun.index] = replace(noun, dep="appos")


def _mend_example(tokens: list[Token], prep: Token, covers: Callable[[int, int], bool]) -> None:
    """In "the alkaloids in the leaves, such as A", A is an example of what may be one, not of the nearest noun."""
    if prep.dep != "prep" or (prep.lemma not in _EXAMPLE and prep.lemma != "as"):
        return
    member = next((t for t in tokens if t.head == prep.index and t.dep == "pobj" and t.mention is not None), None)
    noun = tokens[prep.head]
    if member is None or noun.pos not in _NOMINAL or covers(noun.index, member.index):
        return
    for _ in tokens:
        noun = tokens[noun.head]
        if noun.pos in _NOMINAL and covers(noun.index, member.index):
            tokens[prep.index] = replace(prep, head=noun.index)
            return


_ABOVE_ALL = frozenset({"primarily", "mainly", "mostly", "particularly", "especially", "notably", "namely",
                        "specifically", "chiefly", "principally", "above", "all", "in", "particular"})  # fmt: skip


def _listed_after(tokens: tuple[Token, ...], noun: Token, covers: Callable[[int, int], bool]) -> int | None:
    """The first mention after a comma, dash, colon or bracket that the noun covers, "primarily" and the like between."""
    index, opened = noun.index + 1, False
    while index < len(tokens) and index < noun.index + 9:
        token = tokens[index]
        if token.text in {",", "–", "—", "-", ":", "("}:
            opened = True
        elif token.mention is not None and (opened or covers(noun.index, index)):
            return index if opened and covers(noun.index, index) else None
        elif opened and token.lemma not in _ABOVE_ALL | {"the", "a"} and token.pos != "ADJ":
            return None
        elif not opened and token.pos in {"VERB", "AUX"} and token.tag != "VBN":
            return None
        index += 1
    return None


def _above(tokens: list[Token], index: int, other: int) -> bool:
    """Whether `other` is above `index` in the tree."""
    for _ in tokens:
        index = tokens[index].head
        if index == other:
            return True
    return False


def normalise(tokens: tuple[Token, ...], grammar: Grammar, names: Mapping[int, str] | None = None) -> Syntax:
    """The normalised parse of a sentence's tokens; `names` are the entities of its mention tokens."""
    builder = _Builder(tokens, grammar)
    builder.attach()
    for _ in range(_ROUNDS):
        before = len(builder.arcs)
        for token in tokens:
            builder.infer(token)
        if len(builder.arcs) == before:
            break
    return Syntax(tokens, builder.arcs, grammar, names or {})


class _Builder:
    """Arcs as they grow; each rule only adds, so the rounds end."""

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
            if token.dep in {"relcl", "acl"} or (token.dep == "advcl" and self.tokens[token.head].pos in _NOMINAL):
                self.relate(token)
        for token in self.tokens:
            self.attach_one(token)

    def relate(self, clause: Token) -> None:
        antecedent = self.antecedent(clause)
        queue = [clause.index]
        while queue:
            for kid in self.kids[queue.pop()]:
                if kid.tag in _RELATIVE or (kid.lemma == "that" and kid.dep in {"nsubj", "nsubjpass", "dobj"}):
                    self.alias[kid.index] = antecedent
                elif kid.dep in {"prep", "xcomp", "dobj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "agent"}:
                    queue.append(kid.index)

    def antecedent(self, clause: Token) -> int:
        """The noun that the clause is about; a plural verb after a list is about the whole list."""
        head = self.tokens[clause.head]
        verbs = [clause, *self.dep(clause.index, "aux", "auxpass")]
        if any(v.tag == "VBP" for v in verbs) and head.tag not in {"NNS", "NNPS"}:
            if head.dep == "pobj" and clause.dep == "relcl":
                return self.plural_head(head.index)
            while head.dep in {"conj", "appos"} and self.tokens[head.head].pos in _NOMINAL:
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
        for place in (head, *self.dep(head.index, "dobj"), *([self.tokens[head.head]] if head.dep == "dobj" else [])):
            self.add(place.index, "to", verb.index)

    def premodify(self, token: Token) -> None:
        head, index = token.head, token.index
        self.add(head, "mod", index)
        noun = self.tokens[head]
        if token.pos in _NOMINAL and noun.pos in _NOMINAL:
            self.add(head, "own", index, 1)
        # "pain-relieving properties", "drug-induced sleep": the noun before the hyphen is an argument
        if noun.tag == "VBG" and token.pos in _NOMINAL and index < head:
            self.add(head, "obj", index)
        if noun.tag == "VBN" and token.pos in _NOMINAL and index < head:
            self.add(head, "subj", index)
        if token.tag == "VBG" and noun.pos in _NOMINAL:
            self.add(index, "bears", head)
        if token.tag == "VBN" and noun.pos in _NOMINAL:
            self.add(index, "obj", head)
        if token.pos == "ADJ" and noun.pos in _NOMINAL and index > head:
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
                if word == "as" and such:
                    self.add(self.plural_head(head), "member", kid.index)
                elif word in _EXAMPLE and self.tokens[head].pos in _NOMINAL:
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
            if above.pos not in _NOMINAL or above.index == token.index:
                return index
            token = above
        return token.index

    # ------------------------------------------------------------------ inferred

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
        if token.pos in _NOMINAL:
            self.infer_noun(token)
        if token.tag == "VBG" and token.dep == "amod":
            for noun, cost in self.get(token.index, "bears"):
                self.copy(noun, "own", token.index, "subj", cost)
        if token.tag == "VBN" and token.dep == "amod":  # "leads to reduced X" reduces X
            self.copy(token.head, "doer", token.index, "subj")
        if token.mention is not None and token.pos == "VERB":  # "is banned": a verb that names what it makes of it
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
        return token.tag == "VBN" and not self.dep(verb, "dobj") and not any(
            a.lemma == "have" for a in self.dep(verb, "aux") if not self.dep(verb, "auxpass")
        )

    def lacks_subject(self, verb: Token) -> bool:
        return not self.dep(verb.index, "nsubj", "nsubjpass", "csubj", "expl")

    def infer_clause(self, clause: Token) -> None:
        head = self.antecedent(clause)
        index = clause.index
        if clause.dep == "relcl":
            verb = self.tokens[head]
            while verb.pos in _NOMINAL | {"ADP"} and verb.head != verb.index:
                verb = self.tokens[verb.head]
            if verb.pos == "VERB" and self.comma_before(clause):  # "…, which can help": the whole event may do it
                self.copy(verb.index, "subj", index, "subj", 2)
            if not self.get(index, "obj") and self.dep(index, "nsubj") and not self.relative_inside(index):
                self.add(index, "obj", head)
            return
        if clause.tag == "VBN":
            self.add(index, "obj", head)
        elif clause.pos == "ADJ":
            self.add(index, "subj", head)
        elif clause.tag == "VBG":
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
        if token.pos in _NOMINAL | {"ADJ"}:
            for subject in self.dep(index, "nsubj"):
                self.add(index, "subj", subject.index)

    def infer_adverbial(self, token: Token) -> None:
        index = token.index
        governor = self.tokens[token.head]
        if token.dep == "advcl" and governor.pos in _NOMINAL:  # "reports X, Y and Z when using W" hangs on the verb
            while governor.dep in {"conj", "dobj"} and governor.pos in _NOMINAL:
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
            elif token.pos in _NOMINAL:
                self.copy(token.index, "own", child, "subj", cost)
                if not self.get(token.index, "own"):
                    self.add(child, "subj", token.index, cost)
                if token.dep == "dobj":
                    self.add(child, "subj", token.index, cost)

    def infer_light(self, token: Token) -> None:
        """Offers relief, has properties, leads to a reduction: the noun is the subject's doing."""
        for role in self.grammar.light.get(token.lemma, ()):
            for noun, cost in self.get(token.index, role):
                if self.tokens[noun].pos not in _NOMINAL:
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
        if noun.dep == "pobj" and self.tokens[self.tokens[noun.head].head].pos == "VERB":  # "turns to X for Y"
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
            if bearer.pos in _NOMINAL:
                self.add(index, "own", bearer.index, 1)
        for clause in self.dep(index, "acl"):
            if clause.tag == "VBN" and clause.lemma in {"associate", "link", "relate", "connect", "attribute"}:
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
            if self.tokens[child].pos in _NOMINAL:
                self.add(index, "obj", child, cost)
                self.add(index, "subj", child, cost + 1)
