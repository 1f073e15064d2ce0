"""Rows that tests of practice put in."""

from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from facilitate.lib.text import Words, plain
from facilitate.practice.models import Lesson


def learned(event_id: int | None, text: str, *, taken: bool | None = True, **more: Any) -> Lesson:
    """A lesson of that event, in English."""
    return Lesson(
        event_id=event_id, key=token_hex(8), text=Words(text, ""), at=datetime.now(UTC), taken=taken, plain=plain(text), **more
    )  # fmt: skip
