"""Passages follow sections and sentences, fit the limit, and know where they come from."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.passages
from corpus import Block, Cell, Facts, Kind, MappedText, Passage, Report, Section, Table, cut


def mapped(text: str, start: int = 0) -> MappedText:
    return MappedText.slice_of(" " * start + text, start, start + len(text))


def words(text: str) -> int:
    return len(text.split())


def report(*blocks: Block, heading: str = "Findings") -> Report:
    return Report("made-up", Facts("Made up"), "made-up.txt", "", None, (Section(heading, blocks),))


def passages(*blocks: Block, limit: int = 256, heading: str = "Findings") -> list[Passage]:
    return list(cut(report(*blocks, heading=heading), words, limit))


def paragraph(text: str) -> Block:
    return Block(Kind.PARAGRAPH, mapped(text))


def items(lead_in: str, *texts: str) -> list[Block]:
    return [Block(Kind.LIST_ITEM, mapped(text), lead_in=mapped(lead_in)) for text in texts]


LONG = " ".join(f"Sentence number {place} has eight words in it." for place in range(30))


def test_a_passage_begins_and_ends_with_a_sentence() -> None:
    for passage in passages(paragraph(LONG), limit=50):
        assert passage.text.startswith("Sentence")
        assert passage.text.endswith("it.")


def paged(block: Block, source: str) -> list[int | None]:
    """The pages of the sentences of a block in a report of two pages."""
    made_up = Report("made-up", Facts("Made up"), "made-up.pdf", source, 2, (Section("Findings", (block,)),))
    return [sentence.page for passage in cut(made_up, words, 256) for sentence in passage.sentences]


@pytest.mark.parametrize(
    ("source", "pages"),
    [
        ("One begins here. Two goes on and on\fthere. Three is there.", [1, 1, 2]),
        ("One begins here. Two\fgoes on and on there. Three is there.", [1, 2, 2]),
    ],
)
def test_a_sentence_over_two_pages_has_the_one_that_most_of_it_stands_on(source: str, pages: list[int]) -> None:
    cut_at = source.index("\f")
    content = MappedText.concatenate(
        [
            MappedText.slice_of(source, 0, cut_at),
            MappedText.inserted(" "),
            MappedText.slice_of(source, cut_at + 1, len(source)),
        ]
    )
    assert paged(Block(Kind.PARAGRAPH, content, 1), source) == pages


def test_a_tables_row_has_the_page_of_its_value() -> None:
    source = "Label\f5"
    content = MappedText.concatenate(
        [MappedText.slice_of(source, 0, 5), MappedText.inserted(": "), MappedText.slice_of(source, 6, 7)]
    )
    table = Table("", (Cell(("Label",), (), "5", 7, 8),))
    assert paged(Block(Kind.TABLE, content, 1, table=table), source) == [2]


def test_passages_together_say_everything_once() -> None:
    assert " ".join(passage.text for passage in passages(paragraph(LONG), limit=50)) == LONG


def test_passages_of_a_long_section_are_about_equal() -> None:
    sizes = [words(passage.text) for passage in passages(paragraph(LONG), limit=100)]
    assert max(sizes) - min(sizes) <= 16


def test_a_cut_falls_between_paragraphs_where_it_can() -> None:
    first, second = (paragraph(" ".join(["Eight words are in each of these sentences."] * 15)) for _ in range(2))
    assert [passage.text for passage in passages(first, second)] == [first.content.text, second.content.text]


def test_a_list_keeps_its_lead_in_and_what_explains_it() -> None:
    (passage,) = passages(
        paragraph("The family got help. These included:"), *items("These included:", "a visit;", "advice.")
    )
    assert passage.text == "The family got help. These included:\na visit;\nadvice."


def test_a_list_that_must_be_cut_repeats_its_lead_in() -> None:
    texts = [f"the item number {place} of a long list;" for place in range(6)]
    found = passages(paragraph("There are:"), *items("There are:", *texts), limit=30)
    assert len(found) > 1
    assert all(passage.text.startswith("There are:\nthe item") for passage in found)


def test_a_list_is_cut_before_an_inner_list_and_not_in_it() -> None:
    outer = [f"the item number {place} of a long list;" for place in range(2)]
    inner = [f"the inner item number {place} of it;" for place in range(3)]
    blocks = [*items("There are:", *outer, "the last of them has:"), *items("the last of them has:", *inner)]
    first, second = passages(paragraph("There are:"), *blocks, limit=40)
    assert first.text == "\n".join(["There are:", *outer])
    assert second.text == "\n".join(["There are:", "the last of them has:", *inner])


def test_a_table_that_must_be_cut_repeats_its_caption() -> None:
    lines = ["Rates", *(f"Row {place}: North {place}.5; South {place}.7" for place in range(8)), "Source: own data"]
    text = "\n".join(lines)
    cells = tuple(
        Cell((f"Row {place}",), (name,), value, text.index(f"Row {place}:") + line.index(value), 0)
        for place, line in enumerate(lines[1:-1])
        for name, value in (("North", f"{place}.5"), ("South", f"{place}.7"))
    )
    cells = tuple(Cell(cell.row, cell.columns, cell.value, cell.start, cell.start + 3) for cell in cells)
    caption = Block(Kind.CAPTION, mapped("Table 1: Rates by row"))
    found = passages(caption, Block(Kind.TABLE, mapped(text), table=Table("Table 1", cells)), limit=40)
    assert len(found) > 1
    for passage in found:
        assert passage.text.startswith("Table 1: Rates by row\nRates\nRow")
        assert passage.table is not None
        assert all(passage.text[cell.start : cell.end] == cell.value for cell in passage.table.cells)


def test_each_row_of_a_long_table_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    moved = corpus.passages._moved

    def counted(cells: Sequence[Cell], start: int, end: int) -> tuple[Cell, ...]:
        nonlocal looked_at
        looked_at += len(cells)
        return moved(cells, start, end)

    monkeypatch.setattr(corpus.passages, "_moved", counted)
    lines = [f"Row {place:03}: 5" for place in range(400)]
    cells = tuple(Cell((line[:7],), (), "5", place * 11 + 9, place * 11 + 10) for place, line in enumerate(lines))
    found = passages(Block(Kind.TABLE, mapped("\n".join(lines)), table=Table("", cells)))
    kept = [cell.row for passage in found if passage.table for cell in passage.table.cells]
    assert kept == [cell.row for cell in cells]
    assert looked_at <= 2 * len(cells)


def test_figures_without_a_sure_place_are_left_out() -> None:
    caption = Block(Kind.CAPTION, mapped("Table 1: Rates"))
    (passage,) = passages(caption, Block(Kind.TABLE, mapped("North\nSouth\n1.5\n1.7\n1.9\n2.0")))
    assert passage.text == "Table 1: Rates"


def test_a_footnote_is_a_passage_of_its_own() -> None:
    note = Block(Kind.FOOTNOTE, mapped("Not counting boats."), number="1")
    kinds = [(passage.kind, passage.text) for passage in passages(note, paragraph("All is well."))]
    assert kinds == [(Kind.PARAGRAPH, "All is well."), (Kind.FOOTNOTE, "Not counting boats.")]


def test_a_sentence_too_long_is_cut_after_a_clause() -> None:
    clauses = ", ".join(f"clause {place} of the sentence" for place in range(20)) + "."
    found = passages(paragraph(clauses), limit=40)
    assert all(passage.text.endswith((",", ".")) for passage in found)


def test_a_long_text_without_an_end_is_not_counted_whole_for_each_cut() -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return words(text)

    text = " ".join(["word"] * 60_000)
    found = cut(report(paragraph(text)), count, limit=100)
    assert " ".join(passage.text for passage in found) == text
    assert max(len(passage.text.split()) for passage in found) <= 100
    assert counted <= 200 * len(text)


def test_sub_items_cut_off_from_their_item_stand_below_it_again() -> None:
    item = Block(Kind.LIST_ITEM, mapped("In all, 262 children are in care. Of these:"))
    parts = [f"{place} live in the homes of place number {place}" for place in range(2, 9)]
    last = Block(Kind.LIST_ITEM, mapped("No child is alone."))
    found = passages(item, *items("Of these:", *parts), last, limit=40)
    assert len(found) > 1
    for passage in found[1:]:
        assert passage.text.startswith(f"{item.content.text}\n")
        assert passage.lead == 1
    assert found[-1].text.endswith(last.content.text)


def test_a_cut_falls_between_items_and_not_among_the_sub_items_of_one() -> None:
    parts = [f"{place} live in the homes of place number {place}" for place in range(2, 5)]
    first, second = (Block(Kind.LIST_ITEM, mapped(f"{name} lives there. Of these:")) for name in ("Ann", "Joe"))
    found = passages(first, *items("Of these:", *parts), second, *items("Of these:", *parts), limit=45)
    assert [passage.text.split("\n")[0] for passage in found] == [first.content.text, second.content.text]


def test_an_item_too_long_is_cut_between_its_sentences() -> None:
    found = passages(*items("They must:", LONG.replace(" has", ", says who counts, has")), limit=60)
    lead, texts = "They must:\n", [passage.text for passage in found]
    assert len(found) > 1
    assert all(text.startswith(f"{lead}Sentence") and text.endswith("it.") for text in texts)
    assert " ".join(text.removeprefix(lead) for text in texts).replace(", says who counts,", "") == LONG


def test_an_overview_that_repeats_a_later_chapter_has_rank_1() -> None:
    said = paragraph("The authority checks all homes in the county each year and writes down what it finds.")
    own = paragraph("Only the overview says that homes by the sea are left out of next year's plan.")
    sections = (
        Section("Overview", children=(Section("Homes", (said,)), Section("Sea", (own,)))),
        Section("Homes", (said,)),
    )
    made_up = Report("made-up", Facts("Made up"), "made-up.txt", "", None, sections)
    ranks = {passage.section: passage.rank for passage in cut(made_up, words)}
    assert ranks == {("Overview", "Homes"): 1, ("Overview", "Sea"): 0, ("Homes",): 0}


TEXTS = st.text(st.sampled_from("ab .,;A9\n(x"), min_size=1, max_size=300).filter(lambda text: bool(text.strip()))
COUNTERS: list[Callable[[str], int]] = [words, len, lambda text: 2 + len(text) // 3]


@given(
    st.lists(
        st.tuples(st.sampled_from([Kind.PARAGRAPH, Kind.CAPTION, Kind.FOOTNOTE, Kind.LIST_ITEM]), TEXTS), max_size=5
    ),
    TEXTS,
    st.integers(24, 200),
    st.sampled_from(COUNTERS),
)
def test_no_passage_is_longer_than_the_limit(
    blocks: list[tuple[Kind, str]], heading: str, limit: int, count: Callable[[str], int]
) -> None:
    made_up = report(*(Block(kind, mapped(text)) for kind, text in blocks), heading=heading.strip())
    for passage in cut(made_up, count, limit):
        assert count(f"{passage.heading}\n{passage.text}") <= limit


@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(24, 200))
def test_every_word_of_a_paragraph_is_in_its_passages_once(texts: list[str], limit: int) -> None:
    found = cut(report(*map(paragraph, texts)), len, limit)
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(
        "".join(text.split()) for text in texts
    )


def numbers(*blocks: Block, limit: int = 256) -> list[tuple[str, str]]:
    """Each sentence of the passages with the number of its paragraph."""
    return [
        (one.text[part.start : part.end], part.number)
        for one in passages(*blocks, limit=limit)
        for part in one.sentences
    ]


@pytest.mark.parametrize(("printed", "number"), [("25", "25"), ("25.", "25"), ("3.11", "3.11"), ("(a)", ""), ("", "")])
def test_a_sentence_knows_the_number_of_its_paragraph(printed: str, number: str) -> None:
    block = Block(Kind.PARAGRAPH, mapped("The board meets. It decides."), number=printed)
    assert numbers(block) == [("The board meets.", number), ("It decides.", number)]


def test_each_part_of_a_paragraph_that_is_cut_knows_its_number() -> None:
    block = Block(Kind.PARAGRAPH, mapped(LONG), number="25")
    assert len(passages(block, limit=50)) > 1
    assert {number for _, number in numbers(block, limit=50)} == {"25"}


def test_a_list_is_part_of_the_numbered_paragraph_that_leads_into_it() -> None:
    block = Block(Kind.PARAGRAPH, mapped("The board met. It should:"), number="25")
    found = numbers(block, *items("It should:", "meet;", "decide."), paragraph("It did."))
    assert dict(found) == {"The board met.": "25", "It should:": "25", "meet;": "25", "decide.": "25", "It did.": ""}


def test_neither_a_note_nor_an_item_has_a_paragraph_s_number() -> None:
    note = Block(Kind.FOOTNOTE, mapped("See the plan."), number="3")
    item = Block(Kind.LIST_ITEM, mapped("meet"), number="1")
    assert {number for _, number in numbers(paragraph("Text."), item, note)} == {""}
