"""What no wording reads is read by what annotated texts taught, and told as such."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from kgraph import assembly, authoring, belief, explanation, language, learning, pipeline, turtle
from kgraph.cli import main
from kgraph.errors import GoldError, OntologyError
from kgraph.extractors.features import Features
from kgraph.model import Polarity
from kgraph.reading import Reader
from kgraph.weights import ALWAYS, NOTHING, Weights, lines, parse
from tests.garden import ENTITIES, make_reader, name_of, paragraphs, triples, turtle_text

SAID = "Growers reach for {dressing} once {ailment} shows."
"""A construction that no wording holds, and of which the texts teach that the one eases the other."""

UNSAID = "Growers keep {dressing} in the shed and fear {ailment}."


def write_gold(folder):
    """Annotated texts: one for each pair of names, of which half say something of the two."""
    folder.mkdir()
    for dressing in ENTITIES["Dressing"]:
        for ailment in ENTITIES["Ailment"]:
            stem = f"{name_of(dressing)}-{name_of(ailment)}"
            said, unsaid = (form.format(dressing=dressing, ailment=ailment) for form in (SAID, UNSAID))
            line = {"document": stem, "start": 0, "end": len(said), "subject": name_of(dressing),
                    "predicate": "eases", "object": name_of(ailment), "polarity": "affirmed",
                    "certainty": "certain", "holder": "Author", "basis": "NotStated"}  # fmt: skip
            (folder / f"{stem}.txt").write_text(f"{said}\n\n{unsaid}\n", encoding="utf-8")
            (folder / f"{stem}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def garden(tmp_path_factory):
    """The folder of a garden ontology, with texts that teach it, and what they taught beside it."""
    folder = tmp_path_factory.mktemp("garden")
    (folder / "garden.ttl").write_text(turtle_text(), encoding="utf-8")
    gold = str(write_gold(folder / "gold"))
    out = str(folder / "garden.weights.tsv")
    ran = CliRunner().invoke(
        main, ["ontology", "learn", gold, "--ontology", str(folder / "garden.ttl"), "-o", out]
    )
    assert ran.exit_code == 0, ran.output
    return folder


@pytest.fixture(scope="module")
def reader(garden):
    """A reader of the garden that was taught."""
    return Reader(turtle.load(garden / "garden.ttl"), language.load())


def test_what_texts_taught_is_read_in_a_new_sentence(reader, tmp_path):
    """A construction that no wording holds is read of names that stood otherwise; untaught, it says nothing."""
    new = paragraphs("Most neighbours reach for wood ash once canker shows.")
    (found,) = reader.read(new).evidence
    assert triples([found]) == [("WoodAsh", "eases", "Canker")]
    assert (found.extractor, found.rule.partition(" ")[0]) == ("learned", "learned")
    assert found.subject.text == "wood ash"
    assert make_reader(tmp_path).read(new).evidence == ()


def test_what_texts_taught_to_say_nothing_is_not_read(reader):
    """Two names beside one another are no claim."""
    assert reader.read(paragraphs("They keep seaweed meal in the shed and fear blight.")).evidence == ()


def test_a_wording_goes_before_what_was_learned(reader):
    """Two names that a wording reads are left to it, whatever the sentence else says of them."""
    found = reader.read(
        paragraphs("Growers reach for mulch once mildew shows, since mulch causes mildew.")
    ).evidence
    assert {(e.extractor, *triples([e])[0]) for e in found} == {("rules", "Mulch", "causes", "Mildew")}


def test_what_is_learned_is_put_as_the_sentence_puts_it(reader):
    """Denied under a denial, and no fact of the author's under a report."""
    (denied,) = reader.read(
        paragraphs("It is not true that growers reach for mulch once mildew shows.")
    ).evidence
    assert denied.polarity is Polarity.NEGATED
    (told,) = reader.read(paragraphs("Some claim that growers reach for mulch once mildew shows.")).evidence
    assert not told.context.holder.endswith("Author")


def test_learning_again_gives_the_same(garden):
    """The same texts teach the same weights, to the byte, and whatever was taught before."""
    ontology = turtle.load(garden / "garden.ttl")
    again = learning.learn(ontology, language.load(), [garden / "gold"])
    assert "".join(f"{line}\n" for line in lines(again)) == (garden / "garden.weights.tsv").read_text("utf-8")
    assert parse(lines(again)) == again == ontology.weights


