"""The practice sheet of an event and of a forum: read, edited, filled from what is known, printed."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.access import Can, may, needs, somebody_else_may
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...forums.actions import lock_forum
from ...forums.doors import forum_keepers, forum_readers, has_other_keeper
from ...forums.kinds import forum_kind
from ...forums.models import Forum
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, _, current_language, format_days, pick_wording, use_language
from ..blueprint import bp
from ..labels import SHEET
from ..queries import sheet_and_answers, sheet_of
from ..sheet_owner import SheetOwner, owner_language, owner_name, today_for_owner
from . import actions
from .forms import SheetForm
from .known import known_of_event, known_of_forum
from .leaving import (
    SheetToLeave,
    release_sheet_words,
    sheet_parts,
    sheet_to_leave,
    withdraw_sheet_words,
)
from .queries import event_facts, forum_facts
from .reading import count_filled
from .word import SheetPaper, sheet_to_word


@bp.get("/events/<slug>/practice-sheet")
@needs(Can.SEE)
def show_sheet(event: Event) -> Any:
    found = _leaving(event)
    rows = found.rows[current_language()]
    return render_template(
        "practice/sheets/sheet.html",
        event=event,
        rows=rows,
        filled=count_filled(rows),
        leaving=found,
        alone=may(Can.RELEASE_REPORT)
        and not somebody_else_may(event, Can.RELEASE_REPORT, current_user.id),
    )


@bp.get("/forums/<slug>/practice-sheet")
@forum_readers
def show_forum_sheet(forum: Forum) -> Any:
    found = _leaving(forum)
    rows = found.rows[current_language()]
    return render_template(
        "practice/sheets/forum_sheet.html",
        forum=forum,
        rows=rows,
        filled=count_filled(rows),
        leaving=found,
        alone=g.keeps and not has_other_keeper(forum, current_user.id),
    )


def _leaving(subject: SheetOwner) -> SheetToLeave:
    """The sheet as whoever is signed in may read it, and who has released it."""
    return sheet_to_leave(subject, money=isinstance(subject, Event) and may(Can.SEE_BUDGET))


@bp.post("/events/<slug>/practice-sheet/release")
@needs(Can.RELEASE_REPORT)
def release_sheet(event: Event) -> Any:
    """Somebody who has read the sheet lets exactly these words go to outsiders, or takes that back."""
    wait_for_event_lock(event)
    _release(event)
    db.session.commit()
    return redirect(url_for("practice.show_sheet", slug=event.slug))


@bp.post("/forums/<slug>/practice-sheet/release")
@forum_keepers
def release_forum_sheet(forum: Forum) -> Any:
    lock_forum(forum)
    _release(forum)
    db.session.commit()
    return redirect(url_for("practice.show_forum_sheet", slug=forum.slug))


def _release(subject: SheetOwner) -> None:
    if request.form.get("to") == "back":
        withdraw_sheet_words(subject, current_user)
        flash(_("Your release has been withdrawn."))
    elif release_sheet_words(_leaving(subject), current_user, clock.now()):
        flash(_("The practice sheet has been released."))
    else:
        flash(_("You have released it. A second person must release it too."))


@bp.route("/events/<slug>/practice-sheet/edit", methods=["GET", "POST"])
@needs(Can.EDIT_EVENT)
def edit_sheet(event: Event) -> Any:
    form = _edited(event)
    if form is None:
        return redirect(url_for("practice.show_sheet", slug=event.slug))
    return render_template("practice/sheets/edit.html", event=event, form=form), form.status


@bp.route("/forums/<slug>/practice-sheet/edit", methods=["GET", "POST"])
@forum_keepers
def edit_forum_sheet(forum: Forum) -> Any:
    form = _edited(forum)
    if form is None:
        return redirect(url_for("practice.show_forum_sheet", slug=forum.slug))
    return render_template("practice/sheets/forum_edit.html", forum=forum, form=form), form.status


def _edited(subject: SheetOwner) -> SheetForm | None:
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
def use_known_text(event: Event, field: str) -> Any:
    """What is known of a field becomes the team's own text."""
    _take(event, field)
    db.session.commit()
    return redirect(url_for("practice.show_sheet", slug=event.slug, _anchor=field))


@bp.post("/forums/<slug>/practice-sheet/<field>/take")
@forum_keepers
def use_forum_known_text(forum: Forum, field: str) -> Any:
    _take(forum, field)
    db.session.commit()
    return redirect(url_for("practice.show_forum_sheet", slug=forum.slug, _anchor=field))


def _take(subject: SheetOwner, field: str) -> None:
    if field not in SHEET:
        abort(404)
    row, answers = sheet_and_answers(subject)
    if isinstance(subject, Event):
        facts = event_facts(subject, answers, may(Can.SEE_BUDGET))
        actions.copy_known_text(row, field, lambda: known_of_event(facts))
    else:
        here = forum_facts(subject, answers, clock.today())
        actions.copy_known_text(row, field, lambda: known_of_forum(here))
    flash(_("Copied into your text. Edit it as you like."))


@bp.get("/events/<slug>/practice-sheet.docx")
@needs(Can.SEE)
def export_sheet(event: Event) -> Any:
    return send_download(*_printed(event))


@bp.get("/forums/<slug>/practice-sheet.docx")
@forum_readers
def export_forum_sheet(forum: Forum) -> Any:
    return send_download(*_printed(forum))


def _printed(subject: SheetOwner) -> tuple[bytes, str]:
    """Two pages of Word as two people have released them, and their name, in the language asked for or that of the event."""
    found = _leaving(subject).or_refused()
    asked = request.args.get("lang", "")
    code = asked if asked in LANGUAGES else owner_language(subject)
    with use_language(code):
        parts = sheet_parts(found, code)
        about = (
            ", ".join(
                filter(
                    None,
                    [format_days(subject.first_day, subject.last_day, year=True), subject.town],
                )
            )
            if isinstance(subject, Event)
            else pick_wording(forum_kind(subject.kind).name)
        )
        paper = SheetPaper(
            language=code,
            title=pick_wording(owner_name(subject)),
            about=about,
            parts=parts,
            on=today_for_owner(subject),
        )
        name = f"{make_slug(_('Practice sheet'))}-{subject.slug}-{code}.docx"
    return sheet_to_word(paper), name
