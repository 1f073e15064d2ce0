"""A work plan: written, sent round, approved by the whole membership without account, filed; a change asks anew."""

import io
from datetime import timedelta

import docx
import openpyxl
import pytest
import sqlalchemy as sa

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.forums.models import (
    Activity,
    Duty,
    ForumDocument,
    ForumMember,
    MemberLinkPurpose,
    Presidency,
    WorkPlan,
)
from facilitate.mail.outbox import Message

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ...two_people import let_out
from .conftest import member_token

pytestmark = pytest.mark.both_databases


@pytest.fixture
@keep_scene
def plan(app, coalition) -> int:
    """A draft with two activities, Besa's and nobody's."""
    with app.app_context():
        row = WorkPlan(presidency_id=coalition.presidency, aims="One helpline.")
        db.session.add(row)
        db.session.flush()
        for place, (text, member) in enumerate(
            (("Train the night shift", "besa"), ("Write to the ministry", ""))
        ):
            db.session.add(
                Activity(
                    work_plan_id=row.id,
                    position=place,
                    text=text,
                    member_id=coalition.members.get(member),
                    due_on=moment.planner_today() + timedelta(9),
                )
            )
        db.session.commit()
        return row.id


@pytest.fixture
def release(sign_in, coalition):
    """Two people release the plan as it is now."""

    def pressed() -> list[int]:
        return let_out(f"{coalition.plan}/release", sign_in("organiser"), sign_in("administrator"))

    return pressed


@pytest.fixture
@keep_scene
def sent(app, plan, release, coalition) -> dict[str, str]:
    """The plan is released and sent round: the link of each member."""
    assert release() == [302, 302]
    with app.app_context():
        db.session.get_one(WorkPlan, plan).sent_on = moment.planner_today()
        db.session.commit()
    return {
        key: f"/w/{member_token(app, coalition, key, MemberLinkPurpose.WORK_PLAN, plan)}"
        for key in coalition.members
    }


def says(client, link: str, answer: str = "yes", edition: int = 1, **more: str):
    return client.post(
        link,
        data={"answer": answer, "edition": str(edition), "name": "Somebody", "reason": "", **more},
    )


def state(app, plan: int) -> tuple[int, bool]:
    with app.app_context():
        row = db.session.get_one(WorkPlan, plan)
        return row.edition, row.sent_on is not None


def texts(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Activity.text).order_by(Activity.position)))


def test_activities_are_added_changed_moved_and_removed(app, keeper, coalition) -> None:
    add = f"{coalition.plan}/activities"
    assert keeper.get(coalition.plan).status_code == 200
    for what in ("First", "Second", "Third"):
        typed = {
            "text": what,
            "member_id": coalition.members["drita"],
            "due_on": f"{moment.planner_today()}",
            "state": "planned",
        }
        assert keeper.post(add, data=typed).status_code == 302
    bad = keeper.post(
        add, data={"text": "", "member_id": "999", "due_on": "soon", "state": "planned"}
    )
    assert (bad.status_code, "Please fill this in." in bad.text, 'value="soon"' in bad.text) == (
        422,
        True,
        True,
    )
    with app.app_context():
        ids = list(db.session.scalars(sa.select(Activity.id).order_by(Activity.position)))
    keeper.post(f"{coalition.plan}/{ids[2]}/move", data={"to": "up"})
    assert texts(app) == ["First", "Third", "Second"]
    keeper.post(f"{coalition.plan}/{ids[0]}/remove")
    typed = {"text": "Last", "member_id": "", "due_on": "", "state": "under_way", "version": "1"}
    with app.app_context():
        typed["version"] = str(db.session.get_one(Activity, ids[1]).version)
    assert keeper.post(f"{coalition.plan}/{ids[1]}", data=typed).status_code == 302
    assert texts(app) == ["Third", "Last"]
    keeper.post(f"{coalition.plan}/aims", data={"aims": "To be heard.", "version": "1"})
    assert "To be heard." in keeper.get(coalition.plan).text


