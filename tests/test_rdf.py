"""RDF: what the graph says survives every serialisation, and every reader reads the same."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import synthetic
from kgraph.assembly import assemble
from kgraph.export import rdf
from kgraph.export.rdf import parsing
from kgraph.export.rdf.terms import Terms, segment
from kgraph.graph import ClaimGraph
from kgraph.model import Polarity, Run
from kgraph.namespaces import BIOLINK, DCTERMS, KG, OA, PREFIXES, PROV, RDF, RDFS, SKOS, VOID
from kgraph.ontology import Ontology
from tests.made_values import BASE, evidences, tea, words
from tests.rdf_files import RUN, SYNTAX, TEXT, by_n3, by_raptor, by_rdflib, hard_graph, oxigraph

FORMATS = tuple(rdf.FORMATS)
NOTHING = Ontology(name="", classes={}, entities={}, relations={})


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The hard graph in every format, by name; RDF/XML without the one character that XML cannot hold."""
    folder = tmp_path_factory.mktemp("rdf")
    made = {}
    for name, suffix in rdf.FORMATS.items():
        graph, ontology = hard_graph(TEXT.replace("\x0b", " ")) if name == "rdfxml" else hard_graph()
        path = folder / f"{name}{suffix}"
        count = rdf.write(graph, ontology, path, name, run=RUN)
        made[name] = (path, count, graph)
    return made


def ask(path, format, pattern, *names):
    """The answers to a pattern over all graphs of a file, as a set of tuples of plain values."""
    store = ox.Store()
    store.load(path=str(path), format=SYNTAX[format][2])
    query = f"SELECT DISTINCT {' '.join('?' + n for n in names)} WHERE {{ {pattern} }}"
    answers = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return {tuple(None if row[n] is None else row[n].value for n in names) for row in answers}


@pytest.mark.parametrize("format", FORMATS)
def test_polarity_certainty_holder_and_spans_survive(files, format):
    """Every evidence comes back with its claim, polarity, certainty, holder, basis and places."""
    path, _, graph = files[format]
    store = ox.Store()
    store.load(path=str(path), format=SYNTAX[format][2])
    places = {q.iri: (q.document, q.start, q.end, q.exact) for q in parsing.quotations(store)}
    found = {
        (
            r.evidence.rsplit("/", 1)[1],
            r.claim.rsplit("/", 1)[1],
            (r.subject, r.predicate, r.object),
            r.polarity,
            r.certainty,
            r.holder,
            r.basis,
            *(places[span] for span in (r.sentence, r.subject_span, r.trigger, r.object_span)),
        )
        for r in parsing.readings(store)
    }
    assert found == {
        (
            e.id,
            claim.id,
            (claim.subject, claim.predicate, claim.object),
            KG.term(claim.polarity.capitalize()),
            KG.term(e.context.certainty.capitalize()),
            e.context.holder,
            e.context.basis,
            *(
                (e.document, span.start, span.end, graph.document[e.document].text[span.slice])
                for span in (e.sentence, e.subject.span, e.trigger, e.object.span)
            ),
        )
        for claim, e in graph.evidence()
    }


@pytest.mark.parametrize("format", FORMATS)
def test_the_layers_of_attribution_keep_their_order(files, format):
    """Who makes the claim stands at depth 0, who reports it further out, the outermost last."""
    path, _, graph = files[format]
    pattern = "?e prov:qualifiedAttribution ?a . ?a prov:agent ?who ; prov:hadRole ?role ; kg:depth ?depth"
    found = ask(path, format, pattern, "e", "depth", "who", "role")
    assert {(e.rsplit("/", 1)[1], int(depth), who, role) for e, depth, who, role in found} == {
        (e.id, depth, who, KG.Reporter if depth else KG.Claimant)
        for _, e in graph.evidence()
        for depth, who in enumerate((e.context.holder, *reversed(e.context.via)))
    }


