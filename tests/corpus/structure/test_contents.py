"""A table of contents is left out of a text, with the headings that it repeats."""

from corpus.structure.contents import without_contents
from corpus.structure.lines import split_lines

ENTRIES = "Contents\nCrews\n\n3\n\nEngines\n\n5\n\nTyres 7\n\nWhat next?\n\n9\n"


def kept(text: str) -> list[str]:
    return [line.text for line in without_contents(split_lines(text))]


def test_entries_over_their_page_numbers_are_left_out() -> None:
    assert kept(f"Review\n\f{ENTRIES}\fCrews\nAll is well.\n") == ["Review", "Crews", "All is well."]


def test_what_follows_on_the_page_stays() -> None:
    assert kept(f"{ENTRIES}Crews\nAll is well.\nThere are\n7\n") == ["Crews", "All is well.", "There are", "7"]


def test_contents_go_on_on_the_next_page() -> None:
    more = "Ladders 11\nHoses 12\nBells 13\nBoots 14\n"
    assert kept(f"{ENTRIES}\f{more}\fCrews\nAll is well.\n") == ["Crews", "All is well."]


def test_a_heading_with_few_figures_under_it_is_none() -> None:
    assert kept("Contents\nBoxes 3\nAll is well.\n") == ["Contents", "Boxes 3", "All is well."]
