"""The guide to read on screen."""

from datetime import date
from typing import Any

from flask import render_template

from ...events.access import Can, may, needs
from ...events.models import Event
from ...i18n import language
from ...lib.clock import wall
from ..blueprint import bp
from ..labels import group_text, hole_text, material_text
from ..queries import guide_of


@bp.get("/events/<slug>/guide")
@needs(Can.SEE)
def page(event: Event) -> Any:
    """The whole guide, and what is still to do."""
    guide = guide_of(event, language(), date.today(), names=may(Can.SEE_PEOPLE))
    return render_template(
        "guides/page.html",
        event=event,
        guide=guide,
        hole_text=hole_text,
        group_text=group_text,
        material_text=material_text,
        wall=wall,
    )
