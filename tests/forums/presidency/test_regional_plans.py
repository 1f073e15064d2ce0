"""A committee's regional plan: the coalition's work plan with goals, indicators and money, approved in the same way."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.forums.actions import add_forum, make_keeper
from facilitate.forums.links import link_for
from facilitate.forums.models import (
    Activity,
    Forum,
    ForumMember,
    ForumRole,
    MemberLinkPurpose,
    WorkPlan,
)
from facilitate.lib.text import Words

from ... import moment
from ...directory.rows import add_office

PAGE = "/forums/lezhe/regional-plans"


@pytest.fixture
def committee(app: Flask, cast) -> dict[str, int]:
    """A prefecture in the chair and a municipality; kept by the organiser and by the lead facilitator."""
    with app.app_context():
        forum = add_forum(
            Forum(
                slug="lezhe",
                name=Words("Committee", "Komiteti"),
                purpose=Words(),
                kind="regional_committee",
                created_at=moment.now(),
            )
        )
        for who in ("organiser", "lead_facilitator"):
            make_keeper(forum, cast.users[who])
        found = {}
        for name, role in (("Prefektura", ForumRole.CHAIR), ("Bashkia", ForumRole.MEMBER)):
            office: Organisation = add_office(name, "local_government")
            since = moment.planner_today() - timedelta(days=400)
            member = ForumMember(
                forum_id=forum.id, organisation_id=office.id, role=role, since=since
            )
            db.session.add(member)
            db.session.flush()
            found[name] = member.id
        db.session.commit()
        return found


def test_a_plan_with_money_is_released_approved_and_filed(
    app: Flask, organiser, lead, sign_in, client, committee
) -> None:
    assert organiser.get("/forums/lezhe/presidency").headers["Location"] == PAGE
    assert sign_in("viewer").get(f"{PAGE}/new").status_code == 403
    form = organiser.get(f"{PAGE}/new").text
    days = dict(re.findall(r'name="(first_day|last_day)"[^>]*value="([^"]+)"', form))
    assert f'selected value="{committee["Prefektura"]}"' in form
    plan = organiser.post(
        f"{PAGE}/new", data={**days, "member_id": committee["Prefektura"], "version": ""}
    ).headers["Location"]
    row = {
        "text": "Two meetings in each school",
        "goal": "Prevention",
        "indicator": "Pupils who came",
        "needed": "480 000",
        "found": "300 000",
        "member_id": committee["Bashkia"],
        "state": "planned",
    }
    wrong = organiser.post(f"{plan}/activities", data=row | {"needed": "50 €"})
    assert (wrong.status_code, "write the amount in lekë" in wrong.text) == (422, True)
    assert organiser.post(f"{plan}/activities", data=row).status_code == 302
    rich = {**row, "text": "A room", "needed": "100", "found": "900 000", "state": "planned"}
    assert organiser.post(f"{plan}/activities", data=rich).status_code == 302
    page = organiser.get(plan).text
    assert "180,000.00 are still to be found" in page, "what a room has too much pays no meeting"
    with app.app_context():
        room = db.session.scalars(sa.select(Activity.id).where(Activity.text == "A room")).one()
    assert organiser.post(f"{plan}/{room}/remove").status_code == 302
    for one in (organiser, lead):
        assert one.post(f"{plan}/release").status_code == 302
    page = organiser.get(plan).text
    assert ("Regional plan" in page, "180,000.00 are still to be found" in page) == (True, True)
    sheet = openpyxl.load_workbook(io.BytesIO(organiser.get(f"{plan}.xlsx").data)).active
    assert [one.value for one in sheet[5]][5:] == [
        "Prevention",
        "Pupils who came",
        480_000,
        300_000,
    ]
    assert organiser.post(f"{plan}/links").status_code == 302
    with app.app_context():
        plan_id = db.session.scalars(sa.select(WorkPlan.id)).one()
        members = db.session.scalars(sa.select(ForumMember)).all()
        links = [link_for(one, MemberLinkPurpose.WORK_PLAN, plan_id).token for one in members]
    for token in links:
        assert "Prevention" in client.get(f"/w/{token}").text
        said = {"edition": "1", "answer": "yes", "name": "Ana"}
        assert client.post(f"/w/{token}", data=said).status_code == 302
    assert "Approved by every member" in organiser.get(PAGE).text
    with app.app_context():
        activity = db.session.scalars(sa.select(Activity)).one()
        version, key = activity.version, activity.id
    more = {**row, "found": "400 000", "version": str(version)}
    organiser.post(f"{plan}/{key}", data=more)
    with app.app_context():
        assert db.session.scalars(sa.select(WorkPlan.edition)).one() == 1
    organiser.post(f"{plan}/{key}", data={**more, "needed": "500 000", "version": str(version + 1)})
    with app.app_context():
        assert db.session.scalars(sa.select(WorkPlan.edition)).one() == 2
    # The activities leave as a list, come back with one more, and go again; what was approved is asked anew.
    listed = f"{plan.removesuffix('/work-plan')}/activities"
    assert f'href="{listed}/bring-back"' in organiser.get(plan).text
    book = openpyxl.load_workbook(io.BytesIO(organiser.get(f"{listed}.xlsx").data))
    for column, value in enumerate(
        ["A bus for the pupils", "bashkia", None, "planned", "Prevention", "", "20 000,50", ""], 1
    ):
        book.worksheets[0].cell(5, column, value)
    book.worksheets[0].cell(6, 1, "Of nobody")
    book.worksheets[0].cell(6, 4, "planned")
    book.worksheets[0].cell(6, 7, "-5")
    file = io.BytesIO()
    book.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "plan.xlsx")}
    shown = organiser.get(organiser.post(f"{listed}/bring-back", data=sent).location)
    assert "Please write the amount in lekë." in shown.text
    mark = shown.text.split('name="fingerprint" value="')[1].split('"')[0]
    done = organiser.post(
        shown.request.path, data={"fingerprint": mark}, follow_redirects=True
    ).text
    with app.app_context():
        rows = db.session.scalars(sa.select(Activity).order_by(Activity.position)).all()
        assert [(one.text, one.member_id, one.needed) for one in rows[1:]] == [
            ("A bus for the pupils", committee["Bashkia"], 2_000_050),
            ("Of nobody", None, None),
        ]
    organiser.post(re.findall(r'action="([^"]*undo[^"]*)"', done)[0].replace("&amp;", "&"))
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Activity.id))) == 1
