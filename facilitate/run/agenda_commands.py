"""The command `facilitate agenda`: an agenda from anybody's file, and drafts of one, with all that the page says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from ..agenda.actions import plan_to_change
from ..agenda.arriving import actions
from ..agenda.arriving.arrival_texts import file_problem_text, file_spot_text, left_out_text
from ..agenda.arriving.arrived import QUIET, Arrived, Doubt, arrived_to_json
from ..agenda.arriving.ended import with_days_ended
from ..agenda.composing.draft import AgendaDraft
from ..agenda.drafting.actions import ProposedDrafts, free_days, propose_drafts
from ..agenda.drafting.wording import NAMES, draft_reasons, left_objectives_text
from ..agenda.plan import PARKED
from ..agenda.publishing.sheet_exchange import is_own, read_returned_sheet
from ..agenda.publishing.sheet_pages import AgendaConversation
from ..agenda.queries import plan_of
from ..data.db import db
from ..events.models import Event
from ..events.queries import team_of
from ..lib.clock import format_wall_time
from ..lib.reading_child import FileProblem
from ..web.i18n import label_of, pick_wording
from ..web.refused import Refused
from .import_command import ImportOptions
from .planner_app import inside_app
from .terminal import find_event

LEFT_OUT = 3
"""What the command ends with when something in the file became no step."""


@click.group()
def agenda() -> None:
    """The agenda: from anybody's file, or drafted from the objectives."""


@agenda.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--apply",
    "apply_",
    is_flag=True,
    help="Put what is new into the agenda, as one change that can be undone.",
)
@click.option("--json", "as_json", is_flag=True, help="Print days and steps as JSON.")
@inside_app
def agenda_import(slug: str, file: Path, apply_: bool, as_json: bool) -> None:
    """Understand FILE (Word, Excel, OpenDocument, text, a web page, a calendar, a schedule) as the agenda of SLUG.

    This event's own running order is compared with it row by row, as by `facilitate list import agenda`.
    Ends with 3 when something in the file became no step; each is told with its place. `12:15 End` is the end of the day, no step;
    as JSON it stands as it does in the file, with 0 minutes.
    """
    event, content = find_event(slug), file.read_bytes()
    own = _is_own_here(event, content, file)
    if own and not as_json:
        options = ImportOptions(file, apply_, partly=False, as_json=False, answer=None)
        options.bring_back(AgendaConversation(event))
        return
    if own and apply_:
        raise click.ClickException(
            f"This is this event’s own running order. Write: facilitate list import agenda {slug} {file} --apply --json"
        )
    arrived = _understood(event, content)
    _say_what_is_doubtful(arrived)
    for one in arrived.left:
        click.echo(left_out_text(one), err=True)
    if as_json:
        click.echo(json.dumps(arrived_to_json(arrived), ensure_ascii=False, indent=1))
    else:
        _print(with_days_ended(arrived))
    if apply_:
        _apply(event, with_days_ended(arrived))
    if arrived.left_out:
        raise click.exceptions.Exit(LEFT_OUT)


def _is_own_here(event: Event, content: bytes, file: Path) -> bool:
    """Whether it is this event's own running order, which goes back step by step: as a foreign one its groups would come twice."""
    if not is_own(event, content, file.name):
        return False
    try:
        read_returned_sheet(event, content, file.name)
    except Refused:
        return False  # another event's, from which this one may learn
    return True


def _understood(event: Event, content: bytes) -> Arrived:
    try:
        return actions.understand_file(event, content)
    except FileProblem as problem:
        raise click.ClickException(file_problem_text(problem)) from problem


def _apply(event: Event, arrived: Arrived) -> None:
    """Put in what is new, with people and days as they probably are meant."""
    before = plan_to_change(event)
    written, count = actions.apply_arrived(
        event,
        before=before,
        arrived=arrived,
        wanted=actions.usual_arrival(event, before, arrived),
        by=None,
    )
    db.session.commit()
    steps = len(arrived.steps)
    said = (
        f"{count} of {steps} steps are new and stand in the agenda now."
        if count
        else f"Nothing is new: what was understood stands in the agenda already ({steps} steps)."
    )
    click.echo(said, err=True)
    if parked := len(written.plan.at(PARKED)) - len(before.at(PARKED)):
        click.echo(f"The event has no day for {parked} of them: they are parked.", err=True)


def _say_what_is_doubtful(arrived: Arrived) -> None:
    for day in arrived.days:
        said: list[tuple[str, str, tuple[Doubt, ...]]] = [
            (file_spot_text(day.spot), day.name, day.doubts)
        ]
        said += [
            (file_spot_text(step.spot), f"{format_wall_time(step.start)} {step.title}", step.doubts)
            for step in day.steps
        ]
        for place, what, doubts in said:
            for doubt in doubts:
                if doubt not in QUIET:
                    click.echo(f"{place}: {what}: {label_of(doubt)}", err=True)


def _print(arrived: Arrived) -> None:
    for day in arrived.days:
        click.echo(day.on.isoformat() if day.on else day.name or "-")
        for step in day.steps:
            beside = ", ".join([*step.people, *([step.room] if step.room else [])])
            click.echo(
                f"  {format_wall_time(step.start)} {step.minutes:>4}  {step.title}{f'  ({beside})' if beside else ''}"
            )


@agenda.command("draft")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print the drafts as JSON.")
@inside_app
def agenda_draft(slug: str, as_json: bool) -> None:
    """Three drafts for the empty days of SLUG (for all days where none is empty), each step with its reason.

    Composed of the objectives, hours, people and what earlier events took; nothing is written.
    """
    event = find_event(slug)
    plan = plan_of(event)
    found = propose_drafts(event, plan, free_days(event, plan))
    team = {member.id: member.name for member in team_of(event)}
    told = [_draft(found, one, team) for one in found.drafts]
    if not told:
        click.echo("No draft: write objectives first, or give the days more hours.", err=True)
    if as_json:
        click.echo(json.dumps({"drafts": told}, ensure_ascii=False, indent=1))
        return
    for one in told:
        click.echo(f"{one['name']}{' – ' + one['left_out'] if one['left_out'] else ''}")
        for step in one["steps"]:
            served = f"  [{', '.join(step['objectives'])}]" if step["objectives"] else ""
            click.echo(
                f"  {step['day']} {step['start']} {step['minutes']:>4}  {step['title']}{served}"
            )
            click.echo(f"                            {step['reason']}")


def _draft(found: ProposedDrafts, one: AgendaDraft, team: dict[int, str]) -> dict[str, Any]:
    codes = {key: objective.code for key, objective in found.objectives.items()}
    reasons = draft_reasons(one, codes)
    return {
        "style": one.style,
        "name": pick_wording(NAMES[one.style]),
        "left": [codes[key] for key in one.left],
        "left_out": left_objectives_text(one, codes),
        "steps": [
            {
                "day": date.fromordinal(step.day).isoformat(),
                "start": format_wall_time(step.start),
                "minutes": step.minutes,
                "kind": step.kind,
                "title": pick_wording(step.title),
                "technique": step.technique,
                "objectives": [codes[key] for key in step.objectives],
                "lead": team.get(step.lead or 0, ""),
                "reason": reasons[step.key],
            }
            for step in one.steps
        ],
    }