@pytest.mark.one_database
def test_it_is_sent_with_preview_and_count(
    app, keeper, coalition, plan, release, monkeypatch
) -> None:
    page = f"{coalition.plan}/send"
    release()
    html = keeper.get(page).text
    assert (
        "4 letters are ready to be handed over." in html,
        "No mail server is set up." in html,
    ) == (
        True,
        True,
    )
    assert keeper.post(page).status_code == 409
    for module in ("mailings", "pages"):
        monkeypatch.setattr(f"facilitate.mailing.{module}.can_mail", lambda: True)
    mark = keeper.get(page).text.split('name="fingerprint" value="')[1].split('"')[0]
    assert keeper.post(page, data={"fingerprint": "other"}).status_code == 409
    assert keeper.post(page, data={"fingerprint": mark}).location == coalition.plan
    with app.app_context():
        mails = db.session.scalars(sa.select(Message).order_by(Message.to)).all()
        assert [one.to for one in mails] == [
            f"{name}@office.example" for name in ("ana", "beni", "carl", "dora")
        ]
        assert "http://localhost/w/" in mails[0].body
    assert state(app, plan) == (1, True)
    assert "There is nobody left to write to." in keeper.get(page).text


@pytest.mark.one_database
def test_links_are_made_to_hand_over(app, keeper, coalition, plan, release) -> None:
    release()
    assert keeper.post(f"{coalition.plan}/links").status_code == 302
    assert keeper.get(coalition.plan).text.count("<code>http://localhost/w/") == 4
    assert state(app, plan) == (1, True)


@pytest.mark.one_database
def test_an_empty_plan_is_not_sent(keeper, coalition) -> None:
    assert keeper.get(f"{coalition.plan}/send").status_code == 409
    assert keeper.post(f"{coalition.plan}/links").status_code == 409


@pytest.mark.one_database
def test_the_link_says_whose_it_is(client, sent) -> None:
    html = client.get(sent["besa"]).text
    assert "Beni Muka, Strehëza Besa" in html
    assert client.get(sent["agency"]).text.count("observer") == 1
    assert client.get("/w/nothing").status_code == 404


def test_approved_by_the_whole_membership_and_filed_once(
    app, client, keeper, coalition, plan, sent
) -> None:
    assert says(client, sent["agency"]).status_code == 302
    for key in ("alba", "besa"):
        assert says(client, sent[key]).status_code == 302
    assert "2 of 3 members have approved it." in keeper.get(coalition.plan).text
    assert keeper.post(f"{coalition.plan}/file").status_code == 409
    assert says(client, sent["drita"], name="Dora K.").status_code == 302
    html = keeper.get(coalition.plan).text
    assert ("Approved by every member." in html, "Dora K." in html) == (True, True)
    with app.app_context():
        filed = db.session.scalars(sa.select(ForumDocument)).one()
        duty = db.session.scalars(sa.select(Duty).where(Duty.key == "work_plan")).one()
        assert (filed.duty_id, filed.on, filed.forum_id) == (
            duty.id,
            moment.planner_today(),
            coalition.forum,
        )
        text = "\n".join(
            cell.text
            for table in docx.Document(io.BytesIO(filed.content)).tables
            for row in table.rows
            for cell in row.cells
        )
    assert ("Train the night shift" in text, "Dora K." in text) == (True, True)
    late = says(client, sent["besa"], "no", reason="Changed my mind.")
    assert (late.status_code, "Changed my mind." in late.text) == (409, True)


@pytest.mark.one_database
def test_an_observer_approves_nothing_and_objects_in_vain(
    app, client, keeper, coalition, sent
) -> None:
    says(client, sent["agency"], "no", reason="Too little.")
    for key in ("alba", "besa", "drita"):
        says(client, sent[key])
    html = keeper.get(coalition.plan).text
    assert ("Approved by every member." in html, "observer, not counted" in html) == (True, True)


