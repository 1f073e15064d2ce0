"""Members come, are replaced and leave, and nothing of the past changes; everybody gets one letter."""

import io
import re
from datetime import date, timedelta

import docx
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import County, District, OfficeKind, Person
from facilitate.forums.actions import add_forum, make_keeper, set_territory
from facilitate.forums.models import (
    Forum,
    ForumDocument,
    ForumMember,
    ForumRole,
    OpenPoint,
    PointKind,
    Presidency,
)
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message
from facilitate.participation.models import Participation, Standing

from ... import moment
from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene

pytestmark = pytest.mark.both_databases
TODAY = moment.planner_today()
LONG_AGO = TODAY - timedelta(days=400)
PATH = "/forums/south/members"


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """A group of Vlorë that the staff account keeps: police (with two people) and an agency that advises."""
    with app.app_context():
        forum = add_forum(
            Forum(
                slug="south",
                name=Words("South", "Jug"),
                purpose=Words(),
                kind="regional_group",
                created_at=moment.now(),
            )
        )
        set_territory(
            forum,
            db.session.scalars(
                sa.select(District.id).join(District.county).where(County.key == "vlore")
            ),
        )
        make_keeper(forum, cast.users["staff"])
        police, agency = (
            add_office("Policia Vlorë", district="vlore"),
            add_office("Agency", "donor"),
        )
        municipality, ngo = (
            add_office("Bashkia Sarandë", district="sarande"),
            add_office("Dielli", district="delvine"),
        )
        police.kind, municipality.kind, ngo.kind = (
            OfficeKind.POLICE,
            OfficeKind.MUNICIPALITY,
            OfficeKind.NGO,
        )
        first, second = add_worker("Arta Hoxha", police), add_worker("Besa Kola", police)
        second.languages = "en"
        member = ForumMember(
            forum_id=forum.id,
            organisation_id=police.id,
            person_id=first.id,
            role=ForumRole.CHAIR,
            since=LONG_AGO,
            turn=1,
        )
        observer = ForumMember(
            forum_id=forum.id, organisation_id=agency.id, role=ForumRole.OBSERVER, since=LONG_AGO
        )
        db.session.add_all([member, observer])
        db.session.commit()
        return {
            "forum": forum.id,
            "police": police.id,
            "agency": agency.id,
            "municipality": municipality.id,
            "ngo": ngo.id,
            "first": first.id,
            "second": second.id,
            "member": member.id,
            "observer": observer.id,
        }


def rows(app) -> list[tuple[int, int | None, str, date | None, date | None]]:
    """Every row of the forum: organisation, person, role, from, to."""
    with app.app_context():
        return [
            (one.organisation_id, one.person_id, one.role.value, one.since, one.until)
            for one in db.session.scalars(sa.select(ForumMember).order_by(ForumMember.id))
        ]


def put(ids, **more: object) -> dict[str, object]:
    return {
        "organisation_id": ids["police"],
        "person_id": ids["second"],
        "role": "chair",
        "since": TODAY.isoformat(),
        **more,
    }


@pytest.mark.one_database
def test_the_page_says_who_belongs_and_who_is_missing(sign_in, ids) -> None:
    html = sign_in("viewer").get(PATH).text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for said in [
        "1 member and 1 observer. 6 offices that should be members are missing.",
        "Arta Hoxha Officer",
        "Municipality : Bashkia Sarandë",
        "Social services, Education office, Employment office, County council",
    ]:
        assert said in text
    assert "Add the selected ones" not in html
    assert "Add the selected ones" in sign_in("staff").get(PATH).text


@pytest.mark.one_database
def test_a_forum_without_members_says_what_to_do(sign_in, app, ids) -> None:
    with app.app_context():
        db.session.execute(sa.delete(ForumMember))
        db.session.commit()
    keeper = sign_in("staff")
    html = keeper.get(PATH).text
    assert "No members yet. The directory has 3 organisations in its territory." in html
    sent = {"subject-en": "a", "text-en": "b", "do": "look"}
    answer = keeper.post(f"{PATH}/letter", data=sent)
    assert (answer.status_code, "no members to write to yet" in answer.text) == (409, True)


