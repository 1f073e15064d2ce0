"""What the door says, in plain sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ...events.models import Event
from ...web.i18n import _, _n, format_day, label_of, pick_wording
from ..models import ParticipantRole, Standing
from .attendance import AttendanceLine
from .roll import DoorCount, DoorEntry


def at_clock(moment: datetime | None, event: Event) -> str:
    """A moment by the clock on the wall of the event, `09:12`."""
    return moment.astimezone(ZoneInfo(event.zone)).strftime("%H:%M") if moment else ""


def entry_hints(one: DoorEntry) -> list[str]:
    """What the door should know of somebody beside their name."""
    found = [label_of(part) for part in one.parts if part is not ParticipantRole.PARTICIPANT]
    if one.walk_in:
        found.append(_("walk-in"))
    if one.since is None and one.standing not in (Standing.COMING, Standing.ATTENDED):
        found.append(label_of(one.standing))
    if one.interpreter:
        found.append(_("needs an interpreter"))
    return [*found, *one.told]


def counts_sentence(count: DoorCount, pattern: str = "") -> str:
    """`There: 34 of 96 expected. Still missing: 62.` The page's script fills in the same sentence."""
    said = pattern or counts_pattern()
    values = {"there": count.there, "expected": count.expected, "missing": count.missing}
    for name, value in values.items():
        said = said.replace(f"{{{name}}}", str(value))
    return said


def counts_pattern() -> str:
    """The sentence with its places."""
    return _("Present: {there} of {expected} expected. Still missing: {missing}.")


def attendance_sentence(total: AttendanceLine, on: Sequence[date], undated: int = 0) -> str:
    """`There: Thu 18 Mar 96, Fri 19 Mar 88. On any day: 101 of 108 expected.`"""
    if not total.any_day:
        return _("Nobody has been checked in yet. Expected: %(expected)d.", expected=total.expected)
    noted = _n(
        "No day was recorded for %(num)d person.",
        "No day was recorded for %(num)d people.",
        undated,
    )
    if undated == total.any_day:
        attended = _(
            "Attended: %(number)d of %(expected)d expected.",
            number=total.any_day,
            expected=total.expected,
        )
        return f"{attended} {noted}"
    each = ", ".join(
        f"{format_day(one)} {number}" for one, number in zip(on, total.days, strict=True)
    )
    there = _(
        "Present: %(days)s. On any day: %(number)d of %(expected)d expected.",
        days=each,
        number=total.any_day,
        expected=total.expected,
    )
    return f"{there} {noted}" if undated else there


def press_sentence(one: DoorEntry, event: Event, *, new: bool) -> str:
    """What a press did: they are in, or have been since when."""
    if one.since is None:
        return _(
            "The check-in of %(name)s was undone in the meantime. Press again if they are there.",
            name=one.name,
        )
    if new:
        return _("%(name)s is checked in.", name=one.name)
    time = at_clock(one.since, event)
    if one.place:
        return _(
            "%(name)s was already checked in at %(time)s (%(door)s).",
            name=one.name,
            time=time,
            door=one.place,
        )
    return _("%(name)s was already checked in at %(time)s.", name=one.name, time=time)


def foreign_badge_sentence(other: Event | None) -> str:
    """Why a code checks nobody in."""
    if other is None:
        return _("This code is not on any of our badges. Type the name instead.")
    return _(
        "This badge belongs to “%(event)s”, not to this event. Nobody was checked in.",
        event=pick_wording(other.title),
    )


def door_phrases() -> dict[str, str]:
    """What the page's script says, by the name it knows it by, with {places} to fill in."""
    return {
        "count": counts_pattern(),
        "since": _("in since {time}"),
        "done": _("{name} is checked in."),
        "already": _("{name} was already checked in at {time}."),
        "undone": _("{name} is no longer checked in."),
        "walked": _("{name} is checked in as a walk-in."),
        "waits": _("not sent yet"),
        "offline": _(
            "No connection. Carry on: what you press is kept on this device and sent later."
        ),
        "queue": _("Waiting to be sent: {number}"),
        "sent": _("Everything has been sent."),
        "gone": _(
            "This door link was removed. Nothing more can be sent; tell the team what is "
            "still waiting here."
        ),
        "signed_out": _(
            "You are signed out. Sign in again on this device; what is waiting is kept and "
            "will be sent then."
        ),
        "stranger": _(
            "This badge is not on the list on this device. The planner will look it up as "
            "soon as there is a connection."
        ),
        "nobody": _("Nobody found. Accents do not matter; try fewer letters, or add a walk-in."),
        "more": _("{number} more. Type a few letters of the name."),
        "camera": _("The camera cannot be used. Type the name, or the code below the picture."),
        "like": _("Already on the list: {name}, {office}. Check in this person?"),
    }
