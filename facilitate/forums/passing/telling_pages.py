"""Answers go back to those who raised the problems: by mail with a preview, or told at a meeting."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...release import two_people
from ...release.models import TextSource
from ...release.press import press_release
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers, has_other_keeper
from ..leaving import whose_forum
from ..members.asking_pages import show_members_mailing
from ..models import Forum
from . import actions
from .mailing import AnswersMailing, told_or_refused, untold_or_refused


@bp.route("/forums/<slug>/problems/tell", methods=["GET", "POST"])
@forum_keepers
def tell_members(forum: Forum) -> Any:
    """Which answers, to whom, and exactly what the mail says; or (`told`) note that members heard them at a meeting."""
    mailing, back = AnswersMailing(forum), url_for("forums.list_problems", slug=forum.slug)
    if "told" in request.form:
        actions.note_told(untold_or_refused(forum), clock.today())
        flash(_("Noted: the members know."))
        db.session.commit()
        return redirect(back)
    return show_members_mailing(
        forum,
        mailing,
        back,
        "answers",
        template="forums/passing/tell.html",
        more=lambda: _shown(mailing),
    )


def _shown(mailing: AnswersMailing) -> dict[str, Any]:
    forum, told = mailing.forum, mailing.told
    return {
        "rows": mailing.rows,
        "told": told,
        "released": two_people.release_standing(TextSource.ANSWERS, forum.id, told.digest),
        "alone": not has_other_keeper(forum, current_user.id),
    }


@bp.post("/forums/<slug>/problems/tell/release")
@forum_keepers
def release_answers(forum: Forum) -> Any:
    """Somebody who has read the answers lets exactly these words go to the members, or takes that back."""

    def release() -> bool:
        return two_people.release_words(
            whose_forum(forum),
            TextSource.ANSWERS,
            row_id=forum.id,
            digest=told_or_refused(untold_or_refused(forum)).digest,
            by=current_user,
            now=clock.now(),
        )

    press_release(
        release,
        lambda: two_people.withdraw_release(TextSource.ANSWERS, forum.id, current_user),
        _("Two people have released it. It can be sent now."),
    )
    db.session.commit()
    return redirect(url_for("forums.tell_members", slug=forum.slug))
