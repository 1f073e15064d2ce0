"""What happens to the roster: somebody comes onto it, is described otherwise or leaves it, in a way that can be undone."""

from collections.abc import Callable

import sqlalchemy as sa

from ..accounts.doors import is_administrator
from ..data.db import db
from ..data.row_cells import recording_rows
from ..directory.models import Experience, Person, RosterEntry
from ..history.memory import remember_change
from ..history.models import Change, change_of_room
from ..history.recording import RoomRecords
from ..lib.text import Words
from ..web.i18n import _, _l, pick_wording

CHANGED, LEFT = "roster_changed", "roster_left"
"""What is remembered of such a change."""


class RosterChange(Change):
    """Somebody on the roster who was described otherwise. `about`: their name."""

    __mapper_args__ = change_of_room("roster")


def _says(change: RosterChange) -> str:
    name = pick_wording(change.about)
    if change.did == LEFT:
        return _("“%(name)s” was removed from the roster.", name=name)
    return _("“%(name)s” was changed on the roster.", name=name)


ROSTER_RECORDS = RoomRecords(
    kind=RosterChange,
    key="roster",
    name=_l("Roster"),
    page="directory.list_roster",
    sees=is_administrator,
    undoes=is_administrator,
    says=_says,
)


def hold_entry(person: Person) -> RosterEntry:
    """What is kept of somebody's work, or a new entry; nobody else writes it meanwhile."""
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())
    kept = sa.select(RosterEntry).where(RosterEntry.person_id == person.id)
    return db.session.scalar(kept) or RosterEntry(
        person_id=person.id, does=(), experience=Experience.PRACTISED, absences=[]
    )


def save_entry(
    person: Person, entry: RosterEntry, fill: Callable[[RosterEntry], bool], by: int
) -> RosterChange | None:
    """Keep what `fill` puts into the entry; who does nothing any more leaves the roster.

    Gives the change that was remembered; None where `fill` says that nothing is to be kept.
    """
    with recording_rows((RosterEntry, RosterEntry.person_id == person.id)) as cells:
        if not fill(entry):
            return None
        if not entry.does:
            db.session.delete(entry)
        elif entry.id is None:
            db.session.add(entry)
    did = CHANGED if entry.does else LEFT
    return remember_change(RosterChange, None, did, cells, by, about=Words(person.name))
