"""Opening a new event."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user

from .. import clock
from ..accounts.doors import signed_in
from ..data.db import db
from ..directory.queries import all_counties
from ..events.models import Event
from ..events.queries import my_events
from ..exchange.plain_pages import serve_plain_list
from ..forums.doors import forum_keepers
from ..web.i18n import _, pick_wording
from . import next_meeting_pages
from .actions import create_event
from .blueprint import bp
from .forms import NewEventForm
from .past_meetings import conversation_of_meetings
from .starting import template_choices

__all__ = ["bp", "next_meeting_pages"]


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
