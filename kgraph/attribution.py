"""Who makes a claim, around whom, and on what kind of evidence: holder, `via` and basis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.basis import local_basis, past, strongest
from kgraph.cues import Match
from kgraph.holders import FIRST_PERSON, Source, agent, meant, named, official, reporter
from kgraph.model import Token
from kgraph.namespaces import IRI, KG, local_name
from kgraph.report import distancing, framing, inquires, speaks
from kgraph.scope import Node, climb
from kgraph.view import View
from kgraph.voice import Voice

_BASIS = local_name(KG.basis)
_DENYING = local_name(KG.denying)
_HOLDER = local_name(KG.holder)
_MINE = frozenset({"i", "me", "myself"})
_OWN = frozenset({"them", "their", "they", "themselves"})
_QUOTES = frozenset({'"', "“", "``", "‘"})
_OURS = frozenset({"my", "our"})
_HIS = frozenset({"his", "him", "himself"})
_HERS = frozenset({"her", "herself"})
_THEIRS = frozenset({"their", "them", "themselves"})


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
    who = [s.holder for s in sources if s.holder not in {None, KG.Unspecified}]
    if not who and not speaking.holder and not _refuted(view):
        who = [s.holder for s in sources if s.holder is not None]
    who = [*who, speaking.holder] if speaking.holder else who
    local = tuple(local_basis(view))
    basis = strongest(view, sources, local, speaking, bodies)
    if not who and basis == KG.TraditionalUse and view.relation.meta and not view.presupposed:
        who = [KG.Community]
    holders = [h for h in dict.fromkeys(who) if h]
    if basis == KG.NotStated and holders[:1] in ([KG.User], [KG.Patient]) and _uttered(sources):
        basis = KG.AnecdotalEvidence
    cues = [m for s in sources for m in s.cues]
    return Attribution(
        holder=holders[0] if holders else KG.Author,
        via=tuple(reversed(holders[1:])),
        basis=basis,
        cues=tuple(dict.fromkeys((*cues, *local))),
    )


def _uttered(sources: list[Source]) -> bool:
    """Whether somebody is said to say it, and not only to think so."""
    return any(m.kind == "Report" for s in sources for m in s.cues)


def _refuted(view: View) -> bool:
    """Whether the author denies what nobody in particular says: the denial is the author's."""
    above = {n.index for n in view.nodes}
    return any(
        (head in above or view.tree.tokens[head].head in above) and _denier(view, head) is None
        for head in (view.head(m) for m in view.matches if m.feature(_DENYING) == "true")
    )


def _denier(view: View, index: int) -> Token | None:
    """Who denies what a verb of denial governs, where it is somebody else than the writer."""
    if not any(m.feature(_DENYING) == "true" for m in view.at(index, "Negation")):
        return None
    subject = view.tree.own_subject(index)
    if subject is None or view.tree.tokens[index].pos != "VERB" or subject.index in view.arguments:
        return None
    writer = subject.text.lower() in {"i", "we"} or subject.tag in {"WP", "WDT"} or view.tree.passive(index)
    return None if writer else subject


def _sources(view: View, bodies: frozenset[IRI]) -> Iterator[Source]:
    """The sources above the claim, innermost first."""
    nodes = [] if view.presupposed else [n for n in view.nodes if n.reports]
    if (view.presupposed or view.subject is None) and not view.relation.meta:
        yield from _renown(view)
        yield from _warned(view, bodies)
    for node in (*nodes, *_beyond(view)):
        yield from _at_node(view, node, bodies)
    words = [m for m in framing(view) if m.kind in {"Report", "Belief"}]
    if words:
        yield _framed(view, words, bodies)


def _warned(view: View, bodies: frozenset[IRI]) -> Iterator[Source]:
    """The authority whose warning a noun phrase gives the ground or the matter of: "warned because of its …"."""
    for index in view.tree.up(view.trigger):
        token = view.tree.tokens[index]
        if token.pos not in {"VERB", "AUX"} and not (token.pos == "NOUN" and view.at(index, "Report")):
            continue
        said = [index, *(t.index for t in view.tree.children(index, "dobj"))]
        words = [m for i in said for m in view.at(i, "Report")]
        subject = view.tree.subject(index if token.pos != "NOUN" else token.head)
        if words and subject is not None and official(view, subject.index, bodies):
            found = named(view, subject, bodies)
            yield Source(found.holder, found.basis, (*found.cues, *words))
        return


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
    elif mentioned := _mentioned(view, node, bodies):
        yield mentioned
    elif (denier := _denier(view, node.index)) is not None:
        found = meant(view, denier, bodies)
        yield Source(found.holder or KG.Unspecified, (), found.cues)
    elif experience := view.at(node.index, "Experience"):
        yield _experienced(view, node, experience[0], bodies)
    elif node.link == "ccomp" and token.pos in {"VERB", "AUX"} and not view.tree.passive(node.index):
        subject = view.tree.subject(node.index)
        if subject is not None and subject.index != view.subject and not view.at(subject.index, "Knowledge"):
            hoped = view.at(node.index, "Hedge")
            source = (
                meant(view, subject, bodies)
                if hoped and subject.text.lower() != "it"
                else named(view, subject, bodies)
            )
            if source.holder is not None:
                yield Source(source.holder, () if hoped else source.basis, source.cues)


