"""Reads PDF files."""

from corpus.formats.pdf.read import read

__all__ = ["read"]
