"""The document says what is so: it is valid, and the demo's answers are what it says."""

import re

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from facilitate.accounts.models import User
from facilitate.agenda.models import Step, StepComment
from facilitate.api.operation import OPERATIONS
from facilitate.checklists.models import Task, TaskComment, TaskLink
from facilitate.data.db import db
from facilitate.directory.models import Person, Post
from facilitate.events.models import Event
from facilitate.history.directory import REMOVALS as DIRECTORY
from facilitate.lib.text import Words
from facilitate.participation.actions import REMOVALS
from facilitate.participation.models import Attendance, Participation, Target, TargetKind
from facilitate.report.models import Attachment
from facilitate.setup.demo.load import OFFICIAL

from .. import moment
from ..directory.rows import add_office
from .conftest import token_for
from .test_doors import PLACES

LISTED = {"/letters": "/problems", "/library/stories": "/library"}
"""Where the numbers of an address stand that is below no list."""
PAST = ("photos", "evaluations", "timings", "annexes", "harvest")
"""What only an event has that is over."""
AT_TABLES = ("/seats", "/harvest", "/pairs")


def number_in(rows: list[dict], name: str) -> object:
    """What a row is read by."""
    if name == "document_id":
        rows = [one for one in rows if one["kind"] == "story"]
    return rows[0].get("id", rows[0].get("key"))


def add_what_the_demo_lacks() -> None:
    """Somebody checked in at the door, something in either bin, a comment and a link on a task, a post somebody had before."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == "annual-2008")).one()
    coming = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
    row = db.session.scalars(
        sa.select(Participation).where(Participation.event_id == event.id).limit(1)
    ).one()
    day, at = event.first_day, moment.now()
    db.session.add(Attendance(participation_id=row.id, day=day, at=at, door="North door"))
    office = add_office("Zyra e mbyllur")
    target = Target(event_id=coming.id, kind=TargetKind.OUTSIDE, least=60)
    db.session.add(target)
    step = db.session.scalars(sa.select(Step.id).where(Step.event_id == coming.id)).first()
    task = sa.select(sa.func.min(Task.id)).where(Task.event_id == coming.id).scalar_subquery()
    somebody = db.session.scalars(sa.select(Person).order_by(Person.id).limit(1)).one()
    where = somebody.organisation_id
    db.session.add_all(
        [
            TaskComment(task_id=task, user_id=None, at=at, text="Ask the hall first."),
            TaskLink(task_id=task, user_id=None, at=at, address="https://hall.example"),
            Post(person_id=somebody.id, organisation_id=where, position=Words("Clerk")),
        ]
    )
    told = StepComment(event_id=coming.id, step_id=step, at=at, text="Too long?")
    paper = {
        "file_name": "plan.pdf",
        "media_type": "application/pdf",
        "size": 4,
        "content": b"%PDF",
    }
    db.session.add_all([told, Attachment(event_id=event.id, title="The plan", at=at, **paper)])
    db.session.flush()
    boss = db.session.scalars(sa.select(User).where(User.email == OFFICIAL)).one()
    DIRECTORY.remove(None, office, Words(office.name), boss.id)
    REMOVALS.remove(coming, target, Words("Target mix"), boss.id)
    db.session.commit()


def test_the_demo_answers_as_the_document_says(demo: Flask) -> None:
    client = demo.test_client()
    document = client.get("/api/v1/openapi.json").json
    validate(document)
    assert sum(len(methods) for methods in document["paths"].values()) == len(OPERATIONS)
    with demo.app_context():
        session = db.session.scalars(
            sa.select(User.session_token).where(User.email == OFFICIAL)
        ).one()
        head = {"Authorization": f"Bearer {token_for(session)}"}
        add_what_the_demo_lacks()
    wrong, empty = {}, set()
    for path, methods in document["paths"].items():
        if "get" not in methods:
            continue
        slug = (
            "committee-korce"
            if any(work in path for work in ("/advice", "/standards", "/requests", "/sent"))
            else "shelters"
            if any(work in path for work in ("/positions", "/presidencies", "/turns"))
            else "north"
            if path.startswith("/forums")
            else "annual-2008"
            if any(
                room in path
                for room in ("notes", "decisions", "actions", "lessons", "attendance", *PAST)
            )
            else "annual-next"
        )
        address = path.replace("{slug}", slug)
        for name, value in PLACES.items():
            address = address.replace(f"{{{name}}}", value)
        if "{" in address:
            listed, name, after = re.split(r"/\{(\w+)\}", address)
            rows = client.get(f"/api/v1{LISTED.get(listed, listed)}", headers=head).json["items"]
            seated = [one for one in rows if after in AT_TABLES and one["kind"] == "cafe"]
            address = f"{listed}/{number_in((seated or rows), name)}{after}"
        told = client.get(f"/api/v1{address}", headers=head).json
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}
        mistakes = [one.message for one in Draft202012Validator(whole).iter_errors(told)]
        wrong |= {path: mistakes[:2]} if mistakes else {}
        empty |= {path} if told.get("items") == [] else set()
    assert wrong == {}
    assert empty == set()


def test_an_anonymous_answer_names_nobody(demo: Flask) -> None:
    with demo.app_context():
        session = db.session.scalars(
            sa.select(User.session_token).where(User.email == OFFICIAL)
        ).one()
        head = {"Authorization": f"Bearer {token_for(session)}"}
    told = demo.test_client().get("/api/v1/events/annual-next/answers", headers=head).json["items"]
    assert len(told) > 30
    assert {name for one in told for name in one} == {"given_on", "said"}


def test_the_documentation_is_read_area_by_area(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    whole = client.get("/api/docs").text
    assert len(whole) < 150_000
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in whole, one["operationId"]
    tasks = client.get("/api/docs?area=tasks").text
    assert 'id="edit_task"' in tasks
    linked = set(re.findall(r'href="#(shape-\w+)"', tasks))
    assert linked
    assert {one for one in linked if f'id="{one}"' not in tasks} == set()
    assert client.get("/api/docs?area=moon").status_code == 200
