"""The privacy check of a forum: what is to leave it, passage by passage, for whoever keeps it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db, get_or_404
from ...forums.doors import forum_keepers
from ...forums.leaving import whose_forum
from ...forums.models import Forum
from ...release import deciding
from ...release.clearing import texts_of_rooms
from ...release.models import Clearing
from ...release.texts import verdicts_about
from ...release.verdicts import is_unseen
from ...release.wording import still_checked_sentence
from ...web.i18n import _n
from ..blueprint import bp
from . import wording
from .forms import VerdictForm
from .looking import finder_for
from .passages import count_passages, passage_rows


@bp.get("/forums/<slug>/privacy")
@forum_keepers
def show_forum_clearing(forum: Forum) -> Any:
    return _page(forum, VerdictForm(formdata=None))


def _page(forum: Forum, form: VerdictForm) -> Any:
    whose = whose_forum(forum)
    texts = texts_of_rooms(whose)
    find = finder_for(whose, [one.text for one in texts])
    rows, unseen = (
        passage_rows(texts, verdicts_about(whose), find),
        sum(is_unseen(find(one.text)) for one in texts),
    )
    show = "all" if request.args.get("show") == "all" else "open"
    return render_template(
        "report/forum_clearing.html",
        forum=forum,
        form=form,
        show=show,
        lead=wording.clearing_lead(count_passages(rows), unseen),
        unseen=still_checked_sentence(unseen) if unseen else "",
        rows=rows if show == "all" else [row for row in rows if row.open],
    ), form.status


@bp.post("/forums/<slug>/privacy")
@forum_keepers
def decide_forum_passage(forum: Forum) -> Any:
    form = VerdictForm()
    if not form.validate_on_submit():
        return _page(forum, form)
    whose, now = whose_forum(forum), clock.now()
    texts, everywhere = texts_of_rooms(whose), bool(form.everywhere.data)
    lines = deciding.decide_passage(
        whose,
        texts,
        key=form.key,
        decided=form.decided,
        by=current_user.id,
        now=now,
        everywhere=everywhere,
    )
    if lines > 1:
        flash(_n("Decided in %(num)d line.", "Decided in %(num)d lines.", lines))
    db.session.commit()
    return _back(forum)


@bp.post("/forums/<slug>/privacy/<int:clearing_id>/back")
@forum_keepers
def undo_forum_decision(forum: Forum, clearing_id: int) -> Any:
    """What was decided is open again."""
    db.session.delete(
        get_or_404(Clearing, Clearing.id == clearing_id, Clearing.forum_id == forum.id)
    )
    db.session.commit()
    return _back(forum)


def _back(forum: Forum) -> Any:
    show = "all" if request.args.get("show") == "all" else None
    return redirect(url_for("report.show_forum_clearing", slug=forum.slug, show=show))
