"""The numbers of ten years: what is asked of which office, what stands, what of a file can be taken. A row a number, a column a half-year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...directory.models import OfficeKind
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import with_codes
from ...forums.models import Forum, ForumMember
from ...lib.uploads import read_text
from ...web.i18n import _, _l, pick_wording
from ..cells import TOTAL, PlaceSplit, SplitKind
from ..labels import Places, cell_name, split_name
from ..models import SituationIndicator, SituationReview
from ..parts.part import AskedIndicator, asked_indicator, read_counts
from ..period import half_of, latest_ended, year_of
from ..queries import (
    asks_member,
    indicator_lines,
    latest_of,
    offices_of,
    places_for,
    places_of,
    sendings_of,
)

HALF_YEARS = 20
"""So many half-years have a column."""


def _period_column(period: int) -> ExchangeColumn:
    year = year_of(period)
    first, second = (
        _l("first half of %(year)d", year=year),
        _l("second half of %(year)d", year=year),
    )
    return ExchangeColumn(
        name=years_column(period),
        label=first if half_of(period) == 1 else second,
        kind=ColumnKind.NUMBER,
        width=12,
    )


def years_column(period: int) -> str:
    return f"p{period}"


def years_table(latest: int) -> ExchangeTable:
    """The list whose last column is that half-year."""
    columns = (
        ExchangeColumn(name="office", label=_l("Office"), width=30, changes=False),
        ExchangeColumn(name="title", label=_l("Indicator"), width=38, changes=False),
        ExchangeColumn(name="group", label=_l("By group"), width=34, changes=False),
        *(_period_column(one) for one in _periods(latest)),
    )
    return with_codes(ExchangeTable("situation-years", columns, found_by="code"))


def _periods(latest: int) -> range:
    return range(latest - HALF_YEARS + 1, latest + 1)


@dataclass(frozen=True)
class AskedNumber:
    """One number of an office: the indicator as it is asked of it, and the cell."""

    member: ForumMember
    one: AskedIndicator
    cell: str

    @property
    def code(self) -> str:
        return f"{self.member.organisation_id}.{self.one.indicator.id}.{self.cell}"

    def called(self, places: Places) -> tuple[str, str, str]:
        """The indicator, the split and the group, in the language spoken now; a total is of no split."""
        line = self.one.indicator
        split = next((key for key, cells in self.one.splits.items() if self.cell in cells), None)
        return (
            pick_wording(line.name),
            split_name(line, split) if split else "",
            cell_name(line, self.cell, places),
        )

    def place(self, places: Places) -> str:
        """The place it is of: that of a split by place, or that of a municipality's total."""
        office, (split, _colon, key) = self.member.organisation, self.cell.partition(":")
        if split == SplitKind.PLACE:
            return places.get(self.one.indicator.place, {}).get(key, "")
        if self.cell == TOTAL and office.kind is OfficeKind.MUNICIPALITY:
            towns = places_for(self.member, places).get(PlaceSplit.MUNICIPALITY, {})
            districts = places.get(PlaceSplit.DISTRICT, {})
            if len(towns) == 1:
                return next(iter(towns.values()))
            return districts.get(str(office.district_id), office.name)
        return ""

    def can_hold(self, period: int, lines: Sequence[SituationIndicator]) -> bool:
        """Whether this definition was in use then; the first one counts for all that was before it, too."""
        line = self.one.indicator
        oldest = all(one.line >= line.line for one in lines if one.key == line.key)
        return (oldest or line.first <= period) and (line.last is None or period <= line.last)


class AskedYears:
    """A forum's numbers: what is asked, what stands, what the committee has approved."""

    def __init__(self, forum: Forum) -> None:
        self.forum, self.latest = forum, latest_ended(clock.today())
        self.periods = _periods(self.latest)
        self.lines = indicator_lines(forum.kind)
        places = places_of(forum)
        self.places = places
        self.rows = {
            row.code: row
            for member in offices_of(forum, self.lines)
            for line in self.lines
            if asks_member(line, member)
            for one in (asked_indicator(line, places_for(member, places)),)
            for row in (AskedNumber(member, one, cell) for cell in one.cells)
        }
        self.stands = latest_of(sendings_of(forum, self.periods[0], self.latest))
        review = SituationReview
        approved = sa.select(review.period).where(
            review.forum_id == forum.id, review.approved_on.is_not(None)
        )
        self.approved = set(db.session.scalars(approved))

    def number(self, row: AskedNumber, period: int) -> Value:
        """What stands; empty where nothing was sent."""
        sent = self.stands.get((row.member.organisation_id, period))
        counts = sent.counts.get(str(row.one.indicator.id), {}) if sent else {}
        return float(counts[row.cell]) if row.cell in counts else ""

    def record(self, row: AskedNumber) -> ListRecord:
        """A row of the list, in the language spoken now."""
        title, split, group = row.called(self.places)
        return ListRecord(
            row.code,
            {years_column(period): self.number(row, period) for period in self.periods},
            looked_at={
                "office": read_text(row.member.organisation.name),
                "title": read_text(title),
                "group": f"{split}: {group}" if split else group,
            },
        )

    def check(
        self, records: Mapping[str, ListRecord], rows: Sequence[ListRecord]
    ) -> Mapping[tuple[int, str], str]:
        """What was approved already, what was asked otherwise then, and parts that do not add up."""
        wrong: dict[tuple[int, str], str] = {}
        typed: dict[tuple[int, int, int], list[tuple[int, str, Value]]] = {}
        for row in rows:
            asked = self.rows.get(row.code)
            if asked is None:
                wrong[row.number, ""] = _("This row is not part of the list; it is left out.")
                continue
            line = asked.one.indicator
            for period in self.periods:
                name = years_column(period)
                value = row.values.get(name, records[row.code].values[name])
                office = asked.member.organisation_id
                key = (office, line.id, period)
                typed.setdefault(key, []).append((row.number, asked.cell, value))
                if value == records[row.code].values[name]:
                    continue
                if period in self.approved:
                    wrong[row.number, name] = _("These numbers have been approved.")
                elif not asked.can_hold(period, self.lines):
                    wrong[row.number, name] = _(
                        "It was defined differently then; see its other row."
                    )
        return wrong | self._sums(typed, wrong)

    def _sums(
        self,
        typed: Mapping[tuple[int, int, int], list[tuple[int, str, Value]]],
        wrong: Mapping[tuple[int, str], str],
    ) -> dict[tuple[int, str], str]:
        """For a split that does not add up: the sentence at the total, and its numbers are left out."""
        found: dict[tuple[int, str], str] = {}
        for (office, line, period), cells in typed.items():
            name, one = years_column(period), self.rows[f"{office}.{line}.{TOTAL}"].one
            raw = {
                one.name_of(cell): f"{value:.0f}"
                for _row, cell, value in cells
                if isinstance(value, float)
            }
            sums = read_counts([one], raw).sums if raw else {}
            if sums and not any((number, name) in wrong for number, _cell, _value in cells):
                for number, cell, _value in cells:
                    found[number, name] = next(iter(sums.values())) if cell == TOTAL else ""
        return found
