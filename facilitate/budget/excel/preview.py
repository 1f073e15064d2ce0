"""A comparison in words: what a person reads before confirming, and the choices they make."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from ...exchange.merge import EXTRA, Comparison, ListRecord, RowEdit, Value
from ...exchange.sentences import MOST_SHOWN, change_counts, problem_place
from ...web.i18n import _, format_day, label_of
from .. import wording
from ..models import Category
from .actions import Found, Taken
from .columns import MONEY, OF, Table
from .sheet import WORDS

__all__ = [
    "MOST_SHOWN",
    "choices_of",
    "field_name",
    "fingerprint",
    "problem_place",
    "sentence",
    "shown",
    "title_of",
]


def shown(value: Value, name: str, currency: str = "") -> str:
    """A value as people read it; amounts with the currency of their line."""
    if value is None or value == "":
        return "–"
    if name in MONEY:
        return wording.money(int(value), currency) if currency else wording.quantity(int(value))  # type: ignore[arg-type]
    if name == "quantity":
        return wording.quantity(int(value))  # type: ignore[arg-type]
    if name == "worth":
        return wording.rate(int(value))  # type: ignore[arg-type]
    if name in WORDS:
        return label_of(WORDS[name](value))
    if name == "covers":
        what, _colon, which = str(value).partition(":")
        return label_of(Category(which)) if what == "category" else which
    return format_day(value, "dated") if isinstance(value, date) else str(value)


def field_name(table: Table, name: str) -> str:
    """What a field is called."""
    return name.removeprefix(EXTRA) if name.startswith(EXTRA) else OF[table].name(name)


def title_of(table: Table, row: ListRecord | RowEdit) -> str:
    """What a row is called: its text, for a rate its currency."""
    record = row.record if isinstance(row, RowEdit) else row
    if table is Table.RATES:
        return record.code
    giver = str(record.get("giver") or "")
    title = (row.title if isinstance(row, RowEdit) else record.title) or record.code
    return f"{giver}: {title}" if giver else title


def sentence(found: Found) -> str:
    """`3 new, 8 changed, 1 clashing; 70 unchanged, 2 missing.`"""
    if not found.does_something:
        return _("Nothing in this file is different from what is saved.")
    return change_counts(found.tables.values())


def fingerprint(found: Found) -> str:
    """Changes when what would be taken over changes: somebody may edit between preview and confirmation."""
    parts: Sequence[tuple[str, Comparison]] = [
        (table.value, one) for table, one in found.tables.items()
    ]
    what = repr([(name, one.new, one.changed, one.clashing, one.missing) for name, one in parts])
    return hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:16]


def choices_of(found: Found, form: Any) -> Taken:
    """What was chosen: clashes are posted as `clash-TABLE-NUMBER-FIELD` (a row taken out here as a whole: `gone`)."""
    clashes = set()
    for table, comparison in found.tables.items():
        for number, edit in enumerate(comparison.clashing):
            for change in edit.clashes:
                name = f"clash-{table.value}-{number}-{'gone' if edit.gone else change.name}"
                if form.get(name) == "file":
                    clashes.add((table, edit.record.code, change.name))
    out = {(table, code) for table in found.tables for code in form.getlist(f"out-{table.value}")}
    return Taken(clashes, out)
