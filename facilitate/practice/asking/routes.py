"""Prerequisites and questions as a checklist that is answered before design starts, of an event and of a forum."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...forums.doors import keepers, sees
from ...forums.models import Forum
from ...web.i18n import _
from ..blueprint import bp
from ..models import StartAnswer
from ..queries import answers_of
from ..questions import Question, questions
from ..whose import Subject, keys, today_of
from .facts import told
from .forms import AnswerForm
from .queries import Asked, asked, start_facts
from .wording import how_far, still_open


@bp.get("/events/<slug>/before-starting")
@needs(Can.SEE)
def asking(event: Event) -> Any:
    return render_template("practice/asking/asking.html", event=event, **_shown(event))


@bp.get("/forums/<slug>/before-starting")
@sees
def forum_asking(forum: Forum) -> Any:
    return render_template("practice/asking/forum_asking.html", forum=forum, **_shown(forum))


def _shown(subject: Subject) -> dict[str, Any]:
    found: Asked = asked(subject)
    facts = start_facts(subject)
    return {
        "asked": found,
        "lead": how_far(len(found.questions), found.open),
        "told": {one.key: told(one.knows, facts) for one in found.questions},
    }


@bp.route("/events/<slug>/before-starting/<question>", methods=["GET", "POST"])
@needs(Can.EDIT_OBJECTIVES)
def start_answer(event: Event, question: str) -> Any:
    one = _question(question)
    form = _answered(event, one)
    if form is None:
        return redirect(url_for("practice.asking", slug=event.slug, _anchor=one.key))
    known = told(one.knows, start_facts(event))
    return render_template(
        "practice/asking/answer.html", event=event, question=one, form=form, known=known
    ), form.status


@bp.route("/forums/<slug>/before-starting/<question>", methods=["GET", "POST"])
@keepers
def forum_answer(forum: Forum, question: str) -> Any:
    one = _question(question)
    form = _answered(forum, one)
    if form is None:
        return redirect(url_for("practice.forum_asking", slug=forum.slug, _anchor=one.key))
    known = told(one.knows, start_facts(forum))
    return render_template(
        "practice/asking/forum_answer.html", forum=forum, question=one, form=form, known=known
    ), form.status


def _question(key: str) -> Question:
    found = next((one for one in questions() if one.key == key), None)
    if found is None:
        abort(404)
    return found


def _answered(subject: Subject, question: Question) -> AnswerForm | None:
    """The form to be shown; None once it is saved."""
    row = answers_of(subject).get(question.key) or StartAnswer(key=question.key, **keys(subject))
    form = AnswerForm(obj=row)
    if not form.saves(row):
        return form
    row.on, row.by_id = today_of(subject), current_user.id
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return None


@bp.app_template_global()
def open_question(event: Event) -> str:
    """`no answer yet: who sponsors it?`, until the event begins; empty where all is answered. Two statements."""
    return "" if event.first_day <= clock.today_in(event) else still_open(asked(event).open)


@bp.get("/events/<slug>/before-starting/open")
@needs(Can.SEE)
def still_asking(event: Event) -> Any:
    """The same as a part of a page that has no room to ask for it itself."""
    return render_template("practice/asking/open.html", event=event)
