"""How a sentence puts a claim: cues found by word and class, scope by the parse."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import context, cues, heads, language, turtle
from kgraph.model import Block, BlockKind, Certainty, Document, Mention, Polarity, Sentence, Span
from kgraph.namespaces import IRI, KG, local_name
from kgraph.terms import CueWord, Relation

BODY = IRI("https://example.org/agency")
MARK = re.compile(r"\(([somtpb]) ([^()]*)\)")
"""Marks in a test sentence: s(ubject), o(bject), t(rigger), p(ath), m(ention), b(ody)."""


@pytest.fixture(scope="module")
def english():
    """The English pipeline."""
    return language.load()


@pytest.fixture(scope="module")
def index():
    """The shipped cues, and one body."""
    return context.index(turtle.load(turtle.ontology_dir() / "cues.ttl").cues, [BODY])


def marked(text):
    """A sentence without its marks, and the span of each."""
    plain, at, spans = "", 0, []
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        spans.append((match[1], Span(len(plain), len(plain) + len(match[2]))))
        plain += match[2]
        at = match.end()
    return plain + text[at:], spans


def parse(english, text, spans, before=""):
    """The sentence parsed, standing after `before` in its document, and the tokens of each mark."""
    shift = len(before)
    mentions = tuple(
        Mention(
            Span(s.start + shift, s.end + shift),
            text[s.slice],
            BODY if kind == "b" else IRI("urn:" + text[s.slice]),
        )
        for kind, s in spans
        if kind in "somb"
    )
    bare = Sentence("d", 0, Span(shift, shift + len(text)), text, mentions)
    sentence = next(iter(english.parse([bare], lambda m: heads.head_word(m.text))))
    tokens: dict[str, list[int]] = {}
    for kind, span in spans:
        moved = Span(span.start + shift, span.end + shift)
        tokens.setdefault(kind, []).extend(t.index for t in sentence.tokens if t.span.overlaps(moved))
    return sentence, tokens


def read(english, index, text, *, presupposed=False, meta=False, gap=False, before="", blocks=None):
    """The context of the claim that a marked sentence holds."""
    plain, spans = marked(text)
    sentence, tokens = parse(english, plain, spans, before)
    whole = before + plain
    blocks = blocks or (Block(Span(0, len(whole)), BlockKind.PROSE),)
    return sentence, context.read(
        sentence,
        index,
        trigger=tokens["t"][0],
        path=frozenset(tokens["t"] + tokens.get("p", [])),
        subject=tokens["s"][0] if "s" in tokens else None,
        object=tokens["o"][0],
        relation=Relation(iri=IRI("urn:relation"), label="relation", meta=meta or gap, gap=gap),
        presupposed=presupposed,
        document=Document(id="d", text=whole, blocks=blocks, source="d.txt", sha256=""),
    )


def short(found):
    """Polarity, certainty, holder and basis as four words."""
    return (found.polarity.value, found.certainty.value, local_name(found.holder), local_name(found.basis))


NEGATED = """
    It is not true that (s tea) (t relieves) (o pain).
    (s Tea) does not (t affect) (o sleep).
    (s Tea) never (t cured) (o fever).
    No (s herb) (t cures) (o cancer).
    Neither (m coffee) nor (s tea) (t relieves) (o pain).
    (s Tea) neither relieves (m pain) nor (t improves) (o mood).
    (s Tea) calms (m nerves) without (t causing) (o drowsiness).
    (s Tea) failed to (t lower) (o fever).
    (s Tea) lacks the ability to (t relieve) (o pain).
    (s Tea) does not relieve (m pain) or (t reduce) (o anxiety).
    (s Tea) (t affects) (m mood) rather than (o memory).
    (s Tea) (t eases) (m pain) but not (o anxiety).
    Instead of (t relieving) (o pain), (s tea) worsens (m it).
    The study was long; (s tea) was not (t linked) to (o injury).
    The notion that (s tea) (t relieves) (o pain) is a myth.
    Myth: the (s tea) often (t relieves) the (o pain).
