"""Meetings and participation by forum and by county over years.

A meeting counts in the year of its first day, for the county where it was held. People count where they came from at that
time, each once a year in a row however often they came; so do organisations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.models import County
from ...directory.queries import all_counties
from ...events.models import Event
from ...lib.text import albanian_key
from ...participation.models import Participation, Standing
from ...web.i18n import pick_wording
from ..kinds import forum_kinds
from ..models import Forum, ForumMeeting

WHOLE = 0
"""Where the cells of all counties together are."""
YEARS = 6
"""How many years stand side by side."""


@dataclass
class YearFigures:
    """One year of a forum or county. `people`: different ones; `times`: how often they came, all together."""

    meetings: int = 0
    people: int = 0
    organisations: int = 0
    times: int = 0


@dataclass(frozen=True)
class FiguresLine:
    """A forum or a county over the years; a forum `began` in a year and may have `ended` in one."""

    name: str
    cells: dict[int, YearFigures] = field(default_factory=dict)
    forum: Forum | None = None
    began: int = 0
    ended: int | None = None

    def there(self, year: int) -> bool:
        """Whether there was such a forum in that year: before and after, nothing is not the same as none."""
        return self.began <= year <= (self.ended or year)


@dataclass(frozen=True)
class Figures:
    """Everything the page shows: forums by kind, counties, over the same years, oldest first; `whole`: all of them by year."""

    years: list[int]
    forums: dict[str, list[FiguresLine]]
    counties: list[FiguresLine]
    whole: dict[int, YearFigures]
    elsewhere: dict[int, int]
    earlier: bool

    @property
    def most(self) -> int:
        """The most people of any forum in a year: the longest bar."""
        return max(
            (
                cell.people
                for rows in self.forums.values()
                for row in rows
                for cell in row.cells.values()
            ),
            default=0,
        )

    @property
    def most_of_county(self) -> int:
        """The most people of any county in a year: the longest bar."""
        return max((cell.people for row in self.counties for cell in row.cells.values()), default=0)

    def held(self, year: int) -> int:
        """Meetings held in a year, each once."""
        return sum(row.cells[year].meetings for row in self.counties) + self.elsewhere.get(year, 0)

    def reached(self, year: int) -> int:
        """Counties that somebody came from in a year."""
        return sum(row.cells[year].people > 0 for row in self.counties)


def figures_until(last: int, today: date) -> Figures:
    """The latest six years up to `last` in which some forum met; this year is always one of them."""
    in_year = sa.extract("year", Event.first_day)
    met = sa.select(in_year).distinct().join(ForumMeeting, ForumMeeting.event_id == Event.id)
    known = {int(year) for year in db.session.scalars(met.where(Event.first_day <= today))}
    all_years = sorted(
        {year for year in known if year <= last} | ({last} if last == today.year else set())
    ) or [last]
    years = all_years[-YEARS:]
    of_forum, of_county = (
        _cells(ForumMeeting.forum_id, ForumMeeting.forum_id, years, today),
        _cells(Event.county_id, Participation.county_id, years, today, whole=True),
    )
    lines: dict[str, list[FiguresLine]] = {key: [] for key in forum_kinds()}
    for forum in db.session.scalars(sa.select(Forum)):
        cells = of_forum.get(forum.id, {})
        if cells or forum.ended_on is None:
            since = clock.day_at_home(forum.created_at).year
            began = min([since, *cells])  # one that was written down later met before
            ended = max([forum.ended_on.year, *cells]) if forum.ended_on else None
            line = FiguresLine(
                name=pick_wording(forum.name),
                cells=_filled(cells, years),
                forum=forum,
                began=began,
                ended=ended,
            )
            lines.setdefault(forum.kind, []).append(line)
    for rows in lines.values():
        rows.sort(key=lambda row: albanian_key(row.name))
    places: Sequence[County] = all_counties()
    return Figures(
        years=years,
        forums={key: rows for key, rows in lines.items() if rows},
        counties=[
            FiguresLine(one.name, _filled(of_county.get(one.id, {}), years)) for one in places
        ],
        whole=_filled(of_county.get(WHOLE, {}), years),
        elsewhere={year: cell.meetings for year, cell in of_county.get(None, {}).items()},
        earlier=len(all_years) > YEARS,
    )


def _filled(cells: dict[int, YearFigures], years: Sequence[int]) -> dict[int, YearFigures]:
    return {year: cells.get(year, YearFigures()) for year in years}


def _cells(
    place: Any, origin: Any, years: Sequence[int], today: date, *, whole: bool = False
) -> dict[int | None, dict[int, YearFigures]]:
    """Meetings by `place` and year, people and organisations by `origin` and year; `whole`: all origins together as well."""
    found: dict[int | None, dict[int, YearFigures]] = {}
    year = sa.extract("year", Event.first_day)
    held = (
        Event.first_day >= date(years[0], 1, 1),
        Event.first_day <= min(date(years[-1], 12, 31), today),
    )

    def cell(key: int | None, of: int) -> YearFigures:
        return found.setdefault(key, {}).setdefault(int(of), YearFigures())

    meetings = (
        sa.select(place, year, sa.func.count(Event.id.distinct()))
        .join(ForumMeeting, ForumMeeting.event_id == Event.id)
        .where(*held)
        .group_by(place, year)
    )
    for key, of, number in db.session.execute(meetings):
        cell(key, of).meetings = number

    def came(*by: Any) -> sa.Select[Any]:
        return (
            sa.select(
                *by,
                sa.func.count(Participation.person_id.distinct()),
                sa.func.count(Participation.organisation_id.distinct()),
                sa.func.count(Participation.id.distinct()),
            )
            .select_from(Participation)
            .join(Event, Event.id == Participation.event_id)
            .join(ForumMeeting, ForumMeeting.event_id == Event.id)
            .where(*held, Participation.standing == Standing.ATTENDED)
        )

    asked = [came(origin, year).group_by(origin, year)]
    asked += [came(sa.literal(WHOLE), year).group_by(year)] if whole else []
    for query in asked:
        for key, of, people, organisations, times in db.session.execute(query):
            one = cell(key, of)
            one.people, one.organisations, one.times = people, organisations, times
    return found
