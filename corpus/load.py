"""Turns files into reports."""

import logging
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from importlib import import_module
from pathlib import Path

from corpus.facts import given_date
from corpus.structure.imprint import with_imprint
from corpus.structure.tree import FRONT_MATTER, build_tree
from corpus.types import CorpusError, Document, Facts, Heading, Report

log = logging.getLogger(__name__)

READERS = {
    ".txt": "corpus.formats.text",
    ".md": "corpus.formats.markdown",
    ".markdown": "corpus.formats.markdown",
    ".html": "corpus.formats.html",
    ".htm": "corpus.formats.html",
    ".docx": "corpus.formats.docx",
    ".pdf": "corpus.formats.pdf",
}
"""File suffix -> the module whose `read(path) -> Document` reads it; imported on first use, its libraries with it."""

FIRST_SECTION = re.compile(
    r".*\?$|(?:(?:key|main|headline|summary of) )?(?:findings|strengths)$|(?:(?:executive )?summary|overview|"
    r"introduction|background|context|contents|foreword|preface|highlights)\b",
    re.IGNORECASE,
)
"""A heading that begins a text and is no title: a question, or what reports call their first section."""

SIDECAR = ".toml"
"""Suffix of the file beside a report that states its facts."""


def load_report(path: Path) -> Report:
    """The report in a file, with the facts of its sidecar (same name, `.toml`) over those the document states.

    Raises CorpusError for a file that cannot be read, whatever is wrong with it: the others beside it can be.
    """
    if not path.is_file():
        raise CorpusError(f"{path} is not a file: give the path of a report.")
    document = _document(path)
    stated = read_sidecar(path.with_suffix(SIDECAR)) if path.with_suffix(SIDECAR).is_file() else Facts("")
    facts = replace(document.facts, **{name: value for name, value in vars(stated).items() if value})
    front = facts.title or FRONT_MATTER
    facts = replace(facts, title=facts.title or _opening_heading(document) or _as_words(path.stem))
    return Report(
        id=path.stem,
        facts=facts,
        file_name=path.name,
        text=document.text,
        pages=document.pages,
        sections=build_tree(with_imprint(document.elements), front),
    )


def _opening_heading(document: Document) -> str:
    """The heading that the document begins with, "" where that only names its first section."""
    first = document.elements[0] if document.elements else None
    return first.text if isinstance(first, Heading) and not FIRST_SECTION.match(first.text) else ""


def _as_words(name: str) -> str:
    """A file's name as whoever named it would say it: "staffing-review_2019" is "Staffing review 2019"."""
    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:] if words else name


def report_files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that can be loaded, in the order of their names; two of one id are an error."""
    if not folder.is_dir():
        raise CorpusError(f"{folder} is not a folder: give the folder that holds the reports.")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in READERS or path.name.startswith((".", "~")) or not path.is_file():
            continue
        if path.stem in found:
            raise CorpusError(f"{found[path.stem].name} and {path.name} would share one id: rename one of them.")
        found[path.stem] = path
    return tuple(found.values())


def _document(path: Path) -> Document:
    """What the format's reader finds in the file."""
    read = _reader(path)
    try:
        return read(path)
    except CorpusError:
        raise
    except Exception as error:  # the readers and their libraries meet files that nobody has thought of
        log.debug("%s cannot be read", path, exc_info=True)
        raise CorpusError(
            f"{path.name} cannot be read, it is damaged or made in an unusual way: open it and save it anew, or give "
            "it in another format."
        ) from error


def _reader(path: Path) -> Callable[[Path], Document]:
    module = READERS.get(path.suffix.lower())
    if module is None:
        known = ", ".join(sorted(READERS))
        raise CorpusError(f"{path.name} has a format that is not read here: give one of {known}.")
    read: Callable[[Path], Document] = import_module(module).read
    return read


def read_sidecar(sidecar: Path) -> Facts:
    """The facts that a sidecar states, the others empty. Raises CorpusError for one that is not to be understood."""
    try:
        stated = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{sidecar.name} is not a TOML file: {error}.") from error
    except OSError as error:
        raise CorpusError(f"{sidecar.name} cannot be opened ({error.strerror}): check that you may read it.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in each other
        raise CorpusError(
            f"{sidecar.name} cannot be read, it holds more than facts: give a title, a publisher, a body or a date."
        ) from error
    strings = {field.name for field in fields(Facts)} - {"examples"}
    for name, value in stated.items():
        if name == "examples" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            stated[name] = tuple(value)
        elif name not in strings or not isinstance(value, str):
            names = ", ".join(sorted(strings))
            raise CorpusError(
                f"{sidecar.name} states {name!r}: only strings named {names} and a list of strings named examples are "
                "read."
            )
    if stated.get("date"):
        stated["date"] = given_date(stated["date"], sidecar.name)
    return Facts(**{"title": "", **stated})
