"""Sentences about what is being done to the reports."""

import asyncio

from qa.page import reports_panel
from tests.browser.fake import Changed


def test_what_is_done_is_told_in_plain_words() -> None:
    def change(tell: reports_panel.Tell) -> Changed:
        tell("writing the snapshot")
        return Changed()

    async def story() -> list[str]:
        return [step async for step in reports_panel.changing(change, "reading", "Ready.")]

    steps = asyncio.run(story())
    assert not any("mbedding" in step or "snapshot" in step for step in steps)
    assert "Ready." in steps[-1]
    taking_in = "taking in passages and sentences: 3 of 9"
    assert "Taking in passages and sentences: 3 of 9…" in reports_panel.told([reports_panel.plainly(taking_in)])
