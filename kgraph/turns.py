"""Turns of phrase in which a word of doubt, belief or enquiry says more, or less, than it does elsewhere."""

from __future__ import annotations

from kgraph.cues import Match
from kgraph.model import Token
from kgraph.namespaces import KG, local_name
from kgraph.report import inquires
from kgraph.scope import Node
from kgraph.view import View

_POS = local_name(KG.pos)
_SPECULATION = local_name(KG.speculation)


def held(view: View, node: Node, match: Match) -> bool:
    """Whether somebody who is named holds a thing to be so: "most regard it as a tonic" is what they say, plainly."""
    if match.kind != "Belief" or match.word.value != KG.Probable or match.feature(_SPECULATION):
        return False
    if view.tree.infinitive(node.index) or view.tree.passive(node.index):
        return False
    subject = view.tree.subject(node.index)
    return subject is not None and subject.index not in view.arguments


def asks(view: View, node: Node, match: Match) -> bool:
    """Whether a verb of finding out leaves the claim open; to find out how a thing is so does not."""
    if set(match.tokens) <= view.wording:
        return match.feature(_POS) == view.tree.tokens[node.index].tag
    adverbs = view.tree.children(node.child, "advmod") if node.child is not None else ()
    how = any(t.lemma in {"how", "why"} for t in adverbs)
    return not view.relation.meta and inquires(view, node) and not how


def named_risk(view: View, match: Match) -> bool:
    """Whether the relation itself is a potential for something: "its potential for harm" says that it has one.

    The possibility of harm is no more than possible.
    """
    if match.feature(_SPECULATION) != "false" or match.tokens != (view.trigger,):
        return False
    if view.tree.tokens[view.trigger].pos == "VERB":
        return False
    named = view.tree.tokens[view.object].head == view.trigger  # "its X potential"
    return named or any(view.tree.child(p.index, "pobj") for p in view.tree.children(view.trigger, "prep"))


def backshifted(view: View, node: Node, word: Token) -> bool:
    """Whether a "would" is the "will" of somebody reported in the past: "they said that it would help"."""
    token = view.tree.tokens[node.index]
    return word.lemma == "would" and token.dep == "ccomp" and view.tree.tokens[token.head].tag == "VBD"
