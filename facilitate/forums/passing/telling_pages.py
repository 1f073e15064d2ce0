"""Answers go back to those who raised the problems: by mail with a preview, or told at a meeting."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...db import db
from ...i18n import _, _n
from ...mail import About, can_mail, post_all, send_all_soon
from ...mailing.letters import mail_to
from ...refused import Refused
from ...release import two_people
from ...release.clearing import Cleared
from ...release.models import Source
from ..blueprint import bp
from ..doors import keepers, somebody_else_keeps
from ..leaving import clear_problems, of_forum
from ..meetings.actions import in_turn
from ..meetings.queries import members_now
from ..models import Forum, PassedUp
from . import actions
from .labels import how_far
from .letters import telling
from .queries import reached, untold


@bp.get("/forums/<slug>/problems/tell")
@keepers
def tell_members(forum: Forum) -> Any:
    """Which answers, to whom, and exactly what the mail says."""
    rows, members = untold(forum), members_now(forum)
    to = reached(members)
    told = clear_problems([one.problem for one in rows], rows)
    example = telling(forum, rows, to[0], told) if rows and to and not told.undecided else None
    return render_template(
        "forums/passing/tell.html",
        forum=forum, rows=rows, to=to, members=members, example=example, mails=can_mail(), how_far=how_far, told=told,
        released=two_people.standing(Source.ANSWERS, forum.id, told.digest),
        alone=not somebody_else_keeps(forum, current_user.id),
    )  # fmt: skip


@bp.post("/forums/<slug>/problems/tell/release")
@keepers
def release_answers(forum: Forum) -> Any:
    """Somebody who has read the answers lets exactly these words go to the members, or takes that back."""
    in_turn(forum)
    if request.form.get("to") == "back":
        two_people.take_back(Source.ANSWERS, forum.id, current_user)
        flash(_("Your release is taken back."))
    else:
        told = _told(_untold(forum))
        out = two_people.release(
            of_forum(forum),
            Source.ANSWERS,
            row_id=forum.id,
            digest=told.digest,
            by=current_user,
            now=clock.now(),
        )
        flash(
            _("Two people have released it. It may go out now.")
            if out
            else _("Released by you. It waits for a second person.")
        )
    db.session.commit()
    return redirect(url_for("forums.tell_members", slug=forum.slug))


def _untold(forum: Forum) -> Sequence[PassedUp]:
    rows = untold(forum)
    if not rows:
        raise Refused(_("There is no answer that the members have not been told."))
    return rows


def _told(rows: Sequence[PassedUp]) -> Cleared:
    """The answers as they may leave. Raises Refused while something is not decided."""
    return clear_problems([one.problem for one in rows], rows).or_refused()


@bp.post("/forums/<slug>/problems/tell")
@keepers
def tell_members_now(forum: Forum) -> Any:
    """Mail the answers to the members; or (`told`) note that they heard them at a meeting. Nobody is told twice."""
    in_turn(forum)
    rows, to, ids = _untold(forum), reached(members_now(forum)), list[int]()
    if "told" not in request.form:
        if not can_mail():
            raise Refused(_("No mail server is set. Tell the members at their next meeting."))
        words_told = _told(rows)
        if not two_people.standing(Source.ANSWERS, forum.id, words_told.digest).out:
            raise Refused(_("Two people release these words first; then they can go to the members."))
        mails = [mail_to(row.person, *telling(forum, rows, row, words_told)) for row in to if row.person]
        ids = [message.id for message in post_all(mails, About.FORUM)]
    actions.told(rows, clock.today())
    flash(
        _n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids))
        if ids
        else _("Noted: the members know.")
    )
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("forums.problems", slug=forum.slug))
