"""Opens a Word file, which is a zip of XML parts, with the errors a user can do something about."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from corpus.types import CorpusError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a locked .docx and an old .doc begin."""


def w(name: str) -> str:
    """A name of Word's own markup as lxml spells it."""
    return f"{{{WORD}}}{name}"


def value(parent: etree._Element | None, path: str, name: str = "val") -> str | None:
    """An attribute of the element at a path ("pPr/pStyle") below `parent`."""
    if parent is None:
        return None
    found = parent.find("/".join(w(step) for step in path.split("/")))
    return None if found is None else found.get(w(name))


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
    except (BadZipFile, etree.XMLSyntaxError, OSError, NotImplementedError, RuntimeError) as error:
        raise CorpusError(f"{path.name} is not a readable Word file: save it again as .docx.") from error
