"""The blueprint all pages about notes are on, and their tabs."""

from flask import Blueprint, current_app, url_for

from ..events.access import Can, may
from ..events.models import Event
from ..web.i18n import _l
from . import labels, wording

bp = Blueprint("notes", __name__)
TABS = {
    "show_notes": _l("Overview"),
    "show_lines": _l("All lines"),
    "show_photos": _l("Photos"),
    "show_decisions": _l("Decisions and actions"),
    "import_bring_back": _l("Import notes"),
    "edit_structure": _l("Structure"),
}
"""The pages of the room by the end of their endpoint, in the order of their tabs."""
CLOSED = {"edit_structure": Can.WRITE_GUIDE, "show_decisions": Can.SEE}
"""Those that not everybody who takes notes may open."""


def notes_pages(event: Event, here: str) -> list[tuple[str, str, bool]]:
    """The tabs: name, address, whether it is this one. One appears once its page exists."""
    return [
        (str(name), url_for(f"notes.{page}", slug=event.slug), page == here)
        for page, name in TABS.items()
        if f"notes.{page}" in current_app.view_functions and may(CLOSED.get(page, Can.TAKE_NOTES))
    ]


bp.add_app_template_global(notes_pages)
bp.add_app_template_global(wording.note_kind_sign, "note_sign")
bp.add_app_template_global(wording.line_source_text, "note_source")
bp.add_app_template_global(wording.line_url, "note_url")
bp.add_app_template_global(wording.step_minute_text, "note_minute")
bp.add_app_template_filter(wording.clock_at, "note_clock")

__all__ = ["bp", "labels"]
