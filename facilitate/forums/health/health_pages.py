"""How ready a group is and how healthy the whole: assessed each year by several people, shown as a picture."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db
from ...web.i18n import _, pick_wording, sort_by_name
from ..blueprint import bp
from ..doors import sees
from ..kinds import kind_named
from ..models import Assessment, Forum
from . import forms
from .actions import assess
from .labels import changed, number, sentence
from .profile import Score, profile
from .queries import assessments_of, may_assess
from .scales import LEVELS, Scale, scales

YEARS_SHOWN = 6
"""How many years stand side by side."""


@bp.route("/forums/<slug>/health", methods=["GET", "POST"])
@sees
def health(forum: Forum) -> Any:
    """A forum on the scale of its kind."""
    return _assessed(forum, scales()[kind_named(forum.kind).scale])


@bp.route("/forums/health", methods=["GET", "POST"])
@in_a_team
def whole() -> Any:
    """Coordination as a whole, on the scale of nine."""
    return _assessed(None, scales()["health"])


def _assessed(forum: Forum | None, scale: Scale) -> Any:
    this_year, may = clock.today().year, may_assess(forum)
    if request.method == "POST":
        if not may:
            abort(403)
        answers = forms.typed(scale, request.form)
        if not any(one.error for one in answers.values()):
            assess(
                forum,
                scale.key,
                year=this_year,
                user_id=current_user.id,
                opinions=forms.changed(answers),
            )
            db.session.commit()
            flash(_("Saved."))
            here = url_for("forums.health", slug=forum.slug) if forum else url_for("forums.whole")
            return redirect(here)
        return _page(
            forum, scale, said=assessments_of(forum, scale.key), may=may, answers=answers
        ), 422
    rows = assessments_of(forum, scale.key)
    mine = {
        row.factor: row for row in rows if (row.user_id, row.year) == (current_user.id, this_year)
    }
    return _page(forum, scale, said=rows, may=may, answers=forms.kept(scale, mine))


def _page(
    forum: Forum | None,
    scale: Scale,
    said: Sequence[Assessment],
    may: bool,
    answers: Mapping[str, forms.Answer],
) -> str:
    """The picture of the latest year with scores, and below it the form for this year."""
    this_year = clock.today().year
    known = sorted({row.year for row in said if row.year <= this_year})
    year = request.args.get("year", type=int)
    if year is not None and year not in known:
        abort(404)
    year = year or (known[-1] if known else this_year)
    years = range(max(min([*known, year]), year - YEARS_SHOWN + 1), year + 1)
    rows = profile(
        [one.key for one in scale.factors],
        (Score(row.factor, row.year, row.score) for row in said),
        years,
    )
    names = {one.key: pick_wording(one.name) for one in scale.factors}
    people = {row.user_id: row.user for row in said if row.year == year}
    return render_template(
        "forums/health/health.html",
        forum=forum,
        scale=scale,
        rows=rows,
        years=years,
        year=year,
        known=known,
        this_year=this_year,
        names=names,
        may=may,
        answers=answers,
        levels=LEVELS,
        sentence=sentence(rows, names, len(people), year),
        people=sort_by_name(list(people.values()), lambda one: one.name),
        notes=[row for row in said if row.year == year and row.note],
        before={
            row.factor: row
            for row in said
            if (row.user_id, row.year) == (current_user.id, this_year - 1)
        },
        changed=changed,
        number=number,
    )
