"""What an abbreviation stands for begins with its letters."""

import pytest

from qa.abbreviations import in_full, may_stand_for, spelt_out


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


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("What does EHE stand for?", "the policy on elective home education of children", "elective home education"),
        ("What does DOC stand for?", "the department of commerce", "department of commerce"),
        ("What does DC stand for?", "a duty of care", "duty of care"),
        ("What does EHE stand for?", "each house has an egg", "each house has an egg"),
        ("What is EHE?", "the elective home education", "the elective home education"),
    ],
)
def test_nothing_is_kept_around_the_words_that_spell_it_out(question: str, text: str, words: str) -> None:
    start, end = spelt_out(question, text, 0, len(text))
    assert text[start:end] == words


PRICE = (
    "This is built on the mnemonic PRICE: perseverance (don’t give up); resilience (not accepting the first thing); "
    "innovation (another way); and the behaviours of compassion and empathy."
)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        (
            "What does PRICE stand for?",
            PRICE,
            PRICE[PRICE.index("perseverance") : -1],
        ),
        ("what does price mean?", PRICE, PRICE[PRICE.index("perseverance") : -1]),
        ("What does FAR mean?", "Remember FAR:\n• facts\n• analysis\n• review", "facts\n• analysis\n• review"),
        (
            "What do EHCPs mean?",
            "Each education, health and care plan (EHCP) is late.",
            "education, health and care plan",
        ),
        (
            "What does EHCP stand for?",
            "All education, health and care plans (EHCPs).",
            "education, health and care plans",
        ),
        (
            "What is the meaning of IRO?",
            "Each IRO (independent reviewing officer) is busy.",
            "independent reviewing officer",
        ),
        ("What is meant by CiN?", "Children in need (CiN) are seen.", "Children in need"),
    ],
)
def test_the_words_beside_an_abbreviation_are_what_it_means(question: str, text: str, words: str) -> None:
    found = in_full(question, text)
    assert found is not None
    assert text[found[0] : found[1]] == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does price mean?", "The price: people read it carefully every day."),
        ("What does IRO mean?", "An IRO: reviews are late, and officers are few."),
        ("What does IRO mean?", "The independent chair (IRO) is busy."),
        ("What does FAR mean?", "Remember FAR:\n• facts and a review\n• other things"),
        ("How many EHCPs are late?", "Each education, health and care plan (EHCP) is late."),
        ("What does good mean?", "The force (GOOD) is good."),
    ],
)
def test_other_words_beside_it_are_not(question: str, text: str) -> None:
    assert in_full(question, text) is None
