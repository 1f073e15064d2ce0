"""The commands that bring a planner up: its database, the demo, its pages."""

import socket

import click
from flask import Flask

from .. import clock
from ..accounts.actions import make_link, user_by_email
from ..accounts.first_run import first_run_token, has_no_account
from ..accounts.models import AccountLinkPurpose
from ..data.db import db
from ..data.restoring import unfinished_restore
from ..data.upgrading import CannotUpgrade, bring_up_to_date
from ..directory.seed import seed_directory
from ..setup.demo.load import OFFICIAL, fill_demo, is_demo_loaded
from ..web.app import create_app
from ..web.shared_keys import keep_calendar_host, share_keys
from .planner_app import planner_app
from .receiving import open_sockets
from .serving import serve_planner
from .settings import Settings

PORT = 8000


def prepare_database(app: Flask) -> bool:
    """Bring the database to this version, if it is not there yet, and fill in sectors, counties and districts."""
    if half := unfinished_restore(app.extensions["settings"]):
        raise click.ClickException(half)
    with app.app_context():
        try:
            changed = bring_up_to_date(click.echo)
        except CannotUpgrade as error:
            raise click.ClickException(str(error)) from error
        seed_directory()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()  # the server's processes open connections of their own
    share_keys(app)
    keep_calendar_host(app)
    return changed


def take_port(host: str, port: int) -> list[socket.socket]:
    """The port, before anything is done; one that somebody else uses is a plain sentence."""
    try:
        return open_sockets(host, port)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} of {host} cannot be used; perhaps the planner runs already. Another one: --port {port + 1}"
        ) from error


def say_what_is_missing(settings: Settings) -> None:
    """What several machines need and the settings do not say."""
    if settings.workers > 1 and not settings.redis_url:
        click.echo(
            "Each process counts tries alone: set FACILITATE_REDIS_URL to let them count together."
        )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=PORT, type=click.IntRange(1, 65535), show_default=True)
def run(host: str, port: int) -> None:
    """Start the planner (after bringing its database up to date)."""
    sockets = take_port(host, port)
    app = planner_app(port)
    prepare_database(app)
    say_what_is_missing(app.extensions["settings"])
    with app.app_context():
        if has_no_account():
            click.echo(
                f"Nobody has an account yet. Open {app.extensions['settings'].base_url}/first-run"
            )
            click.echo(f"Token: {first_run_token()}")
    click.echo(f"The planner runs at {app.extensions['settings'].base_url}  (stop: Ctrl+C)")
    serve_planner(app, create_app, sockets)


@click.command()
def upgrade() -> None:
    """Bring the database to this version: a copy of it first (SQLite), then every step or none."""
    changed = prepare_database(planner_app())
    click.echo("The database is at this version." if changed else "The database is up to date.")


@click.command()
@click.option("--load-only", is_flag=True, help="Load the data and do not start the server.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=PORT, type=click.IntRange(1, 65535), show_default=True)
def demo(load_only: bool, host: str, port: int) -> None:
    """Load the demo (once), start the planner and print a sign-in link."""
    sockets = [] if load_only else take_port(host, port)
    app = planner_app(port)
    prepare_database(app)
    with app.app_context():
        if not is_demo_loaded():
            if not has_no_account():
                raise click.ClickException(
                    "This planner is in use; the demo wants an empty FACILITATE_INSTANCE."
                )
            fill_demo(clock.today(), lambda line: click.echo(f"  {line}"))
            db.session.commit()
            click.echo("The demo is loaded.")
        user = user_by_email(OFFICIAL)
        if user is None:
            raise click.ClickException(
                "The demo's organiser is gone; start over with an empty instance folder."
            )
        link = make_link(user, AccountLinkPurpose.SIGN_IN)
        db.session.commit()
    click.echo(f"Sign in (works once, within an hour):  {link}")
    if not load_only:
        click.echo("Stop: Ctrl+C. The data stays for the next start.")
        serve_planner(app, create_app, sockets)
