"""Build a graph of what texts claim: who says what, how firmly, on what evidence, in which words."""

__version__ = "0.1.0"
