"""Printed lines say by their layout where pages and paragraphs end."""

from itertools import pairwise

from corpus.structure.lines import Margin, find_margin, split_lines

WRAPPED = (
    "All stations in the county were visited in the spring, and the crews were asked how the new\n"
    "shift pattern had changed their work. Most crews said that they now had more time for the\n"
    "checks of private homes, which had been put off for some years because of the shortage of\n"
    "drivers. They liked it.\n"
    "The officers in charge of the stations were of the same view, but added that the pattern is\n"
    "hard to keep up in the summer months when leave is taken and training courses are running.\n"
)


def test_one_leading_space_marks_a_page() -> None:
    lines = split_lines("One\n" * 10 + " Two\nThree\n")
    assert [line.text for line in lines if line.top] == ["One", "Two"]


def test_many_leading_spaces_are_an_indent() -> None:
    lines = split_lines("One\n Two\n Three\n Four\n")
    assert [line.text for line in lines if line.top] == ["One"]


def test_a_line_knows_its_place_in_the_source() -> None:
    source = "One\n\n  Two \n"
    line = split_lines(source)[1]
    (span,) = line.content.source_spans(0, 3)
    assert (line.gap, source[slice(*span)]) == (True, "Two")


def test_a_line_with_room_for_the_next_word_broke_early() -> None:
    lines = split_lines(WRAPPED)
    margin = find_margin(lines)
    early = [line.text for line, after in pairwise(lines) if margin.broke_early(line.text, after.text)]
    assert early == ["drivers. They liked it."]


def test_text_that_was_never_wrapped_has_no_margin() -> None:
    lines = split_lines("Heading\n" + "A sentence that goes on. " * 20 + "\n" + "Another sentence. " * 30 + "\n")
    assert find_margin(lines) == Margin(float("inf"))
