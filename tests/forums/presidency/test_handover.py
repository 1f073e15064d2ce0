"""The handover sheet: what it holds, and who gets addresses."""

import io
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import ContactExport
from facilitate.forums.models import (
    Activity,
    ActivityStatus,
    Forum,
    ForumMeeting,
    OpenPoint,
    PointKind,
    Position,
    WorkPlan,
)
from facilitate.guides.looks.actions import add_look, read_look
from facilitate.guides.models import GuideSetting

from ... import moment
from ...guides.looks.letters import make_letterhead
from ...statements import count_statements
from ...two_people import let_out
from ..rhythm.rows import add_held_meeting
from .conftest import last_day

pytestmark = pytest.mark.both_databases


@pytest.fixture
def sheet(app, coalition) -> str:
    """Twelve open actions and a closed one, a plan half done, a meeting to come, a position under review."""
    today = moment.planner_today()
    with app.app_context():
        alba = coalition.members["alba"]
        for number in range(12):
            db.session.add(
                OpenPoint(
                    forum_id=coalition.forum,
                    kind=PointKind.ACTION,
                    text=f"Action {number}",
                    member_id=alba,
                    due_on=today + timedelta(number - 1),
                )
            )
        db.session.add(
            OpenPoint(
                forum_id=coalition.forum,
                kind=PointKind.ACTION,
                text="Closed",
                closed_on=moment.planner_today(),
            )
        )
        plan = WorkPlan(presidency_id=coalition.presidency)
        db.session.add(plan)
        db.session.flush()
        for place, (text, status) in enumerate(
            (("Finished", ActivityStatus.DONE), ("Unfinished", ActivityStatus.UNDER_WAY))
        ):
            db.session.add(
                Activity(
                    work_plan_id=plan.id, position=place, text=text, member_id=alba, status=status
                )
            )
        add_held_meeting(
            db.session.get_one(Forum, coalition.forum), moment.planner_today() + timedelta(12)
        )
        db.session.add(
            Position(
                forum_id=coalition.forum,
                title="More beds",
                text="…",
                sent_on=moment.planner_today(),
            )
        )
        db.session.commit()
    return f"{coalition.path}/{coalition.presidency}/handover"


@pytest.fixture
def release(sign_in, coalition):
    """Two people release the sheet as it is now."""
    page = f"{coalition.path}/{coalition.presidency}/handover"
    return lambda: let_out(page, sign_in("organiser"), sign_in("administrator"))


def text(answer) -> str:
    file = docx.Document(io.BytesIO(answer.data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def exports(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ContactExport.people)))


def test_it_holds_what_is_open(app, sign_in, coalition, sheet, release) -> None:
    sign_in("organiser").post(
        f"{coalition.path}/next", data={"first_day": f"{last_day() + timedelta(1)}", "number": "1"}
    )
    assert release() == [302, 302]
    told = text(sign_in("administrator").get(f"{sheet}.docx?lang=en"))
    page = sign_in("administrator").get(sheet).text
    for there in (
        "From: Strehëza Alba",
        "To: Strehëza Besa",
        "Action 9",
        "2 more are in the planner.",
        "Unfinished",
        "Meeting, Fier",
        "1 of 2 activities is done.",
        "More beds",
        "Carl Smith",
        "ana@office.example",
        "+355 4 555 0100",
        "Work plan of the presidency, approved by every member",
    ):
        assert (there, there in told, there in page) == (there, True, True)
    for not_there in ("Action 10", "Closed", "Finished\n"):
        assert (not_there in told, not_there in page) == (False, False)
    assert exports(app) == [4]


@pytest.mark.parametrize(
    ("language", "said", "others"),
    [
        ("en", "All 2 activities are done.", "The others:"),
        ("sq", "Të 2 veprimtaritë janë kryer.", "Të tjerat:"),
    ],
)
def test_no_others_are_announced_where_all_activities_are_done(
    app, sign_in, sheet, release, language: str, said: str, others: str
) -> None:
    with app.app_context():
        for one in db.session.scalars(sa.select(Activity)):
            one.status = ActivityStatus.DONE
        db.session.commit()
    assert release() == [302, 302]
    told = text(sign_in("administrator").get(f"{sheet}.docx?lang={language}"))
    assert said in told
    assert others not in told


@pytest.mark.one_database
def test_addresses_only_for_who_may_see_them(app, sign_in, sheet, release) -> None:
    release()
    told = text(sign_in("viewer").get(f"{sheet}.docx?lang=en"))
    for one in (told, sign_in("viewer").get(sheet).text):
        assert ("office.example" in one, "+355" in one, "Ana Leka" in one) == (False, False, True)
        assert "Addresses and numbers are left out" in one
    assert exports(app) == []