def test_one_press_takes_the_territory_in(sign_in, app, ids) -> None:
    keeper, path = sign_in("staff"), f"{PATH}/take-in"
    wish = {"organisations": [ids["municipality"], ids["ngo"], ids["agency"], 999, "x", ids["ngo"]]}
    for _twice in range(2):
        assert keeper.post(path, data=wish).status_code == 302
    assert [row[0] for row in rows(app)] == [
        ids["police"],
        ids["agency"],
        ids["municipality"],
        ids["ngo"],
    ]
    assert rows(app)[2][2:] == ("member", TODAY, None)
    assert "Nothing was ticked." in keeper.post(path, follow_redirects=True).text


@pytest.mark.one_database
def test_who_has_left_is_offered_unticked_with_the_day(sign_in, app, ids) -> None:
    left = date(2026, 4, 30)
    with app.app_context():
        gone = {
            "forum_id": ids["forum"],
            "organisation_id": ids["municipality"],
            "role": ForumRole.MEMBER,
        }
        db.session.add(ForumMember(**gone, since=LONG_AGO, until=left))
        db.session.commit()
    html = sign_in("staff").get(PATH).text
    offered = {
        key: re.search(rf'<input[^>]*value="{ids[key]}"[^>]*>.*?</label>', html, re.DOTALL)
        for key in ("municipality", "ngo")
    }
    said = {
        key: (" checked" in one.group(), "left on 30 April 2026" in one.group())
        for key, one in offered.items()
        if one
    }
    assert said == {"municipality": (False, True), "ngo": (True, False)}


@pytest.mark.one_database
def test_a_member_is_added_with_a_person(sign_in, app, ids) -> None:
    keeper, path = sign_in("staff"), f"{PATH}/add"
    assert "First the organisation" in keeper.get(path).text
    with app.app_context():
        ina = add_worker("Ina Leka", db.session.get_one(type(add_office("x")), ids["ngo"])).id
        db.session.commit()
    assert "Ina Leka, Officer" in keeper.get(f"{path}?organisation={ids['ngo']}").text
    good = put(ids, organisation_id=ids["ngo"], person_id=ina, role="deputy")
    bad = [
        ({"since": (TODAY + timedelta(days=1)).isoformat()}, "This day is in the future."),
        ({"since": ""}, "Please choose a date."),
        ({"role": "king"}, "Please choose one from the list."),
        ({"person_id": ids["first"]}, "Please choose one from the list."),
        ({"organisation_id": ids["police"]}, "Please choose one from the list."),
    ]
    for wrong, sentence in bad:
        answer = keeper.post(path, data={**good, **wrong})
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
    assert keeper.post(path, data=good).status_code == 302
    assert rows(app)[-1] == (ids["ngo"], ina, "deputy", TODAY, None)


def test_replacing_a_person_changes_no_past_figure(sign_in, app, cast, ids) -> None:
    keeper, path = sign_in("staff"), f"{PATH}/{ids['member']}"
    past, coming = (
        (LONG_AGO, TODAY - timedelta(days=1)),
        (TODAY + timedelta(days=5), TODAY + timedelta(days=180)),
    )
    with app.app_context():
        for first, last in (past, coming):
            db.session.add(
                Presidency(
                    forum_id=ids["forum"], member_id=ids["member"], first_day=first, last_day=last
                )
            )
        for closed_on in (TODAY, None):
            db.session.add(
                OpenPoint(
                    forum_id=ids["forum"],
                    kind=PointKind.ACTION,
                    text="x",
                    member_id=ids["member"],
                    closed_on=closed_on,
                )
            )
        sector = db.session.get_one(ForumMember, ids["member"]).organisation.sector_id
        db.session.add(
            Participation(
                event_id=cast.event_id,
                person_id=ids["first"],
                organisation_id=ids["police"],
                sector_id=sector,
                standing=Standing.ATTENDED,
            )
        )
        db.session.commit()
        came = db.session.execute(sa.select(sa.text("*")).select_from(Participation)).all()
    assert keeper.post(path, data=put(ids)).status_code == 302
    assert rows(app) == [
        (ids["police"], ids["first"], "chair", LONG_AGO, TODAY - timedelta(days=1)),
        (ids["agency"], None, "observer", LONG_AGO, None),
        (ids["police"], ids["second"], "chair", TODAY, None),
    ]
    with app.app_context():
        new = db.session.scalars(sa.select(ForumMember).where(ForumMember.since == TODAY)).one()
        assert new.turn == 1
        presided = db.session.scalars(sa.select(Presidency).order_by(Presidency.first_day)).all()
        assert [one.member_id for one in presided] == [ids["member"], new.id]
        points = db.session.scalars(sa.select(OpenPoint).order_by(OpenPoint.id)).all()
        assert [one.member_id for one in points] == [ids["member"], new.id]
        assert db.session.execute(sa.select(sa.text("*")).select_from(Participation)).all() == came
    html = keeper.get(PATH).text
    assert "Former members" in html
    assert (
        keeper.post(path, data=put(ids)).status_code == 404
    )  # what has ended is not changed again
    assert keeper.get(path).status_code == 404


