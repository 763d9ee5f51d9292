"""The reader finds spans of the passage, however long the passage or the question is."""

from pathlib import Path

import pytest

from qa.questions import LONGEST
from qa.reader.reader import SPANS, Reader, ReaderProblem, Reading, load_reader
from qa.reader.weights import pack
from tests.qa.models import tiny_network, tiny_tokenizer

TEXT = "The force recorded 4,120 burglaries. It employs 3,210 officers."
LONG = " ".join(f"Kent police recorded {number} burglaries." for number in range(120))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(tiny_network(), tiny_tokenizer(), "float32")


def rounded(reading: Reading) -> list[tuple[int, int, float]]:
    return [(span.start, span.end, round(span.score, 3)) for span in reading.spans]


def test_spans_lie_in_the_passage(reader: Reader) -> None:
    (reading,) = reader.read("How many burglaries?", [("Burglary", TEXT)])
    assert all(TEXT[span.start : span.end].strip() for span in reading.spans)


def test_a_heading_is_read_but_never_the_answer(reader: Reader) -> None:
    heading = "How many burglaries the force recorded"
    (reading,) = reader.read("How many burglaries?", [(heading, "Kent.")])
    assert all(0 <= span.start < span.end <= len("Kent.") for span in reading.spans)


def test_a_passage_has_so_many_spans_at_most(reader: Reader) -> None:
    assert len(reader.read("How many burglaries?", [("", LONG)])[0].spans) <= SPANS


def test_a_passage_longer_than_the_window_is_read_to_its_end(reader: Reader) -> None:
    windows = reader._windows(0, "How many?", "Burglary", LONG)
    assert len(windows) > 1
    assert max(int(window.offsets[window.allowed].max()) for window in windows) == len(LONG)


def test_every_passage_has_its_reading_in_order(reader: Reader) -> None:
    passages = [("", TEXT), ("", LONG), ("Staff", "Kent employs officers.")]
    together = reader.read("Who employs officers?", passages)
    alone = [reader.read("Who employs officers?", [passage])[0] for passage in passages]
    assert list(map(rounded, together)) == list(map(rounded, alone))


def test_no_passage_has_no_reading(reader: Reader) -> None:
    assert reader.read("How many?", []) == []


def test_an_empty_passage_has_no_span(reader: Reader) -> None:
    assert reader.read("How many?", [("Burglary", "")])[0].spans == ()


@pytest.mark.parametrize("length", [LONGEST * 3 // 5, LONGEST * 4 // 5, LONGEST, 4 * LONGEST])
def test_a_question_of_any_length_is_read(reader: Reader, length: int) -> None:
    question = "a" + "?" * (length - 1)  # a token a character; the longest has a conversation's questions before it
    try:
        (reading,) = reader.read(question, [("Burglary", LONG)])
    except BaseException as error:  # the tokenizer's panic is no Exception
        pytest.fail(f"{type(error).__name__}: {error}".splitlines()[0])
    assert reading.spans


def test_the_margin_is_how_far_the_best_span_beats_no_answer(reader: Reader) -> None:
    (reading,) = reader.read("How many?", [("", TEXT)])
    assert reading.margin == reading.spans[0].score - reading.null


def test_without_a_span_no_answer_wins() -> None:
    assert Reading((), 3.0, None).margin == float("-inf")


def test_a_network_without_a_yes_no_head_gives_no_verdict() -> None:
    plain = Reader(tiny_network(has_verdict=False), tiny_tokenizer(), "float32")
    assert plain.read("Is it?", [("", TEXT)])[0].yes is None


def test_a_network_with_a_yes_no_head_gives_a_verdict(reader: Reader) -> None:
    assert isinstance(reader.read("Is it?", [("", TEXT)])[0].yes, float)


def test_a_directory_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(ReaderProblem, match="set QA_READER to a model directory"):
        load_reader(str(tmp_path), "float32")


def test_a_directory_that_is_not_there_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ReaderProblem, match="set QA_READER to a model directory"):
        load_reader(str(tmp_path / "nowhere"), "float32")


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 4567\n"


@pytest.mark.parametrize("content", [POINTER, b"", (1000).to_bytes(8, "little") + b"{"])
@pytest.mark.parametrize("is_packed", [True, False])
def test_weights_that_are_not_all_there_say_what_to_do(tmp_path: Path, content: bytes, is_packed: bool) -> None:
    network = tiny_network()
    network.span_model.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    if is_packed:
        pack(network.state_dict(), tmp_path)
    (tmp_path / ("reader-01.safetensors" if is_packed else "model.safetensors")).write_bytes(content)
    with pytest.raises(ReaderProblem, match="are damaged or not all there: fetch its files again"):
        load_reader(str(tmp_path), "float32")


def test_weights_of_another_network_say_what_to_do(tmp_path: Path) -> None:
    network = tiny_network()
    network.span_model.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    pack({name: value for name, value in network.state_dict().items() if "verdict" not in name}, tmp_path)
    with pytest.raises(ReaderProblem, match="are damaged or not all there: fetch its files again"):
        load_reader(str(tmp_path), "float32")


def test_a_precision_that_is_not_written_for_a_model_names_those_that_are(tmp_path: Path) -> None:
    tiny_network().span_model.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    with pytest.raises(ReaderProblem, match="choose float32 or bfloat16"):
        load_reader(str(tmp_path), "int8")


def test_a_saved_reader_can_be_loaded(tmp_path: Path) -> None:
    tiny_network().span_model.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)
    assert load_reader(str(tmp_path), "float32").read("How many?", [("", TEXT)])[0].spans
