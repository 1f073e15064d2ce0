"""What was done to a checklist and to a task, and how a date is counted, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from ...exchange.values import history_value
from ...lib.cells import ChangeCell
from ...lib.text import Words
from ...web.i18n import _, _n, label_of, pick_wording
from ..columns import TASKS
from ..models import Anchor, ChecklistAct, ChecklistChange, TaskStatus, Unit

Called = Mapping[str, Mapping[int, str]]
"""What people, jobs and tasks are called, by their number: `owner`, `role` and `after`."""


def change_sentence(change: ChecklistChange) -> str:
    """What somebody did, as a sentence: `“Order the flowers” is done.`, `14 tasks have a new status.`"""
    return act_sentence(change.did, change.about, change.count, change.source)


def act_sentence(did: str, about: Words | None, count: int, source: str = "") -> str:
    """What somebody did to the checklist as a sentence, from the parts of a change."""
    title = pick_wording(about)
    if (
        not count
        and not title
        and did in (ChecklistAct.BROUGHT_BACK, ChecklistAct.UNDONE, ChecklistAct.REDONE)
    ):  # columns or jobs alone
        back: dict[str, str] = {
            ChecklistAct.UNDONE: _("A change was undone."),
            ChecklistAct.REDONE: _("A change was redone."),
        }
        return back.get(did, _("The checklist was changed."))
    if did == ChecklistAct.BROUGHT_BACK and source:
        return _n(
            "%(num)d task was imported from “%(file)s”.",
            "%(num)d tasks were imported from “%(file)s”.",
            count,
            file=source,
        )
    if title and count <= 1:
        known: dict[str, str] = {
            ChecklistAct.ADDED: _("“%(title)s” was added.", title=title),
            ChecklistAct.EDITED: _("“%(title)s” was changed.", title=title),
            ChecklistAct.STATUS: _("“%(title)s” has a new status.", title=title),
            ChecklistAct.GIVEN: _("“%(title)s” was assigned to somebody.", title=title),
            ChecklistAct.REDATED: _("“%(title)s” has a new date.", title=title),
            ChecklistAct.DELETED: _("“%(title)s” was deleted.", title=title),
            ChecklistAct.ROLE: _("The job “%(title)s” was changed.", title=title),
            ChecklistAct.UNDONE: _("A change to “%(title)s” was undone.", title=title),
            ChecklistAct.REDONE: _("A change to “%(title)s” was redone.", title=title),
        }
        if did in known:
            return known[did]
    if did == ChecklistAct.ROLE:
        return (
            _n(
                "The job “%(title)s” was changed, and %(num)d task with it.",
                "The job “%(title)s” was changed, and %(num)d tasks with it.",
                count,
                title=title,
            )
            if title
            else _("The jobs were changed.")
        )
    text: dict[str, str] = {
        ChecklistAct.STARTED: _n(
            "The checklist was started with %(num)d task.",
            "The checklist was started with %(num)d tasks.",
            count,
        ),
        ChecklistAct.ADDED: _n("%(num)d task was added.", "%(num)d tasks were added.", count),
        ChecklistAct.EDITED: _n("%(num)d task was changed.", "%(num)d tasks were changed.", count),
        ChecklistAct.STATUS: _n(
            "%(num)d task has a new status.", "%(num)d tasks have a new status.", count
        ),
        ChecklistAct.GIVEN: _n(
            "%(num)d task was assigned to somebody.",
            "%(num)d tasks were assigned to somebody.",
            count,
        ),
        ChecklistAct.REDATED: _n(
            "%(num)d task has a new date.", "%(num)d tasks have new dates.", count
        ),
        ChecklistAct.DELETED: _n("%(num)d task was deleted.", "%(num)d tasks were deleted.", count),
        ChecklistAct.REPLANNED: _n(
            "%(num)d date was recalculated.", "%(num)d dates were recalculated.", count
        ),
        ChecklistAct.BROUGHT_BACK: _n(
            "%(num)d task was imported from a file.",
            "%(num)d tasks were imported from a file.",
            count,
        ),
        ChecklistAct.UNDONE: _n(
            "A change to %(num)d task was undone.",
            "A change to %(num)d tasks was undone.",
            count,
        ),
        ChecklistAct.REDONE: _n(
            "A change to %(num)d task was redone.",
            "A change to %(num)d tasks was redone.",
            count,
        ),
    }
    return text.get(did, _("The checklist was changed."))


def task_change_sentence(change: ChecklistChange, cell: ChangeCell | None, called: Called) -> str:
    """What a change did to one task: `Order the flowers: Due: 12 March → 19 March`."""
    said = "; ".join(field_changes(cell, called)) if cell else ""
    return said or change_sentence(change)


def field_changes(cell: ChangeCell, called: Called) -> list[str]:
    """What differs in one task, field by field: `Due: 12 March → 19 March`."""
    if cell.before is None or cell.after is None:
        return [_("added") if cell.before is None else _("deleted")]
    before, after = cell.before, cell.after
    found = []
    for name, shown in _FIELDS.items():
        if name in before or name in after:
            was, now = shown(before.get(name), called), shown(after.get(name), called)
            if (
                name == "status"
                and after.get("status") == TaskStatus.BLOCKED
                and after.get("blocked_by")
            ):
                now = _("blocked by: %(what)s", what=after["blocked_by"])
            found.append(f"{_name(name)}: {was or '–'} → {now or '–'}")
    if {"offset", "unit", "anchor", "after"} & set(after) and "due_on" not in after:
        found.append(_("The date is now calculated differently."))
    if after.get("due_by_hand") is True and "due_on" not in after:
        found.append(_("The date was set by hand."))
    if after.get("due_by_hand") is False and "due_on" not in after:
        found.append(_("The date is calculated again."))
    if after.get("owner_by_hand") is False and "owner" not in after:
        found.append(_("The job decides the person."))
    return found


def _name(field: str) -> str:
    column = TASKS["who" if field == "role" else field]
    return str(column.told_as or column.label)


def _plain(name: str) -> Callable[[Any, Called], str]:
    return lambda value, _called: history_value(TASKS[name], value)


def _row(table: str) -> Callable[[Any, Called], str]:
    def shown(value: Any, called: Called) -> str:
        gone = _("a job that was removed") if table == "role" else _("somebody who has left")
        return called.get(table, {}).get(value, gone) if value else ""

    return shown


_PLACED = {"who": "role", "owner": "owner"}
_FIELDS: dict[str, Callable[[Any, Called], str]] = {
    _PLACED.get(name, name): _row(_PLACED[name]) if name in _PLACED else _plain(name)
    for name in TASKS.editable
    if name != "blocked_by"
}
"""How a field is told; what blocks a task is told with its status."""


def distance_sentence(offset: int, unit: Unit, anchor: Anchor, after: Words | None = None) -> str:
    """How a date is counted: `4 weeks before the first day`, `5 days after “Invite the speakers”`."""
    what = f"“{pick_wording(after)}”" if after else label_of(anchor)
    if offset == 0:
        return _("on the day of %(what)s", what=what) if after else _("on %(day)s", day=what)
    number = abs(offset)
    size = {
        Unit.DAYS: _n("%(num)d day", "%(num)d days", number),
        Unit.WEEKS: _n("%(num)d week", "%(num)d weeks", number),
        Unit.MONTHS: _n("%(num)d month", "%(num)d months", number),
    }[unit]
    if offset < 0:
        return _("%(time)s before %(what)s", time=size, what=what)
    return _("%(time)s after %(what)s", time=size, what=what)


def signed_days(days: int) -> str:
    """A slip in short: `+7 days`, `−1 day`."""
    return ("+" if days > 0 else "−") + _n("%(num)d day", "%(num)d days", abs(days))


def slip_sentence(days: int) -> str:
    """`7 days later than first planned`."""
    if not days:
        return _("as first planned")
    if days > 0:
        return _n(
            "%(num)d day later than first planned", "%(num)d days later than first planned", days
        )
    return _n(
        "%(num)d day earlier than first planned", "%(num)d days earlier than first planned", -days
    )


def by_the_clock_of(zone: str) -> Callable[[datetime], datetime]:
    """Shows moments as the clock of that IANA zone does."""
    place = ZoneInfo(zone)
    return lambda moment: moment.astimezone(place)


def by_day(
    rows: Sequence[tuple[ChecklistChange, Sequence[ChangeCell]]],
    local: Callable[[datetime], datetime],
) -> list[tuple[date, list[tuple[ChecklistChange, Sequence[ChangeCell]]]]]:
    """The history under its days."""
    return [(on, list(part)) for on, part in groupby(rows, lambda row: local(row[0].at).date())]