@pytest.mark.one_database
def test_another_organisation_takes_the_place(sign_in, app, ids) -> None:
    keeper, path = sign_in("staff"), f"{PATH}/{ids['member']}"
    assert "Bashkia Sarandë</b>" in keeper.get(f"{path}?organisation={ids['municipality']}").text
    refused = keeper.post(path, data=put(ids, organisation_id=ids["agency"], person_id=""))
    assert (refused.status_code, "Please choose one from the list." in refused.text) == (422, True)
    early = keeper.post(path, data=put(ids, since=LONG_AGO.isoformat()))
    assert (early.status_code, "A replacement begins after" in early.text) == (422, True)
    assert (
        keeper.post(
            path, data=put(ids, organisation_id=ids["municipality"], person_id="")
        ).status_code
        == 302
    )
    assert [row[0] for row in rows(app) if row[4] is None] == [ids["agency"], ids["municipality"]]


def test_a_mistake_is_mended_without_history(sign_in, app, ids) -> None:
    path = f"{PATH}/{ids['member']}/correct"
    keeper = sign_in("staff")
    wish = {"right-person_id": ids["second"], "right-role": "deputy", "right-since": "2020-02-01"}
    wrong = keeper.post(path, data={**wish, "right-since": (TODAY + timedelta(days=2)).isoformat()})
    assert (wrong.status_code, "This day is in the future." in wrong.text) == (422, True)
    assert keeper.post(path, data=wish).status_code == 302
    assert rows(app)[0] == (ids["police"], ids["second"], "deputy", date(2020, 2, 1), None)
    assert len(rows(app)) == 2


@pytest.mark.one_database
def test_a_member_leaves_and_stays_in_the_history(sign_in, app, ids) -> None:
    path = f"{PATH}/{ids['member']}/leave"
    keeper = sign_in("staff")
    for day, sentence in [
        (TODAY + timedelta(days=1), "This day is in the future."),
        (LONG_AGO - timedelta(days=1), "A member cannot leave before joining."),
    ]:
        answer = keeper.post(path, data={"last_day": day.isoformat()})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert keeper.post(path, data={"last_day": TODAY.isoformat()}).status_code == 302
    assert rows(app)[0] == (ids["police"], ids["first"], "chair", LONG_AGO, TODAY)
    assert keeper.post(path, data={"last_day": TODAY.isoformat()}).status_code == 404


def test_only_mistakes_are_removed(sign_in, app, ids) -> None:
    keeper = sign_in("staff")
    with app.app_context():
        db.session.add(
            Presidency(
                forum_id=ids["forum"], member_id=ids["member"], first_day=LONG_AGO, last_day=TODAY
            )
        )
        db.session.commit()
    refused = keeper.post(f"{PATH}/{ids['member']}/remove")
    assert (refused.status_code, "has presided" in refused.text) == (409, True)
    assert keeper.post(f"{PATH}/{ids['observer']}/remove").status_code == 302
    assert len(rows(app)) == 1