@pytest.mark.one_database
def test_doors(client, sign_in, coalition, sheet) -> None:
    pages, viewer = (sheet, f"{sheet}.docx"), sign_in("viewer")
    assert [client.get(one).status_code for one in pages] == [302] * 2
    assert [sign_in("stranger").get(one).status_code for one in pages] == [403] * 2
    assert [viewer.get(one).status_code for one in pages] == [200, 409]
    assert (viewer.post(sheet).status_code, sign_in("stranger").post(sheet).status_code) == (
        403,
        403,
    )
    assert viewer.post(f"{sheet}.docx").status_code == 405
    for end in ("", ".docx"):
        assert viewer.get(f"{coalition.path}/999/handover{end}").status_code == 404


def test_it_leaves_once_two_people_released_exactly_these_words(
    app, keeper, sign_in, sheet, release
) -> None:
    assert keeper.post(sheet).location == sheet
    assert keeper.post(sheet).status_code == 409  # the same person twice
    assert (
        "It is waiting for a second person" in keeper.get(sheet).text,
        "Word" in keeper.get(sheet).text,
    ) == (
        True,
        False,
    )
    assert keeper.get(f"{sheet}.docx").status_code == 409
    keeper.post(sheet, data={"to": "back"})
    assert release() == [302, 302]
    assert keeper.get(f"{sheet}.docx").status_code == 200
    with app.app_context():
        db.session.execute(
            sa.update(OpenPoint).where(OpenPoint.text == "Action 3").values(text="Other")
        )
        db.session.commit()
    assert keeper.get(f"{sheet}.docx").status_code == 409
    assert "The words have changed since they were released" in keeper.get(sheet).text
    assert release() == [302, 302]
    assert keeper.get(f"{sheet}.docx").status_code == 200


@pytest.mark.one_database
def test_nothing_leaves_while_a_passage_is_not_decided(app, keeper, sheet, release) -> None:
    with app.app_context():
        planted = "Elira, 16 vjeç, nga Gurasi, pret në strehëz."
        db.session.execute(
            sa.update(OpenPoint).where(OpenPoint.text == "Action 3").values(text=planted)
        )
        db.session.commit()
    assert release() == [409, 409]
    assert "Elira" not in keeper.get(sheet).text


@pytest.mark.one_database
def test_few_statements(app, keeper, coalition, sheet) -> None:
    asked = []
    for _turn in range(2):
        with app.app_context():
            plan = db.session.scalars(sa.select(WorkPlan.id)).one()
            db.session.add_all(
                Activity(work_plan_id=plan, position=9, text="More") for _ in range(20)
            )
            db.session.commit()
        with count_statements() as statements:
            assert keeper.get(sheet).status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 24


@pytest.mark.one_database
def test_it_opens_as_a_letter_in_the_look_of_the_latest_meeting(
    app, sign_in, cast, coalition, sheet, release
) -> None:
    sign_in("organiser").post(
        f"{coalition.path}/next", data={"first_day": f"{last_day() + timedelta(1)}", "number": "1"}
    )
    release()
    today = moment.planner_today()
    opening = [
        "Coalition",
        "Strehëza Alba",
        "Our reference: ……………………",
        f"{today:%-d %B %Y}",
        "To: Strehëza Besa",
        "Subject: Handover of the presidency",
    ]
    plain = docx.Document(io.BytesIO(sign_in("viewer").get(f"{sheet}.docx?lang=en").data))
    assert [one.text for one in plain.paragraphs][:6] == opening
    with app.app_context():
        look = add_look("Office", read_look(make_letterhead()), cast.users["organiser"])
        meeting = db.session.scalars(sa.select(ForumMeeting.event_id)).one()
        db.session.add(GuideSetting(event_id=meeting, look_id=look.id))
        db.session.commit()
    worn = docx.Document(io.BytesIO(sign_in("viewer").get(f"{sheet}.docx?lang=en").data))
    assert worn.sections[0].header.paragraphs[0].text == "Bashkia e Shembullit"
    assert [one.text for one in worn.paragraphs][:4] == opening[2:]


@pytest.mark.one_database
def test_nothing_is_there_yet(sign_in, coalition, release) -> None:
    release()
    word = f"{coalition.path}/{coalition.presidency}/handover.docx"
    usual = sign_in("viewer").get(word)
    assert [
        line for line in text(usual).splitlines() if line in ("Dorëzoi", "Mori në dorëzim")
    ] == [
        "Dorëzoi",
        "Mori në dorëzim",
    ]
    assert "dorezimi-" in usual.headers["Content-Disposition"]
    both = text(sign_in("viewer").get(f"{word}?lang=both"))
    assert ("Dorëzimi i presidencës" in both, "Handover of the presidency" in both) == (True, True)
    told = text(sign_in("viewer").get(f"{word}?lang=en"))
    assert (
        "None is open." in told,
        "To: not planned yet" in told,
        "No activities yet." in told,
    ) == (True,) * 3
