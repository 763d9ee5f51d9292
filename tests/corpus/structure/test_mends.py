"""Words and addresses broken by line ends are mended, and nothing else."""

import pytest

from corpus.structure.lines import Margin, split_lines
from corpus.structure.mends import join_lines, restore_lost_hyphens

MARGIN = Margin(40, fixed=True)


def restored(line: str, elsewhere: str) -> str:
    return restore_lost_hyphens(split_lines(f"{line}\n{elsewhere}"), MARGIN)[0].text


GLUED = "The report covers crimes and nightshift work in all of the towns of the county."


def test_a_hyphen_lost_between_glued_lines_comes_back() -> None:
    assert "night-shift work" in restored(GLUED, "The night-shift crews agreed.")


def test_a_form_that_the_document_never_prints_is_not_made_up() -> None:
    assert restored(GLUED, "The night shift crews agreed.") == GLUED


def test_a_line_within_the_margin_was_not_glued() -> None:
    assert restored("The nightshift work is hard.", "The night-shift crews agreed.") == "The nightshift work is hard."


def test_a_restored_hyphen_has_no_place_in_the_source() -> None:
    mended = restore_lost_hyphens(split_lines(f"{GLUED}\nThe night-shift crews."), MARGIN)[0].content
    place = mended.text.index("-")
    assert mended.source_spans(place, place + 1) == ()


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The crews", "agreed.", "The crews agreed."),
        ("The multi-", "agency team", "The multi-agency team"),
        ("See www.example.gov.uk/files/The_Local_Repo", "rt_2015.pdf and more", "Local_Report_2015.pdf and more"),
        ("See www.example.gov.uk/report.pdf", "which says more.", "report.pdf which says more."),
        ("See www.example.gov.uk/files/", "It says more.", "files/ It says more."),
    ],
)
def test_lines_are_joined_as_running_text(first: str, second: str, joined: str) -> None:
    lines = [line.content for line in split_lines(f"{first}\n{second}\n")]
    assert join_lines(lines).text.endswith(joined)
