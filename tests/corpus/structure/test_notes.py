"""Footnotes are told from page numbers and cells, and their marks from real numbers."""

from corpus.structure.lines import split_lines
from corpus.structure.notes import Notes, find_notes


def read(text: str) -> Notes:
    return find_notes(split_lines(text))


def running(notes: Notes) -> str:
    return " ".join(line.text for place, line in enumerate(notes.lines) if place not in notes.taken)


PAGE = """The crews were trained in 2014. 1 Crew cadets help with the checks, and 2 more
stations joined. Vehicles (engines) 2 were bought in the spring by the 3 divisions.
1

Under the training act of 2012, as amended.
2

Not counting boats.
 On the next page, 3 stations have a gym. 3 They are open to all.
3

A gym has at least
two machines.
"""


def test_marks_are_taken_out_and_real_numbers_stay() -> None:
    assert running(read(PAGE)) == (
        "The crews were trained in 2014. Crew cadets help with the checks, and 2 more "
        "stations joined. Vehicles (engines) were bought in the spring by the 3 divisions. "
        "On the next page, 3 stations have a gym. They are open to all."
    )


def test_a_note_runs_to_white_the_next_number_or_the_page_end() -> None:
    notes = read(PAGE)
    texts = [" ".join(notes.lines[place].text for place in note.lines) for note in notes.notes]
    assert texts == ["Under the training act of 2012, as amended.", "Not counting boats.",
                     "A gym has at least two machines."]  # fmt: skip


def test_several_marks_in_a_row_are_all_taken_out() -> None:
    text = "Figure 1: Rates by station 1 2\n\nText follows.\n\n1\n\nPer head.\n2\n\nPer year.\n"
    assert running(read(text)) == "Figure 1: Rates by station Text follows."


def test_a_number_that_counts_is_no_mark() -> None:
    text = "It fell by 1 percent in 1 year. The unit 1 was closed.\n\n1\n\nA unit is a crew.\n"
    assert running(read(text)) == "It fell by 1 percent in 1 year. The unit was closed."


def test_page_numbers_without_marks_are_no_notes() -> None:
    assert read("Text of a page.\n\n1\n\nMore text here.\n\n2\n\nAnd more text.\n").notes == ()


def test_a_note_split_over_two_pages_is_joined() -> None:
    body = "All is well in the county and in its towns.\n" * 8
    text = f"""{body}The panel meets often. 1
1

The panel has members from the council and others. Other
 It is chaired by the mayor and has a budget of its own, which was raised last year.
{body}
members may be invited.
 The next page starts here.
{body}"""
    (note,) = read(text).notes
    lines = split_lines(text)
    assert " ".join(lines[place].text for place in note.lines).endswith("others. Other members may be invited.")


def test_a_note_that_lost_its_number_is_found_between_two_page_tops() -> None:
    body = "All is well in the county and in its towns.\n" * 8
    text = f"""The verdict 1
{body} Excellent, fair or poor – see the annex.
 The next page has its own mark. 2 It goes on.
{body}2

A second note.
"""
    notes = read(text)
    assert [(note.number, notes.lines[note.lines[0]].text) for note in notes.notes] == [
        (1, "Excellent, fair or poor – see the annex."),
        (2, "A second note."),
    ]
