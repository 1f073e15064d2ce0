"""What people put beside the cells of a list: comments become notes; what is struck through or coloured is told."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..lib.days import DateOrder, find_column_order
from ..lib.marks import Marks, Row
from ..web.i18n import _, _n
from .merge import ListProblem

SHOWN = 8
"""Numbers of rows that a sentence names."""


def find_date_order(cells: Iterable[Any], month_first: bool) -> tuple[DateOrder, str]:
    """In which order the dates of a column are read, and what is said about it; where both fit, `month_first` decides."""
    found = find_column_order(cells)
    if found is DateOrder.DAY_FIRST:
        return found, ""
    if month_first or found is DateOrder.MONTH_FIRST:
        return DateOrder.MONTH_FIRST, _("In these dates the month comes first, then the day.")
    return DateOrder.DAY_FIRST, _("In these dates the day comes first, then the month.")


def find_date_orders(
    rows: Iterable[Row], days: Mapping[int, str], month_first: bool | None, sheet: str
) -> tuple[dict[int, DateOrder], list[ListProblem]]:
    """The order of each column of days, by its place, and what is said about them.

    `days`: what the columns are called; `month_first`: what somebody answered, None where nobody was asked.
    """
    cells: dict[int, list[Any]] = {place: [] for place in days}
    for _number, row in rows:
        for place, found in cells.items():
            if place < len(row):
                found.append(row[place])
    orders, told = {}, []
    for place, found in cells.items():
        orders[place], said = find_date_order(found, bool(month_first))
        if said:
            asks = month_first is None and find_column_order(found) is DateOrder.EITHER
            told.append(ListProblem(0, days[place], said, sheet, asks_order=asks))
    return orders, told


def comments_by_row(marks: Marks) -> dict[int, str]:
    """The comments of each row, one below the other."""
    found: dict[int, str] = {}
    for (number, _column), said in sorted(marks.notes.items()):
        found[number] = f"{found[number]}\n{said}" if number in found else said
    return found


def append_comment(note: str, comment: str) -> str:
    """The note with the comment below it, once."""
    return note if comment in note else f"{note}\n{comment}".strip()


def struck_without_status() -> str:
    """What is said of a row that is struck through, where its list has no status."""
    return _("This row is struck through. It counts like the others: delete it if it should go.")


def mark_problems(
    marks: Marks, column: int, rows: Collection[int], sheet: str, *, struck: str = ""
) -> list[ListProblem]:
    """Rows whose cell in that column is struck through, and those few that are coloured: neither means anything here.

    `struck`: what is said of a row that is struck through, where its list knows no status.
    """
    struck = struck or _(
        "This row is struck through. It counts like the others: use its status to say what "
        "you mean."
    )
    told = [
        ListProblem(number, "", struck, sheet)
        for number in sorted(rows)
        if (number, column) in marks.struck
    ]
    coloured = [number for number in sorted(rows) if (number, column) in marks.coloured]
    if coloured and 2 * len(coloured) < len(rows):
        named = ", ".join(str(number) for number in coloured[:SHOWN])
        named += ", …" if len(coloured) > SHOWN else ""
        sentence = _n(
            "Row %(rows)s is coloured. Colours are not kept: write what you mean in a column.",
            "%(num)d rows are coloured (%(rows)s). Colours are not kept: write what you mean "
            "in a column.",
            len(coloured),
            rows=named,
        )
        told.append(ListProblem(0, "", sentence, sheet))
    return told


def unkept_comments(
    comments: Mapping[int, str], rows: Collection[int], sheet: str
) -> list[ListProblem]:
    """The comments at rows of a list that has no notes."""
    return [
        ListProblem(
            number,
            "",
            _("The comment “%(text)s” is not kept: this list has no notes.", text=said[:80]),
            sheet,
            left_out=True,
        )
        for number, said in sorted(comments.items())
        if number in rows
    ]


def stray_comments(
    comments: Mapping[int, str], rows: Collection[int], first: int, sheet: str
) -> list[ListProblem]:
    """Comments below the heading that stand at no row that was read."""
    return [
        ListProblem(
            number,
            "",
            _(
                "The comment “%(text)s” belongs to no row of the list; it is left out.",
                text=said[:80],
            ),
            sheet,
            left_out=True,
        )
        for number, said in sorted(comments.items())
        if number >= first and number not in rows
    ]
