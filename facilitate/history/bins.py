"""What was removed from a room and can be restored: the one small thing each gives to the event's bin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, abort, current_app

from .. import clock
from ..events.access import Can, may
from ..events.models import Event

KEPT = timedelta(days=30)
"""So long what was removed stands in the bin."""


@dataclass(frozen=True)
class RemovedRow:
    """A row that was removed: its number, what it is called and when it went."""

    id: int
    name: str
    at: datetime

    @property
    def until(self) -> datetime:
        """When it leaves the bin."""
        return self.at + KEPT


@dataclass(frozen=True)
class RoomBin:
    """A room's part of the bin. `restores`: who sees it and may restore. `restore` gives what the row is called."""

    key: str
    name: Any
    restores: Can
    removed: Callable[[Event], Sequence[RemovedRow]]
    restore: Callable[[Event, int, int], str]

    def contents(self, event: Event) -> list[RemovedRow]:
        """What can still be restored."""
        return [row for row in self.removed(event) if row.until > clock.now()]


def init_app(app: Flask, bins: Sequence[RoomBin]) -> None:
    """The rooms that have a bin, in the order of the event's thread."""
    app.extensions["bins"] = {one.key: one for one in bins}


def visible_bins() -> list[RoomBin]:
    """The bins that the person signed in may look into, in the event of this page."""
    return [one for one in current_app.extensions["bins"].values() if may(one.restores)]


def find_bin(key: str) -> RoomBin:
    """The bin of that room; 404 where there is none, 403 where the person signed in may not restore there."""
    found: RoomBin = current_app.extensions["bins"].get(key) or abort(404)
    return found if may(found.restores) else abort(403)
