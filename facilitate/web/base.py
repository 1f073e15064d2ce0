"""What pages and commands have in common: an application with settings, database and languages."""

from flask import Flask

from ..data.content import PACKAGE
from ..data.db import db
from ..run import meanings
from ..run.settings import Settings
from . import i18n
from .signing import use_keys


def create_base(settings: Settings, kind: type[Flask] = Flask) -> Flask:
    """The planner without a page: what a command needs that asks the database and prints."""
    app = kind(PACKAGE.name, static_folder=None)
    use_keys(app, settings.secret_keys())
    app.extensions["settings"] = settings
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,  # what people wrote is in no log
            # a connection that a restart of the server ended is opened anew; a file has no server
            "pool_pre_ping": not settings.on_sqlite,
        },
        MAX_FORM_MEMORY_SIZE=8
        * 1024
        * 1024,  # a text that is far too long still gets its sentence beside the field
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.base_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        TESTING=settings.testing,
    )
    app.config.from_mapping(settings.extra)
    db.init_app(app)
    i18n.init_app(app)
    meanings.init_app(app, settings)
    return app
