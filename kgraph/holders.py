"""Who a noun phrase names as the source of a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.cues import Match
from kgraph.model import Token
from kgraph.namespaces import IRI, KG, local_name
from kgraph.speakers import Speaker, bearer, body_before, referred
from kgraph.view import View, counted
from kgraph.voice import voice

FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
"""The words of a writer who speaks of themself."""

_BASIS, _PERSON = local_name(KG.basis), local_name(KG.person)
_QUANTITIES = frozenset({"NUM", "SYM", "DET", "ADJ", "ADV"})
_SOME = frozenset(
    {"most", "some", "many", "few", "several", "other", "others", "all", "both", "none", "nobody"}
)
_REFERRING = frozenset(
    {"he", "she", "they", "it", "latter", "former", "his", "her", "their", "its", "another"}
)
_PATIENT = frozenset({"he", "she"})
_DEFINITE = frozenset({"the", "this", "that", "its"})
_PARTS = frozenset({"of", "from", "by", "for", "among", "in"})


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
    """Whether a word names an authority, or a body that is none of a trade's own ("… Growers' Association")."""
    values = {m.word.value for m in view.at(index, "Source")}
    return KG.Regulator in values or (not values and _body(view, index, bodies) is not None)


def _body(view: View, index: int, bodies: frozenset[IRI]) -> IRI | None:
    mention = view.tree.tokens[index].mention
    entity = None if mention is None else view.sentence.mentions[mention].entity
    return entity if entity in bodies else None


