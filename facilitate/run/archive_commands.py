"""The commands by which an event leaves this planner and comes into another one."""

from pathlib import Path

import click

from ..data.db import db
from ..lib.sealing import new_secret
from ..lib.text import Words
from ..report.archive import actions as archives
from ..report.archive.packing import ArchiveProblem
from ..report.archive.queries import same_event_here
from ..report.archive.wording import archive_problem_sentence
from .planner_app import inside_app
from .terminal import find_event, output_option, write_file


@click.command("archive")
@click.argument("slug")
@output_option("{slug}.zip")
@click.option(
    "--answers",
    is_flag=True,
    help="With what people answered and what was written since the release, sealed by a new key.",
)
@inside_app
def write_archive(slug: str, output: Path, answers: bool) -> None:
    """Write everything of SLUG into one .zip that another planner can read in."""
    key = new_secret() if answers else ""
    write_file(output, archives.event_archive(find_event(slug), key))
    if key:
        click.echo(f"Key to the answers, which is kept nowhere: {key}")


@click.command("read-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="What the event is called here; its own name by default.")
@click.option("--key", default="", help="The key to its answers; without it they stay out.")
@inside_app
def read_archive(file: Path, name: str, key: str) -> None:
    """Put the event of an archive FILE into this planner."""
    try:
        found = archives.read_archive(file.read_bytes(), key)
        if not name and (there := same_event_here(found)):
            raise click.ClickException(
                f"This event is here already: {there.slug}. To read it in once more: --name “…”"
            )
        event = archives.import_event(found, archives.EventImportOptions(title=Words(name, name)))
    except ArchiveProblem as error:
        raise click.ClickException(archive_problem_sentence(error)) from error
    db.session.commit()
    click.echo(f"{event.title.to('en')} is here: {event.slug}")
