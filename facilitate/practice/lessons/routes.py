"""What the team of an event or the keepers of a forum have learned: the link it comes in by, and what of it stands on the sheet."""

from collections.abc import Callable
from typing import Any

from ...events.access import Can, needs
from ...exchange.plain_pages import Door, serve_plain_list
from ...forums.doors import forum_keepers
from ..blueprint import bp
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


def _serve_lessons(rule: str, of: str, door: Door) -> None:
    """These pages behind a door that hands over the event or the forum as `of`."""

    def serve(path: str, act: Callable[..., Any], methods: tuple[str, ...]) -> None:
        def view(**ways: Any) -> Any:
            return act(ways.pop(of), **ways)

        name = act.__name__ if of == "event" else act.__name__.replace("_", "_forum_", 1)
        view.__name__, view.__doc__, view.__module__ = name, act.__doc__, __name__
        bp.add_url_rule(f"{rule}{path}", name, door(view), methods=methods)

    for page in PAGES:
        serve(*page)


_serve_lessons("/events/<slug>/lessons", "event", needs(Can.WRITE_REPORT))
_serve_lessons("/forums/<slug>/lessons", "forum", forum_keepers)
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
