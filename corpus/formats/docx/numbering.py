"""Counts Word's automatic numbers, which stand in no text, as Word prints them."""

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from corpus.formats.docx.package import value, w
from corpus.formats.plain import whole

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class _Level:
    start: int
    style: str
    pattern: str


@dataclass(frozen=True)
class Printed:
    """What Word prints before a paragraph: a bullet, or `number` in its pattern ("(a)", "2.1.")."""

    bullet: bool
    number: str = ""

    @property
    def is_paragraph_number(self) -> bool:
        """It numbers a paragraph ("12.", "2.1"), and not an item of a list ("(a)", "1)")."""
        return self.number[:1].isdigit() and not self.number.endswith(")")


class Numbering:
    """Counts through a document: `printed` must be called once for each numbered paragraph, in order."""

    def __init__(self, part: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is None:
            return
        for abstract in part.iterfind(w("abstractNum")):
            levels = {whole(level.get(w("ilvl")), 0): _level(level) for level in abstract.iterfind(w("lvl"))}
            self._levels[abstract.get(w("abstractNumId"), "")] = levels
        for number in part.iterfind(w("num")):
            identity = number.get(w("numId"), "")
            self._list_of[identity] = value(number, "abstractNumId") or ""
            if number.find(w("lvlOverride")) is not None:
                self._override(identity, number)

    def printed(self, number_id: str, depth: int) -> Printed | None:
        """What stands before the next paragraph of a list at a depth; None where Word prints nothing."""
        of = self._list_of.get(number_id, "")
        level = self._levels.get(of, {}).get(depth)
        if level is None or level.style == "none":
            return None
        if level.style == "bullet":
            return Printed(bullet=True)
        counts = self._counts[of]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        text = level.pattern
        for index in range(depth + 1):
            other = self._levels[of].get(index, level)
            text = text.replace(f"%{index + 1}", _figure(counts.get(index, other.start), other.style))
        return Printed(bullet=False, number=text.strip())

    def _override(self, identity: str, number: etree._Element) -> None:
        """A list of its own that begins anew, or counts in another way."""
        levels = dict(self._levels.get(self._list_of[identity], {}))
        for override in number.iterfind(w("lvlOverride")):
            depth = whole(override.get(w("ilvl")), 0)
            own = override.find(w("lvl"))
            start = value(override, "startOverride")
            if own is not None:
                levels[depth] = _level(own)
            elif start is not None and depth in levels:
                levels[depth] = _Level(whole(start, 1), levels[depth].style, levels[depth].pattern)
        self._list_of[identity] = f"own {identity}"
        self._levels[f"own {identity}"] = levels


def _level(level: etree._Element) -> _Level:
    return _Level(whole(value(level, "start"), 1), value(level, "numFmt") or "decimal", value(level, "lvlText") or "")


def _figure(count: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in {"lowerRoman", "upperRoman"}:
        roman = ""
        for step, letters in ROMAN:
            roman += letters * (count // step)
            count %= step
        return roman if style == "lowerRoman" else roman.upper()
    return str(count)
