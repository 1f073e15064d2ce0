"""A program reads what the page shows beside the row itself: comments, own columns, who hosts; and pages of a list that changes meanwhile."""

from datetime import timedelta
from types import SimpleNamespace
from typing import NotRequired, TypedDict

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.api.operation import Bilingual, tell_row
from facilitate.budget.models import CostCategory, CostLine
from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.lib.text import Words

from .. import moment
from ..people import Cast

TASKS = "/events/spring/tasks"


class OfficeShape(TypedDict):
    """Something with a wording, and with what is told only to some."""

    id: int
    name: Bilingual
    phone: NotRequired[str]


def test_a_row_is_told_by_its_shape_and_what_is_for_some_only_where_it_is_given() -> None:
    row = SimpleNamespace(id=7, name=None, phone="042", note="Not in the shape.")
    assert tell_row(OfficeShape, row) == {"id": 7, "name": {"en": "", "sq": ""}}
    named = {"id": 7, "name": {"en": "Archive", "sq": "Arkivi"}, "phone": "042"}
    assert tell_row(OfficeShape, row, **named) == named


def test_a_task_with_what_was_said_about_it(app: Flask, program) -> None:
    ask = program("organiser")
    made = ask("POST", TASKS, {"title": {"en": "Chairs"}}).json["id"]
    assert ask("POST", f"{TASKS}/{made}/comments", {"text": "Forty are there."}).status_code == 200
    with app.app_context():
        db.session.get_one(Task, made).extra = {"Supplier": "Rent & Co"}
        db.session.commit()
    [said] = ask("GET", f"{TASKS}/{made}/comments").json["items"]
    assert (said["text"], said["by"]) == ("Forty are there.", "Arta Hoxha")
    told = ask("GET", f"{TASKS}/{made}").json
    assert (told["own_columns"], told["milestone"]) == ({"Supplier": "Rent & Co"}, None)
    assert ask("GET", f"{TASKS}/{made}/links").json["items"] == []
    assert ask("GET", f"{TASKS}/999/comments").status_code == 404


def test_a_cost_with_columns_of_its_own(app: Flask, cast: Cast, program) -> None:
    with app.app_context():
        row = {"code": "L1", "position": 1, "category": CostCategory.FEES, "title": Words("Hall")}
        own = {"Invoice": "17/2027"}
        db.session.add(CostLine(event_id=cast.event_id, currency="EUR", extra=own, **row))
        db.session.commit()
    [told] = program("organiser")("GET", "/events/spring/costs").json["items"]
    assert told["own_columns"] == {"Invoice": "17/2027"}


def test_a_technique_is_told_whole_and_short_in_the_list(program) -> None:
    ask = program("organiser")
    short = ask("GET", "/techniques").json["items"][0]
    whole = ask("GET", f"/techniques/{short['id']}").json
    assert {name: whole[name] for name in short} == short
    assert whole["troubles"][0]["remedy"]["sq"]
    assert whole["materials"][0]["per"]


def test_a_list_that_changes_meanwhile_is_told_whole(program) -> None:
    """Rehearsals stand in the order of their hours: one more before those told already hides none of the others, nor shows one twice."""
    ask, path = program("organiser"), "/events/spring/rehearsals"
    day = (moment.spring_day() - timedelta(days=1)).isoformat()

    def plan(hour: int) -> int:
        sent = {"day": day, "starts": f"{hour}:00", "minutes": 30, "team": True, "hosts": False}
        made: int = ask("POST", path, sent).json["id"]
        return made

    def page(cursor: str = "") -> tuple[list[int], str | None]:
        told = ask("GET", f"{path}?limit=2&cursor={cursor}").json
        return [one["starts"] // 60 for one in told["items"]], told["next"]

    made = {hour: plan(hour) for hour in range(10, 15)}
    hours, cursor = page()
    assert hours == [10, 11]
    plan(9)
    hours, cursor = page(cursor or "")
    assert hours == [12, 13]
    assert ask("DELETE", f"{path}/{made[13]}").status_code == 204
    assert page(cursor or "") == ([14], None)


def test_what_is_told_of_another_row_is_told_again_once_that_has_changed(
    app: Flask, cast: Cast, program
) -> None:
    """A task tells the name of who has it: its own version stays, what a program read of it is old."""
    ask = program("organiser")
    address = f"{TASKS}/{ask('POST', TASKS, {'title': {'en': 'Chairs'}}).json['id']}"
    with app.app_context():
        owner = db.session.scalars(sa.select(User).where(User.name == "Arta Hoxha")).one()
        task = db.session.scalars(sa.select(Task)).one()
        task.owner_id, number = owner.id, owner.id
        db.session.commit()
    read = ask("GET", address)
    assert ask("GET", address, If_None_Match=read.headers["ETag"]).status_code == 304
    with app.app_context():
        db.session.get_one(User, number).name = "Arta Hoxha-Leka"
        db.session.commit()
    again = ask("GET", address, If_None_Match=read.headers["ETag"])
    assert (again.status_code, again.json["owner"]) == (200, "Arta Hoxha-Leka")
    assert again.json["version"] == read.json["version"]
    changed = ask("PATCH", address, {"note": "Forty"}, If_Match=read.headers["ETag"])
    assert changed.status_code == 200