@pytest.mark.one_database
def test_whoever_objects_says_why_and_is_named(app, client, keeper, coalition, sent) -> None:
    answer = says(client, sent["besa"], "no")
    assert (answer.status_code, "Please say why" in answer.text) == (422, True)
    nothing = client.post(sent["besa"], data={"edition": "1", "name": "", "reason": "Kept text."})
    assert (
        nothing.status_code,
        "Please choose one." in nothing.text,
        "Kept text." in nothing.text,
    ) == (
        422,
        True,
        True,
    )
    assert says(client, sent["besa"], "no", reason="No money for it.").status_code == 302
    html = keeper.get(coalition.plan).text
    assert (
        "None of the 3 members has approved it yet; 1 objects." in html,
        "No money for it." in html,
    ) == (
        True,
        True,
    )
    says(client, sent["besa"])
    assert "1 of 3 members has approved it." in keeper.get(coalition.plan).text


def test_a_change_makes_a_new_edition_and_asks_anew(
    app, client, keeper, coalition, plan, release, sent
) -> None:
    says(client, sent["alba"])
    with app.app_context():
        one = db.session.scalars(sa.select(Activity).order_by(Activity.position)).first()
        page, member, due = f"{coalition.plan}/{one.id}", one.member_id, one.due_on
    typed = {
        "text": "Train the night shift",
        "member_id": member,
        "due_on": f"{due}",
        "state": "done",
        "version": "1",
    }
    keeper.post(page, data=typed)
    assert state(app, plan) == (1, True)  # how far it is asks nobody
    answer = keeper.post(
        page, data={**typed, "text": "Train both shifts", "version": "2"}, follow_redirects=True
    )
    assert "so this is a new edition. Send it to them again." in answer.text
    assert state(app, plan) == (2, False)
    html = client.get(sent["besa"]).text
    assert ("You will be asked again" in html, "Train both shifts" in html) == (True, False)
    assert says(client, sent["besa"]).status_code == 409
    assert keeper.post(f"{coalition.plan}/links").status_code == 409
    assert release() == [302, 302]
    keeper.post(f"{coalition.plan}/links")
    stale = says(client, sent["besa"], "no", reason="Old words.")
    assert (stale.status_code, "Old words." in stale.text) == (409, True)
    assert says(client, sent["besa"], edition=2).status_code == 302
    assert "1 of 3 members has approved it." in keeper.get(coalition.plan).text


def test_the_last_one_leaves_and_the_plan_is_filed_by_hand(
    app, client, keeper, coalition, plan, sent
) -> None:
    for key in ("alba", "besa"):
        says(client, sent[key])
    with app.app_context():
        db.session.get_one(ForumMember, coalition.members["drita"]).until = (
            moment.planner_today() - timedelta(1)
        )
        db.session.commit()
    assert client.get(sent["drita"]).status_code == 404
    assert keeper.post(f"{coalition.plan}/file").status_code == 302
    assert keeper.post(f"{coalition.plan}/file").status_code == 409
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(ForumDocument.id))) == 1


@pytest.mark.one_database
def test_the_answer_of_somebody_replaced_stays_their_organisations(
    app, client, keeper, coalition, sent
) -> None:
    says(client, sent["besa"])
    with app.app_context():
        old = db.session.get_one(ForumMember, coalition.members["besa"])
        old.until = moment.planner_today() - timedelta(1)
        db.session.add(
            ForumMember(
                forum_id=old.forum_id,
                organisation_id=old.organisation_id,
                since=moment.planner_today(),
                turn=2,
            )
        )
        db.session.commit()
    assert "1 of 3 members has approved it." in keeper.get(coalition.plan).text


