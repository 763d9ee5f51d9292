"""A repaired text still knows where each of its characters stands in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import MappedText, Run

SOURCE = "The quick brown fox jumps over the lazy dog, 3 times."


@st.composite
def mapped_texts(draw: st.DrawFn) -> MappedText:
    """Slices of the source and insertions in any order."""
    places = st.integers(0, len(SOURCE))
    spans = st.tuples(places, places).map(sorted)
    pieces = st.one_of(
        spans.map(lambda span: MappedText.slice_of(SOURCE, span[0], span[1])),
        st.text("- \n", max_size=2).map(MappedText.inserted),
    )
    return MappedText.concatenate(draw(st.lists(pieces, max_size=5)))


def agrees_with_source(text: MappedText) -> bool:
    return all(
        text.text[run.start : run.start + run.length] == SOURCE[run.source : run.source + run.length]
        for run in text.runs
    )


@given(st.lists(mapped_texts(), max_size=4))
def test_concatenation_keeps_every_character_on_its_source(parts: list[MappedText]) -> None:
    whole = MappedText.concatenate(parts)
    assert whole.text == "".join(part.text for part in parts)
    assert agrees_with_source(whole)


@given(mapped_texts(), st.data())
def test_a_slice_keeps_every_character_on_its_source(text: MappedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    assert text.slice(start, end).text == text.text[start:end]
    assert agrees_with_source(text.slice(start, end))


@given(mapped_texts(), st.integers(0, 200))
def test_cutting_and_joining_again_changes_nothing(text: MappedText, cut: int) -> None:
    place = min(cut, len(text.text))
    again = MappedText.concatenate([text.slice(0, place), text.slice(place, len(text.text))])
    assert again.text == text.text
    assert again.source_spans(0, len(again.text)) == MappedText.concatenate([text]).source_spans(0, len(text.text))


def test_runs_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        MappedText("abcd", (Run(0, 0, 3), Run(2, 5, 2)))
