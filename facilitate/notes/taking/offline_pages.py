"""The page that says, without a connection, which pages of the notes this device has."""

from typing import Any

from flask import render_template

from ...events.access import Can, needs
from ...events.models import Event
from ..blueprint import bp


@bp.get("/events/<slug>/notes/kept")
@needs(Can.TAKE_NOTES)
def show_offline_pages(event: Event) -> Any:
    """What opens without a connection; `static/js/notes_kept.js` fills the list, for only the device knows."""
    return render_template("notes/taking/kept.html", event=event)
