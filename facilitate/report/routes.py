"""The pages of this room, chapter by chapter."""

from typing import Any

from flask import render_template

from ..events.access import Can, needs
from ..events.models import Event
from .blueprint import bp

__all__ = ["bp"]


@bp.get("/events/<slug>/report")
@needs(Can.SEE)
def page(event: Event) -> Any:
    return render_template("report/page.html", event=event)
