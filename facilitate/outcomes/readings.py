"""Writing down how an indicator stands."""

from datetime import date

import sqlalchemy as sa

from ..data.db import db
from ..objectives.models import IndicatorReading, ObjectiveIndicator
from ..web.forms import DayField, PlannerForm, TextField
from ..web.i18n import _l


class ReadingForm(PlannerForm):
    """What was counted, and on which day."""

    value = TextField(_l("How it is now"), required=True, limit=100)
    on = DayField(_l("On"))


def read_indicator(row: ObjectiveIndicator, on: date, value: str) -> None:
    """How it stood on that day; what was written down for the same day before is replaced."""
    same = (IndicatorReading.indicator_id == row.id, IndicatorReading.on == on)
    there = db.session.scalar(sa.select(IndicatorReading).where(*same))
    if there is None:
        db.session.add(IndicatorReading(indicator_id=row.id, on=on, value=value))
    else:
        there.value = value
    db.session.flush()
