"""The pages of this room, chapter by chapter."""

from typing import Any

from flask import render_template

from ..events.access import Can, needs
from ..events.models import Event
from .archive import routes as archive
from .blueprint import bp
from .clearing import routes as clearing
from .following import routes as following
from .releasing import routes as releasing
from .sending import routes as sending

__all__ = ["archive", "bp", "clearing", "following", "releasing", "sending"]


@bp.get("/events/<slug>/report")
@needs(Can.SEE)
def page(event: Event) -> Any:
    return render_template("report/page.html", event=event)