@pytest.mark.one_database
def test_word_and_excel_hold_the_activities(app, keeper, coalition, plan, sent) -> None:
    word = docx.Document(io.BytesIO(keeper.get(f"{coalition.plan}.docx?lang=en").data))
    assert [cell.text for cell in word.tables[0].rows[1].cells][:3] == [
        "1",
        "Train the night shift",
        "Strehëza Besa",
    ]
    assert [row.cells[0].text for row in word.tables[1].rows][1:] == [
        "Strehëza Alba",
        "Strehëza Besa",
        "Strehëza Drita",
        "Agency (observer or adviser)",
    ]
    assert [cell.text for cell in word.tables[2].rows[0].cells] == [
        f"{'_' * 32}\nStrehëza Alba\nCoalition",
        "Place for the stamp",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(keeper.get(f"{coalition.plan}.xlsx").data)).active
    assert [cell.value for cell in sheet[5]][1:3] == ["Train the night shift", "Strehëza Besa"]


def test_two_languages_of_a_plan_stand_side_by_side(keeper, coalition, plan, sent) -> None:
    answer = keeper.get(f"{coalition.plan}.docx?lang=both")
    assert answer.headers["Content-Disposition"].endswith("-sq-en.docx")
    word = docx.Document(io.BytesIO(answer.data))
    beside = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert [row for row in beside if "Activities" in row] == [["Veprimtaritë", "Activities"]]
    assert [row[0] for row in beside if row[-1] in ("Status", "Gjendja")] == ["", ""]
    assert keeper.get(coalition.plan).text.count('.docx?lang=both"') == 1


@pytest.mark.one_database
def test_nothing_of_it_goes_out_before_two_people_released_it(
    keeper, sign_in, coalition, plan
) -> None:
    ways = (".docx", ".xlsx", "/send")
    assert [keeper.get(coalition.plan + end).status_code for end in ways] == [409] * 3
    assert keeper.post(f"{coalition.plan}/links").status_code == 409
    html = keeper.get(coalition.plan).text
    assert [one in html for one in ("work-plan.docx", "work-plan.xlsx", "work-plan/send")] == [
        False
    ] * 3
    assert (
        "files here once two people have released the plan."
        in sign_in("viewer").get(coalition.plan).text
    )
    release = f"{coalition.plan}/release"
    assert keeper.post(release).location == coalition.plan
    assert keeper.post(release).status_code == 409  # the same person twice
    assert "It is waiting for a second person" in keeper.get(coalition.plan).text
    assert keeper.get(f"{coalition.plan}.docx").status_code == 409
    assert keeper.post(release, data={"to": "back"}).status_code == 302
    assert let_out(release, sign_in("administrator"), keeper) == [302, 302]
    assert [keeper.get(coalition.plan + end).status_code for end in ways] == [200] * 3


@pytest.mark.one_database
def test_changed_words_need_two_people_again(app, keeper, coalition, plan, release) -> None:
    release()
    keeper.post(f"{coalition.plan}/aims", data={"aims": "Two helplines.", "version": "1"})
    assert keeper.get(f"{coalition.plan}.docx").status_code == 409
    assert "The words have changed since they were released" in keeper.get(coalition.plan).text
    release()
    assert keeper.get(f"{coalition.plan}.docx").status_code == 200


@pytest.mark.one_database
def test_what_members_say_waits_for_two_people_and_stops_nobody(
    client, keeper, coalition, release, sent
) -> None:
    says(client, sent["besa"], "no", reason="No money for it.")
    word, sheet = f"{coalition.plan}.docx", f"{coalition.plan}.xlsx"
    assert [keeper.get(one).status_code for one in (word, sheet)] == [409, 200]
    assert "Train the night shift" in client.get(sent["alba"]).text
    assert "No money for it." not in client.get(sent["alba"]).text
    assert release() == [302, 302]
    tables = docx.Document(io.BytesIO(keeper.get(word).data)).tables
    assert [cell.text for cell in tables[1].rows[2].cells][3] == "No money for it."


