"""A conversation over time: going on, going back, starting again, keeping it, and saying what one thinks of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from qa.page.feedback import wrong_file

from .conftest import Serve, open_browser
from .fake import EXAMPLE, QUOTE, FakeEngine
from .user import User

HOW_MANY = "How many incidents were there?"


@pytest.fixture
def user(browser: webdriver.Chrome, address: str) -> User:
    user = User(browser).visit(address)
    browser.execute_script("localStorage.clear()")
    return user


def kept(user: User) -> list[dict[str, list[str]]]:
    """The conversations that the browser keeps."""
    script = "return JSON.parse(localStorage.getItem('conversations')) || []"
    conversations: list[dict[str, list[str]]] = user.browser.execute_script(script)
    return conversations


@contextmanager
def server_stopped(user: User) -> Iterator[None]:
    """The page as it is when its server is gone."""
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    user.browser.execute_cdp_cmd("Network.enable", {})
    user.browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": True, **conditions})
    try:
        yield
    finally:
        user.browser.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **conditions})


def questions(user: User) -> list[str]:
    return [turn.find_element(By.TAG_NAME, "h2").text for turn in user.turns()]


def test_questions_that_go_on_are_offered_and_asked_with_a_click(user: User) -> None:
    user.ask("Which number?")
    user.see(".next")
    assert EXAMPLE in [one.text for one in user.browser.find_elements(By.CSS_SELECTOR, ".next button")]
    user.press(".next button")
    user.reply(1)
    assert len(user.turns()) == 2


def test_only_questions_that_are_answered_well_are_offered(user: User) -> None:
    # Beside the cited section stands a heading that the engine answers, and an abbreviation that it does too.
    user.ask(HOW_MANY)
    user.see(".next")
    offered = [one.text for one in user.browser.find_elements(By.CSS_SELECTOR, ".next button")]
    assert "How effective is the force at investigating crime?" not in offered
    assert len(offered) <= 3


def test_an_edited_question_takes_the_place_of_the_old_one(user: User, engine: FakeEngine) -> None:
    user.ask(HOW_MANY)
    user.ask("And that?")
    user.press("[data-edit]")
    field = user.see("#edit-question")
    assert field.get_property("value") == HOW_MANY
    field.clear()
    field.send_keys("Which list?", Keys.ENTER)
    user.until(lambda: questions(user) == ["Which list?"] and user.turns()[0].find_elements(By.CSS_SELECTOR, ".answer"))
    assert ("Which list?", (), None) in engine.asked


def test_a_question_is_asked_again_in_its_place(user: User, engine: FakeEngine) -> None:
    user.ask(HOW_MANY)
    user.ask("And that?")
    user.see(".next")
    before = engine.asked.count(("And that?", (HOW_MANY,), None))
    user.press("[data-retry]", user.turns()[1])
    user.until(lambda: engine.asked.count(("And that?", (HOW_MANY,), None)) > before)
    user.until(lambda: len(user.turns()) == 2 and user.turns()[1].find_elements(By.CSS_SELECTOR, ".answer"))


def test_a_running_question_can_be_stopped(browser: webdriver.Chrome, serve: Serve) -> None:
    engine = FakeEngine(thinking=1.5)
    user = User(browser).visit(serve(engine))
    user.box.send_keys("slow question", Keys.ENTER)
    user.see(".waiting")
    user.press("#stop")
    user.until(lambda: "Stopped." in user.turns()[0].text)
    user.until(lambda: user.box.get_property("value") == "slow question")
    assert user.see("#send").is_displayed()
    user.box.clear()
    user.ask(HOW_MANY)
    assert "76,260" in user.turns()[-1].text


def test_what_is_typed_while_an_answer_is_on_its_way_stays(browser: webdriver.Chrome, serve: Serve) -> None:
    user = User(browser).visit(serve(FakeEngine(thinking=1.5)))
    user.box.send_keys("How many?", Keys.ENTER)
    user.see(".waiting")
    user.until(lambda: user.box.get_property("value") == "")
    user.box.send_keys("And where")
    user.reply(0)
    assert user.box.get_property("value") == "And where"


def test_what_is_typed_before_a_question_is_stopped_stays(browser: webdriver.Chrome, serve: Serve) -> None:
    user = User(browser).visit(serve(FakeEngine(thinking=1.5)))
    user.box.send_keys("slow question", Keys.ENTER)
    user.see(".waiting")
    user.until(lambda: user.box.get_property("value") == "")
    user.box.send_keys("Another")
    user.press("#stop")
    user.until(lambda: "Stopped." in user.turns()[0].text)
    assert user.box.get_property("value") == "Another"


def test_an_earlier_conversation_is_opened_again_and_goes_on(user: User, engine: FakeEngine, address: str) -> None:
    user.ask(HOW_MANY)
    user.ask("Which list?")
    user.until(lambda: kept(user) and len(kept(user)[0]["turns"]) == 2)
    user.visit(address)
    user.press("[data-panel=conversations-panel]")
    user.press("[data-reopen]")
    user.until(lambda: questions(user) == [HOW_MANY, "Which list?"])
    assert "12 cases in 2024" in user.turns()[1].text
    user.ask("And how?")
    assert ("And how?", (HOW_MANY, "Which list?"), None) in engine.asked
    user.until(lambda: len(kept(user)) == 1 and len(kept(user)[0]["turns"]) == 3)


def test_a_conversation_is_deleted_from_the_browser(user: User) -> None:
    user.ask(HOW_MANY)
    user.until(lambda: kept(user))
    user.press("[data-panel=conversations-panel]")
    user.press("[data-forget]")
    assert kept(user) == []
    assert "Nothing here yet" in user.see("#conversations-panel").text


def test_a_kept_conversation_that_was_tampered_with_is_refused(user: User, address: str) -> None:
    user.ask(HOW_MANY)
    user.until(lambda: kept(user))
    user.browser.execute_script(
        "localStorage.setItem('conversations', localStorage.getItem('conversations').replaceAll('76,260', '76,261 '))"
    )
    user.visit(address)
    user.press("[data-panel=conversations-panel]")
    user.press("[data-reopen]")
    assert "cannot be opened" in user.see(".notice").text


def test_a_conversation_is_saved_as_markdown(address: str, tmp_path: Path) -> None:
    browser = open_browser(tmp_path / "profile")
    try:
        browser.execute_cdp_cmd(
            "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
        )  # fmt: skip
        user = User(browser).visit(address)
        user.ask(HOW_MANY)
        user.press("[data-save]")
        user.until(lambda: list(tmp_path.glob("*.md")))
        text = next(tmp_path.glob("*.md")).read_text(encoding="utf-8")
    finally:
        browser.quit()
    assert f"## {HOW_MANY}" in text
    assert QUOTE in text.replace("\\", "")
    assert "p. 12" in text


def test_an_answer_found_right_becomes_a_question_for_the_evaluation(user: User, feedback_file: Path) -> None:
    turn = user.ask("Is this the right number?")
    user.press("[data-opinion=right]", turn)
    user.see("#opinion-comment").send_keys("Checked in the report", Keys.ENTER)
    user.until(lambda: "Thank you" in user.turns()[-1].text)
    row = json.loads(feedback_file.read_text(encoding="utf-8").splitlines()[-1])
    assert (row["question"], row["answers"]) == ("Is this the right number?", ["12 cases"])
    assert row["comment"] == "Checked in the report"


def test_that_the_reports_do_say_is_kept_for_a_person_to_fill_in(user: User, feedback_file: Path) -> None:
    turn = user.ask("What is the chief's salary?")
    user.press("[data-opinion=wrong]", turn)
    assert user.see("#opinion-heading").text == "It is in the reports"
    user.see("#opinion-comment").send_keys("On page 3", Keys.ENTER)
    user.until(lambda: "Thank you" in user.turns()[-1].text)
    row = json.loads(wrong_file(feedback_file).read_text(encoding="utf-8").splitlines()[-1])
    assert (row["question"], row["kind"], row["comment"]) == ("What is the chief's salary?", "fact", "On page 3")


def test_an_opinion_that_is_cancelled_is_not_kept(user: User, feedback_file: Path) -> None:
    turn = user.ask("Cancelled?")
    user.press("[data-opinion=wrong]", turn)
    user.see("#opinion-comment").send_keys(Keys.ESCAPE)
    user.until(lambda: not user.browser.find_elements(By.CSS_SELECTOR, "dialog[open]"))
    assert "Cancelled?" not in "".join(file.read_text("utf-8") for file in feedback_file.parent.glob("*.jsonl"))


def test_an_opinion_that_cannot_be_kept_is_said_to_be_and_can_be_given_again(user: User, feedback_file: Path) -> None:
    turn = user.ask("Is this number kept later?")
    user.see(".next")
    with server_stopped(user):
        user.press("[data-opinion=right]", turn)
        user.see("#opinion-comment").send_keys("Typed once", Keys.ENTER)
        assert user.see("#page-status").text == "This cannot be kept just now. Please try again."
    user.press("[data-opinion=right]", turn)
    assert user.see("#opinion-comment").get_property("value") == "Typed once"
    user.see("#opinion-comment").send_keys(Keys.ENTER)
    user.until(lambda: "Thank you" in user.turns()[-1].text)
    assert json.loads(feedback_file.read_text(encoding="utf-8").splitlines()[-1])["comment"] == "Typed once"


def test_a_conversation_that_cannot_be_saved_is_said_to_be(user: User) -> None:
    user.ask(HOW_MANY)
    user.see(".next")
    with server_stopped(user):
        user.press("[data-save]")
        assert user.see("#page-status").text == "This conversation cannot be saved just now. Please try again."


def test_a_page_that_cannot_be_shown_is_said_to_be(user: User) -> None:
    user.ask(HOW_MANY)
    user.see(".next")
    # The stand-in has no printed pages, and a report without them no such buttons.
    user.browser.execute_script(
        "document.body.insertAdjacentHTML('beforeend', '<button data-picture=2 data-report=kent>Page 2</button>')"
    )
    with server_stopped(user):
        user.press("[data-picture]")
        assert user.see("#page-status").text == "The page cannot be shown just now. Please try again."
