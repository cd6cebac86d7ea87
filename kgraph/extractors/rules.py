"""The default extractor: the wordings of the ontology, matched against the normalised parse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kgraph.extractors.arguments import Arguments
from kgraph.extractors.candidates import Candidate, candidates
from kgraph.extractors.choice import decide
from kgraph.extractors.learned import NAME as LEARNED
from kgraph.extractors.learned import Learned
from kgraph.extractors.restatements import doubt, likened, restated
from kgraph.model import Argument, Certainty, Context, Evidence, Polarity, Sentence, Span
from kgraph.patterns import PatternIndex

NAME = "rules"

ReadContext = Callable[[Candidate], Context]
"""How the sentence puts a candidate: polarity, certainty, holder, basis, qualifiers."""


def extract(
    sentence: Sentence, patterns: PatternIndex, learned: Learned, arguments: Arguments, context: ReadContext
) -> tuple[Evidence, ...]:
    """The evidence of one sentence, ordered by where subject and object stand; `learned` reads what no wording does."""
    chosen = decide(candidates(patterns, arguments), arguments).kept
    found = {e.id: e for e in (evidence(sentence, c, context(c)) for c in chosen if stated(c, sentence))}
    pointed = [(candidate, context(candidate)) for candidate in likened(arguments)]
    pointed += [(c, doubting) for c in restated(arguments) if (doubting := doubt(context(c), sentence))]
    for candidate, how in pointed:
        again = evidence(sentence, candidate, how)
        found.setdefault(again.id, again)
    read = [*chosen, *(candidate for candidate, _ in pointed)]
    for candidate in learned.unread(read, arguments):
        if stated(candidate, sentence):
            likely = evidence(sentence, candidate, context(candidate), LEARNED)
            found.setdefault(likely.id, likely)
    ordered = sorted(found.items(), key=lambda e: (e[1].trigger, e[1].subject.span, e[1].object.span, e[0]))
    return tuple(evidence for _, evidence in ordered)


def stated(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the sentence itself names an end, and not only the lead-in of its list."""
    return any(
        f.argument.text and f.argument.span.within(sentence.span)
        for f in (candidate.subject, candidate.object)
    )


def evidence(sentence: Sentence, candidate: Candidate, context: Context, extractor: str = NAME) -> Evidence:
    """The candidate as an evidence, put as the sentence and the wording itself put it."""
    wording = candidate.match.pattern.wording
    if wording.polarity is Polarity.NEGATED:
        flipped = Polarity.AFFIRMED if context.polarity is Polarity.NEGATED else Polarity.NEGATED
        context = replace(context, polarity=flipped)
    elif wording.polarity is Polarity.AFFIRMED:
        context = replace(context, polarity=Polarity.AFFIRMED)
    denied = candidate.subject.negated or candidate.object.negated
    if denied and not candidate.relation.gap and context.certainty is not Certainty.UNCOMMITTED:
        context = replace(context, polarity=Polarity.NEGATED)
    firm = wording.certainty is Certainty.CERTAIN  # the wording's own "may" leaves it as firm as it says
    if wording.certainty is not None and (firm or wording.certainty.rank > context.certainty.rank):
        context = replace(context, certainty=wording.certainty)
    subject, object = (_within(f.argument, sentence) for f in (candidate.subject, candidate.object))
    return Evidence(
        document=sentence.document,
        sentence=sentence.span,
        text=sentence.text,
        subject=subject,
        predicate=candidate.relation.iri,
        object=object,
        context=context,
        trigger=_trigger_span(sentence, candidate),
        extractor=extractor,
        rule=wording.form,
    )


def _within(argument: Argument, sentence: Sentence) -> Argument:
    """The argument as it stands in the sentence: what only the lead-in of a list item says is a reference to it."""
    if argument.span.within(sentence.span):
        return argument
    start = sentence.span.start
    return Argument(argument.entity, Span(start, start), "", True, argument.antecedent or argument.span)


def _trigger_span(sentence: Sentence, candidate: Candidate) -> Span:
    """The trigger, or for a list item whose lead-in holds it, the end that the item names."""
    spans = [
        sentence.tokens[i].span
        for i in (candidate.trigger, candidate.object.token, candidate.subject.token)
        if i >= 0
    ]
    return next((span for span in spans if len(span) and span.within(sentence.span)), sentence.span)