@pytest.mark.one_database
def test_a_release_that_is_taken_back_closes_the_members_pages(
    client, keeper, coalition, sent
) -> None:
    keeper.post(f"{coalition.plan}/release", data={"to": "back"})
    html = client.get(sent["besa"]).text
    assert ("Train the night shift" in html, "Please come back later." in html) == (False, True)
    late = says(client, sent["besa"], "no", reason="Kept text.")
    assert (late.status_code, "Kept text." in late.text, "Train the night shift" in late.text) == (
        409,
        True,
        False,
    )


@pytest.mark.one_database
def test_a_keeper_alone_is_told_whom_to_ask(app, keeper, coalition, plan) -> None:
    with app.app_context():
        db.session.execute(sa.update(User).where(User.administrator).values(administrator=False))
        db.session.commit()
    assert "Nobody else can release it yet." in keeper.get(coalition.plan).text


@pytest.mark.one_database
def test_an_unreleased_objection_is_not_in_what_is_filed(app, client, coalition, sent) -> None:
    says(client, sent["agency"], "no", reason="Too little.")
    for key in ("alba", "besa", "drita"):
        says(client, sent[key])
    with app.app_context():
        content = db.session.scalars(sa.select(ForumDocument.content)).one()
    rows = docx.Document(io.BytesIO(content)).tables[1].rows
    assert [row.cells[3].text for row in rows[1:]] == ["", "", "", "[…]"]


@pytest.mark.one_database
def test_a_presidency_that_is_over_takes_no_answers(app, client, keeper, coalition, sent) -> None:
    with app.app_context():
        db.session.get_one(Presidency, coalition.presidency).last_day = (
            moment.planner_today() - timedelta(1)
        )
        db.session.commit()
    assert "This presidency is over" in client.get(sent["besa"]).text
    assert says(client, sent["besa"]).status_code == 409
    assert keeper.get(f"{coalition.plan}/send").status_code == 409


@pytest.mark.one_database
def test_doors(sign_in, client, coalition, plan) -> None:
    stranger, keeper = sign_in("viewer"), sign_in("organiser")
    assert [client.get(coalition.plan + end).status_code for end in ("", ".docx", "/send")] == [
        302
    ] * 3
    ends = ("", ".docx", ".xlsx")
    assert [stranger.get(coalition.plan + end).status_code for end in ends] == [200, 409, 409]
    assert [sign_in("stranger").get(coalition.plan + end).status_code for end in ends] == [403] * 3
    assert sign_in("stranger").post(f"{coalition.plan}/release").status_code == 403
    assert client.post(f"{coalition.plan}/release").status_code == 302
    assert [stranger.get(coalition.plan + end).status_code for end in ("/send", "/aims", "/1")] == [
        403
    ] * 3
    posts = ("/links", "/file", "/release", "/activities", "/1/move", "/1/remove")
    assert [stranger.post(coalition.plan + end).status_code for end in posts] == [403] * 6
    assert [
        keeper.get(coalition.plan + end).status_code for end in ("/links", "/1/move", "/1/remove")
    ] == [405] * 3
    assert keeper.get(coalition.plan + "/99999").status_code == 404
    assert keeper.get(f"{coalition.path}/999/work-plan").status_code == 404
    assert keeper.get(coalition.plan.replace("coalition", "south")).status_code in (403, 404)


@pytest.mark.one_database
def test_few_statements(app, client, sign_in, coalition, plan, sent) -> None:
    with app.app_context():
        for number in range(40):
            db.session.add(
                Activity(
                    work_plan_id=plan,
                    position=number,
                    text="More",
                    member_id=coalition.members["alba"],
                )
            )
        db.session.commit()
    keeper = sign_in("organiser")
    for browser, page in ((keeper, coalition.plan), (client, sent["besa"])):
        with count_statements() as statements:
            assert browser.get(page).status_code == 200
        assert len(statements) <= 16, page
