"""What the demo's team has decided so far: goals, objectives and candidate presentations with their speakers."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ...consultation.models import Theme
from ...data.content import words_from_toml
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.actions import add_goal, add_objective
from ...events.models import AgreementStatus, Event, Goal, Objective
from ...objectives.models import Presentation, PresentationSpeaker, PresentationTheme
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
