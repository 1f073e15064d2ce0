"""Bringing an edited copy back: exported, in the file, saved now, compared field by field."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import eq
from typing import Any

EXTRA = "extra:"
"""What the name of a column that staff added begins with; its value is text, none is empty text."""
Value = str | date | float | bool | tuple[Any, ...] | None
"""What a field can hold; a tuple: what several cells say together. Equal values are the same value."""


@dataclass(frozen=True)
class MergeTerms:
    """On what terms rows are compared: `together` makes one of fields that count as one, `same` says whether a value of the

    file is what stands there.
    """

    together: Callable[[Mapping[str, Value]], Mapping[str, Value]] = dict
    same: Callable[[Value, Value], bool] = eq


PLAIN = MergeTerms()
"""Every field for itself, and as it stands."""


@dataclass(frozen=True)
class ListRecord:
    """One row as values by field name; `number` is its row in the file, `looked_at` what else the sheet shows of it (on the

    way out only). A field the file lacks is not in `values`.
    """

    code: str
    values: Mapping[str, Value]
    version: int = 0
    number: int = 0
    looked_at: Mapping[str, Value] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.get("title") or "")

    def get(self, name: str) -> Value:
        """The field's value; None for one that the file lacks."""
        return self.values.get(name)

    def as_told(self, told: Callable[[str], str], written: Collection[str]) -> "ListRecord":
        """The row as it reads outside: `told` of the `written` fields and of added columns, without how often it was edited here."""
        values = {
            name: told(value)
            if isinstance(value, str) and (name in written or name.startswith(EXTRA))
            else value
            for name, value in self.values.items()
        }
        return replace(self, values=values, version=0)


@dataclass(frozen=True)
class MergedField:
    """One field of one row: exported as `base` (None: unknown), now `online`, in the file `file`."""

    name: str
    base: Value
    online: Value
    file: Value


