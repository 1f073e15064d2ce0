"""What can be written of figures: who was there, how an indicator stands, the shares of an event that was counted elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from flask import abort, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from .. import clock
from ..data.db import db, get_or_404
from ..events.access import Can, needs
from ..events.models import Event, Objective
from ..lib.numbers import HIGHEST
from ..objectives.models import IndicatorReading, ObjectiveIndicator
from ..outcomes.readings import ReadingForm, read_indicator
from ..participation.counting.forms import PublishedForm
from ..participation.door.actions import CheckInPress, check_in, undo_check_in
from ..participation.models import Attendance, Participation
from ..web.i18n import _, _l
from .operation import ActOperation, WriteOperation, declare_operation, tell_row
from .problems import ApiProblem
from .reading_invitations import AttendanceShape, attendance_shape
from .rights import ApiArea


class ReadingShape(TypedDict):
    """How an indicator stood on a day."""

    id: int
    indicator_id: int
    on: date
    value: str


def _sent(*names: str) -> dict[str, Any]:
    """What a program sends, which has no other fields."""
    sent = request.get_json(silent=True) or {}
    other = {name: [_("There is no such field.")] for name in sent if name not in names}
    if other:
        raise ApiProblem(422, errors=other)
    return dict(sent)


def _press(event: Event, day: date) -> CheckInPress:
    return CheckInPress(day=day, at=clock.now(), user_id=current_user.id)


@needs(Can.CHECK_IN)
def note_attendance(event: Event) -> AttendanceShape:
    """Somebody on the list is there; said again it is known already."""
    sent = _sent("participation_id", "day")
    who, errors = sent.get("participation_id"), dict[str, list[str]]()
    if not isinstance(who, int) or not 0 < who <= HIGHEST:
        errors["participation_id"] = [_("This is not the kind of value that belongs here.")]
    try:
        day = date.fromisoformat(sent["day"])
    except (KeyError, TypeError, ValueError):
        day = date.min
    if not event.first_day <= day <= event.last_day:
        errors["day"] = [_("Choose a day of the event.")]
    if errors:
        raise ApiProblem(422, errors=errors)
    found = check_in(event, int(str(who)), _press(event, day)) or abort(404)
    row = db.session.query(Attendance).filter_by(participation_id=found.row.id, day=day).one()
    told = attendance_shape(row)
    db.session.commit()
    return told


@needs(Can.CHECK_IN)
def remove_attendance(event: Event, attendance_id: int) -> None:
    """Somebody was not there after all."""
    row = get_or_404(
        Attendance,
        Attendance.id == attendance_id,
        Attendance.participation.has(Participation.event_id == event.id),
    )
    undo_check_in(event, row.participation_id, _press(event, row.day))
    db.session.commit()


@needs(Can.EDIT_OBJECTIVES)
def note_reading(event: Event, indicator_id: int) -> ReadingShape:
    """How an indicator stands on a day; another reading of the same day is replaced."""
    row = get_or_404(
        ObjectiveIndicator,
        ObjectiveIndicator.id == indicator_id,
        ObjectiveIndicator.objective_id.in_(
            db.select(Objective.id).where(Objective.event_id == event.id)
        ),
    )
    sent = _sent("value", "on")
    form = ReadingForm(formdata=MultiDict({name: str(value) for name, value in sent.items()}))
    if not form.validate():
        errors = {str(key): [str(one) for one in some] for key, some in form.errors.items()}
        raise ApiProblem(422, errors=errors)
    read_indicator(row, form.on.data, form.value.data)
    kept = db.session.query(IndicatorReading).filter_by(indicator_id=row.id, on=form.on.data).one()
    told = tell_row(ReadingShape, kept)
    db.session.commit()
    return told


def _shares(sent: Mapping[str, Any]) -> dict[str, Any]:
    """`shares` by line of the table, in percent, as the fields of the page."""
    fields = {name: value for name, value in sent.items() if name != "shares"}
    given = sent.get("shares", {})
    if not isinstance(given, dict):
        raise ApiProblem(
            422, errors={"shares": [_("This is not the kind of value that belongs here.")]}
        )
    return fields | {f"share_{key}": value for key, value in given.items()}


declare_operation(
    ActOperation(
        name="note_attendance",
        method="POST",
        path="/events/<slug>/attendance",
        page="participation.press_at_door",
        area=ApiArea.PEOPLE,
        about=_l("Check in somebody of the list on a day of the event"),
        view=note_attendance,
        takes={
            "participation_id": {"type": "integer"},
            "day": {"type": "string", "format": "date"},
        },
        needed=("participation_id", "day"),
    )
)
declare_operation(
    ActOperation(
        name="remove_attendance",
        method="DELETE",
        path="/events/<slug>/attendance/<int:attendance_id>",
        page="participation.press_at_door",
        area=ApiArea.PEOPLE,
        about=_l("Somebody was not there after all"),
        view=remove_attendance,
        takes={},
    )
)
declare_operation(
    ActOperation(
        name="note_reading",
        method="POST",
        path="/events/<slug>/indicators/<int:indicator_id>/readings",
        page="outcomes.record_reading",
        area=ApiArea.FIGURES,
        about=_l("Record the value of an indicator on a day"),
        view=note_reading,
        takes={"value": {"type": "string"}, "on": {"type": "string", "format": "date"}},
        needed=("value", "on"),
    )
)
declare_operation(
    WriteOperation(
        name="publish_shares",
        method="POST",
        path="/events/<slug>/figures/published",
        page="participation.edit_published_shares",
        area=ApiArea.FIGURES,
        about=_l("The published shares of an event that has no list of people"),
        forms=(PublishedForm,),
        given=_shares,
        takes={
            "shares": {
                "type": "object",
                "description": _l("By line of the table, in percent"),
                "additionalProperties": {"type": ["number", "string"]},
            }
        },
    )
)
declare_operation(
    WriteOperation(
        name="remove_published_shares",
        method="DELETE",
        path="/events/<slug>/figures/published",
        page="participation.remove_published_shares",
        area=ApiArea.FIGURES,
        about=_l("Remove the published shares; it can be restored"),
    )
)
