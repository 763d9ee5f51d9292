"""Of an error its user reads a plain sentence; whoever runs the page finds in the log what nobody else is told."""

import logging

import pytest

from index.types import IndexProblem
from qa.page.preparation import SOMETHING_WENT_WRONG, log_unexpected, plain_sentence


def test_an_error_written_for_users_is_told_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    error = IndexProblem("There is no index yet.")
    log_unexpected(error)
    assert plain_sentence(error) == "There is no index yet."
    assert caplog.records == []


def test_an_unexpected_error_is_logged_and_told_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    error = RuntimeError("secret detail")
    log_unexpected(error)
    assert plain_sentence(error) == SOMETHING_WENT_WRONG
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "secret detail" in caplog.text


def test_a_sentence_for_a_user_logs_nothing_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    plain_sentence(RuntimeError("secret detail"))
    assert caplog.records == []
