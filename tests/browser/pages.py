"""Every page of the demo that can be opened with GET, found by walking the URL map."""

import sqlalchemy as sa
from flask import Flask, url_for

from facilitate.agenda.models import Day, Step
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.checklists.models import Task
from facilitate.consultation.models import Questionnaire, Theme
from facilitate.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event, Objective

FILES = {
    "calendars.download", "calendars.feed", "checklists.export", "consultation.qr", "guides.download",
    "participation.figures_xlsx", "overview.figures_xlsx",
}  # fmt: skip
"""Endpoints that answer with a file, not with a page."""


def values(app: Flask) -> dict[str, object]:
    """A value for every argument of every address, taken from the demo."""
    with app.app_context():

        def first(model: type, *conditions: sa.ColumnElement[bool]) -> int:
            return db.session.scalars(sa.select(model.id).where(*conditions).order_by(model.id)).first()  # type: ignore[attr-defined]

        event = first(Event, Event.slug == "annual-next")
        return {
            "slug": "annual-next",
            "token": db.session.scalars(sa.select(Questionnaire.token)).first(),
            "key": "world-cafe",
            "step_id": first(Step, Step.event_id == event),
            "day_id": first(Day, Day.event_id == event),
            "cafe_id": first(Cafe),
            "cafe_step_id": db.session.scalars(sa.select(Cafe.step_id)).first(),
            "table_id": first(CafeTable),
            "task_id": first(Task, Task.event_id == event),
            "theme_id": first(Theme),
            "objective_id": first(Objective),
            "sector_id": first(Sector),
            "organisation_id": first(Organisation),
            "person_id": first(Person),
        }


def addresses(app: Flask) -> dict[str, str]:
    """Endpoint → address of every page, in the order of the URL map."""
    known = values(app)
    found: dict[str, str] = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in FILES:
            continue
        arguments = {name: known.get(name) for name in rule.arguments}
        if rule.endpoint.startswith("forums.") and "slug" in arguments:
            arguments["slug"] = "north"
        if rule.endpoint.startswith("cafe.") and "step_id" in arguments:
            arguments["step_id"] = known["cafe_step_id"]
        if rule.endpoint == "checklists.confirm":
            arguments["token"] = None  # there is no upload under way
        if rule.endpoint == "accounts.link":
            arguments["token"] = "ended"
        if None in arguments.values():
            continue
        with app.test_request_context():
            found[rule.endpoint] = url_for(rule.endpoint, **arguments)
    return found


PUBLIC = {
    "accounts.sign_in",
    "accounts.forgot",
    "accounts.link",
    "accounts.first_run",
    "consultation.answer",
    "consultation.thanks",
}
"""Pages for people who are not signed in."""
