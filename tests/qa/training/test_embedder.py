"""Pairs to train the embedder on come from answered questions, report by report."""

from qa.training.embedder import by_report, embedded_text

ROW = {
    "report": "kent.txt",
    "question": "Who is visited?",
    "context": "Officers go round. Schools and shops are visited.",
    "answers": [{"text": "shops", "answer_start": 31}],
}


def test_only_what_its_passage_answers_is_a_pair() -> None:
    assert by_report([{**ROW, "answers": []}]) == []


def test_a_row_without_a_heading_is_headed_by_its_report() -> None:
    ((report, example),) = by_report([ROW])
    assert (report, example.heading) == ("kent.txt", "kent")


def test_a_rows_own_heading_heads_its_passage() -> None:
    ((report, example),) = by_report([{**ROW, "heading": "Visits"}])
    assert (report, example.heading) == ("kent.txt", "Visits")
    assert embedded_text(example, "headed") == f"Visits\n{ROW['context']}"
    assert embedded_text(example, "passage") == ROW["context"]


def test_a_sentence_is_the_one_with_the_answer() -> None:
    ((_, example),) = by_report([ROW])
    assert embedded_text(example, "sentence") == "Schools and shops are visited."
