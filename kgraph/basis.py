"""The kind of evidence that the words around a claim offer for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.cues import Match
from kgraph.holders import Source, official
from kgraph.namespaces import IRI, KG, local_name
from kgraph.scope import Node, climb
from kgraph.speakers import referred
from kgraph.view import View
from kgraph.voice import Voice

_OWN = local_name(KG.own)
_HANGING = frozenset({"advmod", "npadvmod", "amod", "dobj", "dep", "acomp"})
_STRENGTH: tuple[IRI, ...] = (
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


def strongest(
    view: View, sources: Iterable[Source], local: Iterable[Match], speaking: Voice, bodies: frozenset[IRI]
) -> IRI:
    """The most telling kind of evidence that the words offer; that evidence is missing rests on who says so alone."""
    sources = tuple(sources)
    if view.relation.gap:
        by_authority = any(s.holder in bodies or s.holder == KG.Regulator for s in sources)
        return KG.RegulatoryStatement if by_authority else KG.NotStated
    studied = any(s.holder == KG.Researcher for s in sources)
    # what people went through in a study is the study's
    told = [s.basis for s in sources if not (studied and s.holder is None)]
    known = [IRI(m.word.value) for m in local] + [b for bases in told for b in bases]
    if any(_evident(view, n) for n in view.nodes):
        known.append(KG.ScientificResearch)
    if view.relation.meta and any(_customary(view, i) for i in _agents(view)):
        known.append(KG.TraditionalUse)
    if speaking.basis and _in_hand(view, sources, speaking):
        known.append(speaking.basis)
    if speaking.holder == KG.Regulator or speaking.holder in bodies:
        known.append(KG.RegulatoryStatement)
    if any(official(view, i, bodies) or _for_authority(view, i) for i in _agents(view)):
        known.append(KG.RegulatoryStatement)
    return max((b for b in known if b in _STRENGTH), key=_STRENGTH.index, default=KG.NotStated)


def _agents(view: View) -> Iterator[int]:
    """Who does what the claim says: the subjects of its words, and the agents of the passive."""
    for index in sorted(view.path):
        verb = view.tree.tokens[index].pos in {"VERB", "AUX"}
        subject = view.tree.subject(index) if verb else None
        if subject is not None:
            yield subject.index
        for by in view.tree.children(index, "agent"):
            yield from (t.index for t in view.tree.children(by.index, "pobj"))


def _evident(view: View, node: Node) -> bool:
    """Whether there is said to be evidence that the claim is so."""
    if node.link not in {"acl", "ccomp"} or view.tree.tokens[node.index].pos != "NOUN":
        return False
    found = [m for m in view.at(node.index, "Knowledge") if m.word.value == KG.Probable]
    if any(view.at(t.index, "Negation", "Gap") for t in view.tree.children(node.index)):
        return False
    return any(not _missing(view, m, view.tree.clause(node.index)) for m in found)


def _customary(view: View, index: int) -> bool:
    return any(m.word.value == KG.Community for m in view.at(index, "Source"))


def _for_authority(view: View, index: int) -> bool:
    """Whether an "it" that says something stands for an authority named before."""
    token = view.tree.tokens[index]
    if token.text.lower() != "it" or not view.at(token.head, "Report"):
        return False
    speaker = referred(view.document, token.span.start, token.text, view.index)
    return speaker is not None and speaker.basis == KG.RegulatoryStatement


def _in_hand(view: View, sources: Iterable[Source], speaking: Voice) -> bool:
    """Whether the claim is a result of the study that the section is about."""
    others = [s for s in sources if s.holder == KG.Researcher]
    if any(m.feature(_OWN) == "true" for s in others for m in s.cues):
        return True
    if others or (view.presupposed and not _observed(view)):
        return False
    return past(view) or _concluded(view, speaking)


def _observed(view: View) -> bool:
    """Whether what a noun phrase says is itself the finding: "binding of X by Y was confirmed"."""
    for node in climb(view.tree, view.trigger):
        if node.link in {"nsubj", "nsubjpass"}:
            predicates = (node.index, *(t.index for t in view.tree.children(node.index, "acomp")))
            return any(view.at(i, "Report", "Knowledge") for i in predicates)
        if node.link not in {"", "prep", "pobj", "conj", "compound", "agent"}:
            return False
    return False


def _concluded(view: View, speaking: Voice) -> bool:
    """Whether a claim is said to follow from results: "thus …", "Conclusions: …", "X fell, which suggests that …"."""
    clause = view.tree.clause(view.trigger)
    while view.tree.tokens[clause].dep == "xcomp":
        clause = view.tree.clause(view.tree.tokens[clause].head)
    words = [m for m in view.matches if m.kind == "Conclusion" and view.tree.clause(m.tokens[0]) == clause]
    if speaking.concluding or words:
        return not view.relation.meta and view.tree.tokens[clause].dep not in {"csubj", "csubjpass"}
    for index in view.tree.up(clause):
        token = view.tree.tokens[index]
        beside = token.dep in {"relcl", "advcl"} and token.tag in {"VBZ", "VBP", "VBG"}
        if beside and index != clause and view.at(index, "Report"):
            return _told(view, view.tree.clause(token.head))
    return False


def past(view: View) -> bool:
    """Whether the claim's clause tells of something past."""
    return _told(view, view.tree.clause(view.trigger))