def named(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """The source that a noun phrase names; no holder where it names none."""
    text = noun.text.lower()
    if text in FIRST_PERSON:
        speaker = voice(view.document, view.sentence.span, view.index).holder
        return Source(speaker) if speaker else Source(KG.User, (KG.AnecdotalEvidence,))
    grounds = _grounds(view, noun)
    bases = tuple(IRI(m.word.value) for m in grounds)
    body = _body(view, noun.index, bodies)
    if body is not None:
        authority = official(view, noun.index, bodies)
        return Source(body, (KG.RegulatoryStatement,) if authority else (), grounds)
    found = sorted(
        view.at(noun.index, "Source"), key=lambda m: (m.word.value == KG.Unspecified, -len(m.text))
    )
    vague = not found or found[0].word.value == KG.Unspecified
    inner = _around(view, noun, bodies) if vague else _whose(view, noun, bodies)
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
    if best.word.value == KG.Researcher and best.feature(_PERSON) == "false":
        # "an analysis of hospital records"
        below = (m for t in _of(view, noun) for m in _grounds(view, t))
        bases += tuple(IRI(m.word.value) for m in below if m.word.value != KG.ScientificResearch)
    if KG.AnecdotalEvidence in bases and best.word.value == KG.Researcher:
        return Source(None, bases, grounds)
    return Source(IRI(best.word.value), own + bases, (best, *grounds))


def meant(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """The source that the subject of a report names, or that it refers to: "he", "the agency", "most", "Doe"."""
    found = named(view, noun, bodies)
    if noun.text.lower() in FIRST_PERSON or _body(view, noun.index, bodies) is not None:
        return found
    speaker = _spoken_of(view, noun, found)
    if speaker is None:
        patient = noun.text.lower() in _PATIENT and _case(view)
        return Source(KG.Patient, (), found.cues) if patient else _asked(view, noun, found)
    opinion = speaker.person and not speaker.plural and speaker.holder == KG.Researcher
    basis = () if speaker.basis is None or opinion else (speaker.basis,)  # one person's word is no research
    return Source(speaker.holder, basis, found.cues)


def _spoken_of(view: View, noun: Token, found: Source) -> Speaker | None:
    """Whom the text before has named by another word for what a pronoun, a name or "the agency" stands for."""
    place, at = view.document, noun.span.start
    if noun.text.lower() in _REFERRING:
        return referred(place, at, noun.text, view.index)
    if found.holder not in {None, KG.Unspecified, KG.Regulator}:
        return None
    owner = next((t for t in view.tree.children(noun.index, "poss") if t.text.lower() in _REFERRING), None)
    if owner is not None and found.holder is None and noun.mention is None:
        return referred(place, owner.span.start, owner.text, view.index)  # "his office said"
    if noun.pos == "PROPN":
        return bearer(place, at, noun.text, view.index) if noun.mention is None else None
    definite = any(t.lemma in _DEFINITE for t in view.tree.children(noun.index, "det"))
    if not definite or noun.mention is not None:
        return None
    return body_before(place, at, view.index, "" if found.holder == KG.Regulator else noun.text)


def _case(view: View) -> bool:
    return voice(view.document, view.sentence.span, view.index).basis == KG.CaseReport


def _asked(view: View, noun: Token, found: Source) -> Source:
    """Those of whom a survey tells how many say so: whoever the text before says were asked."""
    speaking = voice(view.document, view.sentence.span, view.index)
    some = counted(noun) or noun.lemma.lower() in _SOME or view.at(noun.index, "Negation")
    vague = found.holder in {None, KG.Unspecified} or (found.holder == KG.User and counted(noun))
    if speaking.basis != KG.ObservationalStudy or not some or not vague:
        return found
    group = None if found.holder == KG.User and found.cues else _group(view, noun)
    holder = speaking.holder or (group.holder if group else KG.User)
    return Source(holder, (KG.ObservationalStudy,), found.cues)


def _group(view: View, noun: Token) -> Speaker | None:
    return referred(view.document, noun.span.start, "they", view.index)


def _around(view: View, noun: Token, bodies: frozenset[IRI]) -> Source | None:
    """The source that is named beside a noun which names none: "many of the patients", "Doctor Who"."""
    titles = view.tree.children(noun.index, "compound", "appos") if noun.pos == "PROPN" else ()
    inner = (named(view, part, bodies) for part in (*_of(view, noun), *titles))
    found = next((s for s in inner if s.holder is not None), None)
    if found is not None and found.holder == KG.Researcher and KG.ObservationalStudy in found.basis:
        return Source(KG.User, found.basis, found.cues)  # "nobody in our survey" was asked, and asked nobody
    return found or _counted(view, noun, bodies)


def _whose(view: View, noun: Token, bodies: frozenset[IRI]) -> Source | None:
    """The body of which a part speaks: "a committee of the Agency"."""
    if not official(view, noun.index, bodies):
        return None
    parts = (*_of(view, noun), *view.tree.children(noun.index, "compound", "poss", "nmod"))
    return next((named(view, t, bodies) for t in parts if _body(view, t.index, bodies)), None)


def _counted(view: View, noun: Token, bodies: frozenset[IRI]) -> Source | None:
    """Of whom some are counted ("of 80 patients, 60 said"); people who were asked where nobody says ("67% said")."""
    if noun.pos not in _QUANTITIES and not counted(noun):
        return None
    for prep in view.tree.children(noun.head, "prep"):
        for group in view.tree.children(prep.index, "pobj") if prep.index < noun.index else ():
            asked = named(view, group, bodies) if group.lemma != noun.lemma else Source(None)
            if KG.ObservationalStudy in asked.basis:  # whoever says it in a survey was asked
                return Source(KG.User, asked.basis, asked.cues)
            if asked.holder is not None:
                return asked
    return Source(KG.User, (KG.AnecdotalEvidence,)) if counted(noun) else None


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
    for clause in view.tree.children(noun.index, "acl"):  # "a report published by …"
        for by in view.tree.children(clause.index, "agent"):
            near.extend(view.tree.children(by.index, "pobj"))
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


def _of(view: View, whole: Token) -> Iterator[Token]:
    for prep in view.tree.children(whole.index, "prep"):
        for noun in view.tree.children(prep.index, "pobj") if prep.lemma in _PARTS else ():
            yield noun
            yield from view.tree.children(noun.index, "conj")


def _grounds(view: View, noun: Token) -> tuple[Match, ...]:
    """The cues of basis inside a noun phrase: at its head and its premodifiers."""
    inside = [noun.index, *(t.index for t in view.tree.children(noun.index, "amod", "compound", "nmod"))]
    return tuple(dict.fromkeys(m for i in inside for m in view.at(i, "Basis")))
