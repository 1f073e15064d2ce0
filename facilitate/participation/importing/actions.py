"""A list is taken into an event, as one change that can be undone; and the list as it leaves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...data.row_cells import made_rows, recording_rows
from ...directory.importing import actions as directory
from ...directory.models import Gender, Organisation, Person
from ...events.access import Can
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...exchange.merge import Comparison, ListRecord, RowEdit
from ...history.imports import RoomImports
from ...history.models import Change
from ...web.i18n import _l, _n
from ..actions import invite_all_to_event
from ..inviting.actions import update_waiting_list
from ..inviting.queries import people_with_offices
from ..models import ParticipantRole, Participation, PeopleChange, Registration, Standing
from ..queries import participations_by_person
from .step import PeopleStep


def _how_many(change: Change) -> str:
    return _n(
        "%(num)d person on the list was added or changed.",
        "%(num)d people on the list were added or changed.",
        change.count,
    )


IMPORTS = RoomImports(
    kind=PeopleChange,
    key="people",
    name=_l("People"),
    page="participation.show_people",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_PEOPLE,
    says=_how_many,
    lenient=("person", "organisation"),
)
"""What lists changed in an event's people; who became known by one stays in the directory where others need or changed them."""


class ImportedPeople(NamedTuple):
    """What a list changed, and the mails for the queue to those who have a seat by it."""

    change: Change
    mails: list[int]


def apply_people_import(
    event: Event, step: PeopleStep, found: Comparison, *, by: int | None, source: str
) -> ImportedPeople | None:
    """Write what the preview showed and what was chosen, and give free seats on; None where nothing was changed."""
    wait_for_event_lock(event)
    today = clock.today_in(event)
    told = _told_genders(found)
    known = [int(code) for code in told if code.isdigit()]
    with (
        recording_rows((Participation, Participation.event_id == event.id)) as rows,
        recording_rows((Person, Person.id.in_(known))) as persons,
    ):
        made = directory.apply_directory_import(step.outcome, step.plan, today)
        back = [edit.record for edit in found.edits if edit.gone and edit.changes]
        _enlist(event, (*found.new, *back), made.people, today)
        _change(event, [edit for edit in found.edits if not edit.gone], today)
        _tell_genders(told, found.new, made.people)
    if not rows and not persons:
        return None
    new = [
        *made_rows(Organisation, made.offices.values()),
        *made_rows(Person, [person.id for person in made.people.values()]),
    ]
    touched = [cell.id for cell in rows]
    listed = participations_by_person(event)
    number = len({*touched, *(listed[cell.id].id for cell in persons if cell.id in listed)})
    with recording_rows((Registration, Registration.participation_id.in_(touched))) as waiting:
        mails = update_waiting_list(event, touched, clock.now())
    cells = [*new, *persons, *rows, *waiting]
    return ImportedPeople(IMPORTS.remember(event, cells, by, source, count=number), mails)


def _told_genders(found: Comparison) -> dict[str, Gender]:
    """What the file says of the gender of those whom it adds or changes, by their code."""
    told = {one.code: one.get("gender") for one in found.new}
    for edit in found.edits:
        values = {one.name: one.file for one in edit.changes}
        told |= {edit.record.code: values.get("gender")}
    return {code: Gender(str(gender)) for code, gender in told.items() if gender}


def _tell_genders(
    told: Mapping[str, Gender], new: Iterable[ListRecord], made: Mapping[int, Person]
) -> None:
    """The gender of those of whom nobody knew it."""
    known = [int(code) for code in told if code.isdigit()]
    for person in db.session.scalars(sa.select(Person).where(Person.id.in_(known))):
        person.gender = person.gender or told[str(person.id)]
    for one in new:
        if one.code in told and not one.code.isdigit():
            made[one.number].gender = told[one.code]
    db.session.flush()


def _enlist(
    event: Event, records: Iterable[ListRecord], made: Mapping[int, Person], today: date
) -> None:
    """Everybody who is not in the list yet."""
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for record in records:
        person = int(record.code) if record.code.isdigit() else made[record.number].id
        key = record.get("standing"), record.get("parts"), record.get("invited_on")
        groups[key].append(person)
    for (standing, parts, on), ids in groups.items():
        usual = None if standing == Standing.LISTED else today
        invite_all_to_event(
            event,
            people_with_offices(ids),
            standing=Standing(standing),
            parts=[ParticipantRole(part) for part in parts],
            on=on or usual,
        )


def _change(event: Event, edits: Iterable[RowEdit], today: date) -> None:
    """Those of the list whose row says something else."""
    rows = participations_by_person(event)
    for edit in edits:
        row, values = rows[int(edit.record.code)], {one.name: one.file for one in edit.changes}
        was = row.standing
        if "standing" in values:
            row.standing = Standing(str(values["standing"]))
        if isinstance(parts := values.get("parts"), tuple):
            row.parts = tuple(ParticipantRole(part) for part in parts)
        if isinstance(on := values.get("invited_on"), date):
            row.invited_on = on
        elif was is Standing.LISTED and row.standing is not Standing.LISTED:
            row.invited_on = row.invited_on or today
