"""Forums with duties for tests."""

from datetime import UTC, date, datetime

from facilitate.data.db import db
from facilitate.events.models import Event, EventKind
from facilitate.forums.actions import add_forum, add_meeting
from facilitate.forums.models import Forum
from facilitate.lib.text import Words

from ... import moment


def add_rhythm_forum(name: str, since: date, kind: str = "regional_committee") -> Forum:
    """A forum opened on a day, with the duties of its kind."""
    made = datetime(since.year, since.month, since.day, 12, tzinfo=UTC)
    return add_forum(Forum(name=Words(name, name), purpose=Words(), kind=kind, created_at=made))


def add_held_meeting(of: Forum, day: date) -> Event:
    """An event of one day that is a meeting of the forum."""
    event = Event(
        slug=f"{of.slug}-{day:%Y%m%d}",
        kind=EventKind.REGIONAL_MEETING,
        title=Words("Meeting", "Takim"),
        description=Words(),
        first_day=day,
        last_day=day,
        venue="",
        town="Fier",
        expected=20,
        created_at=moment.now(),
    )
    db.session.add(event)
    db.session.flush()
    add_meeting(of, event)
    return event
