"""A table is taken in: new organisations, new people, changes; all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...data.db import db
from ...lib.text import Words
from ..actions import current_post, keep_post
from ..models import Organisation, Person, Sector
from .plan import ChangedRow, ColumnMapping, DirectoryOutcome

AT_ONCE = 500
FIELDS = {"sector": "sector_id", "county": "county_id", "district": "district_id"}


@dataclass(frozen=True)
class CreatedEntries:
    """Who and what is new in the directory: people by their row, the numbers of organisations by their key."""

    people: Mapping[int, Person]
    offices: Mapping[Any, int]


def wait_for_directory() -> None:
    """Whoever takes a table in, or merges, at the same time waits."""
    db.session.execute(sa.select(Sector.id).order_by(Sector.id).limit(1).with_for_update())


def apply_directory_import(
    outcome: DirectoryOutcome, plan: ColumnMapping, today: date
) -> CreatedEntries:
    """Write what the preview showed."""
    made = _offices(outcome, plan)
    if not plan.people:
        _change_offices(outcome.changed)
        return CreatedEntries({}, made)
    people = {
        read.row: Person(
            given_name=read.given,
            family_name=read.family,
            organisation_id=made.get(place, place),
            position=Words(read.texts.get("position_en", ""), read.texts.get("position_sq", "")),
            email=read.texts.get("email", ""),
            phone=read.texts.get("phone", ""),
            languages=read.texts.get("languages") or "sq",
            since=today,
        )
        for read, place in outcome.new
    }
    db.session.add_all(people.values())
    for one, person in _rows(Person, outcome.changed):
        before = current_post(person)
        for field, value in one.values.items():
            setattr(person, field, made.get(value, value) if field == "organisation_id" else value)
        if "organisation_id" in one.values:
            person.left_on = None  # who works somewhere else now is written to there
        keep_post(person, before, today)
    db.session.flush()
    return CreatedEntries(people, made)


def _offices(outcome: DirectoryOutcome, plan: ColumnMapping) -> dict[Any, int]:
    """Make the new organisations; gives their numbers by key."""
    rows = {
        key: Organisation(
            name=name,
            kind=facts.kind or plan.kind,
            level=facts.level or plan.level,
            sector_id=facts.sector,
            county_id=facts.county,
            district_id=facts.district,
        )
        for key, (name, facts) in outcome.offices.items()
    }
    db.session.add_all(rows.values())
    db.session.flush()
    return {key: row.id for key, row in rows.items()}


def _change_offices(changed: Sequence[ChangedRow]) -> None:
    for one, office in _rows(Organisation, changed):
        for field, value in one.values.items():
            setattr(office, FIELDS.get(field, field), value)
    db.session.flush()


def _rows(table: type[Any], changed: Sequence[ChangedRow]) -> list[tuple[ChangedRow, Any]]:
    """The rows that change, read a few hundred at once."""
    found: Mapping[int, Any] = {}
    for start in range(0, len(changed), AT_ONCE):
        ids = [one.id for one in changed[start : start + AT_ONCE]]
        found = {
            **found,
            **{
                row.id: row for row in db.session.scalars(sa.select(table).where(table.id.in_(ids)))
            },
        }
    return [(one, found[one.id]) for one in changed if one.id in found]
