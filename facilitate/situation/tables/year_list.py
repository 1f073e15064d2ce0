"""Ten years of a forum's numbers as one list that leaves and comes back: a row a number of an office, a column a half-year."""

from collections.abc import Iterable, Mapping
from functools import partial

from flask import url_for

from ...accounts.doors import is_administrator, is_in_a_team
from ...accounts.models import User
from ...data.db import db
from ...data.row_cells import recording_rows
from ...exchange.conversation import Taken
from ...exchange.merge import Value
from ...exchange.plain_lists import PlainList
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...forums.actions import lock_forum
from ...forums.models import Forum
from ...history.imports import RoomImports
from ...history.models import Change, change_of_room
from ...web.i18n import _, _l, _n, current_language, use_language
from ..actions import send_part
from ..cells import TOTAL
from ..models import SituationIndicator, SituationReview, SituationSending
from ..parts.part import read_count
from .wide_years import lay_out_sheet
from .year_rows import AskedNumber, AskedYears, years_column, years_table


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
    years = AskedYears(forum)
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
            readers={years_column(period): _read_number for period in years.periods},
            check=partial(years.check, records),
            removes=False,
        )


def kept_years(forum: Forum) -> KeptList:
    """The numbers of a forum's half-years: how they are, and how what a file says becomes so."""

    def write_years(decided: Decided, _language: str, source: str, by: int | None) -> Taken:
        lock_forum(forum)
        years, user = AskedYears(forum), db.session.get(User, by or 0)
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
        said = _n("%(num)d number was imported.", "%(num)d numbers were imported.", number)
        return Taken(said, lambda: IMPORTS.way_back(None, change, page))

    return KeptList(
        key="numbers",
        language=current_language(),
        now=partial(_years_now, forum),
        write=write_years,
        lay_out=partial(lay_out_sheet, forum),
    )


def _new_counts(
    years: AskedYears, changed: Mapping[str, Mapping[str, Value]]
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


def _also(row: AskedNumber) -> Iterable[str]:
    """The cell, and that of the only district an office is asked about, which is the total."""
    return [row.cell, row.one.place] if row.one.place and row.cell == TOTAL else [row.cell]


def _put(cells: dict[str, int], names: Iterable[str], value: Value) -> None:
    for cell in names:
        if isinstance(value, float):
            cells[cell] = int(value)
        else:
            cells.pop(cell, None)


def _ask_since(years: AskedYears, counts: Mapping[str, object], period: int) -> None:
    """What was counted before it was first asked is asked from then on."""
    for line in years.lines:
        if str(line.id) in counts and period < line.first:
            line.first = period
    db.session.flush()


def conversation_of_years(forum: Forum) -> PlainConversation:
    """The pages on which numbers of earlier half-years come in."""
    return conversation_about(
        forum,
        kept_years(forum),
        page="situation.show_analysis",
        pages="situation.years_",
        name=_("Situation analysis"),
    )
