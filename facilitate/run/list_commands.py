"""The command `facilitate list`: a list of an event as a file, and an edited file back."""

from collections.abc import Callable
from pathlib import Path

import click

from ..agenda.editing.room_list import kept_rooms
from ..cafe.laying.table_list import kept_tables_of_event
from ..data.db import db
from ..events.models import Event
from ..exchange.merge import comparison_summary
from ..exchange.plain_pages import KeptList, preview_of_list
from ..exchange.preview import PreviewChoice
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..practice.lessons.lesson_list import kept_lessons
from .import_command import ImportOptions, imports_a_list
from .terminal import find_event, inside_app, write_file

LISTS: dict[str, Callable[[Event], KeptList]] = {
    "lessons": kept_lessons,
    "rooms": kept_rooms,
    "tables": kept_tables_of_event,
}
"""Every list of an event that is one table, by what it is called in commands."""
WHICH = click.argument("which", type=click.Choice(list(LISTS)))


@click.group("list")
def lists() -> None:
    """A list of an event (lessons, rooms, tables of a café) as a file, and back."""


@lists.command("export")
@WHICH
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def list_export(which: str, slug: str, output: Path) -> None:
    """Write the list WHICH of the event SLUG to Excel, OpenDocument (-o FILE.ods) or a text (-o FILE.csv)."""
    write_file(
        output, LISTS[which](find_event(slug)).to_file(output.suffix.lower().removeprefix("."))
    )


@lists.command("import")
@WHICH
@click.argument("slug")
@imports_a_list
@inside_app
def list_import(asked: ImportOptions, which: str, slug: str) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the list WHICH of the event SLUG, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, what was changed on both sides.
    """
    kept = LISTS[which](find_event(slug))
    try:
        found = kept.read(asked.file.read_bytes(), asked.file.name)
    except FileProblem as problem:
        raise click.ClickException(unread_reason(problem)) from problem
    preview, nothing = preview_of_list(found), PreviewChoice()
    lines = list(preview.lines(nothing))
    taken = asked.takes(lines)
    if taken:
        kept.take(found, nothing, asked.file.name, None)
        db.session.commit()
    asked.finish(comparison_summary(found.found), lines, preview.answer(nothing), taken=taken)