@pytest.mark.parametrize("format", FORMATS)
def test_qualifiers_support_refinements_and_sides_survive(files, format):
    """What limits, weighs, refines and opposes a claim comes back too."""
    path, _, graph = files[format]
    exact = "oa:hasSelector/oa:exact"
    said = f"?e kg:population/{exact} ?words ; kg:dose/{exact} ?dose ; kg:cue ?cue"
    assert {row[1:] for row in ask(path, format, said, "e", "words", "dose", "cue")} == {
        (*(q.text for q in e.context.qualifiers), *(c.text for c in e.context.cues))
        for _, e in graph.evidence()
    }
    counts = "?c kg:belief ?b ; kg:evidenceCount ?e ; kg:documentCount ?d ; kg:independentCount ?i"
    found = ask(path, format, counts, "c", "b", "e", "d", "i")
    assert {(c.rsplit("/", 1)[1], float(b), int(e), int(d), int(i)) for c, b, e, d, i in found} == {
        (c.id, c.belief, c.support.evidence, c.support.documents, c.support.independent) for c in graph.claims
    }
    tallies = "?c kg:tally ?t . ?t kg:of kg:Researcher ; kg:count ?n"
    assert len(ask(path, format, tallies, "c", "n")) == 1
    pairs = {
        tuple(x.rsplit("/", 1)[1] for x in row) for row in ask(path, format, "?a kg:refines ?b", "a", "b")
    }
    assert pairs == set(graph.refinements)
    sides = ask(
        path,
        format,
        "?d a kg:PolarityDisagreement ; kg:left ?l ; kg:right ?r ; kg:rightEvidence ?e",
        "l",
        "r",
        "e",
    )
    left, right, evidence = next(iter(sides))
    assert (left[-16:], right[-16:]) == (graph.disagreements[0].left, graph.disagreements[0].right)
    assert evidence[-16:] == graph.by_id[right[-16:]].evidence[0].id


@pytest.mark.parametrize("format", FORMATS)
def test_no_claim_is_ever_a_bare_triple(files, format):
    """No triple has a relation of the ontology for its predicate, least of all that of a denied claim."""
    path, _, graph = files[format]
    predicates = {quad.predicate.value for quad in ox.parse(path=str(path), format=SYNTAX[format][2])}
    assert not any(predicate.startswith(BASE) for predicate in predicates)
    assert any(claim.polarity is Polarity.NEGATED for claim in graph.claims)


@pytest.mark.parametrize("format", FORMATS)
def test_every_negated_claim_carries_both_flags(files, format):
    """Our polarity and Biolink's flag agree on every claim."""
    path, _, graph = files[format]
    found = ask(path, format, "?c a rdf:Statement ; kg:polarity ?p ; biolink:negated ?n", "p", "n", "c")
    assert len(found) == len(graph.claims)
    assert {(p, n) for p, n, _ in found} == {(KG.Negated, "true"), (KG.Affirmed, "false")}


@pytest.mark.parametrize("format", FORMATS)
def test_every_iri_has_a_label(files, format):
    """Whoever browses the graph meets no bare IRI: node, predicate or named graph."""
    path, _, _ = files[format]
    used, labelled = set(), set()
    for quad in ox.parse(path=str(path), format=SYNTAX[format][2]):
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        used |= {term.value for term in terms if isinstance(term, ox.NamedNode)}
        if quad.predicate.value in (RDFS.label, SKOS.prefLabel):
            labelled.add(quad.subject.value)
    assert used - labelled == set()


@pytest.mark.parametrize("format", FORMATS)
def test_the_count_is_that_of_the_triples(files, format):
    """What `write` returns, what VoID states and what a parser counts agree; no triple comes twice."""
    path, count, _ = files[format]
    parsed = list(ox.parse(path=str(path), format=SYNTAX[format][2]))
    assert len(parsed) == len(set(parsed)) == count
    stated = [quad.object.value for quad in parsed if quad.predicate.value == VOID.triples]
    assert stated == [str(count)]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(files, format, tmp_path):
    """Nothing but the graph, the run and the publication decides on the file."""
    path, _, graph = files[format]
    again = tmp_path / path.name
    rdf.write(graph, hard_graph()[1], again, format, run=RUN)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "jsonld", "rdfxml"])
def test_rdflib_reads_what_oxigraph_reads(files, format):
    """The parsers of rdflib find the same statements."""
    assert by_rdflib(files[format][0], format) == oxigraph(files[format][0], format)


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "rdfxml"])
def test_raptor_reads_what_oxigraph_reads(files, format):
    """Raptor finds the same statements."""
    assert by_raptor(files[format][0], format) == oxigraph(files[format][0], format)


@pytest.mark.parametrize("format", ["turtle", "turtle12", "trig", "nquads"])
def test_n3_reads_what_oxigraph_reads(files, format):
    """N3.js finds the same statements."""
    assert by_n3(files[format][0], format) == oxigraph(files[format][0], format)


def test_one_graph_formats_hold_the_same_triples(files, tmp_path):
    """Turtle, JSON-LD and RDF/XML are the same graph in three spellings."""
    graph, ontology = hard_graph(TEXT.replace("\x0b", " "))
    made = []
    for format in ("turtle", "jsonld", "rdfxml"):
        path = tmp_path / f"graph{rdf.FORMATS[format]}"
        rdf.write(graph, ontology, path, format, run=RUN)
        made.append(oxigraph(path, format))
    assert made[0] == made[1] == made[2]
    assert oxigraph(files["trig"][0], "trig") == oxigraph(files["nquads"][0], "nquads")


