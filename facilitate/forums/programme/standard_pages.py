"""Visits to municipalities: which standards are kept, what is to be mended, and what was."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from ... import clock
from ...data.db import db
from ...exchange.plain_pages import serve_plain_list
from ...lib.text import Words
from ...mail.outbox import can_mail
from ...web.i18n import _, _n
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Forum
from ..queries import keepers_of
from ..removing import FORUM_ROWS
from .actions import keep_visit
from .forms import CheckForm, visit_form
from .labels import standards_lead
from .queries import check_of, checks_of, municipalities_of, standings_of
from .reminding import AHEAD
from .standard_list import conversation_of_standards
from .standards import is_overdue, standard_name


@bp.get("/forums/<slug>/standards")
@forum_readers
def list_standards(forum: Forum) -> Any:
    """Each municipality with its last visit, what is kept, and what is still to be mended."""
    today, checks = clock.today(), checks_of(forum)
    found = standings_of(forum, checks, today)
    return render_template(
        "forums/programme/standards.html",
        forum=forum,
        found=found,
        lead=standards_lead(found),
        waiting=[row for one in found for row in one.open],
        mended=[row for row in checks if row.mended_on][:50],
        late=lambda row: is_overdue(row, today),
        standard_name=standard_name,
        today=today,
        tells=can_mail() and bool(keepers_of(forum)),
        ahead=AHEAD.days,
    )


@bp.route("/forums/<slug>/standards/new", methods=["GET", "POST"])
@forum_keepers
def create_visit(forum: Forum) -> Any:
    """Write down a visit: each standard kept or not, and what is to be mended."""
    form = visit_form(municipalities_of(forum), visited_on=clock.today())
    if form.validate_on_submit():
        rows = keep_visit(forum, form.place.data, form.visited_on.data, form.seen())
        flash(_n("%(num)d standard is recorded.", "%(num)d standards are recorded.", len(rows)))
        db.session.commit()
        return redirect(url_for("forums.list_standards", slug=forum.slug))
    return render_template("forums/programme/visit.html", forum=forum, form=form), form.status


@bp.route("/forums/<slug>/standards/<int:check_id>", methods=["GET", "POST"])
@forum_keepers
def edit_standard_check(forum: Forum, check_id: int) -> Any:
    """Change what was found, or say since when it is mended."""
    row = check_of(forum, check_id)
    form = CheckForm(obj=row)
    form.row = row
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_standards", slug=forum.slug))
    return render_template(
        "forums/programme/check.html",
        forum=forum,
        form=form,
        row=row,
        title=standard_name(row.standard),
    ), form.status


@bp.post("/forums/<slug>/standards/<int:check_id>/remove")
@forum_keepers
def remove_standard_check(forum: Forum, check_id: int) -> Any:
    row, page = check_of(forum, check_id), url_for("forums.list_standards", slug=forum.slug)
    name = standard_name(row.standard)
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)


serve_plain_list(
    bp,
    "/forums/<slug>/standards",
    "standards_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_standards,
)
