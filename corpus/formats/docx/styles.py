"""Resolves what Word paragraphs look like: their style's name, outline level, weight, size and list."""

from dataclasses import dataclass

from lxml import etree

from corpus.formats.docx.package import points, value, w
from corpus.formats.plain import whole

OFF = {"0", "false", "off", "none"}
TWIP = 1 / 20
HALF_POINT = 1 / 2
NORMAL_SIZE = 20
"""Word's size where nothing is stated, in half points."""
BODY_LEVEL = 9
"""Outline level 9 means body text."""


@dataclass(frozen=True)
class Look:
    """A paragraph as printed; `level` is its heading style's (1 is outermost), None for text; size in half points."""

    style: str
    level: int | None
    bold: bool
    italic: bool
    size: int
    number_id: str
    depth: int
    indent: float


class Styles:
    """The styles of a document, each with those it is based on."""

    def __init__(self, part: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._defaults: etree._Element | None = None
        self._normal = ""
        if part is None:
            return
        self._defaults = part.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        for style in part.iterfind(w("style")):
            identity = style.get(w("styleId"), "")
            self._styles[identity] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) == "1":
                self._normal = identity

    def look(self, paragraph: etree._Element) -> Look:
        """What a paragraph looks like. It is bold where all its words are."""
        own = paragraph.find(w("pPr"))
        chain = self._chain(value(own, "pStyle") or self._normal)
        properties = [part for part in (own, *(style.find(w("pPr")) for style in chain)) if part is not None]
        fonts = [part for style in chain if (part := style.find(w("rPr"))) is not None]
        runs = [
            run for run in paragraph.iter(w("r")) if any((text.text or "").strip() for text in run.iterfind(w("t")))
        ]
        name = value(chain[0], "name") or "" if chain else ""
        outline = whole(_first(properties, "outlineLvl"), BODY_LEVEL)
        sizes = [self._size(run, fonts) for run in runs]
        return Look(
            style=name.lower(),
            level=outline + 1 if outline < BODY_LEVEL else None,
            bold=bool(runs) and all(self._is(run, "b", fonts) for run in runs),
            italic=bool(runs) and all(self._is(run, "i", fonts) for run in runs),
            size=max(set(sizes), key=sizes.count) if sizes else NORMAL_SIZE,
            number_id=_first(properties, "numPr/numId") or "",
            depth=whole(_first(properties, "numPr/ilvl"), 0),
            indent=points(_first(properties, "ind", "left") or _first(properties, "ind", "start"), TWIP) or 0.0,
        )

    def _chain(self, identity: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while identity in self._styles and self._styles[identity] not in chain:
            chain.append(self._styles[identity])
            identity = value(chain[-1], "basedOn") or ""
        return chain

    def _fonts(self, run: etree._Element, fonts: list[etree._Element]) -> list[etree._Element]:
        own = run.find(w("rPr"))
        named = [
            part for style in self._chain(value(own, "rStyle") or "") if (part := style.find(w("rPr"))) is not None
        ]
        defaults = [] if self._defaults is None else [self._defaults]
        return [*([] if own is None else [own]), *named, *fonts, *defaults]

    def _is(self, run: etree._Element, name: str, fonts: list[etree._Element]) -> bool:
        for part in self._fonts(run, fonts):
            mark = part.find(w(name))
            if mark is not None:
                return (mark.get(w("val")) or "1") not in OFF
        return False

    def _size(self, run: etree._Element, fonts: list[etree._Element]) -> int:
        size = points(_first(self._fonts(run, fonts), "sz"), HALF_POINT)
        return int(size / HALF_POINT) if size else NORMAL_SIZE


def _first(parts: list[etree._Element], path: str, name: str = "val") -> str | None:
    return next((found for part in parts if (found := value(part, path, name)) is not None), None)
