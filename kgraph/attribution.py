"""Who makes a claim, around whom, and on what kind of evidence: holder, `via` and basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.commitment import distancing, framing, inquires, speaks
from kgraph.cues import Match
from kgraph.model import Token
from kgraph.namespaces import IRI, KG, local_name
from kgraph.scope import Node, climb
from kgraph.view import View
from kgraph.voice import Voice

_BASIS = local_name(KG.basis)
_DENYING = local_name(KG.denying)
_HOLDER = local_name(KG.holder)
_FIRST = frozenset({"i", "me", "my", "myself", "mine"})
_MINE = frozenset({"i", "me", "myself"})
_OWN = frozenset({"them", "their", "they", "themselves"})
_PARTS = frozenset({"of", "from", "by", "among", "in"})
_HANGING = frozenset({"advmod", "npadvmod", "amod", "dobj", "dep", "acomp"})
_STRENGTH = (
    KG.NotStated,
    KG.ScientificResearch,
    KG.AnecdotalEvidence,
    KG.RegulatoryStatement,
    KG.TraditionalUse,
    KG.ObservationalStudy,
    KG.CaseReport,
    KG.ClinicalStudy,
    KG.PreclinicalStudy,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the words name it: its holder, the basis that comes with it, and the cues."""

    holder: IRI | None
    basis: tuple[IRI, ...] = ()
    cues: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Holder, the holders around it (outermost first), basis, and the cues that say so."""

    holder: IRI
    via: tuple[IRI, ...]
    basis: IRI
    cues: tuple[Match, ...]


def attribute(view: View, bodies: frozenset[IRI], speaking: Voice) -> Attribution:
    """Who the sentence says makes the claim, and on what evidence; the author where it names nobody."""
    sources = list(_sources(view, bodies))
    own = None if view.presupposed or speaking.holder else _first_person(view, speaking)
    if own is not None and all(s.holder is None for s in sources):
        sources.append(own)
    named = [s.holder for s in sources if s.holder not in {None, KG.Unspecified}]
    if not named and not _refuted(view):
        named = [s.holder for s in sources if s.holder is not None]
    named = [*named, speaking.holder] if speaking.holder else named
    local = tuple(_local_basis(view))
    basis = _basis(view, sources, local, speaking)
    if not named and basis == KG.TraditionalUse and view.relation.meta and not view.presupposed:
        named = [KG.Community]
    holders = [h for h in dict.fromkeys(named) if h]
    cues = [m for s in sources for m in s.cues]
    return Attribution(
        holder=holders[0] if holders else KG.Author,
        via=tuple(reversed(holders[1:])),
        basis=basis,
        cues=tuple(dict.fromkeys((*cues, *local))),
    )


def _refuted(view: View) -> bool:
    """Whether the author denies what nobody in particular says: the denial is the author's."""
    above = {n.index for n in view.nodes}
    denying = [m for m in view.matches if m.feature(_DENYING) == "true"]
    return any(view.head(m) in above or view.tree.tokens[view.head(m)].head in above for m in denying)


def _basis(view: View, sources: list[Source], local: tuple[Match, ...], speaking: Voice) -> IRI:
    """The most telling kind of evidence that the words offer; none for a claim that evidence is missing."""
    if view.relation.gap:
        return KG.NotStated
    known = [IRI(m.word.value) for m in local] + [b for s in sources for b in s.basis]
    elsewhere = view.presupposed or any(s.holder == KG.Researcher for s in sources)
    if speaking.basis and not elsewhere and _past(view):
        known.append(speaking.basis)
    return max((b for b in known if b in _STRENGTH), key=_STRENGTH.index, default=KG.NotStated)


def _past(view: View) -> bool:
    """Whether the claim's clause tells of something past."""
    clause = view.tree.tokens[view.tree.clause(view.trigger)]
    auxiliaries = [t.tag for t in view.tree.children(clause.index, "aux", "auxpass")]
    return clause.tag == "VBD" or "VBD" in auxiliaries


def _sources(view: View, bodies: frozenset[IRI]) -> Iterator[Source]:
    """The sources above the claim, innermost first."""
    nodes = [] if view.presupposed else [n for n in view.nodes if n.reports]
    if view.presupposed:
        yield from _renown(view)
    for node in (*nodes, *_beyond(view)):
        yield from _at_node(view, node, bodies)
    words = [m for m in framing(view) if m.kind in {"Report", "Belief"}]
    if words:
        yield _framed(view, words, bodies)


def _beyond(view: View) -> tuple[Node, ...]:
    """The way up from a relative clause that tells of the source itself ("… which improves their sleep")."""
    way = climb(view.tree, view.trigger)
    top = view.tree.tokens[way[-1].index]
    if view.presupposed or top.dep != "relcl":
        return ()
    own = any(view.tree.tokens[i].text.lower() in _OWN for i in view.tree.subtree(top.index))
    return climb(view.tree, top.head)[1:] if own else ()


