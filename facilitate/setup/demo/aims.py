"""What the demo's team has decided so far: goals, objectives, presentations; what its conferences were to change, and how it stood afterwards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ...consultation.models import Theme
from ...data.content import read_toml, words_from_toml
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.actions import add_goal, add_objective
from ...events.models import AgreementStatus, Event, Goal, Objective
from ...events.queries import objectives_of
from ...lib.workdays import add_months
from ...objectives.indicators import add_indicator
from ...objectives.models import (
    IndicatorReading,
    ObjectiveIndicator,
    Presentation,
    PresentationSpeaker,
    PresentationTheme,
)
from ...techniques.technique import OutputKind


def add_goals(event: Event, table: dict[str, Any]) -> dict[str, Goal]:
    """The event's goal, which is there already, and those after it, by key."""
    found = {
        goal.code: goal
        for goal in db.session.scalars(sa.select(Goal).where(Goal.event_id == event.id))
    }
    for row in table["goals"]:
        goal = add_goal(event, words_from_toml(row))
        goal.status = AgreementStatus(row["status"])
        found[row["key"]] = goal
    return found


def add_objectives(
    event: Event, table: dict[str, Any], goals: Mapping[str, Goal]
) -> dict[str, Objective]:
    """The objectives by key."""
    found = {}
    for row in table["objectives"]:
        sought = OutputKind(row["sought"])
        objective = add_objective(
            event, words_from_toml(row), words_from_toml(row, "result"), sought=sought
        )
        objective.status, objective.goal_id = AgreementStatus(row["status"]), goals[row["goal"]].id
        found[row["key"]] = objective
    return found


def add_presentations(
    event: Event,
    table: dict[str, Any],
    themes: Mapping[str, Theme],
    objectives: Mapping[str, Objective],
) -> None:
    """The candidate presentations, each with the themes it answers and who could give it."""
    for number, row in enumerate(table["presentations"], 1):
        presentation = Presentation(
            event_id=event.id,
            position=number,
            title=words_from_toml(row, "title"),
            why=words_from_toml(row, "why"),
            status=AgreementStatus(row["status"]),
            objective_id=objectives[row["objective"]].id if row["objective"] else None,
        )
        db.session.add(presentation)
        db.session.flush()
        db.session.add_all(
            PresentationTheme(presentation_id=presentation.id, theme_id=themes[key].id)
            for key in row["themes"]
        )
        db.session.add_all(
            PresentationSpeaker(presentation_id=presentation.id, person_id=_somebody_of(name))
            for name in row["speakers"]
        )
    db.session.flush()


def _somebody_of(organisation: str) -> int:
    """The person of that organisation who has been in the directory for longest."""
    people = sa.select(Person.id).join(Organisation).where(Organisation.name == organisation)
    person = db.session.scalar(people.order_by(Person.id).limit(1))
    if person is None:
        raise ValueError(f"nobody of “{organisation}” is in the directory")
    return person


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
