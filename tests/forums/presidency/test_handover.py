"""The handover sheet: what it holds, and who gets addresses."""

import io
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from facilitate.db import db
from facilitate.directory.models import ContactExport
from facilitate.forums.models import Activity, ActivityStatus, Forum, OpenPoint, PointKind, Position, WorkPlan

from ... import moment
from ..rhythm.rows import meeting
from .conftest import last_day

pytestmark = pytest.mark.both_databases


@pytest.fixture
def sheet(app, coalition) -> str:
    """Twelve open actions and a closed one, a plan half done, a meeting to come, a position under review."""
    today = moment.today()
    with app.app_context():
        alba = coalition.members["alba"]
        for number in range(12):
            db.session.add(
                OpenPoint(forum_id=coalition.forum, kind=PointKind.ACTION, text=f"Action {number}", member_id=alba, due_on=today + timedelta(number - 1))
            )  # fmt: skip
        db.session.add(
            OpenPoint(
                forum_id=coalition.forum, kind=PointKind.ACTION, text="Closed", closed_on=moment.today()
            )
        )
        plan = WorkPlan(presidency_id=coalition.presidency)
        db.session.add(plan)
        db.session.flush()
        for place, (text, status) in enumerate(
            (("Finished", ActivityStatus.DONE), ("Unfinished", ActivityStatus.UNDER_WAY))
        ):
            db.session.add(
                Activity(work_plan_id=plan.id, position=place, text=text, member_id=alba, status=status)
            )
        meeting(db.session.get_one(Forum, coalition.forum), moment.today() + timedelta(12))
        db.session.add(
            Position(forum_id=coalition.forum, title="More beds", text="…", sent_on=moment.today())
        )
        db.session.commit()
    return f"{coalition.path}/{coalition.presidency}/handover.docx"


def text(answer) -> str:
    file = docx.Document(io.BytesIO(answer.data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def exports(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ContactExport.people)))


def test_it_holds_what_is_open(app, sign_in, coalition, sheet) -> None:
    sign_in("organiser").post(
        f"{coalition.path}/next", data={"first_day": f"{last_day() + timedelta(1)}", "number": "1"}
    )
    told = text(sign_in("administrator").get(sheet))
    for there in (
        "From: Strehëza Alba", "To: Strehëza Besa", "Action 9", "2 more are in the planner.", "Unfinished", "Meeting, Fier",
        "1 of 2 activities are done.", "More beds", "Carl Smith", "ana@office.example", "+355 4 555 0100",
        "Work plan of the presidency, approved by every member",
    ):  # fmt: skip
        assert (there, there in told) == (there, True)
    for not_there in ("Action 10", "Closed", "Finished\n"):
        assert not_there not in told
    assert exports(app) == [4]


def test_addresses_only_for_who_may_see_them(app, sign_in, sheet) -> None:
    told = text(sign_in("viewer").get(sheet))
    assert ("office.example" in told, "+355" in told, "Ana Leka" in told) == (False, False, True)
    assert "Addresses and numbers are left out" in told
    assert exports(app) == []


def test_doors(client, sign_in, coalition, sheet) -> None:
    assert client.get(sheet).status_code == 302
    assert sign_in("viewer").post(sheet).status_code == 405
    assert sign_in("viewer").get(f"{coalition.path}/999/handover.docx").status_code == 404


def test_nothing_is_there_yet(sign_in, coalition) -> None:
    told = text(sign_in("viewer").get(f"{coalition.path}/{coalition.presidency}/handover.docx"))
    assert (
        "None is open." in told,
        "To: not planned yet" in told,
        "No activity is written down yet." in told,
    ) == (True,) * 3
