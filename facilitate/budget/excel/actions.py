"""The budget to Excel, and an edited workbook back: compared three ways, then taken over as one change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...data.row_cells import Scope, recording_rows, with_instead
from ...directory.models import Organisation
from ...events.access import Can
from ...events.models import Event
from ...exchange.likeness import recognise_rows
from ...exchange.merge import EXTRA, Comparison, ListRecord, Value, compare_lists
from ...exchange.preview import PreviewChoice
from ...history.imports import RoomImports
from ...history.models import Change
from ...history.rooms import Place, ToldChange, find_standing_change
from ...lib.books import UploadedBook, read_book
from ...lib.cells import ChangeCell, cells_from_rows
from ...lib.reading_child import FileProblem
from ...lib.sheets import pause_garbage
from ...lib.text import Words
from ...lib.uploads import Unreadable, read_text
from ...web.i18n import _, _l, label_of, use_language
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..actions import lock_budget
from ..models import BudgetChange, Contribution, CostLine, Rate
from ..queries import book_of, contributions_of, cost_lines, currency_of, rates_of
from .cells import BudgetSheetReading
from .columns import BudgetTable
from .returned_book import ExpectedBudget, ReturnedBudget, read_budget_book
from .sheet import BudgetHead, render_budget_workbook
from .writing import Writer

WRITTEN = frozenset({"title", "unit", "receipt", "note", "giver", "basis_note", "source"})
"""Fields that somebody wrote; the others are numbers, days and fixed values."""


def cost_record(row: CostLine, language: str, added: Sequence[str] = ()) -> ListRecord:
    """A cost line; amounts in cents, the quantity in hundredths."""
    values: dict[str, Value] = {
        "category": row.category.value,
        "title": read_text(row.title.to(language)),
        "quantity": row.quantity,
        "unit": read_text(row.unit.to(language)) if row.unit else "",
        "unit_cents": row.unit_cents,
        "currency": row.currency,
        "committed_cents": row.committed_cents,
        "paid_cents": row.paid_cents,
        "paid_on": row.paid_on,
        "receipt": read_text(row.receipt),
        "note": read_text(row.note),
    }
    return ListRecord(row.code, values | _added(row.extra, added), row.version)


def gift_record(
    row: Contribution, language: str, codes: Mapping[int, str], added: Sequence[str] = ()
) -> ListRecord:
    """A contribution; `codes`: of the cost lines, by id."""
    code = codes.get(row.line_id or 0)
    values: dict[str, Value] = {
        "giver": read_text(row.organisation.name if row.organisation else row.giver),
        "kind": row.kind.value,
        "title": read_text(row.title.to(language)),
        "quantity": row.quantity,
        "unit_cents": row.unit_cents,
        "currency": row.currency,
        "basis": row.basis.value if row.basis else "",
        "basis_note": read_text(row.basis_note),
        "pledge": row.pledge.value,
        "pledged_on": row.pledged_on,
        "confirmed_on": row.confirmed_on,
        "received_on": row.received_on,
        "covers": f"line:{code}"
        if code
        else f"category:{row.category.value}"
        if row.category
        else "",
        "note": read_text(row.note),
    }
    return ListRecord(row.code, values | _added(row.extra, added), row.version)


def rate_record(row: Rate) -> ListRecord:
    """An exchange rate, in parts (`lib.money.RATE`); its currency is its code."""
    values: dict[str, Value] = {
        "currency": row.currency,
        "worth": row.worth,
        "on": row.on,
        "source": read_text(row.source),
    }
    return ListRecord(row.currency, values, row.version)


def added_columns(rows: Sequence[CostLine] | Sequence[Contribution]) -> list[str]:
    """The columns that were added to the file, in the order in which rows name them."""
    return list(dict.fromkeys(name for row in rows for name in (row.extra or {})))


def _added(extra: Mapping[str, str] | None, added: Sequence[str]) -> dict[str, Value]:
    kept = extra or {}
    return {
        EXTRA + name: read_text(kept.get(name, ""))
        for name in [*added, *(n for n in kept if n not in added)]
    }


__all__ = [
    "BudgetChanges",
    "write_budget_changes",
    "budget_workbook",
    "compare_budget_file",
    "apply_budget_import",
    "IMPORTS",
]


class BudgetImports(RoomImports):
    """What workbooks changed; exchange rates among it only come back while the sums are in the currency of then, the change's `about`."""

    def remember(
        self,
        event: Place,
        cells: Iterable[ChangeCell],
        by: int | None,
        source: str,
        removed: Sequence[Change] = (),
        count: int | None = None,
    ) -> Change:
        change = super().remember(event, cells, by, source, removed, count)
        assert event is not None
        change.about = Words(currency_of(event))
        return change

    def _take_back(self, event: Place, change_id: int, by: int, again: bool) -> ToldChange:
        assert event is not None
        change = find_standing_change(self.kind, event, change_id, again)
        was = change.about.en
        rates = any(cell.table == Rate.__tablename__ for cell in cells_from_rows(change.cells))
        if rates and was not in ("", currency_of(event)):  # nothing, where it was imported long ago
            raise Refused(
                _(
                    "The sums are in another currency now, and the rates in that file were not: it cannot be undone or redone."
                )
            )
        return super()._take_back(event, change_id, by, again)


IMPORTS = BudgetImports(
    kind=BudgetChange,
    key="budget",
    name=_l("Budget"),
    page="budget.show_budget",
    sees=Can.SEE_BUDGET,
    undoes=Can.EDIT_BUDGET,
)
"""What workbooks changed in budgets."""


