"""SPARQL over a built graph: what is asked, what comes out, and what is said of a mistake."""

import pytest

from kgraph import query, turtle
from kgraph.errors import OutputError, QueryError

GRAPH = """\
@prefix kg: <https://w3id.org/kgraph/core#> .
@prefix tea: <http://example.org/tea#> .
@prefix teas: <http://example.org/tea#kinds/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

tea:Green a tea:Tea ; skos:prefLabel "green tea"@en ; tea:cups 3 .
<http://example.org/tea#kinds/Black> a tea:Tea ; skos:prefLabel "black tea, strong" .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """An output folder of two teas, opened."""
    folder = tmp_path_factory.mktemp("out")
    (folder / "graph.ttl").write_text(GRAPH)
    return query.open_store(folder)


def values(result):
    """The values of all rows."""
    return [tuple(cell and cell.value for cell in row) for row in result.rows]


def test_prefixes_of_the_graph_need_no_declaration(graph):
    """A query may use what the graph declares; an own declaration wins."""
    result = query.run(graph, "SELECT ?label WHERE { tea:Green skos:prefLabel ?label }")
    assert result.columns == ("label",)
    assert values(result) == [("green tea",)]
    own = query.run(graph, "PREFIX tea: <http://other.org/> SELECT * WHERE { tea:Green ?p ?o }")
    assert own.rows == ()


def test_terms_keep_kind_type_and_language(graph):
    """A cell says whether it is an IRI or a literal, of which type and language."""
    result = query.run(graph, "SELECT * WHERE { tea:Green skos:prefLabel ?l ; tea:cups ?n ; a ?c . }")
    cells = dict(zip(result.columns, result.rows[0], strict=True))
    assert cells["l"].json() == {"type": "literal", "value": "green tea", "xml:lang": "en"}
    assert cells["n"].json()["datatype"].endswith("#integer")
    assert cells["c"].json() == {"type": "uri", "value": "http://example.org/tea#Tea"}


def test_what_is_unbound_is_none(graph):
    """OPTIONAL leaves cells empty."""
    result = query.run(graph, "SELECT ?t ?n WHERE { ?t a tea:Tea OPTIONAL { ?t tea:cups ?n } } ORDER BY ?t")
    assert [row[1] and row[1].value for row in result.rows] == ["3", None]


def test_ask_and_construct_give_tables_too(graph):
    """ASK gives true or false, CONSTRUCT three columns."""
    assert values(query.run(graph, "ASK { tea:Green a tea:Tea }")) == [("true",)]
    made = query.run(graph, "CONSTRUCT { ?t a tea:Drink } WHERE { ?t a tea:Tea }")
    assert made.columns == ("subject", "predicate", "object")
    assert len(made.rows) == 2


def test_open_variables_can_be_given(graph):
    """A variable that the query leaves open takes an IRI, a name with a prefix, or a string."""
    text = "SELECT ?l WHERE { VALUES ?t { UNDEF } ?t skos:prefLabel ?l }"
    assert len(query.run(graph, text).rows) == 2
    for value in ("tea:Green", "<http://example.org/tea#Green>"):
        assert values(query.run(graph, text, {"t": value})) == [("green tea",)]
    by_label = "SELECT ?t WHERE { VALUES ?l { UNDEF } ?t skos:prefLabel ?x FILTER (STR(?x) = ?l) }"
    assert len(query.run(graph, by_label, {"l": "black tea, strong"}).rows) == 1
    with pytest.raises(QueryError, match=r"variable \?x"):
        query.run(graph, text, {"x": "1"})


def test_names_are_shortened_by_the_longest_base(graph):
    """An IRI is shown by a prefix where what is left is a plain name."""
    assert graph.shorten("http://example.org/tea#Green") == "tea:Green"
    assert graph.shorten("http://example.org/tea#kinds/Black") == "teas:Black"
    assert graph.shorten("http://example.org/tea#a/b") == "http://example.org/tea#a/b"


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?a\nWHERE { ?a }", "line 2, column 12"),
        ("SELECT ?a WHERE { ?a a foo:Bar }", "line 1, column 31: unknown prefix foo:"),
        ("SELEC ?a", "line 1, column"),
    ],
)
def test_a_mistake_is_told_with_its_place(graph, sparql, message):
    """The message says line, column and what is wrong there, in one line."""
    with pytest.raises(QueryError) as error:
        query.run(graph, sparql)
    assert str(error.value).startswith(message.split(",")[0])
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_a_folder_without_a_graph_and_a_broken_graph_are_named(tmp_path):
    """What is no output of a build is refused by name, a broken file with the place."""
    with pytest.raises(OutputError, match=r"no graph\.ttl here"):
        query.open_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("@prefix a: <http://a.b/> .\na:b a:c\n")
    with pytest.raises(OutputError, match=r"graph\.ttl: line \d+, column \d+"):
        query.open_store(tmp_path)


def test_a_question_is_text_a_file_or_a_name(tmp_path):
    """SPARQL is taken as it is, a file is read, a name looked up, and a wrong one refused."""
    path = tmp_path / "mine.rq"
    path.write_text("ASK {}")
    assert query.text_of("ASK { ?a ?b ?c }") == "ASK { ?a ?b ?c }"
    assert query.text_of(str(path)) == query.text_of(f"@{path}") == "ASK {}"
    with pytest.raises(QueryError, match="no query named nothing"):
        query.text_of("nothing")
    with pytest.raises(QueryError, match=r"gone\.rq: the query cannot be read"):
        query.text_of("gone.rq")


def test_named_questions_have_a_title_and_are_found():
    """Each question of the shipped folder says in its first comment what it asks."""
    folder = turtle.ontology_dir() / "queries"
    assert [each.name for each in query.named()] == sorted(path.stem for path in folder.glob("*.rq"))
    for each in query.named():
        assert each.title != each.name
        assert query.text_of(each.name) == each.text
