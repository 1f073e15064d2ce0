"""What the team of an event has learned: the link it comes in by, and what of it stands on the sheet."""

from typing import Any

from ...events.access import Can, needs
from ...events.models import Event
from ...exchange.plain_pages import serve_plain_list
from ..blueprint import bp
from . import forum_pages, pages, public_pages
from .lesson_list import conversation_of_lessons

__all__ = ["forum_pages", "public_pages"]


@bp.get("/events/<slug>/lessons")
@needs(Can.WRITE_REPORT)
def show_lessons(event: Event) -> Any:
    return pages.show_lessons(event)


@bp.post("/events/<slug>/lessons/link")
@needs(Can.WRITE_REPORT)
def open_lesson_link(event: Event) -> Any:
    """Open the link until a day, or move that day."""
    return pages.open_lesson_link(event)


@bp.post("/events/<slug>/lessons/link/remove")
@needs(Can.WRITE_REPORT)
def remove_lesson_link(event: Event) -> Any:
    """The link leads nowhere any more; what came in by it stays."""
    return pages.remove_lesson_link(event)


@bp.get("/events/<slug>/lessons/qr.svg")
@needs(Can.WRITE_REPORT)
def show_lesson_qr(event: Event) -> Any:
    return pages.show_lesson_qr(event)


@bp.route("/events/<slug>/lessons/mail", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def send_lesson_mail(event: Event) -> Any:
    """To whom the link goes, and exactly what the mail says."""
    return pages.send_lesson_mail(event)


@bp.route("/events/<slug>/lessons/new", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def add_lesson(event: Event) -> Any:
    """The team writes down something itself: it stands on the sheet at once."""
    return pages.add_lesson(event)


@bp.route("/events/<slug>/lessons/<int:lesson_id>", methods=["GET", "POST"])
@needs(Can.WRITE_REPORT)
def edit_lesson(event: Event, lesson_id: int) -> Any:
    """The team words it better, in both languages."""
    return pages.edit_lesson(event, lesson_id)


@bp.post("/events/<slug>/lessons/<int:lesson_id>/decide")
@needs(Can.WRITE_REPORT)
def decide_lesson(event: Event, lesson_id: int) -> Any:
    """It comes on the sheet, is put aside, or waits again."""
    return pages.decide_lesson(event, lesson_id)


serve_plain_list(
    bp,
    "/events/<slug>/lessons",
    "lessons_",
    reads=needs(Can.WRITE_REPORT),
    writes=needs(Can.WRITE_REPORT),
    of=conversation_of_lessons,
)
