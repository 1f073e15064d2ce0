"""What happens to lessons: the link they come in by, what is sent through it, what the team makes of it."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...agenda.models import Step
from ...data.db import db
from ...events.models import Event
from ...lib.text import Words, plain_text
from ...web.addresses import full_address
from ...web.i18n import _, format_day, reader_language, use_language
from ..models import Lesson, LessonLink
from ..sheet_owner import SheetOwner, is_owned_by, owner_keys, owner_language, owner_name


def link_of(of: SheetOwner) -> LessonLink | None:
    """The link of the event or forum, where there is one."""
    return db.session.scalar(sa.select(LessonLink).where(is_owned_by(LessonLink, of)))


def open_link_of(of: SheetOwner, closes_on: date) -> LessonLink:
    """The link of the event or forum takes lessons until that day; made on first use, the same one afterwards."""
    link = link_of(of)
    if link is None:
        link = LessonLink(**owner_keys(of), token=secrets.token_urlsafe(12), closes_on=closes_on)
        db.session.add(link)
    link.closes_on = closes_on
    db.session.flush()
    return link


def lesson_link_address(link: LessonLink) -> str:
    """The whole address, as it stands in a mail."""
    return full_address("practice.tell_lesson", lesson_token=link.token)


def searched_lesson_text(text: Words) -> str:
    """Both wordings for searching."""
    return plain_text(" ".join(filter(None, [text.en, text.sq])))


def save_lesson(
    of: SheetOwner,
    key: str,
    text: Words,
    *,
    keep: bool,
    step: Step | None = None,
    name: str = "",
    at: datetime,
    taken: bool | None = None,
) -> Lesson | None:
    """A new lesson; None where one of this key is there already: the same form was sent twice."""
    if db.session.scalar(sa.select(Lesson.id).where(Lesson.key == key)) is not None:
        return None
    row = Lesson(
        **owner_keys(of),
        key=key,
        text=text,
        keep=keep,
        name=name,
        at=at,
        taken=taken,
        plain=searched_lesson_text(text),
    )
    place_lesson(row, step)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the same form at the same moment
        return None
    return row


def place_lesson(row: Lesson, step: Step | None, technique: str = "") -> None:
    """What it is about: a step with its technique and kind, or a technique alone, or the whole."""
    row.step_id = step.id if step else None
    row.step_kind = step.kind.value if step else ""
    row.technique = (step.technique if step else "") or technique


def lesson_letter(of: SheetOwner, name: str, language: str, link: LessonLink) -> tuple[str, str]:
    """Subject and body of the mail to one of the team, in their language."""
    code = reader_language(language, owner_language(of))
    with use_language(code):
        title, until = owner_name(of).to(code), format_day(link.closes_on, "full")
        body = _over if isinstance(of, Event) else _goes_on
        return _("What did we learn? %(event)s", event=title), body(
            name, title, lesson_link_address(link), until
        )


def _over(name: str, title: str, link: str, until: str) -> str:
    return _(
        "%(name)s,\n\n“%(event)s” is over. Before we forget: what should we keep, and what "
        "should we do differently next time? It is one page on the phone, takes two minutes "
        "and needs no account; answer as often as you like:\n\n%(link)s\n\nIt is open until "
        "%(until)s. What the team accepts goes on the practice sheet and comes up again when "
        "the next event is planned. Please write nothing that could identify a victim.",
        name=name,
        event=title,
        link=link,
        until=until,
    )


def _goes_on(name: str, title: str, link: str, until: str) -> str:
    return _(
        "%(name)s,\n\n“%(forum)s” continues its work. What should we keep in the way it works, "
        "and what should we do differently? It is one page on the phone, takes two minutes "
        "and needs no account; answer as often as you like:\n\n%(link)s\n\nIt is open until "
        "%(until)s. What is accepted goes on the forum’s practice sheet. Please write "
        "nothing that could identify a victim.",
        name=name,
        forum=title,
        link=link,
        until=until,
    )


def count_lessons(rows: Sequence[Lesson]) -> tuple[int, int, int]:
    """How many wait, stand on the sheet, were put aside."""
    return (
        sum(row.taken is None for row in rows),
        sum(row.taken is True for row in rows),
        sum(row.taken is False for row in rows),
    )
