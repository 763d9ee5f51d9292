"""What may be added as a report: the file's kind by its content, its size, its pages, and a safe name for it."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from corpus.load import READERS
from corpus.types import CorpusError, Report

FIRST_BYTES = 4096
"""How much of a file is looked at to tell what it is."""
_PDF_MARK = 1024
"""Within so many bytes readers of PDF look for the mark that begins one."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|h1|p|table)\b", re.IGNORECASE)
_HTML_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TYPED = (".txt", ".md", ".markdown")
"""Kinds that only their names part."""
_WEB = (".html", ".htm")
_NAMES_FORMAT = re.compile(r"\.(?!text$)[a-z]\w{0,4}")
"""A suffix that names a format, unlike the end of "Report No. 12" or "letter 3.4.2016"."""
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = 5_000
"""Characters that count as a page where a format has none."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for devices, whatever the suffix."""
_LONGEST_ID = 80


@dataclass(frozen=True)
class Limits:
    """What is taken at most: bytes of a file, pages of a report, bytes that a Word file may unpack to."""

    bytes: int = 50_000_000
    pages: int = 1_000
    unpacked: int = 500_000_000


LIMITS = Limits()


def kind_of_file(path: Path, limits: Limits = LIMITS) -> str:
    """The suffix of the format that the file has by its content, whatever it is called (".pdf", ".docx" …).

    Plain text alone has no mark of its own: under the name of another format ("figures.csv") it is that, and refused.
    Raises CorpusError for what is not there, is too large, or is none of the formats read here.
    """
    try:
        if path.is_dir():
            raise CorpusError(f"{path} is not a file but a folder: give the reports in it, as in {path}/*.")
        if not path.is_file():
            raise CorpusError(f"{path} is not a file: give the path of a report.")
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(FIRST_BYTES)
    except OSError as error:
        raise CorpusError(f"{path.name} cannot be opened ({error.strerror}): check that you may read it.") from error
    if not size:
        raise CorpusError(f"{path.name} is empty: give a file with a report in it.")
    if size > limits.bytes:
        raise CorpusError(
            f"{path.name} has {size / 1e6:,.0f} MB: at most {limits.bytes / 1e6:,.0f} MB can be added; split it or "
            "make its pictures smaller."
        )
    if b"%PDF-" in first[:_PDF_MARK]:
        return ".pdf"
    if first.startswith(b"PK\x03\x04"):
        return _packed(path, limits)
    suffix = path.suffix.lower()
    if first.startswith(_OLD_WORD):
        raise CorpusError(f"{path.name} is encrypted or an old .doc file: save it as .docx without a password.")
    if _is_binary(first):
        raise _unknown(path)
    if _begins_html(first) or (suffix in _WEB and _HTML.search(first)):
        return suffix if suffix in _WEB else ".html"
    if suffix not in READERS and _NAMES_FORMAT.fullmatch(suffix):
        raise _unknown(path)
    return suffix if suffix in _TYPED else ".txt"


def check_length(report: Report, limits: Limits = LIMITS) -> None:
    """Raises CorpusError for a report of more pages, or of more text, than is taken."""
    check_pages(report.file_name, report.pages or len(report.text) // _PAGE, limits)


def check_pages(name: str, pages: int, limits: Limits = LIMITS) -> None:
    """Raises CorpusError for more pages than are taken."""
    if pages > limits.pages:
        raise CorpusError(f"{name} has {pages:,} pages: at most {limits.pages:,} can be added; split it.")


def safe_id(file_name: str, content: bytes = b"") -> str:
    """A report id out of any file name: lower-case letters, digits and hyphens, never empty, hidden or a path.

    A name without a letter or digit that could stay gets one from the content.
    """
    stem = Path(file_name.replace("\\", "/")).name
    stem = re.sub(r"\.[A-Za-z]\w{0,8}$", "", stem)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-")
    if not slug:
        return f"report-{sha256(content).hexdigest()[:8]}"
    return f"report-{slug}" if slug in _RESERVED else slug


def _packed(path: Path, limits: Limits) -> str:
    """A zip file is a Word file or nothing that is read here; one that unpacks without end is refused."""
    try:
        with ZipFile(path) as parts:
            entries = parts.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise CorpusError(f"{path.name} is not a readable Word file: save it again as .docx.") from error
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise _unknown(path)
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise CorpusError(f"{path.name} unpacks to more than a report can hold: save it again as .docx.")
    return ".docx"


def _begins_html(first: bytes) -> bool:
    return bool(_HTML_OPENING.match(first))


def _is_binary(first: bytes) -> bool:
    return first.count(0) > 0 or sum(byte < 9 or 14 <= byte < 32 for byte in first) > len(first) / 100


def _unknown(path: Path) -> CorpusError:
    known = ", ".join(sorted(READERS))
    if path.suffix.lower() in READERS:
        return CorpusError(f"{path.name} is not what its name says: what it holds is none of {known}.")
    return CorpusError(f"{path.name} has a format that is not read here: give one of {known}.")
