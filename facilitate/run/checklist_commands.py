"""The command `facilitate checklist`: the checklist as a file, and back, with all that the page says."""

from pathlib import Path

import click

from ..checklists.excel.routes import ChecklistConversation
from .import_command import ImportOptions, imports_a_list, write_list
from .terminal import find_event, inside_app


@click.group()
def checklist() -> None:
    """The checklist as an Excel file, and back."""


@checklist.command("export")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside_app
def checklist_export(slug: str, output: Path) -> None:
    """Write the checklist of SLUG to Excel, or as OpenDocument (-o FILE.ods) or a table in text (-o FILE.csv)."""
    write_list(ChecklistConversation(find_event(slug)), output)


@checklist.command("import")
@click.argument("slug")
@imports_a_list
@inside_app
def checklist_import(asked: ImportOptions, slug: str) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the checklist of SLUG, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, a name nobody has, what was changed on both
    sides.
    """
    asked.bring_back(ChecklistConversation(find_event(slug)))
