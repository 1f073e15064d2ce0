"""Planned against actual timing, beside what people thought of the event."""

import sqlalchemy as sa

from ...consultation.evaluating.extensions import EvaluationPart, adds_to_evaluation
from ...data.db import db
from ...events.models import Event
from ...web.i18n import pick_wording
from ..lessons import LITTLE, sum_timings
from ..models import Step
from ..timing_history import timings_of
from .timing_pages import bar_scale

MOST = 6
"""Steps that are named: those whose time differed most."""


@adds_to_evaluation
def summarise_timing(event: Event) -> EvaluationPart | None:
    """The sum of all steps that were timed, and those that took much longer or much less than planned."""
    took = timings_of(event)
    if not took:
        return None
    far = [one for one in took if abs(one.longer) >= LITTLE]
    far = sorted(far, key=lambda one: (-abs(one.longer), one.step))[:MOST]
    whole = sum_timings(took, lambda _one: "all")["all"]
    asked = sa.select(Step.id, Step.title).where(Step.id.in_([one.step for one in far]))
    titles = {key: title for key, title in db.session.execute(asked)}
    rows = [(pick_wording(titles[one.step]), one) for one in far]
    return EvaluationPart(
        "agenda/running/beside.html", {"sum": whole, "rows": rows, "bar": bar_scale(far)}
    )
