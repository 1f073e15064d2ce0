"""Problems over all forums, by theme; and passing several of them up at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db
from ...events.models import Event
from ...lib.numbers import read_whole
from ...run.meanings import same_meanings
from ...web.i18n import _, _n, pick_wording
from ..blueprint import bp
from ..leaving import clear_problems
from ..models import Forum
from ..problem_models import Problem
from . import actions
from .doubles import LikelyDouble, likely_doubles
from .forms import PassForm, pass_form
from .grouping import group_by_theme, two_years_before
from .labels import count_passed, named_in_text, passing_text, problems_lead
from .queries import (
    all_forums,
    calling_member,
    forums_by_id,
    kept_forums,
    open_consultations,
    passings_of,
    problems_since,
)


@bp.get("/forums/problems")
@in_a_team
def list_all_problems() -> Any:
    """What the forums found in the last two years, or (`all`) ever: themes most of them name first."""
    ever = "all" in request.args
    rows = problems_since(date.min if ever else two_years_before(clock.today()))
    passed, forums = passings_of([row.id for row in rows]), forums_by_id()
    return render_template(
        "forums/passing/all.html",
        themes=group_by_theme(rows, {key: one.kind for key, one in forums.items()}),
        forums=all_forums(),
        passed=passed,
        how_far=passing_text,
        named_in=named_in_text,
        kept=kept_forums(),
        doubles=_doubles(rows),
        ever=ever,
        lead=problems_lead(len(rows), *count_passed(passed)),
    )


def _doubles(rows: Sequence[Problem]) -> list[LikelyDouble]:
    texts = list(dict.fromkeys(row.text for row in rows))
    return likely_doubles(rows, same_meanings(texts, texts))


@bp.route("/forums/problems/pass", methods=["GET", "POST"])
@in_a_team
def pass_problems() -> Any:
    """The ticked problems (`problems`) go to a consultation, or to an institution by letter."""
    chosen = _chosen()
    open_now, to = open_consultations(), request.form.get("to", "")
    form = pass_form(
        chosen,
        open_now,
        to=to,
        today=clock.today(),
        sender=calling_member(chosen),
        user=current_user.name,
    )
    if not form.validate_on_submit() or to not in ("consultation", "letter"):
        return render_template(
            "forums/passing/pass.html",
            form=form,
            chosen=chosen,
            open_now=open_now,
            forums=all_forums(),
        ), form.status
    ticked = [row for row in chosen if row.id in form.problems.data]
    if to == "letter":
        return _by_letter(ticked, form)
    told = clear_problems(ticked).or_refused()
    event, asked = next(
        (event, asked) for event, asked in open_now if event.id == form.event_id.data
    )
    number = actions.pass_to_consultation(
        event,
        asked,
        problems=ticked,
        forums=all_forums(),
        today=clock.today_in(event),
        told=told,
    )
    flash(_told(number, event))
    db.session.commit()
    return _back(ticked)


def _chosen() -> Sequence[Problem]:
    """The problems the address or the form names. 403 where one belongs to a forum somebody else keeps."""
    values = request.values.getlist("problems")
    ids = [key for value in values if (key := read_whole(value)) is not None]
    rows, kept = problems_since(date.min, ids), kept_forums()
    if kept is not None and any(row.forum_id not in kept for row in rows):
        abort(403)
    return rows


def _told(number: int, event: Event) -> str:
    if not number:
        return _("All of these are already in this consultation.")
    return _n(
        "%(num)d problem is now in the consultation of “%(event)s”.",
        "%(num)d problems are now in the consultation of “%(event)s”.",
        number,
        event=pick_wording(event.title),
    )


def _by_letter(ticked: Sequence[Problem], form: PassForm) -> Any:
    actions.pass_by_letter(ticked, form.heading)
    flash(
        _(
            "Noted. The letter is beside each problem; it can be sent once two people have released it."
        )
    )
    db.session.commit()
    return _back(ticked)


def _back(ticked: Sequence[Problem]) -> Any:
    """To the forum they are of, or to all."""
    of = {row.forum_id for row in ticked}
    if len(of) > 1:
        return redirect(url_for("forums.list_all_problems"))
    return redirect(url_for("forums.list_problems", slug=db.session.get_one(Forum, of.pop()).slug))
