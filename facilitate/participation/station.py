"""How far an event's people are: on the list, invited, answered; and on the day, there."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from ..data.noted import Noted
from ..directory.models import Person
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
    list_open_needs,
    percent_done,
    select_value,
)
from ..web.i18n import _, _l, _n
from .models import EXPECTED, CalendarCopy, Participation, Standing
from .queries import UNREAD_ANSWERS


def _counts(asking: CountParameters) -> dict[str, object]:
    here = Participation.event_id == asking.event
    standings = {
        one.value: count_rows(Participation.id, here, Participation.standing == one)
        for one in Standing
    }
    unread = Noted.name == sa.literal(UNREAD_ANSWERS) + sa.cast(asking.event, sa.String)
    return {
        **standings,
        "other_days": count_rows(CalendarCopy.id, here, *_has_other_days()),
        "unread": select_value(sa.cast(Noted.value, sa.Integer), unread),
    }


def _has_other_days() -> tuple[Any, ...]:
    """A calendar has the event on days that are not its days any more, of somebody who is expected."""
    first, last = (sa.cast(day, sa.String) for day in (Event.first_day, Event.last_day))
    return (
        CalendarCopy.event_id == Participation.event_id,
        CalendarCopy.person_id == Participation.person_id,
        CalendarCopy.person_id == Person.id,
        CalendarCopy.event_id == Event.id,
        Participation.standing.in_(EXPECTED),
        Person.left_on.is_(None),
        ~CalendarCopy.withdrawn,
        ~CalendarCopy.told.startswith(first + "/" + last),
    )


def people_progress(found: StationCounts, event: Event, today: date) -> RoomProgress:
    """Ready once everybody on the list has answered and as many come as expected; after the event, once somebody was there."""
    every = sum(found[one] for one in Standing)
    if not every:
        return RoomProgress(
            RoomState.NOT_BEGUN,
            reason=_("nobody is on the list yet"),
            act=_act(
                _("Import your list of people"),
                _("An Excel list is enough: names, organisations and e-mail are recognised."),
                _("Import a list"),
                EventPage("participation.list_bring_back"),
                Can.EDIT_PEOPLE,
            ),
        )
    if event.last_day < today:
        return _afterwards(found, every)
    listed, silent, coming = found[Standing.LISTED], found[Standing.INVITED], found[Standing.COMING]
    coming += found[Standing.ATTENDED]
    said = _n("%(num)d person on the list", "%(num)d people on the list", every)
    parts = [
        said,
        _n(
            "%(num)d of the %(all)d expected is coming",
            "%(num)d of the %(all)d expected are coming",
            coming,
            all=event.expected,
        )
        if coming < event.expected
        else _n("%(num)d coming", "%(num)d coming", coming),
        _n("%(num)d not invited yet", "%(num)d not invited yet", listed) if listed else "",
        _n("%(num)d has not answered", "%(num)d have not answered", silent) if silent else "",
    ]
    left = listed + silent
    return RoomProgress(
        RoomState.UNDER_WAY if left or coming < event.expected else RoomState.READY,
        reason=", ".join(part for part in parts if part),
        open=_n("%(num)d open", "%(num)d open", left) if left else "",
        part=max(
            10,
            min(percent_done(every - left, every), percent_done(coming, event.expected or coming)),
        ),
        act=_invite(listed, silent) if left else None,
        needs=[
            *_other_days(found["other_days"]),
            *_unread(found.get("unread") or 0),
            *_needs(listed, silent),
        ],
    )


def _afterwards(found: StationCounts, every: int) -> RoomProgress:
    came = found[Standing.ATTENDED]
    if not came:
        return RoomProgress(
            RoomState.UNDER_WAY,
            reason=_("it is over, and nobody has been marked as attended"),
            part=50,
            act=_act(
                _("Mark who was there"),
                _("The figures and the report count those who came."),
                _("Mark who came"),
                EventPage("participation.show_people"),
                Can.EDIT_PEOPLE,
            ),
        )
    return RoomProgress(
        RoomState.READY,
        reason=_n("%(num)d of %(all)d came", "%(num)d of %(all)d came", came, all=every),
        part=100,
    )


def _invite(listed: int, silent: int) -> NextAct:
    if listed:
        return _act(
            _n("Invite %(num)d person", "Invite %(num)d people", listed),
            _("By mail, by printed letter, or with links for a mail merge."),
            _("Go to the invitations"),
            EventPage("participation.show_invitations"),
            Can.EDIT_PEOPLE,
        )
    return _act(
        _n("Remind %(num)d person", "Remind %(num)d people", silent),
        _("They are invited and have not answered."),
        _("Go to the reminder"),
        EventPage("participation.show_invitations"),
        Can.EDIT_PEOPLE,
    )


def _act(title: str, why: str, button: str, place: EventPage, can: Can) -> NextAct:
    return NextAct(title=title, why=why, button=button, place=place, can=can)


def _other_days(number: int) -> list[OpenNeed]:
    """Late as soon as it is so: they would come on the wrong day."""
    if not number:
        return []
    what = _n(
        "person has the event on its old days in their calendar",
        "people have the event on its old days in their calendars",
        number,
    )
    place = EventPage("participation.change_calendars", {"kind": "changed"})
    button = _("Send the change")
    can = Can.EDIT_PEOPLE
    return [OpenNeed(number=number, what=what, button=button, place=place, can=can, late=True)]


def _unread(number: int) -> list[OpenNeed]:
    """Answers of calendars that contradict, ask for another day, or are nobody's on the list."""
    what = _n(
        "answer from a calendar was not counted", "answers from calendars were not counted", number
    )
    place = EventPage("participation.import_calendar_answers")
    return list_open_needs(place, Can.EDIT_PEOPLE, ((number, what, _("See why")),))


def _needs(listed: int, silent: int) -> list[OpenNeed]:
    said = (
        (
            listed,
            _n(
                "person is not invited to the event yet",
                "people are not invited to the event yet",
                listed,
            ),
            _("Invite"),
        ),
        (
            silent,
            _n(
                "person has not answered the invitation",
                "people have not answered the invitation",
                silent,
            ),
            _("Remind"),
        ),
    )
    return list_open_needs(EventPage("participation.show_invitations"), Can.EDIT_PEOPLE, said)


PEOPLE = Station(
    key="people",
    name=_l("People"),
    page="participation.show_people",
    band=Band.BEFORE,
    counts=_counts,
    told=people_progress,
    sees=Can.SEE_PEOPLE,
    other_pages=frozenset({"participation.show_invitations"}),
)