@pause_garbage()
def budget_workbook(
    event: Event, today: date | None = None, told: Callable[[str], str] | None = None
) -> bytes:
    """The workbook in the event's language. `told`: how its texts read outside."""
    day = today or clock.today_in(event)
    with use_language(event.language):
        head = BudgetHead(
            event.slug, event.title.to(event.language), day, book_of(event, day).budget
        )
        records = budget_records(event, event.language, outside=bool(told))
        if told:
            records = {
                table: [one.as_told(told, WRITTEN) for one in rows]
                for table, rows in records.items()
            }
        return render_budget_workbook(head, records)


def budget_records(
    event: Event, language: str, *, outside: bool = False
) -> dict[BudgetTable, list[ListRecord]]:
    """Everything the workbook holds, as plain values; `outside` nothing tells of a line that was taken out."""
    lines, gifts = cost_lines(event), contributions_of(event)
    known = lines if outside else _all_lines(event, lines)
    codes = {line.id: line.code for line in known}
    costs, given = added_columns(lines), added_columns(gifts)
    return {
        BudgetTable.COSTS: [cost_record(line, language, costs) for line in lines],
        BudgetTable.GIFTS: [gift_record(gift, language, codes, given) for gift in gifts],
        BudgetTable.RATES: [rate_record(rate) for rate in rates_of(event)],
    }


def _all_lines(event: Event, lines: Sequence[CostLine]) -> list[CostLine]:
    """The lines, and those taken out: a contribution may still be for one of them."""
    return [*lines, *cost_lines(event, removed=True)]


@dataclass(frozen=True)
class BudgetChanges:
    """What an edited file means, table by table, and in which language it speaks."""

    tables: Mapping[BudgetTable, Comparison]
    returned: ReturnedBudget
    language: str

    @property
    def does_something(self) -> bool:
        """Whether taking it over would change anything, if nothing is chosen but what is offered first or clashes."""
        return any(one.does_something for one in self.tables.values())


def compare_budget_file(
    event: Event, file: bytes, month_first: bool | None = None
) -> BudgetChanges:
    """What an edited file would change. Raises Refused with a plain sentence when it cannot be read.

    `month_first`: what somebody said of its dates.
    """
    try:
        return compare_budget_book(event, read_upload(read_book, file), month_first)
    except FileProblem as problem:
        raise Refused(_unreadable(problem.why)) from problem


@pause_garbage()
def compare_budget_book(
    event: Event, book: UploadedBook, month_first: bool | None = None
) -> BudgetChanges:
    """What a workbook would change, against the budget as it is now. Raises Refused, SheetProblem without a table."""
    records = budget_records(event, event.language)
    added = {
        BudgetTable.COSTS: added_columns(cost_lines(event)),
        BudgetTable.GIFTS: added_columns(contributions_of(event)),
    }
    expected = ExpectedBudget(
        own=currency_of(event),
        near=event.first_day,
        lines=records[BudgetTable.COSTS],
        added=added,
        month_first=month_first,
    )
    returned = read_budget_book(book, expected)
    if returned.slug and returned.slug != event.slug:
        raise Refused(_("This file belongs to another event: %(slug)s.", slug=returned.slug))
    language = returned.language or event.language
    if language != event.language:
        records = budget_records(event, language)
    for table, read in returned.tables.items():
        _recognise(read, records[table])
    tables = {
        table: compare_lists(
            read.base, read.rows, {one.code: one for one in records[table]}, whole=bool(read.base)
        )
        for table, read in returned.tables.items()
        if read.there
    }
    return BudgetChanges(tables, returned, language)


def _recognise(read: BudgetSheetReading, here: Iterable[ListRecord]) -> None:
    """Find rows that lost their codes by their titles, so that no list is doubled."""
    known: dict[str, set[str]] = {}
    for one in (*read.base.values(), *here):
        known.setdefault(one.code, set()).add(one.title)
    wanted = {row.number: row.title for row in read.rows if not row.code}
    found = recognise_rows(wanted, {row.code for row in read.rows if row.code}, known)
    read.told += found.told(read.place.sheet)
    read.rows = [
        replace(row, code=row.code or found.codes.get(row.number, "")) for row in read.rows
    ]


def _unreadable(why: StrEnum) -> str:
    if why is Unreadable.NO_TABLE:
        return _("This file has no budget sheet: no costs, contributions or exchange rates.")
    return label_of(why)


def apply_budget_import(
    event: Event, found: BudgetChanges, chosen: PreviewChoice, *, by: int | None, source: str
) -> Change | None:
    """Take over what the file says, as one change of `by` that can be undone; None where nothing was changed."""
    lock_budget(event)
    scopes: list[Scope] = [
        (model, model.event_id == event.id) for model in (CostLine, Contribution, Rate)
    ]
    with recording_rows(*scopes) as cells:
        write_budget_changes(event, found, chosen)
    return IMPORTS.remember(event, _with_givers(cells), by, source) if cells else None


def _with_givers(cells: Sequence[ChangeCell]) -> list[ChangeCell]:
    """The cells; of a contribution also what its giver of before is called, should they leave the directory."""
    givers = [(cell.before or {}).get("organisation_id") for cell in cells]
    query = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(givers))
    names = {row.id: row.name for row in db.session.execute(query)}
    return [
        with_instead(cell, "organisation_id", {"giver": names[giver]}) if giver in names else cell
        for cell, giver in zip(cells, givers, strict=True)
    ]


def write_budget_changes(event: Event, found: BudgetChanges, chosen: PreviewChoice) -> int:
    """Take over what the file says; gives the number of rows touched. Without a word the saved value of a clash stays."""
    writer = Writer(event, found.language)
    for table, comparison in found.tables.items():
        decided = chosen.decide(table, comparison)
        for code, changes in decided.changed.items():
            writer.change(table, code, changes)
        for record in decided.new:
            writer.make(table, record)
        for code in decided.out:
            writer.take_out(table, code)
    db.session.flush()
    return len(writer.touched)
