"""Progress says how many are done and, once the pace is known, how long the rest takes."""

import pytest

from index.progress import counted


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the clock shows, in its only element."""
    now = [0.0]
    monkeypatch.setattr("index.progress.time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("seconds", "done", "said"),
    [
        (1.0, 100, "embedding text 100 of 2,000"),
        (10.0, 1000, "embedding text 1,000 of 2,000, about 10 s left"),
        (10.0, 200, "embedding text 200 of 2,000, about 2 min left"),
        (4.0, 1990, "embedding text 1,990 of 2,000, about 10 s left"),
        (60.0, 2000, "embedding text 2,000 of 2,000"),
    ],
)
def test_the_time_left_is_told_from_the_pace(clock: list[float], seconds: float, done: int, said: str) -> None:
    told: list[str] = []
    tell = counted(told.append, "embedding text", 2000)
    clock[0] = seconds
    tell(done)
    assert told == [said]
