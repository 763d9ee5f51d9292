"""What is written into a snapshot's files is what is read from them."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Cell, Facts, Kind, MappedText, Passage, Run, Sentence, Table
from index.records import manifest_from_json, manifest_to_json, passage_from_json, passage_to_json
from index.types import IndexedReport, Manifest

TEXT = st.text(max_size=20)
LABELS = st.tuples(TEXT) | st.tuples(TEXT, TEXT)
CELLS = st.builds(Cell, LABELS, LABELS, TEXT, st.integers(0, 99), st.integers(0, 99))
TABLES = st.builds(Table, TEXT, st.lists(CELLS, max_size=3).map(tuple), st.lists(TEXT, max_size=2).map(tuple))


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Sentences one after the other; the text mapped in two runs with a joint between them."""
    parts = draw(
        st.lists(st.text(min_size=1, max_size=15).filter(lambda part: part.strip() == part), min_size=1, max_size=4)
    )
    page = draw(st.none() | st.integers(1, 300))
    number = draw(st.sampled_from(("", "25", "3.11")))
    text = " ".join(parts)
    starts = [len(" ".join([*parts[:number], ""])) if number else 0 for number in range(len(parts))]
    middle = draw(st.integers(0, len(text)))
    runs = [Run(0, draw(st.integers(0, 99)), middle)] if middle else []
    if middle + 1 < len(text):
        runs.append(Run(middle + 1, 500, len(text) - middle - 1))
    return Passage(
        draw(TEXT),
        draw(LABELS),
        MappedText(text, tuple(runs)),
        tuple(Sentence(start, start + len(part), page, number) for start, part in zip(starts, parts, strict=True)),
        draw(st.sampled_from(Kind)),
        draw(st.none() | TABLES),
        draw(st.integers(0, 1)),
        draw(st.integers(0, 2)),
    )


REPORTS = st.builds(
    IndexedReport,
    TEXT,
    st.builds(Facts, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple)),
    TEXT,
    TEXT,
    st.none() | st.integers(1, 300),
    st.integers(0, 500),
    st.lists(st.integers(0, 2**32 - 1), max_size=3).map(tuple),
)
MANIFESTS = st.builds(
    Manifest,
    st.integers(0, 9),
    TEXT,
    TEXT,
    TEXT,
    st.integers(1, 999),
    st.integers(0, 999),
    st.lists(REPORTS, max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
    TEXT,
    st.dictionaries(TEXT, TEXT, max_size=4).map(lambda files: tuple(files.items())),
)


@given(passages())
@settings(deadline=None, max_examples=60)
def test_a_passage_is_the_same_after_a_trip_through_json(passage: Passage) -> None:
    assert passage_from_json(json.loads(json.dumps(passage_to_json(passage)))) == passage


@given(MANIFESTS)
@settings(deadline=None, max_examples=60)
def test_a_manifest_is_the_same_after_a_trip_through_json(manifest: Manifest) -> None:
    assert manifest_from_json(json.loads(json.dumps(manifest_to_json(manifest)))) == manifest
