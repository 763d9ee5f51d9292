"""The whole product, from `python app.py` on a fresh index to what stands on the page."""

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from .real import running_app
from .user import User


@pytest.fixture(scope="module")
def user(browser: webdriver.Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    with running_app(tmp_path_factory.mktemp("index")) as address:
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
