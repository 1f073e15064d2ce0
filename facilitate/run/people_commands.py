"""The command `facilitate people`: a list of people into the directory or onto the list of an event; letters to those on it."""

from pathlib import Path
from typing import Any

import click

from ..data.db import db
from ..directory.importing.plan import NEW, OUT, SAME
from ..directory.importing.routes import ListConversation
from ..directory.queries import all_sectors
from ..events.asked_language import BOTH
from ..participation.importing.routes import ParticipantsConversation
from ..participation.inviting.letters import Tick
from ..participation.inviting.mail_pages import ON_PAPER, is_ticked
from ..participation.inviting.paper import letters_file
from ..participation.inviting.queries import invitee_lines
from ..participation.models import Standing
from .import_command import ImportOptions, imports_a_list
from .planner_app import inside_app
from .terminal import PAPER, find_event, output_option, write_paper


@click.group()
def people() -> None:
    """Lists of people into the directory, or onto the list of an event; letters to those on it."""


@people.command("import")
@imports_a_list
@click.option(
    "--event", "slug", help="Put everybody on the list of this event, with standing and roles."
)
@click.option("--sector", help="The key of the sector of new organisations whose row names none.")
@click.option(
    "--alike",
    type=click.Choice([SAME, NEW, OUT]),
    help="What rows are that look like somebody who is there: the same person where only one is near, somebody new, left out.",
)
@click.option(
    "--status",
    type=click.Choice([one.value for one in Standing]),
    help="With --event: the status of new people without a status in the file.",
)
@inside_app
def people_import(
    asked: ImportOptions,
    slug: str | None,
    sector: str | None,
    alike: str | None,
    status: str | None,
) -> None:
    """Compare FILE (.xlsx, .ods, .csv), a list of people or of organisations, with the directory, row by row.

    With --event with that event's list: the directory then gets the people it does not know, and says of the others what it said.
    Ends with 3 when something in the file was left out, or has to be decided by somebody.
    """
    said: dict[str, Any] = {"decided": {"rest": alike or ""}, "sector": _sector_id(sector)}
    standing = Standing(status) if status else None
    if standing and not slug:
        raise click.ClickException("--status is for the list of an event: name it with --event.")
    asked.bring_back(
        ParticipantsConversation(event=find_event(slug), standing=standing, **said)
        if slug
        else ListConversation(**said)
    )


@people.command("letters")
@click.argument("slug")
@click.option(
    "--to",
    "tick",
    type=click.Choice([one.value for one in Tick if one is not Tick.NOBODY]),
    default=Tick.NEW.value,
    show_default=True,
    help="Who gets one: those without an invitation yet, those of them without e-mail, everybody who has not answered.",
)
@click.option(
    "--lang",
    type=click.Choice(["en", "sq", BOTH]),
    help="Language, or both side by side; each person's own by default.",
)
@output_option("{slug}-letters.docx")
@inside_app
def people_letters(slug: str, tick: str, lang: str | None, output: Path) -> None:
    """Write the invitations of SLUG with the employer's authorisation of travel as Word or PDF, a page each."""
    if output.suffix.lower() not in PAPER:
        raise click.ClickException(
            f"Letters are a Word file: -o FILE.docx, FILE.pdf or FILE.odt, not {output.name}."
        )
    event = find_event(slug)
    lines = invitee_lines(event, *ON_PAPER)
    ids = {line.row.id for line in lines if is_ticked(line, Tick(tick))}
    if not ids:
        raise click.ClickException("Nobody on the list needs such a letter: see --to.")
    content, _name = letters_file(event, ids, lang or "")
    db.session.commit()  # everybody has a link now
    write_paper(output, content)


def _sector_id(key: str | None) -> int | None:
    """The sector of that key; none where none is named."""
    keys = {row.key: row.id for row in all_sectors()}
    if key and key not in keys:
        raise click.ClickException(f"There is no sector “{key}”, only {', '.join(keys)}.")
    return keys[key] if key else None
