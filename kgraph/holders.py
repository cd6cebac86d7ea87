"""Who a noun phrase names as the source of a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.cues import Match
from kgraph.model import Token
from kgraph.namespaces import IRI, KG, local_name
from kgraph.view import View

FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
"""The words of a writer who speaks of themself."""

_BASIS = local_name(KG.basis)
_QUANTITIES = frozenset({"NUM", "SYM", "DET", "ADJ", "ADV"})
_SHARES = frozenset({"%", "percent", "half", "third", "quarter", "majority"})
_PARTS = frozenset({"of", "from", "by", "among", "in"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the words name it: its holder, the basis that comes with it, and the cues."""

    holder: IRI | None
    basis: tuple[IRI, ...] = ()
    cues: tuple[Match, ...] = ()


def agent(view: View, index: int, bodies: frozenset[IRI]) -> Source:
    """The source that the "by" phrase of a passive names."""
    for by in view.tree.children(index, "agent", "prep"):
        for noun in view.tree.children(by.index, "pobj"):
            found = named(view, noun, bodies)
            if by.lemma in {"by", "among"} and found.holder is not None:
                return found
    return Source(None)


def official(view: View, index: int, bodies: frozenset[IRI]) -> bool:
    """Whether a word names a body or an authority."""
    authority = any(m.word.value == KG.Regulator for m in view.at(index, "Source"))
    return authority or _body(view, index, bodies) is not None


def _body(view: View, index: int, bodies: frozenset[IRI]) -> IRI | None:
    mention = view.tree.tokens[index].mention
    entity = None if mention is None else view.sentence.mentions[mention].entity
    return entity if entity in bodies else None


def named(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """The source that a noun phrase names; no holder where it names none."""
    text = noun.text.lower()
    if text in FIRST_PERSON:
        return Source(KG.User, (KG.AnecdotalEvidence,))
    grounds = _grounds(view, noun)
    bases = tuple(IRI(m.word.value) for m in grounds)
    body = _body(view, noun.index, bodies)
    if body is not None:
        return Source(body, (KG.RegulatoryStatement,), grounds)
    found = sorted(
        view.at(noun.index, "Source"), key=lambda m: (m.word.value == KG.Unspecified, -len(m.text))
    )
    vague = not found or found[0].word.value == KG.Unspecified
    inner = _around(view, noun, bodies) if vague else None
    if inner is not None:
        return inner
    if found and vague and _takes(view, noun):
        return Source(KG.User, (KG.AnecdotalEvidence, *bases), (found[0], *grounds))
    if view.at(noun.index, "Report") and noun.pos == "NOUN" and not found:
        return reporter(view, noun, bodies)
    if not found:
        return Source(None, bases, grounds)
    best = found[0]
    own = (IRI(b),) if (b := best.feature(_BASIS)) else ()
    if KG.AnecdotalEvidence in bases and best.word.value == KG.Researcher:
        return Source(None, bases, grounds)
    return Source(IRI(best.word.value), own + bases, (best, *grounds))


def _around(view: View, noun: Token, bodies: frozenset[IRI]) -> Source | None:
    """The source that is named beside a noun which names none: "many of the patients", "Doctor Who"."""
    titles = view.tree.children(noun.index, "compound") if noun.pos == "PROPN" else ()
    inner = (named(view, part, bodies) for part in (*_of(view, noun), *titles))
    return next((s for s in inner if s.holder is not None), None) or _counted(view, noun, bodies)


def _counted(view: View, noun: Token, bodies: frozenset[IRI]) -> Source | None:
    """Of whom some are counted ("of 80 patients, 60 said"); people who were asked where nobody says ("67% said")."""
    if noun.pos not in _QUANTITIES and noun.lemma not in _SHARES:
        return None
    for prep in view.tree.children(noun.head, "prep"):
        for group in view.tree.children(prep.index, "pobj") if prep.index < noun.index else ():
            asked = named(view, group, bodies) if group.lemma != noun.lemma else Source(None)
            if KG.ObservationalStudy in asked.basis:  # whoever says it in a survey was asked
                return Source(KG.User, asked.basis, asked.cues)
            if asked.holder is not None:
                return asked
    exact = noun.pos in {"NUM", "SYM"} or noun.text == "%" or noun.lemma in _SHARES
    return Source(KG.User, (KG.AnecdotalEvidence,)) if exact else None


def _takes(view: View, noun: Token) -> bool:
    """Whether somebody is described by what they do with what the text is about: "those who take it"."""
    clauses = (
        c.index for c in view.tree.children(noun.index, "relcl") if not view.at(c.index, "Report", "Belief")
    )
    below = (i for clause in clauses for i in view.tree.subtree(clause))
    words = (view.tree.tokens[i] for i in below)
    return any(w.mention is not None or w.text.lower() == "it" for w in words)


def reporter(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """Whose reports, claims or beliefs a noun speaks of."""
    grounds = _grounds(view, noun)
    bases = tuple(IRI(m.word.value) for m in grounds)
    near = [*view.tree.children(noun.index, "compound", "poss", "amod", "det", "nmod"), *_of(view, noun)]
    verb = view.tree.tokens[noun.head]
    subject = view.tree.subject(verb.index) if noun.dep == "dobj" and verb.pos == "VERB" else None
    if subject is not None and subject.index != view.subject:
        near.append(subject)
    for token in near:
        found = named(view, token, bodies)
        if found.holder is not None:
            return Source(found.holder, found.basis + bases, found.cues + grounds)
    if KG.AnecdotalEvidence in bases:
        return Source(KG.User, bases, grounds)
    if bases:
        return Source(KG.Researcher, bases, grounds)
    return Source(KG.Unspecified, (), grounds)


def _of(view: View, noun: Token) -> Iterator[Token]:
    for prep in view.tree.children(noun.index, "prep"):
        if prep.lemma in _PARTS:
            yield from view.tree.children(prep.index, "pobj")


def _grounds(view: View, noun: Token) -> tuple[Match, ...]:
    """The cues of basis inside a noun phrase: at its head and its premodifiers."""
    inside = [noun.index, *(t.index for t in view.tree.children(noun.index, "amod", "compound", "nmod"))]
    return tuple(dict.fromkeys(m for i in inside for m in view.at(i, "Basis")))
