"""Whose sheet, answers and lessons they are: an event's or a forum's. The same tables hold both."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, current_app, render_template, url_for

from .. import clock
from ..events.models import Event
from ..forums.models import Forum
from ..lib.text import Words

SheetOwner = Event | Forum
Door = Callable[[Callable[..., Any]], Callable[..., Any]]


def owner_keys(of: SheetOwner) -> dict[str, int]:
    """The column that says whose a row is, with its value: to make one."""
    return {"event_id": of.id} if isinstance(of, Event) else {"forum_id": of.id}


def is_owned_by(model: Any, of: SheetOwner) -> sa.ColumnElement[bool]:
    """The condition that a row is theirs."""
    [(column, number)] = owner_keys(of).items()
    found: sa.ColumnElement[bool] = getattr(model, column) == number
    return found


def owner_name(of: SheetOwner) -> Words:
    """The title of the event or the name of the forum."""
    return of.title if isinstance(of, Event) else of.name


def owner_language(of: SheetOwner) -> str:
    """The language of what leaves the house: the event's, or the planner's usual one for a forum."""
    if isinstance(of, Event):
        return of.language
    usual: str = current_app.extensions["settings"].language
    return usual


def today_for_owner(of: SheetOwner) -> date:
    """Today where the event is held, or for a forum where the planner is at home."""
    return clock.today_in(of) if isinstance(of, Event) else clock.today()


def owner_zone(of: SheetOwner) -> str:
    """Whose clock counts: the event's, or for a forum the planner's."""
    home: str = current_app.extensions["settings"].zone
    return of.zone if isinstance(of, Event) else home


def owner_page(of: SheetOwner, page: str, **more: Any) -> str:
    """The address of a page there is of both; `page`: `show_lessons` of an event is `show_forum_lessons` of a forum."""
    own = page if isinstance(of, Event) else page.replace("_", "_forum_", 1)
    return url_for(f"practice.{own}", slug=of.slug, **more)


def owner_template(of: SheetOwner, name: str) -> str:
    """The template of such a page: `lessons/edit` of an event, `lessons/forum_edit` of a forum."""
    folder, _slash, file = name.rpartition("/")
    return (
        f"practice/{folder}/{file}.html"
        if isinstance(of, Event)
        else f"practice/{folder}/forum_{file}.html"
    )


def render_owner_page(of: SheetOwner, name: str, **values: Any) -> str:
    """Such a page; in it `to` gives the addresses of the others."""
    whose = {"event": of} if isinstance(of, Event) else {"forum": of}
    return render_template(owner_template(of, name), **whose, to=partial(owner_page, of), **values)


def serve_for_both(
    bp: Blueprint, path: str, act: Callable[..., Any], *methods: str, event: Door, forum: Door
) -> None:
    """A page there is of both, behind the door of each; `act`: what it does with the event or the forum."""

    def serve(of: str, door: Door) -> None:
        def view(**ways: Any) -> Any:
            return act(ways.pop(of), **ways)

        name = act.__name__ if of == "event" else act.__name__.replace("_", "_forum_", 1)
        view.__name__, view.__doc__, view.__module__ = name, act.__doc__, act.__module__
        bp.add_url_rule(f"/{of}s/<slug>{path}", name, door(view), methods=methods)

    serve("event", event)
    serve("forum", forum)