"""

AFFIRMED = """
    (s Tea) (t relieves) (o pain).
    (s Tea) can (t relieve) (o pain).
    (s Tea) is not only (t effective) against (o pain) but also cheap.
    Not only does (s tea) (t relieve) (o pain), it is cheap.
    There is no doubt that (s tea) (t relieves) (o pain).
    (s Tea) does not cause (m pain) but (t reduces) (o anxiety).
    (s Tea) (t relieves) (o pain) without causing (m drowsiness).
    (s Tea) never fails to (t relieve) (o pain).
    (s Tea) (t binds) to (o receptors) and may influence (m mood).
    In its absence of (m sugar), (s tea) (t lowers) (o fever).
"""


def lines(block):
    """The sentences of a block, one a line."""
    return [line.strip() for line in block.strip().splitlines()]


@pytest.mark.parametrize("text", lines(NEGATED))
def test_negation_reaches_what_it_governs(english, index, text):
    """A clause that a cue of negation governs is denied."""
    _, found = read(english, index, text)
    assert found.polarity is Polarity.NEGATED


@pytest.mark.parametrize("text", lines(AFFIRMED))
def test_negation_elsewhere_leaves_a_claim_alone(english, index, text):
    """A negation of something else, or a phrase that only looks like one, denies nothing."""
    _, found = read(english, index, text)
    assert (found.polarity, found.certainty) == (Polarity.AFFIRMED, Certainty.CERTAIN)


CERTAINTY = [
    ("(s Tea) (t relieves) (o pain).", "certain"),
    ("(s Tea) tends to (t relieve) (o pain).", "probable"),
    ("(s Tea) is likely to (t relieve) (o pain).", "probable"),
    ("(s Tea) appears to (t relieve) (o pain).", "probable"),
    ("Evidence that (s tea) (t relieves) (o pain) is growing.", "probable"),
    ("(s Tea) may (t relieve) (o pain).", "possible"),
    ("(s Tea) can potentially (t relieve) (o pain).", "possible"),
    ("(s Tea) aims to (t relieve) (o pain).", "possible"),
    ("There is promising evidence that (s tea) (t relieves) (o pain).", "possible"),
    ("Drinkers of (s tea) can (t expect) some (o pain).", "certain"),
    ("Most drinkers (p regard) (s tea) as a (t cure) for (o pain).", "certain"),
    ("They said that (s tea) would (t ease) the (o pain).", "certain"),
    ("Chemists began to understand how (s tea) (t acts) on (o nerves).", "certain"),
    ("I have yet to see proof that (s tea) (t relieves) (o pain).", "uncommitted"),
    ("(s Tea) is a promising (t treatment) for (o pain).", "possible"),
    ("(s Tea) shows promise as a (t treatment) for (o pain).", "possible"),
    ("(s Tea) may bind to (m receptors) and (t influence) (o mood).", "possible"),
    ("(s Tea) might soothe (m nerves), (t easing) (o pain).", "possible"),
    ("By (t raising) (o serotonin), (s tea) could lift (m mood).", "possible"),
    ("It is possible that (s tea) (t relieves) (o pain).", "possible"),
    ("It remains unclear whether (s tea) (t relieves) (o pain).", "uncommitted"),
    ("Opinions differ on whether (s tea) (t relieves) (o pain).", "uncommitted"),
    ("There is no evidence that (s tea) (t relieves) (o pain).", "uncommitted"),
    ("There was little evidence that (s tea) (t improved) (o mood).", "uncommitted"),
    ("Evidence is lacking that (s tea) (t relieves) (o pain).", "uncommitted"),
    ("(s Tea) has not been shown to (t help) (o sleep).", "uncommitted"),
    ("Trials failed to confirm that (s tea) (t relieves) (o pain).", "uncommitted"),
    ("(s Tea) has no established (t role) in (o pain).", "uncommitted"),
    ("Larger trials are needed to establish whether (s tea) (t relieves) (o pain).", "uncommitted"),
    ("The (t relief) of (o pain) by (s tea) remains unproven.", "uncommitted"),
]


@pytest.mark.parametrize(("text", "certainty"), CERTAINTY)
def test_the_weakest_cue_in_scope_sets_the_certainty(english, index, text, certainty):
    """Each of the four levels is read from modals, adverbs, adjectives, nouns, verbs and conjunctions above."""
    _, found = read(english, index, text)
    assert (found.polarity, found.certainty) == (Polarity.AFFIRMED, Certainty(certainty))


def test_a_cue_two_hops_away_counts(english, index):
    """Of a verb of evidence and a modal below it, the weaker wins."""
    _, found = read(english, index, "Early research suggests that (s it) may help to (t calm) (o nerves).")
    assert short(found) == ("affirmed", "possible", "Researcher", "ScientificResearch")


DENIED_BELIEF = [
    "(s Tea) is not believed to (t cause) (o harm).",
    "(s Tea) does not appear to (t cause) (o harm).",
    "(s Tea) is unlikely to (t cause) (o harm).",
    "I don't think (s tea) (t causes) (o harm).",
]


@pytest.mark.parametrize("text", DENIED_BELIEF)
def test_denied_belief_is_belief_in_the_denial(english, index, text):
    """English raises negation over verbs of belief and seeming: what is not thought so is thought not so."""
    _, found = read(english, index, text)
    assert (found.polarity, found.certainty) == (Polarity.NEGATED, Certainty.PROBABLE)


HOLDERS = [
    ("Users report that (s tea) (t relieves) (o pain).", "User", "AnecdotalEvidence"),
    ("Patients taking (s tea) reported that their (o pain) (t eased).", "Patient", "AnecdotalEvidence"),
    ("Several studies indicate that (s tea) (t relieves) (o pain).", "Researcher", "ScientificResearch"),
    ("Animal studies have demonstrated that (s tea) (t lowers) (o fever).", "Researcher", "PreclinicalStudy"),
    ("Doctors worry that (s tea) may (t damage) (o livers).", "HealthcareProfessional", "NotStated"),
    ("Dr. Grey said that (s tea) (t harms) (o livers).", "HealthcareProfessional", "NotStated"),
    ("(s Tea), doctors say, (t relieves) (o pain).", "HealthcareProfessional", "NotStated"),
    ("Health officials say (s tea) is (t linked) to (o deaths).", "Regulator", "RegulatoryStatement"),
    ("Advocates say (s it) (t eases) (o pain).", "Proponent", "NotStated"),
    ("Critics contend that (s tea) is (t addictive) for (o adults).", "Skeptic", "NotStated"),
    ("Elders in the village say the (s leaf) (t cools) the (o blood).", "Community", "TraditionalUse"),
    ("(s Tea) is thought to (t relieve) (o pain).", "Unspecified", "NotStated"),
    ("(s Tea) has been shown to (t relieve) (o pain).", "Unspecified", "ScientificResearch"),
    ("She said that (s tea) (t harms) (o livers).", "Unspecified", "NotStated"),
    ("She said that (s tea) (t eased) her (o pain).", "User", "AnecdotalEvidence"),
    ("I drank (s tea) and it (t killed) my (o pain).", "User", "AnecdotalEvidence"),
    ("In an online survey, users said that (s tea) (t eased) (o pain).", "User", "ObservationalStudy"),
    ("In mice, the (s tea) clearly (t reduced) the (o fever).", "Author", "PreclinicalStudy"),
    ("While some users (t experience) (o relief), others do not.", "Author", "AnecdotalEvidence"),
    ("According to the (b Agency), (s tea) (t harms) (o livers).", "agency", "RegulatoryStatement"),
    ("The (b Agency) warned that (s tea) may (t harm) (o livers).", "agency", "RegulatoryStatement"),
    ("The landlord denies that (s tea) (t causes) (o harm).", "Unspecified", "NotStated"),
    ("I deny that (s tea) (t causes) (o harm).", "User", "AnecdotalEvidence"),
    ("Growers deny that (s tea) (t causes) (o harm).", "Community", "NotStated"),
    (
        "None of the nurses regarded (s tea) as a (t cure) for (o pain).",
        "HealthcareProfessional",
        "NotStated",
    ),
    (
        "A committee of the (b Agency) noted that (s tea) (t harms) (o livers).",
        "agency",
        "RegulatoryStatement",
    ),
    ("Patients should be told that (s tea) (t harms) (o livers).", "Author", "NotStated"),
    ("Some chemists (t call) (s tea) a (o tonic).", "Researcher", "NotStated"),
    ("He (t blames) (s tea) for his (o pain).", "Unspecified", "NotStated"),
    ("Health officials (t link) (s tea) to several (o deaths).", "Regulator", "RegulatoryStatement"),
    ("There is evidence that (s tea) (t relieves) (o pain).", "Author", "ScientificResearch"),
    ("There is no evidence that (s tea) (t relieves) (o pain).", "Author", "NotStated"),
    ('"(s Tea) (t eased) my (o pain)," said one driver.', "User", "AnecdotalEvidence"),
    ("Under federal law (s tea) (t counts) as a (o drug).", "Author", "NotStated"),
    (
        "The study showed that people (t felt) less (o pain) after (s tea).",
        "Researcher",
        "ScientificResearch",
    ),
    ("The company denies that (s tea) (t causes) (o harm).", "Proponent", "NotStated"),
    ("The coroner concluded that (s tea) (t caused) (o harm).", "Regulator", "RegulatoryStatement"),
    ("Redditors say that (s tea) (t eases) (o pain).", "User", "AnecdotalEvidence"),
    ("A hepatologist said that (s tea) (t causes) (o harm).", "HealthcareProfessional", "NotStated"),
    ("Forum posts claim that (s tea) (t eases) (o pain).", "User", "AnecdotalEvidence"),
    ("Health records show that (s tea) (t causes) (o pain).", "Author", "ObservationalStudy"),
]


@pytest.mark.parametrize(("text", "holder", "basis"), HOLDERS)
def test_the_source_of_the_clause_holds_the_claim(english, index, text, holder, basis):
    """Holder and basis come from the clause that reports the claim, whatever its form."""
    _, found = read(english, index, text)
    assert (local_name(found.holder), local_name(found.basis)) == (holder, basis)


def test_the_innermost_source_holds_and_the_outer_ones_are_kept(english, index):
    """Nested sources: the innermost is the holder, those around it are in `via`."""
    _, found = read(english, index, "Proponents argue that studies show (s tea) (t relieves) (o pain).")
    assert (found.holder, found.via) == (KG.Researcher, (KG.Proponent,))


def test_a_relative_clause_is_the_authors(english, index):
    """What a relative clause adds in passing is neither reported nor hedged by the clause around it."""
    text = "Users claim that (m coffee), which (t contains) (o caffeine), may relieve (m pain)."
    _, aside = read(english, index, text.replace("(m coffee)", "(s coffee)").replace("claim", "report"))
    assert short(aside) == ("affirmed", "certain", "Author", "NotStated")


def test_a_guess_in_a_relative_clause_is_the_reporters(english, index):
    """Where it goes on with a guess, the clause belongs to the report; a denial of the report does not reach it."""
    text = "Studies suggest that (m tea) lowers (s stress), which may (t relieve) (o pain)."
    _, found = read(english, index, text)
    assert short(found) == ("affirmed", "possible", "Researcher", "ScientificResearch")
    _, found = read(english, index, text.replace("suggest", "do not show"))
    assert found.polarity is Polarity.AFFIRMED


REFERRING = [
    ("The nurse had a point. ", "She said", "HealthcareProfessional", "NotStated"),
    ("Nurses and vendors met. ", "The latter say", "Proponent", "NotStated"),
    ("Vendors see it daily. ", "They say", "Proponent", "NotStated"),
    ("The ministry met on Monday. ", "It said", "Regulator", "RegulatoryStatement"),
    ("A new study is out. ", "It showed", "Researcher", "ScientificResearch"),
    ("The chemist Ann Doe spoke first. ", "Doe said", "Researcher", "NotStated"),
    ("A woman of 41 was admitted with jaundice. ", "She said", "Patient", "CaseReport"),
    ("We polled 80 nurses. ", "Most said", "HealthcareProfessional", "ObservationalStudy"),
    ("We polled 80 people. ", "In all, 61% said", "User", "ObservationalStudy"),
    ("The nurse had a point. ", "Some said", "Unspecified", "NotStated"),
    ("The ministry met on Monday. ", "It is clear", "Author", "NotStated"),
    ("", "He said", "Unspecified", "NotStated"),
]


@pytest.mark.parametrize(("before", "said", "holder", "basis"), REFERRING)
def test_a_source_may_be_named_before(english, index, before, said, holder, basis):
    """Pronouns, bare names and numbers of people stand for whoever the sentences before have named."""
    _, found = read(english, index, f"{said} that (s tea) (t harmed) the (o liver).", before=before)
    assert (local_name(found.holder), local_name(found.basis)) == (holder, basis)


SPOKEN = [
    ('"Tea is fine," said a nurse. ', '"(s Tea) (t relieves) (o pain)."', "HealthcareProfessional"),
    ('"Tea is fine," one man said. ', '"(s Tea) (t relieves) (o pain)."', "Unspecified"),
    ("A nurse was there. ", '"Pure" (s tea) (t relieves) (o pain).', "Author"),
    ("Nurse here. ", "(s Tea) (t relieves) (o pain).", "HealthcareProfessional"),
    ("I'm a chemist by trade. ", "(s Tea) (t relieves) (o pain).", "Researcher"),
    ("I met a nurse. ", "(s Tea) (t relieves) (o pain).", "Author"),
    ("Results: ", "(s Tea) (t relieves) (o pain).", "Author"),
]


@pytest.mark.parametrize(("before", "text", "holder"), SPOKEN)
def test_who_speaks_goes_on_speaking(english, index, before, text, holder):
    """A quotation that goes on, or a writer who has said what they are."""
    _, found = read(english, index, text, before=before)
    assert local_name(found.holder) == holder


def test_a_heading_may_name_who_tells_what_follows(english, index):
    """Under "What nurses told us" the nurses speak; under other headings the author does."""
    for heading, expected in {
        "What nurses told us": ("HealthcareProfessional", "certain"),
        "What the leaf does": ("Author", "certain"),
    }.items():
        text = "(s Tea) (t relieves) (o pain)."
        end = len(heading) + 1
        blocks = (Block(Span(0, end - 1), BlockKind.HEADING), Block(Span(end, end + 20), BlockKind.PROSE))
        _, found = read(english, index, text, before=heading + "\n", blocks=blocks)
        assert (local_name(found.holder), found.certainty.value) == expected


GROUNDS = [
    ("We polled 90 people. ", "(s Tea) (t eased) the (o pain).", "ObservationalStudy"),
    ("Trials are needed. ", "(s Tea) (t eased) the (o pain).", "NotStated"),
    ("No clinical trial has been run. ", "(s Tea) (t eased) the (o pain).", "NotStated"),
    ("A man of 24 died; the 24-year-old drank. ", "(s Tea) (t eased) the (o pain).", "NotStated"),
    (
        "I tried it in March. I love my cup. Only in rats was it tested. ",
        "(s Tea) (t eased) my (o pain).",
        "AnecdotalEvidence",
    ),
    ("Rats drank it daily. ", "(s Tea) therefore (t eases) (o pain).", "PreclinicalStudy"),
    ("Rats drank it daily. ", "It fell, which suggests that (s tea) (t eases) (o pain).", "PreclinicalStudy"),
    ("Rats drank it daily. ", "The (t relief) of (o pain) by (s tea) was confirmed.", "PreclinicalStudy"),
]


@pytest.mark.parametrize(("before", "text", "basis"), GROUNDS)
def test_what_a_study_found_rests_on_it(english, index, before, text, basis):
    """Its results and what follows from them; not a study that is still to come."""
    _, found = read(english, index, text, before=before)
    assert local_name(found.basis) == basis


def test_a_relative_clause_about_the_reporters_is_theirs(english, index):
    """A relative clause that speaks of "their" life stays with those who report."""
    text = "Users report that (m tea) eases (s pain), which (t improves) their (o sleep)."
    _, found = read(english, index, text)
    assert found.holder == KG.User


def test_what_a_noun_phrase_takes_for_granted_is_the_authors(english, index):
    """A presupposed claim is not hedged by the verb that its noun phrase depends on."""
    _, found = read(
        english, index, "Its calming (t effects) of (o sleep) may explain (s tea).", presupposed=True
    )
    assert (found.certainty, found.holder) == (Certainty.CERTAIN, KG.Author)


def test_a_statement_of_a_gap_is_affirmed_by_its_negation(english, index):
    """The negation that says knowledge is missing does not deny that it is missing; an outer one does."""
    text = "the (o safety) of (s tea) is not (p fully) (t understood)."
    _, plain = read(english, index, text.replace("the", "The"), gap=True)
    assert plain.polarity is Polarity.AFFIRMED
    _, denied = read(english, index, "It is not true that " + text, gap=True)
    assert denied.polarity is Polarity.NEGATED or denied.certainty is not Certainty.CERTAIN


def test_a_meta_relation_is_not_weakened_by_its_own_words(english, index):
    """To be studied for a potential is to be studied for certain."""
    text = "(s Tea) has been (t studied) for its potential role in (o pain)."
    _, found = read(english, index, text, meta=True)
    assert found.certainty is Certainty.CERTAIN


def test_a_speakers_label_makes_the_turn_theirs(english, index):
    """In a dialogue the label of the line names who speaks, unless the sentence names another."""
    text = "(s Tea) (t relieves) (o pain)."
    _, found = read(english, index, text, before="HOST: Go on.\nDR. GREY: ")
    assert found.holder == KG.HealthcareProfessional


def test_results_in_the_past_rest_on_the_study_of_their_section(english, index):
    """A section that speaks of mice gives its past-tense results that basis, and its general remarks none."""
    before = "Twelve mice were kept in the dark. "
    _, result = read(english, index, "(s Tea) (t lowered) (o fever).", before=before)
    _, remark = read(english, index, "(s Tea) (t contains) (o caffeine).", before=before)
    assert (result.basis, remark.basis) == (KG.PreclinicalStudy, KG.NotStated)


LIMITS = [
    ("(s Tea) (t relieves) (o pain) at lower doses.", "dose", "at lower doses"),
    ("(s Tea) (t relieves) (o pain) in people with arthritis.", "population", "people with arthritis"),
    (
        "(s Tea) is an (t option) for (o pain) for those seeking gentle relief.",
        "population",
        "those seeking gentle relief",
    ),
    ("(s Tea) (t relieved) (o pain) during long shifts.", "setting", "during long shifts"),
    ("In cultured cells, (s tea) (t blocked) (o enzymes).", "setting", "In cultured cells"),
]


@pytest.mark.parametrize(("text", "kind", "words"), LIMITS)
def test_limits_are_quoted_verbatim(english, index, text, kind, words):
    """Population, dose and setting come with their words as they stand."""
    sentence, found = read(english, index, text)
    assert (kind, words) in [(q.kind, q.text) for q in found.qualifiers]
    assert all(sentence.text[q.span.slice] == q.text for q in found.qualifiers)


FACTS = [
    "(s tea) (t relieves) (o pain).",
    "(s tea) may (t relieve) (o pain), and (m coffee) raises (m pressure).",
    "(m coffee) raises (m pressure), but (s tea) (t relieves) (o pain).",
    "(m coffee) wakes people, while (s tea) (t eases) (o pain) by day.",
    "(m coffee), which (p is) (t related) to (s tea), calms (o nerves).",
    "(s tea), brewed from leaves, (t contains) (o caffeine) and tannin.",
    "(s tea) does not (t cure) (o fever).",
    "the only trial was small, and (s tea) (t relieved) (o pain).",
    "because (m coffee) is bitter, (s tea) (t lifts) (o mood) better.",
]


@pytest.mark.parametrize("text", FACTS)
@pytest.mark.parametrize("frame", ["It is not true that ", "Some claim that "])
@pytest.mark.parametrize("presupposed", [False, True])
def test_a_denied_or_distanced_sentence_affirms_nothing(english, index, text, frame, presupposed):
    """Behind such a frame no claim is plainly affirmed by the author, not even one taken for granted."""
    _, found = read(english, index, frame + text, presupposed=presupposed)
    assert short(found)[:3] != ("affirmed", "certain", "Author")


@settings(max_examples=40, deadline=None)
@given(
    frame=st.sampled_from(
        ["It is not true that ", "Some claim that ", "It is false that ", "Some people allege that "]
    ),
    subject=st.sampled_from(["tea", "this herb", "the extract", "caffeine"]),
    helper=st.sampled_from(["", "often ", "in fact ", "quickly "]),
    verb=st.sampled_from(["relieves", "causes", "lowers", "affects"]),
    object=st.sampled_from(["pain", "nausea", "blood pressure", "sleep"]),
    tail=st.sampled_from(
        ["", " in older people", ", which surprises nobody", ", and doctors agree", " when it is hot"]
    ),
)
def test_frames_hold_over_sentences_at_large(english, index, frame, subject, helper, verb, object, tail):
    """The same for sentences put together at random."""
    text = f"{frame}(s {subject}) {helper}(t {verb}) (o {object}){tail}."
    _, found = read(english, index, text)
    assert short(found)[:3] != ("affirmed", "certain", "Author"), text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["not only", "may", "users", "no", "evidence", "that", "tea", "is", "possibly", "mg"]
        ),
        max_size=9,
    )
)
def test_cues_are_quoted_verbatim(english, index, words):
    """Every cue's words are those of the text at its span, whatever the sentence."""
    text = " ".join(words)
    bare = Sentence("d", 0, Span(7, 7 + len(text)), text)
    sentence = next(iter(english.parse([bare]))) if text else bare
    for cue in context.find_cues(sentence, index):
        assert text[cue.span.start - 7 : cue.span.end - 7] == cue.text


