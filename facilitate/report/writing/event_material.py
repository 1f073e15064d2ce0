"""What a report tells besides what was said: who agreed to be named, where speakers work, who gave what, presentations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...budget.models import Contribution
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import Event
from ...participation.models import Participation, Registration, Standing
from ...web.i18n import sort_by_name
from ..models import Attachment


@dataclass(frozen=True)
class ListedPerson:
    """Somebody who agreed to be named: name and organisation."""

    name: str
    organisation: str


def listed_people(event: Event) -> list[ListedPerson]:
    """Those who came and agreed to stand in the list."""
    rows = db.session.execute(
        sa.select(Person.given_name, Person.family_name, Organisation.name, Person.sorting)
        .select_from(Registration)
        .join(Participation, Registration.participation_id == Participation.id)
        .join(Participation.person)
        .join(Participation.organisation)
        .where(
            Participation.event_id == event.id,
            Participation.standing == Standing.ATTENDED,
            Registration.in_list,
        )
    )
    found = [ListedPerson(f"{given} {family}", office) for given, family, office, _sorting in rows]
    return sort_by_name(found, lambda one: " ".join(reversed(one.name.rsplit(" ", 1))))


def offices_of(people: Collection[int]) -> dict[int, str]:
    """Where these people of the directory (ids) work."""
    rows = db.session.execute(
        sa.select(Person.id, Organisation.name)
        .join(Person.organisation)
        .where(Person.id.in_(people))
    )
    return {key: name for key, name in rows}


def gift_rows(event: Event) -> Sequence[Any]:
    """Every contribution, and the organisation it is from where it is one of the directory."""
    return db.session.execute(
        sa.select(Contribution, Organisation.name)
        .outerjoin(Contribution.organisation)
        .where(Contribution.event_id == event.id, Contribution.removed_at.is_(None))
        .order_by(Contribution.position, Contribution.id)
    ).all()


def attachment_rows(event: Event) -> list[Any]:
    """What may go out with the report: id, title, speaker, step, file name, size in bytes."""
    return list(
        db.session.execute(
            sa.select(
                Attachment.id,
                Attachment.title,
                Attachment.speaker,
                Attachment.step_id,
                Attachment.file_name,
                Attachment.size,
            )
            .where(Attachment.event_id == event.id, Attachment.public)
            .order_by(Attachment.title, Attachment.id)
        )
    )
