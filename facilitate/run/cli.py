"""The command `facilitate`: each subcommand asks a room for what it prints or writes."""

import re
import socket
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask

from .. import __version__, clock
from ..accounts.actions import add_user, make_link, user_by_email
from ..accounts.first_run import first_run_token, has_no_account
from ..accounts.forms import ADDRESS
from ..accounts.models import AccountLinkPurpose
from ..cafe.rotate import rotate
from ..calendars.actions import team_calendar
from ..data.db import db
from ..data.restoring import unfinished_restore
from ..data.upgrading import CannotUpgrade, bring_up_to_date
from ..directory.seed import seed_directory
from ..guides.choices import GuideReader, PaperSize
from ..guides.papers import command_choices
from ..guides.papers.actions import archive_bytes, guide_bytes
from ..lib.sealing import new_secret
from ..lib.text import Words
from ..report.archive import actions as archives
from ..report.archive.packing import ArchiveProblem
from ..report.archive.queries import same_event_here
from ..report.archive.wording import archive_problem_sentence
from ..report.clearing.check_text import check_text
from ..report.papers.actions import released_word_file
from ..setup.demo.load import OFFICIAL, fill_demo, is_demo_loaded
from ..web.app import create_app
from ..web.shared_keys import keep_calendar_host, share_keys
from .account_commands import account
from .agenda_commands import agenda
from .backup_commands import backup, restore
from .figures_command import figures, year
from .list_commands import checklist, lists
from .people_commands import people
from .receiving import open_sockets
from .running_commands import check, mcp, worker
from .serving import serve_planner
from .settings import Settings
from .techniques_command import techniques
from .terminal import (
    PAPER,
    PlainGroup,
    find_event,
    inside_app,
    planner_app,
    write_file,
    write_paper,
)

PORT = 8000


@click.group(cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Plan a conference, a regional meeting or a workshop. Settings: environment variables FACILITATE_…"""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # ë and ç on every terminal


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


@main.command()
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


@main.command()
def upgrade() -> None:
    """Bring the database to this version: a copy of it first (SQLite), then every step or none."""
    changed = prepare_database(planner_app())
    click.echo("The database is at this version." if changed else "The database is up to date.")


@main.command()
@click.argument("email")
@click.option("--name", default="", help="Name of a new account.")
@click.option("--admin", is_flag=True, help="A new account becomes administrator.")
@click.option("--reset", is_flag=True, help="A link for somebody who forgot the password.")
@inside_app
def invite(email: str, name: str, admin: bool, reset: bool) -> None:
    """Print a single-use link for EMAIL: an invitation, or with --reset a new password."""
    if not re.match(ADDRESS, email):
        raise click.ClickException(
            f"“{email}” is no e-mail address. Write one like ana@office.example."
        )
    user = user_by_email(email)
    if reset and user is None:
        raise click.ClickException(f"There is no account {email}.")
    if user is None:
        user = add_user(name or email.split("@")[0], email, administrator=admin or has_no_account())
    link = make_link(user, AccountLinkPurpose.RESET if reset else AccountLinkPurpose.INVITATION)
    db.session.commit()
    click.echo(link)


@main.command()
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


@main.command()
@click.argument("slug")
@click.option(
    "--lang", type=click.Choice(["en", "sq"]), help="Language; the event's own by default."
)
@click.option(
    "--for",
    "reader",
    type=click.Choice([one.value for one in GuideReader]),
    default=GuideReader.WHOLE.value,
    show_default=True,
    help="Whom it is for.",
)
@click.option(
    "--member",
    default="",
    help="Whose own guide or booklet: e-mail or name of somebody in the team.",
)
@click.option(
    "--day",
    "days",
    multiple=True,
    metavar="YYYY-MM-DD",
    help="Only this day; may be given several times.",
)
@click.option("--short", is_flag=True, help="Without the running scripts.")
@click.option(
    "--paper",
    type=click.Choice([one.value for one in PaperSize]),
    default=PaperSize.A4.value,
    show_default=True,
)
@click.option("--large", is_flag=True, help="Large print.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def guide(slug: str, output: Path, **asked: Any) -> None:
    """Write the facilitator guide of SLUG as Word or PDF; -o FILE.zip writes the papers for everybody."""
    event, kind = find_event(slug), output.suffix.lower()
    if kind not in (*PAPER, ".zip"):
        raise click.ClickException(
            f"A guide is a Word file: -o FILE.docx, FILE.pdf, FILE.odt, or FILE.zip for all papers, not {output.name}."
        )
    try:
        if kind == ".zip":
            write_file(
                output,
                archive_bytes(
                    event,
                    command_choices.archive_language(event, command_choices.GuideOptions(**asked)),
                ),
            )
        else:
            choices = command_choices.choices_from_command(
                event, command_choices.GuideOptions(**asked)
            )
            write_paper(output, guide_bytes(event, choices))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("slug")
@click.option(
    "--lang", type=click.Choice(["en", "sq"]), help="Language; the event's own by default."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def report(slug: str, lang: str | None, output: Path) -> None:
    """Write the released report of SLUG as Word, or as PDF where LibreOffice is installed."""
    event = find_event(slug)
    if output.suffix.lower() not in PAPER:
        raise click.ClickException(
            f"A report is a Word file: -o FILE.docx, FILE.pdf or FILE.odt, not {output.name}."
        )
    write_paper(output, released_word_file(event, lang or event.language))


@main.command()
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def calendar(slug: str, output: Path) -> None:
    """Write the programme of SLUG as an .ics file."""
    write_file(output, team_calendar(find_event(slug)))


main.add_command(rotate)
main.add_command(check_text)
main.add_command(account)
main.add_command(checklist)
main.add_command(lists)
main.add_command(people)
main.add_command(agenda)
main.add_command(figures)
main.add_command(year)
main.add_command(techniques)
main.add_command(check)
main.add_command(worker)
main.add_command(mcp)
main.add_command(backup)
main.add_command(restore)


@main.command("archive")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--answers", is_flag=True, help="With what people answered, sealed by a new key.")
@inside_app
def write_archive(slug: str, output: Path, answers: bool) -> None:
    """Write everything of SLUG into one .zip that another planner can read in."""
    key = new_secret() if answers else ""
    write_file(output, archives.event_archive(find_event(slug), key))
    if key:
        click.echo(f"Key to the answers, which is kept nowhere: {key}")


@main.command("read-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What the event is called here; its own name by default.")
@click.option("--key", default="", help="The key to its answers; without it they stay out.")
@inside_app
def read_archive(file: Path, name: str, key: str) -> None:
    """Put the event of an archive FILE into this planner."""
    try:
        found = archives.read_archive(file.read_bytes(), key)
        if not name and (there := same_event_here(found)):
            raise click.ClickException(
                f"This event is here already: {there.slug}. To read it in once more: --name “…”"
            )
        event = archives.import_event(found, archives.EventImportOptions(title=Words(name, name)))
    except ArchiveProblem as error:
        raise click.ClickException(archive_problem_sentence(error)) from error
    db.session.commit()
    click.echo(f"{event.title.to('en')} is here: {event.slug}")
