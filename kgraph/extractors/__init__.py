"""Extractors: a parsed sentence in, evidence out."""
