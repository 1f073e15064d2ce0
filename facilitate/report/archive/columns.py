"""Columns whose values hold numbers of rows, names with them, or a shape of their own: how each goes out and comes in. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...web.i18n import LANGUAGES
from ..content import report_from_json
from . import numbers
from .cells import checked_text
from .numbers import Move

OF: Mapping[str, str] = {
    "session": "step",
    "photos": "step",
    "strand": "strand",
    "decision": "note_decision",
    "action": "note_action",
    "objective": "objective",
    "annex": "attachment",
}
"""The table whose number follows a word in such a name."""
_NAME = re.compile(rf"({'|'.join(OF)})-(\d{{1,9}})")
_EXHIBIT = re.compile(rf"^(\s*\[\[)({_NAME.pattern})(\]\]\s*)$", re.M)
_NAMED = ("key", "mark")


def renumber_name(content: Any, move: Move) -> str:
    """A name with the other number; what it is of does not go in: then it means nothing any more, and keeps its number apart."""
    found = _NAME.fullmatch(checked_text(content))
    if found is None:
        return checked_text(content)
    number = move(OF[found[1]], int(found[2]))
    return f"{found[1]}-gone-{found[2]}" if number is None else f"{found[1]}-{number}"


def renumber_section(content: Any, move: Move) -> str:
    """A section as text: the exhibits in it are named on lines of their own."""
    return _EXHIBIT.sub(
        lambda found: f"{found[1]}{renumber_name(found[2], move)}{found[5]}", checked_text(content)
    )


def renumber_sections(content: Any, move: Move) -> list[dict[str, Any]]:
    """The sections of a report in their order."""
    for one in content:
        if not isinstance(one.get("included", True), bool):
            raise ValueError(one)
    return [{**one, "key": renumber_name(one["key"], move)} for one in content]


def renumber_reports(content: Any, move: Move) -> dict[str, Any]:
    """Reports as they were released, by language: in each that is spoken here, and no other."""
    if set(content) != set(LANGUAGES):
        raise ValueError(sorted(content))
    moved = {checked_text(code): _moved(kept, move) for code, kept in content.items()}
    for kept in moved.values():
        report_from_json(kept)
    return moved


def _moved(value: Any, move: Move) -> Any:
    if isinstance(value, list):
        return [_moved(one, move) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _moved(one, move) for key, one in value.items()}
    found |= {
        key: renumber_name(found[key], move) for key in _NAMED if isinstance(found.get(key), str)
    }
    if isinstance(found.get("marks"), list):
        found["marks"] = [renumber_name(one, move) for one in found["marks"]]
    return found


COLUMNS: Mapping[tuple[str, str], Callable[[Any, Move], Any]] = {
    **numbers.SHAPES,
    ("questionnaire", "counted"): numbers.renumber_counted,
    ("edition", "content"): renumber_reports,
    ("proceedings", "sections"): renumber_sections,
    ("section_text", "section"): renumber_name,
    ("section_text", "text"): renumber_section,
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