def test_the_dataset_of_nanopublications_holds_the_graph(files):
    """Whatever the Turtle file says, but for its own count, some nanopublication says."""
    single = {q[:3] for q in oxigraph(files["turtle"][0], "turtle") if VOID.triples not in q[1]}
    assert single <= {q[:3] for q in oxigraph(files["trig"][0], "trig")}


def test_triple_terms_name_every_claim_and_state_none(files):
    """RDF 1.2 has each claim as the term of a reifier, negated ones included, and Oxigraph reads it back."""
    path, _, graph = files["turtle12"]
    reified = {
        (q.subject.value[-16:], q.object.subject.value, q.object.predicate.value, q.object.object.value)
        for q in ox.parse(path=str(path))
        if q.predicate.value == RDF.reifies and isinstance(q.object, ox.Triple)
    }
    assert reified == {(c.id, c.subject, c.predicate, c.object) for c in graph.claims}
    plain = {q[:3] for q in oxigraph(files["turtle"][0], "turtle") if VOID.triples not in q[1]}
    assert plain <= {q[:3] for q in oxigraph(path, "turtle12")}


def test_json_ld_is_short_and_its_context_stands_alone(files):
    """A claim reads as JSON people write, and the context lies beside the document for others to use."""
    text = files["jsonld"][0].read_text(encoding="utf-8")
    assert '"polarity": "kg:Negated"' in text
    assert re.search(r'"id": "claim/[0-9a-f]{16}", "type": \["kg:Claim", "rdf:Statement"', text)
    context = files["jsonld"][0].with_name("context.jsonld").read_text(encoding="utf-8")
    document = (
        context.rstrip()[:-1] + ', "id": "https://example.org/x", "polarity": "kg:Negated", "start": 3}'
    )
    quads = {(q.predicate.value, q.object.value) for q in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    assert quads == {(KG.polarity, KG.Negated), (OA.start, "3")}


def test_the_base_can_be_chosen(tmp_path):
    """Everything that the graph mints stands under the base, with a prefix for each kind."""
    graph, ontology = hard_graph()
    path = tmp_path / "graph.ttl"
    publication = rdf.Publication(
        base="https://example.org/my#", title="Mine", license="MIT", creator="https://example.org/me"
    )
    rdf.write(graph, ontology, path, run=RUN, publication=publication)
    assert "@prefix claim: <https://example.org/my#claim/> ." in path.read_text(encoding="utf-8")
    pattern = "?d a void:Dataset ; dcterms:title ?t ; dcterms:license ?l ; dcterms:creator ?c"
    said = ask(path, "turtle", pattern, "d", "t", "l", "c")
    assert said == {
        ("https://example.org/my#dataset", "Mine", "https://spdx.org/licenses/MIT", "https://example.org/me")
    }
    assert len(parsing.readings(parsing.load(path))) == len(list(graph.evidence()))
    linked = tmp_path / "graph.jsonld"
    rdf.write(graph, ontology, linked, "jsonld", run=RUN, publication=publication)
    assert oxigraph(linked, "jsonld") == oxigraph(path, "turtle")


@pytest.mark.parametrize("base", ["", "example.org/", "https://example.org/x", "https://exa mple.org/", "x"])
def test_a_base_that_is_none_is_refused(base, tmp_path):
    """A base must be an absolute IRI that ends in a slash or a hash."""
    graph, ontology = hard_graph()
    with pytest.raises(ValueError, match="base"):
        rdf.write(graph, ontology, tmp_path / "x.ttl", run=RUN, publication=rdf.Publication(base=base))


def test_an_unknown_format_is_refused(tmp_path):
    """The message lists the formats there are."""
    with pytest.raises(ValueError, match="no such RDF format: n5; there are turtle"):
        rdf.write(*hard_graph(), tmp_path / "x", "n5", run=RUN)


def test_rdf_xml_refuses_what_xml_cannot_hold(tmp_path):
    """A control character in a quotation is named, and no broken file is left."""
    path = tmp_path / "graph.rdf"
    with pytest.raises(ValueError, match=r"U\+000B"):
        rdf.write(*hard_graph(), path, "rdfxml", run=RUN)
    assert not path.exists()


def test_documents_keep_what_is_known_of_them(files):
    """Title, publisher, date with its precision, hash and path; what is shared is one resource."""
    path, _, graph = files["turtle"]
    pattern = (
        "?d a kg:Document ; dcterms:identifier ?id ; kg:sha256 ?sha ; dcterms:title ?title ; kg:path ?path"
    )
    assert {row[1:] for row in ask(path, "turtle", pattern, "d", "id", "sha", "title", "path")} == {
        (d.id, d.sha256, d.title, d.source) for d in graph.documents
    }
    quads = list(ox.parse(path=str(path)))
    issued = {
        str(q.object.datatype.value.rsplit("#")[1]) for q in quads if q.predicate.value == DCTERMS.issued
    }
    assert issued == {"date", "gYearMonth", "gYear", "string"}
    assert len({q.object for q in quads if q.predicate.value == DCTERMS.publisher}) == 1
    assert (
        len({q.object for q in quads if q.predicate.value == KG.independentSource})
        == len(graph.documents) - 1
    )


def test_the_run_is_an_activity_without_a_clock(files, tmp_path):
    """Software, version, options and ontology files are told; a time only where one was handed in."""
    path, _, _ = files["turtle"]
    pattern = """?r a prov:Activity ; prov:wasAssociatedWith ?s ; kg:option ?o .
                 ?s schema:softwareVersion ?v ; foaf:name ?n"""
    assert ask(path, "turtle", pattern, "v", "n", "o") == {("1.2.3", "kgraph", "extractor=rules")}
    assert not ask(path, "turtle", "?d dcterms:created ?t", "t")
    timed = tmp_path / "graph.ttl"
    rdf.write(*hard_graph(), timed, run=Run(version="1", created="2024-02-29T12:00:00Z"))
    assert ask(timed, "turtle", "?d dcterms:created ?t", "t") == {("2024-02-29T12:00:00Z",)}


@pytest.mark.parametrize("keep", [False, True])
def test_a_graph_without_texts_is_written_all_the_same(keep, tmp_path):
    """Quotations are cut from the sentences, whether the documents are unknown or only their texts."""
    graph, ontology = hard_graph()
    documents = tuple(replace(document, text="") for document in graph.documents) if keep else ()
    path = tmp_path / "graph.ttl"
    rdf.write(ClaimGraph(graph.claims, documents), ontology, path, run=RUN)
    quotations = parsing.quotations(parsing.load(path))
    assert {q.exact for q in quotations} >= {TEXT[:52], "mood", "Tea"}
    assert not any(q.prefix for q in quotations)


def test_a_made_up_graph_of_some_size_is_whole(tmp_path):
    """Hundreds of claims give a file in which every evidence is found again."""
    graph, ontology = synthetic.graph(300)
    path = tmp_path / "graph.ttl"
    rdf.write(graph, ontology, path, run=RUN)
    readings = parsing.readings(parsing.load(path))
    assert {r.evidence[-16:] for r in readings} == {e.id for _, e in graph.evidence()}
    assert all(r.polarity and r.certainty and r.holder and r.basis and r.document for r in readings)


@given(words, st.sampled_from(["", "en"]), st.booleans())
def test_any_text_survives_as_a_literal(text, language, whole):
    """Quotation marks, line breaks, control characters and all scripts come back as they were."""
    literal = Terms("https://example.org/", NOTHING, whole=whole).text(text, language)
    quad = next(iter(ox.parse(f"<urn:s> <urn:p> {literal} .", format=ox.RdfFormat.TURTLE)))
    assert (quad.object.value, quad.object.language or "") == (text, language)


@given(st.lists(words.filter(bool), min_size=2, max_size=2, unique=True))
def test_any_name_gives_an_iri_of_its_own(names):
    """Two documents never share an IRI, and a prefixed name is the IRI that it stands for."""
    short, whole = (Terms("https://example.org/", NOTHING, whole=w) for w in (False, True))
    assert segment(names[0]) != segment(names[1])
    for name in names:
        text = f"@prefix document: <https://example.org/document/> . <urn:s> <urn:p> {short.document(name)} ."
        quad = next(iter(ox.parse(text, format=ox.RdfFormat.TURTLE)))
        assert f"<{quad.object.value}>" == whole.document(name)


def test_the_terms_of_other_vocabularies_are_theirs():
    """The namespaces are closed: a term that was never declared cannot be written."""
    for space, name in ((PROV, "wasQuotedFrm"), (BIOLINK, "negatd"), (OA, "sart")):
        with pytest.raises(AttributeError):
            space.term(name)


@given(st.lists(evidences(), max_size=6))
def test_any_readings_survive(readings):
    """Whatever was read, by whom and where, comes back from Turtle: no field is lost or mixed up."""
    claims = assemble(readings, tea())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        rdf.write(ClaimGraph(claims), tea(), path, run=RUN)
        store = parsing.load(path)
    places = {q.iri: (q.start, q.end) for q in parsing.quotations(store)}
    found = {
        (
            *(r.evidence[-16:], r.claim[-16:], r.polarity, r.certainty, r.holder, r.basis),
            *(places[iri] for iri in (r.sentence, r.subject_span, r.trigger, r.object_span)),
        )
        for r in parsing.readings(store)
    }
    assert found == {
        (
            *(e.id, claim.id, KG.term(claim.polarity.capitalize())),
            *(KG.term(e.context.certainty.capitalize()), e.context.holder, e.context.basis),
            *((s.start, s.end) for s in (e.sentence, e.subject.span, e.trigger, e.object.span)),
        )
        for claim in claims
        for e in claim.evidence
    }
