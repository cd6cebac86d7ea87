"""What can go wrong, one class a layer, each saying where."""


class KgraphError(Exception):
    """The base of every error that kgraph raises on purpose; its text is fit to be shown to a user."""


class OntologyError(KgraphError):
    """An ontology that cannot be used; the message names the file, the line or subject, and the reason."""


class SourceError(KgraphError):
    """An input that cannot be read as a document; the message names the path and the reason."""


class LanguageError(KgraphError):
    """A language pipeline that is not installed or lacks a component that reading needs."""


class QueryError(KgraphError):
    """A SPARQL query that is unknown or malformed."""


class OutputError(KgraphError):
    """A built output that is missing, incomplete or not written by kgraph."""


class GoldError(KgraphError):
    """A gold or claims file that does not follow the format; the message names the file and line."""
