"""The rows of a budget as plain values, for the workbook and for comparing; texts in one language."""

from collections.abc import Mapping, Sequence

from ...exchange.merge import EXTRA, ListRecord, Value
from ...lib.uploads import read_text
from ..models import Contribution, CostLine, Rate

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
