"""Prerequisites and questions as a checklist that is answered before design starts, of an event and of a forum."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...forums.doors import forum_keepers, forum_readers
from ...forums.models import Forum
from ...web.i18n import _
from ..blueprint import bp
from ..models import StartAnswer
from ..queries import answers_of
from ..questions import StartQuestion, all_start_questions
from ..sheet_owner import SheetOwner, owner_keys, today_for_owner
from .facts import known_start_fact
from .forms import StartAnswerForm
from .queries import StartQuestions, start_facts, start_questions
from .wording import answered_sentence, open_question_text


@bp.get("/events/<slug>/before-starting")
@needs(Can.SEE)
def show_start_questions(event: Event) -> Any:
    return render_template("practice/asking/asking.html", event=event, **_shown(event))


@bp.get("/forums/<slug>/before-starting")
@forum_readers
def show_forum_start_questions(forum: Forum) -> Any:
    return render_template("practice/asking/forum_asking.html", forum=forum, **_shown(forum))


def _shown(subject: SheetOwner) -> dict[str, Any]:
    found: StartQuestions = start_questions(subject)
    facts = start_facts(subject)
    return {
        "asked": found,
        "lead": answered_sentence(len(found.questions), found.open),
        "told": {one.key: known_start_fact(one.knows, facts) for one in found.questions},
    }


@bp.route("/events/<slug>/before-starting/<question>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def answer_start_question(event: Event, question: str) -> Any:
    one = _question(question)
    form = _answered(event, one)
    if form is None:
        return redirect(url_for("practice.show_start_questions", slug=event.slug, _anchor=one.key))
    known = known_start_fact(one.knows, start_facts(event))
    return render_template(
        "practice/asking/answer.html", event=event, question=one, form=form, known=known
    ), form.status


@bp.route("/forums/<slug>/before-starting/<question>", methods=["GET", "POST"])
@forum_keepers
def answer_forum_start_question(forum: Forum, question: str) -> Any:
    one = _question(question)
    form = _answered(forum, one)
    if form is None:
        return redirect(
            url_for("practice.show_forum_start_questions", slug=forum.slug, _anchor=one.key)
        )
    known = known_start_fact(one.knows, start_facts(forum))
    return render_template(
        "practice/asking/forum_answer.html", forum=forum, question=one, form=form, known=known
    ), form.status


def _question(key: str) -> StartQuestion:
    found = next((one for one in all_start_questions() if one.key == key), None)
    if found is None:
        abort(404)
    return found


def _answered(subject: SheetOwner, question: StartQuestion) -> StartAnswerForm | None:
    """The form to be shown; None once it is saved."""
    row = answers_of(subject).get(question.key) or StartAnswer(
        key=question.key, **owner_keys(subject)
    )
    form = StartAnswerForm(obj=row)
    if not form.saves(row):
        return form
    row.on, row.by_id = today_for_owner(subject), current_user.id
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return None


@bp.app_template_global()
def open_question(event: Event) -> str:
    """`no answer yet: who sponsors it?`, until the event begins; empty where all is answered."""
    return (
        ""
        if event.first_day <= clock.today_in(event)
        else open_question_text(start_questions(event).open)
    )


@bp.get("/events/<slug>/before-starting/open")
@needs(Can.SEE)
def show_open_question(event: Event) -> Any:
    """What `open_question` says, as a part of a page that has no room to ask for it itself."""
    return render_template("practice/asking/open.html", event=event)
