"""Why a sentence gives its claims and no others, with a toy domain and with the shipped ontology."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph import explanation, language, nearmiss, pipeline, turtle
from kgraph.cli import main
from kgraph.model import Polarity, Span
from kgraph.outcome import Fate
from kgraph.reading import Reader

TEA = Path(__file__).parent / "data" / "tea"


@pytest.fixture(scope="module")
def reader():
    """A reader of the toy domain's few wordings."""
    return Reader(turtle.load(TEA), language.load())


@pytest.fixture(scope="module")
def shipped():
    """A reader of the ontology that comes with kgraph."""
    return Reader(turtle.load(), language.load())


def explained(reader, text):
    """The one sentence of a text, explained."""
    (found,) = explanation.explain(reader, pipeline.paragraph(text))
    return found


def fates(told):
    """Relation and fate of every wording that matched."""
    return {(fit.relation, fit.fate) for fit in told.fits}


def test_a_claim_is_told_with_mentions_parse_and_wording(reader):
    """What the sentence names, how its words hang together, and which wording stands for which words."""
    told = explained(reader, "Caffeine is held by green tea.")
    named = [(m.text, m.entity, m.classes) for m in told.mentions]
    assert named == [
        ("Caffeine", "tea:Caffeine", ("tea:Compound",)),
        ("green tea", "tea:GreenTea", ("tea:Infusion",)),
    ]
    arcs = {(edge.head, edge.role, edge.child) for edge in told.parse}
    assert {("held", "subj", "green tea"), ("held", "obj", "Caffeine")} <= arcs
    fit = told.fits[0]
    assert fit.fate is Fate.CLAIM
    assert (fit.relation, fit.wording) == ("tea:holds", "{subject} holds {object}")
    assert (fit.words, fit.subject, fit.object) == (("held",), "green tea", "Caffeine")
    assert [e.rule for e in told.evidence] == [fit.wording]


def test_words_that_stand_twice_are_numbered(reader):
    """In the parse, each token can be told from its namesakes."""
    told = explained(reader, "Green tea holds caffeine and black tea holds catechin.")
    heads = {edge.head for edge in told.parse}
    assert {word.partition("#")[0] for word in heads if "#" in word} == {"holds"}
    assert "holds" not in heads


def test_a_class_that_is_not_allowed_is_named_with_its_slot(reader):
    """A drink holds a compound: a drink in the object's slot is told with what the slot takes."""
    told = explained(reader, "The black tea holds green tea.")
    assert told.evidence == ()
    (fit,) = (fit for fit in told.fits if fit.relation == "tea:holds")
    assert fit.fate is Fate.ARGUMENT
    assert fit.why == "{object}: “green tea” is tea:GreenTea (tea:Infusion); wanted: tea:Compound"


def test_a_word_that_names_nothing_is_told(reader):
    """A slot may be filled by a word that no entity claims."""
    told = explained(reader, "The kettle holds caffeine.")
    (fit,) = (fit for fit in told.fits if fit.relation == "tea:holds")
    assert (fit.fate, fit.why) == (Fate.ARGUMENT, "{subject}: “kettle” names nothing known")


def test_a_wording_that_gives_way_says_to_which(shipped):
    """Of two wordings on one pair of ends, the loser names the winner and the reason."""
    told = explained(shipped, "Kratom leads to a reduced risk of addiction.")
    (won,) = (fit for fit in told.fits if fit.fate is Fate.CLAIM)
    lost = [fit for fit in told.fits if fit.fate is Fate.DISPLACED and fit.relation == "bio:hasRiskOf"]
    assert any(fit.why.startswith(f"gives way to {won.relation} “{won.wording}”: ") for fit in lost)
    assert won.relation == "bio:prevents"
    assert all(fit.why.startswith("gives way to bio:") for fit in lost)


def test_a_near_miss_takes_each_word_once_and_for_what_it_plainly_is(reader):
    """Where one word could stand in either slot, it stands where the parse itself puts it."""
    told = explained(reader, "Green tea holds, and is linked to caffeine.")
    (near,) = (near for near in told.near if near.relation == "tea:holds")
    assert [(e.role, e.child) for e in near.missing] == [("obj", "{object}")]


def test_a_wording_whose_arc_is_missing_is_nearly_there(reader):
    """To be linked with is not to be linked to: the arc that the wording lacks, and the one in its place."""
    told = explained(reader, "Green tea is linked with caffeine.")
    assert told.evidence == ()
    near = told.near[0]
    assert (near.relation, near.wording) == ("tea:relatesTo", "{subject} is linked to {object}")
    assert near.words == ("linked",)
    assert [(e.head, e.role, e.child) for e in near.missing] == [("linked", "p:to", "{object}")]
    assert ("linked", "p:with", "caffeine") in {(e.head, e.role, e.child) for e in near.instead}


