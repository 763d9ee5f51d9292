"""The page as its users meet it: asking, reading, checking, and starting again."""

import json
import re
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from .conftest import Serve, log_of, open_browser
from .fake import EXAMPLE, MARKUP, PEEL, QUOTE, TITLES, FakeEngine
from .user import User

HOW_MANY = "How many anti-social behaviour incidents were recorded in the 12 months to June 2015?"


@pytest.fixture
def user(browser: webdriver.Chrome, address: str) -> User:
    return User(browser).visit(address)


def requested(browser: webdriver.Chrome) -> set[str]:
    """Every address asked for over a network since the log was last read."""
    messages = (json.loads(entry["message"])["message"] for entry in log_of(browser, "performance"))
    urls = (
        message["params"].get("request", message["params"]).get("url", "")
        for message in messages
        if message["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}
    )
    return {url for url in urls if re.match(r"(?:https?|wss?):", url)}


def test_a_question_is_answered_with_its_quote_and_place(user: User) -> None:
    turn = user.ask(HOW_MANY)
    assert turn.find_element(By.CSS_SELECTOR, ".says").text == "The report says"
    assert turn.find_element(By.CSS_SELECTOR, ".short").text == "76,260"
    assert turn.find_element(By.TAG_NAME, "blockquote").text == QUOTE
    assert turn.find_element(By.TAG_NAME, "mark").text == "76,260"
    assert "How much crime and anti-social behaviour is there in Lancashire?" in turn.text
    assert "p. 12" in turn.text


def test_the_page_is_headed_by_the_report(user: User) -> None:
    WebDriverWait(user.browser, 10).until(lambda _: user.see("#heading h1").text == TITLES[PEEL])


def test_an_unanswerable_question_says_so_and_offers_what_to_read(user: User) -> None:
    turn = user.ask("What is the chief constable's salary?")
    assert "The reports do not say" in turn.text
    passage = turn.find_element(By.CSS_SELECTOR, ".suggestion .passage")
    assert not passage.is_displayed()
    user.browser.execute_script("arguments[0].click()", turn.find_element(By.TAG_NAME, "summary"))
    assert "76,260" in passage.text


def test_markup_in_a_report_is_inert(user: User) -> None:
    turn = user.ask("Show me markup")
    quote = turn.find_element(By.TAG_NAME, "blockquote")
    assert quote.get_property("textContent") == MARKUP
    assert turn.find_elements(By.CSS_SELECTOR, "script, img, strong, code, h1, .katex") == []
    assert user.browser.execute_script("return window.hurt") is None


def test_markup_in_a_question_is_inert(user: User) -> None:
    typed = "<img src=x onerror='window.hurt = 1'> **bold** ${window.hurt = 2} {{value}} how many?"
    turn = user.ask(typed)
    assert turn.find_element(By.TAG_NAME, "h2").get_property("textContent") == typed
    assert user.browser.execute_script("return window.hurt") is None


def test_an_empty_question_gets_a_plain_sentence(user: User) -> None:
    assert user.ask("").find_element(By.CSS_SELECTOR, ".notice").text == "Please type a question."


def test_a_question_too_long_gets_a_plain_sentence_and_stays_in_the_box(user: User) -> None:
    long = "word " * 2000
    assert "at most 500" in user.ask(long).find_element(By.CSS_SELECTOR, ".notice").text
    WebDriverWait(user.browser, 5).until(lambda _: user.box.get_property("value") == long)


def test_control_characters_and_scripts_of_the_world_are_taken(user: User) -> None:
    assert user.ask("How\x07 many\u202e \u200b 事件 were there?").find_elements(By.CSS_SELECTOR, ".answer")


def test_an_unexpected_error_shows_no_detail(user: User) -> None:
    turn = user.ask("broken")
    assert "Something went wrong" in turn.text
    assert "secret" not in user.browser.page_source


def test_a_problem_with_the_index_says_what_to_do(user: User) -> None:
    assert "There is no index yet" in user.ask("unbuilt").text


def test_earlier_questions_are_passed_on(user: User, engine: FakeEngine) -> None:
    user.ask(HOW_MANY)
    user.ask("")
    assert "Understood as" in user.ask("And how did that change?").text
    assert ("And how did that change?", (HOW_MANY,), None) in engine.asked


def test_a_new_conversation_forgets_the_old_one(user: User, engine: FakeEngine) -> None:
    user.ask(HOW_MANY)
    user.see("#new-conversation").click()
    WebDriverWait(user.browser, 10).until(lambda _: not user.turns())
    user.ask("How many now?")
    assert ("How many now?", (), None) in engine.asked


def test_an_example_question_is_asked_with_one_click(user: User) -> None:
    user.see("#examples button").click()
    assert "76,260" in user.reply(0).text
    assert user.turns()[0].find_element(By.TAG_NAME, "h2").text == EXAMPLE
    # The button is gone, and the keyboard is where the next question is typed.
    assert user.browser.switch_to.active_element == user.box


def test_a_new_answer_is_read_out_in_short(user: User) -> None:
    user.ask(HOW_MANY)
    status = user.browser.find_element(By.ID, "page-status")
    user.until(lambda: status.get_property("textContent") == "The report says. 76,260")


def test_the_source_opens_beside_the_answer_and_closes_with_escape(user: User) -> None:
    opener = user.ask(HOW_MANY).find_element(By.CSS_SELECTOR, "[data-open]")
    opener.click()
    panel = user.see("#source-panel")
    assert user.see("#source-panel mark").text == "76,260"
    assert user.inside(user.see("#source-panel mark"), panel)
    assert panel.find_element(By.CSS_SELECTOR, ".quoted").text in QUOTE
    assert "police recorded crime rates only" in panel.text
    assert "integrated offender management" in panel.text
    user.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not panel.is_displayed()
    assert user.browser.switch_to.active_element == opener


def test_a_citation_can_be_copied(user: User) -> None:
    user.ask(HOW_MANY)
    button = user.ask("How many?").find_element(By.CSS_SELECTOR, "[data-copy]")
    assert (button.get_attribute("data-copy") or "").startswith(f"HMIC, {TITLES[PEEL]}, section “")
    user.browser.execute_script("scrollTo(0, 0)")
    user.browser.execute_script("arguments[0].click()", button)
    WebDriverWait(user.browser, 5).until(lambda _: button.text == "Copied")
    assert user.browser.execute_script("return scrollY") == 0


def test_a_whole_conversation_needs_only_the_keyboard(user: User) -> None:
    user.see("#examples button")
    WebDriverWait(user.browser, 5).until(lambda b: b.switch_to.active_element == user.box)
    user.box.send_keys(HOW_MANY, Keys.ENTER)
    user.reply(0)
    reached = []
    for _ in range(12):
        user.browser.switch_to.active_element.send_keys(Keys.SHIFT, Keys.TAB)
        reached.append(user.browser.switch_to.active_element.text)
        if reached[-1] == "Read in the report":
            break
    assert reached[-1] == "Read in the report", reached
    user.browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert user.see("#source-panel").is_displayed()
    user.browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert user.browser.switch_to.active_element.text == "Read in the report"


def test_nothing_is_asked_of_another_machine(user: User, address: str) -> None:
    user.ask(HOW_MANY)
    user.press("[data-open]")
    user.see("#source-panel .text")
    user.press("[data-panel=reports-panel]")
    user.press("[data-panel=conversations-panel]")
    user.press("[data-reopen]")
    user.until(user.turns)
    hosts = {url.split("/")[2] for url in requested(user.browser)}
    assert hosts == {address.split("/")[2]}


def test_the_console_stays_free_of_errors(user: User, address: str) -> None:
    # What is still under way is cut off when a page is left, and logged: that is not this page's.
    user.browser.get("about:blank")
    log_of(user.browser, "browser")
    user.visit(address).ask(HOW_MANY)
    user.see(".next")
    user.press("[data-open]")
    user.see("#source-panel .text")
    user.press("[data-panel=reports-panel]")
    user.press("#new-conversation")
    user.until(lambda: not user.turns())
    assert [entry for entry in log_of(user.browser, "browser") if entry["level"] in {"WARNING", "SEVERE"}] == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False)])
