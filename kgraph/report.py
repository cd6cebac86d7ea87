"""Reports: which words of a sentence give the claim to somebody, and which only ask after it."""

from __future__ import annotations

from kgraph.cues import Match
from kgraph.model import Token
from kgraph.namespaces import KG, local_name
from kgraph.scope import Node, climb
from kgraph.view import View, counted

WEIGHING = frozenset({"Hedge", "Knowledge", "Report", "Belief", "Inquiry", "Negation"})
"""The classes of cue that bear on polarity and certainty."""

_SPEAKING = frozenset({"Report", "Belief"})
_DENYING = local_name(KG.denying)
_DISTANCING = local_name(KG.distancing)
_HOLDER = local_name(KG.holder)
_FRAME_LENGTH = 12
_OUGHT = frozenset({"should", "must", "ought"})
_DASHES = frozenset({"–", "—", "--"})
_PARTING = frozenset({";", ":", "–", "—", "--"})


def inquires(view: View, node: Node) -> bool:
    """Whether a verb of finding out is an infinitive or gerund above the claim, its outcome still open.

    Where it was tried and came to nothing ("failed to confirm"), there was an outcome.
    """
    token = view.tree.tokens[node.index]
    if node.link in {"argument", ""} or token.tag not in {"VB", "VBG"} or view.at(token.head, "Negation"):
        return False
    return bool(view.at(node.index, "Inquiry"))


def speaks(view: View, node: Node, match: Match) -> bool:
    """Whether a word of report or belief gives the claim to somebody, rather than acts in it.

    Above the claim it does; inside the claim's own wording only in the passive, or where its subject is not
    the claim's.
    """
    if match.kind not in _SPEAKING or node.link == "argument":
        return False
    token = view.tree.tokens[node.index]
    passive = view.tree.passive(node.index)
    if passive and _asked_for(view, node.index, match):
        return False
    if match.kind == "Belief" and any(t.lemma == "can" for t in view.tree.children(node.index, "aux")):
        return False  # whoever can expect something will have it
    if node.link in {"nsubj", "nsubjpass"} and not passive:
        return False
    if node.index not in view.wording:
        return True
    if view.relation.meta or token.pos not in {"VERB", "AUX"}:
        return False
    subject = view.tree.subject(node.index)
    if subject is None or subject.index == view.subject:
        other = False
    else:
        group = (
            t for p in view.tree.children(subject.index, "prep") for t in view.tree.children(p.index, "pobj")
        )
        named = (
            (subject, *group) if view.at(subject.index, "Negation") else (subject,)
        )  # "none of the nurses"
        other = counted(subject) or any(view.at(t.index, "Source") for t in named)
    return other or (passive and (match.kind == "Belief" or bool(match.feature(_HOLDER))))


def _asked_for(view: View, index: int, match: Match) -> bool:
    """Whether a passive only says what ought to be told or held: "should not be seen as …"."""
    informing = view.tree.child(index, "nsubjpass")
    told = informing is not None and (match.kind == "Belief" or informing.index not in view.arguments)
    return told and any(t.lemma in _OUGHT for t in view.tree.children(index, "aux"))


def framing(view: View) -> tuple[Match, ...]:
    """The cues of a frame that opens the sentence and governs the claim, though the parse may not say so.

    A frame that denies or keeps its distance ("It is not true that", "Some claim that") reaches everything
    after it, also what it takes for granted; any other only what the parser left outside it by a slip.
    """
    frame = opening(view)
    if not frame:
        return ()
    inside = tuple(m for m in view.matches if set(m.tokens) <= frame and m.kind in WEIGHING)
    denied = any(m.kind == "Negation" for m in inside) and all(m.kind == "Negation" for m in inside)
    top = view.tree.tokens[climb(view.tree, view.trigger)[-1].index]
    reached = any(n.index in frame and view.at(n.index, *WEIGHING) for n in view.nodes)
    parted = any(t.text in _PARTING for t in view.tree.tokens[len(frame) : view.trigger])
    slip = top.head == top.index and not view.presupposed and not reached and not parted
    return inside if (denied and not _dashed(view)) or slip or any(distancing(m) for m in inside) else ()


def _dashed(view: View) -> bool:
    """Whether the claim stands behind a dash that nothing closes: what follows is said anew."""
    dashes = [t.index for t in view.tree.tokens if t.text in _DASHES]
    return len(dashes) == 1 and dashes[0] < view.trigger


def distancing(match: Match) -> bool:
    """Whether a word of report keeps the author's distance even from what the report takes for granted."""
    return match.feature(_DISTANCING) == "true"


def opening(view: View) -> frozenset[int]:
    """The tokens before a first "that" or "whether", few and without a comma; or a label that denies."""
    tokens = view.tree.tokens
    for index, token in enumerate(tokens[:_FRAME_LENGTH]):
        if token.text.lower() in {"that", "whether"} and _opens_content(view, token):
            return frozenset(range(index)) if index < view.trigger else frozenset()
        if token.text in {",", ";", ":"}:
            return frozenset(range(index)) if labelled(view) else frozenset()
    return frozenset()


def _opens_content(view: View, that: Token) -> bool:
    """Whether a "that" opens what is said, and not a relative clause."""
    before = view.tree.tokens[max(that.index - 1, 0)]
    if that.tag != "WDT" or before.pos not in {"NOUN", "PROPN", "PRON"}:
        return True
    return bool(view.at(before.index, "Report", "Belief", "Knowledge", "Hedge"))


def labelled(view: View) -> bool:
    """Whether the sentence is what a label before it calls untrue: "Myth: …"."""
    tokens = view.tree.tokens
    colon = next((t.index for t in tokens[1:4] if t.text == ":"), 0)
    return any(m.feature(_DENYING) == "true" for i in range(colon) for m in view.at(i, "Negation"))
