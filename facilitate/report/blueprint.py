"""The blueprint all pages of the report are on, and the tabs that lead through them."""

from flask import Blueprint, current_app, url_for

from ..events.access import Can, may
from ..events.models import Event
from ..release import labels
from ..web.i18n import _l

bp = Blueprint("report", __name__)
TABS = {
    "sections": (_l("Sections"), Can.SEE),
    "following": (_l("Follow-up"), Can.SEE),
    "clearing": (_l("Privacy check"), Can.WRITE_REPORT),
    "releasing": (_l("Release"), Can.RELEASE_REPORT),
    "sending": (_l("Send"), Can.WRITE_REPORT),
    "annexes": (_l("Annexes"), Can.SEE),
    "archive": (_l("Archive"), Can.WRITE_REPORT),
}
"""The pages of the room by what their endpoint shows, in the order of their tabs, and what it takes to open each."""


def report_pages(event: Event, here: str) -> list[tuple[str, str, bool]]:
    """The tabs: name, address, whether it is this page. One appears once its page exists, to whoever may open it."""
    return [
        (str(name), url_for(f"report.show_{page}", slug=event.slug), page == here)
        for page, (name, needed) in TABS.items()
        if f"report.show_{page}" in current_app.view_functions and may(needed)
    ]


bp.add_app_template_global(report_pages)

__all__ = ["bp", "labels"]