def test_no_serious_barrier_to_access(serve: Serve, tmp_path: Path, width: int, dark: bool) -> None:
    axe = pytest.importorskip("axe_core_python.selenium")
    browser = open_browser(tmp_path / "profile", width, 800, dark=dark)
    browser.set_script_timeout(120)
    found = []

    def check(part: str | None = None) -> None:
        found.extend(axe.Axe().run(browser, part)["violations"])

    try:
        user = User(browser, patience=60).visit(serve(FakeEngine(reports=tuple(TITLES))))
        user.see("#examples button")
        check()
        for question in (HOW_MANY, "What is the chief's salary?", "unsure", "burglary", "compare", "which list?"):
            user.ask(question)
        check()
        user.press("[data-open]")
        user.press(".contents summary")
        check("#source-panel")
        user.press("#source-panel [data-close]")
        user.press("[data-opinion=wrong]")
        user.see("#opinion-comment")
        check("#opinion-dialog")
        user.press("#opinion-dialog [value='']")
        user.press("[data-panel=conversations-panel]")
        check("#conversations-panel")
        user.press("#conversations-panel [data-close]")
        user.press("[data-panel=reports-panel]")
        user.press(".remove summary")
        check("#reports-panel")
    finally:
        browser.quit()
    barriers = [
        (one["id"], one["impact"], [node["html"][:200] for node in one["nodes"]])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
    assert barriers == []


def test_a_phone_shows_everything_without_scrolling_sideways(address: str, tmp_path: Path) -> None:
    browser = open_browser(tmp_path / "profile", 360, 740)
    try:
        user = User(browser).visit(address)
        for question in (HOW_MANY, "Show me markup", "What is the chief's salary?", "compare", "w" * 300):
            user.ask(question)
        assert browser.execute_script("return document.documentElement.scrollWidth") == 360
        outer, section = browser.find_elements(By.CSS_SELECTOR, ".where .path > :is(:first-child, :last-child)")[:2]
        line = section.value_of_css_property("line-height").removesuffix("px")
        assert outer.rect["height"] < 2 * float(line) < section.rect["height"] + 1
        assert user.see("#send").rect["x"] + user.see("#send").rect["width"] <= 360
    finally:
        browser.quit()


def test_the_report_filter_appears_with_several_reports(browser: webdriver.Chrome, serve: Serve) -> None:
    engine = FakeEngine(reports=tuple(TITLES))
    user = User(browser).visit(serve(engine))
    user.see("#report input").click()
    next(one for one in browser.find_elements(By.CSS_SELECTOR, "[role=option]") if "Joint" in one.text).click()
    user.ask("How many?")
    assert ("How many?", (), "jtai-lancashire-2024") in engine.asked


def test_the_report_filter_is_hidden_with_one_report(user: User) -> None:
    user.see("#examples button")
    assert not any(one.is_displayed() for one in user.browser.find_elements(By.ID, "report"))


def test_the_page_is_there_while_the_reader_loads(browser: webdriver.Chrome, serve: Serve) -> None:
    engine = FakeEngine(held=True)
    user = User(browser).visit(serve(engine))
    user.until(lambda: "Getting ready to answer" in user.see("#heading .status").text)
    user.box.send_keys("How many?", Keys.ENTER)
    assert "Getting ready to answer" in user.see(".waiting").text
    engine.prepared.set()
    assert "76,260" in user.reply(0).text