def test_what_fits_is_no_near_miss(reader):
    """A wording that matched is not told again as one that nearly did, and every near miss lacks some arc."""
    document = pipeline.paragraph("Green tea holds caffeine, and black tea is linked to catechin.")
    sentences, mentions = reader.sentences(document)
    (analysis,) = reader.analyse(document, sentences, mentions)
    fitting = {(m.pattern.relation.iri, m.nodes) for m in reader.patterns.match(analysis.syntax)}
    for miss in nearmiss.find(reader.patterns.patterns, analysis.syntax):
        assert miss.missing
        assert (miss.pattern.relation.iri, miss.nodes) not in fitting


def test_a_sentence_that_names_nothing_is_told_so(reader):
    """It is not parsed, so there is nothing else to tell."""
    told = explained(reader, "The weather was fine.")
    assert "names nothing" in told.note
    assert (told.mentions, told.parse, told.fits, told.evidence) == ((), (), (), ())


def test_a_reference_is_explained_in_its_document(reader):
    """Asked for the second sentence alone, what "it" is still comes from the first."""
    text = "Green tea is old. It holds caffeine."
    (told,) = explanation.explain(reader, pipeline.paragraph(text), {Span(18, 36)})
    assert told.text == "It holds caffeine."
    assert [fit.subject for fit in told.fits if fit.fate is Fate.CLAIM] == ["It"]
    assert told.evidence[0].subject.coref


def test_evidence_is_that_of_a_reading(shipped):
    """An explanation tells of the same claims as a build makes, and each comes of a wording that matched."""
    text = (
        "The agency warned that kratom may cause seizures. It is not approved for pain. "
        "This article discusses how kratom eases anxiety."
    )
    document = pipeline.paragraph(text)
    told = explanation.explain(shipped, document)
    assert tuple(e for each in told for e in each.evidence) == shipped.read(document).evidence
    for each in told:
        kept = [(fit.relation, fit.wording) for fit in each.fits if fit.fate is Fate.CLAIM]
        for evidence in each.evidence:
            assert (shipped.ontology.curie(evidence.predicate), evidence.rule) in kept
    assert any("announces" in fit.why for fit in told[-1].fits)


def test_a_question_says_why_it_claims_nothing(shipped):
    """What would be a claim is told, and that the sentence only asks."""
    told = explained(shipped, "Does kratom relieve pain?")
    assert told.evidence == ()
    assert told.note == "only asks whether it is so"
    assert any(fit.fate is Fate.UNSTATED and "asks" in fit.why for fit in told.fits)


def test_cues_are_told_with_what_they_signal(shipped):
    """Those that bear on a claim, and those that do not."""
    told = explained(shipped, "Some users say that kratom does not relieve pain.")
    signals = {(s.text, s.kind, s.value, s.used) for s in told.cues}
    assert ("not", "Negation", "negated", True) in signals
    assert any(kind == "Qualifier" and not used for _, kind, _, used in signals)
    assert told.evidence[0].polarity is Polarity.NEGATED


def test_a_record_is_plain_json(reader):
    """Every field comes back, spans as start and end, evidence as claims."""
    told = explained(reader, "Green tea holds caffeine.")
    made = json.loads(json.dumps(explanation.record(told, reader.ontology)))
    assert made.keys() == asdict(told).keys() - {"evidence"} | {"claims"}
    assert made["claims"][0]["object"] == "tea:Caffeine"
    assert made["span"] == {"start": 0, "end": 25}
    assert made["fits"][0]["fate"] == "claim"


def run(*arguments):
    """The command in this process."""
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_a_claim_is_explained_where_it_was_read(tmp_path):
    """By its id, from the source that the manifest names; a source that has gone is said to be missing."""
    source = tmp_path / "notes.txt"
    source.write_text("Green tea is an old drink. It holds caffeine.\n", encoding="utf-8")
    output = tmp_path / "output"
    pipeline.build([source], output, pipeline.Options(ontology=str(TEA)))
    row = json.loads((output / "claims.jsonl").read_text(encoding="utf-8").splitlines()[0])
    shown = run(row["id"], "-o", output)
    assert shown.exit_code == 0, shown.output
    for part in ("It holds caffeine.", "{subject} holds {object}", "hold", "tea:Caffeine (tea:Compound)"):
        assert part in shown.stdout, part
    told = json.loads(run(row["id"], "-o", output, "--json").stdout)
    assert told["claim"]["id"] == row["id"]
    assert told["missing"] == []
    assert [each["text"] for each in told["sentences"]] == ["It holds caffeine."]
    source.unlink()
    gone = run(row["id"], "-o", output)
    assert gone.exit_code == 0
    assert "the source is missing" in gone.stdout
    assert "It holds caffeine." in gone.stdout
    assert json.loads(run(row["id"], "-o", output, "--json").stdout)["sentences"] == []
