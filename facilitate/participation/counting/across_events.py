"""Events side by side: the report whose columns are events, and each event on one line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from ...data.db import db
from ...events.models import Event
from ...web.i18n import _, _n, pick_wording
from ..models import PublishedShares
from . import families, tallies
from .disclosure import round_for_outside
from .heads import GOVERNMENT
from .queries import different_people
from .report import BlockKey, FiguresBlock, FiguresColumn, FiguresReport, FiguresStage, TableFamily
from .stages import When
from .tables import with_shares
from .tallies import CountedLand, EventStage
from .wording import (
    across_sentence,
    event_name,
    share_changes,
    tenths_in_words,
    total_said,
    with_denominators,
)

USUAL = (BlockKey.SECTOR, BlockKey.PLACE, BlockKey.COUNTY)
"""The tables across events unless others are asked for."""
OFFERED = (
    BlockKey.SECTOR,
    BlockKey.LEVEL,
    BlockKey.PLACE,
    BlockKey.COUNTY,
    BlockKey.REGION,
    BlockKey.KIND,
    BlockKey.ROLE,
    BlockKey.GENDER,
    BlockKey.RETURNING,
)
"""The tables there are across events."""
TOLD = (BlockKey.SECTOR, BlockKey.PLACE)
"""The tables of which shares that were once published may be entered."""
IN_SHORT = (BlockKey.SECTOR, BlockKey.PLACE, BlockKey.ROLE)
"""The tables an event's one line is told from."""
LARGE = 100
"""A share worth naming on an event's one line, in tenths of a percent; and how many there are named."""
NAMED = 4


def report_across_events(
    events: Sequence[Event],
    today: date,
    keys: Collection[BlockKey] = USUAL,
    government: Sequence[str] = GOVERNMENT,
    land: CountedLand | None = None,
    *,
    at_home: bool = False,
    tell_people: bool = False,
) -> FiguresReport:
    """Events side by side, each one column: who attended, and as long as nobody has, who says that they come.

    Of an event of which only published shares are known, these. `at_home`: the report will not leave the house, so nothing
    is asked but what its tables show. In one that will, events that were not held are left out: who says that they come
    could be taken from who was invited, which the event's own figures tell, and they judge both together. `tell_people`: the
    sentence says at home how many different people came, too; outside it always does, as `people_to_tell` has it.
    """
    land = land or CountedLand()
    people = tallies.across_people(events, today)
    told = tallies.stages_by_event(people, events, today)
    left = [] if at_home else [event for event in events if told[event.id].only_said]
    events = [event for event in events if event not in left]
    told = {event.id: told[event.id] for event in events}
    columns = [_column(event, told[event.id]) for event in events]
    found = _families(
        land,
        events,
        today=today,
        people=people,
        told=told,
        keys=keys,
        government=government,
        at_home=at_home,
    )
    made = families.family_blocks(
        found, columns, land=land, government=government, keys={BlockKey.SECTOR, *keys}
    )
    blocks = {block.key: block for block in made}
    held = [event for event in events if told[event.id].stage is FiguresStage.ATTENDED]
    tells = tell_people or not at_home
    different = different_people(held, outside=not at_home) if tells and held else None
    blocks = _with_published(blocks, events)
    shown = tuple(blocks[key] for key in BlockKey if key in blocks)
    report = round_for_outside(
        FiguresReport(
            _("Figures"),
            across_sentence(blocks[BlockKey.SECTOR], different),
            shown,
            across=True,
            families=tuple(found),
        )
    )
    sector = report.block(BlockKey.SECTOR)
    return replace(
        report,
        blocks=tuple(block for block in report.blocks if block.key in keys),
        changes=share_changes(sector) if sector else (),
        not_held=tuple(title_with_year(event) for event in left),
    )


def _column(event: Event, told: EventStage) -> FiguresColumn:
    so_far = told.now is When.DURING and not told.only_said
    name = title_with_year(event)
    if told.people:
        name = event_name(name, told.stage, so_far=so_far, over=told.now is When.AFTER)
    return FiguresColumn(event.slug, name, None, stage=told.stage, so_far=so_far)


def _families(
    land: CountedLand,
    events: Sequence[Event],
    today: date,
    people: Sequence[tallies.CountedPeople],
    told: dict[int, EventStage],
    keys: Collection[BlockKey],
    government: Sequence[str],
    at_home: bool,
) -> list[TableFamily]:
    """The families of the tables asked for. What may leave the house is judged on sector, level and kind together."""
    width, wanted, beside = len(events), set(keys), tallies.counts_by_event
    counted = beside(people, told)
    found = [families.office_family(land, counted, width, government)]
    if not at_home or wanted & {BlockKey.COUNTY, BlockKey.REGION, BlockKey.PLACE}:
        found.append(
            families.place_family(land, beside(tallies.across_places(events, today), told), width)
        )
    found.append(families.role_family(counted, width, 3))
    if BlockKey.GENDER in wanted:
        found.append(
            families.gender_family(beside(tallies.across_genders(events, today), told), width)
        )
    if BlockKey.RETURNING in wanted:
        found.append(
            families.returning_family(beside(tallies.across_returning(events, today), told), width)
        )
    return found


