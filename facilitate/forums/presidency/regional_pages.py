"""The regional plans of a committee, one a year: the same plan as a presidency's, with goals, indicators and money."""

from typing import Any

from flask import abort, redirect, render_template, url_for

from ... import clock
from ...data.db import db
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..duty_dates import after_months
from ..kinds import forum_kind
from ..models import Forum, ForumRole, Presidency
from .forms import term_form
from .labels import plan_money_said, plan_said, term_days
from .plans import plan_record
from .queries import PresidencyBoard, presidency_board
from .rotation import DAY


@bp.get("/forums/<slug>/regional-plans")
@forum_readers
def list_regional_plans(forum: Forum) -> Any:
    """Each plan with its days, how far its approval is, and the money; the latest first."""
    board = _board(forum)
    found = [plan_record(forum, term, board.today) for term in reversed(board.terms)]
    return render_template(
        "forums/presidency/regional.html",
        forum=forum,
        found=found,
        today=board.today,
        said_of=lambda one: " ".join(filter(None, (plan_said(one), plan_money_said(one)))),
        term_days=term_days,
    )


@bp.route("/forums/<slug>/regional-plans/new", methods=["GET", "POST"])
@forum_keepers
def create_regional_plan(forum: Forum) -> Any:
    """The days of a plan and the office that carries it: as a rule a year, and the one in the chair."""
    board = _board(forum)
    row = Presidency(forum_id=forum.id)
    form = term_form(board, row)
    form.member_id.label.text = _("Office responsible")
    if not form.is_submitted():
        chair = next((one for one in board.deciding if one.role is ForumRole.CHAIR), None)
        form.member_id.data = chair.id if chair else None
        form.first_day.data = board.next_day
        form.last_day.data = after_months(board.next_day, forum_kind(forum.kind).plan_months) - DAY
    if form.saves(row):
        db.session.add(row)
        db.session.commit()
        return redirect(url_for("forums.show_work_plan", slug=forum.slug, presidency_id=row.id))
    return render_template(
        "forums/presidency/term.html", forum=forum, term=row, form=form, regional=True
    ), form.status


def _board(forum: Forum) -> PresidencyBoard:
    if not forum_kind(forum.kind).plan_months:
        abort(404)
    return presidency_board(forum, clock.today())