@pytest.mark.one_database
def test_for_whom_these_pages_are(sign_in, client, app, ids) -> None:
    one = f"{PATH}/{ids['member']}"
    pages = [f"{PATH}/add", one, f"{PATH}/letter"]
    posts = [f"{PATH}/take-in", f"{one}/leave", f"{one}/correct", f"{one}/remove"]
    assert client.get(PATH).status_code == 302
    viewer, keeper = sign_in("viewer"), sign_in("staff")
    assert [viewer.get(path).status_code for path in pages] == [403] * 3
    assert [viewer.post(path).status_code for path in posts] == [403] * 4
    assert [keeper.get(path).status_code for path in pages] == [200] * 3
    assert [keeper.get(path).status_code for path in posts] == [405] * 4
    assert [
        keeper.get(path.replace("south", "nowhere")).status_code for path in [PATH, *pages]
    ] == [404] * 4
    assert keeper.get(f"{PATH}/999").status_code == 404
    assert len(rows(app)) == 2


LETTER = {
    "subject-en": "{forum}: next meeting",
    "subject-sq": "{forum}: takimi i ardhshëm",
    "text-en": "Dear {name}, see you.",
    "text-sq": "I nderuar {name}, mirupafshim.",
    "observers": "y",
}


@pytest.mark.one_database
def test_one_letter_to_all_is_looked_at_then_sent_once(sign_in, app, ids) -> None:
    app.extensions["settings"] = type(app.extensions["settings"])(
        **{**vars(app.extensions["settings"]), "mail_url": "smtp://localhost:1"}
    )
    keeper, path = sign_in("staff"), f"{PATH}/letter"
    looked = keeper.post(path, data={**LETTER, "do": "look"})
    assert (looked.status_code, "1 e-mail would be sent" in looked.text) == (200, True)
    assert "I nderuar Arta Hoxha, mirupafshim." in looked.text
    assert "1 has no address: hand the letter over" in looked.text
    assert "Send 1 e-mail" in looked.text
    seen = re.search(r'name="fingerprint"[^>]*value="(\w+)"', looked.text).group(1)
    changed = keeper.post(
        path, data={**LETTER, "text-en": "Other", "text-sq": "", "fingerprint": seen, "do": "send"}
    )
    assert (changed.status_code, messages(app)) == (409, [])
    assert keeper.post(path, data={**LETTER, "fingerprint": seen, "do": "send"}).status_code == 302
    assert messages(app) == [("arta@office.example", "Jug: takimi i ardhshëm")]
    again = keeper.post(path, data={**LETTER, "fingerprint": seen, "do": "send"})
    assert (again.status_code, "has already been sent to the same people today" in again.text) == (
        409,
        True,
    )
    assert len(messages(app)) == 1
    with app.app_context():
        filed = db.session.scalars(sa.select(ForumDocument)).one()
        assert (filed.title, filed.on) == ("Jug: takimi i ardhshëm", TODAY)
        assert docx.Document(io.BytesIO(filed.content)).paragraphs[0].text == "Arta Hoxha"


def test_nobody_who_has_left_is_written_to_but_the_office_is(sign_in, app, ids) -> None:
    with app.app_context():
        arta = db.session.scalars(sa.select(Person).where(Person.email == "arta@office.example"))
        arta.one().left_on = TODAY
        db.session.commit()
    looked = sign_in("staff").post(f"{PATH}/letter", data={**LETTER, "do": "look"})
    assert ("2 have no address" in looked.text, "Arta" in looked.text) == (True, False)


def messages(app) -> list[tuple[str, str]]:
    with app.app_context():
        return [(one.to, one.subject) for one in db.session.scalars(sa.select(Message))]


@pytest.mark.one_database
def test_the_letter_as_word_and_its_mistakes(sign_in, ids) -> None:
    keeper, path = sign_in("staff"), f"{PATH}/letter"
    word = keeper.post(path, data={**LETTER, "do": "docx", "observers": ""})
    texts = [one.text for one in docx.Document(io.BytesIO(word.data)).paragraphs]
    assert texts.count("Arta Hoxha") == 1
    assert "I nderuar Arta Hoxha, mirupafshim." in texts
    for wrong, sentence in [
        ({"text-en": "Dear {nmae}"}, "Not known: {nmae}."),
        ({"subject-en": "", "subject-sq": ""}, "Please fill this in, in at least one language."),
        ({"text-sq": "x" * 6001}, "This is too long"),
    ]:
        answer = keeper.post(path, data={**LETTER, **wrong, "do": "look"})
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
    no_server = keeper.post(path, data={**LETTER, "do": "look"})
    assert "Download the letters as a Word file." in no_server.text
