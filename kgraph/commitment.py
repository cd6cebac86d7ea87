"""Polarity and certainty of a claim: what the cues on its way up the parse add up to.

Negation of a word that speaks of knowledge ("no evidence", "has not been shown") leaves the claim open;
negation of belief denies it ("is not thought to"), as English raises it; of several hedges the weakest wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.arcs import SUBJECTS
from kgraph.cues import Match
from kgraph.model import Certainty, Token
from kgraph.namespaces import KG, local_name
from kgraph.report import WEIGHING, framing, inquires, labelled, speaks
from kgraph.scale import Commitment, Scale, rank
from kgraph.scope import Node, climb
from kgraph.speakers import headed
from kgraph.turns import asks, backshifted, held, named_risk
from kgraph.view import View

_MODIFIERS = frozenset(
    {"neg", "aux", "advmod", "amod", "det", "nummod", "predet", "preconj", "npadvmod", "mark", "intj"}
    | {"meta", "cc"}
)
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_PREPOSITIONS = frozenset({"ADP", "SCONJ", "CCONJ"})
_PREDICATED = frozenset(["ccomp", "xcomp", "csubj", "csubjpass", "nsubj", "nsubjpass", "acl", "advcl"])
_SEEN = frozenset(
    {"detect", "document", "encounter", "find", "identify", "note", "notice", "observe", "record"}
    | {"report", "see"}
)
"""Verbs by which things are said to be there."""

_OUTER = frozenset({"ccomp", "csubj", "csubjpass", "acl"})
_VERBS = frozenset({"VERB", "AUX"})
_HOLDER = local_name(KG.holder)


def weigh(view: View) -> Commitment:
    """How firmly the sentence affirms or denies the claim, whoever says it."""
    scale = Scale()
    for node in (*view.ways, *view.nodes) if not view.relation.meta else view.nodes:
        if node.link in {"nsubj", "nsubjpass"} and not (_slip(view, node) or _predicated(view, node)):
            break
        _at_node(view, node, scale)
    if view.presupposed or view.subject is None:
        _presupposed(view, scale)
    _framed(view, scale)
    if view.subject is None and headed(view.document, view.sentence.span, view.index):
        scale.certainty = max(scale.certainty, Certainty.POSSIBLE, key=rank)  # "Possible side effects"
    return scale.result()


def _at_node(view: View, node: Node, scale: Scale) -> None:
    above = view.at(node.index, *WEIGHING)
    if any(view.at(t.index, "Knowledge") for t in view.tree.children(node.index, "nsubj")):
        scale.open = scale.open or node.index not in view.wording
    for match in above:
        _governor(view, node, match, scale)
        if match.kind in {"Knowledge", "Report"} and not view.relation.gap:
            for gap in _scarcity(view, node):
                scale.weaken(gap)
    beside = [] if _of_verb(view, node) else [m for m in _modifiers(view, node) if m not in above]
    # "no established role" denies what is known of it, as "has not been established" does
    opened = any(m.kind == "Knowledge" for m in beside)
    for match in beside:
        if match.kind == "Negation" and _denies(view, node, match, scale):
            scale.negate(match, opened=opened, outer=node.link in _OUTER)
        elif match.kind == "Hedge" and node.hedges and not (view.relation.meta and _inner(view, node, match)):
            scale.weaken(match)
    if opened and node.link in _PREDICATED:
        scale.open = True


def _of_verb(view: View, node: Node) -> bool:
    """Whether what modifies an argument is weighed at its verb: a subject's "neither" denies what is said of it."""
    token = view.tree.tokens[node.index]
    subject = node.link == "argument" and token.dep in SUBJECTS
    return subject and any(n.index == token.head for n in view.nodes)


def _denies(view: View, node: Node, match: Match, scale: Scale) -> bool:
    """Whether a negation at a word reaches the claim.

    That knowledge is missing is affirmed by the very words that would negate another claim; only a clause
    around it can deny it.
    """
    if _wording(view, match) or not node.negates:
        return False
    return not view.relation.gap or (node.link in _OUTER and not scale.open)


