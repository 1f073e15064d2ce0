"""What the database keeps for all servers of a planner: the keys that sign cookies, badges and links, where they are given none,
and the name under which calendars know its entries.
"""

import secrets
from dataclasses import replace
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask, current_app

from ..data.db import db
from ..data.noted import choose_first, chosen_value, note_value, noted_value
from ..run.settings import Settings
from .signing import use_keys

NAME, CALENDAR_HOST = "secret-keys", "calendar-host"
HERE = ("localhost", "127.0.0.1", "::1")


def share_keys(app: Flask) -> None:
    """Take the keys of the database, newest first, and add those of this folder; needs its tables.

    A file of SQLite belongs to one folder, which has the key beside it. Whoever comes first gives the key that signs; what the
    keys of other folders signed before is still read.
    """
    settings: Settings = app.extensions["settings"]
    if settings.on_sqlite or settings.own_key:
        return
    with app.app_context():
        if db.session.get_bind().dialect.name == "postgresql":
            db.session.execute(sa.text("LOCK TABLE noted IN SHARE ROW EXCLUSIVE MODE"))
        shared = noted_value(NAME).split()
        keys = list(dict.fromkeys([*shared, *settings.secret_keys()]))
        if keys != shared:
            note_value(NAME, "\n".join(keys))
        db.session.commit()
    _use(app, keys)


def read_shared_keys(app: Flask) -> bool:
    """The keys of the database, where it can be asked and holds some: for a command, which makes none.

    False where servers will share some that are not known yet: what is signed until then opens at none of them.
    """
    settings: Settings = app.extensions["settings"]
    if settings.on_sqlite or settings.own_key:
        return True
    with app.app_context():
        try:
            shared = noted_value(NAME).split()
        except (sa.exc.DBAPIError, ImportError):  # the command itself says what is wrong
            shared = []
        finally:
            db.session.remove()
    if shared:
        _use(app, shared)
    return bool(shared)


def _use(app: Flask, keys: list[str]) -> None:
    settings = replace(app.extensions["settings"], shared_keys=tuple(keys))
    app.extensions["settings"] = settings
    use_keys(app, settings.secret_keys())


def keep_calendar_host(app: Flask) -> None:
    """Choose once, for ever, what stands behind the @ in the names of calendar entries; needs the tables.

    It is the address the planner had then. Where that is an address of many computers it is a word of its own: two planners
    whose entries have one name would write over each other in a calendar.
    """
    with app.app_context():
        if not chosen_value(CALENDAR_HOST):
            host = _address_host()
            name = f"{secrets.token_hex(6)}.facilitate" if host in HERE else host
            choose_first(CALENDAR_HOST, name)  # two servers may start at once
            db.session.commit()


def calendar_host() -> str:
    """What stands behind the @ in the names of calendar entries, whatever the planner's address is by now."""
    return chosen_value(CALENDAR_HOST) or _address_host()


def _address_host() -> str:
    return urlsplit(current_app.extensions["settings"].base_url).hostname or "localhost"
