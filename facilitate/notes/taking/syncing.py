"""What an operation of a device does to a line, whatever was sent before, twice, late or from elsewhere: nothing is lost or doubled.

A line has a key its device gave it, an operation too. An edit carries what the line said when it was begun (`was`): what
somebody else changed meanwhile stays, field by field; where both changed the same field neither wins, and both are shown.
"""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class LineAct(StrEnum):
    """What a device did to a line."""

    ADD = "add"
    EDIT = "edit"
    WITHHOLD = "withhold"
    SHOW = "show"
    REMOVE = "remove"
    BACK = "back"


class SyncOutcome(StrEnum):
    """What became of an operation: it counts (or had counted already), or it met another edit."""

    DONE = "done"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class LineFields:
    """What somebody types of a line: its kind, the words, who said it (a name, or only sector and county by number)."""

    kind: str = "point"
    text: str = ""
    who: str = ""
    sector: int | None = None
    county: int | None = None


@dataclass(frozen=True)
class KnownLine:
    """A line as the planner has it."""

    key: str
    fields: LineFields
    withheld: bool = False
    removed: bool = False


@dataclass(frozen=True)
class LineOperation:
    """One thing a device did: `fields` of an add or edit, `was` of an edit, `withheld` of an add."""

    key: str
    line: str
    do: LineAct
    fields: LineFields = LineFields()
    was: LineFields = LineFields()
    withheld: bool = False


@dataclass(frozen=True)
class AppliedOperation:
    """What became of it, and the line as it is now; None where it never was."""

    outcome: SyncOutcome
    line: KnownLine | None


def apply_operation(known: KnownLine | None, op: LineOperation, seen: bool) -> AppliedOperation:
    """The operation on the line as it stands. `seen`: it was applied before and is sent once more."""
    if seen or (known is not None and op.do is LineAct.ADD):
        return AppliedOperation(SyncOutcome.DONE, known)
    if known is None:
        fresh = (
            KnownLine(op.line, op.fields, op.withheld)
            if op.do in (LineAct.ADD, LineAct.EDIT)
            else None
        )
        return AppliedOperation(SyncOutcome.DONE, fresh)
    if op.do is not LineAct.EDIT:
        return AppliedOperation(SyncOutcome.DONE, _flagged(known, op.do))
    merged = merge_line_fields(known.fields, op.was, op.fields)
    if merged is None:
        return AppliedOperation(SyncOutcome.CONFLICT, known)
    return AppliedOperation(SyncOutcome.DONE, replace(known, fields=merged, removed=False))


def _flagged(known: KnownLine, do: LineAct) -> KnownLine:
    if do in (LineAct.REMOVE, LineAct.BACK):
        return replace(known, removed=do is LineAct.REMOVE)
    return replace(known, withheld=do is LineAct.WITHHOLD)


def merge_line_fields(now: LineFields, was: LineFields, typed: LineFields) -> LineFields | None:
    """What was typed, put into what the line says now; None where both have changed one field differently."""
    found: dict[str, Any] = {}
    for one in fields(LineFields):
        here, before, new = (getattr(each, one.name) for each in (now, was, typed))
        if new == before:
            found[one.name] = here
        elif here in (before, new):
            found[one.name] = new
        else:
            return None
    return LineFields(**found)
