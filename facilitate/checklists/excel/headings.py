"""The headings of a list of tasks: its fields as they are called in any language, and what foreign columns may be."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from flask import has_app_context

from ...exchange import headings
from ...exchange.headings import Headings, columns_by_phrase, heading_key, split_alternatives
from ...exchange.marking_up import ANSWER
from ...exchange.sentences import keys_in_any_language
from ...lib.text import plain_text
from ...lib.uploads import text_of_cell
from ..columns import TASKS
from ..models import Phase, TaskStatus


def find_headings(
    row: Sequence[Any], known: Collection[str], exported: Collection[str]
) -> Headings | None:
    """The row as a heading; None when it names no task. `known`, `exported`: columns added before, now and in the export.

    Where codes are, the file comes from here, and other words for the headings are known too.
    """
    fields, looked_at = _called(has_app_context())
    names = {fields.get(headings.heading_key(cell)) for cell in row if isinstance(cell, str)}
    also = columns_by_phrase(TASKS) if "code" in names else None
    return headings.read_headings(
        row, fields, looked_at=looked_at, needs=("title",), before=[*known, *exported], also=also
    )


def field_of_heading(key: str) -> Any:
    """The column that a heading means by its key, in any language or in other words; None where nobody knows it."""
    fields, looked_at = _called(has_app_context())
    return fields.get(key) or looked_at.get(key) or columns_by_phrase(TASKS).get(key)


@cache
def _called(_translated: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields, and columns that are passed over, by what they are called: asked for each row at the top of a file.

    Outside the planner there are no translations, and what is found there is not kept for it.
    """
    return keys_in_any_language(TASKS.read), ignored_headings()


def ignored_headings() -> dict[str, Any]:
    """Columns that are only looked at, or are an answer of ours, by what they are called."""
    return keys_in_any_language({**TASKS.looked_at, "answer": ANSWER})


_STATUSES = {
    TaskStatus.DONE: "done finished completed complete closed ready yes y ok x v po true 1 100 perfunduar perfundoi mbyllur gati "
    "kryer|e kryer|i kryer|u krye|e perfunduar|u perfundua|100%",
    TaskStatus.IN_PROGRESS: "started ongoing doing progress wip active filluar vazhdon|in progress|in process|in work|under way|"
    "ne proces|ne pune|ne vazhdim|ne zhvillim|ka filluar|pjeserisht|partly",
    TaskStatus.BLOCKED: "blocked waiting stuck hold stopped bllokuar pezulluar pengohet ndalur|on hold|ne pritje|pret",
    TaskStatus.NOT_NEEDED: "cancelled canceled dropped skipped obsolete anuluar hequr|not needed|not applicable|n a|na|"
    "nuk duhet|s duhet|e panevojshme|not required",
    TaskStatus.OPEN: "open new todo planned pending no n false 0 jo hapur planifikuar|to do|not started|not done|pa filluar|"
    "nuk ka filluar|e hapur|e pakryer|pa kryer",
}
_PHASES = {
    Phase.FOLLOW_UP: "follow after report proceedings evaluation thank lessons ndjek pas raport vleresim falender mesime",
    Phase.LAST_WEEK: "last week guide rehears final fundit jav prova",
    Phase.INVITATIONS: "invit guest participant registration ftes ftua pjesemarr regjistr",
    Phase.LOGISTICS: "logisti venue hotel transport travel material equipment cater food print technical salla vend udhet "
    "pajisj ushqim shtyp teknik akomod",
    Phase.CONTENT: "content programme program agenda speaker presentation session axhend folesi prezant permbajtj sesion",
    Phase.DESIGN: "design plan prepar start concept objective budget projekt planif pergatit koncept objektiv buxhet hartim",
}


def guess_fields(
    headings: Sequence[Any], rows: Sequence[Sequence[Any]], people: Collection[str]
) -> list[str]:
    """What each column probably is: a field, or `extra` (kept as it is), or nothing where there is neither heading nor cell.

    Names of fields count first, then words people use for them, then such words among others. Who is responsible is a
    person where somebody of the team is named, else a job.
    """
    keys = [heading_key(text_of_cell(heading)) for heading in headings]
    found = [""] * len(keys)
    exact = keys_in_any_language({name: TASKS[name].label for name in TASKS.editable})
    phrases = columns_by_phrase(TASKS)
    for guess in (
        lambda key: [exact[key]] if key in exact else [],
        lambda key: phrases.get(key, []),
        lambda key: [name for one in key.split() if len(one) > 2 for name in phrases.get(one, [])],
    ):
        for column, key in enumerate(keys):
            named = guess(key) if key and not found[column] else []
            found[column] = next((name for name in named if name not in found), found[column])
    _person_or_job(found, rows, people)
    passed = ignored_headings()
    for column, name in enumerate(found):
        filled = keys[column] or any(
            column < len(row) and text_of_cell(row[column]) for row in rows
        )
        found[column] = name or ("extra" if filled and keys[column] not in passed else "")
    return found


def _person_or_job(
    found: list[str], rows: Sequence[Sequence[Any]], people: Collection[str]
) -> None:
    team = {plain_text(name) for name in people}
    for name, other, fits in (("owner", "who", True), ("who", "owner", False)):
        if name in found and other not in found:
            column = found.index(name)
            typed = {plain_text(text_of_cell(row[column])) for row in rows if column < len(row)}
            if bool(typed & team) is not fits:
                found[column] = other


def heading_likeness(headings: Sequence[Any]) -> int:
    """How many cells of a row read like headings."""
    return sum(name not in ("", "extra") for name in guess_fields(headings, [], ()))


def guess_status(cell: Any) -> TaskStatus | None:
    """What a status cell probably says: a word, a tick, or a share of 1 or of 100; None: nobody knows."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (
            TaskStatus.OPEN
            if cell <= 0
            else TaskStatus.DONE
            if cell in (1, 100)
            else TaskStatus.IN_PROGRESS
        )
    typed = text_of_cell(cell)
    if typed.strip("✓✔☑✅√ ") == "" and typed:
        return TaskStatus.DONE
    if typed in ("☐", "✗", "✘", "-", "–"):
        return TaskStatus.OPEN
    key = heading_key(typed)
    return next(
        (status for status, text in _STATUSES.items() if key in split_alternatives(text)), None
    )


def guess_phase(text: str) -> Phase | None:
    """The phase a word for a part of the work probably belongs to."""
    words = heading_key(text).split()
    for phase, stems in _PHASES.items():
        if any(word.startswith(stem) for word in words for stem in stems.split()):
            return phase
    return None
