"""What the pages on lessons do, of an event and of a forum alike: the link, its mail, what is decided about each lesson."""

import io
import secrets
from datetime import date, timedelta
from typing import Any

import segno
from flask import abort, flash, redirect, request
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.models import Event
from ...mailing.pages import show_mailing
from ...web.downloads import send_download
from ...web.i18n import _, in_both_languages
from ...web.refused import Refused
from ..models import Lesson, LessonLink
from ..queries import lesson_of, lessons_of
from ..sheet_owner import SheetOwner, owner_keys, owner_page, render_owner_page, today_for_owner
from ..wording import lessons_sentence
from . import actions
from .forms import LessonForm, LessonLinkForm, lesson_form
from .lesson_list import FORUM_LINKS_REMOVED, LINKS_REMOVED
from .mailing import LessonsMailing
from .steps import lesson_step_titles, lesson_subject, step_named

OPEN_FOR = timedelta(days=21)
"""How long after the event, or from today on, a new link is open, if nobody says otherwise."""
CHOICES = {"sheet": True, "aside": False, "undecided": None}


def _shown(of: SheetOwner, name: str, **values: Any) -> str:
    return render_owner_page(of, f"lessons/{name}", **values)


def show_lessons(of: SheetOwner, form: LessonLinkForm | None = None) -> tuple[str, int]:
    """Everything learned; the form of the link may hold mistakes."""
    rows, link = list(lessons_of(of)), actions.link_of(of)
    named = lesson_step_titles(rows)
    until = max(of.last_day if isinstance(of, Event) else date.min, today_for_owner(of)) + OPEN_FOR
    form = form or LessonLinkForm(formdata=None, closes_on=link.closes_on if link else until)
    page = _shown(
        of,
        "lessons",
        rows=rows,
        link=link,
        form=form,
        lead=lessons_sentence(*actions.count_lessons(rows)),
        address=actions.lesson_link_address(link) if link else "",
        over=_is_over(of, link),
        about={row.id: lesson_subject(row, named) for row in rows},
        whole=_("the whole event") if isinstance(of, Event) else "",
    )
    return page, form.status


def open_lesson_link(of: SheetOwner) -> Any:
    """Open the link until a day, or move that day."""
    form = LessonLinkForm()
    if not form.validate_on_submit():
        return show_lessons(of, form)
    link = actions.open_link_of(of, form.closes_on.data)
    flash(
        _("The link is closed: the day you chose has passed.")
        if _is_over(of, link)
        else _("The link is open. Show the code at the end, or send it to the team.")
    )
    db.session.commit()
    return redirect(owner_page(of, "show_lessons"))


def remove_lesson_link(of: SheetOwner) -> Any:
    """The link leads nowhere any more; what came in by it stays."""
    removals, event = (LINKS_REMOVED, of) if isinstance(of, Event) else (FORUM_LINKS_REMOVED, None)
    said = _("The link no longer works. What was written stays.")
    name, page = in_both_languages(lambda: _("Link for lessons")), owner_page(of, "show_lessons")
    return removals.remove_on_page(event, _link(of), name, said=said, page=page)


def _is_over(of: SheetOwner, link: LessonLink | None) -> bool:
    """Whether the link takes nothing any more."""
    return link is not None and link.closes_on < today_for_owner(of)


def _link(of: SheetOwner) -> LessonLink:
    return actions.link_of(of) or abort(404)


def show_lesson_qr(of: SheetOwner) -> Any:
    """The link as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(actions.lesson_link_address(_link(of)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send_download(image.getvalue(), f"{of.slug}-lessons.svg", attach=False)


def send_lesson_mail(of: SheetOwner) -> Any:
    """To whom the link goes, and exactly what the mail says; then it goes out."""
    link = _link(of)
    if _is_over(of, link):
        raise Refused(_("The link is no longer open. Choose a later day for it first."))
    return show_mailing(
        LessonsMailing(of, link),
        lambda page: _shown(of, "mail", mailing=page),
        back=owner_page(of, "show_lessons"),
        stem=f"{of.slug}-lessons-letters",
        addresses=current_user.may_see_contacts,
    )


def add_lesson(of: SheetOwner) -> Any:
    """The team writes down something itself: it stands on the sheet at once."""
    row = Lesson(
        **owner_keys(of),
        key=secrets.token_urlsafe(9),
        at=clock.now(),
        name=current_user.name,
        taken=True,
    )
    return _edited(of, row, lesson_form(of))


def edit_lesson(of: SheetOwner, lesson_id: int) -> Any:
    """The team words it better, in both languages."""
    row = lesson_of(of, lesson_id)
    return _edited(of, row, lesson_form(of, row))


def _edited(of: SheetOwner, row: Lesson, form: LessonForm) -> Any:
    if not form.saves(row):
        return _shown(of, "edit", row=row, form=form), form.status
    actions.place_lesson(
        row, step_named(of, form.step.data if form.step else None), form.technique.data
    )
    row.plain = actions.searched_lesson_text(row.text)
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return redirect(owner_page(of, "show_lessons", _anchor=f"lesson-{row.id}"))


def decide_lesson(of: SheetOwner, lesson_id: int) -> Any:
    """It comes on the sheet, is put aside, or waits again."""
    row, to = lesson_of(of, lesson_id), request.form.get("to", "")
    if to not in CHOICES:
        abort(422)
    row.taken = CHOICES[to]
    db.session.commit()
    return redirect(owner_page(of, "show_lessons", _anchor=f"lesson-{row.id}"))
