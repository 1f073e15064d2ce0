"""What slips were made of last, and what has become of them since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import Person
from ...lib.text import albanian_key
from ...participation.models import Participation
from ..floor import CafeFloor, Guest
from ..models import Cafe, CafeSeating
from ..seats import Seating, new_slips, seating_from_json


@dataclass(frozen=True)
class Printed:
    """The seating that is in people's hands, when its slips were made, and the numbers its tables had then (by id)."""

    at: datetime
    seating: Seating
    numbers: Mapping[int, int]

    def shows(self, key: str) -> list[int]:
        """What stands on somebody's slip: the number of a table in each round, 0 where there is none."""
        return [self.numbers.get(table or 0, 0) for table in self.seating.path(key)]


@dataclass(frozen=True)
class ChangesSincePrinting:
    """What happened since the last printing: whose slip is another one, who has none yet, whose is worth nothing now.

    Names of the last, because they may be in no list of the café any more.
    """

    changed: list[Guest]
    new: list[Guest]
    gone: list[str]

    @property
    def keys(self) -> set[str]:
        """Who needs a slip."""
        return {guest.key for guest in (*self.changed, *self.new)}


def last_printed(cafe: Cafe) -> Printed | None:
    """The last printing, whatever was changed or taken back since."""
    query = (
        sa.select(CafeSeating.printed_at, CafeSeating.content, CafeSeating.about)
        .where(CafeSeating.cafe_id == (cafe.id or 0), CafeSeating.printed_at.is_not(None))
        .order_by(CafeSeating.printed_at.desc(), CafeSeating.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    at, content, about = row
    seating = seating_from_json(content)
    usual = {table: number for number, table in enumerate(seating.tables, 1)}
    return Printed(
        at,
        seating,
        {**usual, **{int(key): number for key, number in about.get("numbers", {}).items()}},
    )


def changes_since_printing(floor: CafeFloor, printed: Printed | None) -> ChangesSincePrinting:
    """What has changed, in the order of names; without a printing everybody who has a seat needs a first slip."""
    now = floor.seating
    if now is None:
        return ChangesSincePrinting([], [], [])
    if printed is None:
        return ChangesSincePrinting([], _those(floor.guests, now.paths), [])
    old = printed.seating
    gone = [key for key in old.paths if key not in now.paths or key not in floor.guests]
    other = [key for key in now.paths if key in old.paths and _is_other(floor, printed, key)]
    return ChangesSincePrinting(
        _those(floor.guests, other), _those(floor.guests, new_slips(old, now)), _names(floor, gone)
    )


def _is_other(floor: CafeFloor, printed: Printed, key: str) -> bool:
    """Whether somebody's slip tells them wrong; a table in a round they miss does not."""
    guest = floor.people.get(key)
    rounds = enumerate(zip_longest(printed.shows(key), _now_shows(floor, key), fillvalue=0), 1)
    return any(
        was != now and not (now == 0 and guest is not None and number in guest.absent)
        for number, (was, now) in rounds
    )


def _now_shows(floor: CafeFloor, key: str) -> list[int]:
    """What stands on a slip made now: a table that was given another number needs other slips too."""
    return (
        [floor.number_of(table) or 0 for table in floor.seating.path(key)] if floor.seating else []
    )


def _those(people: Mapping[str, Guest], keys: Iterable[str]) -> list[Guest]:
    wanted = set(keys)
    return [guest for key, guest in people.items() if key in wanted]


def _names(floor: CafeFloor, keys: list[str]) -> list[str]:
    """The names behind these keys; somebody who was deleted has none."""
    names = [guest.name for guest in _those(floor.people, keys)]
    lost = [int(key[1:]) for key in keys if key not in floor.people and key.startswith("p")]
    if lost:
        query = sa.select(Person.given_name, Person.family_name).join(
            Participation, Participation.person_id == Person.id
        )
        rows = db.session.execute(query.where(Participation.id.in_(lost)))
        names += [f"{given} {family}".strip() for given, family in rows]
    return sorted(names, key=albanian_key)
