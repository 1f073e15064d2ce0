"""The command `facilitate checklist`: the checklist as a file, and back, with all that the page says."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from .checklists.excel import actions as checklists
from .checklists.excel.bringing import why_no_list
from .checklists.excel.elsewhere import Plan, look_at
from .checklists.excel.merge import Found
from .checklists.excel.preview import field_name
from .checklists.excel.telling import answer_about, lines_of_found
from .checklists.queries import names_of
from .db import db
from .events.models import Event
from .events.queries import team_of
from .exchange.lines import NOT_TAKEN, Line
from .exchange.marking_up import mark_up
from .exchange.merge import summary
from .lib.opendocument_out import as_opendocument
from .lib.reading_child import FileProblem
from .terminal import inside, named, write
from .uploaded import read_upload

LEFT_OUT = 3
"""What the command ends with when something in the file was not taken."""


@click.group()
def checklist() -> None:
    """The checklist as an Excel file, and back."""


@checklist.command("export")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@inside
def checklist_export(slug: str, output: Path) -> None:
    """Write the checklist of SLUG to Excel, or as OpenDocument (-o FILE.ods) or a table in text (-o FILE.csv)."""
    event, ending = named(slug), output.suffix.lower()
    content = checklists.export_csv(event) if ending == ".csv" else checklists.export(event)
    write(output, as_opendocument(content) if ending == ".ods" else content)


@checklist.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--apply", "apply_", is_flag=True, help="Take the changes over; without it they are only counted."
)
@click.option(
    "--partly", is_flag=True, help="With --apply: also when something in the file has to be left out."
)
@click.option("--json", "as_json", is_flag=True, help="Print counts and rows as JSON.")
@click.option(
    "--answer",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the file to ANSWER.xlsx, and in it what became of each row.",
)
@inside
def checklist_import(
    slug: str, file: Path, apply_: bool, partly: bool, as_json: bool, answer: Path | None
) -> None:
    """Compare an edited FILE (.xlsx, .ods, .csv) with the checklist of SLUG, row by row.

    Ends with 3 when something in the file was left out: a cell nobody can read, a name nobody has, what was changed on both
    sides.
    """
    event, content = named(slug), file.read_bytes()
    plan = _guessed_plan(event, content, file.name)
    found = checklists.read_back(event, content, file.name, plan)
    lines = lines_of_found(found)
    left_out = [line for line in lines if line.what in NOT_TAKEN]
    taken = apply_ and (partly or not left_out)
    if taken:
        checklists.apply(event, found, {}, source=file.name)
        db.session.commit()
    if answer:
        write(answer, read_upload(mark_up, content, file.name, answer_about(found)))
    _print(found, lines, taken, as_json)
    if apply_ and not taken:
        click.echo("Nothing was changed: add --partly to take over the rest.", err=True)
    if left_out:
        raise click.exceptions.Exit(LEFT_OUT)


def _guessed_plan(event: Event, content: bytes, name: str) -> Plan | None:
    """What the columns of a list from elsewhere probably are, said column by column; None for one of ours."""
    try:
        look = look_at(content, name, names_of(team_of(event)).values())
    except FileProblem as problem:
        raise click.ClickException(why_no_list(problem)) from problem
    if look.ours:
        return None
    if "title" not in look.plan.fields:
        raise click.ClickException("No column of this file is the task. Name one “Task”.")
    for heading, field in zip(look.headings, look.plan.fields, strict=True):
        meant = (
            field_name(field) if field and field != "extra" else "a column of its own" if field else "nothing"
        )
        click.echo(f"column “{heading}”: {meant}", err=True)
    return look.plan


def _print(found: Found, lines: Sequence[Line], taken: bool, as_json: bool) -> None:
    """The counts on one line, the rows beside them on stderr; or both as JSON."""
    counts = summary(found.tasks)
    if as_json:
        words = counts.split()
        said = {
            "counts": dict(zip(words[::2], map(int, words[1::2]), strict=True)),
            "left_out": sum(line.what in NOT_TAKEN for line in lines),
            "applied": taken,
            "rows": [line.to_json() for line in lines],
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(str(line), err=True)
    click.echo(counts)
