"""Reads Word files."""

from corpus.formats.docx.read import read

__all__ = ["read"]