@dataclass(frozen=True)
class RowEdit:
    """What the file would do to one row: fields it changes, fields that were changed online too.

    `gone`: the row was edited in the file and deleted online; taking the file's side puts it back.
    """

    record: ListRecord
    title: str
    changes: tuple[MergedField, ...] = ()
    clashes: tuple[MergedField, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class ListProblem:
    """Something to say about a cell of the file: where, and one plain sentence. `number` 0: no row, column "": no column.

    `left_out`: it does not come in, though nothing is wrong with the row it stands at. `asks_order`: the day or the month may
    stand first in the dates it speaks of, and nobody has said which.
    """

    number: int
    column: str
    sentence: str
    sheet: str = ""
    left_out: bool = False
    asks_order: bool = False


@dataclass(frozen=True)
class Comparison:
    """What the rows of an edited file mean. `repeated` say the same as another row; they are left out.

    `since`: codes of missing rows that were changed here since the export.
    """

    new: tuple[ListRecord, ...] = ()
    changed: tuple[RowEdit, ...] = ()
    unchanged: tuple[ListRecord, ...] = ()
    missing: tuple[ListRecord, ...] = ()
    clashing: tuple[RowEdit, ...] = ()
    repeated: tuple[ListRecord, ...] = ()
    since: frozenset[str] = frozenset()

    @property
    def does_something(self) -> bool:
        """Whether taking it over would change anything, if nothing is chosen but what is offered first or clashes."""
        return bool(self.new or self.changed or self.clashing)

    @property
    def edits(self) -> tuple[RowEdit, ...]:
        """What changes or clashes."""
        return (*self.changed, *self.clashing)


def compare_lists(
    base: Mapping[str, ListRecord],
    file: Sequence[ListRecord],
    current: Mapping[str, ListRecord],
    *,
    whole: bool = True,
    terms: MergeTerms = PLAIN,
) -> Comparison:
    """Compare three states of a list, each keyed by code.

    A field the file left as it was exported is never touched, so that a change made online stays. A field
    changed in the file only is a change; changed differently on both sides, a clash. Rows without a code, or
    with one nobody knows, are new; rows that were exported and are not in the file are missing, not deleted.
    `base` lacks what was not exported; a difference is then a clash. `whole`: it is all that was exported.
    """
    rows, repeated = _one_each(base, file)
    new: list[ListRecord] = []
    same: list[ListRecord] = []
    edits: list[RowEdit] = []
    for row in rows:
        before, now = base.get(row.code), current.get(row.code)
        if now is None and before is None:
            new.append(row)
            continue
        edit = _edit(row, before, now, terms)
        if edit.changes or edit.clashes:
            edits.append(edit)
        else:
            same.append(row)
    kept = {row.code for row in rows}
    expected = base if whole else current
    missing = [record for code, record in current.items() if code in expected and code not in kept]
    return Comparison(
        new=tuple(new),
        changed=tuple(edit for edit in edits if not edit.clashes),
        unchanged=tuple(same),
        missing=tuple(missing),
        since=frozenset(one.code for one in missing if _since(base.get(one.code), one, terms)),
        clashing=tuple(edit for edit in edits if edit.clashes),
        repeated=tuple(repeated),
    )


def comparison_summary(*tables: Comparison, waiting: int = 0) -> str:
    """The comparisons in one line of five counts; `waiting`: rows about which somebody has to decide, beside those that clash."""
    names = ("new", "changed", "unchanged", "missing", "clashing")
    counts = {name: sum(len(getattr(one, name)) for one in tables) for name in names}
    counts["clashing"] += waiting
    return " ".join(f"{name} {count}" for name, count in counts.items())


def _edit(
    row: ListRecord, before: ListRecord | None, now: ListRecord | None, terms: MergeTerms
) -> RowEdit:
    """What one row of the file does to its record, which is saved (`now`) or was deleted since the export."""
    if before is not None and row.values == before.values:
        return RowEdit(row, row.title, gone=now is None)
    exported = terms.together(before.values) if before else {}
    if now is None:
        touched = tuple(
            MergedField(name, _at(exported, name), None, value)
            for name, value in terms.together(row.values).items()
            if not terms.same(value, _at(exported, name))
        )
        return RowEdit(
            row, row.title or (before.title if before else ""), clashes=touched, gone=True
        )
    changes: list[MergedField] = []
    clashes: list[MergedField] = []
    saved = terms.together(now.values)
    for name, value in terms.together(row.values).items():
        was, online = _at(exported, name), _at(saved, name)
        known = name in exported or (name.startswith(EXTRA) and before is not None)
        if terms.same(value, online) or (known and terms.same(value, was)):
            continue
        known = known or (name.startswith(EXTRA) and not online)
        (changes if known and online == was else clashes).append(
            MergedField(name, was, online, value)
        )
    return RowEdit(row, now.title, tuple(changes), tuple(clashes))


def _at(values: Mapping[str, Value], name: str) -> Value:
    """The value; of a column that was not there, empty text."""
    return values.get(name, "" if name.startswith(EXTRA) else None)


def _since(before: ListRecord | None, now: ListRecord, terms: MergeTerms) -> bool:
    """Whether a row was changed here since it was exported."""
    if before is None or before.values == now.values:
        return False
    exported = terms.together(before.values)
    return any(value != _at(exported, name) for name, value in terms.together(now.values).items())


def _one_each(
    base: Mapping[str, ListRecord], file: Iterable[ListRecord]
) -> tuple[list[ListRecord], list[ListRecord]]:
    """The rows with a code each, and those left out because they repeat another.

    Copying a row in Excel copies its hidden code: the row closest to what was exported keeps it, the others
    are new. New rows get a code made of their text, so that the same file brought back again finds them.
    """
    rows = list(file)
    owners: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.code and (
            row.code not in owners or _likeness(base, row) > _likeness(base, rows[owners[row.code]])
        ):
            owners[row.code] = index
    found: list[ListRecord] = []
    repeated: list[ListRecord] = []
    taken = set(owners)
    for index, row in enumerate(rows):
        if row.code and owners[row.code] == index:
            found.append(row)
        elif row.code and row.values == rows[owners[row.code]].values:
            repeated.append(row)
        else:
            code = _code_of(row, taken)
            taken.add(code)
            found.append(replace(row, code=code, version=0))
    return found, repeated


def _likeness(base: Mapping[str, ListRecord], row: ListRecord) -> int:
    exported = base[row.code].values if row.code in base else {}
    return sum(name in exported and value == exported[name] for name, value in row.values.items())


def _code_of(row: ListRecord, taken: set[str]) -> str:
    """A code made of the row's title, the same each time the file is read."""
    made = code_from_title(row.title)
    code, number = made, 2
    while code in taken:
        code, number = f"{made}-{number}", number + 1
    return code


def code_from_title(title: str) -> str:
    """The code that a row without one gets, of its title alone."""
    return f"X{hashlib.sha256(title.encode('utf-8', 'replace')).hexdigest()[:10]}"
