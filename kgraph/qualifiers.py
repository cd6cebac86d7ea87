"""The limits that a sentence sets to a claim: for whom, at what dose, when, where, in what form."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.cues import Match
from kgraph.model import Qualifier, Span, Token
from kgraph.namespaces import KG, local_name
from kgraph.view import View

_WHOLE = local_name(KG.whole)
_POPULATION, _DOSE, _SETTING = (local_name(term) for term in (KG.population, KG.dose, KG.setting))
_TO_WHOM = frozenset({"for", "in", "among"})
_PLACING = frozenset({"in", "at", "within", "across", "throughout"})
_NARROWING = frozenset({"acl", "relcl", "compound", "amod", "prep", "poss", "nmod"})
_MEASURING = frozenset({"nummod", "amod", "compound", "quantmod", "nmod"})
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "–", "—"})

_PHRASAL = frozenset(
    {"prep", "pobj", "pcomp", "dobj", "amod", "compound", "advmod", "npadvmod", "nmod", "conj", "poss"}
)


def qualify(view: View) -> tuple[Qualifier, ...]:
    """The limits in the claim's clause, in order of the text; each text is verbatim."""
    near = _near(view)
    found: dict[tuple[str, Span], Qualifier] = {}
    for kind, span in _spans(view, near):
        argues = any(view.tree.tokens[i].span == span for i in (*view.path, *view.arguments))
        said = view.sentence.said(span)  # nothing where it reaches from a list's lead-in into its item
        if said and (not argues or kind == _POPULATION):
            found[kind, span] = Qualifier(kind, span, said)
    return tuple(_outermost(sorted(found.values(), key=lambda q: (q.span, q.kind))))


def _spans(view: View, near: frozenset[int]) -> Iterator[tuple[str, Span]]:
    for match in view.matches:
        if match.kind == "Qualifier" and near.intersection(match.tokens):
            kind = local_name(match.word.value)
            span = _span(view, match, kind)
            if span is not None:
                yield kind, span
    for index in sorted(near):
        token = view.tree.tokens[index]
        head = view.tree.tokens[token.head]
        if (
            token.pos == "PROPN"
            and token.dep == "pobj"
            and head.lemma == "in"
            and index not in view.arguments
        ):
            yield _SETTING, _phrase(view, head.index)


def _near(view: View) -> frozenset[int]:
    """The words that can limit the claim: below its own, and in the clause above where it is asserted."""
    heads = set(view.path | view.arguments)
    if not view.presupposed:
        for node in view.nodes:
            if node.link in {"nsubj", "nsubjpass", "ccomp"}:
                break
            heads.add(node.index)
    found: set[int] = set(heads)
    queue = sorted(heads)
    while queue:
        for child in view.tree.children(queue.pop()):
            subject = child.dep in {"nsubj", "nsubjpass"} and child.head in heads
            if child.index not in found and (child.dep in _PHRASAL or subject):
                found.add(child.index)
                queue.append(child.index)
    return frozenset(found)


def _outermost(found: list[Qualifier]) -> Iterator[Qualifier]:
    for one in found:
        if not any(one.kind == o.kind and one != o and one.span.within(o.span) for o in found):
            yield one


def _span(view: View, match: Match, kind: str) -> Span | None:
    token = view.tree.tokens[match.tokens[-1]]
    whole = match.feature(_WHOLE) == "true"
    if kind == _POPULATION:
        return _population(view, match, token, whole)
    if whole:
        return match.span if token.mention is None or match.span == token.span else None
    if kind == _DOSE:
        return _dose(view, token)
    return _setting(view, token)


def _population(view: View, match: Match, token: Token, whole: bool) -> Span | None:
    """A noun phrase that says whom: one that its modifiers narrow, after a preposition or as a subject."""
    if view.at(token.index, "Source") and token.dep == "nsubj" and not whole:
        return None
    merged = token.mention is not None and match.span != token.span
    if merged:
        return token.span if match.span.end == token.span.end and token.dep == "pobj" else None
    below = view.tree.children(token.index)
    narrowed = any(t.dep in _NARROWING and not (t.dep == "acl" and t.tag == "VBN") for t in below)
    placed = token.dep == "pobj" and view.tree.tokens[token.head].lemma in _TO_WHOM
    subject = token.dep in {"nsubj", "nsubjpass", "dobj"} and any(
        t.dep in {"amod", "compound"} for t in below
    )
    return _phrase(view, token.index) if whole or (narrowed and (placed or subject)) else None


def _dose(view: View, token: Token) -> Span | None:
    """The phrase of an amount, with its preposition: "at lower doses"."""
    if view.tree.child(token.index, *_MEASURING) is None:
        return None
    head = view.tree.tokens[token.head]
    return _phrase(view, head.index if token.dep == "pobj" and head.dep == "prep" else token.index)


def _setting(view: View, token: Token) -> Span | None:
    if token.pos in {"ADP", "SCONJ"}:
        return _phrase(view, token.index) if view.tree.children(token.index) else None
    head = view.tree.tokens[token.head]
    return _phrase(view, head.index) if token.dep == "pobj" and head.lemma in _PLACING else None


def _phrase(view: View, index: int) -> Span:
    """The characters of a word and all below it: from a preposition itself, up to the first stop."""
    tokens = view.tree.tokens
    inside = sorted(view.tree.subtree(index))
    first = index if tokens[index].pos in {"ADP", "SCONJ"} else inside[0]
    last = index
    for current in (i for i in inside if i > index):
        if tokens[current].text in _STOPS or current != last + 1:
            break
        last = current
    return tokens[first].span.cover(tokens[last].span)
