"""The commands `facilitate figures`, participants by sector of one or several events, and `facilitate year`, a year in one document."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import clock
from ..outcomes.word import render_year_word
from ..outcomes.year import YearPeriod, gather_year
from ..outcomes.year_paper import year_paper
from ..participation.counting.figures import EventFigures
from ..participation.counting.queries import figures_of_events, figures_together
from ..web.i18n import use_language
from .terminal import PAPER, find_event, find_forum, inside_app, write_paper


@click.command()
@click.argument("slugs", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True)
@inside_app
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
    for one in [*found, *together]:
        click.echo(_heading(one, len(events)))
        for sector, number in one.sectors.items():
            share = number / one.total * 100 if one.total else 0
            click.echo(f"  {sector:<22}{number:>5}{share:>8.1f} %")


def _heading(one: EventFigures, events: int) -> str:
    of_them = f"({one.outside_capital} from outside the capital, {one.presenters} presenters)"
    if one.event is None:
        return f"{one.people} different people, {one.total} times, at {events} events {of_them}"
    return f"{one.event}: {one.total} {of_them}"


def _as_json(one: EventFigures) -> dict[str, Any]:
    return {
        "event": one.event,
        "total": one.total,
        "people": one.people,
        "sectors": one.sectors,
        "outside_capital": one.outside_capital,
        "presenters": one.presenters,
    }


@click.command()
@click.argument("number", type=click.IntRange(2000, 2100), metavar="YEAR")
@click.option("--forum", "slug", default="", help="The meetings of this forum alone.")
@click.option("--lang", type=click.Choice(["en", "sq"]), default="sq", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def year(number: int, slug: str, lang: str, output: Path) -> None:
    """Write what came of all meetings of YEAR as Word or PDF, without words that nobody has decided about."""
    if output.suffix.lower() not in PAPER:
        raise click.ClickException(
            f"It is a Word file: -o FILE.docx, FILE.pdf or FILE.odt, not {output.name}."
        )
    forum = find_forum(slug) if slug else None
    period, today = YearPeriod(date(number, 1, 1), date(number, 12, 31), forum), clock.today()
    with use_language(lang):
        found = gather_year(period, None, today, outside=True)
        write_paper(output, render_year_word(year_paper(found), today))
