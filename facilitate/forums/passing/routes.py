"""The problems one forum found: written down, changed, taken out; with where each was passed, what came back, and writing the answer down."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...accounts.doors import in_a_team
from ...data.db import db, get_or_404
from ...directory.queries import all_counties
from ...events.models import Event
from ...lib.text import Words
from ...lib.text import make_slug as address
from ...release import two_people
from ...release.models import TextSource
from ...web.downloads import send_download
from ...web.i18n import _
from ...web.refused import Refused
from ..blueprint import bp
from ..doors import forum_keepers, forum_readers, has_other_keeper
from ..letterhead import forum_look
from ..meetings.queries import meetings_of
from ..members.sending import chosen_editions
from ..models import Forum
from ..problem_models import PassedUp, Problem
from ..releasing import press_forum_release
from ..removing import FORUM_ROWS
from . import actions, pass_pages, telling_pages
from .actions import lock_problems
from .forms import InstitutionAnswerForm, ProblemForm, problem_form
from .grouping import group_by_theme, theme_key, two_years_before
from .labels import count_passed, named_in_text, passing_text, problems_lead
from .letters import digest_of_letter, letter_to_leave
from .queries import (
    forums_by_id,
    kept_forums,
    passed_by_id,
    passings_of,
    problem_of,
    problems_of,
    problems_since,
    same_letter,
    themes_used,
    untold_answers,
)
from .word import letter_to_word

__all__ = ["pass_pages", "telling_pages"]


@bp.get("/forums/<slug>/problems")
@forum_readers
def list_problems(forum: Forum) -> Any:
    return _page(
        forum, problem_form(all_counties(), _met(forum), formdata=None, raised_on=clock.today())
    )


def _met(forum: Forum) -> Sequence[Event]:
    """The meetings a problem may have been found at: those that have begun."""
    return [
        met.event for met in meetings_of(forum) if met.event.first_day <= clock.today_in(met.event)
    ]


def _page(forum: Forum, form: ProblemForm) -> tuple[str, int]:
    """The forum's problems by theme; the form may hold mistakes."""
    rows = problems_of(forum)
    passed = passings_of([row.id for row in rows])
    kinds = {key: one.kind for key, one in forums_by_id().items()}
    everywhere = {
        theme_key(theme.name): theme.named
        for theme in group_by_theme(problems_since(two_years_before(clock.today())), kinds)
    }
    page = render_template(
        "forums/passing/problems.html",
        forum=forum,
        form=form,
        passed=passed,
        how_far=passing_text,
        lead=problems_lead(len(rows), *count_passed(passed)),
        themes=group_by_theme(rows, kinds),
        used=themes_used(),
        untold=untold_answers(forum),
        named=lambda theme: named_in_text(everywhere.get(theme_key(theme.name), {})),
    )
    return page, form.status


@bp.post("/forums/<slug>/problems")
@forum_keepers
def add_problem(forum: Forum) -> Any:
    form = problem_form(all_counties(), _met(forum))
    if not form.validate_on_submit():
        return _page(forum, form)
    row = Problem()
    form.populate_obj(row)
    actions.add_problem(forum, row)
    flash(_("Recorded. Tick it to pass it up."))
    db.session.commit()
    return redirect(url_for("forums.list_problems", slug=forum.slug))


@bp.route("/forums/<slug>/problems/<int:problem_id>", methods=["GET", "POST"])
@forum_keepers
def edit_problem(forum: Forum, problem_id: int) -> Any:
    """Change one; what was passed up already keeps its words there."""
    row = problem_of(forum, problem_id)
    form = problem_form(all_counties(), _met(forum), row)
    if form.saves(row):
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("forums.list_problems", slug=forum.slug))
    return render_template(
        "forums/passing/problem.html",
        forum=forum,
        problem=row,
        form=form,
        used=themes_used(),
        passed=passings_of([row.id])[row.id],
        how_far=passing_text,
    ), form.status


@bp.post("/forums/<slug>/problems/<int:problem_id>/remove")
@forum_keepers
def remove_problem(forum: Forum, problem_id: int) -> Any:
    """Take out what was written down by mistake. Refused once it was passed up: somebody is looking at it."""
    row = problem_of(forum, problem_id)
    if passings_of([row.id])[row.id]:
        raise Refused(_("This was already passed up. It stays, so that you receive the answer."))
    name, page = row.text[:80], url_for("forums.list_problems", slug=forum.slug)
    return FORUM_ROWS.remove_on_page(None, row, Words(name, name), page=page)


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


def _keeps(rows: Sequence[PassedUp]) -> bool:
    """Whether whoever is signed in keeps a forum that passes something up with it."""
    kept = kept_forums()
    return kept is None or any(one.problem.forum_id in kept for one in rows)


@bp.get("/forums/passed/<int:passed_id>/letter")
@in_a_team
def show_institution_letter(passed_id: int) -> Any:
    """What the letter says, and who has released it."""
    rows, found, told = letter_to_leave(passed_by_id(passed_id))
    forum = db.session.get_one(Forum, rows[0].problem.forum_id)
    return render_template(
        "forums/passing/letter.html",
        letter=found,
        told=told,
        forum=forum,
        passed_id=passed_id,
        keeps=_keeps(rows),
        released=two_people.release_standing(
            TextSource.PASSED_UP, rows[0].id, digest_of_letter(found)
        ),
        alone=not has_other_keeper(forum, current_user.id),
    )


@bp.post("/forums/passed/<int:passed_id>/letter")
@in_a_team
def release_institution_letter(passed_id: int) -> Any:
    """Somebody who has read the letter lets exactly these words go, or takes that back."""
    row = passed_by_id(passed_id)
    lock_problems([row.problem])
    rows, found, told = letter_to_leave(row)
    if not _keeps(rows):
        abort(403)
    press_forum_release(
        rows[0].problem.forum_id,
        TextSource.PASSED_UP,
        rows[0].id,
        told=told,
        digest=digest_of_letter(found),
        said=_("The letter can be sent."),
    )
    db.session.commit()
    return redirect(url_for("forums.show_institution_letter", passed_id=passed_id))


@bp.get("/forums/passed/<int:passed_id>/letter.docx")
@in_a_team
def export_institution_letter(passed_id: int) -> Any:
    """The letter as two people have released it, in its language, the one asked for or (`lang=both`) in both side by side."""
    rows, found, told = letter_to_leave(passed_by_id(passed_id))
    told.or_refused()
    if not two_people.release_standing(
        TextSource.PASSED_UP, rows[0].id, digest_of_letter(found)
    ).out:
        raise Refused(
            _(
                "Two people have to release this letter first; then you can download the Word file here."
            )
        )
    codes = chosen_editions(request.args.get("lang", ""), found.language)
    editions = [letter_to_leave(rows[0], code)[1] for code in codes]
    look = forum_look(*{one.problem.forum_id: None for one in rows})
    name = f"{address(found.institution)}-{found.on.isoformat()}-{'-'.join(codes)}.docx"
    return send_download(letter_to_word(editions, look), name)
