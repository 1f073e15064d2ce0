"""Who was invited to an event and who came."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import NEVER_AGAIN, Versioned, choice, needed, parent
from ..directory.models import County, District, Organisation, Person, Sector


class Standing(StrEnum):
    """How far somebody has come on the way from the invitation to the room."""

    INVITED = "invited"
    COMING = "coming"
    DECLINED = "declined"
    ATTENDED = "attended"


class Part(StrEnum):
    """What somebody did in the event."""

    PARTICIPANT = "participant"
    PRESENTER = "presenter"


class Participation(Versioned):
    """One person at one event, with the organisation, sector and place of that time:

    who changes post later still counts where they were. A café's seating remembers it by its number.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "person_id"), NEVER_AGAIN)
    event_id: Mapped[int] = parent("event.id")
    person_id: Mapped[int] = needed("person.id")
    organisation_id: Mapped[int] = needed("organisation.id")
    sector_id: Mapped[int] = needed("sector.id")
    county_id: Mapped[int | None] = needed("county.id")
    district_id: Mapped[int | None] = needed("district.id")
    standing: Mapped[Standing] = choice(Standing)
    part: Mapped[Part] = choice(Part, default=Part.PARTICIPANT)
    invited_on: Mapped[date | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
    sector: Mapped[Sector] = relationship()
    county: Mapped[County | None] = relationship()
    district: Mapped[District | None] = relationship()
