"""What the demo's conferences were to change, and how it stood afterwards, as `indicators.toml` has it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...data.content import read_toml, words_from_toml
from ...data.db import db
from ...events.models import Event
from ...events.queries import objectives_of
from ...lib.workdays import add_months
from ...objectives.indicators import add_indicator
from ...objectives.models import IndicatorReading, ObjectiveIndicator


def load_indicators(events: Mapping[str, Event]) -> None:
    """What each of these events was to change."""
    for slug, rows in read_toml(Path(__file__).parent / "indicators.toml").items():
        _measured(events[slug], rows)


def _measured(event: Event, rows: list[dict[str, Any]]) -> None:
    """The indicators of an event's objectives with their readings."""
    objectives = {one.position: one for one in objectives_of(event)}
    for row in rows:
        indicator = ObjectiveIndicator(
            text=words_from_toml(row),
            by_on=add_months(event.last_day, row["by"]),
            **{name: row[name] for name in ("before", "goal", "source", "method")},
        )
        add_indicator(event, objectives[row["objective"]], indicator)
        db.session.add_all(
            IndicatorReading(
                indicator_id=indicator.id, on=add_months(event.last_day, months), value=value
            )
            for months, value in row.get("readings", ())
        )
