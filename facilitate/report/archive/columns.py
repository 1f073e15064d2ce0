"""Columns whose values hold numbers of rows, or a shape of their own: how each goes out and comes in. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from . import marks, numbers
from .numbers import Move

COLUMNS: Mapping[tuple[str, str], Callable[[Any, Move], Any]] = {
    **numbers.SHAPES,
    ("questionnaire", "counted"): numbers.renumber_counted,
    ("edition", "content"): marks.renumber_reports,
    ("proceedings", "sections"): marks.renumber_sections,
    ("section_text", "section"): marks.renumber_name,
    ("section_text", "text"): marks.renumber_section,
}
"""Every JSON column of a taken table is among them; a test says so."""
LATE = frozenset(
    {
        ("agenda_version", "content"),
        ("cafe_guest", "wishes"),
        ("cafe_seating", "about"),
        ("cafe_seating", "content"),
        ("questionnaire", "counted"),
    }
)
"""Those that hold numbers of rows which may not be there yet: they come in once all rows are."""
