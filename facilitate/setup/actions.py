"""Opening an event: its facts, its first organiser, and copies of the starting agenda and checklist."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..accounts.models import User
from ..agenda.actions import start_agenda
from ..agenda.kinds import StepKind
from ..agenda.reusing.actions import begin_with_template
from ..agenda.reusing.queries import OWN, list_templates, own_template
from ..agenda.reusing.templating import shipped_agendas
from ..cafe.actions import create_cafe
from ..checklists.starting.actions import start_checklist
from ..data.db import db
from ..events.actions import add_goal, join_team
from ..events.models import Event, EventKind, Member, Role
from ..lib.text import Words, make_slug

FILES = {
    EventKind.CONFERENCE: "conference",
    EventKind.REGIONAL_MEETING: "regional-meeting",
    EventKind.TRAINING: "training",
    EventKind.COALITION_MEETING: "coalition-meeting",
    EventKind.COMMITTEE_MEETING: "committee-meeting",
    EventKind.TECHNICAL_TABLE: "technical-table",
    EventKind.ORIENTATION: "orientation",
}
OF_ONE_DAY = {EventKind.CONFERENCE: "one-day-conference"}
"""Kinds of events whose usual agenda is of several days, and what one day of them begins with."""
USUAL, NONE = "", "none"
"""What stands for the usual agenda of that kind of event, and for an empty one."""


def starting_agenda(kind: EventKind, key: str = USUAL, one_day: bool = False) -> dict[str, Any]:
    """The agenda table of that key, else the usual one for that kind of event; empty for `NONE` and templates of our own."""
    if key == NONE or key.startswith(OWN):
        return {}
    usual = (OF_ONE_DAY if one_day else FILES).get(kind, FILES[kind])
    return dict(shipped_agendas().get(key, shipped_agendas()[usual]).table)


def template_choices() -> list[tuple[str, Any]]:
    """The templates to choose from: key and name in both languages."""
    return [(one.key, one.name) for one in list_templates()]


def create_event(
    event: Event, goal: Words, organiser: User, today: date, template: str = USUAL
) -> Event:
    """Put a filled-in event into the planner. Agenda and checklist are copied:

    later changes of the files never touch a running event. `template` is the key of the agenda (see `starting`).
    """
    member = add_empty_event(event, organiser)
    if goal:
        add_goal(event, goal)
    copy_usual_agenda(event, template)
    start_checklist(event, today, {Role.ORGANISER: member})
    return event


def add_empty_event(event: Event, organiser: User) -> Member:
    """Put a filled-in event into the planner, empty, with an address of its own; gives its first organiser."""
    add_event_row(event)
    return join_team(event, organiser, Role.ORGANISER)


def add_event_row(event: Event) -> None:
    """Keep a filled-in event, with an address of its own and nobody in its team."""
    title, year = event.title.to("en"), str(event.first_day.year)
    named = title if year in title else f"{title} {year}"
    event.slug = make_slug(named, db.session.scalars(sa.select(Event.slug)))
    event.created_at = clock.now()
    db.session.add(event)
    db.session.flush()


def copy_usual_agenda(event: Event, template: str = USUAL) -> None:
    """Copy an agenda to begin with, its café with it."""
    table = starting_agenda(event.kind, template, one_day=event.first_day == event.last_day)
    if kept := own_template(template):
        begin_with_template(event, kept)
    for step in start_agenda(event, table):
        if step.kind is StepKind.CAFE and "cafe" in table:
            create_cafe(step.id, table["cafe"])
