"""Sentences somebody said no to while looking at suggestions: kept in the browser's session, theme by theme."""

from collections.abc import Sequence
from typing import Any

MOST = 120
"""How many are kept, of all themes together, the latest: a session is a cookie and holds four kilobytes."""


def refused_of_theme(kept: Any, theme: int) -> list[str]:
    """The sentences (`reply-start-end`) that a session holds for a theme, in the order they were refused."""
    begin = f"{theme}:"
    return [row.removeprefix(begin) for row in _rows(kept) if row.startswith(begin)]


def add_refused(kept: Any, theme: int, sentence: str) -> list[str]:
    """What the session holds after one more was refused; the same one again counts once, as the latest."""
    row = f"{theme}:{sentence}"
    return [*(old for old in _rows(kept) if old != row), row][-MOST:]


def forget_refused(kept: Any, theme: int) -> list[str]:
    """What the session holds after those of a theme are shown again."""
    return [row for row in _rows(kept) if not row.startswith(f"{theme}:")]


def _rows(kept: Any) -> Sequence[str]:
    return [row for row in kept if isinstance(row, str)] if isinstance(kept, list) else []
