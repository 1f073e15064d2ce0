"""The figures of an event."""

from typing import Any

from flask import render_template

from ...downloads import send
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import use_language
from ..blueprint import bp
from .labels import BLOCKS, LINES, counted
from .queries import chain, compare
from .sheet import to_sheet


@bp.get("/events/<slug>/figures")
@needs(Can.SEE)
def figures(event: Event) -> Any:
    comparison = compare(chain(event))
    mine = next(one for one in comparison.figures if one.event == event.slug)
    return render_template(
        "participation/figures.html",
        event=event,
        comparison=comparison,
        sentence=counted(mine),
        blocks=BLOCKS,
        names=LINES,
    )


@bp.get("/events/<slug>/figures.xlsx")
@needs(Can.SEE)
def figures_xlsx(event: Event) -> Any:
    with use_language(event.language):
        file = to_sheet(compare(chain(event)))
    return send(file, f"{event.slug}-figures.xlsx")
