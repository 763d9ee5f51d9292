"""From question to answer with models that know their answers by heart: found, refused, restricted, followed up."""

import itertools
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import qa.engine
from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import Built, build
from index.progress import Progress
from index.search import Searcher
from index.snapshot import Snapshot, current_name, locked
from index.types import IndexProblem
from qa.engine import Engine
from qa.followup import FURTHEST
from qa.questions import QuestionError
from qa.tuning import TUNING
from tests.fakes import ESSEX, KENT, BagOfWords, small_library
from tests.qa.models import ByHeart

PHRASES = {
    "burglar": "4,120 burglaries",
    "essex": "5,730 burglaries",
    "employ": "3,210 police officers",
    "visit": "every victim of a burglary",
}


@dataclass(frozen=True)
class Assistant:
    """An engine and the stand-ins it was given."""

    engine: Engine
    reader: ByHeart
    settings: Settings


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """An engine over two small reports."""
    settings, reader = small_library(tmp_path), ByHeart(PHRASES)
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: reader)
    return Assistant(Engine(settings), reader, settings)


def test_an_answer_is_given_in_the_reports_words(assistant: Assistant) -> None:
    answer = assistant.engine.ask("How many police officers does the force employ?")
    assert (answer.found, answer.text, answer.kind) == (True, "3,210 police officers", "span")


def test_an_answer_cites_the_sentence_and_its_section(assistant: Assistant) -> None:
    (citation, *_) = assistant.engine.ask("How many police officers does the force employ?").citations
    assert citation.quote == "The force employs 3,210 police officers."
    assert (citation.report, citation.section[-1]) == ("kent", "Staff")


def test_what_the_reports_do_not_say_is_refused(assistant: Assistant) -> None:
    answer = assistant.engine.ask("Who painted the ceiling?")
    assert (answer.found, answer.text, answer.citations) == (False, "", ())
    assert answer.message == "The reports do not say."


def test_a_refusal_offers_something_to_read(assistant: Assistant) -> None:
    assert "3,210" in assistant.engine.ask("Tell me what police officers wear").nearby[0].text


