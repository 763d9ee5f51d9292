"""The question set is well formed, and every answer it accepts stands in the shipped report."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "questions.jsonl"
REPORT = HERE.parents[1] / "corpus" / "reports" / "lancashire-peel-effectiveness-2015.txt"

Question = dict[str, Any]

KINDS = {
    "fact", "number", "date", "who", "where", "table", "list", "definition", "footnote", "yes_no", "judgement", "why",
    "paraphrase", "follow_up", "unanswerable",
}  # fmt: skip
STYLES = {"plain", "terse", "misspelt", "wordy", "british", "everyday"}
HALVES = ("tune", "held")
FIELDS = {"id", "half", "kind", "style", "question", "history", "answers", "evidence", "section"}
OPTIONAL = {"items", "cell"}


def load() -> list[Question]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]


def tokens(text: str) -> list[str]:
    """Lower-case words of letters and digits only (76,260 -> 76260)."""
    words = ("".join(c for c in word if c.isalnum()) for word in text.lower().split())
    return [word for word in words if word]


def without_marks(words: list[str]) -> list[str]:
    """Drop stand-alone one- and two-digit words: footnote marks look like that."""
    return [word for word in words if not re.fullmatch(r"\d{1,2}", word)]


def joined(words: list[str]) -> str:
    return f" {' '.join(words)} "


ALL = load()
ANSWERABLE = [q for q in ALL if q["kind"] != "unanswerable"]
WORDS = tokens(REPORT.read_text(encoding="utf-8"))
PRINTED = joined(WORDS)
UNMARKED = joined(without_marks(WORDS))


def in_report(text: str) -> bool:
    """True where the words stand together in the report, footnote marks between them tolerated."""
    words = tokens(text)
    if words and joined(words) in PRINTED:
        return True
    bare = without_marks(words)
    return bool(bare) and joined(bare) in UNMARKED


def holds_an_answer(q: Question, evidence: str) -> bool:
    return any(joined(tokens(answer)) in joined(tokens(evidence)) for answer in q["answers"])


def test_fields_kinds_styles_and_ids() -> None:
    for q in ALL:
        assert set(q) >= FIELDS, q["id"]
        assert set(q) <= FIELDS | OPTIONAL, q["id"]
        assert q["kind"] in KINDS, q["id"]
        assert q["style"] in STYLES, q["id"]
        assert q["half"] in HALVES, q["id"]
        assert q["question"].strip() == q["question"] != "", q["id"]
    assert len({q["id"] for q in ALL}) == len(ALL)
    assert len({q["question"].casefold() for q in ALL}) == len(ALL)


def test_size_and_counts() -> None:
    kinds = Counter(q["kind"] for q in ALL)
    assert len(ALL) >= 200
    assert len(ANSWERABLE) >= 165
    assert set(kinds) == KINDS
    assert kinds["unanswerable"] >= 32
    assert kinds["paraphrase"] >= 20
    assert 10 <= kinds["follow_up"] <= 14
    styles = Counter(q["style"] for q in ALL)
    assert 0.4 <= styles["plain"] / len(ALL) <= 0.6
    assert all(styles[style] >= 15 for style in STYLES)


def test_halves_are_equal_in_every_kind() -> None:
    by_kind = Counter((q["kind"], q["half"]) for q in ALL)
    for kind in KINDS:
        assert by_kind[kind, "tune"] == by_kind[kind, "held"], kind


def spans() -> Iterator[tuple[int, int, str, str]]:
    """Where each piece of evidence stands in the report (table cells, bare figures, left out)."""
    for q in ANSWERABLE:
        if q["kind"] == "table":
            continue
        for evidence in q["evidence"]:
            needle = joined(tokens(evidence))
            at = PRINTED.find(needle)
            while at >= 0:
                yield at, at + len(needle) - 1, q["half"], q["id"]
                at = PRINTED.find(needle, at + 1)


def test_no_evidence_is_shared_between_the_halves() -> None:
    found = sorted(spans())
    for n, (_, end, half, name) in enumerate(found):
        for start, _, other, other_name in found[n + 1 :]:
            if start >= end:
                break
            assert half == other, (name, other_name)
    rows: dict[str, set[str]] = {}
    for q in ALL:
        if "cell" in q:
            rows.setdefault(q["cell"]["row"], set()).add(q["half"])
    assert all(len(halves) == 1 for halves in rows.values()), rows


def test_answers_evidence_and_items_stand_in_the_report() -> None:
    for q in ANSWERABLE:
        assert q["answers"], q["id"]
        assert q["evidence"], q["id"]
        if q["kind"] == "yes_no":
            assert q["answers"] in (["Yes"], ["No"]), q["id"]
        elif q["kind"] != "list":  # a list's joined form may run over bullets
            for answer in q["answers"]:
                assert in_report(answer), (q["id"], answer)
            for evidence in q["evidence"]:
                assert holds_an_answer(q, evidence), (q["id"], evidence)
        for evidence in q["evidence"]:
            assert in_report(evidence), (q["id"], evidence)
        for item in q.get("items", []):
            assert in_report(item), (q["id"], item)


def test_lists_cells_histories_and_sections() -> None:
    for q in ALL:
        answerable = q["kind"] != "unanswerable"
        assert bool(q["section"]) == answerable, q["id"]
        assert all(chain and all(in_report(heading) for heading in chain) for chain in q["section"]), q["id"]
        assert bool(q.get("items")) == (q["kind"] == "list"), q["id"]
        assert ("cell" in q) == (q["kind"] == "table"), q["id"]
        assert bool(q["history"]) == (q["kind"] == "follow_up"), q["id"]
        if "cell" in q:
            assert set(q["cell"]) == {"row", "column", "value"}, q["id"]
            assert q["answers"] == q["evidence"] == [q["cell"]["value"]], q["id"]
            assert in_report(q["cell"]["row"]), q["id"]
        if not answerable:
            assert not q["answers"], q["id"]
            assert not q["evidence"], q["id"]


def test_yes_and_no_are_balanced() -> None:
    for half in HALVES:
        replies = Counter(q["answers"][0] for q in ALL if q["kind"] == "yes_no" and q["half"] == half)
        assert min(replies["Yes"], replies["No"]) >= 2, half
