"""The practice sheet of an event and of a forum: read, edited, filled from what is known, printed."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ... import clock
from ...db import db
from ...downloads import send
from ...events.access import Can, may, needs
from ...events.models import Event
from ...forums.doors import keepers, sees
from ...forums.kinds import kind_named
from ...forums.models import Forum
from ...i18n import LANGUAGES, _, days, language, use_language, words
from ...lib.text import slug
from ..blueprint import bp
from ..labels import SHEET
from ..queries import sheet_and_answers, sheet_of
from ..whose import Subject, called, speaks, today_of
from . import actions
from .forms import SheetForm
from .known import of_event, of_forum
from .leaving import cleared_sheet, fields_of, parts_of
from .queries import event_facts, forum_facts
from .reading import Field, filled
from .word import Paper, to_word


@bp.get("/events/<slug>/practice-sheet")
@needs(Can.SEE)
def sheet(event: Event) -> Any:
    rows = _fields(event)
    return render_template(
        "practice/sheets/sheet.html",
        event=event,
        rows=rows,
        filled=filled(rows),
        told=cleared_sheet(event, rows),
    )


@bp.get("/forums/<slug>/practice-sheet")
@sees
def forum_sheet(forum: Forum) -> Any:
    rows = _fields(forum)
    return render_template(
        "practice/sheets/forum_sheet.html",
        forum=forum,
        rows=rows,
        filled=filled(rows),
        told=cleared_sheet(forum, rows),
    )


def _fields(subject: Subject) -> list[Field]:
    """The sheet's fields in the language spoken now."""
    money = isinstance(subject, Event) and may(Can.SEE_BUDGET)
    return fields_of(subject, money, [language()])[0]


@bp.route("/events/<slug>/practice-sheet/edit", methods=["GET", "POST"])
@needs(Can.EDIT_EVENT)
def edit(event: Event) -> Any:
    form = _edited(event)
    if form is None:
        return redirect(url_for("practice.sheet", slug=event.slug))
    return render_template("practice/sheets/edit.html", event=event, form=form), form.status


@bp.route("/forums/<slug>/practice-sheet/edit", methods=["GET", "POST"])
@keepers
def forum_edit(forum: Forum) -> Any:
    form = _edited(forum)
    if form is None:
        return redirect(url_for("practice.forum_sheet", slug=forum.slug))
    return render_template("practice/sheets/forum_edit.html", forum=forum, form=form), form.status


def _edited(subject: Subject) -> SheetForm | None:
    """The form to be shown; None once it is saved."""
    row = sheet_of(subject)
    form = SheetForm(obj=row)
    if not form.saves(row):
        return form
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return None


@bp.post("/events/<slug>/practice-sheet/<field>/take")
@needs(Can.EDIT_EVENT)
def take_over(event: Event, field: str) -> Any:
    """What is known of a field becomes the team's own text."""
    _take(event, field)
    db.session.commit()
    return redirect(url_for("practice.sheet", slug=event.slug, _anchor=field))


@bp.post("/forums/<slug>/practice-sheet/<field>/take")
@keepers
def forum_take_over(forum: Forum, field: str) -> Any:
    _take(forum, field)
    db.session.commit()
    return redirect(url_for("practice.forum_sheet", slug=forum.slug, _anchor=field))


def _take(subject: Subject, field: str) -> None:
    if field not in SHEET:
        abort(404)
    row, answers = sheet_and_answers(subject)
    if isinstance(subject, Event):
        facts = event_facts(subject, answers, may(Can.SEE_BUDGET))
        actions.take_over(row, field, lambda: of_event(facts))
    else:
        here = forum_facts(subject, answers, clock.today())
        actions.take_over(row, field, lambda: of_forum(here))
    flash(_("Taken over. Edit it as you like."))


@bp.get("/events/<slug>/practice-sheet.docx")
@needs(Can.SEE)
def word(event: Event) -> Any:
    return send(*_printed(event))


@bp.get("/forums/<slug>/practice-sheet.docx")
@sees
def forum_word(forum: Forum) -> Any:
    return send(*_printed(forum))


def _printed(subject: Subject) -> tuple[bytes, str]:
    """Two pages of Word and their name, in the language asked for or that of the event."""
    asked = request.args.get("lang", "")
    code = asked if asked in LANGUAGES else speaks(subject)
    with use_language(code):
        rows = _fields(subject)
        parts = parts_of(subject, rows, cleared_sheet(subject, rows).or_refused())
        about = (
            ", ".join(filter(None, [days(subject.first_day, subject.last_day, year=True), subject.town]))
            if isinstance(subject, Event)
            else words(kind_named(subject.kind).name)
        )
        paper = Paper(code, words(called(subject)), about, parts, today_of(subject))
        name = f"{slug(_('Practice sheet'))}-{subject.slug}-{code}.docx"
    return to_word(paper), name
