"""The command `facilitate answers`: what people answered elsewhere, as a file or fetched from KoboToolbox, with what the page says."""

import json
import os
from pathlib import Path
from typing import Any

import click
from werkzeug.exceptions import NotFound

from ..consultation.models import Questionnaire, QuestionnairePurpose
from ..consultation.papers.actions import import_answers
from ..consultation.papers.unattended import (
    answers_table,
    fetched_answers,
    look_at_answers,
    told_of_answers,
)
from ..consultation.queries import questionnaire_or_404
from ..data.db import db
from ..directory.queries import all_sectors
from ..events.actions import wait_for_event_lock
from ..events.models import Event
from ..exchange.sentences import unread_reason
from ..lib.reading_child import FileProblem
from ..lib.tables import FileTable
from .import_command import LEFT_OUT
from .planner_app import inside_app
from .terminal import find_event

TOKEN = "FACILITATE_KOBO_TOKEN"  # noqa: S105 - the name of the variable


@click.group()
def answers() -> None:
    """Answers collected elsewhere: from a file of Kobo, LimeSurvey or a table, or fetched from KoboToolbox."""


@answers.command("import")
@click.argument("slug")
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--purpose",
    default="consultation",
    type=click.Choice([one.value for one in QuestionnairePurpose]),
    help="What was answered: the consultation, the evaluation, or what was asked months later.",
)
@click.option("--kobo", help="Instead of FILE: the address of the form in KoboToolbox.")
@click.option("--sector", help="The key of the sector of rows that name none.")
@click.option("--language", type=click.Choice(["en", "sq"]), help="Of rows that name none.")
@click.option("--given-on", help="The day of rows that name none, as 2027-03-18.")
@click.option(
    "--apply", "apply_", is_flag=True, help="Keep them; without it they are only looked at."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@inside_app
def answers_import(
    *,
    slug: str,
    file: Path | None,
    purpose: str,
    kobo: str | None,
    apply_: bool,
    as_json: bool,
    **said: str | None,
) -> None:
    """Look at the answers in FILE (.csv, .xlsx, .ods of Kobo, ODK, LimeSurvey or any table) to what SLUG asks, as its page would.

    With --kobo ADDRESS they are fetched from the server that FACILITATE_KOBO names, with the API key in FACILITATE_KOBO_TOKEN.
    Who answered, from where and when is never kept. Ends with 3 when rows were left out.
    """
    event = find_event(slug)
    asked = _questionnaire(event, purpose)
    table = _table(asked, file, kobo)
    if apply_:
        wait_for_event_lock(event)
    step, wrong = look_at_answers(asked, table, {**said, "sector": _sector_id(said["sector"])}, {})
    if wrong:
        raise click.ClickException(
            "; ".join(f"{name}: {' '.join(why)}" for name, why in wrong.items())
        )
    told = told_of_answers(step)
    if apply_ and not told["lacks"]:
        import_answers(step.questionnaire, step.new)
        db.session.commit()
    _print(told, as_json=as_json, applied=apply_ and not told["lacks"])
    if told["lacks"]:
        raise click.ClickException(told["lacks"])
    if told["left_out"]:
        raise click.exceptions.Exit(LEFT_OUT)


def _questionnaire(event: Event, purpose: str) -> Questionnaire:
    try:
        return questionnaire_or_404(event, purpose)
    except NotFound as problem:
        missing = "consultation" if purpose == "consultation" else f"questionnaire “{purpose}”"
        raise click.ClickException(f"This event has no {missing} yet.") from problem


def _table(asked: Questionnaire, file: Path | None, kobo: str | None) -> FileTable:
    if (file is None) == (kobo is None):
        raise click.ClickException("Say either FILE or --kobo ADDRESS.")
    try:
        if kobo is not None:
            return fetched_answers(asked, kobo, os.environ.get(TOKEN, ""))
        assert file is not None
        return answers_table(asked, file.read_bytes(), file.name)
    except FileProblem as problem:
        raise click.ClickException(unread_reason(problem)) from problem


def _sector_id(key: str | None) -> int | None:
    """The sector of that key; none where none is named."""
    keys = {row.key: row.id for row in all_sectors()}
    if key and key not in keys:
        raise click.ClickException(f"There is no sector “{key}”, only {', '.join(keys)}.")
    return keys[key] if key else None


def _print(told: dict[str, Any], *, as_json: bool, applied: bool) -> None:
    """What was found; beside it, on stderr, what each column is taken for and what is not as it should be."""
    if as_json:
        click.echo(json.dumps({**told, "applied": applied}, ensure_ascii=False, indent=1))
        return
    for name, meant in told["columns"].items():
        click.echo(f"column “{name}”: {meant or 'nothing'}", err=True)
    for name in told["refused"]:
        click.echo(f"column “{name}”: never kept", err=True)
    for sentence in told["problems"]:
        click.echo(sentence, err=True)
    click.echo(f"{told['new']} kept" if applied else told["said"])
