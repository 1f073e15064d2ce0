"""What was removed from a room and can be restored: the one small thing each gives to the event's bin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, abort, current_app

from .. import clock
from .rooms import Access, Place, is_allowed

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
    restores: Access
    removed: Callable[[Any], Sequence[RemovedRow]]
    restore: Callable[[Any, int, int], str]

    def contents(self, event: Place) -> list[RemovedRow]:
        """What can still be restored."""
        return [row for row in self.removed(event) if row.until > clock.now()]


def init_app(app: Flask, bins: Sequence[RoomBin], of_planner: Sequence[RoomBin]) -> None:
    """The rooms that have a bin: of an event, in the order of its thread, and of the planner."""
    app.extensions["bins"] = {one.key: one for one in bins}
    app.extensions["planner_bins"] = {one.key: one for one in of_planner}


def _bins(event: Place) -> dict[str, RoomBin]:
    found: dict[str, RoomBin] = current_app.extensions["planner_bins" if event is None else "bins"]
    return found


def visible_bins(event: Place) -> list[RoomBin]:
    """The bins that the person signed in may look into, in the event of this page or in the planner."""
    return [one for one in _bins(event).values() if is_allowed(one.restores)]


def find_bin(event: Place, key: str) -> RoomBin:
    """The bin of that room; 404 where there is none, 403 where the person signed in may not restore there."""
    found = _bins(event).get(key) or abort(404)
    return found if is_allowed(found.restores) else abort(403)
