"""What the team has learned: the link it comes in by, and what of it stands on the sheet."""

import io
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

import segno
from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...db import db
from ...downloads import send
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, _n
from ...mail import can_mail, post_all, send_all_soon
from ...refused import Refused
from ..blueprint import bp
from ..models import Lesson, LessonLink
from ..queries import lesson_of, lessons_of
from . import actions, public_pages
from .forms import LessonForm, LinkForm, lesson_form
from .steps import about, step_named, steps_of, titles
from .team import told
from .wording import how_many

__all__ = ["public_pages"]
OPEN_FOR = timedelta(days=21)
"""How long after the event a new link is open, if nobody says otherwise."""
CHOICES = {"sheet": True, "aside": False, "undecided": None}


@bp.get("/events/<slug>/lessons")
@needs(Can.WRITE_REPORT)
def lessons(event: Event) -> Any:
    return _page(event)


def _page(event: Event, form: LinkForm | None = None) -> tuple[str, int]:
    """Everything learned; the form of the link may hold mistakes."""
    rows, link = list(lessons_of(event)), actions.link_of(event)
    named = titles(rows)
    until = max(event.last_day, date.today()) + OPEN_FOR
    form = form or LinkForm(formdata=None, closes_on=link.closes_on if link else until)
    page = render_template(
        "practice/lessons/lessons.html",
        event=event, rows=rows, link=link, form=form, lead=how_many(*actions.counts(rows)),
        address=actions.address(link) if link else "", mails=can_mail(),
        about={row.id: about(row, named) for row in rows},
    )  # fmt: skip
    return page, form.status


@bp.post("/events/<slug>/lessons/link")
@needs(Can.WRITE_REPORT)
def lesson_link(event: Event) -> Any:
    """Open the link until a day, or move that day."""
    form = LinkForm()
    if not form.validate_on_submit():
        return _page(event, form)
    actions.open_link(event, form.closes_on.data)
    flash(_("The link is open. Show the code at the end, or send it to the team."))
    db.session.commit()
    return redirect(url_for("practice.lessons", slug=event.slug))


@bp.post("/events/<slug>/lessons/link/remove")
@needs(Can.WRITE_REPORT)
def remove_lesson_link(event: Event) -> Any:
    """The link leads nowhere any more; what came in by it stays."""
    db.session.delete(_link(event))
    flash(_("The link leads nowhere any more. What was written stays."))
    db.session.commit()
    return redirect(url_for("practice.lessons", slug=event.slug))


def _link(event: Event) -> LessonLink:
    link = actions.link_of(event)
    if link is None:
        abort(404)
    return link


@bp.get("/events/<slug>/lessons/qr.svg")
@needs(Can.WRITE_REPORT)
def lesson_qr(event: Event) -> Any:
    """The link as a QR code, dark on white also where the page is dark."""
    image = io.BytesIO()
    segno.make(actions.address(_link(event)), error="m").save(
        image, kind="svg", scale=8, border=3, dark="#000", light="#fff", svgns=True, nl=False
    )
    return send(image.getvalue(), f"{event.slug}-lessons.svg", attach=False)


@bp.get("/events/<slug>/lessons/mail")
@needs(Can.WRITE_REPORT)
def lesson_mail(event: Event) -> Any:
    """To whom the link goes, and exactly what the mail says."""
    link, team = _link(event), told(event)
    example = actions.letter(event, team[0].name, team[0].language, link) if team else None
    return render_template(
        "practice/lessons/mail.html", event=event, link=link, team=team, example=example, mails=can_mail()
    )


@bp.post("/events/<slug>/lessons/mail")
@needs(Can.WRITE_REPORT)
def lesson_mail_now(event: Event) -> Any:
    link = _link(event)
    if not can_mail():
        raise Refused(_("No mail server is set. Show the code, or hand the link on yourself."))
    mails = [(one.email, *actions.letter(event, one.name, one.language, link)) for one in told(event)]
    ids = [message.id for message in post_all(mails)]
    flash(_n("%(num)d mail goes out.", "%(num)d mails go out.", len(ids)))
    db.session.commit()
    send_all_soon(ids)
    return redirect(url_for("practice.lessons", slug=event.slug))


@bp.route("/events/<slug>/lessons/new", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def add_lesson(event: Event) -> Any:
    """The team writes down something itself: it stands on the sheet at once."""
    row = Lesson(
        event_id=event.id,
        key=secrets.token_urlsafe(9),
        at=datetime.now(UTC),
        name=current_user.name,
        taken=True,
    )
    return _edit(event, row, lesson_form(steps_of(event)))


@bp.route("/events/<slug>/lessons/<int:lesson_id>", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def lesson(event: Event, lesson_id: int) -> Any:
    """The team words it better, in both languages."""
    row = lesson_of(event, lesson_id)
    return _edit(event, row, lesson_form(steps_of(event), row))


def _edit(event: Event, row: Lesson, form: LessonForm) -> Any:
    if not form.saves(row):
        return render_template("practice/lessons/edit.html", event=event, row=row, form=form), form.status
    actions.place(row, step_named(event, form.step.data), form.technique.data)
    row.plain = actions.searched(row.text)
    db.session.add(row)
    flash(_("Saved."))
    db.session.commit()
    return redirect(url_for("practice.lessons", slug=event.slug, _anchor=f"lesson-{row.id}"))


@bp.post("/events/<slug>/lessons/<int:lesson_id>/decide")
@needs(Can.WRITE_REPORT)
def decide_lesson(event: Event, lesson_id: int) -> Any:
    """It comes on the sheet, is put aside, or waits again."""
    row, to = lesson_of(event, lesson_id), request.form.get("to", "")
    if to not in CHOICES:
        abort(422)
    row.taken = CHOICES[to]
    db.session.commit()
    return redirect(url_for("practice.lessons", slug=event.slug, _anchor=f"lesson-{row.id}"))