def _scarcity(view: View, node: Node) -> Iterator[Match]:
    """The words that say there is too little of it: "little evidence", "the evidence is weak"."""
    beside = list(view.tree.children(node.index, "amod", "det", *_PREDICATES))
    if view.tree.tokens[node.index].dep == "nsubj":
        beside += view.tree.children(view.tree.tokens[node.index].head, *_PREDICATES)
    yield from (m for t in beside for m in view.at(t.index, "Gap") if m.word.value)


def _governor(view: View, node: Node, match: Match, scale: Scale) -> None:
    own = _wording(view, match)
    if match.kind == "Negation":
        if (_denies(view, node, match, scale) and node.link != "argument") or _leaves_out(view, node, match):
            scale.negate(match, outer=node.link in _OUTER)
    elif match.kind == "Hedge":
        if not (own and view.relation.meta) and node.hedges and not named_risk(view, match):
            scale.weaken(match)
    elif match.kind == "Knowledge":
        if not own and node.link != "argument" and not (view.relation.gap and node.index in view.arguments):
            scale.open = True
            scale.weaken(match)
    elif match.kind == "Inquiry":
        if asks(view, node, match):
            scale.weaken(match)
    else:
        _reporting(view, node, match, scale)


def _reporting(view: View, node: Node, match: Match, scale: Scale) -> None:
    if node.reports and not inquires(view, node) and speaks(view, node, match):
        if not held(view, node, match):
            scale.weaken(match)
        scale.open = scale.open or match.kind == "Report"


def _wording(view: View, match: Match) -> bool:
    """Whether a cue belongs to the relation's own wording; of a denial ("free of") the preposition is a mere arc."""
    words = set(match.tokens)
    if match.kind == "Negation":
        words = {t for t in words if view.tree.tokens[t].pos not in _PREPOSITIONS} or words
    return words <= view.wording


def _inner(view: View, node: Node, match: Match) -> bool:
    """Whether a hedge is inside a relation's wording: a word of it, a modifier of one that is no verb, an "if"."""
    condition = view.tree.tokens[match.tokens[0]].dep == "mark"
    nominal = node.index in view.wording and view.tree.tokens[node.index].pos not in _VERBS
    return _wording(view, match) or nominal or condition


def _leaves_out(view: View, node: Node, match: Match) -> bool:
    """Whether a preposition such as "without" stands between an argument and the wording."""
    last = view.tree.tokens[match.tokens[-1]]
    return node.link == "argument" and last.pos in _PREPOSITIONS and not _wording(view, match)


def _modifiers(view: View, node: Node) -> tuple[Match, ...]:
    """The cues that modify a word: adverbs, auxiliaries, determiners; a predicate's; its subject's "no"."""
    found: dict[Match, None] = {}
    for match, head in view.modifying.get(node.index, ()):
        if match.kind not in {"Negation", "Hedge", "Knowledge"}:
            continue
        if match.kind == "Negation" and _nothing(head):
            found[match] = None
        last = view.tree.tokens[match.tokens[-1]]
        if backshifted(view, node, head):
            continue
        adverbial = head.dep == "prep" and len(match.tokens) > 1 and last.pos not in _PREPOSITIONS
        predicate = head.dep in _PREDICATES and node.link in _PREDICATED
        plain = head.dep in _MODIFIERS and last.pos != "ADP"
        if match.kind == "Knowledge" and not (predicate or head.dep == "amod"):
            continue
        if adverbial or predicate or plain:
            found[match] = None
    for clause in view.tree.children(node.index, "csubj") if node.link == "attr" else ():
        found.update((m, None) for m in view.at(clause.index, "Negation"))  # "what I deny is that …"
    for subject in view.tree.children(node.index, "nsubj", "nsubjpass"):
        counts = (subject, *view.tree.children(subject.index, "nummod"))  # "not one", "not one doctor"
        words = [t for c in counts for t in view.tree.children(c.index, "det", "preconj", "cc")]
        words += [t for c in counts for t in view.tree.children(c.index, "neg") if t.index + 1 == c.index]
        inside = [subject.index, *(t.index for t in words)]
        found.update((m, None) for i in inside for m in view.at(i, "Negation") if node.link != "argument")
        if subject.index not in view.path and node.index != view.trigger:
            found.update((m, None) for m in view.at(subject.index, "Hedge"))
    return tuple(found)


