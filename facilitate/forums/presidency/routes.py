"""Who presides until when, who follows, the order of turns, and the plans of all groups together. Whoever is signed in may look; keepers plan."""

from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...lib.text import Words
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..duty_dates import after_months
from ..kinds import forum_kind
from ..labels import ending_said
from ..models import Forum, ForumRole, Presidency
from ..queries import presidency_endings
from ..removing import FORUM_ROWS
from . import actions, handover_pages, member_pages, plan_pages, position_pages
from .forms import NextForm, order_form, term_form
from .labels import plan_money_said, plan_said, presidency_warnings, presides_sentence, term_days
from .plans import plan_record
from .queries import (
    PresidencyBoard,
    has_presidencies,
    order_changes,
    presidency_board,
    presidency_of,
)
from .rotation import DAY

__all__ = ["handover_pages", "member_pages", "plan_pages", "position_pages"]
ROUND = 5
"""How many of the next presidencies the page shows as the order has them."""


@bp.get("/forums/<slug>/presidency")
@forum_readers
def show_presidency(forum: Forum) -> Any:
    if forum_kind(forum.kind).plan_months:
        return redirect(url_for("forums.list_regional_plans", slug=forum.slug))
    return _page(_board(forum))


def _board(forum: Forum) -> PresidencyBoard:
    if not has_presidencies(forum):
        abort(404)
    return presidency_board(forum, clock.today())


def _page(found: PresidencyBoard, form: NextForm | None = None) -> tuple[str, int]:
    form = form or NextForm(formdata=None, first_day=found.next_day)
    ending = presidency_endings([found.forum], found.today).get(found.forum.id)
    page = render_template(
        "forums/presidency/presidency.html",
        forum=found.forum,
        board=found,
        form=form,
        lead=ending_said(ending) if ending else presides_sentence(found),
        warnings=presidency_warnings(found),
        term_days=term_days,
        proposed=found.proposed(min(len(found.in_order), ROUND)) if g.keeps else [],
        changes=order_changes(found.forum),
        names_of=lambda terms, of: ", ".join(
            of.by_id[one.member].organisation.name for one in terms
        ),
        order_names=lambda keys, of: ", ".join(
            of.by_id[key].organisation.name for key in keys if key in of.by_id
        ),
        shows=lambda page: f"forums.{page}" in current_app.view_functions,
    )
    return page, form.status


@bp.post("/forums/<slug>/presidency/next")
@forum_keepers
def plan_presidencies(forum: Forum) -> Any:
    """Plan the next presidencies in the order of turns."""
    found, form = _board(forum), NextForm()
    if not form.validate_on_submit() or not form.fits(found):
        return _page(found, form)
    rows = actions.plan_next(found, form.first_day.data, form.number.data)
    flash(_n("%(num)d presidency is planned.", "%(num)d presidencies are planned.", len(rows)))
    db.session.commit()
    return _back(forum)


@bp.route("/forums/<slug>/presidency/add", methods=["GET", "POST"])
@forum_keepers
def add_presidency(forum: Forum) -> Any:
    """A presidency written down by hand: one of the past, or one out of order."""
    return _edit(forum, Presidency(forum_id=forum.id))


@bp.route("/forums/<slug>/presidency/<int:presidency_id>/days", methods=["GET", "POST"])
@forum_keepers
def edit_presidency(forum: Forum, presidency_id: int) -> Any:
    """Change who presides, or the days."""
    return _edit(forum, presidency_of(forum, presidency_id))


def _edit(forum: Forum, row: Presidency) -> Any:
    found = _board(forum)
    form = term_form(found, row)
    if form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return _back(forum)
    return render_template(
        "forums/presidency/term.html",
        forum=forum,
        term=row,
        form=form,
        regional=forum_kind(forum.kind).plan_months > 0,
    ), form.status


@bp.post("/forums/<slug>/presidency/<int:presidency_id>/remove")
@forum_keepers
def remove_presidency(forum: Forum, presidency_id: int) -> Any:
    """A presidency that was planned or written down by mistake."""
    row, page = (
        presidency_of(forum, presidency_id),
        url_for("forums.show_presidency", slug=forum.slug),
    )
    actions.refuse_if_sent(row)
    name = row.member.organisation.name
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)


@bp.route("/forums/<slug>/presidency/order", methods=["GET", "POST"])
@forum_keepers
def edit_presidency_order(forum: Forum) -> Any:
    """Another order of turns, with the reason; both are kept."""
    found = _board(forum)
    rows = found.in_order
    if not rows:
        raise Refused(_("Nobody can preside yet: add members first. Observers never preside."))
    form = order_form(rows)
    if form.validate_on_submit():
        actions.change_order(
            found, form.chosen(), form.reason.data, current_user.id, coming_too=form.coming_too.data
        )
        flash(_("The new order applies from now on."))
        db.session.commit()
        return _back(forum)
    return render_template("forums/presidency/order.html", forum=forum, form=form), form.status


def _back(forum: Forum) -> Any:
    return redirect(url_for("forums.show_presidency", slug=forum.slug))


@bp.get("/forums/<slug>/regional-plans")
@forum_readers
def list_regional_plans(forum: Forum) -> Any:
    """Each plan with its days, how far its approval is, and the money; the latest first."""
    board = _regional_board(forum)
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
    board = _regional_board(forum)
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


def _regional_board(forum: Forum) -> PresidencyBoard:
    if not forum_kind(forum.kind).plan_months:
        abort(404)
    return presidency_board(forum, clock.today())
