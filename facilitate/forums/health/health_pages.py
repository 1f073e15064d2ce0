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
from ..doors import forum_readers
from ..kinds import forum_kind
from ..models import Assessment, Forum
from . import forms
from .actions import save_assessment
from .labels import change_text, health_sentence, number_text
from .measuring import assessments_of, may_assess
from .profile import FactorScore, factor_profile
from .scales import LEVELS, AssessmentScale, all_scales

YEARS_SHOWN = 6
"""How many years stand side by side."""


@bp.route("/forums/<slug>/health", methods=["GET", "POST"])
@forum_readers
def assess_forum(forum: Forum) -> Any:
    """A forum on the scale of its kind."""
    return _assessed(forum, all_scales()[forum_kind(forum.kind).scale])


@bp.route("/forums/health", methods=["GET", "POST"])
@in_a_team
def assess_whole() -> Any:
    """Coordination as a whole, on the scale of nine."""
    return _assessed(None, all_scales()["health"])


def _assessed(forum: Forum | None, scale: AssessmentScale) -> Any:
    this_year, may = clock.today().year, may_assess(forum)
    if request.method == "POST":
        if not may:
            abort(403)
        answers = forms.sent_answers(scale, request.form)
        if not any(one.error for one in answers.values()):
            save_assessment(
                forum,
                scale.key,
                year=this_year,
                user_id=current_user.id,
                opinions=forms.changed_opinions(answers),
            )
            db.session.commit()
            flash(_("Saved."))
            here = (
                url_for("forums.assess_forum", slug=forum.slug)
                if forum
                else url_for("forums.assess_whole")
            )
            return redirect(here)
        return _page(
            forum, scale, said=assessments_of(forum, scale.key), may=may, answers=answers
        ), 422
    rows = assessments_of(forum, scale.key)
    mine = {
        row.factor: row for row in rows if (row.user_id, row.year) == (current_user.id, this_year)
    }
    return _page(forum, scale, said=rows, may=may, answers=forms.opened_answers(scale, mine))


def _page(
    forum: Forum | None,
    scale: AssessmentScale,
    said: Sequence[Assessment],
    may: bool,
    answers: Mapping[str, forms.FactorAnswer],
) -> str:
    """The picture of the latest year with scores, and below it the form for this year."""
    this_year = clock.today().year
    known = sorted({row.year for row in said if row.year <= this_year})
    year = request.args.get("year", type=int)
    if year is not None and year not in known:
        abort(404)
    year = year or (known[-1] if known else this_year)
    years = range(max(min([*known, year]), year - YEARS_SHOWN + 1), year + 1)
    rows = factor_profile(
        [one.key for one in scale.factors],
        (FactorScore(row.factor, row.year, row.score) for row in said),
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
        sentence=health_sentence(rows, names, len(people), year),
        people=sort_by_name(list(people.values()), lambda one: one.name),
        notes=[row for row in said if row.year == year and row.note],
        before={
            row.factor: row
            for row in said
            if (row.user_id, row.year) == (current_user.id, this_year - 1)
        },
        changed=change_text,
        number=number_text,
    )
