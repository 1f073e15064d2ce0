"""Opening a new event, and the next meeting of a forum with what is copied from the last one."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import BooleanField, IntegerField
from wtforms.widgets import HiddenInput

from .. import clock
from ..accounts.doors import signed_in
from ..data.db import db
from ..directory.models import County
from ..directory.queries import all_counties
from ..events.forms import EventForm
from ..events.models import Event
from ..events.queries import my_events
from ..exchange.plain_pages import serve_plain_list
from ..forums.doors import forum_keepers
from ..forums.meetings.queries import deciding_members
from ..forums.models import Forum, ForumMember
from ..web.forms import PickField
from ..web.i18n import _, _l, _n, pick_wording
from ..web.request_values import asked_day
from .actions import create_event, template_choices
from .forms import NewEventForm
from .next_meeting import (
    CopiedParts,
    NextMeetingDraft,
    WantedCopies,
    create_next_meeting,
    draft_next_meeting,
    last_meeting_parts,
    name_meeting,
)
from .past_meetings import conversation_of_meetings

bp = Blueprint("setup", __name__)


@bp.route("/events/new", methods=["GET", "POST"])
@signed_in
def new_event() -> Any:
    """Whoever has an account may plan an event and becomes its organiser."""
    form = NewEventForm()
    form.county_id.offer(all_counties(), lambda county: county.name)
    form.builds_on_id.offer(my_events(), lambda event: pick_wording(event.title))
    form.offer_templates(template_choices())
    if form.validate_on_submit():
        event, goal, template = Event(), form.goal.data, form.template.data
        del form.goal, form.template, form.past
        form.populate_obj(event)
        create_event(
            event,
            goal,
            organiser=current_user._get_current_object(),
            today=clock.today_in(event),
            template=template,
        )
        flash(
            _(
                "The event has been created, with a checklist and its dates. What to do first is below."
            )
        )
        db.session.commit()
        return redirect(url_for("events.show_desk", slug=event.slug))
    return render_template("setup/new_event.html", form=form), form.status


serve_plain_list(
    bp,
    "/forums/<slug>/meetings/past",
    "past_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_meetings,
)


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


@bp.route("/forums/<slug>/meetings/next", methods=["GET", "POST"])
@forum_keepers
def next_meeting(forum: Forum) -> Any:
    """Whoever keeps the forum opens its next meeting, or that of the agreed `day`, and becomes the event's organiser."""
    chosen = asked_day("day")
    plan = draft_next_meeting(forum, clock.today(), chosen)
    form = _form(plan)
    if not form.validate_on_submit():
        return _page(forum, plan, form)
    plan = draft_next_meeting(forum, clock.today(), chosen)
    if form.last.data != plan.last_id:
        form.form_errors = [
            _(
                "A meeting of this forum has been created in the meantime. If you want "
                "another one, create it again."
            )
        ]
        form.last.raw_data, form.last.data = None, plan.last_id
        return _page(forum, plan, form, 409)
    event = Event(kind=plan.event.kind)
    form.populate_obj(event)
    if event.title == plan.event.title:  # nobody gave it a name: it follows the day
        event.title = name_meeting(forum, plan.last.event if plan.last else None, event.first_day)
    wanted = WantedCopies(form.checklist.data, form.agenda.data, form.members.data)
    copied = create_next_meeting(
        forum,
        event,
        host_id=form.host_id.data,
        plan=plan,
        wanted=wanted,
        organiser=current_user._get_current_object(),
    )
    flash(_told(copied, wanted))
    db.session.commit()
    return redirect(url_for("forums.show_meeting", slug=forum.slug, event_id=event.id))


def _form(plan: NextMeetingDraft) -> NextMeetingForm:
    last = [plan.last.event] if plan.last else []
    events = [*last, *(one for one in my_events() if one not in last)]
    return next_meeting_form(
        plan.event,
        plan.host_id,
        last=plan.last_id,
        hosts=deciding_members(plan.members),
        counties=all_counties(),
        events=events,
    )


def _page(forum: Forum, plan: NextMeetingDraft, form: NextMeetingForm, status: int = 0) -> Any:
    _say_how_much(form, last_meeting_parts(plan))
    return render_template(
        "setup/next_meeting.html", forum=forum, plan=plan, form=form
    ), status or form.status


def _say_how_much(form: NextMeetingForm, last: CopiedParts) -> None:
    """Below each box: how many tasks, steps and people it stands for."""
    form.checklist.description = (
        _n("%(num)d task.", "%(num)d tasks.", last.tasks)
        if last.tasks
        else _("The last meeting has no checklist: the usual one is used.")
    )
    form.agenda.description = (
        _n("%(num)d step.", "%(num)d steps.", last.steps)
        if last.steps
        else _("The last meeting has no agenda: the usual one is used.")
    )
    nobody = len(last.nobody)
    form.members.description = _n("%(num)d person.", "%(num)d people.", last.invited) + (
        " "
        + _n(
            "%(num)d member has nobody named to speak for it.",
            "%(num)d members have nobody named to speak for them.",
            nobody,
        )
        if nobody
        else ""
    )


def _told(copied: CopiedParts, wanted: WantedCopies) -> str:
    """What the meeting was opened with, and whom it could not list."""
    sentence = _(
        "The meeting has been created, and you are its organiser: %(tasks)s, %(steps)s, %(people)s.",
        tasks=_n("%(num)d task", "%(num)d tasks", copied.tasks),
        steps=_n("%(num)d step", "%(num)d steps", copied.steps),
        people=_n("%(num)d person on the list", "%(num)d people on the list", copied.invited),
    )
    if wanted.members and copied.nobody:
        names = ", ".join(row.organisation.name for row in copied.nobody)
        sentence += " " + _("Nobody has been named to speak for: %(names)s.", names=names)
    return sentence
