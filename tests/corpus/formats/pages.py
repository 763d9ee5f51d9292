"""Draws small PDF files for the tests, line by line, as Word and typesetters do."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

BODY = "Times-Roman"
BOLD = "Times-Bold"
LEADING = 14.0
LEFT, RIGHT, TOP = 72.0, 523.0, 760.0


class Pages:
    """A PDF in the making; y is kept, as on a typewriter, and goes down."""

    def __init__(self, path: Path, password: str = "") -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, encrypt=StandardEncryption(password) if password else None)
        self.y = TOP

    def line(self, text: str, x: float = LEFT, font: str = BODY, size: float = 12.0, down: float = LEADING) -> None:
        """Prints one line and moves down."""
        self.at(x, self.y, text, font, size)
        self.y -= down

    def at(self, x: float, y: float, text: str, font: str = BODY, size: float = 12.0) -> None:
        """Prints text at a place."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def paragraph(
        self, text: str, x: float = LEFT, right: float = RIGHT, size: float = 12.0, first: float = 0.0
    ) -> None:
        """Sets text ragged right; the paragraph ends with white space below."""
        for number, line in enumerate(self.wrapped(text, right - x, size)):
            self.line(line, x + (first if number == 0 else 0.0), size=size, down=LEADING * size / 12)
        self.y -= 8

    def wrapped(self, text: str, width: float, size: float) -> list[str]:
        """The text in lines of at most a width."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.canvas.stringWidth(longer, BODY, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def heading(self, text: str, size: float = 16.0) -> None:
        """Prints a bold line with white space round it."""
        self.y -= 10
        self.line(text, font=BOLD, size=size, down=LEADING * size / 12 + 6)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draws a ruling line."""
        self.canvas.line(x0, y0, x1, y1)

    def table(self, rows: list[list[str]], widths: list[float], height: float = 20.0, bold_rows: int = 1) -> None:
        """Draws a ruled table."""
        self.y += LEADING - 4
        width = sum(widths)
        for number, row in enumerate(rows):
            self.rule(LEFT, self.y, LEFT + width, self.y)
            x = LEFT
            for text, wide in zip(row, widths, strict=True):
                self.rule(x, self.y, x, self.y - height)
                self.at(x + 4, self.y - height + 6, text, BOLD if number < bold_rows else BODY)
                x += wide
            self.rule(x, self.y, x, self.y - height)
            self.y -= height
        self.rule(LEFT, self.y, LEFT + width, self.y)
        self.y -= 2 * LEADING

    def text_row(self, label: str, lines: list[str], widths: tuple[float, float], font: str = BODY) -> None:
        """Draws a row of a ruled table: a label, and lines of text beside it; a bullet stands apart from its item."""
        top, x = self.y + LEADING - 2, LEFT + widths[0]
        self.at(LEFT + 4, self.y, label, font)
        for line in lines:
            bullet = line[:2] == "• "
            if bullet:
                self.at(x + 12, self.y, "•")
            self.line(line[2:] if bullet else line, x + (30 if bullet else 4), font)
        bottom = self.y + LEADING - 2
        for height in (top, bottom):
            self.rule(LEFT, height, LEFT + sum(widths), height)
        for edge in (LEFT, x, LEFT + sum(widths)):
            self.rule(edge, top, edge, bottom)

    def page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()
        self.y = TOP

    def save(self) -> Path:
        """Writes the file."""
        self.canvas.save()
        return self.path


def report(path: Path) -> Pages:
    """A report with a title page behind it, so that what follows is text."""
    pages = Pages(path / "report.pdf")
    pages.line("Inspection of services in Northshire", font=BOLD, size=22)
    pages.y -= 40
    return pages
