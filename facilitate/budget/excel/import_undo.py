"""What a workbook changed in a budget, undone as a whole as long as nobody has changed the same rows since."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...data.row_cells import decode_value
from ...directory.models import Organisation
from ...events.models import Event
from ...web.i18n import _, _n
from ...web.refused import Refused
from ..actions import lock_budget, remove_row
from ..models import BudgetImport, Contribution, CostLine, Rate
from ..queries import contributions_of, cost_lines, rates_of, row_title
from . import kept_rows
from .columns import BudgetTable
from .kept_rows import CALLED, KINDS, is_same_state, row_as_json

Key = tuple[BudgetTable, str]
Row = CostLine | Contribution | Rate
MOST_NAMED = 5
"""Rows that are named in a sentence; the others are counted."""


def budget_rows(event: Event) -> dict[Key, Row]:
    """Every row of the budget by its table and code, those that were taken out too."""
    lines = [*cost_lines(event), *cost_lines(event, removed=True)]
    gifts = [*contributions_of(event), *contributions_of(event, removed=True)]
    return {
        **{(BudgetTable.COSTS, line.code): line for line in lines},
        **{(BudgetTable.GIFTS, gift.code): gift for gift in gifts},
        **{(BudgetTable.RATES, rate.currency): rate for rate in rates_of(event)},
    }


def budget_state(event: Event) -> dict[Key, dict[str, Any]]:
    """The same as plain values."""
    return {key: row_as_json(row) for key, row in budget_rows(event).items()}


def remember_budget_import(
    event: Event, before: Mapping[Key, dict[str, Any]], by: int | None, source: str
) -> BudgetImport | None:
    """Keep what has changed since that state, in place of what was kept of an earlier workbook; None where nothing has."""
    after = budget_state(event)
    keys = [
        key
        for key in dict.fromkeys([*before, *after])
        if not is_same_state(before.get(key), after.get(key))
    ]
    if not keys:
        return None
    db.session.execute(sa.delete(BudgetImport).where(BudgetImport.event_id == event.id))
    made = BudgetImport(
        event_id=event.id,
        user_id=by,
        at=clock.now(),
        source=source[:200],
        rows=[
            [table.value, code, before.get((table, code)), after.get((table, code))]
            for table, code in keys
        ],
    )
    db.session.add(made)
    db.session.flush()
    return made


def last_budget_import(event: Event) -> BudgetImport | None:
    """What the last workbook changed, if it can still be undone: it is not yet, and its rows are as it left them."""
    query = sa.select(BudgetImport).where(BudgetImport.event_id == event.id)
    made = db.session.scalar(query.options(joinedload(BudgetImport.user)))
    return None if made is None or _changed_since(made, budget_rows(event)) else made


def undo_last_import(event: Event, import_id: int) -> BudgetImport:
    """Put every row back as it was before that workbook; what was new is taken out.

    Raises Refused where there is nothing to undo any more, and where somebody has changed one of the rows since.
    """
    lock_budget(event)
    query = sa.select(BudgetImport).where(
        BudgetImport.event_id == event.id, BudgetImport.id == import_id
    )
    made = db.session.scalar(query)
    if made is None:
        raise Refused(_("This has already been undone, or another file has been applied since."))
    rows = budget_rows(event)
    if changed := _changed_since(made, rows):
        raise Refused(
            _(
                "Somebody has changed %(rows)s since then; nothing was undone.",
                rows=_named(changed, rows),
            )
        )
    there = set(
        db.session.scalars(sa.select(Organisation.id).where(Organisation.id.in_(_givers(made))))
    )
    for table, code, before, after in made.rows:
        _put_back(
            event,
            BudgetTable(table),
            row=rows.get((BudgetTable(table), code)),
            before=before,
            after=after,
            there=there,
        )
    db.session.delete(made)
    db.session.flush()
    return made


def _changed_since(made: BudgetImport, rows: Mapping[Key, Row]) -> list[Key]:
    """The rows that are not as the workbook left them."""
    keys = [((BudgetTable(table), code), after) for table, code, _before, after in made.rows]
    return [
        key
        for key, after in keys
        if not is_same_state(row_as_json(rows[key]) if key in rows else None, after)
    ]


def _named(keys: list[Key], rows: Mapping[Key, Row]) -> str:
    """`“Hall”, “Lunch” and 3 more`."""
    shown = ", ".join(f"“{_name(key, rows.get(key))}”" for key in keys[:MOST_NAMED])
    rest = len(keys) - MOST_NAMED
    return f"{shown} " + _n("and %(num)d more", "and %(num)d more", rest) if rest > 0 else shown


def _name(key: Key, row: Row | None) -> str:
    return key[1] if row is None or isinstance(row, Rate) else row_title(row) or row.code


def _givers(made: BudgetImport) -> set[int]:
    found: Iterable[Any] = (
        before.get("organisation_id") for _table, _code, before, _after in made.rows if before
    )
    return {one for one in found if one}


def _put_back(
    event: Event,
    table: BudgetTable,
    row: Any,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    there: set[int],
) -> None:
    """One row as it was. A giver that is gone from the directory stays by its name."""
    if before is None:
        db.session.delete(row) if table is BudgetTable.RATES else remove_row(row)
        return
    kind = KINDS[table]
    values = kept_rows.changed_fields(before, after or {})
    if values.get("organisation_id") not in (None, *there):
        values |= {"organisation_id": None, "giver": before.get(CALLED, "")}
    if row is None:
        row = kind(event_id=event.id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, decode_value(kind.__table__.c[name], value))
