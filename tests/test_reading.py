"""Documents read by the kratom ontology: what is quoted is there, and what is denied or reported is never a fact."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import language, turtle
from kgraph.model import Block, BlockKind, Certainty, Document, Polarity, Skipped, Span
from kgraph.namespaces import KG, local_name
from kgraph.pipeline import paragraph
from kgraph.reading import Reader
from kgraph.sources import read as read_sources

ROOT = Path(__file__).parents[1]
ONTOLOGY = turtle.load("kratom")
EXAMPLES = sorted({example.text for example in ONTOLOGY.examples})
GOLD = sorted((ROOT / "seeds" / "gold").glob("*.jsonl"))
SENTENCES = sorted({json.loads(line)["sentence"] for path in GOLD for line in path.read_text().splitlines()})

READINGS = {
    "In a small trial, kratom did not reduce pain in older men.": (
        "Kratom alleviates Pain negated certain Author ScientificResearch population=older men",
    ),
    "Kratom may ease anxiety.": ("Kratom alleviates Anxiety affirmed possible Author NotStated",),
    "The FDA warns that kratom can cause seizures.": (
        "FDA warnsAbout Kratom affirmed certain Author RegulatoryStatement",
        "FDA warnsAbout Seizure affirmed certain Author RegulatoryStatement",
        "Kratom causes Seizure affirmed certain FDA RegulatoryStatement",
    ),
    "Neighbours of mine swear that kratom takes the edge off their anxiety.": (
        "Kratom alleviates Anxiety affirmed certain User AnecdotalEvidence",
    ),
    "Sellers claim that kratom relieves pain and insomnia.": (
        "Kratom alleviates Insomnia affirmed certain Proponent NotStated",
        "Kratom alleviates Pain affirmed certain Proponent NotStated",
    ),
    "Truckers say kratom relieves fatigue.": (
        "Kratom alleviates Fatigue affirmed certain Unspecified NotStated",
    ),
    "The mayor believes that kratom relieves pain.": (
        "Kratom alleviates Pain affirmed probable Unspecified NotStated",
    ),
    "A survey of 300 users found that kratom eased withdrawal symptoms.": (
        "Kratom alleviates WithdrawalSymptom affirmed certain Researcher ObservationalStudy",
    ),
    "In Thailand, kratom is used for fatigue.": (
        "Kratom usedFor Fatigue affirmed certain Author NotStated setting=In Thailand",
    ),
    "Kratom is not a substitute for psychotherapy.": (
        "Kratom substituteFor Psychotherapy negated certain Author NotStated",
    ),
    "There is no proof that kratom eases depression.": (
        "Kratom alleviates Depression affirmed uncommitted Author NotStated",
    ),
    "Does kratom ease anxiety?": (),
}


DOUBTS = {
    "Kratom cures addiction. Objective scales failed to confirm this.": (
        "Kratom treats Addiction affirmed uncommitted Author NotStated",
    ),
    "Sellers say that kratom treats pain and anxiety. None of these claims has been proven.": (
        "Kratom treats Anxiety affirmed uncommitted Author ScientificResearch",
        "Kratom treats Pain affirmed uncommitted Author ScientificResearch",
    ),
    "Kratom eases pain. That is false.": ("Kratom alleviates Pain negated certain Author NotStated",),
    "Kratom is said to ease depression. Whether this is so is not known.": (
        "Kratom alleviates Depression affirmed uncommitted Author NotStated",
    ),
    "Kratom eases pain. This is well known.": (),
    "Kratom eases pain. His mother had not told her doctor this.": (),
    "Kratom eases pain. This does not make it safe.": (),
    "Kratom causes nausea. Ginger does not help with this.": (),
    "Kratom eases pain and causes nausea. No trial has shown this.": (),
    "Kratom is a plant. No trial has shown this.": (),
    "Kratom eases pain. It tastes bitter. No trial has shown this.": (),
}
"""Sentences, and what the last one claims by pointing at what the one before it claimed."""

LIKENINGS = {
    "Buprenorphine reduces cravings. Methadone does the same.": (
        "Methadone alleviates Craving affirmed certain Author NotStated",
    ),
    "Kratom causes nausea and vomiting. The same is true of kava.": (
        "PiperMethysticum causes Nausea affirmed certain Author NotStated",
        "PiperMethysticum causes Vomiting affirmed certain Author NotStated",
    ),
    "Kratom causes nausea. Coffee does not do the same.": (
        "CoffeaArabica causes Nausea negated certain Author NotStated",
    ),
    "Kratom causes nausea. It is not the same as heroin.": (),
    "Kratom causes nausea. Doctors do the same.": (),
    "Kratom does not cause nausea. The same goes for kava.": (),
}
"""Sentences, and what the last one says of something else as well."""

REFERRING = {
    "Kratom is a tree. It slows the breathing.": (
        "Kratom causes RespiratoryDepression affirmed certain Author NotStated"
    ),
    "Kratom is legal. The plant keeps people awake.": "Kratom produces Alertness affirmed certain Author NotStated",
}
"""Sentences, the last of which names nothing: what it claims."""


@pytest.fixture(scope="session")
def reader():
    """The reader of the kratom ontology; compiling its wordings takes seconds."""
    return Reader(ONTOLOGY, language.load())


def said(evidence):
    """An evidence in a line of local names."""
    how = evidence.context
    ends = (evidence.subject.entity, evidence.predicate, evidence.object.entity)
    limits = [f"{each.kind}={each.text}" for each in how.qualifiers]
    names = [local_name(each) for each in (*ends, how.holder, how.basis)]
    return " ".join([*names[:3], how.polarity.value, how.certainty.value, *names[3:], *limits])


def quotations(evidence):
    """Every (span, text) that an evidence quotes."""
    return [
        (evidence.sentence, evidence.text),
        (evidence.subject.span, evidence.subject.text),
        (evidence.object.span, evidence.object.text),
        *((each.span, each.text) for each in evidence.context.qualifiers),
        *((each.span, each.text) for each in evidence.context.cues),
    ]


def check_quotes(document, evidence):
    """All that is quoted is in the document where it is said to be; ends and trigger are of the sentence or lead."""
    block = next(each for each in document.blocks if evidence.sentence.within(each.span))
    places = [evidence.sentence, *([block.lead] if block.lead else [])]
    assert all(document.text[span.slice] == text for span, text in quotations(evidence))
    for span in (evidence.subject.span, evidence.object.span, evidence.trigger):
        assert any(span.within(place) for place in places)
    for argument in (evidence.subject, evidence.object):
        assert argument.text or argument.coref
        assert argument.antecedent is None or document.text[argument.antecedent.slice].strip()
        assert argument.antecedent is None or argument.coref


def is_plain_fact(evidence):
    """Whether the author affirms it without reserve."""
    how = evidence.context
    return (how.polarity, how.certainty, how.holder) == (Polarity.AFFIRMED, Certainty.CERTAIN, KG.Author)


def under(prefix, sentence):
    """The sentence as a subordinate clause."""
    first = sentence if sentence[1:2].isupper() else sentence[0].lower() + sentence[1:]
    return prefix + first


def pointed_at(reader, text):
    """The evidence of a text that only points at what was claimed before, its quotations checked."""
    document = paragraph(text)
    found = [each for each in reader.read(document).evidence if each.rule == "{claim}"]
    for each in found:
        check_quotes(document, each)
    return found


@pytest.mark.parametrize(("text", "claims"), DOUBTS.items())
def test_a_claim_that_is_pointed_at_and_doubted_is_claimed_again_so(reader, text, claims):
    """Who doubts "this" doubts what was said just before, and both ends are quoted where "this" stands."""
    found = pointed_at(reader, text)
    assert sorted(map(said, found)) == list(claims)
    assert all(each.subject.coref and each.object.coref for each in found)


@pytest.mark.parametrize(("text", "claims"), LIKENINGS.items())
def test_what_does_the_same_is_claimed_of_it_too(reader, text, claims):
    """The object is quoted where "the same" is said; who cannot do it does not."""
    assert sorted(map(said, pointed_at(reader, text))) == list(claims)


@pytest.mark.parametrize(("text", "claim"), REFERRING.items())
def test_a_sentence_that_names_nothing_is_read_where_its_words_say_the_object(reader, text, claim):
    """A sentence such as "it slows the breathing" is parsed for it."""
    assert claim in [said(each) for each in reader.read(paragraph(text)).evidence]


@pytest.mark.parametrize(("text", "claims"), READINGS.items())
def test_a_sentence_reads_as_what_it_says(reader, text, claims):
    """Relation, polarity, certainty, holder, basis and limits are those of the sentence."""
    found = [
        each for each in reader.read(paragraph(text)).evidence if each.predicate.rsplit("#")[1][:3] != "has"
    ]
    assert tuple(sorted(map(said, found))) == claims


def test_the_corpus_is_quoted_verbatim(reader):
    """Every quotation of every evidence in the seeds is in its document, at its place."""
    documents = [each for each in read_sources([ROOT / "seeds"]) if not isinstance(each, Skipped)]
    found = [(document, each) for document in documents for each in reader.read(document).evidence]
    assert len(found) > 50
    for document, each in found:
        check_quotes(document, each)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(EXAMPLES + SENTENCES),
            st.sampled_from([" ", "\n", "\n\n", "\r\n", " \u00a0 ", " 🌿 ", "… ", " “", ") "]),
            st.sampled_from([BlockKind.PROSE, BlockKind.ITEM]),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_page_of_sentences_is_quoted_verbatim(reader, parts):
    """Blank lines, rare spaces, signs outside the plane and stray brackets move no quotation."""
    text, blocks, lead = "", [], None
    for sentence, after, kind, leads in parts:
        span = Span(len(text), len(text) + len(sentence) + len(after.rstrip()))
        blocks.append(Block(span, kind, lead if kind is BlockKind.ITEM else None))
        lead = span if leads else None
        text += sentence + after
    document = Document(id="page", text=text, blocks=tuple(blocks), source="", sha256="")
    for each in reader.read(document).evidence:
        check_quotes(document, each)


@pytest.mark.parametrize("prefix", ["It is not true that ", "Some claim that "])
@pytest.mark.parametrize("sentences", [EXAMPLES, SENTENCES], ids=["ontology", "seeds"])
def test_what_is_denied_or_reported_is_never_the_authors_fact(reader, prefix, sentences):
    """No sentence under a denial or a report leaves a claim that the author would affirm without reserve."""
    number = 0
    for sentence in sentences:
        found = reader.read(paragraph(under(prefix, sentence))).evidence
        number += len(found)
        assert [said(each) for each in found if is_plain_fact(each)] == []
    assert number > len(sentences) / 3  # so that silence is no pass


@pytest.mark.parametrize("sentence", EXAMPLES)
def test_an_example_asked_says_nothing(reader, sentence):
    """A sentence with a question mark for its full stop makes no claim."""
    assert reader.read(paragraph(sentence.rstrip(".!") + "?")).evidence == ()


def test_the_same_text_gives_the_same_reading(reader):
    """A document reads the same twice, whatever is read between, and its evidence is in text order."""
    first, second = paragraph(" ".join(EXAMPLES[:12])), paragraph(" ".join(EXAMPLES[12:24]))
    reading = reader.read(first)
    reader.read(second)
    assert reader.read(first) == reading
    assert all(a.sentence.start <= b.sentence.start for a, b in pairwise(reading.evidence))


def test_readers_of_one_ontology_agree(reader):
    """Two readers built apart read the same evidence."""
    text = paragraph(" ".join(EXAMPLES[:12]))
    assert Reader(turtle.load("kratom"), language.load()).read(text) == reader.read(text)


def test_no_reading_is_given_twice(reader):
    """Within a document an evidence has one id."""
    evidence = reader.read(paragraph(" ".join(SENTENCES))).evidence
    assert len({each.id for each in evidence}) == len(evidence)


@pytest.mark.parametrize("kind", [BlockKind.HEADING, BlockKind.FURNITURE])
def test_only_prose_is_read(reader, kind):
    """A heading, or what belongs to the page, makes no claim."""
    text = "Kratom eases anxiety."
    block = Block(Span(0, len(text)), kind)
    document = Document(id="page", text=text, blocks=(block,), source="", sha256="")
    assert reader.read(document).evidence == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "Rain fell.", "kratom", "🌿" * 40, "Kratom eases"])
def test_a_text_that_says_nothing_gives_nothing(reader, text):
    """Empty, wordless and unfinished texts are read without evidence and without an error."""
    assert reader.read(paragraph(text)).evidence == ()


def test_only_sentences_with_a_name_are_parsed(reader):
    """A reading counts its sentences, those it parsed and the mentions it found."""
    reading = reader.read(paragraph("Rain fell all day. Kratom eases anxiety. The bus was late."))
    assert (reading.sentences, reading.parsed, reading.mentions) == (3, 1, 2)


def test_documents_read_together_read_as_each_by_itself(reader):
    """Neither what stands beside a document nor a like id or list changes its reading, and the order is kept."""
    listed = "It may cause:\n\n- nausea\n- anxiety\n"
    pages = [
        paragraph(text)
        for text in (*EXAMPLES[:9], "It eases anxiety.", "Kratom: nausea, anxiety.", "", listed)
    ]
    seeds = [each for each in read_sources([ROOT / "seeds"]) if not isinstance(each, Skipped)]
    documents = [*pages, *seeds, *reversed(pages)]
    assert list(reader.read_many(documents)) == [reader.read(each) for each in documents]


def test_few_documents_are_taken_before_their_readings_are_given(reader):
    """Texts do not pile up in memory: of short documents a few dozen, of long ones one."""
    taken = []

    def documents(text):
        for _ in range(100):
            taken.append(text)
            yield paragraph(text)

    next(reader.read_many(documents("Kratom eases anxiety.")))
    assert len(taken) < 50
    taken.clear()
    next(reader.read_many(documents("It rains. " * 6000)))
    assert len(taken) == 1
