"""The commands by which a planner is looked after: what is missing or unsafe, and working off queues without serving pages."""

import json
import os
import signal
import sqlite3
import threading
import time
from dataclasses import asdict
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask, current_app

from ..data.db import db
from ..data.revision import database_revision
from ..watching.checking import FindingLevel, installation_findings, is_installation_well
from ..web.shared_keys import read_shared_keys
from .planner_app import inside_app, planner_app
from .terminal import plain_refusal
from .worker import start_workers

AGAIN = 2
"""Seconds until a worker asks the database again for what it waits for."""
MARKS = {
    FindingLevel.UNSAFE: "unsafe  ",
    FindingLevel.MISSING: "missing ",
    FindingLevel.NOTE: "note    ",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def check(as_json: bool) -> None:
    """Say what is missing or unsafe where this planner is installed; ends with 1 where something is."""
    try:
        app = planner_app()
    except (
        sqlite3.Error
    ):  # no queue can be opened in the folder; what is missing is said all the same
        app = planner_app(jobs_at_once=True)
    with app.app_context():
        found = installation_findings(app)
        db.engine.dispose()
    if as_json:
        said = {"well": is_installation_well(found), "findings": [asdict(one) for one in found]}
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{MARKS[one.level]}{one.about}: {one.sentence}")
        click.echo(
            "Nothing is missing or unsafe." if is_installation_well(found) else "Fix this first."
        )
    raise SystemExit(0 if is_installation_well(found) else 1)


@click.command()
@inside_app
def mcp() -> None:
    """Answer an assistant over standard input (MCP), with the token in FACILITATE_TOKEN.

    FACILITATE_ASSISTANTS=1 has to be set. Over HTTP the running planner answers at /api/mcp.
    """
    from ..api.actions import find_token  # noqa: PLC0415 - loaded when asked for

    if not current_app.extensions["settings"].assistants:
        raise click.ClickException(
            "This planner lets no assistant in: set FACILITATE_ASSISTANTS=1."
        )
    shown = os.environ.get("FACILITATE_TOKEN", "")
    token = find_token(shown)
    if token is None or token.user.lacks_second_step:
        raise click.ClickException(
            "FACILITATE_TOKEN is no token that works. Make one on the account's page, under Tokens."
        )
    from ..assistants.server import serve_standard_input  # noqa: PLC0415 - brings its library

    serve_standard_input(shown)


def _wait_for_server(app: Flask) -> None:
    """Until a server has made the database and shared its keys: what is sealed and signed with another one opens nowhere."""
    said = ""
    while waits_for := _missing_of_server(app):
        if waits_for != said:
            click.echo(f"{waits_for}  (stop: Ctrl+C)")
        said = waits_for
        time.sleep(AGAIN)


def _missing_of_server(app: Flask) -> str:
    """What a worker waits for, in words; empty where it can begin."""
    waiting = "Waiting for a server that makes the database and shares its key"
    with app.app_context():
        try:
            if not database_revision(db.session.connection()):
                return waiting
        except sa.exc.DBAPIError as error:
            refusal = plain_refusal(error)
            return f"{refusal.message if refusal else error} It is tried again."
        finally:
            db.session.remove()
    return "" if read_shared_keys(app) else waiting


@click.command()
def worker() -> None:
    """Work off the queues (mails, seatings, what is due every night) and serve no pages; stop: Ctrl+C."""
    app = planner_app()
    waits = app.extensions["settings"].read_only
    if app.extensions["settings"].immediate_jobs and not waits:
        raise click.ClickException(
            "FACILITATE_IMMEDIATE_JOBS is set: jobs run inside each request, and no queue is left to work off."
        )
    _wait_for_server(app)
    workers = [] if waits else start_workers(app)
    stopped = threading.Event()

    def stop(_signal: int, _frame: Any) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    click.echo(
        "FACILITATE_READ_ONLY is set: nothing is saved, and the queues wait  (stop: Ctrl+C)"
        if waits
        else "The queues are worked off here  (stop: Ctrl+C)"
    )
    while not stopped.wait(1):
        pass
    for one in workers:
        one.stop(graceful=True)