def has_any_figures(report: FiguresReport) -> bool:
    """Whether anything is known of any of its events."""
    return any(
        column.total or column.published for block in report.blocks for column in block.columns
    )


def title_with_year(event: Event) -> str:
    """An event's title, with the year where it does not say it itself."""
    title, year = pick_wording(event.title), str(event.first_day.year)
    return title if year in title else f"{title} {year}"


def published_shares_of(events: Sequence[Event]) -> dict[str, PublishedShares]:
    """The shares that were published of these events, by slug."""
    slugs = {event.id: event.slug for event in events}
    rows = db.session.scalars(sa.select(PublishedShares).where(PublishedShares.event_id.in_(slugs)))
    return {slugs[row.event_id]: row for row in rows}


def _with_published(
    blocks: Mapping[BlockKey, FiguresBlock], events: Sequence[Event]
) -> dict[BlockKey, FiguresBlock]:
    """The tables with the shares of events of which nobody is counted but which were published."""
    sector = blocks[BlockKey.SECTOR]
    empty = [
        event
        for event, column in zip(events, sector.columns, strict=True)
        if not _everybody(sector, column)
    ]
    known = published_shares_of(empty) if empty else {}
    return (
        {key: _published(block, known) for key, block in blocks.items()} if known else dict(blocks)
    )


def _everybody(block: FiguresBlock, column: FiguresColumn) -> int:
    place = block.columns.index(column)
    return sum(row.counts[place] or 0 for row in block.rows if not row.together)


def _published(block: FiguresBlock, known: Mapping[str, PublishedShares]) -> FiguresBlock:
    """Their columns as published: no counts, and no shares but those that were told."""
    told = {
        place: known[column.key]
        for place, column in enumerate(block.columns)
        if column.key in known
    }
    columns = tuple(
        replace(
            column,
            total=told[place].total or None,
            said=_published_said(told[place]),
            published=True,
            at_least=told[place].at_least,
        )
        if place in told
        else column
        for place, column in enumerate(block.columns)
    )
    rows = tuple(
        replace(
            row,
            counts=tuple(
                None if place in told else count for place, count in enumerate(row.counts)
            ),
            shares=tuple(
                (told[place].shares.get(row.key) if block.key in TOLD else None)
                if place in told
                else share
                for place, share in enumerate(row.shares)
            ),
        )
        for row in block.rows
    )
    return with_denominators(with_shares(replace(block, columns=columns, rows=rows)))


def _published_said(row: PublishedShares) -> str:
    """`of over 90, as published`."""
    if not row.total:
        return _("as published")
    return (
        _("of over %(num)d, as published", num=row.total)
        if row.at_least
        else _("of %(num)d, as published", num=row.total)
    )


@dataclass(frozen=True)
class EventInShort:
    """One event on one line: its days, how many people, the shares worth naming, and what else there is to say."""

    slug: str
    name: str
    days: str
    people: str
    shares: str
    other: str
    published: bool


def events_in_short(events: Sequence[Event], report: FiguresReport) -> list[EventInShort]:
    """Each event on one line. Of the report's tables those it has are used."""
    sector = report.block(BlockKey.SECTOR)
    return [_short(event, report, place) for place, event in enumerate(events)] if sector else []


def _short(event: Event, report: FiguresReport, place: int) -> EventInShort:
    sector = report.block(BlockKey.SECTOR)
    assert sector is not None
    column = sector.columns[place]
    named_ = [
        (share, row.name)
        for row in sector.rows
        if (share := row.shares[place])
        and (share >= LARGE or row.key in ("government", "civil_society"))
    ]
    said = [
        f"{name} {tenths_in_words(share)}"
        for share, name in sorted(named_, key=lambda one: -one[0])[:NAMED]
    ]
    other = [
        _number(report, BlockKey.PLACE, "outside", place),
        _number(report, BlockKey.ROLE, "presenter", place),
    ]
    return EventInShort(
        slug=event.slug,
        name=column.name,
        days="–" if event.days_unknown else str((event.last_day - event.first_day).days + 1),
        people=total_said(column) if column.total else "–",
        shares=" · ".join(said),
        other=" · ".join(filter(None, other)),
        published=column.published,
    )


def _number(report: FiguresReport, key: BlockKey, row: str, place: int) -> str:
    block = report.block(key)
    found = block.row(row) if block else None
    number = found.counts[place] if found else None
    if not number:
        return ""
    if key is BlockKey.PLACE:
        return _n("%(num)d from outside the capital", "%(num)d from outside the capital", number)
    return _n("%(num)d presenter", "%(num)d presenters", number)
