"""Opens a Word file, which is a zip of XML parts, with the errors a user can do something about."""

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from corpus.types import CorpusError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a locked .docx and an old .doc begin."""

POINTS = {"pt": 1.0, "pc": 12.0, "pi": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
MEASURE = re.compile(r"(?P<number>[-+]?\d{1,9}(?:\.\d{1,9})?)(?P<unit>pt|pc|pi|in|cm|mm)?")
"""A length as other programs than Word may write it: "0.5in" beside "720"."""


def w(name: str) -> str:
    """A name of Word's own markup as lxml spells it."""
    return f"{{{WORD}}}{name}"


def value(parent: etree._Element | None, path: str, name: str = "val") -> str | None:
    """An attribute of the element at a path ("pPr/pStyle") below `parent`."""
    if parent is None:
        return None
    found = parent.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(w(name))


def points(text: str | None, plain: float) -> float | None:
    """A measure in points, None where the text is none; one without a unit counts `plain` points each."""
    measure = MEASURE.fullmatch(text or "")
    if not measure:
        return None
    return float(measure["number"]) * (POINTS[measure["unit"]] if measure["unit"] else plain)


@dataclass(frozen=True)
class Package:
    """The parts of a Word file that hold text or say what it looks like; None for one it does not have."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None


def open_package(path: Path) -> Package:
    """The parts of the file; raises CorpusError for one that is locked, broken or something else."""
    with path.open("rb") as file:
        if file.read(len(OLE_FILE)) == OLE_FILE:
            raise CorpusError(f"{path.name} is encrypted or an old .doc file: save it as .docx without a password.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with ZipFile(path) as parts:
            names = set(parts.namelist())

            def part(name: str) -> etree._Element | None:
                return etree.fromstring(parts.read(f"word/{name}.xml"), parser) if f"word/{name}.xml" in names else None

            document = part("document")
            if document is None or document.find(w("body")) is None:
                raise CorpusError(f"{path.name} is not a Word document: save it again as .docx.")
            return Package(document, part("styles"), part("numbering"), part("footnotes"), part("endnotes"))
    except (BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, OSError, RuntimeError) as error:
        raise CorpusError(f"{path.name} is not a readable Word file: save it again as .docx.") from error
