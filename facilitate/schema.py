"""The database's shape, brought to this version by Alembic.

Imported only where that happens: Alembic takes a fifth of a second to load. For developers this module is also the
application with the `db` commands: `flask --app facilitate.schema db …`.
"""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_migrate import upgrade as _upgrade

from .app import create_app as _create_app
from .db import db

FOLDER = Path(__file__).parent / "migrations"


def upgrade(app: Flask, revision: str = "head") -> None:
    """Bring the database to that revision; needs the application's context."""
    bind(app)
    _upgrade(directory=str(FOLDER), revision=revision)


def bind(app: Flask) -> Flask:
    """Give an application Alembic's `db` commands."""
    Migrate(app, db, directory=str(FOLDER), render_as_batch=True)
    return app


def create_app() -> Flask:
    """The planner with the `db` commands."""
    return bind(_create_app())
