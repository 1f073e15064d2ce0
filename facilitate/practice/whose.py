"""Whose sheet, answers and lessons they are: an event's or a forum's. The same tables hold both."""

from typing import Any

import sqlalchemy as sa
from flask import current_app

from ..events.models import Event
from ..forums.models import Forum
from ..lib.text import Words

Subject = Event | Forum


def keys(of: Subject) -> dict[str, int]:
    """The column that says whose a row is, with its value: to make one."""
    return {"event_id": of.id} if isinstance(of, Event) else {"forum_id": of.id}


def belongs(model: Any, of: Subject) -> sa.ColumnElement[bool]:
    """The condition that a row is theirs."""
    [(column, number)] = keys(of).items()
    found: sa.ColumnElement[bool] = getattr(model, column) == number
    return found


def called(of: Subject) -> Words:
    """The title of the event or the name of the forum."""
    return of.title if isinstance(of, Event) else of.name


def speaks(of: Subject) -> str:
    """The language of what leaves the house: the event's, or the planner's usual one for a forum."""
    if isinstance(of, Event):
        return of.language
    usual: str = current_app.extensions["settings"].language
    return usual
