"""What an event changed: read, written on, taken along as a Word file."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from .. import clock
from ..consultation.sharing.wording import shown_number
from ..data.db import db, get_or_404
from ..events.access import Can, may, needs
from ..events.asked_language import asked_language
from ..events.models import Event, Objective
from ..lib.text import make_slug
from ..objectives.models import ObjectiveIndicator
from ..web.downloads import send_download
from ..web.i18n import _, use_language
from . import wording, year_pages
from .blueprint import bp
from .gathering import later_answers, outcomes_of
from .paper import outcomes_paper
from .readings import ReadingForm, read_indicator
from .word import render_outcomes_word

__all__ = ["bp", "year_pages"]


@bp.get("/events/<slug>/changed")
@needs(Can.SEE)
def show_outcomes(event: Event) -> Any:
    """Indicators then, now and as planned; actions kept, open and dropped."""
    return _page(event)


@bp.post("/events/<slug>/changed/<int:indicator_id>")
@needs(Can.EDIT_OBJECTIVES)
def record_reading(event: Event, indicator_id: int) -> Any:
    """How an indicator stands on a day."""
    mine = db.select(Objective.id).where(Objective.event_id == event.id)
    row = get_or_404(
        ObjectiveIndicator,
        ObjectiveIndicator.id == indicator_id,
        ObjectiveIndicator.objective_id.in_(mine),
    )
    form = ReadingForm(prefix=f"i{row.id}")
    if not form.validate_on_submit():
        return _page(event, form, row.id)
    read_indicator(row, form.on.data, form.value.data)
    flash(_("Saved."))
    db.session.commit()
    return redirect(
        url_for("outcomes.show_outcomes", slug=event.slug, _anchor=f"indicator-{row.id}")
    )


def _page(event: Event, wrong: ReadingForm | None = None, of: int = 0) -> Any:
    found, today = outcomes_of(event), clock.today_in(event)
    forms = {
        one.row.id: ReadingForm(prefix=f"i{one.row.id}", formdata=None, data={"on": today})
        for _objective, one in found.indicators
        if may(Can.EDIT_OBJECTIVES)
    }
    if wrong is not None:
        forms[of] = wrong
    return render_template(
        "outcomes/page.html",
        event=event,
        found=found,
        lead=wording.outcomes_lead(found, today),
        forms=forms,
        wrong=of,
        today=today,
        asked=later_answers(event, outside=not may(Can.READ_ANSWERS)),
        told=wording.later_answers_lead,
        shown=shown_number,
        wording=wording,
    ), wrong.status if wrong is not None else 200


@bp.get("/events/<slug>/changed.docx")
@needs(Can.SEE)
def download_outcomes(event: Event) -> Any:
    """What the event changed as a Word file, without words that nobody has decided about."""
    code, today = asked_language(event), clock.today_in(event)
    with use_language(code):
        found = outcomes_of(event)
        asked = later_answers(event, outside=True)
        content = render_outcomes_word(
            outcomes_paper(found, wording.outcomes_lead(found, today), asked), today
        )
        name = make_slug(_("What this event changed"))
    return send_download(content, f"{event.slug}-{name}-{code}.docx")
