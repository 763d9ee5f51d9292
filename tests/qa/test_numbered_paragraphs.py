"""Numbered paragraphs are found by their numbers, whole, however they were cut."""

from collections.abc import Sequence
from dataclasses import replace

from corpus import Block, Facts, Kind, MappedText, Passage, Report, Section, cut
from corpus.formats.lists import last_sentence
from qa.numbered_paragraphs import LONGEST, Number, in_print, number_of, numbered_paragraphs, range_of, whole


def words(text: str) -> int:
    return len(text.split())


def passages(*texts: str, limit: int = 256) -> tuple[Passage, ...]:
    """The passages of a report with those paragraphs, each "25|What it says.", and items, each "-What it says."."""
    source, blocks = "\n".join(texts), list[Block]()
    lead_in, start = MappedText.inserted(""), 0
    for text in texts:
        number, bar, _ = text.rpartition("|")
        begin, end = start + len(number + bar), start + len(text)
        if text.startswith("-"):
            blocks.append(Block(Kind.LIST_ITEM, MappedText.slice_of(source, begin + 1, end), lead_in=lead_in))
        else:
            blocks.append(Block(Kind.PARAGRAPH, MappedText.slice_of(source, begin, end), number=number))
            lead_in = last_sentence(blocks[-1].content)
        start = end + 1
    findings = Section("Findings", tuple(blocks))
    return cut(Report("kent", Facts("Kent"), "kent.txt", source, None, (findings,)), words, limit)


def said(found: Sequence[Passage], number: str) -> list[str]:
    return [
        one.text[start:end]
        for paragraph in numbered_paragraphs(found).get(number_of(number), ())
        for one, start, end in [whole(paragraph)]
    ]


THREE = ("1|The board meets.", "2|It decides. It acts.", "3|It rests.")


def test_a_paragraph_is_found_by_its_number() -> None:
    assert said(passages(*THREE), "2") == ["It decides. It acts."]
    assert said(passages(*THREE), "4") == []


def test_a_few_numbers_number_no_paragraphs() -> None:
    assert said(passages("1|The board meets.", "2|It decides.", "16|years old they leave."), "2") == []


def test_a_missing_number_does_not_end_the_others() -> None:
    assert said(passages("1|One.", "2|Two.", "4|Four.", "5|Five."), "5") == ["Five."]


def test_chapters_number_on_from_one_to_the_next() -> None:
    found = passages("1.1|One.", "1.2|Two.", "2.1|Three.", "2.2|Four.", "2.10|Five.")
    assert said(found, "2.1") == ["Three."]
    assert said(found, "2.10") == []


def test_of_two_with_one_number_that_of_the_longer_run_comes_first() -> None:
    annex = [f"{number}|Annex {number}." for number in range(1, 4)]
    text = [f"{number}|Text {number}." for number in range(1, 6)]
    assert said(passages(*annex, *text), "2") == ["Text 2.", "Annex 2."]
    assert said(passages(*text, *annex), "2") == ["Text 2.", "Annex 2."]


def test_a_short_list_within_takes_none_of_the_numbers_that_go_on() -> None:
    found = passages(*THREE, "4|It is late.", "1|First.", "2|Second.", "3|Third.", "5|It ends.")
    assert said(found, "2") == ["It decides. It acts.", "Second."]
    assert said(found, "5") == ["It ends."]


def test_a_paragraph_cut_in_two_is_put_together_word_for_word() -> None:
    text = " ".join(f"Sentence number {place} has eight words in it." for place in range(20))
    found = passages(*THREE[:1], f"2|{text}", "3|It rests.", limit=50)
    assert len(found) > 2
    assert said(found, "2") == [text]


def test_a_list_stands_in_the_paragraph_that_leads_into_it_once_and_in_lines() -> None:
    found = passages("1|One.", "2|The board met. It should:", "-meet; and", "-decide.", "3|Three.")
    assert said(found, "2") == ["The board met. It should:\nmeet; and\ndecide."]


def test_a_long_paragraph_ends_with_a_sentence() -> None:
    sentence = "This sentence has a good many words in it."
    text = " ".join([sentence] * 40)
    (given,) = said(passages("1|One.", f"2|{text}", "3|Three."), "2")
    assert LONGEST - len(sentence) <= len(given) <= LONGEST
    assert given.endswith(".") and text.startswith(given)


def test_a_paragraph_of_one_long_sentence_is_given_whole() -> None:
    text = f"The board {'very ' * 300}often meets."
    (given,) = said(passages("1|One.", f"2|{text}", "3|Three.", limit=1000), "2")
    assert given == text


def test_its_sentences_keep_their_pages() -> None:
    text = " ".join(f"Sentence number {place} has eight words in it." for place in range(20))
    found = passages("1|One.", f"2|{text}", "3|Three.", limit=50)
    paged = [
        replace(one, sentences=tuple(replace(part, page=page) for part in one.sentences))
        for page, one in enumerate(found, 7)
    ]
    (paragraph,) = numbered_paragraphs(paged)[(2,)]
    pages = [part.page for part in whole(paragraph)[0].sentences]
    assert pages == sorted(pages, key=lambda page: page or 0) and len(set(pages)) > 1


def test_the_range_is_of_numbers_with_as_many_parts() -> None:
    found = numbered_paragraphs(passages(*THREE, "1.1|One.", "1.2|Two.", "1.3|Three."))
    ranges: list[tuple[Number, Number]] = [range_of(found, like) for like in ((250,), (4, 2))]
    assert [tuple(map(in_print, numbers)) for numbers in ranges] == [("1", "3"), ("1.1", "1.3")]
