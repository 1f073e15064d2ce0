"""The command `facilitate checklist`: the checklist as a file, and back, with all that the page says."""

from pathlib import Path

import click

from ..checklists.excel import actions as checklists
from ..checklists.excel.file_changes import why_no_task_list
from ..checklists.excel.foreign_list import ListPlan, look_at_list
from ..checklists.excel.preview import task_field_name
from ..checklists.excel.telling import checklist_answer, checklist_change_lines
from ..checklists.queries import member_names
from ..data.db import db
from ..events.models import Event
from ..events.queries import team_of
from ..exchange.merge import comparison_summary
from ..lib.opendocument_out import as_opendocument
from ..lib.reading_child import FileProblem
from .import_command import ImportOptions, imports_a_list
from .terminal import find_event, inside_app, write_file


@click.group()
def checklist() -> None:
    """The checklist as an Excel file, and back."""


@checklist.command("export")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def checklist_export(slug: str, output: Path) -> None:
    """Write the checklist of SLUG to Excel, or as OpenDocument (-o FILE.ods) or a table in text (-o FILE.csv)."""
    event, ending = find_event(slug), output.suffix.lower()
    content = (
        checklists.checklist_csv(event)
        if ending == ".csv"
        else checklists.checklist_workbook(event)
    )
    write_file(output, as_opendocument(content) if ending == ".ods" else content)


@checklist.command("import")
@click.argument("slug")
@imports_a_list
@inside_app
def checklist_import(asked: ImportOptions, slug: str) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the checklist of SLUG, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, a name nobody has, what was changed on both
    sides.
    """
    event, content, name = find_event(slug), asked.file.read_bytes(), asked.file.name
    plan = _guessed_plan(event, content, name)
    found = checklists.compare_checklist_file(event, content, name, plan)
    lines = checklist_change_lines(found)
    taken = asked.takes(lines)
    if taken:
        checklists.apply_checklist_import(event, found, {}, source=name)
        db.session.commit()
    asked.finish(comparison_summary(found.tasks), lines, checklist_answer(found), taken=taken)


def _guessed_plan(event: Event, content: bytes, name: str) -> ListPlan | None:
    """What the columns of a list from elsewhere probably are, said column by column; None for one of ours."""
    try:
        look = look_at_list(content, name, member_names(team_of(event)).values())
    except FileProblem as problem:
        raise click.ClickException(why_no_task_list(problem)) from problem
    if look.ours:
        return None
    if "title" not in look.plan.fields:
        raise click.ClickException("No column of this file is the task. Name one “Task”.")
    for heading, field in zip(look.headings, look.plan.fields, strict=True):
        meant = (
            task_field_name(field)
            if field and field != "extra"
            else "a column of its own"
            if field
            else "nothing"
        )
        click.echo(f"column “{heading}”: {meant}", err=True)
    return look.plan
