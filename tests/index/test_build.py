"""A build reads every report, computes only what has changed, and says what it had to leave out."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest

import index.build
import index.lexical
import index.reuse
from corpus.load import report_files
from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import build, staleness
from index.parts import embedded_texts, make_part, part_bytes
from index.snapshot import (
    current_manifest,
    current_name,
    load_current,
    locked,
    make_current,
    publish,
    read_cells,
    write_part,
)
from index.types import IndexProblem
from index.vectors import sorted_into
from tests.fakes import ESSEX, KENT, BagOfWords, small_library


@pytest.fixture
def library(tmp_path: Path) -> Settings:
    return small_library(tmp_path)


def embedded(settings: Settings) -> list[str]:
    """What one more build embeds."""
    embedder = BagOfWords()
    build(settings, embedder)
    return embedder.encoded


def part_of(settings: Settings, report: str) -> Path:
    """The file of a report's part in the current snapshot."""
    manifest = current_manifest(settings.index)
    at = [one.id for one in manifest.reports].index(report)
    return settings.index / "parts" / f"{manifest.parts[at]}.safetensors"


def all_texts(settings: Settings) -> set[str]:
    return {text for passage in load_current(settings.index).passages for text in embedded_texts(passage)}


def test_every_report_is_indexed_in_the_order_of_ids(library: Settings) -> None:
    assert [report.id for report in build(library, BagOfWords()).reports] == ["essex", "kent"]


def test_what_is_embedded_begins_with_its_heading(library: Settings) -> None:
    assert {text.split("\n")[0] for text in embedded(library) if "3,210" in text} == {"Staff"}


def test_a_second_build_embeds_nothing(library: Settings) -> None:
    build(library, BagOfWords())
    assert embedded(library) == []


def test_a_second_build_holds_the_same(library: Settings) -> None:
    build(library, BagOfWords())
    first = load_current(library.index)
    build(library, BagOfWords())
    second = load_current(library.index)
    assert tuple(second.passages) == tuple(first.passages)
    count = first.vectors.ntotal
    np.testing.assert_array_equal(second.vectors.reconstruct_n(0, count), first.vectors.reconstruct_n(0, count))


def test_only_the_changed_passage_is_embedded_anew(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "kent.md").write_text(KENT.replace("3,210", "3,300"), encoding="utf-8")
    texts = embedded(library)
    assert texts
    assert all("3,300" in text for text in texts)


def test_every_vector_belongs_to_its_passage_after_a_change(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "kent.md").write_text(KENT.replace("3,210", "3,300"), encoding="utf-8")
    build(library, BagOfWords())
    snapshot = load_current(library.index)
    fresh = BagOfWords().encode([text for passage in snapshot.passages for text in embedded_texts(passage)])
    np.testing.assert_allclose(snapshot.vectors.reconstruct_n(0, len(fresh)), fresh, atol=1e-6)


