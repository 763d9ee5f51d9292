"""What the Markdown reader recovers, from typed files and from those taken out of a PDF."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