def _at_node(view: View, node: Node, bodies: frozenset[IRI]) -> Iterator[Source]:
    token = view.tree.tokens[node.index]
    yield from _according(view, node.index, bodies)
    yield from _aside(view, node.index, bodies)
    if inquires(view, node):
        return
    words = [m for m in view.at(node.index, "Report", "Belief") if speaks(view, node, m)]
    if words:
        yield _speaker(view, node, words, bodies)
    elif experience := view.at(node.index, "Experience"):
        yield _experienced(view, node, experience[0], bodies)
    elif node.link == "ccomp" and token.pos in {"VERB", "AUX"}:
        subject = view.tree.subject(node.index)
        if subject is not None and subject.index != view.subject and not view.at(subject.index, "Knowledge"):
            source = _named(view, subject, bodies)
            if source.holder is not None:
                yield source


def _aside(view: View, index: int, bodies: frozenset[IRI]) -> Iterator[Source]:
    """ "…, doctors say, …": a report put in between."""
    for verb in view.tree.children(index, "parataxis"):
        words = view.at(verb.index, "Report", "Belief")
        subject = view.tree.child(verb.index, "nsubj")
        if words and subject is not None:
            found = _named(view, subject, bodies)
            yield Source(found.holder, found.basis, (*found.cues, *words))


def _speaker(view: View, node: Node, words: list[Match], bodies: frozenset[IRI]) -> Source:
    token = view.tree.tokens[node.index]
    says = any(m.kind == "Report" for m in words)
    if token.pos in {"NOUN", "PROPN"}:
        found = _noun_source(view, token, bodies)
    elif view.tree.passive(node.index):
        found = _agent(view, node.index, bodies)
    else:
        subject = view.tree.subject(node.index)
        own = subject is None or subject.index in {view.subject, view.object}
        found = Source(None) if own or subject is None else _named(view, subject, bodies)
        if found.holder is None and subject is not None and not own and subject.pos == "PROPN":
            found = Source(KG.Unspecified if subject.mention is None else None)
    holder = found.holder
    verb_basis: tuple[IRI, ...] = ()
    if holder is None and (view.tree.passive(node.index) or token.pos == "NOUN"):
        given = next((v for m in words if (v := m.feature(_HOLDER))), KG.Unspecified)
        holder = None if says and _denied(view, node) else IRI(given)
        if token.pos != "NOUN" and holder is not None:
            verb_basis = tuple(IRI(v) for m in words if (v := m.feature(_BASIS)))
    basis = (found.basis if says else ()) + verb_basis
    return Source(holder, basis, (*found.cues, *words))


def _denied(view: View, node: Node) -> bool:
    negations = [
        m
        for t in view.tree.children(node.index, "neg", "advmod", "det")
        for m in view.at(t.index, "Negation")
    ]
    return bool(negations)


def _agent(view: View, index: int, bodies: frozenset[IRI]) -> Source:
    for agent in view.tree.children(index, "agent", "prep"):
        for noun in view.tree.children(agent.index, "pobj"):
            found = _named(view, noun, bodies)
            if agent.lemma in {"by", "among"} and found.holder is not None:
                return found
    return Source(None)


