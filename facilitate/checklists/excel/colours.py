"""Colours that go on working while a file is edited offline: they ask for the status and for today's date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from ...exchange.sheet_styles import FAINT
from ..models import TaskStatus
from ..readiness import SOON
from .layout import (
    BLOCKED,
    BLOCKED_FILL,
    LATE,
    LATE_FILL,
    SOON_FILL,
    is_closed,
    is_missed_day,
    is_soon_day,
    status_word,
)
from .layout import SOON as SOON_INK


def add_status_colours(
    sheet: Any, letters: Mapping[str, str], first: int, last: int, *, made_on: date
) -> None:
    """Grey what is done, strike what is not needed, mark the date of what is late or due within a week, mark what is blocked.

    `letters`: the columns from the first to the last that is coloured. `made_on`: what was over before, nobody has missed.
    """
    due, status = f"${letters['due_on']}{first}", f"${letters['status']}{first}"
    ends = list(letters.values())
    everywhere = f"{ends[0]}{first}:{ends[-1]}{last}"
    dates = f"{letters['due_on']}{first}:{letters['due_on']}{last}"
    stuck = [f"{letters[name]}{first}:{letters[name]}{last}" for name in ("status", "blocked_by")]
    is_open = f"NOT({is_closed(status)})"
    for place, formula, ink, fill, look in (
        (everywhere, f"{status}={status_word(TaskStatus.NOT_NEEDED)}", FAINT, "", {"strike": True}),
        (everywhere, f"{status}={status_word(TaskStatus.DONE)}", FAINT, "", {}),
        (dates, f"AND({is_open},{is_missed_day(due, made_on)})", LATE, LATE_FILL, {"b": True}),
        (dates, f"AND({is_open},{is_soon_day(due, SOON)})", SOON_INK, SOON_FILL, {"b": True}),
        (
            " ".join(stuck),
            f"{status}={status_word(TaskStatus.BLOCKED)}",
            BLOCKED,
            BLOCKED_FILL,
            {"b": True},
        ),
    ):
        mark_where(sheet, place, formula=formula, ink=ink, fill=fill, **look)


def mark_where(sheet: Any, place: str, formula: str, ink: str, fill: str = "", **look: Any) -> None:
    """Colour the cells of a place for which the formula is true."""
    tint = PatternFill("solid", bgColor=fill) if fill else None
    rule = FormulaRule([formula], stopIfTrue=True, font=Font(color=ink, **look), fill=tint)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(place, rule)
