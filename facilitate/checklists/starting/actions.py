"""A checklist is begun, and lists to begin with are added: a shipped one, one people made, this event's for the next."""

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from ... import clock
from ...accounts.doors import is_administrator, is_in_a_team
from ...data.db import db, get_or_404
from ...data.row_cells import recording_rows
from ...events.actions import wait_for_event_lock
from ...events.models import Event, Member, Role
from ...events.queries import team_of
from ...exchange.conversation import Taken
from ...exchange.plain_lists import PlainList
from ...exchange.plain_pages import KeptList
from ...exchange.preview import Decided
from ...history.imports import RoomImports
from ...history.removing import RoomRemovals
from ...lib.text import Words
from ...web.i18n import _, _l, _n
from ...web.refused import Refused
from ..actions import EventJobs, dates_of_tasks, next_position, planned_day
from ..models import (
    Anchor,
    ChecklistTemplate,
    ListChange,
    StartingListImport,
    Task,
    TaskStatus,
)
from ..queries import checklist_of, tasks_of
from .from_event import as_starting_tasks
from .queries import OWN, StartingList, shipped_list
from .task_list import (
    StartingTask,
    Tasks,
    changed_tasks,
    checked_tasks,
    record_of_task,
    starting_list,
    tasks_from_text,
    tasks_to_text,
)

LIST_REMOVALS = RoomRemovals(
    kind=ListChange,
    models=(ChecklistTemplate,),
    key="starting_lists",
    name=_l("Starting lists"),
    page="overview.show_front_page",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)
"""How lists of our own are removed."""
LIST_IMPORTS = RoomImports(
    kind=StartingListImport,
    key="starting_list_files",
    name=_l("Starting lists from Excel"),
    page="overview.show_front_page",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)
"""How files change them."""

MOST_LISTS = 200
"""Lists people may add to one planner."""


def start_checklist(event: Event, today: date, people: Mapping[Role, Member]) -> list[Task]:
    """Copy the starting checklist of the event's kind; each role's tasks go to its person.

    Dates that lie before `today` stay as they are: they say what a late start has already missed. Codes
    that the event has are left out, so that starting twice copies nothing twice.
    """
    return copy_tasks(event, shipped_list(event.kind).tasks, people)


def start_from_list(event: Event, chosen: StartingList) -> list[Task]:
    """Copy the chosen list; each role's tasks go to the first of the team in it."""
    people: dict[Role, Member] = {}
    for member in team_of(event):
        people.setdefault(member.role, member)
    return copy_tasks(event, chosen.tasks, people, chosen.prefix)


def copy_tasks(
    event: Event, rows: Sequence[StartingTask], people: Mapping[Role, Member], prefix: str = ""
) -> list[Task]:
    """Copy these tasks onto the event: jobs are made, tasks counted from other tasks find them by code.

    `prefix` goes before their codes. Codes the event has, or had, are left out; where nothing is on its list any more,
    all are copied, those it had with a code of their own.
    """
    wait_for_event_lock(event)
    known = db.session.execute(
        sa.select(Task.code, Task.removed_at).where(Task.event_id == event.id)
    ).all()
    have = {code for code, _removed in known}
    empty = all(removed for _code, removed in known)
    codes = {
        row.code: _free(prefix + row.code, have) if empty else prefix + row.code for row in rows
    }
    position = next_position(event)
    tasks: list[Task] = []
    jobs = EventJobs(event)
    for row in [row for row in rows if codes[row.code] not in have]:
        role = jobs.named(row.who) if row.who else None
        person = people.get(row.role)
        if role and role.member_id is None and person is not None:
            role.member_id = person.id
        anchor = Anchor.FIRST_DAY if row.anchor is Anchor.TASK else row.anchor
        day = planned_day(event, row.offset, row.unit, anchor)
        tasks.append(
            Task(
                event_id=event.id,
                code=codes[row.code],
                position=position + len(tasks),
                phase=row.phase,
                title=row.title,
                benchmark=row.benchmark,
                role_id=role.id if role else None,
                owner_id=role.member_id if role else person and person.id,
                owner_by_hand=not role and person is not None,
                offset=row.offset,
                unit=row.unit,
                anchor=row.anchor,
                first_due_on=day,
                due_on=day,
                due_by_hand=False,
                status=TaskStatus.OPEN,
                effort=row.effort,
                extra={},
                milestone=row.milestone,
            )
        )
    db.session.add_all(tasks)
    db.session.flush()
    _chain(
        event,
        tasks,
        {codes[row.code]: codes[row.after] for row in rows if row.anchor is Anchor.TASK},
    )
    return tasks


