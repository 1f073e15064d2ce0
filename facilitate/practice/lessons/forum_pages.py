"""What a forum has learned about itself, beside what it learned at its meetings: the same pages, for whoever keeps it."""

from typing import Any

from ...exchange.plain_pages import serve_plain_list
from ...forums.doors import forum_keepers
from ...forums.models import Forum
from ..blueprint import bp
from . import pages
from .lesson_list import conversation_of_forum_lessons


@bp.get("/forums/<slug>/lessons")
@forum_keepers
def show_forum_lessons(forum: Forum) -> Any:
    return pages.show_lessons(forum)


@bp.post("/forums/<slug>/lessons/link")
@forum_keepers
def open_forum_lesson_link(forum: Forum) -> Any:
    """Open the link until a day, or move that day."""
    return pages.open_lesson_link(forum)


@bp.post("/forums/<slug>/lessons/link/remove")
@forum_keepers
def remove_forum_lesson_link(forum: Forum) -> Any:
    """The link leads nowhere any more; what came in by it stays."""
    return pages.remove_lesson_link(forum)


@bp.get("/forums/<slug>/lessons/qr.svg")
@forum_keepers
def show_forum_lesson_qr(forum: Forum) -> Any:
    return pages.show_lesson_qr(forum)


@bp.route("/forums/<slug>/lessons/mail", methods=["GET", "POST"])
@forum_keepers
def send_forum_lesson_mail(forum: Forum) -> Any:
    """To whom the link goes, and exactly what the mail says."""
    return pages.send_lesson_mail(forum)


@bp.route("/forums/<slug>/lessons/new", methods=["GET", "POST"])
@forum_keepers
def add_forum_lesson(forum: Forum) -> Any:
    """Whoever keeps it writes down something: it stands on the sheet at once."""
    return pages.add_lesson(forum)


@bp.route("/forums/<slug>/lessons/<int:lesson_id>", methods=["GET", "POST"])
@forum_keepers
def edit_forum_lesson(forum: Forum, lesson_id: int) -> Any:
    """It is worded better, in both languages."""
    return pages.edit_lesson(forum, lesson_id)


@bp.post("/forums/<slug>/lessons/<int:lesson_id>/decide")
@forum_keepers
def decide_forum_lesson(forum: Forum, lesson_id: int) -> Any:
    """It comes on the sheet, is put aside, or waits again."""
    return pages.decide_lesson(forum, lesson_id)


serve_plain_list(
    bp,
    "/forums/<slug>/lessons",
    "forum_lessons_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_forum_lessons,
)
