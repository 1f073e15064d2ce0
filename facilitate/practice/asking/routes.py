"""Prerequisites and questions as a checklist that is answered before design starts, of an event and of a forum."""

from typing import Any

from flask import abort, flash, redirect, render_template
from flask_login import current_user
from wtforms import BooleanField

from ... import clock
from ...data.db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...forums.doors import forum_keepers, forum_readers
from ...web.forms import LongTextField, VersionedForm
from ...web.i18n import _, _l
from ..blueprint import bp
from ..models import StartAnswer
from ..queries import answers_of
from ..questions import StartQuestion, all_start_questions
from ..sheet_owner import (
    SheetOwner,
    owner_keys,
    owner_page,
    render_owner_page,
    serve_for_both,
    today_for_owner,
)
from ..wording import answered_sentence, open_question_text
from .facts import known_start_fact
from .queries import StartQuestions, start_facts, start_questions


class StartAnswerForm(VersionedForm):
    """The team's answer to one question, and whether that settles it."""

    text = LongTextField(_l("Our answer"), limit=2000)
    settled = BooleanField(
        _l("This is settled"), description=_l("Otherwise the question stays open.")
    )


def show_start_questions(of: SheetOwner) -> Any:
    """What has to be clear before design starts, with what is known of it."""
    found: StartQuestions = start_questions(of)
    facts = start_facts(of)
    return render_owner_page(
        of,
        "asking/asking",
        asked=found,
        lead=answered_sentence(len(found.questions), found.open),
        told={one.key: known_start_fact(one.knows, facts) for one in found.questions},
    )


def answer_start_question(of: SheetOwner, question: str) -> Any:
    """One of these is answered."""
    one = _question(question)
    form = _answered(of, one)
    if form is None:
        return redirect(owner_page(of, "show_start_questions", _anchor=one.key))
    known = known_start_fact(one.knows, start_facts(of))
    page = render_owner_page(of, "asking/answer", question=one, form=form, known=known)
    return page, form.status


serve_for_both(
    bp,
    "/before-starting",
    show_start_questions,
    "GET",
    event=needs(Can.SEE),
    forum=forum_readers,
)
serve_for_both(
    bp,
    "/before-starting/<question>",
    answer_start_question,
    "GET",
    "POST",
    event=needs(Can.EDIT_OBJECTIVES),
    forum=forum_keepers,
)


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
    """`not answered yet – who sponsors it?`, until the event begins; empty where all is answered."""
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
