"""Text printed in two columns never yields a sentence that mixes them."""

from collections.abc import Callable

from corpus import Report

Read = Callable[[str], Report]

INTRO = (
    "The authority was visited in the spring, and all of its crews were asked how the new shifts\n"
    "had changed their work. Most crews said that they now had more time for the checks of homes,\n"
    "which had been put off for some years because of the shortage of drivers in the towns there.\n"
)
HEADS = (
    "How well are homes\nchecked in the towns\nof the county?\n\n"
    "How well are crews\ntrained for the work\nthat they do?\n\n"
)
CHAPTERS = (
    "\nHow well are homes checked in the towns of the county?\n"
    + INTRO
    + "Homes are checked each year by two people of the nearest crew, who write down what they find.\n"
    "\nHow well are crews trained for the work that they do?\n"
    + INTRO.replace("spring", "autumn")
    + "Crews are trained by three teachers of the county school, who know the work well by now.\n"
)
LEFT = "Homes are checked each year\nby two people of the nearest\ncrew, who write down what\nthey find.\n"
RIGHT = "Crews are trained by three\nteachers of the county school,\nwho know the work well by\nnow.\n"


def sections(report: Report, chapter: int = 0) -> dict[str, str]:
    """The text of each section of a chapter, by heading."""
    return {
        child.heading: " / ".join(block.content.text for block in child.blocks)
        for child in report.sections[chapter].children
    }


HOMES, CREWS = (
    "How well are homes checked in the towns of the county?",
    "How well are crews trained for the work that they do?",
)


def overview(columns: str) -> str:
    return f"Overview\n{INTRO}\n{HEADS}{columns}" + "".join(f" {part}" for part in CHAPTERS.split("\n", 1)[1:]).replace(
        "\nHow well are crews", "\n How well are crews"
    )


def test_blocks_take_turns_under_their_headings(read_text: Read) -> None:
    found = sections(
        read_text(overview(f"{LEFT}\n{RIGHT}\nOnly the left column says\nthat homes by the sea are\nleft out.\n"))
    )
    assert found[HOMES] == (
        "Homes are checked each year by two people of the nearest crew, who write down what they find. / "
        "Only the left column says that homes by the sea are left out."
    )
    assert found[CREWS].startswith("Crews are trained by three teachers")


def test_grades_stand_under_their_headings(read_text: Read) -> None:
    found = sections(read_text(overview(f"Good\n\nInadequate\n\n{LEFT}\n{RIGHT}\n{LEFT}")))
    assert (found[HOMES][:4], found[CREWS][:10]) == ("Good", "Inadequate")


def test_a_sentence_goes_on_over_the_other_column(read_text: Read) -> None:
    opened = f"{LEFT}It is said that homes by\nthe sea are\n"
    columns = f"{opened}\n{RIGHT}\n7\n\nleft out of the plan for\nthe next year or two.\n\n{RIGHT}"
    found = sections(read_text(overview(columns)))
    assert "It is said that homes by the sea are left out of the plan for the next year or two." in found[HOMES]


def test_lines_that_hold_both_columns_are_left_out(read_text: Read) -> None:
    mixed = (
        "Drivers are hard to find in the\nNew homes are rarely checked in the county and its\nfirst year, and nobody\n"
        "towns by the sea.\nknows why.\n"
    )
    text = " ".join(sections(read_text(overview(f"{LEFT}\n{RIGHT}\n{LEFT}\n{RIGHT[:-1]}\n{mixed}"))).values())
    assert "Drivers" not in text
    assert "New homes" not in text


def test_columns_that_no_copy_bears_out_stay_out_of_the_columns_sections(read_text: Read) -> None:
    unknown = (
        LEFT.replace("Homes", "Barns").replace("two people", "a man").replace("nearest", "last").replace("find", "see")
    )
    other = RIGHT.replace("Crews", "Dogs").replace("three", "old").replace("county", "best").replace("work", "job")
    report = read_text(overview(f"{unknown}\n{other}\n{unknown}\n{other}"))
    assert set(sections(report).values()) == {""}
    assert any("Barns" in block.content.text for block in report.sections[0].blocks)
