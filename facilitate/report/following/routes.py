"""Following up what was promised: one page where every action stands with its owner, task and forum until it is closed."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...forums.meetings.points import is_same_text
from ...forums.models import Forum, OpenPoint, PointKind
from ...mailing.pages import show_mailing
from ...notes.deciding.action_counts import action_order, count_actions
from ...notes.deciding.queries import PlacedAction, actions_of, note_line_or_404
from ...notes.deciding.routes import ActionDates
from ...notes.models import ActionStatus, NoteLine
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..blueprint import bp
from ..clearing.cleared_actions import LONGEST_POINT, cleared_lines, shorten_text
from . import actions, public_pages, wording
from .forms import CloseActionForm
from .letters import promise_url
from .mailing import PromiseMail, PromiseMailing
from .queries import (
    action_with_task,
    forum_of_meeting,
    meeting_after,
    points_of,
    questions_of,
    raised_by,
)

__all__ = ["public_pages"]


@dataclass(frozen=True)
class AtForum:
    """What the forum whose meeting the event is has of it: the point of each action, and the questions it took up."""

    forum: Forum
    points: dict[int, OpenPoint]
    questions: list[tuple[NoteLine, OpenPoint | None]]


def _at_forum(event: Event) -> AtForum | None:
    forum = forum_of_meeting(event)
    if forum is None:
        return None
    taken = [point for point in raised_by(forum, event) if point.kind is PointKind.QUESTION]
    asked = questions_of(event)
    said = {
        key: shorten_text(text, LONGEST_POINT) for key, text in cleared_lines(event, asked).items()
    }
    questions = [
        (line, next((p for p in taken if is_same_text(p.text, said[line.id])), None))
        for line in asked
    ]
    return AtForum(forum, points_of(event), questions)


@bp.get("/events/<slug>/report/following")
@needs(Can.SEE)
def show_following(event: Event) -> Any:
    """Every action: who, by when, where it is followed, how it ended."""
    today, promised = clock.today_in(event), actions_of(event)
    promised.sort(key=lambda one: action_order(one.row, today))
    at = _at_forum(event)
    points = at.points if at else {}
    plans = may(Can.EDIT_CHECKLIST)
    return render_template(
        "report/following/page.html",
        event=event,
        promised=promised,
        at=at,
        points=points,
        shown=ActionDates(today),
        wording=wording,
        lead=wording.following_lead(
            count_actions([one.row for one in promised], [one.owner for one in promised], today)
        ),
        writes=may(Can.TAKE_NOTES),
        plans=plans,
        mails=may(Can.EDIT_PEOPLE),
        untold=wording.count_untold(promised),
        tasks=actions.actions_for_checklist(promised) if plans else [],
        links=promise_url,
        after=meeting_after(at.forum, event, today) if at else None,
        for_forum=actions.actions_for_forum(promised, points) if at and plans else [],
    )


def _back(event: Event, anchor: str = "actions") -> Any:
    return redirect(url_for("report.show_following", slug=event.slug, _anchor=anchor))


def _one(event: Event, action_id: int) -> PlacedAction:
    return action_with_task(event, action_id) or abort(404)


def _forum(event: Event) -> Forum:
    """The forum whose meeting the event is; without one the page has no such button."""
    return forum_of_meeting(event) or abort(404)


@bp.post("/events/<slug>/report/following/checklist")
@needs(Can.EDIT_CHECKLIST)
def add_to_checklist(event: Event) -> Any:
    """The open actions become tasks of the follow-up, all of them or the one in `action`."""
    asked = request.form.get("action", type=int)
    rows = [one for one in actions_of(event) if asked is None or one.id == asked]
    number = actions.copy_to_checklist(event, rows, current_user.id)
    flash(
        _n(
            "%(num)d task is in the checklist’s follow-up.",
            "%(num)d tasks are in the checklist’s follow-up.",
            number,
        )
        if number
        else _("All of them are already in the checklist.")
    )
    db.session.commit()
    return _back(event, f"action-{asked}" if asked else "actions")


@bp.post("/events/<slug>/report/following/forum")
@needs(Can.EDIT_CHECKLIST)
def pass_to_forum(event: Event) -> Any:
    """The forum follows the open actions, all of them or the one in `action`."""
    asked = request.form.get("action", type=int)
    rows = [one for one in actions_of(event) if asked is None or one.id == asked]
    number = actions.copy_to_forum(event, _forum(event), rows)
    flash(
        _n(
            "The forum follows %(num)d more action.",
            "The forum follows %(num)d more actions.",
            number,
        )
        if number
        else _("The forum already follows all of them.")
    )
    db.session.commit()
    return _back(event, f"action-{asked}" if asked else "actions")


@bp.post("/events/<slug>/report/following/questions/<int:line_id>")
@needs(Can.EDIT_CHECKLIST)
def pass_question_to_forum(event: Event, line_id: int) -> Any:
    """The forum takes up a question that was asked here."""
    forum, line = _forum(event), note_line_or_404(event, line_id)
    if line.withheld:
        raise Refused(_("This line must stay in the notes."))
    new = actions.copy_question_to_forum(event, forum, line)
    flash(
        _("Recorded. It appears at every meeting until it is closed.")
        if new
        else _("This is already open; it is not added twice.")
    )
    db.session.commit()
    return _back(event, "questions")


@bp.route("/events/<slug>/report/following/<int:action_id>/close", methods=["GET", "POST"])
@needs(Can.TAKE_NOTES)
def close_action(event: Event, action_id: int) -> Any:
    """Done or dropped: its task is ticked and the forum's point closed with it."""
    one, today = _one(event, action_id), clock.today_in(event)
    usual = {"closed_on": today, "ended": ActionStatus.DONE, "outcome": one.row.outcome}
    form = CloseActionForm(today, data=usual)
    if one.row.closed:
        raise Refused(_("Somebody has already closed this."))
    if not form.validate_on_submit():
        page = render_template(
            "report/following/close.html",
            event=event,
            one=one,
            form=form,
            point=points_of(event).get(one.id),
        )
        return page, form.status
    closed_on = form.closed_on.data or today
    actions.close_everywhere(
        event,
        one,
        status=form.ended.data,
        outcome=form.outcome.data or "",
        on=closed_on,
        by=current_user.id,
    )
    flash(
        _("Closed."),
        "undo:" + url_for("report.reopen_action", slug=event.slug, action_id=action_id),
    )
    db.session.commit()
    return _back(event, f"action-{action_id}")


@bp.post("/events/<slug>/report/following/<int:action_id>/reopen")
@needs(Can.TAKE_NOTES)
def reopen_action(event: Event, action_id: int) -> Any:
    actions.reopen_everywhere(
        event, forum_of_meeting(event), _one(event, action_id), current_user.id
    )
    flash(_("Open again."))
    db.session.commit()
    return _back(event, f"action-{action_id}")


@bp.route("/events/<slug>/report/following/mail/<kind>", methods=["GET", "POST"])
@needs(Can.EDIT_PEOPLE)
def tell_owners(event: Event, kind: str) -> Any:
    """One mail an owner with everything they promised (`told`), or with what is late (`reminder`)."""
    if kind not in list(PromiseMail):
        abort(404)
    mailing = PromiseMailing(event, PromiseMail(kind), clock.now(), clock.today_in(event))
    return show_mailing(
        mailing,
        lambda page: render_template(
            "report/following/mail.html",
            event=event,
            kind=mailing.mail,
            mailing=page,
            unreached=mailing.unreached,
        ),
        back=url_for("report.show_following", slug=event.slug),
        stem=f"{event.slug}-promises",
        addresses=may(Can.SEE_CONTACTS),
    )
