"""How the terms of a graph are spelled: IRIs, whole or with a prefix, and literals, as Turtle writes them.

Triples are text from the start here. A Python object for every term and triple costs several times what
Oxigraph takes to write them (benchmarks/rdf_export.py), so objects are made only where a format needs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NewType
from urllib.parse import quote

from kgraph.model import Certainty, Polarity
from kgraph.namespaces import (
    BIOLINK,
    DCTERMS,
    FOAF,
    KG,
    NP,
    NPX,
    OA,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOID,
    XSD,
    Namespace,
)
from kgraph.ontology import Ontology

Term = NewType("Term", str)
"""An IRI or a literal, spelled as in Turtle."""

Said = list[tuple[Term, Term]]
"""Predicates with their objects."""

KINDS = (
    "claim", "evidence", "span", "quote", "position", "document", "publisher", "source", "kind", "tally",
    "attribution", "disagreement", "run", "nanopub",
)  # fmt: skip
"""What a graph mints; each has a folder under the base and a prefix of its own."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@lru_cache(maxsize=65536)
def segment(text: str) -> str:
    """A text as the last part of an IRI, whatever is in it, and fit to follow a prefix in Turtle.

    >>> segment("Health & Tea/2024"), segment("-.~")
    ('Health%20%26%20Tea%2F2024', '%2D.%7E')
    """
    coded = quote(text, safe="").replace("~", "%7E")
    if coded[:1] in ("-", "."):
        coded = f"%{ord(coded[0]):02X}" + coded[1:]
    return coded[:-1] + "%2E" if coded.endswith(".") else coded


class Spelled:
    """The terms of a closed namespace as they are spelled, each an attribute."""

    def __init__(self, terms: Terms, space: Namespace) -> None:
        for name in space.terms:
            setattr(self, name, terms.iri(space.term(name)))

    def __getattr__(self, name: str) -> Term:
        raise AttributeError(f"no term {name}")

    def term(self, name: str) -> Term:
        """A term whose name is data, or no name in Python."""
        return Term(getattr(self, name))


class Terms:
    r"""Spells the terms of one graph; `whole` writes every IRI in full, as N-Triples wants it.

    >>> from kgraph.ontology import Ontology
    >>> terms = Terms("https://example.org/", Ontology(name="", classes={}, entities={}, relations={}))
    >>> terms.kg.Claim, terms.mint("claim", "1"), terms.iri("urn:x"), terms.text('a "b"', "en")
    ('kg:Claim', 'claim:1', '<urn:x>', '"a \\"b\\""@en')
    """

    def __init__(self, base: str, ontology: Ontology, *, whole: bool = False) -> None:
        if not _IRI.fullmatch(base) or base[-1] not in "/#":
            raise ValueError(f"the base of a graph must be an absolute IRI that ends in / or #: {base!r}")
        self.base, self.whole = base, whole
        self._ontology = ontology
        self.prefixes = _prefixes(base, ontology)
        by_length = sorted(self.prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._namespaces = () if whole else tuple(by_length)
        self._known: dict[str, Term] = {}
        self._tags: dict[str, str] = {}
        self._start = {kind: f"<{base}{kind}/" if whole else f"{kind}:" for kind in KINDS}
        self.end = ">" if whole else ""
        self.kg, self.rdf, self.rdfs = Spelled(self, KG), Spelled(self, RDF), Spelled(self, RDFS)
        self.owl, self.skos, self.xsd = Spelled(self, OWL), Spelled(self, SKOS), Spelled(self, XSD)
        self.dcterms, self.foaf, self.prov = Spelled(self, DCTERMS), Spelled(self, FOAF), Spelled(self, PROV)
        self.oa, self.biolink, self.void = Spelled(self, OA), Spelled(self, BIOLINK), Spelled(self, VOID)
        self.np, self.npx, self.schema = Spelled(self, NP), Spelled(self, NPX), Spelled(self, SCHEMA)
        if not whole:
            setattr(self.rdf, "type", Term("a"))  # noqa: B010
        self.polarity = {each: self.kg.term(each.capitalize()) for each in Polarity}
        self.certainty = {each: self.kg.term(each.capitalize()) for each in Certainty}
        self.true, self.false = self.typed("true", XSD.boolean), self.typed("false", XSD.boolean)
        self._integer = f'"^^{self.xsd.integer}' if whole else ""

    def iri(self, iri: str) -> Term:
        """A term of a vocabulary or an ontology; ValueError for what is no absolute IRI."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = self._spell(iri)
        return known

    def _spell(self, iri: str) -> Term:
        if not _IRI.fullmatch(iri):
            raise ValueError(f"not an absolute IRI: {iri!r}")
        for prefix, base in self._namespaces:
            if iri.startswith(base) and _LOCAL.fullmatch(iri, len(base)):
                return Term(f"{prefix}:{iri[len(base) :]}")
        return Term(f"<{iri}>")

    def mint(self, kind: str, name: str) -> Term:
        """Something of the graph's own; the name must have come through `segment` or be fit by nature."""
        return Term(f"{self._start[kind]}{name}{self.end}")

    def document(self, document: str) -> Term:
        """A document by its id."""
        return self.mint("document", segment(document))

    def start(self, kind: str, document: str | None = None) -> str:
        """How the names of a kind (in a document) begin; offsets and `end` complete them."""
        return f"{self._start[kind]}{segment(document)}." if document is not None else self._start[kind]

    def dataset(self, part: str = "") -> Term:
        """The graph as a whole, or a part of it."""
        return self.iri(f"{self.base}dataset{part}")

    def tag(self, iri: str) -> str:
        """A term's CURIE as part of a minted name, so that no two namespaces share one: `kg.Researcher`."""
        known = self._tags.get(iri)
        if known is None:
            known = self._tags[iri] = segment(self._ontology.curie(iri)).replace("%3A", ".", 1)
        return known

    def text(self, text: str, language: str = "") -> Term:
        """Words, with the tag of their language where they have one.

        JSON's escapes are among Turtle's, and the standard library makes them in C.
        """
        quoted = encode_basestring(text)
        return Term(f"{quoted}@{language}" if language else quoted)

    def typed(self, text: str, datatype: str) -> Term:
        """A value of a type; numbers and truth values by themselves where Turtle allows it."""
        if not self.whole and datatype in (XSD.boolean, XSD.decimal, XSD.integer):
            return Term(text)
        quoted = encode_basestring(text)
        return Term(quoted if datatype == XSD.string else f"{quoted}^^{self.iri(datatype)}")

    def number(self, value: int) -> Term:
        """A count or an offset."""
        return Term(f'"{value}{self._integer}' if self.whole else str(value))


def _prefixes(base: str, ontology: Ontology) -> Mapping[str, str]:
    """Prefix to namespace: the usual ones, the graph's own, and those of the ontology that are still free."""
    minted = {kind: f"{base}{kind}/" for kind in KINDS}
    usual = {p: b for p, b in PREFIXES.items() if p not in minted}
    given = {p: b for p, b in ontology.prefixes.items() if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", p)}
    return dict(sorted((given | usual | minted).items()))
