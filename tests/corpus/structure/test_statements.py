"""Headings that are sentences are told from those that name a subject or ask."""

import pytest

from corpus.structure.statements import is_statement


@pytest.mark.parametrize(
    "heading",
    [
        "Services for care leavers are good",
        "The judgement about children who need help is that it requires improvement",
        "The safeguarding board requires improvement",
        "Agencies can use figures to manage",
        "Services for children in need of help are good",
        "Schools in Barchester are inadequate because:",
    ],
)
def test_a_sentence_states_something(heading: str) -> None:
    assert is_statement(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Leadership and management",
        "Children who are looked after",
        "Services that children can use",
        "Areas that still need to improve",
        "Why the force must change its ways",
        "Has the force improved since then?",
        "Efforts to have it changed",
        "It is good",
        "Inspection of services for children in need of help",
        "Performance Information Can Be Used",
    ],
)
def test_a_name_or_question_states_nothing(heading: str) -> None:
    assert not is_statement(heading)
