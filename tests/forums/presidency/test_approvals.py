"""A work plan that not every member has approved: said on the duty, and asked before a file fulfils it."""

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.approvals import awaited_approvals
from facilitate.forums.models import Activity, Approval, Duty, Forum, ForumDocument, WorkPlan

from ... import moment
from .conftest import Coalition

pytestmark = pytest.mark.both_databases
PDF = b"%PDF-1.7 signed"


@pytest.fixture
def plan(app: Flask, coalition: Coalition) -> int:
    """Alba's plan was sent round; Alba and Besa approve it, the observer too. Gives the number of the plan."""
    with app.app_context():
        row = WorkPlan(presidency_id=coalition.presidency, sent_on=moment.planner_today())
        db.session.add(row)
        db.session.flush()
        db.session.add(Activity(work_plan_id=row.id, position=0, text="Meet the ministry"))
        for who in ("alba", "besa", "agency"):
            db.session.add(_says(row.id, coalition.members[who]))
        db.session.commit()
        return row.id


def _says(plan_id: int, member_id: int, approves: bool = True) -> Approval:
    return Approval(
        work_plan_id=plan_id,
        edition=1,
        member_id=member_id,
        approves=approves,
        name="",
        at=moment.now(),
    )


def filed(client: FlaskClient, app: Flask, **more: str) -> int:
    """File a document for the duty to have a work plan."""
    with app.app_context():
        duty = db.session.scalar(sa.select(Duty.id).where(Duty.key == "work_plan"))
    facts = {
        "title": "Plan",
        "on": moment.planner_today().isoformat(),
        "duty_id": str(duty),
        "file": (io.BytesIO(PDF), "plan.pdf"),
    }
    return client.post("/forums/coalition/documents/new", data=facts | more).status_code


def test_who_is_missing_is_told(app: Flask, coalition: Coalition, plan: int) -> None:
    with app.app_context():
        forum = db.session.get_one(Forum, coalition.forum)
        found = awaited_approvals(forum, moment.planner_today())
        assert found is not None
        assert (found.name, found.counted, found.approved, found.missing) == (
            "Strehëza Alba",
            3,
            2,
            ["Strehëza Drita"],
        )
        db.session.add(_says(plan, coalition.members["drita"], approves=False))
        db.session.flush()
        assert awaited_approvals(forum, moment.planner_today()) == found
        db.session.execute(sa.update(Approval).values(approves=True))
        assert awaited_approvals(forum, moment.planner_today()) is None


@pytest.mark.one_database
def test_the_duty_and_the_form_say_it(keeper: FlaskClient, plan: int) -> None:
    words = "2 of 3 members have approved the work plan of Strehëza Alba here; still missing: Strehëza Drita."
    assert words in keeper.get("/forums/coalition/duties").text
    assert words in keeper.get("/forums/coalition/documents/new").text


def test_a_file_fulfils_the_duty_only_where_every_member_approved(
    keeper: FlaskClient, app: Flask, coalition: Coalition, plan: int
) -> None:
    assert filed(keeper, app) == 422
    assert filed(keeper, app, duty_id="") == 302
    assert filed(keeper, app, on_paper="y") == 302
    with app.app_context():
        db.session.add(_says(plan, coalition.members["drita"]))
        db.session.commit()
    assert "members have approved" not in keeper.get("/forums/coalition/documents/new").text
    assert filed(keeper, app) == 302
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(ForumDocument.id))) == 3


@pytest.mark.one_database
def test_without_a_work_plan_everybody_is_missing(
    keeper: FlaskClient, coalition: Coalition
) -> None:
    assert "0 of 3 members have approved" in keeper.get("/forums/coalition/duties").text
    assert "have approved" not in keeper.get("/forums/south/duties").text
