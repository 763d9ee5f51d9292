"""Rows of question files become examples, and a run's mix is the same each time."""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.training.examples import (
    INVENTED,
    JUDGED,
    LONGEST_LIST,
    REWORDED,
    WRITTEN,
    Example,
    Mix,
    Row,
    answerable,
    example_of,
    follow_ups,
    mixed,
    on_given_passages,
    on_written_passages,
    part_of,
    read_examples,
    read_rows,
    readable,
    with_reworded,
    write_examples,
)

CONTEXT = "Schools, clubs and shops are visited."


def row(question: str = "Who?", context: str = CONTEXT, *answers: str, **more: object) -> Row:
    spans = [{"text": answer, "answer_start": context.index(answer)} for answer in answers]
    return {"question": question, "context": context, "answers": spans, **more}


def write(path: Path, rows: Sequence[Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode()))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A training folder with four paragraphs, and one question a paragraph with and without an answer."""
    contexts = [f"Paragraph {number} says Kent." for number in range(4)]
    train = tmp_path / "train"
    write(
        train / "squad11_train.jsonl.gz", [row("Where?", context, "Kent", title="Kent_Police") for context in contexts]
    )
    write(train / "squad2_train_unanswerable_linked.jsonl.gz", [row("Why?", context) for context in contexts])
    write(train / "qed_nq.jsonl.gz", [row("kent where", contexts[0], "Kent")])
    return tmp_path


def test_rows_are_read_one_a_line(tmp_path: Path) -> None:
    assert list(read_rows(write(tmp_path / "rows.jsonl.gz", [{"a": 1}, {"a": 2}]))) == [{"a": 1}, {"a": 2}]


def test_the_first_answer_is_the_one_taught() -> None:
    assert example_of(row("Who?", CONTEXT, "clubs", "shops")).answer == (9, 14)


def test_a_list_is_taught_from_its_first_item_to_its_last() -> None:
    assert example_of(row("Who?", CONTEXT, "shops", "Schools", group=1)).answer == (0, 24)


def test_a_list_that_is_too_long_is_taught_by_its_first_answer() -> None:
    context = "Schools " + "x" * LONGEST_LIST + " shops"
    assert example_of(row("Who?", context, "Schools", "shops", group=1)).answer == (0, 7)


def test_a_question_without_an_answer_teaches_no_answer() -> None:
    assert example_of(row()).answer is None


def test_the_white_space_of_a_question_is_evened_out() -> None:
    assert example_of(row(" Who\n is  it? ")).question == "Who is it?"


@pytest.mark.parametrize("name", ["jtai-leeds-2024.txt", "jtai_leeds_2024", "jtai leeds 2024"])
def test_a_report_is_named_in_words(name: str) -> None:
    assert readable(name) == "jtai leeds 2024"


@pytest.mark.parametrize("answer", [(-1, 3), (3, 3), (5, 2), (0, len(CONTEXT) + 1)])
def test_an_answer_outside_its_passage_is_refused(answer: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="lies outside its passage"):
        Example("Who?", CONTEXT, answer)


def test_a_mix_has_so_many_of_each_kind(folder: Path) -> None:
    assert len(mixed(folder, Mix(general_pairs=2, general_queries=1, seed=1))) == 2 * 2 + 1


def test_a_mix_has_no_query_twice(folder: Path) -> None:
    assert len(mixed(folder, Mix(general_pairs=4, general_queries=99, seed=1))) == 2 * 4 + 1


def test_all_general_questions_are_drawn_before_any_is_drawn_again(folder: Path) -> None:
    drawn = Counter(one.context for one in mixed(folder, Mix(general_pairs=10, general_queries=0, seed=1)))
    assert sorted(drawn.values()) == [4, 4, 6, 6]


def test_answerable_twins_of_a_paragraph_take_turns(folder: Path) -> None:
    asked = [row(f"Where is {at}?", "Paragraph 0 says Kent.", "Kent") for at in range(5)]
    write(folder / "train" / "squad11_train.jsonl.gz", asked)
    examples = mixed(folder, Mix(general_pairs=4 * 5, general_queries=0, seed=1))
    twins = Counter(one.question for one in examples if one.answer)
    assert len(twins) == 5 and set(twins.values()) == {4}


def test_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    examples = [Example("Who?", CONTEXT, (0, 7), "yes", "Kent \N{POUND SIGN}"), Example("Why?", CONTEXT, None)]
    write_examples(examples, tmp_path / "examples.jsonl.gz")
    assert read_examples(tmp_path / "examples.jsonl.gz") == examples


def test_a_mix_is_the_same_for_the_same_seed(folder: Path) -> None:
    mix = Mix(general_pairs=3, general_queries=1, seed=5)
    assert mixed(folder, mix) == mixed(folder, mix)


def test_an_unanswerable_question_comes_with_an_answerable_one_on_its_paragraph(folder: Path) -> None:
    examples = mixed(folder, Mix(general_pairs=4, general_queries=0, seed=1))
    without = {one.context for one in examples if one.answer is None}
    assert without == {one.context for one in examples if one.answer} and len(without) == 4


def test_an_unanswerable_question_without_a_twin_gets_another_paragraphs(folder: Path) -> None:
    write(folder / "train" / "squad2_train_unanswerable_linked.jsonl.gz", [row("Why?", "Nobody asks about this.")])
    first, second = mixed(folder, Mix(general_pairs=1, general_queries=0, seed=1))
    assert {first.answer is None, second.answer is None} == {True, False}


def test_extra_examples_are_mixed_in(folder: Path) -> None:
    extra = Example("Extra?", CONTEXT, None)
    assert extra in mixed(folder, Mix(general_pairs=1, general_queries=0, seed=1), [extra])


def test_a_domain_example_is_taught_with_and_without_its_heading() -> None:
    rows = [row("Who is visited?", CONTEXT, "shops", report="kent-2016.txt")] * 40
    assert {one.heading for one in on_given_passages(rows, 1.0, seed=1)} == {"", "kent 2016"}


def test_of_a_part_of_the_questions_all_yes_no_ones_are_taught() -> None:
    rows = [row(f"Who is visited in {at}?", yesno=None) for at in range(400)] + [row("Are shops?", yesno="no")] * 9
    part = part_of(rows, 0.3, seed=1)
    assert 80 < len(part) - 9 < 160
    assert part[-9:] == rows[-9:]
    assert part_of(rows, 1.0, seed=1) == rows


def test_a_share_of_the_domain_examples_is_taught_on_given_passages() -> None:
    rows = [row("Who is visited?", CONTEXT, "shops", report="kent-2016.txt")] * 400
    assert 80 < len(on_given_passages(rows, 0.3, seed=1)) < 160
    assert on_given_passages(rows, 0.0, seed=1) == []


def test_a_question_in_other_words_has_the_same_answer() -> None:
    asked = [row("Who is visited?", CONTEXT, "shops", id="a", yesno=None), row("Why?", id="b")]
    *old, new = with_reworded(asked, [{"id": "a", "question": "Where do officers call?"}], seed=1)
    assert old == asked
    assert new == {**asked[0], "question": "Where do officers call?"}


def test_a_follow_up_is_taught_with_and_without_the_question_before_it() -> None:
    asked = [row("Who is visited?", CONTEXT, "shops", id="a", yesno=None)]
    other = {"id": "a", "history": ["Do officers go round?"], "question": "which shops do they visit?"}
    taught = {one["question"] for one in with_reworded(asked, [other] * 40, seed=1)[1:]}
    assert taught == {"which shops do they visit?", "which shops do they visit? (Do officers go round)"}


def test_a_twin_has_no_answer() -> None:
    asked = [row("Are shops visited?", CONTEXT, "shops", id="a", yesno="yes", group=True)]
    twin = with_reworded(asked, [{"id": "a", "twin": "Are banks visited?"}], seed=1)[-1]
    assert (twin["question"], twin["answers"], twin["yesno"]) == ("Are banks visited?", [], None)
    assert example_of(twin).answer is None


def test_other_words_for_a_question_that_is_not_there_are_left_out() -> None:
    assert with_reworded([], [{"id": "a", "question": "Where?"}], seed=1) == []


def test_all_questions_in_other_words_are_well_formed() -> None:
    rows = list(read_rows(REWORDED))
    assert rows
    assert all(set(one) in ({"id", "question"}, {"id", "twin"}, {"id", "history", "question"}) for one in rows)
    texts = [text for one in rows for text in (one.get("question"), one.get("twin"), *one.get("history", ())) if text]
    assert all(text == " ".join(text.split()) for text in texts)


@pytest.mark.parametrize("path", [WRITTEN, JUDGED, INVENTED], ids=["written", "judged", "invented"])
def test_all_written_questions_are_well_formed_and_some_are_taught_with_their_heading(path: Path) -> None:
    rows = list(read_rows(path))
    assert rows
    for one in rows:
        answers = [one["context"][at["answer_start"] :][: len(at["text"])] for at in one["answers"]]
        assert answers == [answer["text"] for answer in one["answers"]]
        assert bool(answers) == (one["kind"] != "unanswerable")
        assert (one["yesno"] in {"yes", "no"}) == (one["kind"] == "yesno")
    taught = on_written_passages(rows, seed=1)
    headed = sum(example.heading == row["heading"] for example, row in zip(taught, rows, strict=True))
    assert 0.7 * len(rows) < headed < 0.9 * len(rows)


def test_only_answered_questions_are_answerable() -> None:
    rows = [row(), row("Who?", CONTEXT, "shops")]
    assert [one.answer for one in answerable(rows)] == [(19, 24)]


def test_a_follow_up_is_taught_as_the_assistant_reads_it(tmp_path: Path) -> None:
    conversation = {
        "question": "And why?",
        "history": ["Who is visited by officers in Kent?"],
        "context": CONTEXT,
        "answers": ["shops"],
        "report": "kent.txt",
    }
    (example,) = follow_ups(write(tmp_path / "rows.jsonl.gz", [conversation]))
    assert (example.question, example.answer) == ("And why? (Who is visited by officers in Kent)", (19, 24))


def test_a_follow_up_whose_answer_is_not_in_its_passage_is_left_out(tmp_path: Path) -> None:
    conversation = {"question": "Why?", "history": [], "context": CONTEXT, "answers": ["whales"], "report": "kent.txt"}
    assert follow_ups(write(tmp_path / "rows.jsonl.gz", [conversation])) == []
