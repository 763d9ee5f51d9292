"""The whole product, from `python app.py` on a fresh index to what stands on the page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
from selenium import webdriver
from selenium.webdriver.common.by import By

from .real import ROOT, running_app
from .user import User


@pytest.fixture(scope="module")
def user(browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    reports = tmp_path_factory.mktemp("reports")
    for file in (ROOT / "corpus" / "reports").iterdir():
        shutil.copy(file, reports)
    with running_app(tmp_path_factory.mktemp("index"), reports) as address:
        yield User(browser, patience=300).visit(address)


def test_a_figure_is_answered_from_the_shipped_report(user: User) -> None:
    turn = user.ask("How many anti-social behaviour incidents were recorded in the 12 months to June 2015?")
    assert "76,260" in turn.find_element(By.CSS_SELECTOR, ".short").text
    assert "76,260" in turn.find_element(By.CSS_SELECTOR, "blockquote mark").text
    assert "How much crime and anti-social behaviour is there in Lancashire?" in turn.text


def test_what_the_report_does_not_say_is_refused(user: User) -> None:
    turn = user.ask("What is the salary of the chief constable of Lancashire?")
    assert "do not say" in turn.text


def test_the_page_is_headed_by_the_shipped_report(user: User) -> None:
    assert "Lancashire Constabulary" in user.see("#heading h1").text


def test_an_uploaded_pdf_is_asked_a_moment_later_and_cited_with_its_page(user: User, tmp_path: Path) -> None:
    file = tmp_path / "harbour-inspection.pdf"
    styles = getSampleStyleSheet()
    SimpleDocTemplate(str(file), title="Inspection of Seaham Harbour School 2021").build(
        [
            Paragraph("Inspection of Seaham Harbour School 2021", styles["Title"]),
            Paragraph("Introduction", styles["Heading1"]),
            Paragraph("Inspectors visited the school on two days in May. They watched lessons. " * 6, styles["Normal"]),
            PageBreak(),
            Paragraph("Attendance", styles["Heading1"]),
            Paragraph(
                "Attendance has risen over the year. Pupils told inspectors that they feel safe at school. "
                "In the summer term 412 pupils attended Seaham Harbour School every day.",
                styles["Normal"],
            ),
        ]
    )
    user.press("[data-panel=reports-panel]")
    user.browser.find_element(By.CSS_SELECTOR, "#reports-panel input[type=file]").send_keys(str(file))
    user.until(lambda: "Seaham Harbour" in user.see("#reports-panel .reports").text)
    user.press("#reports-panel [data-close]")
    turn = user.ask("How many pupils attended Seaham Harbour School every day in the summer term?")
    assert "412" in turn.find_element(By.CSS_SELECTOR, ".short").text
    assert turn.find_element(By.CSS_SELECTOR, ".citation .page").text == "p. 2"
    user.press("[data-open]", turn)
    assert "412" in user.see("#source-panel .quoted mark").text
    user.press("#source-panel [data-picture='2']")
    assert (user.see("#page-dialog img").get_attribute("src") or "").startswith("data:image/jpeg")
