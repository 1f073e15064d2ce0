"""What happens to visits, requests for money and advice: kept, mended; a granted request taken into an event's budget and checklist."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask import url_for

from ...accounts.doors import is_administrator, is_in_a_team
from ...budget.actions import budget_setting, place_row
from ...budget.models import Contribution, ContributionKind, PledgeStatus
from ...budget.queries import contributions_of, cost_lines, rates_of
from ...checklists.actions import append_task, new_task, remember_checklist_change
from ...checklists.models import Anchor, ChecklistAct, Phase, Task, Unit
from ...data.db import db
from ...data.row_cells import made_rows, recording_rows
from ...directory.models import Organisation
from ...directory.municipalities import office_of_municipality
from ...events.models import Event
from ...exchange.conversation import Taken
from ...exchange.merge import Value
from ...exchange.preview import Decided
from ...history.imports import RoomImports
from ...lib.text import Words
from ...web.i18n import _, _l, format_day, in_both_languages
from ...web.refused import Refused
from ..models import Forum
from ..presidency.activity_list import ACTIVITY_IMPORTS
from ..presidency.labels import PLAN_CURRENCY
from ..programme_models import (
    MoneyRequest,
    RequestStatus,
    StandardCheck,
    StandardImport,
)
from .queries import municipalities_of
from .shares import partner_shares
from .standards import SeenStandard

PROGRAMME_IMPORTS = RoomImports(
    kind=StandardImport,
    key="standard_lists",
    name=_l("Standards, advice and training from Excel"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
    lenient=("organisation",),
)
FORUM_LISTS = (PROGRAMME_IMPORTS, ACTIVITY_IMPORTS)
"""What a forum's own lists change when they come back from Excel."""


def office_visited(forum: Forum, name: str) -> Organisation:
    """The office of that name; that of a municipality the directory does not have is put into it."""
    office = next(row.office for row in municipalities_of(forum) if row.name == name)
    return office if isinstance(office, Organisation) else office_of_municipality(office)


def keep_visit(
    forum: Forum, place: str, visited_on: date, seen: list[SeenStandard]
) -> list[StandardCheck]:
    """Keep what was seen at a visit; a standard looked at twice on one day is what was seen last."""
    office = office_visited(forum, place).id
    rows = [
        StandardCheck(
            forum_id=forum.id,
            organisation_id=office,
            visited_on=visited_on,
            standard=one.standard,
            kept=one.kept,
            finding=one.finding,
            mend_by=one.mend_by,
            mends=one.mends,
        )
        for one in seen
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def write_rows(
    forum: Forum,
    decided: Decided,
    *,
    rows: Mapping[str, Any],
    new: Callable[[], Any],
    put: Callable[[Any, Mapping[str, Value]], None],
    by: int | None,
    source: str,
    said: Callable[[int], str],
    page: str,
    offices: Iterable[Organisation] = (),
) -> Taken:
    """What a file says of a forum's rows, by code. `new` makes one, `put` writes what a row of the file says into it.

    `said`: the sentence for how many rows; `page`: the endpoint of the list's own page;
    `offices`: those that `put` has added to the directory, which go again with the rows.
    """
    kind = type(new())
    with recording_rows((kind, kind.forum_id == forum.id)) as cells:
        for code, values in decided.changed.items():
            if code in rows:
                put(rows[code], values)
        for record in decided.new:
            row = new()
            put(row, record.values)
            db.session.add(row)
        for code in decided.out:
            if code in rows:
                db.session.delete(rows[code])
    added = made_rows(Organisation, [office.id for office in offices])
    change = PROGRAMME_IMPORTS.remember(None, [*added, *cells], by, source, count=len(cells))
    return Taken(
        said(len(cells)),
        lambda: PROGRAMME_IMPORTS.way_back(None, change, url_for(page, slug=forum.slug)),
    )


def take_into_event(row: MoneyRequest, event: Event, by: int) -> None:
    """Put what was granted, and what the partners bring, into the event's budget, and the report into its checklist; once.

    Raises Refused for what is not granted, or was taken already.
    """
    if row.state is not RequestStatus.GRANTED or row.granted is None:
        raise Refused(_("Only what was granted can be added to a budget."))
    if row.event_id is not None:
        raise Refused(_("It is in a budget already."))
    if not (contributions_of(event) or cost_lines(event) or rates_of(event)):
        budget_setting(event).currency = PLAN_CURRENCY  # nothing is in another one yet
    title = Words(row.title, row.title)
    given = Contribution(
        giver=row.sent_to,
        kind=ContributionKind.CASH,
        title=title,
        unit_cents=row.granted,
        currency=PLAN_CURRENCY,
        pledge=PledgeStatus.CONFIRMED,
        confirmed_on=row.answered_on,
    )
    place_row(given, event)
    for one in partner_shares(row.partners):
        if one.cents:
            own = Contribution(
                giver=one.name,
                kind=ContributionKind.CASH,
                title=title,
                unit_cents=one.cents,
                currency=PLAN_CURRENCY,
            )
            place_row(own, event)
    if row.report_due is not None:
        with remember_checklist_change(
            event, ChecklistAct.ADDED, by, about=Words(row.title, row.title), tasks=[]
        ) as made:
            made.add(_report_task(row, event, row.report_due).id)
    row.event_id = event.id
    db.session.flush()


def _report_task(row: MoneyRequest, event: Event, due: date) -> Task:
    task = new_task(event)
    task.phase = Phase.FOLLOW_UP
    task.title = in_both_languages(
        lambda: _("Report to %(who)s: %(what)s", who=row.sent_to, what=row.title)
    )
    task.benchmark = in_both_languages(
        lambda: _(
            "%(who)s has the report by %(day)s.", who=row.sent_to, day=format_day(due, "dated")
        )
    )
    task.anchor, task.unit, task.offset = Anchor.LAST_DAY, Unit.DAYS, (due - event.last_day).days
    task.due_on, task.due_by_hand = due, True
    return append_task(task)