def test_what_is_learned_is_part_of_the_ontologys_digest(garden):
    """A build says which weights it read by."""
    assert [name for name, _ in turtle.load(garden / "garden.ttl").digests if name.endswith(".tsv")] == [
        "garden.weights.tsv"
    ]


def test_learned_and_worded_count_as_one_extractor(reader):
    """Both read by one parse: what one text says twice, for each once, is believed as if only the wording read it."""
    text = paragraphs("Mulch eases mildew.", "Growers reach for mulch once mildew shows.")
    evidence = reader.read(text).evidence
    assert {each.extractor for each in evidence} == {"rules", "learned"}
    beliefs = []
    for some in (evidence, [e for e in evidence if e.extractor == "rules"]):
        claims = assembly.assemble(some, reader.ontology)
        beliefs += [
            claim.belief
            for claim in belief.weigh(claims, [text], {}, reader.ontology, errors=pipeline.ERRORS)
        ]
    assert beliefs[0] == beliefs[1] > 0.6


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("word spread\tg:eases\n", ":1", "no feature with relations and weights"),
        ("always\t-\t1\nalways\t-\t1\n", ":2", "tells of a feature again"),
        ("always\t-\tmuch\n", ":1", "no number"),
        ("always\t-\tnan\n", ":1", "no number"),
        ("always\tg:heals\t1\n", "", "g:heals: no kg:Relation"),
        (b"always\t-\t1\n\xff", "", "UTF-8"),
    ],
)
def test_bad_weights_are_refused_with_their_place(tmp_path, text, place, reason):
    """A file of weights is checked as an ontology is, with file and line."""
    (tmp_path / "garden.ttl").write_text(turtle_text(), encoding="utf-8")
    (tmp_path / "garden.weights.tsv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(OntologyError, match=reason) as raised:
        turtle.load(tmp_path / "garden.ttl")
    assert f"garden.weights.tsv{place}: O104" in str(raised.value)
    assert authoring.check(tmp_path / "garden.ttl") == raised.value.problems


def test_gold_that_teaches_nothing_is_refused(garden, tmp_path):
    """Unknown relations, missing texts and texts that all say the same are errors that name the place."""
    ontology = turtle.load(garden / "garden.ttl")
    gold = write_gold(tmp_path / "gold")
    one = gold / "Mulch-Mildew.jsonl"
    line = one.read_text("utf-8")
    one.write_text(line.replace("eases", "heals"), encoding="utf-8")
    with pytest.raises(GoldError, match="heals is no relation"):
        learning.learn(ontology, language.load(), [gold])
    one.write_text(line, encoding="utf-8")
    one.with_suffix(".txt").unlink()
    with pytest.raises(GoldError, match=r"no Mulch-Mildew\.txt or \.md beside it"):
        learning.learn(ontology, language.load(), [gold])
    with pytest.raises(GoldError, match="nothing to learn"):
        learning.fit([learning.Example(("word spread",), NOTHING)] * 5)


def test_features_say_what_they_are(reader):
    """Each is a text that an author can read: the words, the two names, and what stands between them."""
    document = paragraphs("Mulch eased mildew.")
    (analysis,) = reader.analyse(document, *reader.sentences(document))
    features = Features(analysis.arguments)
    (pair,) = [(s, o) for s, o in features.pairs() if s.argument.text == "Mulch"]
    found = features.all(*pair)
    assert {
        "word ease",
        "object Ailment",
        "Ailment under ease",
        "subject named",
        "Dressing to Ailment",
    } <= set(found)
    assert {"order then", "then ease", "through ease", "arcs <subj>obj"} <= set(found)


def test_an_ontology_without_weights_is_read_by_its_wordings_alone(reader):
    """No weights, no learned reading; weights that tell nothing of a sentence neither."""
    text = paragraphs("Growers reach for mulch once mildew shows.")
    for weights in (Weights(), Weights({ALWAYS: {NOTHING: 1.0, "g:eases": 0.0}})):
        plain = Reader(replace(reader.ontology, weights=weights), reader.language)
        assert plain.read(text).evidence == ()


def test_explain_tells_what_was_nearly_likely_enough(reader):
    """An author sees which relation two names nearly stand in, how likely, and by what."""
    (told,) = explanation.explain(reader, paragraphs("Keep wood ash in the shed, where canker shows."))
    assert told.evidence == ()
    likely = {(each.relation, each.subject, each.object): each for each in told.likely}
    found = likely["g:eases", "wood ash", "canker"]
    assert 0.1 <= found.likelihood < 0.4
    assert "Ailment under show" in found.reasons
