"""What an abbreviation stands for begins with its letters."""

import pytest

from qa.abbreviations import may_stand_for


@pytest.mark.parametrize(
    ("question", "answer", "may"),
    [
        ("What does IOM stand for?", "integrated offender management", True),
        ("what does peel stand for", "police effectiveness, efficiency and legitimacy", True),
        ("What does MARAC stand for?", "multi-agency risk assessment conference", True),
        ("MASH is short for?", "the multi-agency safeguarding hub (MASH)", True),
        ("What does ICO stand for?", "Anonymisation Code of Practice", False),
        ("What does IOM stand for?", "offender management", False),
        ("What does the force stand for?", "fairness", False),
        ("What is IOM?", "a programme", True),
        ("AWARE acronym full form", "to guide officers", False),
        ("full form of MARAC", "a meeting of agencies", False),
        ("full form of MARAC", "multi-agency risk assessment conference", True),
        ("CAF in full", "common assessment framework", True),
        ("the police in full", "they are busy", True),
        ("Who stood for election?", "nobody", True),
    ],
)
def test_only_words_with_its_letters_spell_an_abbreviation_out(question: str, answer: str, may: bool) -> None:
    assert may_stand_for(question, answer) is may
