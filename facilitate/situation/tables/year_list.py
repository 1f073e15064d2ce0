"""Ten years of a forum's numbers as one list that leaves and comes back: a row a number of an office, a column a half-year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa
from flask import url_for

from ... import clock
from ...accounts.doors import is_administrator, is_in_a_team
from ...accounts.models import User
from ...data.db import db
from ...data.row_cells import recording_rows
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation
from ...exchange.preview import Decided
from ...forums.actions import lock_forum
from ...forums.models import Forum, ForumMember
from ...history.imports import RoomImports
from ...history.models import Change, change_of_room
from ...lib.uploads import read_text
from ...web.i18n import _, _l, _n, current_language, pick_wording, use_language
from ..actions import send_part
from ..cells import TOTAL
from ..labels import cell_name, split_name
from ..models import SituationIndicator, SituationReview, SituationSending
from ..parts.part import AskedIndicator, asked_indicator, read_count, read_counts
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


class SituationYearsImport(Change):
    """Numbers of earlier half-years that came from a file."""

    __mapper_args__ = change_of_room("situation_years")


IMPORTS = RoomImports(
    kind=SituationYearsImport,
    key="situation_years",
    name=_l("Numbers of earlier half-years from Excel"),
    page="forums.list_forums",
    sees=is_in_a_team,
    undoes=is_administrator,
    undoes_own=is_in_a_team,
)


def _period_column(period: int) -> ExchangeColumn:
    year = year_of(period)
    first, second = (
        _l("first half of %(year)d", year=year),
        _l("second half of %(year)d", year=year),
    )
    return ExchangeColumn(
        name=_name(period),
        label=first if half_of(period) == 1 else second,
        kind=ColumnKind.NUMBER,
        width=12,
    )


def _name(period: int) -> str:
    return f"p{period}"


def years_table(latest: int) -> ExchangeTable:
    """The list whose last column is that half-year."""
    columns = (
        ExchangeColumn(name="office", label=_l("Office"), width=30, changes=False),
        ExchangeColumn(name="title", label=_l("Indicator"), width=38, changes=False),
        ExchangeColumn(name="group", label=_l("By group"), width=34, changes=False),
        *(_period_column(one) for one in _periods(latest)),
    )
    return with_codes(ExchangeTable("situation-years", columns, found_by=_name(latest)))


def _periods(latest: int) -> range:
    return range(latest - HALF_YEARS + 1, latest + 1)


@dataclass(frozen=True)
class _AskedRow:
    """One number of an office: the indicator as it is asked of it, and the cell."""

    member: ForumMember
    one: AskedIndicator
    cell: str

    @property
    def code(self) -> str:
        return f"{self.member.organisation_id}.{self.one.indicator.id}.{self.cell}"

    def can_hold(self, period: int, lines: Sequence[SituationIndicator]) -> bool:
        """Whether this definition was in use then; the first one counts for all that was before it, too."""
        line = self.one.indicator
        oldest = all(one.line >= line.line for one in lines if one.key == line.key)
        return (oldest or line.first <= period) and (line.last is None or period <= line.last)


class _Years:
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
            for row in (_AskedRow(member, one, cell) for cell in one.cells)
        }
        self.stands = latest_of(sendings_of(forum, self.periods[0], self.latest))
        review = SituationReview
        approved = sa.select(review.period).where(
            review.forum_id == forum.id, review.approved_on.is_not(None)
        )
        self.approved = set(db.session.scalars(approved))

    def number(self, row: _AskedRow, period: int) -> Value:
        """What stands; empty where nothing was sent."""
        sent = self.stands.get((row.member.organisation_id, period))
        counts = sent.counts.get(str(row.one.indicator.id), {}) if sent else {}
        return float(counts[row.cell]) if row.cell in counts else ""

    def record(self, row: _AskedRow) -> ListRecord:
        """A row of the list, in the language spoken now."""
        line = row.one.indicator
        group = cell_name(line, row.cell, self.places)
        split = next((key for key, cells in row.one.splits.items() if row.cell in cells), None)
        return ListRecord(
            row.code,
            {_name(period): self.number(row, period) for period in self.periods},
            looked_at={
                "office": read_text(row.member.organisation.name),
                "title": read_text(pick_wording(line.name)),
                "group": f"{split_name(line, split)}: {group}" if split else group,
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
                wrong[row.number, ""] = _("This row is none of the list; it is left out.")
                continue
            line = asked.one.indicator
            for period in self.periods:
                name = _name(period)
                value = row.values.get(name, records[row.code].values[name])
                office = asked.member.organisation_id
                key = (office, line.id, period)
                typed.setdefault(key, []).append((row.number, asked.cell, value))
                if value == records[row.code].values[name]:
                    continue
                if period in self.approved:
                    wrong[row.number, name] = _("The committee has approved these numbers.")
                elif not asked.can_hold(period, self.lines):
                    wrong[row.number, name] = _("It was defined otherwise then; see its other row.")
        return wrong | self._sums(typed, wrong)

    def _sums(
        self,
        typed: Mapping[tuple[int, int, int], list[tuple[int, str, Value]]],
        wrong: Mapping[tuple[int, str], str],
    ) -> dict[tuple[int, str], str]:
        """For a split that does not add up: the sentence at the total, and its numbers are left out."""
        found: dict[tuple[int, str], str] = {}
        for (office, line, period), cells in typed.items():
            name, one = _name(period), self.rows[f"{office}.{line}.{TOTAL}"].one
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


def _read_number(said: str) -> Value:
    """A count as people write it. Raises ValueError for what is none."""
    if not said:
        return ""
    try:
        return float(read_count(said))
    except ValueError:
        raise ValueError(_("Enter a whole number, 0 or more.")) from None


def _years_now(forum: Forum, language: str) -> PlainList:
    """Every number that is asked of an office, in the half-years of ten years."""
    years = _Years(forum)
    table = years_table(years.latest)
    with use_language(language):
        records = {code: years.record(row) for code, row in years.rows.items()}
        return PlainList(
            table=table,
            slug=forum.slug,
            language=language,
            title=_("Numbers of ten years"),
            facts=_(
                "Fill in what offices counted in earlier half-years. Counts only, never a person. An empty cell: not known."
            ),
            records=records,
            known_by=("office+title+group",),
            readers={_name(period): _read_number for period in years.periods},
            check=partial(years.check, records),
            removes=False,
        )


def kept_years(forum: Forum) -> KeptList:
    """The numbers of a forum's half-years: how they are, and how what a file says becomes so."""

    def write_years(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        years, user = _Years(forum), db.session.get(User, by or 0)
        mine = SituationSending.forum_id == forum.id
        kind = SituationIndicator.kind == forum.kind
        reviews = SituationReview.forum_id == forum.id
        with recording_rows(
            (SituationIndicator, kind), (SituationReview, reviews), (SituationSending, mine)
        ) as cells:
            for (office, period), counts in _new_counts(years, decided.changed).items():
                name = f"{user.name}, {source}" if user else source
                member = next(
                    row.member
                    for row in years.rows.values()
                    if row.member.organisation_id == office
                )
                send_part(forum, member, period, counts, name=name[:200], reported_on=None)
                _ask_since(years, counts, period)
        number = sum(len(values) for values in decided.changed.values())
        change = IMPORTS.remember(None, cells, by, source, count=number)
        page = url_for("situation.show_analysis", slug=forum.slug) if by else ""
        said = _n("%(num)d number came in.", "%(num)d numbers came in.", number)
        return Taken(said, lambda: IMPORTS.way_back(None, change, page))

    return KeptList(
        key="numbers",
        language=current_language(),
        now=partial(_years_now, forum),
        write=write_years,
    )


def _new_counts(
    years: _Years, changed: Mapping[str, Mapping[str, Value]]
) -> dict[tuple[int, int], dict[str, dict[str, int]]]:
    """What each office would have sent for each half-year that the file changes: all that stands, and what is new."""
    found: dict[tuple[int, int], dict[str, dict[str, int]]] = {}
    for code, values in changed.items():
        row = years.rows[code]
        for name, value in values.items():
            key = (row.member.organisation_id, int(name[1:]))
            if key not in found:
                sent = years.stands.get(key)
                there = sent.counts if sent else {}
                found[key] = {line: dict(cells) for line, cells in there.items()}
            line = str(row.one.indicator.id)
            _put(found[key].setdefault(line, {}), _also(row), value)
    return {
        key: {line: cells for line, cells in counts.items() if cells}
        for key, counts in found.items()
    }


def _also(row: _AskedRow) -> Iterable[str]:
    """The cell, and that of the only district an office is asked about, which is the total."""
    return [row.cell, row.one.place] if row.one.place and row.cell == TOTAL else [row.cell]


def _put(cells: dict[str, int], names: Iterable[str], value: Value) -> None:
    for cell in names:
        if isinstance(value, float):
            cells[cell] = int(value)
        else:
            cells.pop(cell, None)


def _ask_since(years: _Years, counts: Mapping[str, object], period: int) -> None:
    """What was counted before it was first asked is asked from then on."""
    for line in years.lines:
        if str(line.id) in counts and period < line.first:
            line.first = period
    db.session.flush()


def conversation_of_years(forum: Forum) -> PlainConversation:
    """The pages on which numbers of earlier half-years come in."""
    return PlainConversation(
        kept=kept_years(forum),
        owner_id=forum.id,
        page="situation.show_analysis",
        pages="situation.years_",
        ways={"slug": forum.slug},
        name=_("Situation analysis"),
        more={"forum": forum},
        layout="layouts/base.html",
    )
