"""The keys that sign cookies, badges and links, shared through the database by all servers that are given none."""

from dataclasses import replace

import sqlalchemy as sa
from flask import Flask

from ..data.db import db
from ..data.noted import note_value, noted_value
from ..run.settings import Settings
from .signing import use_keys

NAME = "secret-keys"


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


def read_shared_keys(app: Flask) -> None:
    """The keys of the database, where it can be asked and holds some: for a command, which makes none."""
    settings: Settings = app.extensions["settings"]
    if settings.on_sqlite or settings.own_key:
        return
    with app.app_context():
        try:
            shared = noted_value(NAME).split()
        except (sa.exc.DBAPIError, ImportError):  # the command itself says what is wrong
            shared = []
        finally:
            db.session.remove()
    if shared:
        _use(app, shared)


def _use(app: Flask, keys: list[str]) -> None:
    settings = replace(app.extensions["settings"], shared_keys=tuple(keys))
    app.extensions["settings"] = settings
    use_keys(app, settings.secret_keys())