def test_the_passages_of_a_deleted_report_are_gone(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").unlink()
    build(library, BagOfWords())
    assert {passage.report for passage in load_current(library.index).passages} == {"kent"}


def test_a_report_under_a_new_name_has_its_new_id(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").rename(library.reports / "surrey.md")
    build(library, BagOfWords())
    assert {passage.report for passage in load_current(library.index).passages} == {"kent", "surrey"}


def test_a_report_under_a_new_name_costs_no_embedding(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").rename(library.reports / "surrey.md")
    assert embedded(library) == []


def test_a_text_that_two_reports_share_is_embedded_once(library: Settings) -> None:
    (library.reports / "surrey.md").write_text(ESSEX, encoding="utf-8")
    texts = embedded(library)
    assert len(texts) == len(set(texts))


def test_a_build_waits_for_another_one_when_told_to(library: Settings) -> None:
    held = threading.Event()

    def hold() -> None:
        with locked(library.index):
            held.set()
            time.sleep(0.2)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    assert build(library, BagOfWords(), wait=20).name == current_name(library.index)
    holder.join()


def test_a_build_puts_right_what_a_killed_one_left_in_the_folder(library: Settings) -> None:
    (library.reports / "essex.md").rename(library.reports / ".essex.md.replaced")
    assert [report.id for report in build(library, BagOfWords()).reports] == ["essex", "kent"]


def test_a_report_is_indexed_with_a_sketch_of_its_text(library: Settings) -> None:
    reports = build(library, BagOfWords()).reports
    assert all(report.sketch for report in reports)
    assert load_current(library.index).manifest.reports == reports


def test_a_report_in_another_format_is_read_again(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").rename(library.reports / "essex.txt")
    build(library, BagOfWords())
    assert load_current(library.index).manifest.reports[0].file_name == "essex.txt"


def test_another_embedder_embeds_everything_anew(library: Settings) -> None:
    build(library, BagOfWords())
    other = BagOfWords(dimension=32, fingerprint="other")
    build(library, other)
    assert set(other.encoded) == all_texts(library)


def test_another_way_of_cutting_cuts_everything_anew(library: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.build, "PASSAGES_VERSION", "other")
    build(library, BagOfWords())
    assert load_current(library.index).manifest.passages_version == "other"


def test_another_way_of_cutting_embeds_only_texts_that_are_new(
    library: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.build, "PASSAGES_VERSION", "other")
    assert embedded(library) == []


def test_an_index_with_a_damaged_manifest_is_built_anew(library: Settings) -> None:
    name = build(library, BagOfWords()).name
    (library.index / "snapshots" / name / "manifest.json").write_text("{}", encoding="utf-8")
    assert set(embedded(library)) == all_texts(library)


@pytest.fixture
def rolled_back(library: Settings) -> Settings:
    """A changed report was indexed, and the snapshot before is served again."""
    first = build(library, BagOfWords()).name
    (library.reports / "kent.md").write_text(KENT.replace("3,210", "3,300"), encoding="utf-8")
    build(library, BagOfWords())
    make_current(library.index, first)
    return library


def test_what_another_snapshot_holds_is_neither_read_nor_embedded_again(
    rolled_back: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.build, "load_report", lambda path: pytest.fail(f"{path} was read again"))
    assert embedded(rolled_back) == []
    assert "3,300" in load_current(rolled_back.index).passages[-1].text
    assert staleness(rolled_back) == ""


def test_a_text_that_another_snapshot_holds_is_not_embedded_again(rolled_back: Settings) -> None:
    kent = (rolled_back.reports / "kent.md").read_text(encoding="utf-8")
    (rolled_back.reports / "kent.md").write_text(kent.replace("4,120", "4,130"), encoding="utf-8")
    texts = embedded(rolled_back)
    assert texts
    assert all("4,130" in text for text in texts)


def test_vectors_of_another_snapshot_belong_to_their_passages(rolled_back: Settings) -> None:
    build(rolled_back, BagOfWords())
    snapshot = load_current(rolled_back.index)
    fresh = BagOfWords().encode([text for passage in snapshot.passages for text in embedded_texts(passage)])
    np.testing.assert_allclose(snapshot.vectors.reconstruct_n(0, len(fresh)), fresh, atol=1e-6)


def test_a_damaged_part_of_another_snapshot_is_built_anew(rolled_back: Settings) -> None:
    served = part_of(rolled_back, "kent")
    parts = set((rolled_back.index / "parts").iterdir())
    (other,) = parts - {served, part_of(rolled_back, "essex")}
    other.write_bytes(b"damaged")
    assert all("3,300" in text for text in embedded(rolled_back))
    assert "3,300" in load_current(rolled_back.index).passages[-1].text


def test_a_snapshot_of_another_embedder_lends_no_vectors(rolled_back: Settings) -> None:
    other = BagOfWords(dimension=32, fingerprint="other")
    build(rolled_back, other)
    assert set(other.encoded) == all_texts(rolled_back)


def test_of_another_embedder_set_back_nothing_is_embedded_again(library: Settings) -> None:
    build(library, BagOfWords())
    build(library, BagOfWords(dimension=32, fingerprint="other"))
    assert embedded(library) == []


def test_of_a_damaged_index_only_what_is_damaged_is_built_anew(library: Settings) -> None:
    build(library, BagOfWords())
    part_of(library, "kent").write_bytes(b"damaged")
    texts = embedded(library)
    assert set(texts) == {text for text in all_texts(library) if "Essex" not in text and "telephone" not in text}
    assert [report.id for report in load_current(library.index).manifest.reports] == ["essex", "kent"]


def test_the_part_of_an_unchanged_report_is_not_written_again(library: Settings) -> None:
    build(library, BagOfWords())
    before = part_of(library, "essex").stat()
    (library.reports / "kent.md").write_text(KENT.replace("3,210", "3,300"), encoding="utf-8")
    build(library, BagOfWords())
    after = part_of(library, "essex").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_words_counted_in_another_way_are_counted_anew_without_embedding(
    library: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.lexical, "terms", lambda text: ["other", *text.split()])
    for module in (index.build, index.reuse):
        monkeypatch.setattr(module, "words_version", lambda: "other")
    assert staleness(library) == "words are counted in another way now"
    assert embedded(library) == []
    assert "other" in load_current(library.index).lexical.numbers
    assert staleness(library) == ""


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors are sorted into cells from the first ones on."""
    monkeypatch.setattr(index.reuse, "EXACT_UP_TO", 2)


@pytest.mark.usefixtures("few_are_many")
def test_vectors_stay_in_their_cells_when_a_report_is_added(library: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.reuse, "find_centres", lambda _: pytest.fail("cells were found anew"))
    (library.reports / "a.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    build(library, BagOfWords())
    snapshot = load_current(library.index)
    found = snapshot.vectors
    assert isinstance(found, faiss.IndexIVFFlat)
    rows = found.reconstruct_n(0, found.ntotal)
    in_cells = read_cells(library.index, snapshot.manifest.cells)
    np.testing.assert_array_equal(in_cells.of_row, sorted_into(in_cells.centres, rows))


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("damaged", ["cells", "part"])
def test_cells_are_found_anew_where_something_is_damaged(library: Settings, damaged: str) -> None:
    build(library, BagOfWords())
    cells = library.index / "parts" / f"{load_current(library.index).manifest.cells}.safetensors"
    (cells if damaged == "cells" else part_of(library, "essex")).write_bytes(b"damaged")
    build(library, BagOfWords())
    assert isinstance(load_current(library.index).vectors, faiss.IndexIVFFlat)


def test_a_report_that_cannot_be_read_is_left_out_with_its_reason(library: Settings) -> None:
    (library.reports / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    built = build(library, BagOfWords())
    assert [report.id for report in built.reports] == ["essex", "kent"]
    assert "broken.pdf" in built.problems[0]


def test_a_report_whose_name_is_no_text_is_left_out_with_its_reason(library: Settings) -> None:
    Path(os.fsdecode(bytes(library.reports / "caf") + b"\xe9.md")).write_text(ESSEX, encoding="utf-8")
    built = build(library, BagOfWords())
    assert [report.id for report in built.reports] == ["essex", "kent"]
    assert built.problems == (r"caf\udce9.md has a name with characters that are not text (UTF-8): rename the file.",)
    assert staleness(library) == ""


HEADINGS = "# Inspection of Surrey Police\n\n## Burglary\n"


def test_a_report_of_headings_alone_is_left_out_with_its_reason(library: Settings) -> None:
    (library.reports / "surrey.md").write_text(HEADINGS, encoding="utf-8")
    built = build(library, BagOfWords())
    assert [report.id for report in built.reports] == ["essex", "kent"]
    assert built.problems == ("surrey.md holds no text but headings: give a file with a report in it.",)
    assert staleness(library) == ""


def test_a_report_that_an_older_index_holds_without_a_passage_is_read_again(library: Settings) -> None:
    build(library, BagOfWords())
    manifest = current_manifest(library.index)
    essex, kent = manifest.reports
    empty = make_part([], np.zeros((0, manifest.dimension), dtype=np.float32))
    parts = (write_part(library.index, part_bytes(empty)), manifest.parts[1])
    reports = (replace(essex, passages=0), kent)
    publish(library.index, replace(manifest, passages=kent.passages, reports=reports, parts=parts))
    assert build(library, BagOfWords()).reports == (essex, kent)


@pytest.fixture
def closed(library: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The two reports, of which one may not be read; the superuser may read all, and so cannot be kept from it."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "essex.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    return library


def test_a_report_that_may_not_be_read_is_left_out_with_its_reason(closed: Settings) -> None:
    built = build(closed, BagOfWords())
    assert [report.id for report in built.reports] == ["kent"]
    assert built.problems == ("essex.md cannot be opened: check that it is still there and that you may read it.",)
    assert staleness(closed) == ""


def test_a_report_that_may_be_read_again_is_noticed(closed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(closed, BagOfWords())
    monkeypatch.undo()
    assert staleness(closed) == "reports have changed: essex"


def test_a_report_that_goes_while_the_folder_is_looked_at_is_a_change(
    library: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(library, BagOfWords())
    listed = report_files(library.reports)
    monkeypatch.setattr(index.build, "report_files", lambda folder: listed)
    (library.reports / "essex.md").rename(library.reports / "surrey.md")
    assert staleness(library) == "reports have changed: essex"


def test_a_folder_where_nothing_can_be_read_is_an_error(library: Settings) -> None:
    for path in library.reports.iterdir():
        path.unlink()
    (library.reports / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(CorpusError, match=r"broken\.pdf"):
        build(library, BagOfWords())


def test_an_empty_folder_says_where_to_put_a_report(library: Settings) -> None:
    for path in library.reports.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="put one there or set QA_REPORTS"):
        build(library, BagOfWords())


def test_a_failed_build_leaves_the_snapshot_before(library: Settings) -> None:
    name = build(library, BagOfWords()).name
    for path in library.reports.iterdir():
        path.unlink()
    with pytest.raises(CorpusError):
        build(library, BagOfWords())
    assert load_current(library.index).name == name


def test_a_build_says_what_it_is_doing(library: Settings) -> None:
    said: list[str] = []
    build(library, BagOfWords(), said.append)
    assert said[0] == "reading report 1 of 2: essex.md"
    assert said[-1] == "writing the snapshot"


def test_without_an_index_there_is_none_yet(library: Settings) -> None:
    assert staleness(library) == "there is no index yet"


def test_a_fresh_index_is_not_stale(library: Settings) -> None:
    build(library, BagOfWords())
    assert staleness(library) == ""


def test_a_changed_report_is_named(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").write_text(ESSEX + "\nOne more sentence.\n", encoding="utf-8")
    assert staleness(library) == "reports have changed: essex"


def test_a_new_and_a_deleted_report_are_named(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "essex.md").rename(library.reports / "surrey.md")
    assert staleness(library) == "reports have changed: essex, surrey"


def test_changed_facts_of_a_report_are_noticed(library: Settings) -> None:
    build(library, BagOfWords())
    (library.reports / "kent.toml").write_text('title = "Kent 2016"', encoding="utf-8")
    assert staleness(library) == "reports have changed: kent"


def test_many_changed_reports_are_not_all_named(library: Settings) -> None:
    build(library, BagOfWords())
    for number in range(9):
        (library.reports / f"a{number}.md").write_text(ESSEX, encoding="utf-8")
    assert staleness(library) == "reports have changed: a0, a1, a2, a3, a4 …"


def test_a_report_that_cannot_be_read_does_not_make_a_fresh_index_stale(library: Settings) -> None:
    (library.reports / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    build(library, BagOfWords())
    assert staleness(library) == ""


def test_another_embedder_makes_the_index_stale(library: Settings) -> None:
    build(library, BagOfWords())
    assert staleness(replace(library, embedder="other")) == "another embedder is set"


def test_another_way_of_cutting_makes_the_index_stale(library: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.build, "PASSAGES_VERSION", "other")
    assert staleness(library) == "passages are cut in another way now"


def test_an_index_without_its_manifest_is_stale(library: Settings) -> None:
    name = build(library, BagOfWords()).name
    (library.index / "snapshots" / name / "manifest.json").unlink()
    assert staleness(library) == "the index cannot be read"


@pytest.mark.parametrize("content", [b"2026\xff", b"../../elsewhere", b"20260101T000000000000Z"])
def test_a_pointer_to_no_snapshot_makes_the_index_stale(library: Settings, content: bytes) -> None:
    build(library, BagOfWords())
    (library.index / "current").write_bytes(content)
    assert staleness(library) == "the index cannot be read"


def test_a_build_beside_another_one_is_refused(library: Settings) -> None:
    with locked(library.index), pytest.raises(IndexProblem, match="Another process"):
        build(library, BagOfWords())