def _named(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """The source that a noun phrase names; no holder where it names none."""
    text = noun.text.lower()
    if text in _FIRST:
        return Source(KG.User, (KG.AnecdotalEvidence,))
    grounds = _grounds(view, noun)
    bases = tuple(IRI(m.word.value) for m in grounds)
    if noun.mention is not None and (body := view.sentence.mentions[noun.mention].entity) in bodies:
        return Source(body, (KG.RegulatoryStatement,), grounds)
    found = sorted(
        view.at(noun.index, "Source"), key=lambda m: (m.word.value == KG.Unspecified, -len(m.text))
    )
    if not found or found[0].word.value == KG.Unspecified:
        titles = view.tree.children(noun.index, "compound") if noun.pos == "PROPN" else ()
        for part in (*_of(view, noun), *titles):
            inner = _named(view, part, bodies)
            if inner.holder is not None:
                return inner
    if view.at(noun.index, "Report") and noun.pos == "NOUN" and not found:
        return _noun_source(view, noun, bodies)
    if not found:
        return Source(None, bases, grounds)
    best = found[0]
    own = (IRI(b),) if (b := best.feature(_BASIS)) else ()
    if KG.AnecdotalEvidence in bases and best.word.value == KG.Researcher:
        return Source(None, bases, grounds)
    return Source(IRI(best.word.value), own + bases, (best, *grounds))


def _noun_source(view: View, noun: Token, bodies: frozenset[IRI]) -> Source:
    """Whose reports, claims or beliefs a noun speaks of."""
    grounds = _grounds(view, noun)
    bases = tuple(IRI(m.word.value) for m in grounds)
    near = [*view.tree.children(noun.index, "compound", "poss", "amod", "det", "nmod"), *_of(view, noun)]
    verb = view.tree.tokens[noun.head]
    subject = view.tree.subject(verb.index) if noun.dep == "dobj" and verb.pos == "VERB" else None
    if subject is not None and subject.index != view.subject:
        near.append(subject)
    for token in near:
        found = _named(view, token, bodies)
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


def _experienced(view: View, node: Node, match: Match, bodies: frozenset[IRI]) -> Source:
    """An experience is the author's to tell, and rests on those who had it."""
    subject = view.tree.subject(node.index)
    if subject is None or subject.index == view.subject:
        return Source(None)
    found = _named(view, subject, bodies)
    if subject.text.lower() in _FIRST:
        return found
    basis = found.basis if found.holder in {KG.User, KG.Patient} else ()
    return Source(None, basis, (match, *found.cues) if basis else ())


def _according(view: View, index: int, bodies: frozenset[IRI]) -> Iterator[Source]:
    """ "According to X", wherever it hangs on the clause."""
    for match in view.matches:
        if match.kind != "Attribution" or index not in {view.tree.tokens[t].head for t in match.tokens}:
            continue
        last = match.tokens[-1]
        for noun in view.tree.children(last, "pobj"):
            found = _named(view, noun, bodies)
            yield Source(found.holder or KG.Unspecified, found.basis, (match, *found.cues))


def _renown(view: View) -> Iterator[Source]:
    """What a noun phrase takes for granted as everybody's: "known for its …", "concerns about its …"."""
    for node in climb(view.tree, view.trigger):
        words = [m for m in view.at(node.index, "Report") if m.feature(_HOLDER) and not distancing(m)]
        noun = view.tree.tokens[node.index].pos == "NOUN"
        by = view.tree.tokens[node.child].lemma if node.child is not None else ""
        if words and (noun or by in {"for", "as"}):
            yield Source(KG.Unspecified, (), tuple(words))
        if not noun and node.link not in {"pobj", "compound", "amod", "poss", "conj", "nmod"}:
            return


def _framed(view: View, words: list[Match], bodies: frozenset[IRI]) -> Source:
    last = max(t for m in words for t in m.tokens)
    found = [
        s for i in range(last + 1) if (s := _named(view, view.tree.tokens[i], bodies)).holder is not None
    ]
    explicit = [s for s in found if s.holder != KG.Unspecified]
    best = (explicit or found or [Source(KG.Unspecified)])[0]
    return Source(best.holder, best.basis, (*best.cues, *words))


def _first_person(view: View, speaking: Voice) -> Source | None:
    """The writer's own experience, told in the claim's clause, or in the past of a text that is all experience."""
    clause = view.tree.clause(view.trigger)
    words = [t for t in view.tree.tokens if t.text.lower() in _FIRST and view.tree.clause(t.index) == clause]
    if words or any(_mine(view, n) for n in view.nodes) or (speaking.personal and _past(view)):
        return Source(KG.User, (KG.AnecdotalEvidence,))
    return None


def _mine(view: View, node: Node) -> bool:
    return any(
        t.text.lower() in _MINE
        for t in view.tree.children(node.index, "nsubj", "dobj", "dative", "nsubjpass")
    )


def _local_basis(view: View) -> Iterator[Match]:
    """The cues of basis in the claim's own clause, those of its arguments left out."""
    if view.presupposed:
        yield from _manner(view)
        return
    clauses = {view.tree.clause(n.index) for n in view.nodes if _same_clause(view, n)}
    for match in view.matches:
        if match.kind != "Basis" or set(match.tokens) <= view.arguments:
            continue
        clause = view.tree.clause(match.tokens[0])
        if clause in clauses and not _missing(view, match, clause):
            yield match


def _same_clause(view: View, node: Node) -> bool:
    """Whether what a word above the claim rests on, the claim rests on too."""
    if node.link == "conj" and node.child is not None:
        return view.tree.child(node.child, "nsubj", "nsubjpass") is None
    if node.link in {"nsubj", "nsubjpass"} and node.child is not None:
        return bool(view.at(node.child, "Knowledge", "Report"))
    return node.link in {"", "xcomp", "prep", "pobj", "dobj", "acl", "pcomp"}


def _missing(view: View, match: Match, clause: int) -> bool:
    """Whether the research that a cue names is said to be yet to come."""
    if match.word.value != KG.ScientificResearch:
        return False
    if view.at(clause, "Inquiry") and view.tree.tokens[clause].tag in {"VB", "VBG"}:
        return True
    return any(m.kind == "Gap" and view.tree.clause(m.tokens[0]) == clause for m in view.matches)


def _manner(view: View) -> Iterator[Match]:
    """What a noun phrase rests on: its own words ("research into its …"), an adverb on its verb ("traditionally")."""
    if view.relation.meta:
        yield from (m for i in sorted(view.path) for m in view.at(i, "Basis"))
    for index in view.tree.up(view.trigger):
        if view.tree.tokens[index].pos == "VERB":
            # whatever the parser takes such an adverb for, it hangs on the verb and is not its subject
            below = [t for t in view.tree.children(index) if t.dep in _HANGING]
            found = (m for t in below for m in view.at(t.index, "Basis"))
            yield from (m for m in found if m.word.value != KG.ScientificResearch)
            return
