"""What a device sends, read: what it did to which lines, where it is, and how far it has come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ...lib.text import Words, clean_text
from ...participation.door.door_rules import pressed_at
from ...web.i18n import _
from ...web.refused import Refused
from ..actions import LONGEST
from ..models import NoteKind
from ..spots import NoteSpot, read_row_number, read_spot
from .syncing import LineAct, LineFields, LineOperation

KEY = re.compile(r"[A-Za-z0-9_-]{6,64}")
MOST = 100
"""Operations a device sends at once; what waits longer comes in the next lot."""
OVERLAP = timedelta(seconds=4)
"""What was changed so shortly before is told once more: another note-taker's line may have been kept meanwhile."""
WHO, CALLED = 200, 500
"""Characters of who said it, and of how a device calls the place it is at."""


@dataclass(frozen=True)
class SentOperation:
    """An operation with where and when; `called` is the name of the place, for when it is no longer there."""

    op: LineOperation
    spot: NoteSpot
    at: datetime
    called: Words


@dataclass(frozen=True)
class RefusedOperation:
    """An operation that cannot count, and why. The device keeps what was typed."""

    key: Any
    why: str


def read_operations(found: Any, now: datetime) -> list[SentOperation | RefusedOperation]:
    """The operations of `{"sent": ms, "operations": [{"key", "line", "do", "at", "spot", …}]}` in their order.

    Raises ValueError where that is no such thing; an operation that cannot count becomes a sentence of its own, and keeps
    none of the others from counting.
    """
    operations = found.get("operations", []) if isinstance(found, dict) else None
    if not isinstance(operations, list) or len(operations) > MOST:
        raise ValueError(found)
    if not all(isinstance(one, dict) and one.get("key") is not None for one in operations):
        raise ValueError(operations)
    return [_read(one, found.get("sent"), now) for one in operations]


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def _read(one: Mapping[str, Any], sent: Any, now: datetime) -> SentOperation | RefusedOperation:
    try:
        if not (_is_key(one["key"]) and _is_key(one.get("line"))):
            raise Refused(_older())
        op = LineOperation(
            key=one["key"],
            line=one["line"],
            do=_do(one.get("do")),
            fields=_fields(one.get("fields"), one.get("do")),
            was=_fields(one.get("was")),
            withheld=bool(one.get("withheld")),
        )
    except Refused as refused:
        return RefusedOperation(one["key"], str(refused))
    place = one.get("spot")
    place = place if isinstance(place, dict) else {}
    at = pressed_at(_ms(one.get("at")), _ms(sent), now)
    return SentOperation(op, read_spot(place.get("step"), place), at, _called(one.get("called")))


def _called(found: Any) -> Words:
    """What a place is called, in both languages; a page that was opened long ago sends one name for both."""
    names = found if isinstance(found, dict) else {"en": found, "sq": found}
    return Words(*(_text(names.get(code))[:CALLED] for code in ("en", "sq")))


def _do(value: Any) -> LineAct:
    try:
        return LineAct(value)
    except ValueError:
        raise Refused(_older()) from None


def _older() -> str:
    return _("This page is older than the planner. Reload it: what you wrote stays here.")


def _fields(found: Any, do: Any = None) -> LineFields:
    """What a line is to say. Raises Refused where an add or edit says nothing, too much, or is of no kind."""
    found = found if isinstance(found, dict) else {}
    text = _text(found.get("text"))
    if do in (LineAct.ADD, LineAct.EDIT):
        if not text:
            raise Refused(_("A line cannot be empty."))
        if len(text) > LONGEST:
            raise Refused(
                _(
                    "The line is too long (at most %(max)d characters). Your text is still "
                    "here: split it, or import it as a file.",
                    max=LONGEST,
                )
            )
        if found.get("kind") not in list(NoteKind):
            raise Refused(_("This kind of line does not exist. Choose one of those on the page."))
    who = _text(found.get("who"))[:WHO]
    return LineFields(
        kind=str(found.get("kind", "")),
        text=text,
        who=who,
        sector=read_row_number(found.get("sector")),
        county=read_row_number(found.get("county")),
    )


def _text(value: Any) -> str:
    return clean_text(value) if isinstance(value, str) else ""


def _ms(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def read_since(value: Any) -> datetime | None:
    """How far a device has come, in milliseconds since 1970; None where it knows nothing yet."""
    try:
        milliseconds = int(value)
        return (
            datetime.fromtimestamp(milliseconds / 1000, UTC) - OVERLAP if milliseconds > 0 else None
        )
    except (TypeError, ValueError, OverflowError, OSError):
        return None
