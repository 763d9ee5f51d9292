"""Turns report files into text with structure, and cuts it into passages."""

from corpus.load import load_report, report_files
from corpus.passages import PASSAGES_VERSION, cut
from corpus.sentences import sentences
from corpus.types import (
    Block,
    Cell,
    CorpusError,
    Document,
    Facts,
    Heading,
    Kind,
    MappedText,
    Passage,
    Report,
    Run,
    Section,
    Sentence,
    Table,
)

__all__ = [
    "PASSAGES_VERSION",
    "Block",
    "Cell",
    "CorpusError",
    "Document",
    "Facts",
    "Heading",
    "Kind",
    "MappedText",
    "Passage",
    "Report",
    "Run",
    "Section",
    "Sentence",
    "Table",
    "cut",
    "load_report",
    "report_files",
    "sentences",
]