def _mentioned(view: View, node: Node, bodies: frozenset[IRI]) -> Source | None:
    """The source of a subject that is what somebody reports: "effects that users mention include …"."""
    for subject in view.tree.children(node.index, "nsubj") if not node.link else ():
        for verb in view.tree.children(subject.index, "relcl"):
            speaker = view.tree.own_subject(verb.index)
            if speaker is not None and (words := view.at(verb.index, "Report")):
                found = named(view, speaker, bodies)
                return Source(found.holder, found.basis, (*found.cues, *words)) if found.holder else None
    return None


def _aside(view: View, index: int, bodies: frozenset[IRI]) -> Iterator[Source]:
    """A report put in between: "…, doctors say, …"."""
    for verb in view.tree.children(index, "parataxis"):
        words = view.at(verb.index, "Report", "Belief")
        subject = view.tree.child(verb.index, "nsubj")
        if words and subject is not None:
            found = meant(view, subject, bodies)
            yield Source(found.holder, found.basis, (*found.cues, *words))
        elif words and view.tree.child(verb.index, "nsubjpass"):
            yield Source(KG.Unspecified, (), tuple(words))  # "…, we are told, …"


def _speaker(view: View, node: Node, words: list[Match], bodies: frozenset[IRI]) -> Source:
    token = view.tree.tokens[node.index]
    says = any(m.kind == "Report" for m in words)
    if token.pos in {"NOUN", "PROPN"}:
        found = reporter(view, token, bodies)
    elif view.tree.passive(node.index):
        found = agent(view, node.index, bodies)
    else:
        subject = view.tree.subject(node.index)
        own = subject is None or subject.index in {view.subject, view.object}
        found = Source(None) if own or subject is None else meant(view, subject, bodies)
        if found.holder is None and subject is not None and not own and _somebody(view, node, subject, words):
            found = Source(KG.Unspecified, found.basis, found.cues)
    holder = found.holder
    verb_basis: tuple[IRI, ...] = ()
    if holder is None and (view.tree.passive(node.index) or token.pos == "NOUN"):
        given = next((v for m in words if (v := m.feature(_HOLDER))), KG.Unspecified)
        holder = None if says and _denied(view, node) else IRI(given)
        if token.pos != "NOUN" and holder is not None:
            verb_basis = tuple(IRI(v) for m in words if (v := m.feature(_BASIS)))
    if says and holder in {KG.Unspecified, KG.Proponent} and _of_themselves(view, node):
        holder = KG.User if holder == KG.Unspecified else holder
        verb_basis = (*verb_basis, KG.AnecdotalEvidence)
    setting = tuple(m for t in view.tree.children(node.index, "prep") for m in _study(view, t.index))
    basis = (found.basis if says else ()) + verb_basis + tuple(IRI(m.word.value) for m in setting)
    return Source(holder, basis, (*found.cues, *words, *setting))


def _somebody(view: View, node: Node, subject: Token, words: list[Match]) -> bool:
    """Whether a subject that no cue knows is still somebody else: a name, or a noun that says or believes."""
    if subject.mention is not None:
        return False
    if subject.pos == "PROPN":
        return True
    knowing = view.at(subject.index, "Basis", "Report", "Belief", "Knowledge")
    this = any(t.lemma == "this" for t in view.tree.children(subject.index, "det"))
    uttered = any(m.kind == "Belief" or (m.word.value == KG.Certain and not m.feature(_BASIS)) for m in words)
    return subject.pos == "NOUN" and node.link == "ccomp" and uttered and not knowing and not this