def test_an_unsure_answer_is_refused(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.qa.models.SURE", -11.0)
    assert not assistant.engine.ask("How many police officers does the force employ?").found


def test_only_the_given_report_answers(assistant: Assistant) -> None:
    answer = assistant.engine.ask("How many burglaries in Essex and Kent?", report="essex")
    assert {citation.report for citation in answer.citations} == {"essex"}


def test_several_given_reports_answer(assistant: Assistant) -> None:
    assert assistant.engine.ask("Whom does the force visit?", report=["essex", "kent"]).found


def test_a_report_that_does_not_say_is_not_helped_out_by_another(assistant: Assistant) -> None:
    assert not assistant.engine.ask("How many police officers does the force employ?", report="essex").found


def test_an_unknown_report_is_named(assistant: Assistant) -> None:
    with pytest.raises(IndexProblem, match="No report called surrey"):
        assistant.engine.ask("How many burglaries?", report="surrey")


def test_no_report_at_all_does_not_say(assistant: Assistant) -> None:
    assert not assistant.engine.ask("How many burglaries?", report=[]).found


def test_a_follow_up_is_understood_with_the_question_before(assistant: Assistant) -> None:
    answer = assistant.engine.ask("And why?", history=["How many police officers does the force employ?"])
    assert answer.question == "How many police officers does the force employ? And why?"


def test_of_a_long_conversation_only_the_last_questions_are_looked_at(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended: list[str] = []

    def mend(self: Searcher, question: str) -> str:
        mended.append(question)
        return question

    monkeypatch.setattr(Searcher, "mend", mend)
    assistant.engine.ask("And why?", history=[f"Who is number {number}?" for number in range(180)])
    assert mended == ["And why?", *(f"Who is number {number}?" for number in range(180 - FURTHEST, 180))]


def test_earlier_questions_are_cleaned_and_what_cannot_be_asked_is_left_out(assistant: Assistant) -> None:
    history = ["Whom does\x00 the <b>force</b>\nvisit?", "", "🚓", "x" * 501]
    assert assistant.engine.ask("And why?", history=history).question == "Whom does the force visit? And why?"


def test_the_reader_reads_a_bare_follow_up_before_what_it_goes_on_from(assistant: Assistant) -> None:
    assistant.engine.ask("And why?", history=["Whom does the force visit?"])
    assert set(assistant.reader.asked) == {"And why? (Whom does the force visit)"}


def test_a_question_that_stands_alone_forgets_the_conversation(assistant: Assistant) -> None:
    question = "How many police officers does the force employ?"
    assert assistant.engine.ask(question, history=["Whom does the force visit?"]).question == question


def test_a_question_is_mended_before_it_is_asked(assistant: Assistant) -> None:
    assert assistant.engine.ask("How many burglareis in Kent?").question == "How many burglaries in Kent?"


@pytest.mark.parametrize("question", ["", "🚓", "x" * 501])
def test_what_cannot_be_asked_is_refused_before_anything_is_loaded(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError):
        assistant.engine.ask(question)
    assert current_name(assistant.settings.index) is None


def test_a_question_with_a_verdict_is_answered_yes_or_no(assistant: Assistant) -> None:
    assistant.reader.yes = 9.0
    answer = assistant.engine.ask("Does the force visit every victim of a burglary?")
    assert (answer.kind, answer.text) == ("yes_no", "Yes")


def test_a_verdict_that_is_not_sure_makes_the_answer_less_sure(assistant: Assistant) -> None:
    assistant.reader.yes = 9.0
    sure = assistant.engine.ask("Does the force visit every victim?").confidence
    assistant.reader.yes = 2 * TUNING.verdict
    assert assistant.engine.ask("Does the force visit every victim?").confidence < sure


def test_a_verdict_too_close_to_call_is_answered_with_the_sentence(assistant: Assistant) -> None:
    assistant.reader.yes = 0.0
    engine = Engine(assistant.settings, replace(TUNING, threshold=0.0))  # so little is no ground to answer by default
    answer = engine.ask("Does the force visit every victim of a burglary?")
    assert (answer.kind, answer.text) == ("span", answer.citations[0].quote)


def test_another_place_that_answers_otherwise_is_shown_beside(assistant: Assistant) -> None:
    answer = assistant.engine.ask("How many burglaries did Kent and Essex record?")
    assert {answer.text, *(other.answer_text for other in answer.others)} == {"4,120 burglaries", "5,730 burglaries"}


def test_confidence_is_in_range(assistant: Assistant) -> None:
    assert 0.0 <= assistant.engine.ask("Whom does the force visit?").confidence <= 1.0


def test_the_index_is_built_on_first_use(assistant: Assistant) -> None:
    assert [report.id for report in assistant.engine.reports()] == ["essex", "kent"]


def test_preparing_says_what_goes_on(assistant: Assistant) -> None:
    said: list[str] = []
    assistant.engine.prepare(said.append)
    assert said[0] == "loading the embedder"
    assert "building the index: there is no index yet" in said
    assert said[-1] == "loading the reader"


def test_preparing_twice_does_nothing_the_second_time(assistant: Assistant) -> None:
    said: list[str] = []
    assistant.engine.prepare()
    assistant.engine.prepare(said.append)
    assert said == []


def test_a_fresh_index_is_not_built_again(assistant: Assistant) -> None:
    name = build(assistant.settings, BagOfWords()).name
    assistant.engine.prepare()
    assert current_name(assistant.settings.index) == name


def test_a_stale_index_is_built_again(assistant: Assistant) -> None:
    build(assistant.settings, BagOfWords())
    (assistant.settings.reports / "essex.md").unlink()
    assert [report.id for report in assistant.engine.reports()] == ["kent"]


def test_a_folder_without_reports_says_what_to_do(assistant: Assistant) -> None:
    for path in assistant.settings.reports.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="put one there or set QA_REPORTS"):
        assistant.engine.ask("How many burglaries?")


def test_a_new_snapshot_is_served_without_a_restart(assistant: Assistant) -> None:
    assert assistant.engine.ask("How many police officers does the force employ?").found
    (assistant.settings.reports / "kent.md").write_text(KENT.replace("3,210", "9,999"), encoding="utf-8")
    build(assistant.settings, BagOfWords())
    assistant.reader.phrases = {"employ": "9,999 police officers"}
    assert assistant.engine.ask("How many police officers does the force employ?").text == "9,999 police officers"


def damage(index: Path) -> None:
    """Empty the files of all reports in the index."""
    for part in (index / "parts").iterdir():
        part.write_bytes(b"")


def test_a_new_snapshot_that_is_damaged_leaves_the_old_one_served(assistant: Assistant) -> None:
    question = "How many police officers does the force employ?"
    assistant.engine.ask(question)
    build(assistant.settings, BagOfWords())
    damage(assistant.settings.index)
    assert assistant.engine.ask(question).found


def test_a_damaged_snapshot_is_named_and_built_again_at_the_start(assistant: Assistant) -> None:
    name = build(assistant.settings, BagOfWords()).name
    damage(assistant.settings.index)
    said: list[str] = []
    assistant.engine.prepare(said.append)
    assert any(name in line and "is damaged" in line for line in said)
    assert current_name(assistant.settings.index) != name


def test_a_damaged_new_snapshot_is_tried_once(assistant: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    assistant.engine.prepare()
    build(assistant.settings, BagOfWords())
    damage(assistant.settings.index)
    for _ in range(3):
        assistant.engine.ask("Whom does the force visit?")
    assert len(caplog.records) == 1


def test_a_new_snapshot_that_cannot_be_loaded_for_any_reason_is_tried_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.engine.prepare()
    build(assistant.settings, BagOfWords())

    def fail(folder: Path) -> Snapshot:
        raise MemoryError(folder)

    monkeypatch.setattr(qa.engine, "load", fail)
    assert all(assistant.engine.ask("Whom does the force visit?").found for _ in range(3))
    assert len(caplog.records) == 1


def test_a_snapshot_that_has_meanwhile_been_replaced_is_not_served(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = assistant.engine
    engine.prepare()
    (assistant.settings.reports / "essex.md").write_text(f"{ESSEX}\nDogs.\n", encoding="utf-8")
    build(assistant.settings, BagOfWords())
    (tmp_path / "surrey.md").write_text(SURREY, encoding="utf-8")
    read = engine._new_name

    def read_and_held_up(serving: str) -> str | None:
        name = read(serving)
        monkeypatch.setattr(engine, "_new_name", read)
        engine.add([tmp_path / "surrey.md"])
        return name

    monkeypatch.setattr(engine, "_new_name", read_and_held_up)
    engine.ask("Whom does the force visit?")
    assert engine._searcher and engine._searcher.snapshot.name == current_name(assistant.settings.index)


@pytest.mark.parametrize(
    "other", [BagOfWords(fingerprint="other"), BagOfWords(dimension=32, fingerprint="other"), BagOfWords(dimension=32)]
)
def test_a_new_snapshot_of_another_embedder_leaves_the_old_one_served(
    assistant: Assistant, other: BagOfWords, caplog: pytest.LogCaptureFixture
) -> None:
    built = build(assistant.settings, BagOfWords())
    assistant.engine.prepare()
    shutil.rmtree(assistant.settings.index)
    build(assistant.settings, other)
    assert all(assistant.engine.ask("Whom does the force visit?").found for _ in range(2))
    assert assistant.engine._searcher and assistant.engine._searcher.snapshot.name == built.name
    assert len(caplog.records) == 1


def test_a_new_snapshot_of_other_passages_leaves_the_old_one_served(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(assistant.settings, BagOfWords())
    assistant.engine.prepare()
    with monkeypatch.context() as another_version:
        another_version.setattr("index.build.PASSAGES_VERSION", "other")
        build(assistant.settings, BagOfWords())
    assert assistant.engine.ask("Whom does the force visit?").found
    assert assistant.engine._searcher and assistant.engine._searcher.snapshot.name == built.name


def test_a_stale_index_is_served_while_another_process_builds(assistant: Assistant) -> None:
    name = build(assistant.settings, BagOfWords()).name
    (assistant.settings.reports / "essex.md").write_text(f"{ESSEX}\nDogs.\n", encoding="utf-8")
    said: list[str] = []
    with locked(assistant.settings.index):
        assistant.engine.prepare(said.append)
        assert assistant.engine.ask("Whom does the force visit?").found
    assert current_name(assistant.settings.index) == name
    assert any(line.startswith("answering from the index before: Another process") for line in said)


def test_the_first_index_is_waited_for_when_another_process_builds_it(assistant: Assistant) -> None:
    holding = threading.Event()

    def hold() -> None:
        with locked(assistant.settings.index):
            holding.set()
            time.sleep(0.2)

    other = threading.Thread(target=hold)
    other.start()
    holding.wait()
    assert [report.id for report in assistant.engine.reports()] == ["essex", "kent"]
    other.join()


def test_a_stale_index_is_served_when_the_disk_is_full(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    build(assistant.settings, BagOfWords())
    (assistant.settings.reports / "essex.md").write_text(f"{ESSEX}\nDogs.\n", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.snapshot.write_part", full)
    assert assistant.engine.ask("Whom does the force visit?").found


@pytest.mark.parametrize("when", ["listed", "built"])
def test_a_stale_index_is_served_when_the_folder_cannot_be_indexed(assistant: Assistant, when: str) -> None:
    build(assistant.settings, BagOfWords())
    if when == "listed":
        (assistant.settings.reports / "kent.txt").write_text(KENT, encoding="utf-8")
    else:
        for path in assistant.settings.reports.iterdir():
            path.unlink()
    said: list[str] = []
    assistant.engine.prepare(said.append)
    assert assistant.engine.ask("Whom does the force visit?").found
    assert any(line.startswith("answering from the index before: ") for line in said)


def test_an_index_of_another_embedder_is_not_served_instead(assistant: Assistant) -> None:
    build(assistant.settings, BagOfWords(fingerprint="other"))
    with locked(assistant.settings.index), pytest.raises(IndexProblem):
        qa.engine.LONGEST_BUILD, before = 0.1, qa.engine.LONGEST_BUILD
        try:
            assistant.engine.prepare()
        finally:
            qa.engine.LONGEST_BUILD = before


SURREY = ESSEX.replace("Essex", "Surrey").replace("5,730", "2,222")


def test_an_added_report_answers_the_next_question(assistant: Assistant, tmp_path: Path) -> None:
    assistant.engine.prepare()
    (tmp_path / "surrey.md").write_text(SURREY, encoding="utf-8")
    assistant.reader.phrases = {"burglar": "2,222 burglaries"}
    built = assistant.engine.add([tmp_path / "surrey.md"])
    assert [report.id for report in built.reports] == ["essex", "kent", "surrey"]
    assert assistant.engine.ask("How many burglaries in Surrey?").text == "2,222 burglaries"


def test_a_first_report_can_be_added_where_there_is_none(assistant: Assistant, tmp_path: Path) -> None:
    for path in assistant.settings.reports.iterdir():
        path.unlink()
    (tmp_path / "surrey.md").write_text(SURREY, encoding="utf-8")
    assistant.engine.add([tmp_path / "surrey.md"])
    assert [report.id for report in assistant.engine.reports()] == ["surrey"]


def test_who_asks_while_the_first_report_is_added_waits_for_it(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in assistant.settings.reports.iterdir():
        path.unlink()
    (tmp_path / "surrey.md").write_text(SURREY, encoding="utf-8")
    adding, waiting = threading.Event(), threading.Event()

    class Held(BagOfWords):
        def word_pieces(self, text: str) -> int:
            adding.set()
            waiting.wait(5)
            return super().word_pieces(text)

    def told(settings: Settings, embedder: BagOfWords, progress: Progress, wait: float = 0.0) -> Built:
        if wait:
            waiting.set()
        return build(settings, embedder, progress, wait)

    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: Held(fingerprint=source))
    monkeypatch.setattr(qa.engine, "build", told)
    monkeypatch.setattr(qa.engine, "LONGEST_BUILD", 3.0)
    with ThreadPoolExecutor(2) as threads:
        added = threads.submit(assistant.engine.add, [tmp_path / "surrey.md"])
        adding.wait()
        asked = threads.submit(assistant.engine.ask, "How many burglaries in Surrey?", report="surrey")
        assert [report.id for report in added.result().reports] == ["surrey"]
        assert not asked.exception()


def test_a_removed_report_answers_no_more(assistant: Assistant) -> None:
    assert assistant.engine.ask("How many burglaries in Essex?").found
    assistant.engine.remove(["essex"])
    assert [report.id for report in assistant.engine.reports()] == ["kent"]
    assert not assistant.engine.ask("How many burglaries in Essex?").found


def test_what_cannot_be_added_leaves_the_reports_as_they_are(assistant: Assistant, tmp_path: Path) -> None:
    assistant.engine.prepare()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(CorpusError, match=r"broken\.pdf"):
        assistant.engine.add([tmp_path / "broken.pdf"])
    assert [report.id for report in assistant.engine.reports()] == ["essex", "kent"]


def test_a_question_every_50_ms_is_answered_while_reports_come_and_go(assistant: Assistant, tmp_path: Path) -> None:
    assistant.engine.prepare()
    ended = threading.Event()

    enough = threading.Event()

    def change() -> None:
        for number in itertools.count():
            if enough.is_set():
                break
            (tmp_path / "surrey.md").write_text(f"{SURREY}\n{number} dogs.\n", encoding="utf-8")
            assistant.engine.add([tmp_path / "surrey.md"])
            assistant.engine.remove(["surrey"])
        ended.set()

    changing = threading.Thread(target=change)
    changing.start()
    with ThreadPoolExecutor(4) as askers:
        asked = []
        while not ended.wait(0.05):
            asked.append(askers.submit(assistant.engine.ask, "Whom does the force visit?"))
            if len(asked) == 12:
                enough.set()
        assert all(one.result().found for one in asked)
    changing.join()


def test_a_question_about_a_place_is_answered_from_its_report(assistant: Assistant) -> None:
    assert assistant.engine.ask("How many burglaries in Essex?").citations[0].report == "essex"


def test_a_question_about_a_place_that_no_report_knows_is_refused(assistant: Assistant) -> None:
    answer = assistant.engine.ask("How many burglaries in Norfolk?")
    assert answer.message == "Nothing about Norfolk is indexed: no report is about it or mentions it."
    assert "burglaries" in answer.nearby[0].text
    assert assistant.reader.read_passages == 0


def test_a_report_given_by_hand_is_asked_whatever_the_question_names(assistant: Assistant) -> None:
    assert assistant.engine.ask(
        "How many police officers does the force of Essex and Kent employ?", report="kent"
    ).found


def test_what_is_asked_of_a_place_that_the_given_report_does_not_mention_is_read_and_refused(
    assistant: Assistant,
) -> None:
    assert not assistant.engine.ask("How many police officers does the force employ in Norfolk?", report="kent").found
    assert assistant.reader.read_passages > 0


def test_several_threads_get_the_answers_that_one_gets(assistant: Assistant) -> None:
    questions = [
        "How many police officers does the force employ?",
        "Whom does the force visit?",
        "Who painted the ceiling?",
    ]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(assistant.engine.ask, questions * 8))
    assert together == [assistant.engine.ask(question) for question in questions] * 8


def test_threads_that_come_first_build_the_index_once(assistant: Assistant) -> None:
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(assistant.engine.ask, ["Whom does the force visit?"] * 6))
    assert len(list((assistant.settings.index / "snapshots").iterdir())) == 1


def test_questions_go_on_while_snapshots_change(assistant: Assistant) -> None:
    assistant.engine.prepare()
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(assistant.engine.ask, "Whom does the force visit?") for _ in range(30)]
        for number in range(4):
            (assistant.settings.reports / "essex.md").write_text(f"{ESSEX}\n{number} dogs.\n", encoding="utf-8")
            build(assistant.settings, BagOfWords())
    assert all(one.result().found for one in asked)


def test_a_table_answers_with_its_cell(assistant: Assistant) -> None:
    table = "\n## Crime\n\n| Crime | number |\n|---|---|\n| Robbery | 1,234 |\n| Arson | 56 |\n"
    (assistant.settings.reports / "kent.md").write_text(KENT + table, encoding="utf-8")
    answer = assistant.engine.ask("How many robberies were recorded?")
    assert (answer.kind, answer.text) == ("table", "1,234")


def test_a_table_that_fits_as_well_is_another_reading(assistant: Assistant) -> None:
    for report, figure in (("kent", "1,234"), ("essex", "987")):
        table = f"\n## Crime\n\n| Crime | number |\n|---|---|\n| Robbery | {figure} |\n| Arson | 56 |\n"
        path = assistant.settings.reports / f"{report}.md"
        path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    answer = assistant.engine.ask("How many robberies?")
    assert {answer.text, *(other.answer_text for other in answer.others)} == {"1,234", "987"}


@pytest.mark.parametrize(("margin", "found"), [(TUNING.cell_margin - 0.5, False), (TUNING.cell_margin + 0.5, True)])
def test_a_figure_of_a_table_takes_its_labels_or_a_sure_reader(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, margin: float, found: bool
) -> None:
    table = "\n## Crime\n\n| Crime | number |\n|---|---|\n| Robbery | 1,234 |\n| Arson | 56 |\n"
    (assistant.settings.reports / "kent.md").write_text(KENT + table, encoding="utf-8")
    assistant.reader.phrases = {"mugged": "1,234"}
    monkeypatch.setattr("tests.qa.models.SURE", margin)
    assert assistant.engine.ask("How many people were mugged?").found == found


def test_the_parts_of_a_list_are_given_one_by_one(assistant: Assistant) -> None:
    kent = KENT + "\n## Partners\n\nThe force works with schools, charities and the council.\n"
    (assistant.settings.reports / "kent.md").write_text(kent, encoding="utf-8")
    assistant.reader.phrases = {"partners": "schools, charities and the council"}
    answer = assistant.engine.ask("Which partners does the force work with?")
    assert (answer.kind, answer.items) == ("list", ("schools", "charities", "the council"))


def test_a_grade_on_the_scale_is_not_the_grade(assistant: Assistant) -> None:
    scale = "\n## Grades\n\nThe grades are Fine, Fair or Poor in this guide to the grades of officers.\n"
    (assistant.settings.reports / "kent.md").write_text(KENT + scale, encoding="utf-8")
    assistant.reader.phrases = {"grade": "Fair"}
    assert not assistant.engine.ask("Which grade have the officers of Kent?").found


def test_a_frame_that_names_the_report_is_not_read(assistant: Assistant) -> None:
    framed = "According to the Kent report, how many police officers does the force employ?"
    answer = assistant.engine.ask(framed)
    assert answer.question == framed
    assert answer.found
    assert {citation.report for citation in answer.citations} == {"kent"}
    assert assistant.reader.asked == ["How many police officers does the force employ?"]
