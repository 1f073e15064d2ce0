"""The command `facilitate people`: a list of people into the directory, or onto the list of an event."""

import click

from .. import clock
from ..data.db import db
from ..directory.importing.actions import apply_directory_import, wait_for_directory
from ..directory.importing.labels import column_targets
from ..directory.importing.plan import NEW, OUT, SAME
from ..directory.importing.reading import read_list
from ..directory.importing.step import ListImport
from ..directory.importing.telling import change_lines, directory_answer, row_lines
from ..directory.queries import all_sectors
from ..exchange.merge import comparison_summary
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..mail.outbox import send_mails_soon
from ..participation.importing import actions, telling
from ..participation.importing.step import PeopleStep
from ..web.uploaded import read_upload
from .import_command import ImportOptions, imports_a_list
from .terminal import find_event, inside_app


@click.group()
def people() -> None:
    """Lists of people into the directory, or onto the list of an event."""


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
@inside_app
def people_import(
    asked: ImportOptions, slug: str | None, sector: str | None, alike: str | None
) -> None:
    """Compare FILE (.xlsx, .ods, .csv), a list of people or of organisations, with the directory, row by row.

    With --event with that event's list: the directory then gets the people it does not know, and says of the others what it said.
    Ends with 3 when something in the file was left out, or has to be decided by somebody.
    """
    event = find_event(slug) if slug else None
    try:
        table = read_upload(read_list, asked.file.read_bytes(), asked.file.name)
    except FileProblem as problem:
        raise click.ClickException(unread_reason(problem)) from problem
    if asked.apply:
        wait_for_directory()
    sent = {"rest": alike or ""}
    step = PeopleStep(table, sent, event) if event else ListImport(table, sent)
    _choose(step, sector)
    if isinstance(step, PeopleStep):
        _onto_the_list(asked, step)
    else:
        _into_the_directory(asked, step)


def _choose(step: ListImport, sector: str | None) -> None:
    """Say what the columns are taken for; the sector holds where a row names none."""
    if sector:
        keys = {row.key: row.id for row in all_sectors()}
        if sector not in keys:
            raise click.ClickException(f"There is no sector “{sector}”, only {', '.join(keys)}.")
        step.form.sector.data = keys[sector]
    called = column_targets(step.read)
    for column, field in step.form.mapped:
        meant = called[field.data] if field.data else "nothing"
        click.echo(f"column “{column.heading or column.letter}”: {meant}", err=True)
    step.form.check_columns()
    if step.form.form_errors:
        raise click.ClickException(" ".join(map(str, step.form.form_errors)))


def _into_the_directory(asked: ImportOptions, step: ListImport) -> None:
    lines = [*row_lines(step), *change_lines(step)]
    counts, answer, taken = (
        comparison_summary(step.outcome),
        directory_answer(step),
        asked.takes(lines),
    )
    if taken:
        apply_directory_import(step.outcome, step.plan, clock.today())
        db.session.commit()
    asked.finish(counts, lines, answer, taken=taken)


def _onto_the_list(asked: ImportOptions, step: PeopleStep) -> None:
    found = step.comparison
    lines = list(telling.people_import_lines(step, found))
    answer, taken = telling.people_import_answer(step, found), asked.takes(lines)
    if taken:
        change = actions.apply_people_import(
            step.event, step, found, by=None, source=asked.file.name
        )
        mails = actions.seat_after_import(step.event, change)
        db.session.commit()
        send_mails_soon(mails)
    asked.finish(comparison_summary(found), lines, answer, taken=taken)
