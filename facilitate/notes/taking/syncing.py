"""What an operation of a device does to a line, whatever was sent before, twice, late or from elsewhere: nothing is lost or doubled.

A line has a key its device gave it, an operation too. An edit carries what the line said when it was begun (`was`): what
somebody else changed meanwhile stays, field by field; where both changed the same field neither wins, and both are shown.
"""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Do(StrEnum):
    """What a device did to a line."""

    ADD = "add"
    EDIT = "edit"
    WITHHOLD = "withhold"
    SHOW = "show"
    REMOVE = "remove"
    BACK = "back"


class Outcome(StrEnum):
    """What became of an operation: it counts (or had counted already), or it met another edit."""

    DONE = "done"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Fields:
    """What somebody types of a line: its kind, the words, who said it (a name, or only sector and county by number)."""

    kind: str = "point"
    text: str = ""
    who: str = ""
    sector: int | None = None
    county: int | None = None


@dataclass(frozen=True)
class Known:
    """A line as the planner has it."""

    key: str
    fields: Fields
    withheld: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Operation:
    """One thing a device did: `fields` of an add or edit, `was` of an edit, `withheld` of an add."""

    key: str
    line: str
    do: Do
    fields: Fields = Fields()
    was: Fields = Fields()
    withheld: bool = False


@dataclass(frozen=True)
class Applied:
    """What became of it, and the line as it is now; None where it never was."""

    outcome: Outcome
    line: Known | None


def apply(known: Known | None, op: Operation, seen: bool) -> Applied:
    """The operation on the line as it stands. `seen`: it was applied before and is sent once more."""
    if seen or (known is not None and op.do is Do.ADD):
        return Applied(Outcome.DONE, known)
    if known is None:
        fresh = Known(op.line, op.fields, op.withheld) if op.do in (Do.ADD, Do.EDIT) else None
        return Applied(Outcome.DONE, fresh)
    if op.do is not Do.EDIT:
        return Applied(Outcome.DONE, _flagged(known, op.do))
    merged = merge(known.fields, op.was, op.fields)
    if merged is None:
        return Applied(Outcome.CONFLICT, known)
    return Applied(Outcome.DONE, replace(known, fields=merged, removed=False))


def _flagged(known: Known, do: Do) -> Known:
    if do in (Do.REMOVE, Do.BACK):
        return replace(known, removed=do is Do.REMOVE)
    return replace(known, withheld=do is Do.WITHHOLD)


def merge(now: Fields, was: Fields, typed: Fields) -> Fields | None:
    """What was typed, put into what the line says now; None where both have changed one field differently."""
    found: dict[str, Any] = {}
    for one in fields(Fields):
        here, before, new = (getattr(each, one.name) for each in (now, was, typed))
        if new == before:
            found[one.name] = here
        elif here in (before, new):
            found[one.name] = new
        else:
            return None
    return Fields(**found)