def _told(view: View, index: int) -> bool:
    clause = view.tree.tokens[index]
    while clause.dep == "xcomp" and view.tree.tokens[clause.head].pos in {"VERB", "AUX"}:
        clause = view.tree.tokens[clause.head]
    auxiliaries = [t.tag for t in view.tree.children(clause.index, "aux", "auxpass")]
    slip = clause.tag == "VBN" and not auxiliaries and view.tree.child(clause.index, "nsubj") is not None
    return clause.tag == "VBD" or "VBD" in auxiliaries or slip


def local_basis(view: View) -> Iterator[Match]:
    """The cues of basis in the claim's own clause or before the whole sentence, those of its arguments left out."""
    yield from _fronted(view)
    if view.presupposed:
        yield from _manner(view)
        return
    clauses = {view.tree.clause(n.index) for n in view.nodes if _same_clause(view, n)}
    around = clauses | {view.tree.clause(n.index) for n in view.nodes if n.link == "ccomp"}
    clauses |= {aside for clause in around for aside in _concessions(view, clause)}
    for match in view.matches:
        if match.kind != "Basis" or set(match.tokens) <= view.arguments:
            continue
        clause = view.tree.clause(match.tokens[0])
        if clause in clauses and not _missing(view, match, clause):
            yield match


def _fronted(view: View) -> Iterator[Match]:
    """What opens the sentence and holds of all of it up to a semicolon: "in mice, …"."""
    first = view.tree.tokens[0]
    if (
        first.pos != "ADP"
        or first.dep != "prep"
        or any(t.text == ";" for t in view.tree.tokens[: view.trigger])
    ):
        return
    for match in view.matches:
        comma = next((t.index for t in view.tree.tokens if t.text == ","), 0)
        inside = match.kind == "Basis" and match.tokens[-1] < min(comma, view.trigger)
        if inside and match.word.value != KG.ScientificResearch and not set(match.tokens) & view.arguments:
            yield match


def _concessions(view: View, clause: int) -> Iterator[int]:
    """The clauses beside the claim's that say what the evidence is ("…, although the evidence is from …")."""
    for token in view.tree.children(clause, "advcl", "conj", "parataxis"):
        subject = view.tree.child(token.index, "nsubj", "nsubjpass")
        about = subject is not None and view.at(subject.index, "Knowledge", "Report")
        if about and not view.at(token.index, "Report", "Belief"):
            yield token.index


def _same_clause(view: View, node: Node) -> bool:
    """Whether what a word above the claim rests on, the claim rests on too."""
    if node.link == "conj" and node.child is not None:
        return view.tree.child(node.child, "nsubj", "nsubjpass") is None
    if node.link in {"nsubj", "nsubjpass"} and node.child is not None:
        return bool(view.at(node.child, "Knowledge", "Report"))
    return node.link in {"", "xcomp", "prep", "pobj", "dobj", "acl", "pcomp", "advcl"}


def _missing(view: View, match: Match, clause: int) -> bool:
    """Whether the research that a cue names is said to be lacking, or yet to come."""
    for index in view.tree.up(match.tokens[-1]):
        if view.tree.tokens[index].pos in {"VERB", "AUX"}:
            break
        if view.at(index, "Negation") or any(m.word.value for m in view.at(index, "Gap")):
            return True
    if match.word.value != KG.ScientificResearch:
        return False
    if any(t.lemma in {"will", "would"} for t in view.tree.children(clause, "aux")):
        return True  # research that is still to come
    if view.at(clause, "Inquiry") and view.tree.tokens[clause].tag in {"VB", "VBG"}:
        return True
    return any(m.kind == "Gap" and view.tree.clause(m.tokens[0]) == clause for m in view.matches)


def _manner(view: View) -> Iterator[Match]:
    """What a noun phrase rests on: its own words ("research into its …"), an adverb on its verb."""
    if view.relation.meta:
        yield from (m for i in sorted(view.path) for m in view.at(i, "Basis"))
    for index in view.tree.up(view.trigger):
        if view.tree.tokens[index].pos == "VERB":
            # whatever the parser takes such an adverb for, it hangs on the verb and is not its subject
            below = [t for t in view.tree.children(index) if t.dep in _HANGING]
            found = (m for t in below for m in view.at(t.index, "Basis"))
            yield from (m for m in found if m.word.value != KG.ScientificResearch)
            return
