"""The limits that a sentence sets to a claim: for whom, at what dose, when, where, in what form."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.cues import Match
from kgraph.model import Qualifier, Span, Token
from kgraph.namespaces import KG, local_name
from kgraph.scope import Tree
from kgraph.view import View

_WHOLE = local_name(KG.whole)
_RESTRICTING = frozenset({"acl", "relcl", "compound", "amod", "prep", "poss"})
_TO_WHOM = frozenset({"for", "in", "among", "with", "to", "of", "by"})
_BETWEEN = frozenset({"VERB", "AUX"})


def qualify(view: View) -> tuple[Qualifier, ...]:
    """The limits in the claim's clause, in order of the text; each text is verbatim."""
    found: dict[tuple[str, Span], Qualifier] = {}
    for match in view.matches:
        if match.kind != "Qualifier" or not _near(view, match):
            continue
        kind = local_name(match.word.value)
        span = _span(view, match, kind)
        if span is not None and not _argument(view, span):
            found[kind, span] = Qualifier(kind, span, _text(view, span))
    return tuple(_outermost(sorted(found.values(), key=lambda q: (q.span, q.kind))))


def _outermost(found: list[Qualifier]) -> Iterator[Qualifier]:
    for one in found:
        if not any(one.kind == o.kind and one != o and one.span.within(o.span) for o in found):
            yield one


def _near(view: View, match: Match) -> bool:
    """Whether a limit stands in the clause of the claim: on the way up from it, or below its own words."""
    index = match.tokens[0]
    clauses = {view.tree.clause(i) for i in view.path}
    above = {n.index for n in view.nodes}
    return view.tree.clause(index) in clauses or any(
        i in above or i in view.path for i in _up(view.tree, index)
    )


def _up(tree: Tree, index: int) -> Iterator[int]:
    """The words above one, up to and with the first verb."""
    for current in tree.up(index):
        if current != index:
            yield current
            if tree.tokens[current].pos in _BETWEEN:
                return


def _span(view: View, match: Match, kind: str) -> Span | None:
    token = view.tree.tokens[match.tokens[-1]]
    if kind == local_name(KG.population):
        return _population(view, token, bool(match.feature(_WHOLE)))
    if match.feature(_WHOLE):
        return match.span
    if kind == local_name(KG.dose):
        return _dose(view, token)
    return _setting(view, token)


def _population(view: View, token: Token, whole: bool) -> Span | None:
    """A noun phrase that says whom: one that its modifiers narrow, after a preposition or as a subject."""
    narrowed = any(t.dep in _RESTRICTING for t in view.tree.children(token.index))
    head = view.tree.tokens[token.head]
    placed = (token.dep == "pobj" and head.lemma in _TO_WHOM) or whole
    subject = token.dep in {"nsubj", "nsubjpass", "dobj"} and any(
        view.tree.children(token.index, "amod", "compound")
    )
    if view.at(token.index, "Source") and token.dep == "nsubj" and not whole:
        return None
    return _phrase(view, token.index) if (whole or narrowed) and (placed or subject) else None


def _dose(view: View, token: Token) -> Span | None:
    """The phrase of an amount, with its preposition: "at lower doses"."""
    head = view.tree.tokens[token.head]
    narrowed = any(True for _ in view.tree.children(token.index, "nummod", "amod", "compound", "quantmod"))
    if not narrowed:
        return None
    if token.dep == "pobj" and head.dep == "prep":
        return _phrase(view, head.index)
    return _phrase(view, token.index)


def _setting(view: View, token: Token) -> Span | None:
    if token.pos in {"ADP", "SCONJ"}:
        return _phrase(view, token.index) if any(view.tree.children(token.index)) else None
    head = view.tree.tokens[token.head]
    return _phrase(view, head.index) if token.dep == "pobj" and head.lemma in {"in", "at", "within"} else None


def _phrase(view: View, index: int) -> Span:
    """The characters of a word and all below it, cut where the claim's own words begin."""
    inside = sorted(view.tree.subtree(index))
    first = inside[0]
    last = first
    for current in inside[1:]:
        token = view.tree.tokens[current]
        if token.index != last + 1 or token.text in {",", ";", ":", ".", "(", ")"}:
            break
        last = current
    tokens = view.tree.tokens
    return tokens[first].span.cover(tokens[max(last, index)].span)


def _argument(view: View, span: Span) -> bool:
    """Whether a phrase is nothing but an argument of the claim."""
    arguments = [view.object] + ([view.subject] if view.subject is not None else [])
    return any(view.tree.tokens[i].span == span for i in arguments) or any(
        span == view.tree.tokens[view.trigger].span for _ in (0,)
    )


def _text(view: View, span: Span) -> str:
    base = view.sentence.span.start
    return view.sentence.text[span.start - base : span.end - base]
