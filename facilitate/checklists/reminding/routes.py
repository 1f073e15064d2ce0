"""Being reminded: mails by choice, a calendar of due dates that follows every change, a copy of it for one event."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import BooleanField

from ... import clock
from ...accounts.doors import public_page
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...lib.text import make_slug
from ...mail.outbox import can_mail
from ...web.addresses import full_address
from ...web.answer_cache import cached_answer
from ...web.downloads import send_download
from ...web.forms import PlannerForm
from ...web.i18n import _, _l
from ...web.limits import limiter
from ...web.refused import Refused
from ..blueprint import bp
from . import actions
from .digest import next_monday
from .queries import feed_of, mail_of, member_of, owner_of


@bp.route("/events/<slug>/checklist/mails", methods=["GET", "POST"])
@needs(Can.SEE)
def edit_mails(event: Event) -> Any:
    """One's own mails and calendar."""
    member, today = member_of(event, current_user.id), clock.today_in(event)
    mail = mail_of(member.id) if member else None
    form, feed = MailsForm(obj=mail), feed_of(current_user.id)
    if member and form.validate_on_submit():
        began = form.weekly.data and not (mail and mail.weekly)
        actions.choose_mails(
            event, member, weekly=form.weekly.data, day_before=form.day_before.data, today=today
        )
        flash(_("Saved. The first weekly e-mail comes next week.") if began else _("Saved."))
        db.session.commit()
        return redirect(url_for("checklists.edit_mails", slug=event.slug))
    link = full_address("checklists.export_task_feed", token=feed.token) if feed else ""
    return render_template(
        "checklists/reminding/mails.html",
        event=event,
        form=form,
        member=member,
        mail=mail,
        link=link,
        webcal="webcal://" + link.split("://", 1)[-1],
        monday=next_monday(today),
        can_mail=can_mail(),
        letter=actions.preview_weekly_mail(event, member, today) if member else None,
    ), form.status


@bp.post("/events/<slug>/checklist/mails/calendar")
@needs(Can.SEE)
def create_feed(event: Event) -> Any:
    """A link of one's own; the one before stops working."""
    again = feed_of(current_user.id) is not None
    actions.create_task_feed(event, current_user.id)
    news = _(
        "The link is ready. Calendars that subscribed to an earlier one no longer get updates."
    )
    flash(news if again else _("The link is ready."))
    db.session.commit()
    return redirect(url_for("checklists.edit_mails", slug=event.slug, _anchor="calendar"))


@bp.get("/events/<slug>/checklist/my-tasks.ics")
@needs(Can.SEE)
def export_my_calendar(event: Event) -> Response:
    """One's own tasks in this event, as they are today; `?as=tasks`: for programs that keep tasks."""
    member = member_of(event, current_user.id)
    if member is None:
        raise Refused(_("You are not in this event’s team, so no task can be yours."))
    content = actions.calendar_in(event, member.id, as_todo=request.args.get("as") == "tasks")
    return send_download(content, f"{event.slug}-{make_slug(_('Tasks'))}.ics")


@bp.get("/feed/tasks/<token>.ics")
@public_page
@limiter.limit("60/minute")
def export_task_feed(token: str) -> Response:
    """The due dates of whoever made the link, over all events."""
    user = owner_of(token) or abort(404)
    now = clock.now()
    found = actions.feed_of_tasks(user, now, as_todo=request.args.get("as") == "tasks")
    return cached_answer(
        found, lambda: send_download(found.calendar(now), "tasks.ics", attach=False)
    )


class MailsForm(PlannerForm):
    """Two switches."""

    weekly = BooleanField(
        _l("Every week: what is late, due this week and next, and blocked"),
        description=_l(
            "On the first working day of the week, early in the morning. No e-mail when "
            "there is nothing to report."
        ),
    )
    day_before = BooleanField(
        _l("The working day before something is due"),
        description=_l("You hear on Friday about what is due on Monday."),
    )
