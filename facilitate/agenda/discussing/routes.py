"""Comments and proposals on a step, and all that is open in the event."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...events.queries import team_of
from ...mail.outbox import can_mail, send_mail_soon
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from .. import actions as agenda
from ..blueprint import bp
from ..dates import local_moment
from ..editing.agenda_changes import change_known_agenda
from ..history import AgendaAct, plan_before
from ..models import StepComment
from ..placing import holds_steps, steps_in_order
from ..plan import Plan, PlanStep
from ..queries import changes_since, outline_of, plan_of, revision_of
from . import actions
from .forms import (
    AcceptProposalForm,
    StepCommentForm,
    StepProposalForm,
    step_comment_form,
    step_proposal_form,
)
from .proposals import apply_proposal, changed_since, proposal_lines
from .queries import comment_of, comments_of, mentions_in, open_comments, unseen_by


@bp.get("/events/<slug>/agenda/steps/<int:step_id>/comments")
@needs(Can.SEE)
def show_comments(event: Event, step_id: int) -> Any:
    """All that is said about a step; who opens it has seen where they are named."""
    plan = plan_of(event)
    step = plan.steps.get(step_id) or abort(404)
    return _comments(event, plan, step)


def _comments(
    event: Event, plan: Plan, step: PlanStep, **forms: StepCommentForm | StepProposalForm
) -> Any:
    team, said, me = team_of(event), comments_of(event, step.id), current_user.id
    named: dict[int, list[str]] = {}
    names, mine = {one.id: one.name for one in team}, {one.id for one in team if one.user_id == me}
    unseen = set()
    for one in mentions_in(event, step.id):
        named.setdefault(one.comment_id, []).append(names.get(one.member_id, ""))
        if one.member_id in mine and not one.seen:
            unseen.add(one.comment_id)
    day = plan.day_of(step)
    starts = {one.id: one for one in plan.timed(day)} if day is not None else {}
    answer = render_template(
        "agenda/discussing/comments.html",
        event=event,
        step=step,
        time=starts.get(step.id),
        on=plan.days[day].on if day is not None else None,
        said=said,
        named=named,
        unseen=unseen,
        lines=proposal_lines,
        local=local_moment,
        mails=can_mail(),
        me=me,
        form=forms.get("form") or step_comment_form(team, me, formdata=None),
        proposal=forms.get("proposal")
        or step_proposal_form(step, holds_steps(plan, step), team, me, formdata=None),
    )
    if unseen and request.method == "GET":
        db.session.commit()  # what was read is let go: reading must not turn into writing
        actions.mark_comments_seen(unseen, mine)
        db.session.commit()
    return answer, next((form.status for form in forms.values()), 200)


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/comments")
@needs(Can.COMMENT)
def create_comment(event: Event, step_id: int) -> Any:
    plan = agenda.plan_to_change(event)
    step, team = plan.steps.get(step_id) or abort(404), team_of(event)
    form = step_comment_form(team, current_user.id)
    if not form.validate_on_submit():
        return _comments(event, plan, step, form=form)
    said = actions.add_comment(event, step, current_user.id, form.text.data)
    return _told(event, step, team=team, said=said, asked=form.asked.data)


@bp.post("/events/<slug>/agenda/steps/<int:step_id>/proposals")
@needs(Can.COMMENT)
def create_proposal(event: Event, step_id: int) -> Any:
    plan = agenda.plan_to_change(event)
    step, team = plan.steps.get(step_id) or abort(404), team_of(event)
    form = step_proposal_form(step, holds_steps(plan, step), team, current_user.id)
    proposal = form.proposal(step) if form.validate_on_submit() else None
    if proposal is None:
        return _comments(event, plan, step, proposal=form)
    said = actions.add_comment(
        event, step, by=current_user.id, text=form.text.data or "", proposal=proposal
    )
    return _told(event, step, team=team, said=said, asked=form.asked.data)


def _told(
    event: Event, step: PlanStep, team: Any, said: tuple[StepComment, bool], asked: int | None
) -> Any:
    """Who is named in something new is told; then back to what was said."""
    row, new = said
    letters = []
    if new:
        named = actions.note_mentions(row, team, asked)
        letters = actions.mention_letters(event, step, current_user.name, named)
    db.session.commit()
    for letter in letters:
        send_mail_soon(letter.id)
    return _back(event, row)


def _back(event: Event, row: StepComment) -> Any:
    return redirect(
        url_for(
            "agenda.show_comments",
            slug=event.slug,
            step_id=row.step_id,
            _anchor=f"comment-{row.id}",
        )
    )


@bp.post("/events/<slug>/agenda/comments/<int:comment_id>/accept")
@needs(Can.EDIT_AGENDA)
def accept_proposal(event: Event, comment_id: int) -> Any:
    """A proposal goes into the agenda; where somebody has changed the same since, both are shown first."""
    plan, row = agenda.plan_to_change(event), comment_of(event, comment_id)
    step = plan.steps.get(row.step_id) or abort(404)
    if row.proposal is None or row.resolved_at is not None:
        raise Refused(_("There is no open proposal to accept: somebody has resolved it."))
    form, apart = AcceptProposalForm(), changed_since(row.proposal, step)
    shown = (
        plan_before(plan, changes_since(event, form.seen_at)).steps.get(step.id)
        if form.seen.data
        else None
    )
    if apart and (shown is None or any(getattr(shown, one) != getattr(step, one) for one in apart)):
        form.seen.data = str(revision_of(event))
        return render_template(
            "agenda/discussing/accept.html",
            event=event,
            step=step,
            row=row,
            form=form,
            lines=proposal_lines(row.proposal, step),
        ), 409
    change_known_agenda(
        event,
        plan,
        did=AgendaAct.ACCEPTED,
        rule=lambda one: one.with_rows(apply_proposal(step, row.proposal or {})),
        about=step.title,
    )
    actions.mark_comment_resolved(row, current_user.id, accepted=True)
    flash(
        _("The proposal for “%(title)s” is now in the agenda.", title=pick_wording(step.title)),
        f"undo:{url_for('agenda.undo_change', slug=event.slug)}",
    )
    db.session.commit()
    return _back(event, row)


@bp.post("/events/<slug>/agenda/comments/<int:comment_id>/resolve")
@needs(Can.COMMENT)
def resolve_comment(event: Event, comment_id: int) -> Any:
    row = _mine(event, comment_id)
    actions.mark_comment_resolved(row, current_user.id)
    db.session.commit()
    return _back(event, row)


@bp.post("/events/<slug>/agenda/comments/<int:comment_id>/reopen")
@needs(Can.COMMENT)
def reopen_comment(event: Event, comment_id: int) -> Any:
    row = _mine(event, comment_id)
    actions.mark_comment_open(row)
    db.session.commit()
    return _back(event, row)


def _mine(event: Event, comment_id: int) -> StepComment:
    """A comment that the person signed in may resolve: their own, or any for who edits the agenda."""
    row = comment_of(event, comment_id)
    if row.user_id != current_user.id and not may(Can.EDIT_AGENDA):
        abort(403)
    return row


@bp.get("/events/<slug>/agenda/talk")
@needs(Can.SEE)
def show_talk(event: Event) -> Any:
    """Everything open in the event in the order of the agenda, what names me first."""
    plan, said, unseen = outline_of(event), open_comments(event), unseen_by(event, current_user.id)
    about: dict[int, list[StepComment]] = {}
    for one in said:
        about.setdefault(one.step_id, []).append(one)
    steps = steps_in_order(plan, about)
    there = {step.id: step for step in steps}
    return render_template(
        "agenda/discussing/talk.html",
        event=event,
        steps=steps,
        about=about,
        there=there,
        local=local_moment,
        lines=proposal_lines,
        mine=[one for one in said if one.id in unseen and one.step_id in there],
        count=sum(len(about[step.id]) for step in steps),
        proposals=sum(one.proposal is not None for step in steps for one in about[step.id]),
    )
