"""The command `facilitate figures`: participants by sector of one or several events."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import click

from .. import clock
from ..participation.counting.figures import EventFigures
from ..participation.counting.queries import figures_of_events, figures_together
from .terminal import find_event, inside_database


@click.command()
@click.argument("slugs", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
@inside_database
def figures(slugs: tuple[str, ...], as_json: bool) -> None:
    """Participants by sector of one or more events.

    Of several events the last entry adds up: attendances, and how many different people they were.
    """
    events = [find_event(slug) for slug in dict.fromkeys(slugs)]
    today = clock.today()
    found = figures_of_events(events, today)
    together = [figures_together(events, found, today)] if len(events) > 1 else []
    if as_json:
        rows = [_as_json(one) for one in [*found, *together]]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    coming = {one.slug for one in events if one.first_day > today}
    for one in [*found, *together]:
        click.echo(_heading(one, found, coming))
        for sector, number in one.sectors.items():
            share = number / one.total * 100 if one.total else 0
            click.echo(f"  {sector:<22}{number:>5}{share:>8.1f}%")


def _heading(one: EventFigures, found: Sequence[EventFigures], coming: Collection[str]) -> str:
    """What stands above the sectors. `coming`: the events that have not begun, of which those who say they are coming count."""
    of_them = f"({one.outside_capital} from outside the capital, {one.presenters} presenters)"
    if one.event is None:
        later = sum(event.total for event in found if event.event in coming)
        to_come = f", {later} of these times still to come" if later else ""
        said = f"{one.people} different people, {one.total} times, at {len(found)} events"
        return f"{said}{to_come} {of_them}"
    return f"{one.event}: {one.total}{' say they are coming' * (one.event in coming)} {of_them}"


def _as_json(one: EventFigures) -> dict[str, Any]:
    return {
        "event": one.event,
        "total": one.total,
        "people": one.people,
        "sectors": one.sectors,
        "outside_capital": one.outside_capital,
        "presenters": one.presenters,
    }