def _free(code: str, taken: set[str]) -> str:
    number = 2
    free = code
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    return free


def _chain(event: Event, new: Sequence[Task], after: Mapping[str, str]) -> None:
    """Tie the new tasks that are counted from others to them, and date them."""
    chained = [task for task in new if task.code in after]
    if not chained:
        return
    query = sa.select(Task.code, Task.id).where(
        Task.event_id == event.id, Task.removed_at.is_(None)
    )
    ids = {code: key for code, key in db.session.execute(query)}
    for task in chained:
        task.after_id = ids.get(after[task.code])
    db.session.flush()
    days = dates_of_tasks(event, checklist_of(event))
    for task in chained:
        task.due_on = task.first_due_on = days[task.id]
    db.session.flush()


def save_starting_list(user_id: int, name: Words, tasks: Tasks) -> ChecklistTemplate:
    """Keep a list for everybody in the planner; the same list of the same person is kept once."""
    content = tasks_to_text(checked_tasks(tasks))
    same = sa.select(ChecklistTemplate).where(
        ChecklistTemplate.user_id == user_id, ChecklistTemplate.content == content
    )
    if there := next((one for one in db.session.scalars(same) if one.name == name), None):
        return there
    if (db.session.scalar(sa.select(sa.func.count(ChecklistTemplate.id))) or 0) >= MOST_LISTS:
        raise Refused(
            _("There are %(most)d lists already. Delete one nobody uses.", most=MOST_LISTS)
        )
    row = ChecklistTemplate(user_id=user_id, at=clock.now(), name=name, content=content)
    db.session.add(row)
    db.session.flush()
    return row


def event_tasks(event: Event) -> Tasks:
    """The event's checklist as a list to start others from. Raises Refused where nothing is on it."""
    roles = {member.id: member.role for member in team_of(event)}
    tasks = as_starting_tasks(tasks_of(event), roles, event.first_day, event.last_day)
    if not tasks:
        raise Refused(_("The checklist is still empty, so there is nothing to start from."))
    return {task.code: record_of_task(task) for task in tasks}


def list_of_event(event: Event) -> PlainList:
    """The event's checklist as a starting list that is written to a file."""
    return starting_list(event.title, event.slug, event_tasks(event), event.language)


def kept_starting_list(template_id: int, language: str, page: str = "") -> KeptList:
    """A list of our own: how it is, and how what a file says becomes so; `page`: its own one, to be on once that is undone."""
    row = get_or_404(ChecklistTemplate, ChecklistTemplate.id == template_id)

    def write_tasks(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        with recording_rows((ChecklistTemplate, ChecklistTemplate.id == row.id)) as cells:
            tasks = changed_tasks(tasks_from_text(row.content), decided)
            row.content, row.at = tasks_to_text(tasks), clock.now()
        change = LIST_IMPORTS.remember(None, cells, by, source)
        change.count = sum(map(len, (decided.new, decided.changed, decided.out)))  # of its tasks
        said = _n("The list now has %(num)d task.", "The list now has %(num)d tasks.", len(tasks))
        return Taken(said, lambda: LIST_IMPORTS.way_back(None, change, page))

    return KeptList(
        key="starting-lists",
        language=language,
        now=lambda code: starting_list(
            row.name, f"{OWN}{row.id}", tasks_from_text(row.content), code
        ),
        write=write_tasks,
    )
