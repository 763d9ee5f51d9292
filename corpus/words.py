"""Turns words written one after the other into a set, so that word lists read as text."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as they are written."""
    return frozenset(text.split())
