"""Bringing an edited copy back: exported, in the file, saved now, compared field by field."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

EXTRA = "extra:"
"""What the name of a column that staff added begins with; its value is text, none is empty text."""


class State(NamedTuple):
    """How far a task is, as one value: the status, the day it was done, what blocks it.

    In a file `done_on` may be True: done, without saying on which day.
    """

    status: str
    done_on: date | bool | None = None
    blocked_by: str = ""


Value = str | date | float | State | bool | None
"""What a field can hold. Equal values are the same value."""
STATE = ("status", "done_on", "blocked_by")
"""The fields that are compared as one, a State under the name of the first."""


@dataclass(frozen=True)
class Record:
    """One task as values by field name; `number` is its row in the file, `first` the day planned first (on the

    way out only). A field the file lacks is not in `values`.
    """

    code: str
    values: Mapping[str, Value]
    version: int = 0
    number: int = 0
    first: date | None = None

    @property
    def title(self) -> str:
        return str(self.get("title") or "")

    def get(self, name: str) -> Value:
        """The field's value; None for one that the file lacks."""
        return self.values.get(name)

    def together(self) -> dict[str, Value]:
        """The values with the three fields of a State made one, where they are known."""
        values = dict(self.values)
        if "status" in values:
            day, why = values.pop("done_on", None), values.pop("blocked_by", "")
            values["status"] = State(str(values["status"]), day, str(why or ""))  # type: ignore[arg-type]
        return values


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
    """Something to say about a cell of the file: where, and one plain sentence. `number` 0: no row, column "": no column."""

    number: int
    column: str
    sentence: str
    sheet: str = ""


@dataclass(frozen=True)
class Unknown:
    """A person nobody in the team is called like: what was typed, who is called nearly so, the rows where it stands, and

    their tasks as they are here (new ones as the file has them).
    """

    typed: str
    nearest: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    tasks: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns staff added: their order once the file is taken over, those that are new, those the file has no more."""

    order: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True)
class Comparison:
    """What an edited file means. `repeated` are rows that say the same as another row; they are left out.

    `since`: codes of missing tasks that were changed here since the export. `problems`: what cannot be taken; `told`: how
    something was understood. `jobs`: names of jobs that come into being.
    """

    new: tuple[Record, ...] = ()
    changed: tuple[Edit, ...] = ()
    unchanged: tuple[Record, ...] = ()
    missing: tuple[Record, ...] = ()
    clashing: tuple[Edit, ...] = ()
    repeated: tuple[Record, ...] = ()
    since: frozenset[str] = frozenset()
    unknown: tuple[Unknown, ...] = ()
    jobs: tuple[str, ...] = ()
    columns: Columns = Columns()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    told: tuple[Problem, ...] = field(default=(), compare=False)
    language: str = ""

    @property
    def does_something(self) -> bool:
        """Whether taking it over would change anything, if nothing is chosen but what is offered first or clashes."""
        return bool(self.new or self.changed or self.clashing or self.columns.new or self.columns.moved)


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
    missing = [task for code, task in current.items() if code in expected and code not in kept]
    return Comparison(
        new=tuple(new),
        changed=tuple(edit for edit in edits if not edit.clashes),
        unchanged=tuple(same),
        missing=tuple(missing),
        since=frozenset(task.code for task in missing if _since(base.get(task.code), task)),
        clashing=tuple(edit for edit in edits if edit.clashes),
        repeated=tuple(repeated),
    )


def summary(comparison: Comparison) -> str:
    """The comparison in one line of five counts."""
    names = ("new", "changed", "unchanged", "missing", "clashing")
    return " ".join(f"{name} {len(getattr(comparison, name))}" for name in names)


def _edit(row: Record, before: Record | None, now: Record | None) -> Edit:
    """What one row of the file does to its task, which is saved (`now`) or was deleted since the export."""
    if before is not None and row.values == before.values:
        return Edit(row, row.title, gone=now is None)
    exported = before.together() if before else {}
    if now is None:
        touched = tuple(
            Change(name, _at(exported, name), None, value)
            for name, value in row.together().items()
            if not _same(value, _at(exported, name))
        )
        return Edit(row, row.title or (before.title if before else ""), clashes=touched, gone=True)
    changes: list[Change] = []
    clashes: list[Change] = []
    saved = now.together()
    for name, value in row.together().items():
        was, online = _at(exported, name), _at(saved, name)
        known = name in exported or (name.startswith(EXTRA) and before is not None)
        if _same(value, online) or (known and _same(value, was)):
            continue
        known = known or (name.startswith(EXTRA) and not online)
        (changes if known and online == was else clashes).append(Change(name, was, online, value))
    return Edit(row, now.title, tuple(changes), tuple(clashes))


def _at(values: Mapping[str, Value], name: str) -> Value:
    """The value; of a column that was not there, empty text."""
    return values.get(name, "" if name.startswith(EXTRA) else None)


def _same(file: Value, other: Value) -> bool:
    """Whether the file says what is there: done on no day in particular is done on any."""
    if file == other:
        return True
    if not isinstance(file, State) or not isinstance(other, State) or file.done_on is not True:
        return False
    return file == other._replace(done_on=True) and other.done_on is not None


def _since(before: Record | None, now: Record) -> bool:
    """Whether a task was changed here since it was exported."""
    if before is None or before.values == now.values:
        return False
    exported = before.together()
    return any(value != _at(exported, name) for name, value in now.together().items())


def columns(exported: Sequence[str], file: Sequence[str], online: Sequence[str]) -> Columns:
    """The columns staff added, compared three ways: an order nobody changed in the file stays as it is saved.

    Names the file has no more stay, after the others. Nothing is taken out.
    """
    new = tuple(name for name in file if name not in online)
    lost = tuple(name for name in exported if name not in file)
    order = [*online, *new]
    kept = [name for name in file if name in exported]
    if kept != [name for name in exported if name in file]:
        order = [*file, *(name for name in online if name not in file)]
    return Columns(
        tuple(order), new, lost, bool(online) and [n for n in order if n in online] != list(online)
    )


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
    return sum(name in exported and value == exported[name] for name, value in row.values.items())


def _code_of(row: Record, taken: set[str]) -> str:
    """A code made of the row's title, the same each time the file is read."""
    digest = hashlib.sha256(row.title.encode("utf-8", "replace")).hexdigest()[:10]
    code, number = f"X{digest}", 2
    while code in taken:
        code, number = f"X{digest}-{number}", number + 1
    return code
