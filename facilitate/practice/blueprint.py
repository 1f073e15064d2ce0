"""The blueprint all pages of practice sheets and lessons are on, and the tabs of an event's own pages."""

from flask import Blueprint, current_app, url_for

from ..events.access import Can, may
from ..events.models import Event
from ..web.i18n import _l
from . import labels

bp = Blueprint("practice", __name__)
TABS = {
    "show_sheet": (_l("Practice sheet"), Can.SEE),
    "show_start_questions": (_l("Before starting"), Can.SEE),
    "compare_editions": (_l("Builds on"), Can.SEE),
    "show_lessons": (_l("Lessons learned"), Can.WRITE_REPORT),
}
"""The pages of an event by the end of their endpoint, in the order of their tabs, with who may open them."""


def practice_pages(event: Event, here: str) -> list[tuple[str, str, bool]]:
    """The tabs of an event's pages on its practice: name, address, whether it is this one."""
    return [
        (str(name), url_for(f"practice.{page}", slug=event.slug), page == here)
        for page, (name, permission) in TABS.items()
        if f"practice.{page}" in current_app.view_functions and may(permission)
    ]


bp.add_app_template_global(practice_pages)

__all__ = ["bp", "labels"]
