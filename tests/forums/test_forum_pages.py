"""Forums: what everybody sees, what administrators keep."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.directory.models import County, District
from facilitate.events.models import Event
from facilitate.forums.actions import (
    add_forum,
    add_meeting,
    enrol_organisation,
    make_keeper,
    set_territory,
)
from facilitate.forums.duty_dates import DutyStanding, Pace
from facilitate.forums.labels import standing_text
from facilitate.forums.models import (
    Duty,
    Forum,
    ForumDistrict,
    ForumMeeting,
    ForumMember,
    ForumRole,
)
from facilitate.lib.text import Words

from .. import moment
from ..directory.rows import add_office
from ..participation.rows import add_conference as conference
from ..scenes import keep_scene
from ..statements import count_statements

pytestmark = pytest.mark.both_databases


def make(name: str, counties: list[str]) -> Forum:
    """A regional group of these counties."""
    forum = add_forum(
        Forum(
            name=Words(name, name),
            purpose=Words("Neighbours agree.", "Fqinjët merren vesh."),
            kind="regional_group",
            created_at=datetime(moment.planner_today().year - 1, 1, 1, 12, tzinfo=UTC),
        )
    )
    places = sa.select(District.id).join(District.county).where(County.key.in_(counties))
    set_territory(forum, db.session.scalars(places))
    return forum


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """The North group with a chair; one meeting in `spring`, one in an event the organiser is not in."""
    with app.app_context():
        forum = make("North group", ["shkoder", "kukes", "lezhe", "diber"])
        prefecture, agency = (
            add_office("Prefektura Lezhë", "central_government", "lezhe"),
            add_office("Agency", "donor"),
        )
        member = enrol_organisation(forum, prefecture, ForumRole.CHAIR)
        old, free = conference("old", 2020), conference("free", 2021)
        add_meeting(forum, db.session.get_one(Event, cast.event_id))
        add_meeting(forum, old)
        db.session.commit()
        return {
            "member": member.id,
            "agency": agency.id,
            "old": old.id,
            "free": free.id,
            "prefecture": prefecture.id,
        }


def facts(app, **more: object) -> dict[str, object]:
    with app.app_context():
        korce = db.session.scalars(
            sa.select(District.id).join(District.county).where(County.key == "korce")
        ).all()
        permet = db.session.scalars(sa.select(District.id).where(District.key == "permet")).one()
    return {
        "version": "1",
        "name-en": "East group",
        "name-sq": "Grupi Lindje",
        "kind": "regional_group",
        "purpose-en": "",
        "purpose-sq": "",
        "number": "3",
        "every": "times_a_year",
        "districts": [*korce, permet],
        **more,
    }


@pytest.mark.one_database
def test_cards_say_territory_members_and_meetings(sign_in, ids) -> None:
    html = sign_in("viewer").get("/forums/").text
    for words in [
        "North group",
        "Dibër, Kukës, Lezhë, Shkodër",
        '<td class="num" data-head="Members">1</td>',
        "0 of 3",
    ]:
        assert words in html


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("kind", "number", "rhythm"),
    [("regional_committee", "", ("months", 3)), ("regional_committee", "5", ("times_a_year", 5))],
)
def test_a_new_forum_meets_as_its_kind_should_unless_somebody_says_otherwise(
    app, sign_in, kind, number, rhythm
) -> None:
    typed = facts(app, kind=kind, number=number) | {"districts": []}
    assert sign_in("administrator").post("/forums/new", data=typed).status_code == 302
    with app.app_context():
        duty = db.session.scalars(
            sa.select(Duty).join(Forum, Forum.id == Duty.forum_id).where(Forum.slug == "east-group")
        ).first()
        assert (duty.every.value, duty.number) == rhythm


@pytest.mark.one_database
def test_an_empty_list_says_what_a_forum_is(sign_in) -> None:
    assert "No forum yet" in sign_in("viewer").get("/forums/").text


@pytest.mark.one_database
def test_meetings_lead_to_the_events_one_may_see(organiser: FlaskClient, sign_in, ids) -> None:
    html = organiser.get("/forums/north-group").text
    assert 'href="/events/spring/"' in html
    assert 'href="/events/old/"' not in html
    assert "Conference 2020" in html
    assert 'href="/events/old/"' in sign_in("administrator").get("/forums/north-group").text


@pytest.mark.one_database
def test_for_whom_these_pages_are(sign_in, client: FlaskClient, ids) -> None:
    assert client.get("/forums/").status_code == 302
    assert sign_in("viewer").get("/forums/north-group").status_code == 200
    paths = ["/forums/new", "/forums/north-group/edit"]
    assert [sign_in("organiser").get(path).status_code for path in paths] == [403, 403]
    assert [sign_in("administrator").get(path).status_code for path in paths] == [200, 200]
    assert sign_in("organiser").post("/forums/north-group/remove").status_code == 403


@pytest.mark.one_database
def test_what_is_not_there_is_not_found(sign_in, ids) -> None:
    administrator = sign_in("administrator")
    assert administrator.get("/forums/nowhere").status_code == 404
    assert administrator.get("/forums/nowhere/edit").status_code == 404
    assert administrator.get("/forums/north-group/remove").status_code == 405
    assert administrator.post("/forums/north-group/meetings/999/remove").status_code == 409


def test_a_forum_is_opened_and_changed(sign_in, app) -> None:
    administrator = sign_in("administrator")
    answer = administrator.post("/forums/new", data=facts(app, version="None"))
    assert (answer.status_code, answer.location) == (302, "/forums/east-group")
    assert "Korçë, district Përmet" in administrator.get("/forums/east-group").text
    changed = administrator.post(
        "/forums/east-group/edit", data=facts(app, **{"name-en": "South-east", "districts": []})
    )
    assert changed.status_code == 302
    html = administrator.get("/forums/east-group").text
    assert ("South-east" in html, "Përmet" in html) == (True, False)
    assert administrator.post("/forums/east-group/edit", data=facts(app)).status_code == 409


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"name-en": "=1", "name-sq": ""}, "A name cannot start with"),
        ({"name-en": "", "name-sq": ""}, "Please fill this in, in at least one language."),
        ({"number": "0"}, "Enter a number from 1 to 52."),
        ({"number": "often"}, "Enter a whole number."),
        ({"kind": "circus"}, "Please choose one from the list."),
        ({"districts": ["999"]}, 'class="error'),
        ({"districts": ["atlantis"]}, 'class="error'),
    ],
)
def test_bad_facts_stay_in_the_form(sign_in, app, bad, sentence: str) -> None:
    answer = sign_in("administrator").post(
        "/forums/new", data=facts(app, version="None", **{"purpose-en": "Kept", **bad})
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kept" in answer.text


@pytest.mark.one_database
def test_a_district_twice_is_told_and_taken_over(sign_in, app, ids) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        has = db.session.scalars(sa.select(District.id).where(District.key == "has")).one()
    wish = facts(app, version="None")
    wish["districts"] = [*wish["districts"], has]
    refused = administrator.post("/forums/new", data=wish)
    assert refused.status_code == 422
    assert "Has already belongs to “North group”." in refused.text
    assert f'value="{has}" checked' in refused.text
    assert administrator.post("/forums/new", data={**wish, "kind": "free"}).status_code == 302
    assert administrator.post("/forums/new", data={**wish, "move": "y"}).status_code == 302
    assert territory_of(app, "north-group") == 11
    assert "Has" in administrator.get("/forums/territory").text


@pytest.mark.one_database
def test_nobody_takes_districts_from_a_group_that_others_keep(sign_in, app, cast, ids) -> None:
    administrator, keeper = sign_in("administrator"), sign_in("organiser")
    wish = facts(app, version="None")
    assert administrator.post("/forums/new", data=wish).status_code == 302
    with app.app_context():
        has = db.session.scalars(sa.select(District.id).where(District.key == "has")).one()
        mine = db.session.scalars(sa.select(Forum).order_by(Forum.id.desc())).first()
        make_keeper(mine, cast.users["organiser"])
        slug = mine.slug
        db.session.commit()
    before = territory_of(app, "north-group")
    more = {**wish, "version": "1", "districts": [*wish["districts"], has], "move": "y"}
    refused = keeper.post(f"/forums/{slug}/edit", data=more)
    assert refused.status_code == 422
    assert "Only somebody who keeps that group too can move it here." in refused.text
    assert 'name="move"' not in refused.text
    assert territory_of(app, "north-group") == before
    with app.app_context():
        north = db.session.scalars(sa.select(Forum).where(Forum.slug == "north-group")).one()
        make_keeper(north, cast.users["organiser"])
        db.session.commit()
    assert keeper.post(f"/forums/{slug}/edit", data=more).status_code == 302
    assert territory_of(app, "north-group") == before - 1


def territory_of(app, slug: str) -> int:
    """How many districts a forum has."""
    with app.app_context():
        mine = sa.select(sa.func.count(ForumDistrict.district_id)).join(
            Forum, Forum.id == ForumDistrict.forum_id
        )
        return db.session.scalar(mine.where(Forum.slug == slug)) or 0


@pytest.mark.one_database
def test_a_whole_county_is_ticked_without_saving(sign_in, app, ids) -> None:
    administrator = sign_in("administrator")
    with app.app_context():
        vlore = db.session.scalars(sa.select(County).where(County.key == "vlore")).one()
        places = db.session.scalars(
            sa.select(District.id).where(District.county_id == vlore.id)
        ).all()
    path, typed = (
        "/forums/north-group/edit",
        facts(app, **{"name-en": "Typed", "districts": [places[0]]}),
    )
    shown = administrator.post(path, data={**typed, "county": vlore.id})
    assert (shown.status_code, "Typed" in shown.text) == (200, True)
    assert [f'value="{one}" checked' in shown.text for one in places] == [True] * 3
    none = administrator.post(path, data={**typed, "districts": places, "county": vlore.id})
    assert [f'value="{one}" checked' in none.text for one in places] == [False] * 3
    assert (territory_of(app, "north-group"), "Typed" in administrator.get("/forums/").text) == (
        12,
        False,
    )


@pytest.mark.one_database
def test_the_division_is_told_in_words(sign_in, client, app, ids) -> None:
    assert client.get("/forums/territory").status_code == 302
    html = sign_in("viewer").get("/forums/territory").text
    assert "24 districts are in none: " in html
    with app.app_context():
        set_territory(make("Second", []), db.session.scalars(sa.select(District.id)).all())
        db.session.commit()
    html = sign_in("viewer").get("/forums/territory").text
    assert ("are in none" in html, "Has is in several: North group; Second." in html) == (
        False,
        True,
    )


@pytest.mark.one_database
def test_no_forum_stands_where_a_page_is(sign_in, app) -> None:
    wish = facts(app, version="None", **{"name-en": "Territory"})
    assert sign_in("administrator").post("/forums/new", data=wish).location == "/forums/territory-2"


def test_an_event_is_linked_and_unlinked(sign_in, app, ids) -> None:
    administrator = sign_in("administrator")
    path = "/forums/north-group/meetings"
    for _twice in range(2):
        assert administrator.post(path, data={"event_id": ids["free"]}).status_code == 302
    assert administrator.post(path, data={"event_id": "999"}).status_code == 422
    assert administrator.post(f"{path}/{ids['old']}/remove").status_code == 302
    with app.app_context():
        left = set(db.session.scalars(sa.select(ForumMeeting.event_id)))
        assert left == {
            ids["free"],
            db.session.scalars(sa.select(Event.id).where(Event.slug == "spring")).one(),
        }
        assert db.session.get(Event, ids["old"]) is not None


def test_an_administrator_gives_a_forum_keepers(sign_in, app, cast, ids) -> None:
    administrator, organiser = sign_in("administrator"), sign_in("organiser")
    path = "/forums/north-group/keepers"
    mine = {"user_id": cast.users["organiser"]}
    assert organiser.post(path, data=mine).status_code == 403
    assert organiser.get("/forums/north-group/edit").status_code == 403
    assert administrator.post(path, data=mine).status_code == 302
    assert organiser.get("/forums/north-group/edit").status_code == 200
    assert organiser.post(path, data={"user_id": cast.users["staff"]}).status_code == 403
    assert "Add a keeper" not in organiser.get("/forums/north-group").text
    assert administrator.post(path, data=mine).status_code == 422  # no longer on the list
    assert administrator.post(path, data={"user_id": ""}).status_code == 422
    assert administrator.post("/forums/nowhere/keepers", data=mine).status_code == 404
    assert administrator.get(f"{path}/{mine['user_id']}/remove").status_code == 405
    assert organiser.post(f"{path}/{mine['user_id']}/remove").status_code == 403
    assert administrator.post(f"{path}/{mine['user_id']}/remove").status_code == 302
    assert administrator.post(f"{path}/{mine['user_id']}/remove").status_code == 404
    assert organiser.get("/forums/north-group/edit").status_code == 403


def test_an_account_that_is_gone_keeps_no_forum(sign_in, app, cast, ids) -> None:
    administrator, gone = sign_in("administrator"), cast.users["staff"]
    page = administrator.get("/forums/north-group").text
    assert f'<option value="{gone}"' in page
    with app.app_context():
        db.session.get_one(User, gone).active = False
        db.session.commit()
    assert f'<option value="{gone}"' not in administrator.get("/forums/north-group").text
    done = administrator.post("/forums/north-group/keepers", data={"user_id": gone})
    assert done.status_code == 422


def test_a_forum_goes_and_its_events_stay(sign_in, app, ids) -> None:
    assert sign_in("administrator").post("/forums/north-group/remove").status_code == 302
    with app.app_context():
        counts = [
            db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Forum, ForumMember, Event)
        ]
        assert counts == [0, 0, 3]


@pytest.mark.one_database
def test_more_rows_ask_no_more(sign_in, app, ids) -> None:
    administrator = sign_in("administrator")

    def ask() -> list[int]:
        numbers = []
        for path in ("/forums/", "/forums/north-group"):
            with count_statements() as statements:
                assert administrator.get(path).status_code == 200
            numbers.append(len(statements))
        return numbers

    before = ask()
    with app.app_context():
        forum = db.session.scalars(sa.select(Forum)).one()
        for number in range(2):
            make(f"Group {number}", ["vlore"])
            enrol_organisation(
                forum, add_office(f"Zyra {number}", district="puke"), ForumRole.MEMBER
            )
            add_meeting(forum, conference(f"more-{number}", 2015 + number))
        db.session.commit()
    assert ask() == before
    assert max(before) <= 16


@pytest.mark.one_database
def test_this_year_is_counted(sign_in, app, ids) -> None:
    with app.app_context():
        held = db.session.get_one(Event, ids["old"])
        held.first_day = held.last_day = moment.planner_today()
        db.session.commit()
    assert "1 of 3 meetings held this year." in sign_in("viewer").get("/forums/north-group").text


def test_a_day_planned_after_it_is_due_is_said_so(app: Flask) -> None:
    by, late = date(2027, 12, 13), date(2027, 12, 16)
    with app.test_request_context():
        assert standing_text(DutyStanding(Pace.ON_TIME, by, late)) == (
            "on time, next by 13 December 2027, planned for 16 December 2027: after it is due"
        )
        assert standing_text(DutyStanding(Pace.ON_TIME, by, by)).endswith("for 13 December 2027")
