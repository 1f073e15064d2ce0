"""Bringing an edited copy back: exported, in the file, saved now, compared field by field."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

Value = str | date | bool | float | None
"""What a field can hold. Equal values are the same value."""


@dataclass(frozen=True)
class Record:
    """One task as values by field name; `number` is its row in the file.

    A field the file lacks is not in `values`. In a file, True stands for "yes, whatever the value is": done,
    without saying on which day.
    """

    code: str
    values: Mapping[str, Value]
    version: int = 0
    number: int = 0

    @property
    def title(self) -> str:
        return str(self.get("title") or "")

    def get(self, name: str) -> Value:
        """The field's value; None for one that the file lacks."""
        return self.values.get(name)


@dataclass(frozen=True)
class Change:
    """One field of one task: exported as `base` (None: unknown), now `online`, in the file `file`."""

    name: str
    base: Value
    online: Value
    file: Value


@dataclass(frozen=True)
class Edit:
    """What the file would do to one task: fields it changes, fields that were changed online too.

    `gone`: the task was edited in the file and deleted online; taking the file's side puts it back.
    """

    record: Record
    title: str
    changes: tuple[Change, ...] = ()
    clashes: tuple[Change, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class Problem:
    """Something in the file that cannot be taken: where, and one plain sentence."""

    number: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Comparison:
    """What an edited file means. `repeated` are rows that say the same as another row; they are left out."""

    new: tuple[Record, ...] = ()
    changed: tuple[Edit, ...] = ()
    unchanged: tuple[Record, ...] = ()
    missing: tuple[Record, ...] = ()
    clashing: tuple[Edit, ...] = ()
    repeated: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    language: str = ""

    @property
    def does_something(self) -> bool:
        return bool(self.new or self.changed or self.clashing)


def compare(
    base: Mapping[str, Record], file: Sequence[Record], current: Mapping[str, Record], *, whole: bool = True
) -> Comparison:
    """Compare three states of a list of tasks, each keyed by code.

    A field the file left as it was exported is never touched, so that a change made online stays. A field
    changed in the file only is a change; changed differently on both sides, a clash. Rows without a code, or
    with one nobody knows, are new; tasks that were exported and are not in the file are missing, not deleted.
    `base` lacks what was not exported; a difference is then a clash. `whole`: it is all that was exported.
    """
    rows, repeated = _one_each(base, file)
    new: list[Record] = []
    same: list[Record] = []
    edits: list[Edit] = []
    for row in rows:
        before, now = base.get(row.code), current.get(row.code)
        if now is None and before is None:
            new.append(row)
            continue
        edit = _edit(row, before, now)
        if edit.changes or edit.clashes:
            edits.append(edit)
        else:
            same.append(row)
    kept = {row.code for row in rows}
    expected = base if whole else current
    return Comparison(
        new=tuple(new),
        changed=tuple(edit for edit in edits if not edit.clashes),
        unchanged=tuple(same),
        missing=tuple(task for code, task in current.items() if code in expected and code not in kept),
        clashing=tuple(edit for edit in edits if edit.clashes),
        repeated=tuple(repeated),
    )


def summary(comparison: Comparison) -> str:
    """The comparison in one line of five counts."""
    names = ("new", "changed", "unchanged", "missing", "clashing")
    return " ".join(f"{name} {len(getattr(comparison, name))}" for name in names)


def _edit(row: Record, before: Record | None, now: Record | None) -> Edit:
    """What one row of the file does to its task, which is saved (`now`) or was deleted since the export."""
    exported = before.values if before else {}
    if now is None:
        touched = tuple(
            Change(name, exported.get(name), None, value)
            for name, value in row.values.items()
            if not _same(value, exported.get(name))
        )
        return Edit(row, row.title or (before.title if before else ""), clashes=touched, gone=True)
    changes: list[Change] = []
    clashes: list[Change] = []
    for name, value in row.values.items():
        online = now.values.get(name)
        if _same(value, online) or (name in exported and _same(value, exported[name])):
            continue
        change = Change(name, exported.get(name), online, value)
        (changes if name in exported and online == exported[name] else clashes).append(change)
    return Edit(row, now.title, tuple(changes), tuple(clashes))


def _same(file: Value, other: Value) -> bool:
    return file == other or (file is True and bool(other))


def _one_each(base: Mapping[str, Record], file: Iterable[Record]) -> tuple[list[Record], list[Record]]:
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
    found: list[Record] = []
    repeated: list[Record] = []
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


def _likeness(base: Mapping[str, Record], row: Record) -> int:
    exported = base[row.code].values if row.code in base else {}
    return sum(name in exported and _same(value, exported[name]) for name, value in row.values.items())


def _code_of(row: Record, taken: set[str]) -> str:
    """A code made of the row's title, the same each time the file is read."""
    digest = hashlib.sha256(row.title.encode("utf-8", "replace")).hexdigest()[:10]
    code, number = f"X{digest}", 2
    while code in taken:
        code, number = f"X{digest}-{number}", number + 1
    return code
