"""A page of a PDF as it is printed."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from qa.page import picture as drawing
from qa.page.picture import draw, picture


@pytest.fixture
def file(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "two.pdf"))
    for words in ("One", "Two"):
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    return tmp_path / "two.pdf"


def test_a_page_is_drawn(file: Path) -> None:
    assert picture(file, 2).startswith(b"\xff\xd8\xff")
    assert picture(file, 1) != picture(file, 2)


@pytest.mark.parametrize(
    ("size", "drawn"), [((200, 400), (1000, 2000)), ((20, 400), (250, 5000)), ((400, 20), (1000, 50))]
)
def test_a_page_is_drawn_as_wide_as_its_height_allows(
    tmp_path: Path, size: tuple[int, int], drawn: tuple[int, int]
) -> None:
    canvas = Canvas(str(tmp_path / "strip.pdf"), pagesize=size)
    canvas.showPage()
    canvas.save()
    assert Image.open(BytesIO(draw(tmp_path / "strip.pdf", 1))).size == drawn


def test_a_page_that_is_not_there_is_no_picture(file: Path) -> None:
    assert picture(file, 3) == b""


def test_a_file_that_is_broken_or_gone_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert picture(tmp_path / "broken.pdf", 1) == b""
    assert picture(tmp_path / "gone.pdf", 1) == b""


def test_a_page_that_took_too_long_is_drawn_when_it_is_asked_for_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr(drawing, "LONGEST", 0.001)
        assert picture(file, 1) == b""
    assert picture(file, 1).startswith(b"\xff\xd8\xff")
