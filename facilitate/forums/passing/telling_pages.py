"""Answers go back to those who raised the problems: by mail with a preview, or told at a meeting."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ... import clock
from ...db import db
from ...i18n import _, _n
from ...mail import can_mail, post_all, send_all_soon
from ...refused import Refused
from ..blueprint import bp
from ..doors import keepers
from ..leaving import clear_problems
from ..meetings.actions import in_turn
from ..meetings.queries import members_now
from ..models import Forum
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
    )  # fmt: skip


@bp.post("/forums/<slug>/problems/tell")
@keepers
def tell_members_now(forum: Forum) -> Any:
    """Mail the answers to the members; or (`told`) note that they heard them at a meeting. Nobody is told twice."""
    in_turn(forum)
    rows, to, ids = untold(forum), reached(members_now(forum)), list[int]()
    if not rows:
        raise Refused(_("There is no answer that the members have not been told."))
    if "told" not in request.form:
        if not can_mail():
            raise Refused(_("No mail server is set. Tell the members at their next meeting."))
        words_told = clear_problems([one.problem for one in rows], rows).or_refused()
        mails = [(row.person.email, *telling(forum, rows, row, words_told)) for row in to if row.person]
        ids = [message.id for message in post_all(mails)]
    actions.told(rows, clock.today())
    flash(
        _n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids))
        if ids
        else _("Noted: the members know.")
    )
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("forums.problems", slug=forum.slug))
