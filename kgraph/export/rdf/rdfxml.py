"""RDF/XML, written here because Oxigraph's writer leaves carriage returns for XML parsers to drop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, Triple

from kgraph.namespaces import XSD

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}


def write(triples: Iterable[Triple], prefixes: Mapping[str, str], path: Path) -> None:
    """Write one description for each run of triples with one subject.

    Raises:
        ValueError: for a character that XML 1.0 cannot hold, or a predicate that no prefix fits; the file is
            removed then.
    """
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            _write(triples, prefixes, file)
    except ValueError:
        path.unlink()
        raise


def _write(triples: Iterable[Triple], prefixes: Mapping[str, str], file: TextIO) -> None:
    # what the graph mints is never a predicate
    used = {prefix: base for prefix, base in prefixes.items() if base[-1] in "/#_"}
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
    for prefix, base in used.items():
        file.write(f"\n    xmlns:{prefix}={quoteattr(base)}")
    file.write(">\n")
    names = {base: prefix for prefix, base in used.items()}
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        file.write(f"<rdf:Description rdf:about={quoteattr(_iri(subject))}>\n")
        file.writelines(_properties(group, names))
        file.write("</rdf:Description>\n")
    file.write("</rdf:RDF>\n")


def _properties(triples: Iterable[Triple], names: Mapping[str, str]) -> Iterator[str]:
    for triple in triples:
        tag, value = _tag(triple.predicate.value, names), triple.object
        if not isinstance(value, Literal):
            yield f"  <{tag} rdf:resource={quoteattr(_iri(value))}/>\n"
            continue
        if bad := _FORBIDDEN.search(value.value):
            raise ValueError(f"XML cannot hold the character U+{ord(bad[0]):04X}; use another format")
        kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
        if not kind and value.datatype.value != XSD.string:
            kind = f" rdf:datatype={quoteattr(value.datatype.value)}"
        yield f"  <{tag}{kind}>{escape(value.value, _RETURN)}</{tag}>\n"


def _tag(iri: str, names: Mapping[str, str]) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    if iri[:cut] not in names or not _NAME.match(iri[cut:]):
        raise ValueError(f"RDF/XML has no name for the predicate {iri}")
    return f"{names[iri[:cut]]}:{iri[cut:]}"


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise ValueError(f"RDF/XML here has no place for {term}")
    return term.value
