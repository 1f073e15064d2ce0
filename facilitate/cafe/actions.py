"""What happens to a café: planned with its step, given tables, seated, taken back."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ..agenda.models import Step
from ..content import words_of
from ..db import db
from ..events.models import Member
from ..i18n import _
from ..lib.text import Words
from ..participation.models import Participation
from ..refused import Refused
from .floor import Floor
from .instance import event_of, rounds_of, seating_from
from .models import Cafe, CafeGuest, CafeSeating, CafeTable, Did
from .queries import current, undone_next, usual
from .rotation import evaluate
from .rounds import tables_for
from .seats import Seating, to_json

SEATS = 10
"""Seats at a table nobody has set yet."""


def cafe_of(step_id: int) -> Cafe:
    """The step's café, made on first use; its step waits, so that two people do not make two."""
    db.session.execute(sa.select(Step.id).where(Step.id == step_id).with_for_update())
    cafe = db.session.scalar(sa.select(Cafe).where(Cafe.step_id == step_id))
    if cafe is None:
        cafe = usual(step_id)
        db.session.add(cafe)
        db.session.flush()
    return cafe


def start(step_id: int, table: Mapping[str, Any], people: Mapping[str, Member] | None = None) -> Cafe:
    """Copy a `[cafe]` table onto a step; `people` by the short names it uses (unknown: no host)."""
    cafe = cafe_of(step_id)
    for name in ("rounds", "minutes", "move", "harvest"):
        setattr(cafe, name, table.get(name, getattr(cafe, name)))
    for row in table.get("tables", []):
        host = (people or {}).get(row.get("host", ""))
        one = CafeTable(
            name=words_of(row, "name"),
            question=words_of(row, "question"),
            host_id=host.id if host else None,
            host_name=row.get("host_name", ""),
            seats=row.get("seats", SEATS),
        )
        add_table(cafe, one)
    db.session.flush()
    return cafe


def add_table(cafe: Cafe, table: CafeTable) -> CafeTable:
    """One more table, with the next number and an address of its own."""
    query = sa.select(sa.func.max(CafeTable.number)).where(CafeTable.cafe_id == cafe.id)
    table.cafe_id, table.number = cafe.id, (db.session.scalar(query) or 0) + 1
    table.token = secrets.token_urlsafe(9)
    db.session.add(table)
    db.session.flush()
    return table


def lay(cafe: Cafe, people: int) -> int:
    """Add tables of the usual size until everybody has a seat; says how many."""
    query = sa.select(sa.func.coalesce(sa.func.sum(CafeTable.seats), 0)).where(CafeTable.cafe_id == cafe.id)
    missing = people - (db.session.scalar(query) or 0)
    count = tables_for(missing, SEATS) if missing > 0 else 0
    for _number in range(count):
        add_table(cafe, CafeTable(question=Words(), seats=SEATS))
    return count


def remove_table(table: CafeTable) -> None:
    """Take a table away; the ones after it move up by a number."""
    db.session.delete(table)
    db.session.flush()
    after = (CafeTable.cafe_id == table.cafe_id, CafeTable.number > table.number)
    db.session.execute(sa.update(CafeTable).where(*after).values(number=CafeTable.number - 1))


def guest_row(cafe: Cafe, key: str) -> CafeGuest | None:
    """The café's own row about somebody, made on first use; None for who is not of this event. `cafe_of` comes first."""
    number = int(key[1:]) if key[1:].isdecimal() and len(key) < 12 else 0
    mine = sa.select(CafeGuest).where(CafeGuest.cafe_id == cafe.id)
    if key[:1] == "w":
        return db.session.scalar(mine.where(CafeGuest.id == number, CafeGuest.participation_id.is_(None)))
    row = db.session.scalar(mine.where(CafeGuest.participation_id == number))
    if row is None and key[:1] == "p":
        event = sa.select(Step.event_id).where(Step.id == cafe.step_id).scalar_subquery()
        there = sa.select(Participation.id).where(Participation.id == number, Participation.event_id == event)
        if db.session.scalar(there) is None:
            return None
        row = CafeGuest(cafe_id=cafe.id, participation_id=number, absent=[], wishes=[])
        db.session.add(row)
        db.session.flush()
    return row


def judged(floor: Floor, seating: Seating) -> Seating:
    """The seating with its quality counted; a round that nobody is seated in yet, or tables changed since, are left out.

    What is not as the rules ask stands in `metrics["violations"]` and does not hinder: people decide.
    """
    event = event_of(floor)
    rounds = rounds_of(floor, seating)
    if len(rounds) < floor.cafe.rounds or not floor.tables:
        return seating
    known = {guest["id"] for guest in event["participants"]}
    shown = [[[key for key in table if key in known] for table in one] for one in rounds]
    metrics = evaluate(event, shown)
    if "repeats" not in metrics:
        return seating
    found = seating_from(floor, shown, metrics, metrics.get("breaches", ()), dict(seating.how))
    return replace(found, locked=seating.locked, locked_rounds=seating.locked_rounds)


def keep(
    cafe: Cafe, seating: Seating, did: Did, *, by: int | None, about: Mapping[str, Any] | None = None
) -> CafeSeating:
    """This seating holds from now on. The caller holds the café (`cafe_of`) and has seen the one before."""
    row = CafeSeating(
        cafe_id=cafe.id, user_id=by, at=datetime.now(UTC), did=did, about=dict(about or {}), content=to_json(seating)
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def as_seen(cafe: Cafe, seating_id: int) -> None:
    """Refuse to go on where the seating somebody looked at is not the one that holds any more."""
    now = current(cafe)
    if (now.id if now else 0) != seating_id:
        raise Refused(
            _("Somebody has changed the seating meanwhile. Nothing was changed; look at it as it is now.")
        )


def undo(cafe: Cafe) -> CafeSeating | None:
    """Take the seating that holds back; gives the one taken back. The rounds already held are not touched by it."""
    row = current(cafe)
    if row is not None:
        row.undone = True
        db.session.flush()
    return row


def redo(cafe: Cafe) -> CafeSeating | None:
    """Bring the seating that was taken back last into force again."""
    now = current(cafe)
    row = undone_next(cafe, now.id if now else 0)
    if row is not None:
        row.undone = False
        db.session.flush()
    return row
