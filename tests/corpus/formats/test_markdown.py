"""What the Markdown reader recovers, from typed files and from those taken out of a PDF."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import load_report
from corpus.formats.markdown import read
from corpus.types import CorpusError, Document, Kind
from tests.corpus.formats.reading import blocks, headings, maps_to_source, texts, words


def markdown(folder: Path, text: str) -> Document:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_a_typed_report_keeps_its_tree(tmp_path: Path) -> None:
    found = markdown(
        tmp_path, "# The report\n\n## Findings\n\nGood *work*.\n\n### Staff\n\nThey must:\n\n- learn\n- teach\n"
    )
    assert found.facts.title == "The report"
    assert headings(found) == [(2, "Findings"), (3, "Staff")]
    assert texts(found) == ["Good work.", "They must:", "learn", "teach"]


def test_a_note_between_two_pages_does_not_cut_the_sentence(tmp_path: Path) -> None:
    found = markdown(
        tmp_path, "The use of data in [1] the\n\n1 See the Act of 1993.\n\nagencies has grown since the year began.\n"
    )
    assert texts(found, Kind.PARAGRAPH) == ["The use of data in the agencies has grown since the year began."]
    assert [note.number for note in blocks(found, Kind.FOOTNOTE)] == ["1"]


def test_a_sentence_goes_on_behind_many_notes_a_quote_a_figure_or_a_margins_heading(tmp_path: Path) -> None:
    text = "\n".join(words(12) for _ in range(6))
    found = markdown(
        tmp_path,
        f"# Title\n\n{text} as we said [1] [2] [3] [4] [5] [6] of\n\n"
        + "".join(f"{number} See the Act of 199{number}.\n\n" for number in range(1, 6))
        + f"“good” work. {text} and it found\n\n6\nSee the Act of 1996.\n\n3 states that did well. {text} in the\n\n"
        f"Agencies Can Use\nInformation\n\nagencies. {text}\n\n{text}\n",
    )
    first, second = texts(found, Kind.PARAGRAPH)
    assert "we said of “good” work." in first
    assert "it found 3 states that did well." in first
    assert "in the agencies." in first
    assert second == text.replace("\n", " ")
    assert headings(found) == [(2, "Agencies Can Use Information")]
    assert [note.number for note in blocks(found, Kind.FOOTNOTE)] == ["1", "2", "3", "4", "5", "6"]


def test_a_list_set_in_small_letters_is_no_sentence_cut_in_two(tmp_path: Path) -> None:
    found = markdown(tmp_path, f"# Title\n\n{words(30)}\n\n## Contact\n\nthe office\n\n2 people\n")
    assert texts(found, Kind.PARAGRAPH) == [words(30), "the office", "2 people"]


def test_narrow_lines_over_text_are_a_heading(tmp_path: Path) -> None:
    text = "\n".join(words(12) for _ in range(6))
    found = markdown(tmp_path, f"# Title\n\n{text}\n\nAgencies Can Use\nInformation\n\n{text}\n")
    assert headings(found) == [(2, "Agencies Can Use Information")]


def test_words_of_a_figure_or_a_lost_table_are_no_headings(tmp_path: Path) -> None:
    text = words(20)
    found = markdown(
        tmp_path,
        f"# Title\n\n**Figure 1: The Practices**\n\n**Improved results**\n\n{text}\n\n"
        f"**Department** **Selected program** **Type**\n\n{text}\n\n**Part 1:** **The plan**\n\n{text}\n",
    )
    assert headings(found) == [(2, "Part 1: The plan")]
    assert texts(found, Kind.TABLE) == ["Department Selected program Type"]


def test_a_table_gives_certain_cells(tmp_path: Path) -> None:
    found = markdown(tmp_path, "|Offence|Here|There|\n|---|---|---|\n|Burglary|8.1|8.4|\n")
    assert texts(found) == ["Burglary: Here 8.1; There 8.4"]


def test_what_is_written_in_html_is_read(tmp_path: Path) -> None:
    found = markdown(
        tmp_path,
        f"<h1 align='center'>The report</h1>\n\n<!-- made by -->\n\n## Findings\n\n<p>{words(20)}</p>\n\n"
        "> <div>Quoted.</div>\n\n- <aside>Listed.</aside>\n\n<ol><li>Train staff.</li></ol>\n\n"
        "<table>\n<tr><th>Offence</th><th>Here</th></tr>\n\n<tr><td>Burglary</td><td>8.1</td></tr>\n\n</table>\n\n"
        "<script>no()</script>\n",
    )
    assert found.facts.title == "The report"
    assert headings(found) == [(2, "Findings")]
    assert texts(found) == [words(20), "Quoted.", "Listed.", "Train staff.", "Burglary: Here 8.1"]
    (table,) = blocks(found, Kind.TABLE)
    assert table.table is not None and [cell.value for cell in table.table.cells] == ["8.1"]
    assert maps_to_source(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab AB-#*_[]|1.\n:`>\\&;<", max_size=120))
def test_every_mapped_character_is_the_sources_own(tmp_path: Path, text: str) -> None:
    try:
        found = markdown(tmp_path, text)
    except CorpusError:
        return
    assert maps_to_source(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["<table>", "<tr>", "<td>", "</table>", "<div>", "</div>", "<p>", "<h2>", "<ul><li>", "Good ", "\n\n",
             "\n", "<!--", "-->", "</article>", "<sup>1</sup>", "- ", "> ", "<pre>", "    "]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_every_character_of_markup_is_the_sources_own(tmp_path: Path, parts: list[str]) -> None:
    try:
        found = markdown(tmp_path, "".join(parts))
    except CorpusError:
        return
    assert maps_to_source(found)


def test_a_sections_name_before_its_first_sentence_heads_it(tmp_path: Path) -> None:
    found = markdown(
        tmp_path,
        f"# The report\n\n## Findings\n\n{words(30)}\n\nBackground GPRA helped {words(30)}\n\n"
        f"Agency Comments The board agreed. {words(30)}\n\nSummary Care Records are kept. {words(30)}\n",
    )
    assert headings(found) == [(2, "Findings"), (2, "Background"), (2, "Agency Comments")]
    assert [text.split()[0] for text in texts(found)] == [words(30).split()[0], "GPRA", "The", "Summary"]


def test_the_name_of_a_part_is_parted_from_the_word_before_it(tmp_path: Path) -> None:
    found = markdown(tmp_path, f"# The report\n\n## AppendixesAppendix II\n\n{words(30)}\n")
    assert headings(found) == [(2, "Appendixes Appendix II")]


def test_facts_in_one_line_are_parted_at_their_bars(tmp_path: Path) -> None:
    found = markdown(tmp_path, f"# The report\n\n**Report:** AB-12 | **Published:** 2019-05-02\n\n{words(20)}\n")
    assert texts(found) == ["Report: AB-12", "Published: 2019-05-02", words(20)]
    assert found.facts.date == "2019-05-02"


def test_bars_in_a_sentence_part_nothing(tmp_path: Path) -> None:
    assert texts(markdown(tmp_path, "Call us: today | or write to us\n")) == ["Call us: today | or write to us"]


def test_a_converters_raised_letters_and_stray_spaces_are_mended(tmp_path: Path) -> None:
    found = markdown(
        tmp_path,
        "In the 21 [st] century, and the 2 _[nd]_ year [ 7] of _The Plan_ [, No. 3](a). The end . . . of _it_ .\n\n"
        "7 See the Act.\n",
    )
    assert texts(found, Kind.PARAGRAPH) == [
        "In the 21st century, and the 2nd year of The Plan, No. 3. The end . . . of it."
    ]
    assert texts(found, Kind.FOOTNOTE) == ["See the Act."]


LINES = "\n".join("The board has a long-term plan for all of its homes and schools" for _ in range(6))


def test_a_hyphen_lost_where_two_lines_became_one_is_put_back(tmp_path: Path) -> None:
    glued = "It says that the savings of this year are part of a longterm effort by all of the teams and of the leaders"
    found = markdown(tmp_path, f"# Title\n\n{LINES}.\n\n{glued}\nwho wrote of a longterm effort.\n")
    assert texts(found)[1] == f"{glued.replace('longterm', 'long-term')} who wrote of a longterm effort."


def test_no_hyphen_is_put_into_text_that_is_not_typed_in_lines(tmp_path: Path) -> None:
    text = f"The longterm plan. {words(30)}"
    found = markdown(tmp_path, f"# Title\n\nA long-term plan.\n\nAnother long-term plan.\n\n{text}\n")
    assert texts(found)[2] == text


def test_a_sentence_cut_at_a_full_line_goes_on_with_a_name(tmp_path: Path) -> None:
    cut = f"{LINES}\nand sent a draft of this report to the heads of the Northshire"
    found = markdown(tmp_path, f"# Title\n\n{cut} [1]\n\n1 See the Act.\n\nCounty Council and its board. {words(9)}\n")
    assert texts(found, Kind.PARAGRAPH) == [f"{cut} County Council and its board. {words(9)}".replace("\n", " ")]


def test_a_number_or_a_short_line_at_the_end_cuts_no_sentence(tmp_path: Path) -> None:
    first, second = f"{LINES}\nSwitchboard of the council for all matters: (202) 512-7470", f"{LINES}\nNorthshire"
    found = markdown(tmp_path, f"# Title\n\n{first}\n\nJo Smith leads the team\n\n{second}\n\nCounty Council\n")
    assert texts(found, Kind.PARAGRAPH) == [
        first.replace("\n", " "),
        "Jo Smith leads the team",
        second.replace("\n", " "),
        "County Council",
    ]


def test_a_heading_from_the_margin_goes_on_behind_blank_lines(tmp_path: Path) -> None:
    found = markdown(
        tmp_path, f"# Title\n\n{LINES}.\n\nPractices That\nCan Enhance the Use\n\nof Performance\n\nData\n\n{LINES}.\n"
    )
    assert headings(found) == [(2, "Practices That Can Enhance the Use of Performance Data")]


def test_lines_of_abbreviations_are_a_table_under_the_line_above(tmp_path: Path) -> None:
    found = markdown(
        tmp_path,
        f"# Title\n\n{words(20)}\n\n**Abbreviations**\n\nDfE Department for Education\n\n"
        f"COO Chief Operating Officer\nR&D Research and Development\n\n{words(30)}\n",
    )
    assert headings(found) == [(2, "Abbreviations")]
    assert texts(found, Kind.TABLE) == [
        "DfE: Department for Education\nCOO: Chief Operating Officer\nR&D: Research and Development"
    ]


def test_two_names_of_offices_are_no_list_of_abbreviations(tmp_path: Path) -> None:
    text = "COO Chief Operating Officer\n\nCFO Chief Finance Officer"
    assert texts(markdown(tmp_path, text)) == text.split("\n\n")


def test_what_stands_for_a_picture_is_a_caption_and_in_the_contents_nothing(tmp_path: Path) -> None:
    entries = "".join(f"Part of the plan {number}\n\n" for number in (3, 5, 9, 12))
    found = markdown(
        tmp_path,
        f"# Title\n\n{entries}*[Figure 1: Costs — see the original]*\nContents\n\n{words(20)}\n\n"
        f"*[Figure 1: Costs — see the original]*\n\n{words(30)}\n",
    )
    assert texts(found) == [words(20), "Figure 1: Costs — see the original", words(30)]
    assert texts(found, Kind.CAPTION) == ["Figure 1: Costs — see the original"]


def test_a_converters_name_for_a_column_without_one_is_left_out(tmp_path: Path) -> None:
    found = markdown(tmp_path, "|Costs|Col2|Col9|\n|---|---|---|\n|Staff|paid|late|\n")
    assert texts(found) == ["Staff: paid; Col9 late"]


def test_a_paragraph_that_is_only_a_notes_mark_behind_a_full_line_is_nothing(tmp_path: Path) -> None:
    found = markdown(tmp_path, f"# Title\n\n{LINES}\n\n[1]\n\n1 See the Act.\n")
    assert texts(found) == [LINES.replace("\n", " "), "See the Act."]


def test_text_goes_on_behind_a_full_line_but_not_behind_code_nor_in_a_name(tmp_path: Path) -> None:
    code = "\n".join("tool convert --from the first report --to the folder of the reports" for _ in range(2))
    found = markdown(tmp_path, f"# Title\n\n```\n{code}\n```\n\nThe tool says so.\n\n{LINES}\n\nJo Smith, Chair\n")
    assert texts(found) == [code.replace("\n", " "), "The tool says so.", LINES.replace("\n", " "), "Jo Smith, Chair"]


def test_a_picture_behind_the_contents_that_is_named_nowhere_else_is_kept(tmp_path: Path) -> None:
    entries = "".join(f"Part of the plan {number}\n\n" for number in (3, 5, 9, 12))
    found = markdown(tmp_path, f"# Title\n\n{entries}[Figure 1: Costs]\n\n{words(20)}\n")
    assert texts(found) == ["Figure 1: Costs", words(20)]


@pytest.mark.parametrize(
    "text",
    [
        f"{LINES}.\n\n{LINES}.\n\n" + "a" * 30_000,
        "x " + "_" * 30_000 + " y",
        "." * 30_000 + "x",
        "A" * 30_000 + "\nb",
        "www." * 7_000 + "x\nb",
        "## " + "need " * 6_000 + "\n\nx",
        "".join(f"line {number}\n\n" for number in range(2_000)) * 3,
    ],
    ids=["word", "blank", "dots", "capitals", "address", "heading", "headers"],
)
def test_text_made_to_take_long_is_read_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    started = process_time()
    load_report(path)
    assert process_time() - started < 1.5
