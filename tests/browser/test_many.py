"""Many people at once: everyone gets their own answer, in turn, and nobody takes all the places."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from qa.page.line import Limits, Line

from .conftest import Serve
from .fake import FakeEngine
from .user import User

PEOPLE = 20


def client(address: str) -> Client:
    return Client(address, verbose=False, analytics_enabled=False)


def test_twenty_people_at_once_all_get_their_own_answers(serve: Serve) -> None:
    engine = FakeEngine(thinking=0.05)
    address = serve(engine)
    clients = [client(address) for _ in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as people:
        asked = [
            people.submit(one.predict, f"Which number {place}?", api_name="/ask") for place, one in enumerate(clients)
        ]
        answers = [one.result(60) for one in asked]
    for place, answer in enumerate(answers):
        assert answer["citations"][0]["passage"].endswith(f"Asked: Which number {place}?")
    assert engine.at_once == 1


def test_who_waits_sees_how_many_are_before(browser: webdriver.Chrome, serve: Serve) -> None:
    address = serve(FakeEngine(thinking=3))
    with ThreadPoolExecutor(2) as people:
        user = User(browser).visit(address)
        user.see("#examples button")
        others = [people.submit(client(address).predict, "How many?", api_name="/ask") for _ in range(2)]
        time.sleep(1)
        user.box.send_keys("How many?", Keys.ENTER)
        user.until(lambda: user.turns() and "before yours" in user.turns()[-1].text)
        assert user.reply(0).text
        assert all(other.result(30)["found"] for other in others)


def test_one_person_asking_without_end_is_asked_to_wait(serve: Serve) -> None:
    one = client(serve(FakeEngine(), line=Line(Limits(a_minute=2))))
    for _ in range(2):
        one.predict("How many?", api_name="/ask")
    with pytest.raises(AppError, match=r"You have asked 2 questions in the last minute.*Please wait \d+ seconds"):
        one.predict("How many?", api_name="/ask")
