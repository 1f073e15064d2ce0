"""What happens to an event's people: taken in, moved on from invited to attended, taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Person
from ..events.access import Can
from ..events.models import Event
from ..history.removing import RoomRemovals
from ..web.i18n import _l
from .models import (
    DoorLink,
    ParticipantRole,
    Participation,
    PersonChange,
    PublishedShares,
    Standing,
    Target,
    roles_in_order,
)

REMOVALS = RoomRemovals(
    kind=PersonChange,
    models=(Participation, Target, DoorLink, PublishedShares),
    key="people_removed",
    name=_l("People removed"),
    page="participation.show_people",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_PEOPLE,
)
"""How people are removed from the list, targets from the mix, links of doors, and published shares."""


def invite_to_event(
    event: Event,
    person: Person,
    standing: Standing = Standing.INVITED,
    parts: Iterable[ParticipantRole] = (),
    on: date | None = None,
) -> Participation:
    """Take a person into the event's list, with organisation, sector and place as they are now.

    Who is there already stays as they are. `on` is the day of the invitation.
    """
    invite_all_to_event(event, [person], standing=standing, parts=parts, on=on)
    there = sa.select(Participation).where(
        Participation.event_id == event.id, Participation.person_id == person.id
    )
    return db.session.scalars(there).one()


def invite_all_to_event(
    event: Event,
    people: Iterable[Person],
    standing: Standing = Standing.INVITED,
    parts: Iterable[ParticipantRole] = (),
    on: date | None = None,
) -> list[Participation]:
    """Take several people in; gives the new rows. Load the people with their organisations."""
    there = set(
        db.session.scalars(
            sa.select(Participation.person_id).where(Participation.event_id == event.id)
        )
    )
    new = [
        Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=person.organisation.id,
            sector_id=person.organisation.sector_id,
            county_id=person.organisation.county_id,
            district_id=person.organisation.district_id,
            standing=standing,
            parts=roles_in_order(parts),
            invited_on=on,
        )
        for person in people
        if person.id not in there
    ]
    db.session.add_all(new)
    db.session.flush()
    return new


@dataclass(frozen=True)
class ParticipationUpdate:
    """What becomes of several people at once: their standing, a role they get, one they lose; None leaves it."""

    standing: Standing | None = None
    gets: ParticipantRole | None = None
    loses: ParticipantRole | None = None

    def parts(self, parts: Iterable[ParticipantRole]) -> tuple[ParticipantRole, ...]:
        """The roles of somebody after the change; "participant" gives way to any other role."""
        chosen = (set(parts) | ({self.gets} if self.gets else set())) - (
            {self.loses} if self.loses else set()
        )
        if self.gets and self.gets is not ParticipantRole.PARTICIPANT:
            chosen -= {ParticipantRole.PARTICIPANT}
        return roles_in_order(chosen)


def update_participations(
    event: Event, ids: Sequence[int], change: ParticipationUpdate, today: date
) -> int:
    """Change several people of the event; gives how many became different."""
    rows = db.session.scalars(
        sa.select(Participation).where(
            Participation.event_id == event.id, Participation.id.in_(ids)
        )
    )
    changed = 0
    for row in rows:
        was = row.standing, row.parts
        row.standing, row.parts = change.standing or row.standing, change.parts(row.parts)
        if was[0] is Standing.LISTED and row.standing is not Standing.LISTED:
            row.invited_on = row.invited_on or today
        changed += (row.standing, row.parts) != was
    db.session.flush()
    return changed
