"""What the team of an event or the keepers of a forum have learned: the link it comes in by, and what of it stands on the sheet."""

from collections.abc import Callable
from typing import Any

from ...events.access import Can, needs
from ...exchange.plain_pages import serve_plain_list
from ...forums.doors import forum_keepers
from ..blueprint import bp
from ..sheet_owner import serve_for_both
from . import pages, public_pages
from .lesson_list import conversation_of_forum_lessons, conversation_of_lessons

__all__ = ["public_pages"]
PAGES: tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...] = (
    ("", pages.show_lessons, ("GET",)),
    ("/link", pages.open_lesson_link, ("POST",)),
    ("/link/remove", pages.remove_lesson_link, ("POST",)),
    ("/qr.svg", pages.show_lesson_qr, ("GET",)),
    ("/mail", pages.send_lesson_mail, ("GET", "POST")),
    ("/new", pages.add_lesson, ("GET", "POST")),
    ("/<int:lesson_id>", pages.edit_lesson, ("GET", "POST")),
    ("/<int:lesson_id>/decide", pages.decide_lesson, ("POST",)),
)
"""The pages there are of both: the end of their address, what they do, how they are asked."""


for path, act, methods in PAGES:
    serve_for_both(
        bp,
        f"/lessons{path}",
        act,
        *methods,
        event=needs(Can.WRITE_REPORT),
        forum=forum_keepers,
    )
serve_plain_list(
    bp,
    "/events/<slug>/lessons",
    "lessons_",
    reads=needs(Can.WRITE_REPORT),
    writes=needs(Can.WRITE_REPORT),
    of=conversation_of_lessons,
)
serve_plain_list(
    bp,
    "/forums/<slug>/lessons",
    "forum_lessons_",
    reads=forum_keepers,
    writes=forum_keepers,
    of=conversation_of_forum_lessons,
)
