"""The rooms of an event as a list that leaves and comes back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import url_for

from ...events.models import Event
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, whole_number, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...lib.text import plain_text
from ...lib.uploads import read_text
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, sort_by_name, use_language
from ..actions import plan_to_change, write_plan
from ..history import AgendaAct
from ..plan import Plan, PlanRoom
from ..queries import plan_of
from .forms import MOST_PEOPLE

ROOMS = with_codes(
    ExchangeTable(
        "rooms",
        (
            ExchangeColumn(
                name="title",
                label=_l("Room"),
                limit=SHORT,
                width=34,
                is_name=True,
                also="hall name emri salla",
            ),
            ExchangeColumn(
                name="capacity",
                label=_l("Capacity"),
                kind=ColumnKind.NUMBER,
                width=11,
                also="places people seats vende persona",
            ),
        ),
    )
)


def _rooms_now(event: Event, plan: Plan, language: str) -> PlainList:
    """The rooms of an event as they are."""
    rooms = sort_by_name(list(plan.rooms.values()), lambda room: room.name)
    with use_language(language):
        return PlainList(
            table=ROOMS,
            slug=event.slug,
            language=language,
            title=_("Rooms"),
            facts=event.title.to(language),
            records={_code(room.id): _record(room) for room in rooms},
            needs=("title",),
            readers={"capacity": whole_number(0, MOST_PEOPLE, empty=0)},
            check=partial(_named_twice, plan),
        )


def _code(room_id: int) -> str:
    return f"R{room_id}"


def _record(room: PlanRoom) -> ListRecord:
    values: dict[str, Value] = {"title": read_text(room.name), "capacity": float(room.capacity)}
    return ListRecord(_code(room.id), values)


def _named_twice(plan: Plan, rows: Sequence[ListRecord]) -> Mapping[tuple[int, str], str]:
    """Rows that name a room as another one is called, in the file or, where it is not in the file, here."""
    in_file = {row.code for row in rows}
    taken = {plain_text(room.name) for room in plan.rooms.values() if _code(room.id) not in in_file}
    twice = {}
    for row in rows:
        name = plain_text(row.title)
        if name and name in taken:
            twice[row.number, "title"] = _("There is already a room with that name.")
        taken.add(name)
    return twice


def without_rooms(plan: Plan, ids: Collection[int]) -> Plan:
    """The plan without these rooms; steps and groups in them have none then."""
    emptied = [replace(one, room=None) for one in plan.steps.values() if one.room in ids]
    groups = [replace(one, room=None) for one in plan.strands.values() if one.room in ids]
    return plan.with_rows(*emptied, *groups).without("rooms", ids)


def _changed(plan: Plan, decided: Decided) -> Plan:
    """The plan with the rooms as the file has them."""
    by_code = {_code(room.id): room for room in plan.rooms.values()}
    for code, values in decided.changed.items():
        if code in by_code:
            plan = plan.with_rows(replace(by_code[code], **_fields(values)))
    for record in decided.new:
        plan = plan.with_rows(PlanRoom(plan.fresh("rooms"), **_fields(record.values)))
    return without_rooms(plan, [by_code[code].id for code in decided.out if code in by_code])


def _fields(values: Mapping[str, Value]) -> dict[str, Any]:
    """The fields of a room that a row says."""
    found: dict[str, Any] = {}
    if "title" in values:
        found["name"] = values["title"]
    if "capacity" in values:
        found["capacity"] = int(float(str(values["capacity"])))
    return found


def kept_rooms(event: Event) -> KeptList:
    """The rooms of an event: how they are, and how what a file says becomes so."""

    def write_rooms(decided: Decided, _language: str, _source: str, by: int | None) -> Taken:
        before = plan_to_change(event)
        write_plan(event, before, _changed(before, decided), AgendaAct.ROOM, by=by)
        return Taken(_said(decided), lambda: url_for("agenda.undo_change", slug=event.slug))

    return KeptList(
        key="rooms",
        language=event.language,
        now=lambda language: _rooms_now(event, plan_of(event), language),
        write=write_rooms,
    )


def conversation_of_rooms(event: Event) -> PlainConversation:
    """The pages on which the rooms of an event come back."""
    return conversation_about(
        event, kept_rooms(event), page="agenda.edit_rooms", pages="agenda.rooms_", name=_("Rooms")
    )


def _said(decided: Decided) -> str:
    """`3 rooms were changed, added or removed.`"""
    count = len(decided.new) + len(decided.changed) + len(decided.out)
    return _n(
        "%(num)d room was changed, added or removed.",
        "%(num)d rooms were changed, added or removed.",
        count,
    )
