"""The panel of reports: what is indexed, adding to it, removing from it, and what went wrong."""

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from .conftest import Serve
from .fake import PEEL, TITLES, FakeEngine
from .user import User


@pytest.fixture
def user(browser: webdriver.Chrome, serve: Serve) -> User:
    user = User(browser).visit(serve(FakeEngine(reports=tuple(TITLES))))
    user.press("[data-panel=reports-panel]")
    user.see("#reports-panel .reports")
    return user


def upload(user: User, *files: Path) -> None:
    field = user.browser.find_element(By.CSS_SELECTOR, "#reports-panel input[type=file]")
    field.send_keys("\n".join(map(str, files)))


def test_each_report_is_listed_with_what_is_known_of_it(user: User) -> None:
    listed = user.see("#reports-panel .reports").text
    assert TITLES[PEEL] in listed
    assert "HMIC · February 2016 · 50 pages · 200 passages" in listed


def test_an_added_report_is_listed_and_can_be_asked(user: User, tmp_path: Path) -> None:
    file = tmp_path / "new-report.md"
    file.write_text("# New\n\nTen officers.", encoding="utf-8")
    upload(user, file)
    user.until(lambda: "new-report was recognised." in user.see("#reports-told").text)
    user.until(lambda: "The report new-report" in user.see("#reports-panel .reports").text)
    user.until(lambda: "3 inspection reports" in user.see("#heading").text)


def test_a_file_that_cannot_be_read_is_named_and_changes_nothing(user: User, tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("\n", encoding="utf-8")
    upload(user, file)
    user.until(lambda: "empty.txt is empty" in user.see("#reports-told").text)
    assert len(user.browser.find_elements(By.CSS_SELECTOR, ".reports li")) == 2


def test_a_report_is_removed_once_that_is_confirmed(user: User) -> None:
    assert not user.browser.find_element(By.CSS_SELECTOR, "[data-remove]").is_displayed()
    user.press(".remove summary")
    assert "deletes the file" in user.see(".remove[open]").text
    user.press("[data-remove]")
    user.until(lambda: len(user.browser.find_elements(By.CSS_SELECTOR, ".reports li")) == 1)
    assert "Removed." in user.see("#reports-told").text


def test_the_last_report_cannot_be_removed(browser: webdriver.Chrome, address: str) -> None:
    user = User(browser).visit(address)
    user.press("[data-panel=reports-panel]")
    user.see("#reports-panel .reports")
    assert user.browser.find_elements(By.CSS_SELECTOR, "[data-remove]") == []


def test_a_report_added_elsewhere_is_listed_once_the_panel_is_opened(browser: webdriver.Chrome, serve: Serve) -> None:
    engine = FakeEngine(reports=tuple(TITLES))
    user = User(browser).visit(serve(engine))
    user.until(lambda: "2 inspection reports" in user.see("#heading").text)
    user.see("#report input").click()
    next(one for one in browser.find_elements(By.CSS_SELECTOR, "[role=option]") if "Joint" in one.text).click()
    engine.remove([PEEL])
    engine.arrive("new-report")
    user.press("[data-panel=reports-panel]")
    user.until(lambda: "The report new-report" in user.see("#reports-panel .reports").text)
    assert TITLES[PEEL] not in user.see("#reports-panel .reports").text
    # The report that was chosen to be asked stays chosen.
    assert "Joint" in str(user.see("#report input").get_property("value"))


def test_a_read_only_page_offers_neither_adding_nor_removing(browser: webdriver.Chrome, serve: Serve) -> None:
    user = User(browser).visit(serve(FakeEngine(reports=tuple(TITLES)), read_only=True))
    user.press("[data-panel=reports-panel]")
    user.see("#reports-panel .reports")
    assert user.browser.find_elements(By.CSS_SELECTOR, "[data-remove], #upload, input[type=file]") == []
