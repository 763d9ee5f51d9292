"""Headings and blocks in reading order become a tree."""

from corpus import Block, Heading, Kind, MappedText
from corpus.structure.tree import build_tree


def block(text: str) -> Block:
    return Block(Kind.PARAGRAPH, MappedText.slice_of(text, 0, len(text)))


def test_a_heading_holds_what_follows_until_its_equal() -> None:
    first, second = build_tree([Heading("A", 1), Heading("B", 2), block("b"), Heading("C", 1), block("c")])
    assert (first.children[0].heading, first.children[0].blocks, second.blocks) == ("B", (block("b"),), (block("c"),))


def test_a_skipped_level_is_a_child_all_the_same() -> None:
    (root,) = build_tree([Heading("A", 1), Heading("B", 3), Heading("C", 2)])
    assert [child.heading for child in root.children] == ["B", "C"]


def test_blocks_before_the_first_heading_are_kept() -> None:
    sections = build_tree([block("x"), Heading("A", 1)], front="Cover")
    assert [section.heading for section in sections] == ["Cover", "A"]


def test_paths_run_from_the_outermost_heading() -> None:
    (root,) = build_tree([Heading("A", 1), Heading("B", 2), Heading("C", 3)])
    assert [path for path, _ in root.walk()] == [("A",), ("A", "B"), ("A", "B", "C")]


def test_a_heading_printed_twice_is_one() -> None:
    sections = build_tree([Heading("A", 1), Heading("A", 2), block("a"), Heading("A", 1), block("b")])
    assert [(section.heading, section.blocks, section.children) for section in sections] == [
        ("A", (block("a"),), ()),
        ("A", (block("b"),), ()),
    ]


def test_the_next_annex_stands_beside_the_one_before_it() -> None:
    sections = build_tree([Heading("Annex A", 1), Heading("Data", 2), Heading("Annex B", 3), Heading("Terms", 4)])
    assert [path for section in sections for path, _ in section.walk()] == [
        ("Annex A",),
        ("Annex A", "Data"),
        ("Annex B",),
        ("Annex B", "Terms"),
    ]


def test_an_annex_that_is_named_in_a_later_one_stays_there() -> None:
    sections = build_tree([Heading("Appendix III", 1), Heading("Appendix II: what changed", 2)])
    assert [section.heading for section in sections] == ["Appendix III"]


def test_a_heading_that_is_a_sentence_is_said_in_its_section_first() -> None:
    said = block("Services for care leavers are good")
    (root,) = build_tree([Heading(said.content.text, 1, content=said.content), block("b")])
    assert (root.heading, root.blocks) == (said.content.text, (said, block("b")))


def test_a_heading_that_only_names_its_section_is_not_said() -> None:
    named = block("Children who are looked after")
    (root,) = build_tree([Heading(named.content.text, 1, content=named.content), block("b")])
    assert root.blocks == (block("b"),)
