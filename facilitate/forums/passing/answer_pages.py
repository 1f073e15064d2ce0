"""The answer that came to what was passed up."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for

from ... import clock
from ...data.db import db, get_or_404
from ...web.i18n import _
from ..blueprint import bp
from ..doors import forum_keepers
from ..models import Forum
from ..problem_models import PassedUp, Problem
from . import actions
from .forms import InstitutionAnswerForm
from .labels import passing_text
from .queries import passed_by_id, same_letter


@bp.route("/forums/<slug>/passed/<int:passed_id>", methods=["GET", "POST"])
@forum_keepers
def edit_answer(forum: Forum, passed_id: int) -> Any:
    """Write down what was answered, and when; for all this forum has in the letter, if it answers all."""
    row = passed_by_id(passed_id)
    get_or_404(Problem, Problem.id == row.problem_id, Problem.forum_id == forum.id)
    others = _others(forum, row)
    form = InstitutionAnswerForm(
        obj=row, answered_on=row.answered_on or clock.today(), whole=bool(others)
    )
    if form.saves(row):
        rows = [row, *others] if form.whole.data else [row]
        actions.note_answer(rows, form.answer.data, form.answered_on.data)
        flash(_("Recorded. Now tell the members."))
        db.session.commit()
        return redirect(url_for("forums.list_problems", slug=forum.slug))
    return render_template(
        "forums/passing/answer.html",
        forum=forum,
        row=row,
        others=others,
        form=form,
        how_far=passing_text(row),
    ), form.status


def _others(forum: Forum, row: PassedUp) -> Sequence[PassedUp]:
    """What else of this forum went with the same letter and has no answer yet."""
    if not row.institution:
        return []
    letter = same_letter(row)
    return [
        one
        for one in letter
        if one.id != row.id and one.problem.forum_id == forum.id and not one.answered_on
    ]
