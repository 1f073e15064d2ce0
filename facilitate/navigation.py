"""The main menu and an event's thread: what is done, where one is, what is due."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from flask import Flask, request, url_for
from sqlalchemy.orm import InstrumentedAttribute

from . import clock
from .accounts.doors import is_in_a_team
from .agenda.models import Step
from .cafe.models import Cafe, CafeTable
from .checklists.models import Status, Task
from .consultation.models import Answer, Purpose, Questionnaire
from .consultation.purpose import afterwards, beforehand
from .db import db
from .events.access import Can, may
from .events.models import Event, Objective
from .i18n import _, _n
from .mail import Message, MessageState
from .notes.models import NoteLine
from .participation.models import Participation
from .report.models import Edition

CLOSED = {
    "participation.people": Can.SEE_PEOPLE,
    "budget.page": Can.SEE_BUDGET,
    "notes.page": Can.TAKE_NOTES,
    "overview.event_outbox": Can.SEE_OUTBOX,
}
"""Stations that not everybody of the team may open."""


@dataclass(frozen=True)
class Entry:
    """One line of the thread."""

    name: str
    url: str
    here: bool = False
    done: bool = False
    due: str = ""


def main_menu() -> list[tuple[str, str]]:
    """The planner's own pages: name and endpoint."""
    shared = [(_("Forums"), "forums.index"), (_("Directory"), "directory.organisations")]
    return [
        (_("Events"), "overview.front"),
        *(shared if is_in_a_team() else []),
        (_("Techniques"), "techniques.shelf"),
        (_("What we learned"), "practice.search"),
        (_("Figures"), "overview.figures"),
    ]


def thread(event: Event) -> list[Entry]:
    """The stations of an event in working order, with one question to the database."""
    of_this = {"event": event.id, "today": clock.today_in(event)}
    facts = db.session.execute(_facts(), of_this).one()
    late = _n("%(num)d late", "%(num)d late", facts.late) if facts.late else ""
    failed = _n("%(num)d failed", "%(num)d failed", facts.failed) if facts.failed else ""
    stations = [
        (_("Consult"), "consultation.home", facts.answers > 0, ""),
        (_("Objectives"), "objectives.page", facts.objectives > 0, ""),
        (_("Agenda"), "agenda.page", facts.steps > 0, ""),
        (_("Café"), "cafe.page", facts.tables > 0, ""),
        (_("Checklist"), "checklists.page", facts.tasks > 0 and facts.open == 0, late),
        (_("Guide"), "guides.page", False, ""),
        (_("People"), "participation.people", facts.people > 0, ""),
        (_("Budget"), "budget.page", False, ""),
        (_("Notes"), "notes.page", facts.lines > 0, ""),
        (_("Evaluation"), "consultation.evaluation", facts.evaluated > 0, ""),
        (_("Report"), "report.page", facts.released > 0, ""),
        (_("Figures"), "participation.figures", False, ""),
        (_("Calendar"), "calendars.page", False, ""),
        (_("What happened"), "history.page", False, ""),
        (_("Outbox"), "overview.event_outbox", False, failed),
    ]
    here = request.endpoint or ""
    return [
        Entry(
            name=name,
            url=url_for(endpoint, slug=event.slug),
            here=_is_here(here, endpoint),
            done=done,
            due=due,
        )
        for name, endpoint, done, due in stations
        if endpoint not in CLOSED or may(CLOSED[endpoint])
    ]


@cache
def _facts() -> sa.Executable:
    """How many answers, objectives, steps, café tables, tasks, people, notes, reports and failed mails an event has: one statement,

    made once: every page of an event asks it.
    """
    event: sa.BindParameter[int] = sa.bindparam("event")
    today: sa.BindParameter[date] = sa.bindparam("today")

    def number(
        column: InstrumentedAttribute[int], name: str, *conditions: sa.ColumnElement[bool]
    ) -> sa.Label[int]:
        return sa.select(sa.func.count(column)).where(*conditions).scalar_subquery().label(name)

    task = sa.and_(
        Task.event_id == event, Task.removed_at.is_(None), Task.status != Status.NOT_NEEDED
    )
    open_task = sa.and_(task, Task.status != Status.DONE)
    asked = sa.and_(Questionnaire.id == Answer.questionnaire_id, beforehand(event))
    evaluated = sa.and_(Questionnaire.id == Answer.questionnaire_id, afterwards(event))
    laid = sa.and_(CafeTable.cafe_id == Cafe.id, Cafe.step_id == Step.id, Step.event_id == event)
    out = sa.and_(Edition.released_at.is_not(None), Edition.withdrawn_at.is_(None))
    return sa.select(
        number(Answer.id, "answers", asked),
        number(Answer.id, "evaluated", evaluated),
        number(Objective.id, "objectives", Objective.event_id == event),
        number(Step.id, "steps", Step.event_id == event, Step.removed_at.is_(None)),
        number(CafeTable.id, "tables", laid, Step.removed_at.is_(None)),
        number(Task.id, "open", open_task),
        number(Task.id, "tasks", task),
        number(Task.id, "late", open_task, Task.due_on < today),
        number(Participation.id, "people", Participation.event_id == event),
        number(NoteLine.id, "lines", NoteLine.event_id == event, NoteLine.removed_at.is_(None)),
        number(Edition.id, "released", Edition.event_id == event, out),
        number(
            Message.id, "failed", Message.event_id == event, Message.state == MessageState.FAILED
        ),
    )


def _is_here(here: str, endpoint: str) -> bool:
    """Whether the page `here` belongs to that station.

    Two rooms hold two stations each: people and figures, consultation and evaluation (its purpose is in the address).
    """
    own = here.split(".")[0]
    if own == "participation":
        own = (
            "participation.figures"
            if here.startswith("participation.figures")
            else "participation.people"
        )
    elif own == "consultation":
        after = (request.view_args or {}).get("purpose") == Purpose.EVALUATION
        after = after or here.startswith("consultation.evaluation")
        own = "consultation.evaluation" if after else "consultation.home"
    return own == endpoint if "." in own else own == endpoint.split(".")[0]


def days_to_go(event: Event) -> str:
    """`114 days to go`, `today`, or nothing once it is over."""
    left = (event.first_day - clock.today_in(event)).days
    if left > 0:
        return _n("%(num)d day to go", "%(num)d days to go", left)
    return _("now") if event.last_day >= clock.today_in(event) else ""


def init_app(app: Flask) -> None:
    """Give the layouts their menus."""
    app.jinja_env.globals.update(main_menu=main_menu, thread=thread, days_to_go=days_to_go)
