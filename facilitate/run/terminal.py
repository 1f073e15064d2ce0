"""What every command stands on: the settings of the environment, and plain sentences where something does not play along."""

import errno
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from ..data.db import db
from ..events.models import Event
from ..events.queries import event_by_slug
from ..forums.models import Forum
from ..web.base import create_base
from ..web.refused import Refused
from .settings import Settings

EXTRAS: dict[str, str] = {
    "psycopg": 'FACILITATE_DATABASE_URL names PostgreSQL, whose driver is not installed: pip install "facilitate[postgres]"',
    "redis": 'FACILITATE_REDIS_URL is set, but Redis cannot be spoken to yet: pip install "facilitate[redis]"',
    "mcp": 'Assistants need a library that is not installed: pip install "facilitate[assistants]"',
    "mcp_types": 'Assistants need a library that is not installed: pip install "facilitate[assistants]"',
    "anyio": 'Assistants need a library that is not installed: pip install "facilitate[assistants]"',
    "sentry_sdk": 'FACILITATE_ERRORS_URL is set, but its library is not installed: pip install "facilitate[sentry]"',
    "opentelemetry": 'FACILITATE_TELEMETRY_URL is set, but its library is not installed: pip install "facilitate[telemetry]"',
}
"""What to do where a library is missing that only some need."""


WRITE_ANYWAY = ("backup", "restore")
"""Commands for which a planner is made read-only."""
READ_ONLY = (
    "FACILITATE_READ_ONLY is set: nothing is saved. Give this command again where it is not set."
)


UNWRITABLE = ("readonly database", "unable to open database file")
"""What SQLite says where the folder, or a file in it, belongs to somebody else."""


def plain_refusal(error: Exception) -> click.ClickException | None:
    """What the terminal says where the database or a file does not play along; None of an error of our own."""
    if isinstance(
        error,
        sa.exc.DBAPIError | sa.exc.ArgumentError | sa.exc.NoSuchModuleError | sqlite3.Error,
    ):
        what = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        if what.endswith(UNWRITABLE):
            return click.ClickException(
                f"This user may not write where the planner keeps its files: {what}. Give the folder of FACILITATE_INSTANCE, with "
                "everything in it, to the user that runs the planner, and give commands as that user."
            )
        return click.ClickException(
            f"The database cannot be used: {what}. Is FACILITATE_DATABASE_URL or FACILITATE_INSTANCE right? "
            "“facilitate upgrade” makes a new database, and brings an older one up to date."
        )
    if isinstance(error, ImportError) and (named := (error.name or "").split(".")[0]) in EXTRAS:
        return click.ClickException(EXTRAS[named])
    if isinstance(error, OSError) and error.errno != errno.EPIPE and error.strerror:
        return click.ClickException(f"{error.filename or 'The system'}: {error.strerror}.")
    return None


def terminal_settings(port: int | None = None, *, jobs_at_once: bool = False) -> Settings:
    """The settings of the environment, and a folder for them; a port of its own shows in links.

    `jobs_at_once`: jobs run where they are asked for, unless the environment says otherwise.
    """
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if port and "FACILITATE_BASE_URL" not in os.environ:
        settings = replace(settings, base_url=f"http://127.0.0.1:{port}")
    if jobs_at_once and "FACILITATE_IMMEDIATE_JOBS" not in os.environ:
        settings = replace(settings, immediate_jobs=True)
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings


def inside_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command that only asks the database, without loading a page: it starts four times as fast."""
    return run_inside(command, lambda: create_base(terminal_settings()))


def run_inside(command: Callable[..., Any], make_app: Callable[[], Flask]) -> Callable[..., Any]:
    """Run a command inside an application; what cannot be done now is one plain sentence."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        app = make_app()
        reads = app.extensions["settings"].read_only and command.__name__ not in WRITE_ANYWAY
        with app.app_context(), nothing_saved() if reads else nullcontext():
            try:
                return command(*args, **kwargs)
            except Refused as refused:
                raise click.ClickException(str(refused)) from refused

    return run


@contextmanager
def nothing_saved() -> Iterator[None]:
    """While the planner may only be read, what a command wants to save is one plain sentence."""

    def refuse(session: Any, *_more: Any) -> None:
        if session.new or session.dirty or session.deleted:
            raise Refused(READ_ONLY)

    def refuse_statement(asked: Any) -> None:
        if asked.is_insert or asked.is_update or asked.is_delete:
            raise Refused(READ_ONLY)

    guards = (("before_flush", refuse), ("do_orm_execute", refuse_statement))
    for name, guard in guards:
        sa.event.listen(db.session, name, guard)
    try:
        yield
    finally:
        for name, guard in guards:
            sa.event.remove(db.session, name, guard)


def find_event(slug: str) -> Event:
    """The event of that address, or a plain sentence."""
    event = event_by_slug(slug)
    if event is None:
        raise click.ClickException(f"There is no event “{slug}”.")
    return event


def find_forum(slug: str) -> Forum:
    """The forum of that address, or a plain sentence."""
    forum = db.session.scalar(sa.select(Forum).where(Forum.slug == slug))
    if forum is None:
        raise click.ClickException(f"There is no forum “{slug}”.")
    return forum


def output_option(usual: str) -> Callable[..., Any]:
    """The option `-o FILE`. Without it the file has its usual name in this folder, and takes the place of no other.

    `usual`: with the arguments that were given, as `{slug}-guide.docx`.
    """

    def choose(context: click.Context, _option: click.Parameter, given: Path | None) -> Path:
        if given is not None:
            return given
        said = {
            name: "-".join(value) if isinstance(value, tuple) else value
            for name, value in context.params.items()
        }
        path = Path(usual.format_map(said).strip("-"))
        if path.exists():
            raise click.UsageError(f"{path} is here already: -o FILE says where to write.")
        return path

    named = re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), usual)
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=choose,
        help=f"Where to write it; without this {named} in this folder.",
    )


def write_file(path: Path, content: bytes) -> None:
    """Write a file; a folder that is not there is a plain sentence."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"{path}  {len(content):,} bytes")


PAPER = (".docx", ".pdf", ".odt")
"""How the name of a paper may end."""


def write_paper(path: Path, document: bytes) -> None:
    """Write a Word file, or make a PDF or .odt of it where the name ends so; where that cannot be, a plain sentence."""
    ending = path.suffix.lower()
    # Not above: a command that writes no document loads what makes Word and Excel for nothing.
    from ..lib.pdf import PdfNotMade, as_open_text, as_pdf  # noqa: PLC0415
    from ..web.downloads import numbered, open_text_refusal, pdf_refusal  # noqa: PLC0415

    try:
        if ending == ".pdf":
            document = as_pdf(document)
        elif ending == ".odt":
            document = as_open_text(document)
        else:
            (document,) = numbered([document])
    except PdfNotMade as error:
        said = open_text_refusal(error) if ending == ".odt" else pdf_refusal(error)
        raise click.ClickException(said) from error
    write_file(path, document)
