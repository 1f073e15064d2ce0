"""What may be typed about a forum's next meeting."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField
from wtforms.widgets import HiddenInput

from ..directory.models import County
from ..events.forms import EventForm
from ..events.models import Event
from ..forums.models import ForumMember
from ..web.forms import PickField
from ..web.i18n import _l, pick_wording


class NextMeetingForm(EventForm):
    """A meeting's facts, who receives the others, and what comes along from the last one. `last`: the meeting it was made from."""

    host_id = PickField(_l("Host"))
    checklist = BooleanField(
        _l("Checklist: the same tasks, each as far ahead of the meeting as before")
    )
    agenda = BooleanField(_l("Agenda: the same steps, without the people"))
    members = BooleanField(
        _l("Members: everybody who speaks for one is added to the list; nothing is sent yet")
    )
    last = IntegerField(widget=HiddenInput(), default=0)

    def populate_obj(self, obj: Any) -> None:
        """The event's own facts; what is copied is no column."""
        for name, of in self._fields.items():
            if name not in ("version", "host_id", "checklist", "agenda", "members", "last"):
                of.populate_obj(obj, name)


def next_meeting_form(
    event: Event,
    host_id: int | None,
    last: int,
    hosts: Iterable[ForumMember],
    counties: Iterable[County],
    events: Sequence[Event],
) -> NextMeetingForm:
    """The form filled in beforehand, its lists filled."""
    form = NextMeetingForm(
        obj=event, host_id=host_id, checklist=True, agenda=True, members=True, last=last
    )
    form.host_id.offer(hosts, lambda row: row.organisation.name)
    form.county_id.offer(counties, lambda county: county.name)
    form.builds_on_id.offer(events, lambda one: pick_wording(one.title))
    return form
