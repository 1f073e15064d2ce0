"""Events with the whole numbers of the published conferences, for tests."""

from dataclasses import dataclass
from datetime import date

from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import ParticipantRole, Standing

from .. import moment
from ..directory.rows import add_office, add_worker, new_person


@dataclass(frozen=True)
class Edition:
    """One conference: how many come from outside the capital, how many present."""

    slug: str
    year: int
    outside: int
    presenters: int

    @property
    def sectors(self) -> dict[str, int]:
        """People by sector."""
        central, local = GOVERNMENT[self.slug]
        return {"central_government": central, "local_government": local, **OTHERS[self.slug]}


GOVERNMENT = {
    "launch-2004": (8, 4),
    "annual-2005": (9, 6),
    "annual-2006": (20, 31),
    "annual-2008": (12, 40),
}
OTHERS = {
    "launch-2004": {"civil_society": 38, "international_ngo": 22, "donor": 16},
    "annual-2005": {"civil_society": 56, "media": 21},
    "annual-2006": {"civil_society": 45, "intergovernmental": 23},
    "annual-2008": {"civil_society": 38, "donor": 18},
}
EDITIONS = [
    Edition("launch-2004", 2004, 40, 0),
    Edition("annual-2005", 2005, 50, 18),
    Edition("annual-2006", 2006, 83, 44),
    Edition("annual-2008", 2008, 60, 11),
]


def add_conference(slug: str, year: int, builds_on_id: int | None = None) -> Event:
    """A conference in May of that year."""
    row = Event(
        slug=slug,
        kind=EventKind.CONFERENCE,
        title=Words(f"Conference {year}", f"Konferenca {year}"),
        description=Words(),
        first_day=date(year, 5, 20),
        last_day=date(year, 5, 21),
        venue="",
        town="Tiranë",
        builds_on_id=builds_on_id,
        created_at=moment.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def hold_edition(edition: Edition, builds_on_id: int | None, user_id: int) -> Event:
    """The edition with all its people, who attended; the user is a viewer of it."""
    row = add_conference(edition.slug, edition.year, builds_on_id)
    row.days_unknown = edition.slug != "annual-2005"
    db.session.add(Member(event_id=row.id, user_id=user_id, role=Role.VIEWER))
    left, came = edition.outside, []
    for sector, people in edition.sectors.items():
        here, there = _offices(edition.slug, sector)
        for _ in range(people):
            came.append(new_person(f"N{len(came)} {edition.slug}", there if left > 0 else here))
            left -= 1
    db.session.flush()
    invite_all_to_event(
        row, came[: edition.presenters], Standing.ATTENDED, [ParticipantRole.PRESENTER]
    )
    invite_all_to_event(row, came[edition.presenters :], Standing.ATTENDED)
    invite_all_to_event(
        row, [add_worker("Absent One", here), add_worker("Absent Two", here)], Standing.DECLINED
    )
    return row


def _offices(slug: str, sector: str) -> tuple[Organisation, Organisation]:
    """One in the capital and one in Kavajë, which is in the capital's county, not in the capital."""
    return add_office(f"{slug} {sector} A", sector, "tirane"), add_office(
        f"{slug} {sector} B", sector, "kavaje"
    )
