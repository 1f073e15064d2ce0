"""What the pages on lessons do, of an event and of a forum alike: the link, its mail, what is decided about each lesson."""

import io
import secrets
from datetime import date, timedelta
from functools import partial
from typing import Any

import segno
from flask import abort, flash, redirect, render_template, request
from flask_login import current_user

from ... import clock
from ...data.db import db
from ...events.models import Event
from ...mailing.pages import show_mailing
from ...web.downloads import send
from ...web.i18n import _
from ..models import Lesson, LessonLink
from ..queries import lesson_of, lessons_of
from ..whose import Subject, keys, page_of, template_of, today_of
from . import actions
from .forms import LessonForm, LinkForm, lesson_form
from .mailing import LessonsMailing
from .steps import about, step_named, titles
from .wording import how_many

OPEN_FOR = timedelta(days=21)
"""How long after the event, or from today on, a new link is open, if nobody says otherwise."""
CHOICES = {"sheet": True, "aside": False, "undecided": None}


def _shown(of: Subject, name: str, **values: Any) -> str:
    """A page of the event or the forum; in it `to` gives the addresses of the others."""
    whose = {"event": of} if isinstance(of, Event) else {"forum": of}
    return render_template(
        template_of(of, f"lessons/{name}"), **whose, to=partial(page_of, of), **values
    )


def everything(of: Subject, form: LinkForm | None = None) -> tuple[str, int]:
    """Everything learned; the form of the link may hold mistakes."""
    rows, link = list(lessons_of(of)), actions.link_of(of)
    named = titles(rows)
    until = max(of.last_day if isinstance(of, Event) else date.min, today_of(of)) + OPEN_FOR
    form = form or LinkForm(formdata=None, closes_on=link.closes_on if link else until)
    page = _shown(
        of,
        "lessons",
        rows=rows,
        link=link,
        form=form,
        lead=how_many(*actions.counts(rows)),
        address=actions.address(link) if link else "",
        about={row.id: about(row, named) for row in rows},
        whole=_("the whole event") if isinstance(of, Event) else "",
    )
    return page, form.status


def open_link(of: Subject) -> Any:
    """Open the link until a day, or move that day."""
    form = LinkForm()
    if not form.validate_on_submit():
        return everything(of, form)
    actions.open_link(of, form.closes_on.data)
    flash(_("The link is open. Show the code at the end, or send it to the team."))
    db.session.commit()
    return redirect(page_of(of, "lessons"))


def remove_link(of: Subject) -> Any:
    """The link leads nowhere any more; what came in by it stays."""
    db.session.delete(_link(of))
    flash(_("The link no longer works. What was written stays."))
    db.session.commit()
    return redirect(page_of(of, "lessons"))


def _link(of: Subject) -> LessonLink:
    return actions.link_of(of) or abort(404)


def qr(of: Subject) -> Any:
    """The link as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(actions.address(_link(of)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send(image.getvalue(), f"{of.slug}-lessons.svg", attach=False)


def mail(of: Subject) -> Any:
    """To whom the link goes, and exactly what the mail says; then it goes out."""
    return show_mailing(
        LessonsMailing(of, _link(of)),
        lambda page: _shown(of, "mail", mailing=page),
        back=page_of(of, "lessons"),
        stem=f"{of.slug}-lessons-letters",
        addresses=current_user.may_see_contacts,
    )


def add(of: Subject) -> Any:
    """The team writes down something itself: it stands on the sheet at once."""
    row = Lesson(
        **keys(of), key=secrets.token_urlsafe(9), at=clock.now(), name=current_user.name, taken=True
    )
    return _edited(of, row, lesson_form(of))


def edit(of: Subject, lesson_id: int) -> Any:
    """The team words it better, in both languages."""
    row = lesson_of(of, lesson_id)
    return _edited(of, row, lesson_form(of, row))


def _edited(of: Subject, row: Lesson, form: LessonForm) -> Any:
    if not form.saves(row):
        return _shown(of, "edit", row=row, form=form), form.status
    actions.place(row, step_named(of, form.step.data if form.step else None), form.technique.data)
    row.plain = actions.searched(row.text)
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return redirect(page_of(of, "lessons", _anchor=f"lesson-{row.id}"))


def decide(of: Subject, lesson_id: int) -> Any:
    """It comes on the sheet, is put aside, or waits again."""
    row, to = lesson_of(of, lesson_id), request.form.get("to", "")
    if to not in CHOICES:
        abort(422)
    row.taken = CHOICES[to]
    db.session.commit()
    return redirect(page_of(of, "lessons", _anchor=f"lesson-{row.id}"))
