"""The coming conference's agenda in the middle of being refined: a version, what changed since, what is said about steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ... import clock
from ...accounts.models import User
from ...agenda.actions import write_plan
from ...agenda.discussing.actions import add_comment, note_mentions
from ...agenda.discussing.proposals import make_proposal
from ...agenda.history import AgendaAct
from ...agenda.models import AgendaChange, StepComment
from ...agenda.plan import Plan, PlanStep
from ...agenda.publishing.actions import publish_plan
from ...agenda.publishing.leaving import programme_texts
from ...agenda.queries import plan_of
from ...agenda.versions.actions import create_version
from ...data.content import PACKAGE, read_toml
from ...data.db import db
from ...events.models import Event
from ...events.queries import team_of
from ...lib.text import Words
from ...release.texts import owner_of_event
from .releases import keep_all_words

FILE = PACKAGE / "setup" / "demo" / "agenda_versions.toml"


def refine_agenda(event: Event, users: dict[str, User], today: date) -> None:
    """Keep an earlier state as a version, then lead it step by step to the agenda as it is; then say what is open."""
    table = read_toml(FILE)
    final = plan_of(event)
    steps = {step.title.en: step for step in final.steps.values()}
    plan = final.with_rows(
        *(replace(steps[one["step"]], minutes=one["before"]) for one in table["changes"])
    )
    write_plan(event, final, plan, AgendaAct.STARTED, remember=False)
    begun = datetime.combine(today - timedelta(days=7), time(9, 20), UTC)
    create_version(event, plan, table["version"], users["F1"].id).at = begun
    for one in table["changes"]:
        now = plan_of(event)
        step = now.steps[steps[one["step"]].id]
        after = now.with_rows(replace(step, minutes=steps[one["step"]].minutes))
        write_plan(event, now, after, AgendaAct.EDITED, by=users[one["by"]].id, about=step.title)
    published = begun + timedelta(days=3, hours=6)
    keep_all_words(owner_of_event(event), programme_texts(plan_of(event)), users["O1"], published)
    publish_plan(event, plan_of(event), users["O1"].id, published).at = published
    now = plan_of(event)
    late = steps[table["later"]["step"]]
    after = now.with_rows(replace(late, about=Words(**table["later"]["about"])))
    write_plan(
        event, now, after, AgendaAct.EDITED, by=users[table["later"]["by"]].id, about=late.title
    )
    for row in table["comments"]:
        _say(event, plan_of(event), step=steps[row["step"]], row=row, users=users)
    _date_back(event, begun)


def _say(
    event: Event, plan: Plan, step: PlanStep, row: dict[str, Any], users: dict[str, User]
) -> None:
    values = {"minutes": row["minutes"]} if "minutes" in row else {}
    comment, _new = add_comment(
        event,
        plan.steps[step.id],
        by=users[row["by"]].id,
        text=row["text"],
        proposal=make_proposal(step, values) if values else None,
    )
    note_mentions(comment, team_of(event))
    if row.get("resolved"):
        comment.resolved_at, comment.resolved_by_id = clock.now(), users[row["resolved"]].id


def _date_back(event: Event, begun: datetime) -> None:
    """Spread what was just written over the days since."""
    models: tuple[Any, ...] = (AgendaChange, StepComment)
    for model in models:
        rows = db.session.scalars(
            sa.select(model).where(model.event_id == event.id).order_by(model.id)
        )
        for number, row in enumerate(rows, 1):
            row.at = begun + timedelta(days=number, hours=number % 5, minutes=17 * number % 60)
    db.session.flush()
