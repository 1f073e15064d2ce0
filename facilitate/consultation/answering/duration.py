"""How long answering takes, as said before the first question."""

from collections.abc import Iterable

OPEN, OTHER = 60, 20
"""Seconds for a question answered in one's own words, and for one that is ticked."""


def answering_minutes(opens: Iterable[bool]) -> int:
    """Whole minutes for these questions (True: open), rounded up; never less than one."""
    seconds = sum(OPEN if is_open else OTHER for is_open in opens)
    return max(1, -(-seconds // 60))