def test_an_unparsed_sentence_has_no_cues(index):
    """Cues are found in tokens; without a parse there are none."""
    assert context.find_cues(Sentence("d", 0, Span(0, 8), "It may."), index) == ()


def test_a_cue_matches_every_inflection_and_its_longest_form(english, index):
    """Forms match dictionary forms, and a longer form of a kind hides the shorter inside it."""
    sentence, _ = parse(english, "The effect no longer failed to appear.", [])
    found = {(c.kind, c.text) for c in context.find_cues(sentence, index)}
    assert {("Negation", "no longer"), ("Negation", "failed")} <= found
    assert ("Negation", "no") not in found


def test_adding_a_cue_needs_no_python(english):
    """A cue word made of data alone changes the reading."""
    word = CueWord(form="balderdash", kind="Negation", value=KG.Negated, features=(("denying", "true"),))
    _, found = read(english, context.index([word]), "It is balderdash that (s tea) (t relieves) (o pain).")
    assert found.polarity is Polarity.NEGATED


def test_every_class_of_cue_that_is_read_is_in_the_ontology():
    """The classes that the code knows and those of `cues.ttl` are the same."""
    path = turtle.ontology_dir() / "cues.ttl"
    assert set(declared(path)) == cues.KINDS


def declared(path: Path) -> Iterator[str]:
    """The local names of the classes that a Turtle file of cues declares."""
    return (m[1] for m in re.finditer(r"^cue:([A-Z]\w+) a owl:Class", path.read_text(), re.MULTILINE))
