"""What can be read of what was done: the history, the bin, and the agenda as it once was."""

from datetime import datetime
from typing import Any, TypedDict

from flask import request

from ..accounts.doors import in_a_team
from ..agenda.comparing import describe_differences
from ..agenda.models import AgendaVersion
from ..agenda.plan import Plan
from ..agenda.queries import plan_of
from ..agenda.versions.actions import plan_of_version
from ..agenda.versions.queries import kept_version, plan_names_of, versions_of
from ..data.db import row_id
from ..events.access import Can, needs
from ..events.models import Event
from ..history.bins import visible_bins
from ..history.queries import HistoryEntry, HistoryFilter, changes_from
from ..history.rooms import Place, visible_histories
from ..web.i18n import _l
from ..web.request_values import asked_day
from .operation import Latest, author_name, read_operation, tell_row
from .reading_agenda import StepShape, steps_of
from .rights import ApiArea


class ChangeShape(TypedDict):
    """Something somebody did, in words of the reader's language. `where` is its room; `by` is empty once they have left."""

    id: int
    where: str
    at: datetime
    by: str
    text: str
    undone: bool
    source: str


class RemovedShape(TypedDict):
    """Something that was removed and can be restored by this person until then."""

    id: int
    where: str
    name: str
    at: datetime
    until: datetime


class AgendaVersionShape(TypedDict):
    """The agenda as somebody kept it under a name; `published_at`: it was shown to participants."""

    id: int
    name: str
    at: datetime
    by: str
    published_at: datetime | None


class OldAgendaShape(AgendaVersionShape):
    """A version with its steps, and in words what is different now."""

    steps: list[StepShape]
    since: list[str]


ASKS: dict[str, Any] = {
    "where": _l("Only this room"),
    "who": _l("Only what this account did, by its number"),
    "day": _l("Only this day (2026-12-31)"),
}


@read_operation(
    "/events/<slug>/history",
    page="history.show_history",
    area=ApiArea.HISTORY,
    about=_l("What happened in an event, the latest first"),
    **ASKS,
)
@needs(Can.SEE)
def read_history(event: Event) -> Latest[ChangeShape]:
    return _history(event)


@read_operation(
    "/history",
    page="planner_history.show_history",
    area=ApiArea.HISTORY,
    about=_l("What happened in the planner itself, the latest first"),
    **ASKS,
)
@in_a_team
def read_planner_history() -> Latest[ChangeShape]:
    return _history(None)


@read_operation(
    "/events/<slug>/bin",
    page="history.show_bin",
    area=ApiArea.HISTORY,
    about=_l("What was removed from an event and can be restored"),
)
@needs(Can.SEE)
def read_bin(event: Event) -> list[RemovedShape]:
    return _removed(event)


@read_operation(
    "/bin",
    page="planner_history.show_bin",
    area=ApiArea.HISTORY,
    about=_l("What was removed from the planner itself and can be restored"),
)
@in_a_team
def read_planner_bin() -> list[RemovedShape]:
    return _removed(None)


def _history(event: Place) -> Latest[ChangeShape]:
    args, rooms = request.args, visible_histories(event)
    room = args.get("where", "")
    asked = HistoryFilter(
        who=args.get("who", type=row_id), room=room if room in rooms else "", day=asked_day("day")
    )

    def part(after: int, most: int) -> tuple[list[ChangeShape], bool]:
        entries, more = changes_from(event, rooms, asked, (after, most))
        return [_change(one) for one in entries], more

    return Latest(part)


def _change(entry: HistoryEntry) -> ChangeShape:
    return {
        "id": entry.id,
        "where": entry.room.key,
        "at": entry.at,
        "by": entry.by,
        "text": entry.told.said,
        "undone": entry.told.undone,
        "source": entry.told.source,
    }


def _removed(event: Place) -> list[RemovedShape]:
    found: list[RemovedShape] = [
        tell_row(RemovedShape, row, where=room.key)
        for room in visible_bins(event)
        for row in room.contents(event)
    ]
    return sorted(found, key=lambda one: one["at"], reverse=True)


@read_operation(
    "/events/<slug>/agenda/versions",
    page="agenda.show_versions",
    area=ApiArea.AGENDA,
    about=_l("The versions of the agenda that were saved, the latest first"),
)
@needs(Can.SEE)
def read_agenda_versions(event: Event) -> list[AgendaVersionShape]:
    return [_version(one) for one in versions_of(event)]


@read_operation(
    "/events/<slug>/agenda/versions/<int:version_id>",
    page="agenda.compare_versions",
    area=ApiArea.AGENDA,
    about=_l("The agenda of one version, and what is different now"),
)
@needs(Can.SEE)
def read_agenda_version(event: Event, version_id: int) -> OldAgendaShape:
    now: Plan = plan_of(event)
    found = kept_version(event, version_id)
    then = plan_of_version(found.version, now)
    said = describe_differences(then, now, plan_names_of(event))
    return {
        **_version(found.version),
        "steps": steps_of(then, found.version.change_id),
        "since": [one.text for one in said],
    }


def _version(row: AgendaVersion) -> AgendaVersionShape:
    return tell_row(AgendaVersionShape, row, by=author_name(row))
