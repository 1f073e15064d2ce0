"""Those who came to an event, their offices, and who promised something there: who of them can be asked by mail how it was."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...data.db import db
from ...directory.models import Person
from ...directory.queries import is_written_to
from ..models import Invitation, Questionnaire

PARTICIPATION = sa.table(
    "participation",
    sa.column("event_id"),
    sa.column("person_id"),
    sa.column("standing"),
    sa.column("organisation_id"),
)
"""Who came to an event. The room `participation` stands beside this one, so its table is read by name."""
NOTE_ACTION = sa.table(
    "note_action", sa.column("event_id"), sa.column("person_id"), sa.column("removed_at")
)
"""What was promised at an event, which the room `notes` above keeps."""
CAME = PARTICIPATION.c.standing == "attended"
_HAS_ADDRESS = Person.email != ""


class LaterGroup(StrEnum):
    """Who is asked months later beside those who came: their employers, which here are their offices; who promised something."""

    OFFICES = "offices"
    PROMISED = "promised"


def is_in_group(questionnaire: Questionnaire, group: LaterGroup) -> sa.ColumnElement[bool]:
    """The condition that a person of the directory is one of these: at an office that sent others, or with an action to do."""
    event = questionnaire.event_id
    if group is LaterGroup.PROMISED:
        mine = NOTE_ACTION.c.person_id == Person.id
        return sa.exists().where(
            NOTE_ACTION.c.event_id == event, mine, NOTE_ACTION.c.removed_at.is_(None)
        )
    there = sa.select(PARTICIPATION.c.organisation_id).where(
        PARTICIPATION.c.event_id == event, CAME
    )
    themselves = sa.exists().where(
        PARTICIPATION.c.event_id == event, CAME, PARTICIPATION.c.person_id == Person.id
    )
    return sa.and_(Person.organisation_id.in_(there), ~themselves)


class AttendeeCount(NamedTuple):
    """How many of those who came have an address, how many have none, how many addresses are not invited yet, and how many have left."""

    reachable: int
    unreachable: int
    new: int
    left: int = 0

    @property
    def people(self) -> int:
        """How many came."""
        return self.reachable + self.unreachable + self.left


def count_attendees(questionnaire: Questionnaire) -> AttendeeCount:
    """The numbers of those who came to the questionnaire's event."""
    stays = is_written_to()
    reached, missed = sa.and_(stays, _HAS_ADDRESS), sa.and_(stays, ~_HAS_ADDRESS)
    new = sa.and_(reached, ~is_invited(questionnaire))
    row = db.session.execute(
        _there(
            questionnaire,
            sa.func.count(sa.case((reached, 1))),
            sa.func.count(sa.case((missed, 1))),
            sa.func.count(sa.distinct(sa.case((new, sa.func.lower(Person.email))))),
            sa.func.count(sa.case((~stays, 1))),
        )
    ).one()
    return AttendeeCount(*row)


def reachable_attendees(questionnaire: Questionnaire) -> Sequence[Person]:
    """Everybody who came to the questionnaire's event, has an address and is still written to, with their organisations."""
    people = _there(questionnaire, Person).where(_HAS_ADDRESS, is_written_to()).order_by(Person.id)
    return db.session.scalars(people.options(joinedload(Person.organisation))).all()


def is_invited(questionnaire: Questionnaire) -> sa.ColumnElement[bool]:
    """The condition that a person of the directory is invited, or somebody with the same address.

    Both lists are made once a question, not looked through for each person.
    """
    invited = Invitation.questionnaire_id == questionnaire.id
    people = sa.select(Invitation.person_id).where(invited, Invitation.person_id.is_not(None))
    addresses = sa.select(sa.func.lower(Invitation.email)).where(invited)
    return sa.or_(
        Person.id.in_(people),
        sa.and_(_HAS_ADDRESS, sa.func.lower(Person.email).in_(addresses)),
    )


def _there(questionnaire: Questionnaire, *what: Any) -> sa.Select[Any]:
    """A question about those who came."""
    return (
        sa.select(*what)
        .join_from(PARTICIPATION, Person, PARTICIPATION.c.person_id == Person.id)
        .where(PARTICIPATION.c.event_id == questionnaire.event_id, CAME)
    )
