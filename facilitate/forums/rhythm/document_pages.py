"""Documents of a forum: filed and removed by its keepers, read by whoever is signed in."""

import io
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...lib.reading_child import FileProblem
from ...lib.text import Words
from ...web.i18n import _, label_of
from ...web.limits import limiter
from ..approvals import WORK_PLAN, AwaitedApprovals, awaited_approvals
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Duty, Forum, ForumDocument
from ..removing import FORUM_ROWS
from . import actions
from .forms import FileForm, file_form
from .labels import awaited_said


@bp.route("/forums/<slug>/documents/new", methods=["GET", "POST"])
@forum_keepers
@limiter.limit("60/minute")
def file_document(forum: Forum) -> Any:
    """File a document; it fulfils a duty, or none."""
    duties = db.session.scalars(
        sa.select(Duty).where(Duty.forum_id == forum.id).order_by(Duty.position, Duty.id)
    ).all()
    today = clock.today()
    plan = next((duty.id for duty in duties if duty.key == WORK_PLAN), None)
    waiting = awaited_approvals(forum, today) if plan else None
    form = file_form(
        duties, today, asks=waiting is not None, duty_id=request.args.get("duty", type=int)
    )
    if form.validate_on_submit() and _approved(form, plan, waiting) and _taken(forum, form, today):
        flash(_("“%(title)s” was filed.", title=form.title.data))
        db.session.commit()
        return redirect(url_for("forums.list_duties", slug=forum.slug))
    return render_template(
        "forums/rhythm/file.html", forum=forum, form=form, waiting=waiting, said=awaited_said
    ), form.status


def _approved(form: FileForm, plan: int | None, waiting: AwaitedApprovals | None) -> bool:
    """Whether the document may fulfil the duty it is filed for: a work plan asks for every member's approval."""
    if waiting is None or form.duty_id.data != plan or form.on_paper.data:
        return True
    form.on_paper.errors = [
        _("Please tick this if it is true; otherwise collect the approvals first.")
    ]
    return False


def _taken(forum: Forum, form: FileForm, today: date) -> bool:
    """Whether the document could be kept; otherwise the form says why."""
    if form.on.data > today:
        form.on.errors = [_("This day is in the future.")]
        return False
    try:
        known = actions.read_document(form.file.data.filename, form.content)
        actions.keep_document(
            forum,
            form.title.data,
            on=form.on.data,
            known=known,
            duty_id=form.duty_id.data,
            by=current_user.id,
        )
    except FileProblem as problem:
        form.file.errors = [label_of(problem.why)]
        return False
    return True


@bp.get("/forums/<slug>/documents/<int:document_id>")
@forum_readers
def download_document(forum: Forum, document_id: int) -> Response:
    """A filed document, always as a download; nothing in it runs here."""
    row = _document(forum, document_id)
    answer = send_file(
        io.BytesIO(row.content),
        mimetype=row.media_type,
        as_attachment=True,
        download_name=row.file_name,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@bp.post("/forums/<slug>/documents/<int:document_id>/remove")
@forum_keepers
def remove_document(forum: Forum, document_id: int) -> Any:
    """A document goes; the duty it fulfilled may be due again."""
    row = _document(forum, document_id)
    page = url_for("forums.list_duties", slug=forum.slug)
    return FORUM_ROWS.remove_on_page(None, row, Words(row.title, row.title), page=page)


def _document(forum: Forum, document_id: int) -> ForumDocument:
    return get_or_404(
        ForumDocument, ForumDocument.id == document_id, ForumDocument.forum_id == forum.id
    )
