"""Sheets of numbers as offices keep them: years across the top, or a column for each municipality; indicators down the side.

They become the list of years: a row a number of an office, told by its code. What is not given there stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...exchange.columns import CODE
from ...exchange.headings import HEADER_WITHIN, heading_key
from ...exchange.opened_files import Source
from ...forums.models import Forum
from ...lib.marks import Row
from ...lib.uploads import text_of_cell
from ...web.i18n import LANGUAGES, _, use_language
from ..cells import TOTAL, is_source
from ..labels import kind_names
from ..period import period_name
from .year_headings import read_when
from .year_rows import AskedNumber, AskedYears

TOTALS = ("total", "totali", "gjithsej", "shuma")
"""What a row with all of a number is called in sheets of others."""
NOTHING = {"", "s ka", "ska", "n a", "nuk ka", "nuk dihet"}


@dataclass(frozen=True)
class WideRow:
    """A number that a sheet may give. `titles`, `groups`, `offices`, `places`: all that they are called, as `heading_key` says it.

    `groups` is empty of a total; `places`: the municipality or district it is of; `beside`: what else a row may say of it, as
    its unit; `leads`: its office is the one that counts; `periods`: the half-years in which its definition was in use.
    """

    code: str
    titles: frozenset[str]
    groups: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str]
    beside: frozenset[str]
    leads: bool
    periods: frozenset[int]

    @property
    def told(self) -> frozenset[str]:
        """All that a row of its total may say."""
        return self.titles | self.offices | self.beside

    @property
    def total_code(self) -> str:
        """The code of the total it is a part of."""
        return f"{self.code.rpartition('.')[0]}.{TOTAL}"


@dataclass
class LaidOut:
    """The list that sheets became. `whole`: years that had one column; `outside`: headings of no half-year of the list;
    `unknown`: what is neither an indicator nor a municipality that is asked.
    """

    source: Source
    whole: list[int] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_changed: bool = False


@dataclass(frozen=True)
class YearsWanted:
    """The list that is to be: its numbers, the districts there are, its half-years by
    what their columns are called, what each number is now.
    """

    rows: Sequence[WideRow]
    places: frozenset[str]
    labels: Mapping[int, str]
    code_label: str
    number_now: Callable[[str, int], str]


def lay_out_years(source: Source, wanted: YearsWanted) -> LaidOut:
    """The sheets as the list of years; as they are where it is our own file, or nothing of this kind stands in them."""
    found = LaidOut(source)
    if source.base is not None:
        return found
    sheets = [(title, list(rows)) for title, rows in source.sheets]
    found.source = replace(source, sheets=sheets)
    for title, rows in sheets:
        header = next((at for at, row in enumerate(rows[:HEADER_WITHIN]) if _years_in(row)), None)
        if header is not None:
            if heading_key(wanted.code_label) in map(_key, rows[header][1]):
                return found
            headings = _two_lines(rows, header)
            laid = _by_years([*rows[:header], *headings], header, wanted, found)
            found.source, found.is_changed = replace(source, sheets=[(title, laid)]), True
            return found
    if laid := _by_places(sheets, wanted, found):
        found.source = replace(source, sheets=[(sheets[0][0], laid)], marks={})
        found.is_changed = True
    return found


def _key(cell: Any) -> str:
    return heading_key(text_of_cell(cell))


def _two_lines(rows: Sequence[Row], header: int) -> list[Row]:
    """The headings and what is below them; half-years in a line below their years stand in one with them: `2019 6-mujori I`."""
    (number, cells), below = rows[header], list(rows[header + 1 :])
    halves = below[0][1] if below else ()
    said, year = [], ""
    for column, cell in enumerate(cells):
        own = text_of_cell(cell)
        half = text_of_cell(halves[column]) if column < len(halves) else ""
        year = own or (year if half else "")
        both = f"{year} {half}" if half and half != own else own
        said.append(both if (when := read_when(both)) and when[1] else cell)
    row = (number, tuple(said))
    is_two = len(_years_in(row)) > 1 and row != (number, tuple(cells))
    return [row, *below[1:]] if is_two else [rows[header], *below]


def _years_in(row: Row) -> dict[int, tuple[int, int]]:
    """The half-years that the row has as headings, by column, if there are two of them."""
    said = {column: when for column, cell in enumerate(row[1]) if (when := read_when(cell))}
    return said if len(said) > 1 else {}


def _period(when: tuple[int, int], wanted: YearsWanted, found: LaidOut) -> int | None:
    year, half = when
    period = year * 2 + (half or 2) - 1
    if period not in wanted.labels:
        found.outside.append(f"{year}/{half}" if half else str(year))
        return None
    if not half:
        found.whole.append(year)
    return period


def _by_years(rows: list[Row], header: int, wanted: YearsWanted, found: LaidOut) -> list[Row]:
    """The rows with a code behind each, and nothing else beside their numbers."""
    number, cells = rows[header]
    columns: dict[int, int] = {}
    for column, when in _years_in(rows[header]).items():
        period = _period(when, wanted, found)
        if period is not None and period not in columns.values():
            columns[column] = period
    width = max(len(one) for _number, one in rows)
    head = {column: wanted.labels[period] for column, period in columns.items()}
    laid = [(number, _cells(width, head, wanted.code_label))]
    titled: list[WideRow] = []
    codes = set[str]()
    for number, cells in rows[header + 1 :]:
        said = {_key(cell) for column, cell in enumerate(cells) if column not in columns} - {""}
        titled = [row for row in wanted.rows if row.titles & said] or titled
        given = {
            column: cells[column]
            for column in columns
            if column < len(cells) and _key(cells[column]) not in NOTHING
        }
        if not given:
            continue
        by_code: dict[str, dict[int, Any]] = {}
        for column, cell in given.items():
            row = _only(_defined(titled, columns[column]), said)
            code = row.code if row and row.code not in codes else "?"  # the sum of all is below
            by_code.setdefault(code, {})[column] = cell
        codes |= by_code.keys()
        laid += [(number, _cells(width, values, code)) for code, values in by_code.items()]
    return laid


def _defined(titled: Sequence[WideRow], period: int) -> Sequence[WideRow]:
    """Those of the definition that was in use then; where none was, all of them: it is told of them."""
    return [row for row in titled if period in row.periods] or titled


def _cells(width: int, values: Mapping[int, Any], code: str) -> tuple[Any, ...]:
    return (*(values.get(column) for column in range(width)), code)


def _only(titled: Iterable[WideRow], said: set[str], place: str = "") -> WideRow | None:
    """The one number that is meant: of the office that is named, else of the one that counts; of the group named, else the total."""
    rows = [row for row in titled if not place or place in row.places]
    rows = [row for row in rows if row.offices & said] or [row for row in rows if row.leads] or rows
    if not place:
        rows = [row for row in rows if row.groups & said] or [
            row
            for row in rows
            if not row.groups and all(word.isdecimal() for word in said - row.told)
        ]
    return rows[0] if len(rows) == 1 else None


def _by_places(
    sheets: Sequence[tuple[str, list[Row]]], wanted: YearsWanted, found: LaidOut
) -> list[Row]:
    """Of sheets with a column for each municipality: a row for each of their numbers, below the others."""
    names = wanted.places.union(*(row.places for row in wanted.rows))
    given: dict[str, dict[int, Any]] = {}
    for title, rows in sheets:
        header = next(
            (at for at, row in enumerate(rows[:HEADER_WITHIN]) if _places_in(row, names)), None
        )
        if header is None:
            continue
        columns = _places_in(rows[header], names)
        above = [title, *(cell for _number, cells in rows[:header] for cell in cells)]
        of_all = next((when for cell in above if (when := read_when(cell))), None)
        for _number, cells in rows[header + 1 :]:
            rest = [cell for column, cell in enumerate(cells) if column not in columns]
            said = set(map(_key, rest))
            when = next((when for cell in rest if (when := read_when(cell))), of_all)
            titled = [row for row in wanted.rows if row.titles & said]
            numbers = {
                column: cells[column]
                for column in columns
                if column < len(cells) and _key(cells[column]) not in NOTHING
            }
            if not numbers:
                continue
            period = _period(when, wanted, found) if when and titled else None
            if period is None:
                found.unknown += [text_of_cell(cell) for cell in rest if _key(cell)][:1]
                continue
            for column, cell in numbers.items():
                if row := _only(_defined(titled, period), said, columns[column]):
                    given.setdefault(row.code, {})[period] = cell
                else:
                    found.unknown.append(text_of_cell(rows[header][1][column]))
    _add_totals(given, wanted)
    if not given:
        return []
    periods = sorted({period for values in given.values() for period in values})
    laid: list[Row] = [(0, (*(wanted.labels[period] for period in periods), wanted.code_label))]
    for number, (code, values) in enumerate(given.items(), 1):
        laid.append((number, (*map(values.get, periods), code)))
    return laid


def _add_totals(given: dict[str, dict[int, Any]], wanted: YearsWanted) -> None:
    """The total of numbers by district, where it is not known: all of them together."""
    parts = [row for row in wanted.rows if row.code in given and row.places and row.groups]
    for row in parts:
        for period, cell in list(given[row.code].items()):
            said = text_of_cell(cell)
            if said.isdecimal() and not wanted.number_now(row.total_code, period):
                total = given.setdefault(row.total_code, {})
                total[period] = int(total.get(period, 0)) + int(said)


def _places_in(row: Row, names: frozenset[str]) -> dict[int, str]:
    said = {column: key for column, cell in enumerate(row[1]) if (key := _key(cell)) in names}
    return said if len(said) > 1 else {}


def _wanted(years: AskedYears) -> YearsWanted:
    """The list as a sheet that is laid out otherwise is read for it: what its numbers are called in both languages."""
    names: dict[str, list[tuple[str, str, str]]] = {}
    for language in LANGUAGES:
        with use_language(language):
            for code, row in years.rows.items():
                names.setdefault(code, []).append(row.called(years.places))
    return YearsWanted(
        rows=[_wide_row(years, row, names[code]) for code, row in years.rows.items()],
        places=frozenset(
            heading_key(name) for names in years.places.values() for name in names.values()
        ),
        labels={period: period_name(period) for period in years.periods},
        code_label=str(CODE.label),
        number_now=lambda code, period: _shown(years, code, period),
    )


def _wide_row(
    years: AskedYears, row: AskedNumber, names: Iterable[tuple[str, str, str]]
) -> WideRow:
    def keys(texts: Iterable[str]) -> frozenset[str]:
        return frozenset(map(heading_key, filter(None, texts)))

    office, line = row.member.organisation, row.one.indicator
    titles, groups = [], []
    for title, split, group in names:
        titles.append(title)
        groups += [group, f"{split} {group}"] if split else []
    place = row.place(years.places)
    return WideRow(
        code=row.code,
        titles=keys(titles),
        groups=keys(groups),
        offices=keys([office.name, *kind_names(office.kind)]),
        places=keys([place, office.name if place and row.cell == TOTAL else ""]),
        beside=keys([line.unit.en, line.unit.sq, *TOTALS]),
        leads=is_source(line.sources[0], office.kind),
        periods=frozenset(one for one in years.periods if row.can_hold(one, years.lines)),
    )


def _shown(years: AskedYears, code: str, period: int) -> str:
    number = years.number(years.rows[code], period) if code in years.rows else ""
    return f"{number:.0f}" if isinstance(number, float) else ""


def lay_out_sheet(forum: Forum, source: Source) -> tuple[Source, list[str] | None]:
    """A sheet with a column for each year or municipality as this list, and what is told of it; None: it is laid out so."""
    laid = lay_out_years(source, _wanted(AskedYears(forum)))
    said: list[str] = []
    if laid.whole:
        said.append(
            _(
                "%(years)s: a column for a whole year is imported under its second half-year; "
                "the first stays empty. Cancel if these numbers are to be compared with "
                "half-years.",
                years=_listed(laid.whole),
            )
        )
    if laid.outside:
        said.append(
            _("%(headings)s: outside these ten years, left out.", headings=_listed(laid.outside))
        )
    if laid.unknown:
        said.append(
            _(
                "%(names)s: no indicator or municipality asked about here has this name, or "
                "nothing says which period it is for; left out.",
                names=_listed(laid.unknown),
            )
        )
    return laid.source, said if laid.is_changed else None


def _listed(names: Iterable[object]) -> str:
    return ", ".join(dict.fromkeys(map(str, names)))
