"""The register of a forum's advice and trainings: asked, advised, taught, found again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...data.db import db
from ...data.matching import holds_words, typed_words
from ...exchange.plain_pages import serve_plain_list
from ...lib.text import Words
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers
from ..models import Forum
from ..programme_models import GuidanceEntry, GuidanceKind
from ..removing import FORUM_ROWS
from .forms import GuidanceForm
from .guidance import guidance_text, is_advice, is_waiting
from .guidance_list import conversation_of_guidance
from .labels import guidance_lead
from .queries import guidance_entry_of, guidance_of


@bp.get("/forums/<slug>/advice")
@forum_readers
def list_guidance(forum: Forum) -> Any:
    """What waits for advice, what was advised, who was taught; of these what holds the words asked for (`q`)."""
    rows, asked = guidance_of(forum), request.args.get("q", "")
    words = typed_words(asked)
    found = [row for row in rows if holds_words(guidance_text(row), words)]
    return render_template(
        "forums/programme/guidance.html",
        forum=forum,
        lead=guidance_lead(rows),
        asked=asked,
        some=bool(rows),
        waiting=[row for row in found if is_waiting(row)][::-1],
        advised=[row for row in found if is_advice(row) and row.answer],
        trainings=[row for row in found if not is_advice(row)],
        was_given=lambda row: row.kind in (GuidanceKind.ADVICE_GIVEN, GuidanceKind.TRAINING_GIVEN),
    )


@bp.route("/forums/<slug>/advice/new", methods=["GET", "POST"])
@forum_keepers
def create_guidance(forum: Forum) -> Any:
    return _edit(forum, GuidanceEntry(forum_id=forum.id), None)


@bp.route("/forums/<slug>/advice/<int:entry_id>", methods=["GET", "POST"])
@forum_keepers
def edit_guidance(forum: Forum, entry_id: int) -> Any:
    row = guidance_entry_of(forum, entry_id)
    return _edit(forum, row, row)


def _edit(forum: Forum, row: GuidanceEntry, there: GuidanceEntry | None) -> Any:
    """An entry is written or changed; advice that is written now is of today unless another day is said."""
    today = clock.today()
    form = GuidanceForm(obj=there, asked_on=today)
    if not form.is_submitted() and not form.answered_on.data:
        form.answered_on.data = today
    if form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_guidance", slug=forum.slug))
    return render_template(
        "forums/programme/guidance_entry.html", forum=forum, form=form, row=there
    ), form.status


@bp.post("/forums/<slug>/advice/<int:entry_id>/remove")
@forum_keepers
def remove_guidance(forum: Forum, entry_id: int) -> Any:
    row, page = (
        guidance_entry_of(forum, entry_id),
        url_for("forums.list_guidance", slug=forum.slug),
    )
    name = row.topic[:80]
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)


serve_plain_list(
    bp,
    "/forums/<slug>/advice",
    "guidance_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_guidance,
)
