"""What the note-taker's page asks for: who may have said it, what is new, when the step began, a café's tables and groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.models import LiveAction, Strand
from ...agenda.progress import BACK, PressKind
from ...cafe.harvest.points import KeyPoint
from ...cafe.harvest.queries import notes_of
from ...cafe.models import Cafe, CafeTable
from ...data.db import db
from ...directory.models import Organisation, Person
from ...events.models import Event
from ...lib.text import Words
from ...participation.models import Participation, Standing
from ..models import NoteLine, NoteOperation
from ..queries import at_spot, with_deeds
from ..spots import NoteSpot

HERE = (Standing.COMING, Standing.ATTENDED)


@dataclass(frozen=True)
class NoteSpeaker:
    """Somebody who may have said it: as they are at this event."""

    person_id: int
    name: str
    office: str
    sector_id: int
    county_id: int | None


def speakers_of(event: Event) -> list[NoteSpeaker]:
    """Who takes part in an event and may be named, by name."""
    return _speakers(event, sa.true())


def speakers_by_name(event: Event, names: Iterable[str]) -> dict[str, NoteSpeaker]:
    """Those with exactly these names; where two are called the same, neither."""
    wanted = set(names)
    full = Person.given_name + sa.literal(" ") + Person.family_name
    found: dict[str, list[NoteSpeaker]] = {}
    for one in _speakers(event, full.in_(wanted)) if wanted else []:
        found.setdefault(one.name, []).append(one)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _speakers(event: Event, fit: sa.ColumnElement[bool]) -> list[NoteSpeaker]:
    query = (
        sa.select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Organisation.name,
            Participation.sector_id,
            Participation.county_id,
        )
        .join(Participation, Participation.person_id == Person.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(Participation.event_id == event.id, Participation.standing.in_(HERE), fit)
        .order_by(Person.sorting, Person.id)
    )
    return [
        NoteSpeaker(
            person_id=key,
            name=f"{given} {family}",
            office=office,
            sector_id=sector,
            county_id=county,
        )
        for key, given, family, office, sector, county in db.session.execute(query)
    ]


def seen_operations(event: Event, keys: Sequence[str]) -> set[str]:
    """Which of these operations were applied before."""
    query = sa.select(NoteOperation.key).where(
        NoteOperation.event_id == event.id, NoteOperation.key.in_(keys)
    )
    return set(db.session.scalars(query))


def news_at(event: Event, spot: NoteSpot, since: datetime | None) -> Sequence[NoteLine]:
    """The lines of a place that were written or changed since then, also those taken out; all there are without `since`."""
    query = with_deeds().where(NoteLine.event_id == event.id, at_spot(spot))
    query = (
        query.where(NoteLine.changed_at > since)
        if since is not None
        else query.where(NoteLine.removed_at.is_(None))
    )
    return db.session.scalars(query.order_by(NoteLine.at, NoteLine.id)).all()


def count_written_at(event: Event, spot: NoteSpot) -> tuple[int, int]:
    """How many lines a place has, by how many people."""
    query = sa.select(sa.func.count(NoteLine.id), sa.func.count(NoteLine.by_id.distinct()))
    mine = (NoteLine.event_id == event.id, at_spot(spot), NoteLine.removed_at.is_(None))
    lines, people = db.session.execute(query.where(*mine)).one()
    return lines, people


def step_began_at(event: Event, step_id: int) -> datetime | None:
    """When a step was started on the day; None where nobody pressed the button."""
    query = sa.select(LiveAction.key, LiveAction.did, LiveAction.at).where(
        LiveAction.event_id == event.id, LiveAction.step_id == step_id
    )
    rows = db.session.execute(query).all()
    gone = {row.key.removeprefix(BACK) for row in rows if row.did == PressKind.BACK}
    starts = [row.at for row in rows if row.did == PressKind.START and row.key not in gone]
    return min(starts, default=None)


@dataclass(frozen=True)
class StepParts:
    """What a step is divided into: the tables and rounds of a café, or groups without steps of their own; lines at each spot."""

    rounds: int = 0
    tables: tuple[tuple[int, int, Words], ...] = ()
    groups: tuple[tuple[int, Words], ...] = ()
    cafe: Cafe | None = None


def step_parts(event: Event, step_id: int, kind: StepKind) -> StepParts:
    """What the step is divided into: its strands, or the tables of its café, or its small groups."""
    if kind is not StepKind.CAFE:
        strands = sa.select(Strand.id, Strand.name, Strand.rank).where(
            Strand.event_id == event.id, Strand.block_id == step_id, Strand.removed_at.is_(None)
        )
        rows = sorted(db.session.execute(strands).all(), key=lambda row: (row.rank, row.id))
        if rows or kind is not StepKind.GROUP:
            return StepParts(groups=tuple((row.id, row.name) for row in rows))
    query = sa.select(Cafe, CafeTable.id, CafeTable.number, CafeTable.name).outerjoin(
        CafeTable, CafeTable.cafe_id == Cafe.id
    )
    found = db.session.execute(
        query.where(Cafe.step_id == step_id).order_by(CafeTable.number, CafeTable.id)
    ).all()
    if not found:
        return StepParts()
    tables = tuple((row.id, row.number, row.name) for row in found if row.id)
    return StepParts(found[0].Cafe.rounds, tables, cafe=found[0].Cafe)


def line_counts_in(
    event: Event, step_id: int
) -> dict[tuple[int | None, int | None, int | None], int]:
    """How many lines each place of a step has, by group, table and round."""
    columns = (NoteLine.strand_id, NoteLine.table_id, NoteLine.round)
    query = sa.select(*columns, sa.func.count(NoteLine.id)).where(
        NoteLine.event_id == event.id, NoteLine.step_id == step_id, NoteLine.removed_at.is_(None)
    )
    return {
        (strand, table, turn): number
        for strand, table, turn, number in db.session.execute(query.group_by(*columns))
    }


def key_points_of_table(cafe: Cafe, table_id: int, number: int | None) -> list[KeyPoint]:
    """What a café's table has written by itself, of one round or of all."""
    return [one for one in notes_of(cafe) if one.table == table_id and number in (None, one.round)]