def _nothing(token: Token) -> bool:
    """Whether a negation is a pronoun as a verb's object: "does nothing for", "is anything but"."""
    return token.dep in {"dobj", "attr"} and token.pos == "PRON"


def _slip(view: View, node: Node) -> bool:
    """Whether the parser has taken a finite verb for a subject, which it cannot be."""
    return node.child is not None and view.tree.tokens[node.child].tag in {"VBZ", "VBD", "VBP"}


def _predicated(view: View, node: Node) -> bool:
    """Whether what its verb says bears on whether the subject is so: "… is unclear", "… was not seen"."""
    if view.at(node.index, "Hedge"):
        return True
    if node.link == "nsubjpass" and view.at(node.index, "Report", "Belief", "Knowledge"):
        return True
    return any(view.at(t.index, "Hedge", "Knowledge", "Negation") for t in _predicates(view, node))


def _predicates(view: View, node: Node) -> Iterator[Token]:
    """What a verb says that its subject is: each of "plausible but unproven"."""
    for token in view.tree.children(node.index, *_PREDICATES):
        yield token
        yield from view.tree.children(token.index, "conj")


def _presupposed(view: View, scale: Scale) -> None:
    """What reaches into a noun phrase that takes its claim for granted: doubt itself, and nothing else."""
    asked: list[Match] = []
    aside = view.relation.meta
    for node in climb(view.tree, view.trigger):
        for match in _doubts(view, node):
            scale.weaken(match)
        aside = aside or node.link == "appos"
        if node.link == "nsubjpass" and view.tree.tokens[node.index].lemma in _SEEN and not aside:
            for match in (m for m in _modifiers(view, node) if m.kind == "Negation"):
                scale.negate(match)  # "Y from X has not been seen": there is none
        if node.link in {"nsubj", "nsubjpass", "csubj"}:
            return
        if view.tree.infinitive(node.index) and not view.relation.meta:
            asked.extend(view.at(node.index, "Inquiry"))
        needed = [node.index, *(t.index for t in view.tree.children(node.index))]
        if asked and any(view.at(i, "Gap") for i in needed):
            scale.weaken(asked[0])
            return


def _doubts(view: View, node: Node) -> Iterator[Match]:
    """The cues that leave open even what a noun phrase takes for granted."""
    token = view.tree.tokens[node.index]
    if token.pos in {"NOUN", "ADP"}:
        yield from view.at(node.index, "Hedge") if node.link else ()
        yield from (
            () if view.relation.meta else (m for m in view.at(node.index, "Report") if m.feature(_HOLDER))
        )
    if node.link in {"nsubj", "nsubjpass", "csubj"}:
        below = (m for t in _predicates(view, node) for m in view.at(t.index, "Hedge"))
        yield from (m for m in below if m.word.value == KG.Uncommitted)
    if token.tag == "VBG" and view.subject is not None and view.tree.tokens[view.subject].head == node.index:
        yield from view.at(node.index, "Inquiry")


def _framed(view: View, scale: Scale) -> None:
    """A clause that opens the sentence and takes the rest as its content, however the rest was parsed."""
    inside = framing(view)
    denials = [m for m in inside if m.kind == "Negation"]
    if denials:
        if labelled(view) and not view.presupposed:
            scale.negate(denials[0], outer=True)
        elif not any(m in scale.used for m in denials):
            scale.certainty = Certainty.UNCOMMITTED
            scale.used.update((m, None) for m in denials)
        return
    for match in inside:
        if match.kind in {"Hedge", "Report", "Belief", "Knowledge"}:
            scale.weaken(match)
