"""A value of a column as it is compared and shown: one way for each kind of column."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from ..lib.text import Words
from ..lib.uploads import read_text
from ..web.i18n import current_language, format_day, label_of
from .columns import ColumnKind, ExchangeColumn
from .merge import Value

LONGEST_TOLD = 120
"""Characters of a text that the history shows."""


def plain_value(column: ExchangeColumn, row: Any, spoken: str) -> Value:
    """What a row of the database says in that column, as it comes back from a file in that language."""
    value = getattr(row, column.attribute)
    if column.kind is ColumnKind.WORDS:
        return read_text(value.to(spoken))
    if column.is_text:
        return read_text(value)
    if column.kind is ColumnKind.NUMBER:
        return round(float(value or 0), 2)
    return value.value if isinstance(value, StrEnum) else value


def write_value(column: ExchangeColumn, row: Any, value: Value, spoken: str) -> None:
    """Put what the file says into a row of the database; a wording into the language of the file."""
    if column.kind is ColumnKind.WORDS:
        there = getattr(row, column.attribute) or Words()
        setattr(row, column.attribute, replace(there, **{spoken: str(value)}))
    else:
        setattr(row, column.attribute, column.of(str(value)) if column.of and value else value)


def cell_value(column: ExchangeColumn | None, value: Value) -> Value:
    """The value as it stands in a cell: fixed values by what they are called. No column: one that staff added."""
    return label_of(column.of(str(value))) if column and column.of and value else value


def choice_labels(column: ExchangeColumn) -> dict[str, str]:
    """What the fixed values of a column are called, for many cells."""
    return {value.value: label_of(value) for value in column.of or ()}


def text_cell(column: ExchangeColumn | None, value: Value) -> str:
    """The value as a text of a table without cells' kinds; days as 2027-03-12."""
    shown = cell_value(column, value)
    if isinstance(shown, date):
        return shown.isoformat()
    return f"{shown:.12g}" if isinstance(shown, float) else str(shown or "")


def shown_value(column: ExchangeColumn | None, value: Value) -> str:
    """The value as people read it before they say yes."""
    shown = cell_value(column, value)
    if isinstance(shown, date):
        return format_day(shown, "EEE d MMM y")
    return f"{shown:.12g}" if isinstance(shown, float) else str(shown or "–")


def history_value(column: ExchangeColumn, kept: Any) -> str:
    """The value as the history tells it, from plain JSON."""
    if column.kind is ColumnKind.WORDS and isinstance(kept, dict):
        kept = kept.get(current_language()) or kept.get("en") or kept.get("sq")
    if not kept:
        return ""
    if column.kind is ColumnKind.DAY:
        return format_day(date.fromisoformat(kept), "d MMMM y")
    if column.kind is ColumnKind.NUMBER:
        return f"{kept:g}"
    if column.of:
        return label_of(column.of(kept))
    text = str(kept)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
