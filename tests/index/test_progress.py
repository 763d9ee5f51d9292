"""Progress says how many are done and, once the pace is known, how long the rest takes."""

import pytest

from index.progress import TAKING_IN, counted, terminal_progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the clock shows, in its only element."""
    now = [0.0]
    monkeypatch.setattr("index.progress.time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [
        (1.0, 100, "taking in passages and sentences: 100 of 2,000"),
        (10.0, 1000, "taking in passages and sentences: 1,000 of 2,000, about 10 s left"),
        (10.0, 200, "taking in passages and sentences: 200 of 2,000, about 2 min left"),
        (4.0, 1990, "taking in passages and sentences: 1,990 of 2,000, about 10 s left"),
        (60.0, 2000, "taking in passages and sentences: 2,000 of 2,000"),
    ],
)
def test_the_time_left_is_told_from_the_pace(clock: list[float], seconds: float, done: int, said: str) -> None:
    told: list[str] = []
    tell = counted(told.append, TAKING_IN, 2000)
    clock[0] = seconds
    tell(done)
    assert told == [said]


def test_where_lines_stay_what_is_taken_in_is_told_twice_a_minute(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal_progress() as show:
        show("reading report 1 of 1: kent.md")
        for second in range(65):
            clock[0] = float(second)
            show(f"{TAKING_IN} {second} of 65")
        show("writing the snapshot")
    assert capsys.readouterr().err.splitlines() == [
        "reading report 1 of 1: kent.md …",
        *(f"{TAKING_IN} {second} of 65 …" for second in (0, 30, 60)),
        "writing the snapshot …",
    ]