def _of_themselves(view: View, node: Node) -> bool:
    """Whether what somebody reports is their own: "she said that it eased her pain"."""
    subject = view.tree.subject(node.index)
    content = node.child is not None and node.link == "ccomp"
    if not content or node.child is None or subject is None or view.tree.passive(node.index):
        return False
    theirs = {"he": _HIS, "she": _HERS, "they": _THEIRS}.get(subject.text.lower(), _HIS | _HERS | _THEIRS)
    if any(t.text in _QUOTES for t in view.tree.tokens[: node.child]):
        theirs = FIRST_PERSON  # "It eased my pain," he said
    near = {node.child, view.tree.clause(view.trigger)}
    below = (i for i in view.tree.subtree(node.child) if view.tree.clause(i) in near)
    return any(view.tree.tokens[i].text.lower() in theirs for i in below)


def _study(view: View, index: int) -> Iterator[Match]:
    """The cues of a study in a phrase that sets a report: "in a survey, users said …"."""
    for noun in view.tree.children(index, "pobj"):
        yield from (m for m in view.at(noun.index, "Basis") if m.word.value != KG.ScientificResearch)


def _denied(view: View, node: Node) -> bool:
    if any(view.at(t.index, "Gap") for t in view.tree.children(node.index, "nsubjpass")):
        return True  # "little is known"
    negations = [
        m
        for t in view.tree.children(node.index, "neg", "advmod", "det")
        for m in view.at(t.index, "Negation")
    ]
    return bool(negations)


def _experienced(view: View, node: Node, match: Match, bodies: frozenset[IRI]) -> Source:
    """An experience is the author's to tell, and rests on those who had it."""
    subject = view.tree.subject(node.index)
    if subject is None or subject.index == view.subject:
        return Source(None)
    found = named(view, subject, bodies)
    if subject.text.lower() in FIRST_PERSON:
        return found
    basis = found.basis if found.holder in {KG.User, KG.Patient} else ()
    return Source(None, basis, (match, *found.cues) if basis else ())


def _according(view: View, index: int, bodies: frozenset[IRI]) -> Iterator[Source]:
    """The source of an "according to" or "in somebody's view", wherever it hangs on the clause."""
    for match in view.matches:
        if match.kind != "Attribution":
            continue
        last = view.tree.tokens[match.tokens[-1]]
        if last.pos == "NOUN":
            inside = last.dep == "pobj" and view.tree.tokens[last.head].head == index
            nouns = tuple(view.tree.children(last.index, "poss")) if inside else ()
        else:
            hangs = index in {view.tree.tokens[t].head for t in match.tokens}
            nouns = tuple(view.tree.children(last.index, "pobj")) if hangs else ()
        for noun in (n for n in nouns if n.text.lower() not in _OURS):
            found = meant(view, noun, bodies)
            yield Source(found.holder or KG.Unspecified, found.basis, (match, *found.cues))


def _renown(view: View) -> Iterator[Source]:
    """What a noun phrase takes for granted as everybody's: "known for its …", "concerns about its …"."""
    for node in climb(view.tree, view.trigger):
        near = [node.index, *(t.index for t in view.tree.children(node.index, "amod"))]
        known = near if node.index in view.path else near[:1]  # "a well-known cause of …"
        words = [m for i in known for m in view.at(i, "Report") if m.feature(_HOLDER) and not distancing(m)]
        noun = view.tree.tokens[node.index].pos == "NOUN"
        by = view.tree.tokens[node.child].lemma if node.child is not None else ""
        if words and (noun or by in {"for", "as"}):
            yield Source(KG.Unspecified, (), tuple(words))
        if not noun and node.link not in {"pobj", "compound", "amod", "poss", "conj", "nmod"}:
            return


def _framed(view: View, words: list[Match], bodies: frozenset[IRI]) -> Source:
    last = max(t for m in words for t in m.tokens)
    found = [s for i in range(last + 1) if (s := named(view, view.tree.tokens[i], bodies)).holder is not None]
    explicit = [s for s in found if s.holder != KG.Unspecified]
    best = (explicit or found or [Source(KG.Unspecified)])[0]
    return Source(best.holder, best.basis, (*best.cues, *words))


def _first_person(view: View, speaking: Voice) -> Source | None:
    """The writer's own experience: told in the claim's clause, or in the past of a text that is all of it."""
    clause = view.tree.clause(view.trigger)
    words = [
        t for t in view.tree.tokens if t.text.lower() in FIRST_PERSON and view.tree.clause(t.index) == clause
    ]
    if words or any(_mine(view, n) for n in view.nodes) or (speaking.personal and past(view)):
        return Source(KG.User, (KG.AnecdotalEvidence,))
    return None


def _mine(view: View, node: Node) -> bool:
    return any(
        t.text.lower() in _MINE
        for t in view.tree.children(node.index, "nsubj", "dobj", "dative", "nsubjpass")
    )
