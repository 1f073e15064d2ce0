"""The command `facilitate agenda`: an agenda from anybody's file, with all that the page says."""

import json
from pathlib import Path

import click

from .agenda.actions import ready
from .agenda.arriving import actions
from .agenda.arriving.arrived import QUIET, Arrived, Doubt, to_json
from .agenda.arriving.telling import left_said, place_of, why_not
from .db import db
from .events.models import Event
from .i18n import label
from .lib.clock import wall
from .lib.reading_child import FileProblem
from .terminal import inside, named

LEFT_OUT = 3
"""What the command ends with when something in the file became no step."""


@click.group()
def agenda() -> None:
    """The agenda, from anybody's file."""


@agenda.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--apply",
    "apply_",
    is_flag=True,
    help="Put what is new into the agenda, as one change that can be undone.",
)
@click.option("--json", "as_json", is_flag=True, help="Print days and steps as JSON.")
@inside
def agenda_import(slug: str, file: Path, apply_: bool, as_json: bool) -> None:
    """Understand FILE (Word, Excel, OpenDocument, text, a web page, a calendar, a schedule) as the agenda of SLUG.

    Ends with 3 when something in the file became no step; each is told with its place.
    """
    event, content = named(slug), file.read_bytes()
    arrived = _understood(event, content)
    _say_what_is_doubtful(arrived)
    for one in arrived.left:
        click.echo(left_said(one), err=True)
    if as_json:
        click.echo(json.dumps(to_json(arrived), ensure_ascii=False, indent=1))
    else:
        _print(arrived)
    if apply_:
        _apply(event, arrived)
    if arrived.left_out:
        raise click.exceptions.Exit(LEFT_OUT)


def _understood(event: Event, content: bytes) -> Arrived:
    try:
        return actions.understand(event, content)
    except FileProblem as problem:
        raise click.ClickException(why_not(problem)) from problem


def _apply(event: Event, arrived: Arrived) -> None:
    """Put in what is new, with people and days as they probably are meant."""
    before = ready(event)
    _written, count = actions.apply(
        event, before=before, arrived=arrived, wanted=actions.usual(event, before, arrived), by=None
    )
    db.session.commit()
    click.echo(
        f"{count} of {len(arrived.steps)} steps are new and stand in the agenda now.", err=True
    )


def _say_what_is_doubtful(arrived: Arrived) -> None:
    for day in arrived.days:
        said: list[tuple[str, str, tuple[Doubt, ...]]] = [
            (place_of(day.spot), day.name, day.doubts)
        ]
        said += [
            (place_of(step.spot), f"{wall(step.start)} {step.title}", step.doubts)
            for step in day.steps
        ]
        for place, what, doubts in said:
            for doubt in doubts:
                if doubt not in QUIET:
                    click.echo(f"{place}: {what}: {label(doubt)}", err=True)


def _print(arrived: Arrived) -> None:
    for day in arrived.days:
        click.echo(day.on.isoformat() if day.on else day.name or "-")
        for step in day.steps:
            beside = ", ".join([*step.people, *([step.room] if step.room else [])])
            click.echo(
                f"  {wall(step.start)} {step.minutes:>4}  {step.title}{f'  ({beside})' if beside else ''}"
            )
