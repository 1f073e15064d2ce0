"""The commands that write a paper or a calendar of what the planner holds."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import clock
from ..calendars.actions import team_calendar
from ..guides.choices import GuideReader, PaperSize
from ..guides.papers import address_choices
from ..guides.papers.actions import archive_bytes, guide_bytes
from ..outcomes.word import render_year_word
from ..outcomes.year import YearPeriod, gather_year
from ..outcomes.year_paper import year_paper
from ..report.papers.actions import released_word_file
from ..web.i18n import use_language
from .planner_app import inside_app
from .terminal import PAPER, find_event, find_forum, output_option, write_file, write_paper


@click.command()
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
@output_option("{slug}-guide.docx")
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
                    address_choices.archive_language(event, address_choices.GuideOptions(**asked)),
                ),
            )
        else:
            choices = address_choices.choices_from_command(
                event, address_choices.GuideOptions(**asked)
            )
            write_paper(output, guide_bytes(event, choices))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.argument("slug")
@click.option(
    "--lang", type=click.Choice(["en", "sq"]), help="Language; the event's own by default."
)
@output_option("{slug}-report.docx")
@inside_app
def report(slug: str, lang: str | None, output: Path) -> None:
    """Write the released report of SLUG as Word, or as PDF where LibreOffice is installed."""
    event = find_event(slug)
    if output.suffix.lower() not in PAPER:
        raise click.ClickException(
            f"A report is a Word file: -o FILE.docx, FILE.pdf or FILE.odt, not {output.name}."
        )
    write_paper(output, released_word_file(event, lang or event.language))


@click.command()
@click.argument("slug")
@output_option("{slug}.ics")
@inside_app
def calendar(slug: str, output: Path) -> None:
    """Write the programme of SLUG as an .ics file."""
    write_file(output, team_calendar(find_event(slug)))


@click.command()
@click.argument("number", type=click.IntRange(2000, 2100), metavar="YEAR")
@click.option("--forum", "slug", default="", help="The meetings of this forum alone.")
@click.option("--lang", type=click.Choice(["en", "sq"]), default="sq", show_default=True)
@output_option("year-{number}.docx")
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
