"""The command `facilitate library`: the documents of the library to another planner, and from one."""

from pathlib import Path

import click

from ..data.db import db
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..library.packing import import_package, library_package, read_package
from ..web.i18n import pick_wording
from .import_command import LEFT_OUT
from .planner_app import inside_app
from .terminal import output_option, write_file


@click.group()
def library() -> None:
    """The documents of the library as one file for another planner, and back."""


@library.command("export")
@output_option("library.zip")
@inside_app
def library_export(output: Path) -> None:
    """Write every document that people of the planner may see into one .zip."""
    write_file(output, library_package())


@library.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--apply",
    "apply_",
    is_flag=True,
    help="Put them on the shelf; without it they are only counted.",
)
@inside_app
def library_import(file: Path, apply_: bool) -> None:
    """Put the documents of another planner's package on the shelf, for administrators until they say who may see them.

    What is here already stays as it is. Ends with 3 when a document was left out.
    """
    try:
        found = import_package(read_package(file.read_bytes()), None)
    except FileProblem as problem:
        raise click.ClickException(unread_reason(problem)) from problem
    if apply_:
        db.session.commit()
    else:
        db.session.rollback()
    for one in found.refused:
        click.echo(f"left out: {pick_wording(one.title)}", err=True)
    click.echo(f"new {len(found.new)} known {found.known} left out {len(found.refused)}")
    if found.refused:
        raise click.exceptions.Exit(LEFT_OUT)
