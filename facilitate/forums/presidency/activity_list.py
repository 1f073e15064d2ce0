"""The activities of a work plan or a regional plan as a list that leaves and comes back."""

from collections.abc import Mapping
from datetime import date

from flask import url_for

from ... import clock
from ...accounts.doors import is_administrator, is_in_a_team
from ...data.db import db, get_or_404
from ...data.row_cells import recording_rows
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...history.imports import RoomImports
from ...history.models import Change, change_of_room
from ...lib.money import NotMoney, ReadMoney, read_money
from ...lib.text import plain_text
from ...lib.uploads import read_text
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, current_language, use_language
from ..actions import lock_forum
from ..models import Activity, ActivityStatus, Forum, Presidency, WorkPlan
from .labels import PLAN_CURRENCY, plan_title, term_days
from .plans import PlanRecord, add_activity, approved_values, plan_for, plan_record, renew_plan

_OWN = (
    ExchangeColumn(name="title", label=_l("What"), limit=500, width=60),
    ExchangeColumn(name="member", label=_l("Responsible"), limit=SHORT, width=34),
    ExchangeColumn(name="due_on", label=_l("By"), kind=ColumnKind.DAY, width=13),
    ExchangeColumn(
        name="state", label=_l("Status"), kind=ColumnKind.CHOICE, of=ActivityStatus, width=14
    ),
)
WORK_ACTIVITIES = with_codes(ExchangeTable("activities", _OWN))
REGIONAL_ACTIVITIES = with_codes(
    ExchangeTable(
        "regional-activities",
        (
            *_OWN,
            ExchangeColumn(name="goal", label=_l("Goal"), limit=300, width=34),
            ExchangeColumn(name="indicator", label=_l("Indicator"), limit=300, width=34),
            ExchangeColumn(
                name="needed", label=_l("Money needed (lekë)"), kind=ColumnKind.NUMBER, width=18
            ),
            ExchangeColumn(
                name="found", label=_l("Money found (lekë)"), kind=ColumnKind.NUMBER, width=18
            ),
        ),
    )
)


class ActivityImport(Change):
    """What a file changed in the activities of a plan."""

    __mapper_args__ = change_of_room("activity_lists")


ACTIVITY_IMPORTS = RoomImports(
    kind=ActivityImport,
    key="activity_lists",
    name=_l("Activities of plans from Excel"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)


def _activities_now(found: PlanRecord, language: str) -> PlainList:
    """The activities as they are, in their order."""
    names = {plain_text(row.organisation.name): row.organisation.name for row in found.members}

    def read_member(said: str) -> Value:
        if said and plain_text(said) not in names:
            raise ValueError(_("No member of the forum has this name."))
        return names.get(plain_text(said), "")

    table = REGIONAL_ACTIVITIES if found.regional else WORK_ACTIVITIES
    with use_language(language):
        return PlainList(
            table=table,
            slug=f"{found.forum.slug}/{found.term.id}",
            language=language,
            title=plan_title(found),
            facts=f"{found.term.member.organisation.name} · {term_days(found.term)}",
            records={_code(row): _record(found, row, table) for row in found.activities},
            needs=("title", "state"),
            readers={"member": read_member, "needed": _read_lek, "found": _read_lek},
        )


def _read_lek(said: str) -> Value:
    """An amount in whole lekë or with cents; empty where nobody has said. Raises ValueError."""
    try:
        read = read_money(said) if said else None
    except NotMoney:
        read = ReadMoney(0, "?")
    if read and read.currency not in ("", PLAN_CURRENCY):
        raise ValueError(_("Please write the amount in lekë."))
    return read.cents / 100 if read else ""


def _code(row: Activity) -> str:
    return f"A{row.id}"


def _record(found: PlanRecord, row: Activity, table: ExchangeTable) -> ListRecord:
    member = found.board.by_id.get(row.member_id or 0)
    values: dict[str, Value] = {
        "title": read_text(row.text),
        "member": read_text(member.organisation.name) if member else "",
        "due_on": row.due_on,
        "state": row.status.value,
        "goal": read_text(row.goal),
        "indicator": read_text(row.indicator),
        "needed": "" if row.needed is None else row.needed / 100,
        "found": "" if row.found is None else row.found / 100,
    }
    return ListRecord(_code(row), {name: values[name] for name in table.editable})


def kept_activities(forum: Forum, term: Presidency) -> KeptList:
    """The activities of a plan: how they are, and how what a file says becomes so; what members approved is asked anew."""

    def write_activities(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        plan = plan_for(term)
        found = plan_record(forum, term, clock.today())
        rows, anew = {_code(row): row for row in found.activities}, False
        with recording_rows(
            (WorkPlan, WorkPlan.id == plan.id), (Activity, Activity.work_plan_id == plan.id)
        ) as cells:
            for code, values in decided.changed.items():
                if code in rows:
                    before = approved_values(rows[code])
                    _put(found, rows[code], values)
                    anew = anew or approved_values(rows[code]) != before
            for record in decided.new:
                row = Activity(text="")
                _put(found, row, record.values)
                add_activity(plan, row)
            gone = [rows[code] for code in decided.out if code in rows]
            for row in gone:
                db.session.delete(row)
            if anew or decided.new or gone:
                renew_plan(plan)
        number = len(decided.changed) + len(decided.new) + len(gone)
        change = ACTIVITY_IMPORTS.remember(None, cells, by, source, count=number)
        said = _n(
            "%(num)d activity was changed, added or removed.",
            "%(num)d activities were changed, added or removed.",
            number,
        )
        return Taken(
            said,
            lambda: ACTIVITY_IMPORTS.way_back(
                None,
                change,
                url_for("forums.show_work_plan", slug=forum.slug, presidency_id=term.id),
            ),
        )

    return KeptList(
        key="activities",
        language=current_language(),
        now=lambda language: _activities_now(plan_record(forum, term, clock.today()), language),
        write=write_activities,
    )


def _put(found: PlanRecord, row: Activity, values: Mapping[str, Value]) -> None:
    """What a row of the file says, in the activity."""
    if "title" in values:
        row.text = str(values["title"])
    if "member" in values:
        named = {one.organisation.name: one.id for one in found.members}
        row.member_id = named.get(str(values["member"]))
    if "due_on" in values:
        row.due_on = day if isinstance(day := values["due_on"], date) else None
    if "state" in values:
        row.status = ActivityStatus(str(values["state"]))
    for name in ("goal", "indicator"):
        if name in values:
            setattr(row, name, str(values[name] or ""))
    for name in ("needed", "found"):
        if name in values:
            amount = values[name]
            setattr(row, name, round(amount * 100) if isinstance(amount, float) else None)


def conversation_of_activities(forum: Forum, presidency_id: int) -> PlainConversation:
    """The pages on which the activities of a plan come back."""
    term = get_or_404(Presidency, Presidency.id == presidency_id, Presidency.forum_id == forum.id)
    return conversation_about(
        forum,
        kept_activities(forum, term),
        page="forums.show_work_plan",
        pages="forums.activities_",
        name=_("Work plan"),
        owner_id=term.id,
        presidency_id=term.id,
    )
