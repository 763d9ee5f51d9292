"""The report beside the conversation: at the quote, whole, and easy to move around in."""

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from .conftest import open_browser
from .fake import MARKUP, QUOTE, SUMMARY
from .user import User


@pytest.fixture
def user(browser: webdriver.Chrome, address: str) -> User:
    return User(browser).visit(address)


def opened(user: User, question: str = "How many?") -> None:
    user.ask(question)
    user.press("[data-open]", user.turns()[-1])
    user.see("#source-panel .text")


def test_the_report_opens_at_the_quote(user: User) -> None:
    opened(user)
    panel = user.see("#source-panel .shown")
    assert panel.find_element(By.CSS_SELECTOR, ".quoted mark").text == "76,260"
    assert "".join(one.text for one in panel.find_elements(By.CSS_SELECTOR, ".quoted")).replace(" ", "") == (
        QUOTE.replace(" ", "")
    )
    assert user.inside(panel.find_element(By.TAG_NAME, "mark"), panel)
    assert panel.get_property("scrollTop")


def test_the_whole_report_can_be_read_on(user: User) -> None:
    opened(user)
    text = user.see("#source-panel .text").text
    assert text.index("HMIC inspects police forces.") < text.index(QUOTE) < text.index("robbery.")
    assert "p. 20" in text


def test_the_contents_lead_to_a_section(user: User) -> None:
    opened(user)
    user.press(".contents summary")
    here = user.see(".contents [aria-current]")
    assert "How much crime" in here.text
    target = next(one for one in user.browser.find_elements(By.CSS_SELECTOR, "[data-goto]") if SUMMARY[1] in one.text)
    target.click()
    panel = user.see("#source-panel .shown")
    heading = user.browser.switch_to.active_element
    assert heading.text == SUMMARY[1]
    assert user.inside(heading, panel)


def test_a_table_is_a_table_with_the_cited_cell_marked(user: User) -> None:
    turn = user.ask("burglary in England and Wales")
    grid = turn.find_element(By.CSS_SELECTOR, ".grid")
    assert grid.find_element(By.TAG_NAME, "mark").text == "8.2"
    assert [one.text for one in grid.find_elements(By.CSS_SELECTOR, "thead th")] == ["Lancashire", "England and Wales"]
    user.press("[data-open]", turn)
    assert user.see("#source-panel .quoted mark").text == "8.2"


def test_a_passage_near_an_unanswered_question_opens_in_the_report(user: User) -> None:
    turn = user.ask("What is the chief's salary?")
    user.press(".suggestion summary", turn)
    user.press("[data-open]", turn)
    assert "police recorded crime rates only" in user.see("#source-panel .quoted").text


def test_markup_in_a_report_is_inert_in_the_panel(user: User) -> None:
    opened(user, "Show me markup")
    panel = user.see("#source-panel .text")
    assert MARKUP.split("\n")[0] in str(panel.get_property("textContent"))
    assert panel.find_elements(By.CSS_SELECTOR, "script, img, strong, code") == []
    assert user.browser.execute_script("return window.hurt") is None


def test_a_report_is_read_from_the_list_of_reports(user: User) -> None:
    user.press("[data-panel=reports-panel]")
    user.press("[data-read]")
    assert "HMIC inspects police forces." in user.see("#source-panel .text").text


def test_on_a_phone_the_source_fills_the_screen_and_keeps_the_keyboard(address: str, tmp_path: Path) -> None:
    browser = open_browser(tmp_path / "profile", 360, 740)
    try:
        user = User(browser).visit(address)
        opened(user)
        panel = user.see("#source-panel")
        assert (panel.rect["width"], panel.rect["height"]) == (360, 740)
        assert panel.get_attribute("role") == "dialog"
        for _ in range(6):
            browser.switch_to.active_element.send_keys(Keys.TAB)
            assert browser.execute_script("return document.activeElement.closest('#source-panel') !== null")
        browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        assert browser.switch_to.active_element.text == "Read in the report"
    finally:
        browser.quit()
