"""What was written down at an event, as it may leave the house: lines, key points of tables, photos."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...cafe.harvest.points import KeyPoint, points_in_order
from ...cafe.harvest.queries import notes_by_step
from ...data.db import db
from ...directory.models import County, Person, Sector
from ...events.models import Event
from ...lib.suppression import LEAST
from ...lib.text import Words
from ...notes.models import NoteKind, NoteLine, NotePhoto
from ...notes.queries import order_by_place
from ...participation.models import Participation, Registration, Standing
from ...voting.models import VoteKind
from ...voting.queries import frozen_results
from ...voting.results import VoteResult
from ...web.i18n import current_language
from ..clearing.outgoing import OutgoingTexts


class SaidLine(NamedTuple):
    """A line as it may be told. `who`: as far as that may be told; `county`: where many enough came from there.

    `table` and `round` of a café; 0: none.
    """

    id: int
    step: int
    strand: int
    kind: NoteKind
    text: str
    who: str
    county: str
    table: int = 0
    round: int = 0


@dataclass(frozen=True)
class NameablePeople:
    """Who may be named beside words: people by id; and of how many of a sector from a county, or of a sector, came."""

    people: frozenset[int]
    places: Mapping[tuple[int, int], int]
    sectors: Mapping[int, int]

    def who(self, sector: int | None, county: int | None, names: tuple[str, str]) -> str:
        """`Civil society, Kukës`, as far as at least three of them came: a smaller group would point to a person."""
        sector_name, county_name = names
        if sector and county and self.places.get((sector, county), 0) >= LEAST:
            return f"{sector_name}, {county_name}"
        return sector_name if sector and self.sectors.get(sector, 0) >= LEAST else ""


class ReportPhoto(NamedTuple):
    """A photo that may go out, and what stands on it in words; `strand`: the group it is of, or 0."""

    content: bytes
    media_type: str
    alt: str
    width: int
    height: int
    strand: int = 0


def nameable_people(event: Event, speakers: Collection[int]) -> NameablePeople:
    """Speakers of the programme are known to everybody; others agree to be named, or are a sector and a county."""
    agreed = db.session.scalars(
        sa.select(Participation.person_id)
        .join(Registration, Registration.participation_id == Participation.id)
        .where(Participation.event_id == event.id, Registration.in_list)
    )
    places: dict[tuple[int, int], int] = {}
    sectors: defaultdict[int, int] = defaultdict(int)
    rows = db.session.execute(
        sa.select(Participation.sector_id, Participation.county_id, sa.func.count())
        .where(Participation.event_id == event.id, Participation.standing == Standing.ATTENDED)
        .group_by(Participation.sector_id, Participation.county_id)
    )
    for sector, county, number in rows:
        sectors[sector] += number
        if county:
            places[sector, county] = number
    return NameablePeople(frozenset([*agreed, *speakers]), places, dict(sectors))


def lines_of(event: Event, step: int | None = None) -> Sequence[Any]:
    """The lines of an event, or of one of its steps, that are for the report, with whose they are, in the order they were said."""
    return db.session.execute(
        sa.select(
            NoteLine.id,
            NoteLine.step_id,
            NoteLine.strand_id,
            NoteLine.kind,
            NoteLine.person_id,
            NoteLine.sector_id,
            NoteLine.county_id,
            Person.given_name,
            Person.family_name,
            Sector.name,
            County.name,
            NoteLine.table_id,
            NoteLine.round,
        )
        .outerjoin(Person, NoteLine.person_id == Person.id)
        .outerjoin(Sector, NoteLine.sector_id == Sector.id)
        .outerjoin(County, NoteLine.county_id == County.id)
        .where(
            NoteLine.event_id == event.id,
            NoteLine.removed_at.is_(None),
            NoteLine.withheld.is_(False),
            *([NoteLine.step_id == step] if step else []),
        )
        .order_by(*order_by_place())
    ).all()


def said_lines(
    rows: Iterable[Any], cleared: OutgoingTexts, told: NameablePeople
) -> dict[int, list[SaidLine]]:
    """Those lines (`lines_of`) by step, in their words as cleared, in the language spoken now."""
    code = current_language()  # once, not for every line
    found: defaultdict[int, list[SaidLine]] = defaultdict(list)
    for (
        key,
        step,
        strand,
        kind,
        person,
        sector,
        county,
        given,
        family,
        sector_name,
        county_name,
        table,
        turn,
    ) in rows:
        text = cleared.line(key)
        if text:
            place = (
                county_name if sector and told.places.get((sector, county or 0), 0) >= LEAST else ""
            )
            names = (sector_name.to(code) if sector_name else "", county_name or "")
            who = f"{given} {family}" if person in told.people else cleared.who(key)
            who = who or told.who(sector, county, names)
            found[step or 0].append(
                SaidLine(
                    id=key,
                    step=step or 0,
                    strand=strand or 0,
                    kind=kind,
                    text=text,
                    who=who,
                    county=place or "",
                    table=table or 0,
                    round=turn or 0,
                )
            )
    return dict(found)


def key_points(event: Event, cleared: OutgoingTexts) -> dict[int, list[KeyPoint]]:
    """The key points of every café by its step, in the order of tables and rounds, words as they may leave."""
    found: defaultdict[int, list[KeyPoint]] = defaultdict(list)
    for step, points in notes_by_step(event).items():
        for point in points:
            if text := cleared.cafe_note(point.id):
                found[step].append(replace(point, text=text))
    return {step: points_in_order(points) for step, points in found.items()}


def vote_results(event: Event, cleared: OutgoingTexts) -> dict[int, list[VoteResult]]:
    """The closed votes of every step, words as they may leave."""
    found: defaultdict[int, list[VoteResult]] = defaultdict(list)
    for result in frozen_results(event):
        rows = result.rows
        if result.vote.kind is VoteKind.WORD:
            told = [(row, cleared.vote_word(row.id)) for row in rows]
            rows = [replace(row, text=Words(word, word)) for row, word in told if word]
        found[result.vote.step_id or 0].append(replace(result, rows=rows))
    return dict(found)


def report_photos(event: Event, cleared: OutgoingTexts) -> dict[int, Sequence[ReportPhoto]]:
    """The photos of every step that are for the report."""
    rows = db.session.execute(
        sa.select(
            NotePhoto.id,
            NotePhoto.step_id,
            NotePhoto.content,
            NotePhoto.media_type,
            NotePhoto.width,
            NotePhoto.height,
            NotePhoto.strand_id,
        )
        .where(
            NotePhoto.event_id == event.id,
            NotePhoto.removed_at.is_(None),
            NotePhoto.withheld.is_(False),
        )
        .order_by(NotePhoto.at, NotePhoto.id)
    )
    found: defaultdict[int, list[ReportPhoto]] = defaultdict(list)
    for key, step, content, media_type, width, height, strand in rows:
        alt = cleared.photo(key)
        if alt is not None:
            found[step or 0].append(
                ReportPhoto(
                    content=content,
                    media_type=media_type,
                    alt=alt,
                    width=width,
                    height=height,
                    strand=strand or 0,
                )
            )
    return dict(found)
