"""How far a checklist is: what is done, what is late, and what was late before the event was even made."""

from datetime import date

import sqlalchemy as sa

from ..events.access import Can
from ..events.models import Event
from ..events.stations import (
    Band,
    CountParameters,
    EventPage,
    NextAct,
    OpenNeed,
    RoomProgress,
    RoomState,
    Station,
    StationCounts,
    count_rows,
    percent_done,
)
from ..web.i18n import _, _l, _n
from .models import OPEN_STATES, Task, TaskStatus
from .readiness import missed_tasks


def _counts(asking: CountParameters) -> dict[str, object]:
    needed = sa.and_(
        Task.event_id == asking.event,
        Task.removed_at.is_(None),
        Task.status != TaskStatus.NOT_NEEDED,
    )
    is_open = sa.and_(needed, Task.status.in_(OPEN_STATES))
    return {
        "all": count_rows(Task.id, needed),
        "open": count_rows(Task.id, is_open),
        "late": count_rows(Task.id, is_open, Task.due_on < asking.today),
        "from_the_start": count_rows(
            Task.id, is_open, Task.due_on < asking.today, ~missed_tasks(asking.today)
        ),
        "unowned": count_rows(Task.id, is_open, Task.owner_id.is_(None)),
    }


def checklist_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once everything is done; none is begun once the event is over."""
    every, left, late = found["all"], found["open"], found["late"]
    if not every:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("no task yet"),
            act=_act(
                _("Start the checklist"),
                _("Choose a ready-made list: its dates are counted back from the event."),
                _("Choose a checklist"),
                EventPage("checklists.choose_starting_list"),
            )
            if today <= event.last_day
            else None,
        )
    done = every - left
    said = _("%(done)d of %(all)d done", done=done, all=every)
    if not left:
        return RoomProgress(RoomState.READY, reason=said, part=100)
    missed = (
        late - found["from_the_start"]
    )  # what was over before the event was made, nobody has missed
    was_late = _n("%(num)d late", "%(num)d late", missed)
    return RoomProgress(
        RoomState.UNDER_WAY if done or missed else RoomState.NOT_BEGUN,
        reason=f"{said}, {was_late}" if missed else said,
        open=was_late if missed else _n("%(num)d open", "%(num)d open", left),
        late=missed > 0,
        part=percent_done(done, every),
        act=_late(late, found["from_the_start"], found["unowned"]),
        needs=_needs(late, found["from_the_start"], found["unowned"]),
    )


def _late(late: int, from_the_start: int, unowned: int) -> NextAct | None:
    if from_the_start and from_the_start == late:
        return _act(
            _n(
                "Give %(num)d task a date you can keep",
                "Give %(num)d tasks a date you can keep",
                late,
            ),
            _(
                "Their usual dates had passed before this event was created. Nobody has "
                "missed anything yet."
            ),
            _("Look at the dates"),
            EventPage("checklists.show_dates"),
        )
    if late:
        return _act(
            _n("Catch up on %(num)d late task", "Catch up on %(num)d late tasks", late),
            _("Finish it, assign it to somebody, or give it a new date."),
            _n("Open the late task", "Open the late tasks", late),
            EventPage("checklists.show_checklist", {"late": 1}),
        )
    if unowned:
        return _act(
            _n("Say who does %(num)d task", "Say who does %(num)d tasks", unowned),
            _("Assign the jobs to people: their tasks follow."),
            _("Assign the jobs"),
            EventPage("checklists.edit_jobs"),
        )
    return None


def _act(title: str, why: str, button: str, place: EventPage) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=place, can=Can.EDIT_CHECKLIST)


def _needs(late: int, from_the_start: int, unowned: int) -> list[OpenNeed]:
    needs = []
    missed = late - from_the_start
    if missed:
        needs.append(
            OpenNeed(
                number=missed,
                what=_n("task is late", "tasks are late", missed),
                button=_("Open"),
                place=EventPage("checklists.show_checklist", {"late": 1}),
                can=Can.SEE,
                late=True,
            )
        )
    if from_the_start:
        needs.append(
            OpenNeed(
                number=from_the_start,
                what=_n(
                    "task was due before this event was created",
                    "tasks were due before this event was created",
                    from_the_start,
                ),
                why=_("give them dates you can keep, or tick what is done"),
                button=_("Look at the dates"),
                place=EventPage("checklists.show_dates"),
                can=Can.EDIT_CHECKLIST,
            )
        )
    if unowned:
        needs.append(
            OpenNeed(
                number=unowned,
                what=_n("task belongs to nobody", "tasks belong to nobody", unowned),
                button=_("Assign the jobs"),
                place=EventPage("checklists.edit_jobs"),
                can=Can.EDIT_CHECKLIST,
            )
        )
    return needs


CHECKLIST = Station(
    key="checklist",
    name=_l("Checklist"),
    page="checklists.show_checklist",
    band=Band.BEFORE,
    counts=_counts,
    told=checklist_progress,
)
