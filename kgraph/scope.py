"""Which words of a sentence govern a claim: the way up the parse from the claim's trigger.

Scope follows syntax, not a window of words: a cue governs a claim where the claim's trigger is the cue's
complement at any depth, or where the cue modifies a word on that way. What a clause passes on to a clause
below it depends on how the two are joined, as in the treatments of veridicality by FactBank (Saurí &
Pustejovsky 2009) and TruthTeller (Lotan et al. 2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from kgraph.model import Sentence, Token

_THROUGH = frozenset(
    [
        "ccomp",
        "xcomp",
        "pcomp",
        "prep",
        "pobj",
        "dobj",
        "attr",
        "acomp",
        "oprd",
        "dative",
        "agent",
        "csubj",
        "csubjpass",
        "appos",
        "dep",
        "amod",
        "compound",
        "nmod",
        "advmod",
        "npadvmod",
        "poss",
        "nummod",
        "meta",
        "intj",
        "parataxis",
    ]
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSAL = frozenset({"VERB", "AUX"})
_CONTRAST = frozenset({"but", "yet", "while", "whereas", "though", "although"})
_PARTICIPLE = frozenset({"VBG", "VBN"})
_SPECULATING = frozenset({"may", "might", "could"})


@dataclass(frozen=True, slots=True)
class Node:
    """A word on the way up, and what it passes down to the claim.

    `link` is the dependency by which the way came up to it (empty for the trigger), `child` the word it came
    from. `hedges`, `negates` and `reports` say whether its modifiers of that kind reach the claim.
    """

    index: int
    link: str = ""
    child: int | None = None
    hedges: bool = True
    negates: bool = True
    reports: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence's tokens with their children."""

    tokens: tuple[Token, ...]
    dependents: tuple[tuple[Token, ...], ...]
    ways: dict[int, tuple[Node, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `climb` has found, by the word where it starts."""

    @staticmethod
    @lru_cache(maxsize=4)  # the claims of one sentence are read one after another
    def of(sentence: Sentence) -> Tree:
        """The tree of a parsed sentence."""
        below: list[list[Token]] = [[] for _ in sentence.tokens]
        for token in sentence.tokens:
            if token.head != token.index:
                below[token.head].append(token)
        return Tree(sentence.tokens, tuple(map(tuple, below)))

    def children(self, index: int, *deps: str) -> tuple[Token, ...]:
        """The dependents of a word, in order; only those of the given relations where any are given."""
        below = self.dependents[index]
        return tuple([token for token in below if token.dep in deps]) if deps and below else below

    def child(self, index: int, *deps: str) -> Token | None:
        """The first such dependent."""
        for token in self.dependents[index]:
            if not deps or token.dep in deps:
                return token
        return None

    def up(self, index: int) -> Iterator[int]:
        """The word, its head, and so on to the root."""
        for _ in self.tokens:
            yield index
            if self.tokens[index].head == index:
                return
            index = self.tokens[index].head

    def common(self, indexes: Iterable[int]) -> int:
        """The lowest word that is above all the given ones or one of them."""
        ways = [tuple(self.up(index)) for index in sorted(indexes)]
        return next((i for i in ways[0] if all(i in way for way in ways)), ways[0][-1])

    def subtree(self, index: int) -> Iterator[int]:
        """The word and all below it, in no set order."""
        queue = [index]
        while queue:
            current = queue.pop()
            yield current
            queue.extend(token.index for token in self.dependents[current])

    def clause(self, index: int) -> int:
        """The nearest verb at or above the word, or the root."""
        last = index
        for current in self.up(index):
            last = current
            if self.tokens[current].pos in _CLAUSAL and self.tokens[current].dep not in {
                "aux",
                "auxpass",
                "amod",
            }:
                return current
        return last

    def passive(self, index: int) -> bool:
        """Whether a verb is in the passive: an auxiliary says so, or it is a bare past participle."""
        if self.child(index, "auxpass", "nsubjpass", "csubjpass"):
            return True
        token = self.tokens[index]
        return (
            token.tag == "VBN"
            and not self.child(index, "aux", "nsubj")
            and token.dep in {"acl", "amod", "advcl"}
        )

    def infinitive(self, index: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return any(t.tag == "TO" for t in self.children(index, "aux"))

    def own_subject(self, index: int) -> Token | None:
        """The subject among a verb's dependents; of several the nearest before it, since a label may precede."""
        found = list(self.children(index, "nsubj", "csubj", "nsubjpass"))
        before = [t for t in found if t.index < index]
        nearest = before[-1:] or found[:1]
        return nearest[0] if nearest else None

    def subject(self, index: int) -> Token | None:
        """The subject of a verb: its own, its noun's, that of the verb it is joined to, or its controller."""
        for _ in range(len(self.tokens)):
            own = self.own_subject(index)
            token = self.tokens[index]
            if own is not None:
                return self._antecedent(index) if own.tag in {"WP", "WDT"} and token.dep == "relcl" else own
            head = self.tokens[token.head]
            if head.index == index:
                return None
            if token.dep == "acl":
                return head if token.tag == "VBG" else None
            if token.dep == "xcomp" and (receiver := self.child(head.index, "dobj")):
                return receiver
            if token.dep not in {"conj", "xcomp", "advcl", "ccomp", "aux"} or head.pos not in _CLAUSAL:
                return None
            index = head.index
        return None

    def _antecedent(self, index: int) -> Token:
        return self.tokens[self.tokens[index].head]


def climb(tree: Tree, start: int) -> tuple[Node, ...]:
    """The trigger and every word above it whose cues can reach the claim, lowest first."""
    if start not in tree.ways:
        tree.ways[start] = tuple(_climbed(tree, start))
    return tree.ways[start]


def _climbed(tree: Tree, start: int) -> list[Node]:
    nodes = [Node(start)]
    current = start
    while (token := tree.tokens[current]).head != current:
        node = _step(tree, token, nodes)
        if node is None:
            break
        if any(n.link == "relcl" for n in nodes):
            node = replace(
                node, hedges=False, negates=False
            )  # of what is around an aside only the source counts
        nodes.append(node)
        current = node.index
    return nodes


def between(tree: Tree, start: int, stop: frozenset[int]) -> tuple[int, ...]:
    """The words from an argument up to the first word of `stop`, without it; itself where there is none."""
    way: list[int] = []
    for index in tree.up(start):
        if index in stop:
            return tuple(way)
        way.append(index)
    return (start,)


def _step(tree: Tree, token: Token, nodes: list[Node]) -> Node | None:
    head = tree.tokens[token.head]
    dep = token.dep
    if dep == "ccomp" and _apart(tree, token, head):
        return None
    if dep in _SUBJECTS:
        return Node(head.index, dep, token.index)
    if dep == "conj":
        return _conjunct(tree, token, head)
    if dep == "advcl":
        return _adverbial(tree, token, head)
    if dep == "acl":
        return _adnominal(tree, token, head)
    if dep == "relcl":
        return _relative(tree, token, head)
    if dep == "prep" and token.lemma == "by" and nodes[-1].link == "pcomp":
        return Node(head.index, "by", token.index, negates=False)
    return Node(head.index, dep, token.index) if dep in _THROUGH else None


def _apart(tree: Tree, token: Token, head: Token) -> bool:
    """Whether a semicolon, a colon or "so" parts two clauses that the parser has taken for one inside the other."""
    low, high = sorted((token.index, head.index))
    between = [t.text.lower() for t in tree.tokens[low:high]]
    return (
        ";" in between
        or (token.index == low and ":" in between)
        or any(pair == (",", "so") for pair in pairwise(between))
    )


def _conjunct(tree: Tree, token: Token, head: Token) -> Node | None:
    """What the first conjunct shares: a verb's modal where the second has none, a noun's modifiers."""
    joiner = _joiner(tree, token, head)
    contrast = joiner in _CONTRAST
    if token.pos not in _CLAUSAL or head.pos not in _CLAUSAL:
        return Node(
            head.index, "conj", token.index, hedges=True, negates=joiner in {"or", "nor"}, reports=True
        )
    own = tree.child(token.index, "nsubj", "nsubjpass", "mark")
    if own is not None and contrast and not tree.child(token.index, "mark"):
        return None
    shares = own is None and not _finite(tree, token, head)
    return Node(head.index, "conj", token.index, hedges=shares, negates=shares and not contrast)


def _finite(tree: Tree, token: Token, head: Token) -> bool:
    """Whether a conjoined verb stands by itself: with its own auxiliary, or a form unlike its twin's."""
    if any(t.tag in {"MD", "VBZ", "VBP", "VBD"} for t in tree.children(token.index, "aux", "auxpass")):
        return True
    if not tree.child(head.index, "aux"):
        return token.tag != head.tag
    if any(t.tag == "MD" or t.lemma == "do" for t in tree.children(head.index, "aux")):
        return token.tag in {"VBZ", "VBD"}
    return token.tag in {"VBZ", "VBP"}


def _joiner(tree: Tree, token: Token, head: Token) -> str:
    """The conjunction nearest before a conjunct, in lower case, or an empty text."""
    words = [t.lemma for t in tree.children(head.index, "cc") if t.index < token.index]
    return words[-1] if words else ""


def _adverbial(tree: Tree, token: Token, head: Token) -> Node | None:
    marks = [t for t in tree.children(token.index, "mark") if t.lemma not in {"for", "to"}]
    if tree.infinitive(token.index):
        return Node(head.index, "advcl", token.index)
    if marks or token.tag not in _PARTICIPLE or tree.child(token.index, "nsubj"):
        return None
    return Node(head.index, "participle", token.index, negates=False)


def _adnominal(tree: Tree, token: Token, head: Token) -> Node | None:
    """A clause at a noun: its content ("evidence that …", "potential to …"), or a mere description of it."""
    if token.tag not in _PARTICIPLE or tree.infinitive(token.index) or tree.child(token.index, "mark"):
        return Node(head.index, "acl", token.index)
    if token.tag == "VBG" and tree.child(token.index, "aux"):
        return Node(head.index, "acl", token.index)
    before = tree.tokens[token.index - 1] if token.index else None
    if token.tag == "VBG" and before is not None and before.text == ",":
        return Node(head.index, "participle", token.index, negates=False)
    return None


def _relative(tree: Tree, token: Token, head: Token) -> Node | None:
    """What a relative clause is part of: the report around it, where it goes on speculating ("…, which may …").

    What it states plainly is said in passing, by whoever writes. A clause that the parser only took for one,
    though nothing in it stands for the noun, is the noun's content.
    """
    pronouns = {"WDT", "WP", "WP$", "WRB"}
    words = (tree.tokens[i] for i in tree.subtree(token.index))
    inside = (w.index for w in words if w.tag in pronouns and w.dep != "mark")
    if any(tree.clause(i) == token.index for i in inside):
        maybe = any(t.lemma in _SPECULATING for t in tree.children(token.index, "aux"))
        return Node(head.index, "relcl", token.index, False, False) if maybe else None
    mark = tree.child(token.index, "mark")
    return Node(head.index, "acl", token.index) if mark is not None and mark.lemma == "that" else None
