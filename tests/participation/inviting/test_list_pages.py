"""The list: filled by filter with the count first, changed several at once, taken out as Excel; targets beside it."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import ContactExport, Gender, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.tables import read_table
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import (
    ParticipantRole,
    Participation,
    Standing,
    Target,
    TargetKind,
)

from ...directory.rows import add_office, add_worker, key_of
from ..invited import Listed
from ..rows import add_conference as conference

pytestmark = pytest.mark.both_databases
ADD = "/events/spring/people/add"


@pytest.fixture
def directory(app: Flask, listed: Listed) -> Listed:
    """Besides the list: one in Kukës who came before, one in the capital."""
    with app.app_context():
        before = conference("old", 2020)
        spring = db.session.get_one(Event, listed.event_id)
        spring.builds_on_id = before.id
        came = add_worker("Mira Toska", add_office("Bashkia Kukës", "local_government", "kukes"))
        came.gender = Gender.WOMAN
        invite_to_event(before, came, Standing.ATTENDED)
        add_worker("Nora Zhupa", add_office("Ministria", "central_government", "tirane"))
        listed.ids["old"] = before.id
        db.session.commit()
    return listed


@pytest.mark.parametrize(
    ("query", "said", "mira", "nora"),
    [
        (
            "?sector=local_government",
            "These are 4 people, 3 of them are already on the list.",
            True,
            False,
        ),
        ("?place=outside", "These are 4 people, 3 of them are already on the list.", True, False),
        ("?place=capital", "This is 1 person, none of them is on the list yet.", False, True),
        ("?county=kukes", "This is 1 person, none of them is on the list yet.", True, False),
        (
            "?level=county&q=bashkia",
            "These are 4 people, 3 of them are already on the list.",
            True,
            False,
        ),
        ("?kind=ministry", "These are 0 people, none of them is on the list yet.", False, False),
        ("?came=never&q=nora", "This is 1 person, none of them is on the list yet.", False, True),
        ("?gender=woman", "This is 1 person, none of them is on the list yet.", True, False),
        ("?came=99999999999999", "", True, True),
        ("", "2 people in the directory are not on the list yet.", True, True),
    ],
)
def test_people_are_found_by_filter_and_counted(
    organiser: FlaskClient, directory: Listed, query: str, said: str, mira: bool, nora: bool
) -> None:
    page = organiser.get(ADD + query).text
    assert (said in page, "Mira Toska" in page, "Nora Zhupa" in page) == (True, mira, nora)


def test_who_came_to_an_earlier_event_is_found(organiser: FlaskClient, directory: Listed) -> None:
    page = organiser.get(f"{ADD}?came={directory.ids['old']}").text
    assert ("Mira Toska" in page, "Nora Zhupa" in page, "came to: Conference 2020" in page) == (
        True,
        False,
        True,
    )


def test_all_who_fit_are_added_as_to_be_invited(
    organiser: FlaskClient, app: Flask, directory: Listed
) -> None:
    answer = organiser.post(
        f"{ADD}?sector=local_government", data={"everybody": "y", "standing": "listed"}
    )
    assert answer.status_code == 302
    with app.app_context():
        mira = db.session.scalars(
            sa.select(Participation)
            .join(Person, Participation.person_id == Person.id)
            .where(Person.family_name == "Toska", Participation.event_id == directory.event_id)
        ).one()
        assert (mira.standing, mira.invited_on) == (Standing.LISTED, None)
        assert (
            db.session.scalar(
                sa.select(sa.func.count(Participation.id)).where(
                    Participation.event_id == directory.event_id
                )
            )
            == 6
        )


def test_several_get_a_role_more_or_less(
    organiser: FlaskClient, app: Flask, listed: Listed
) -> None:
    people, path = [listed.ids["Hoxha"], listed.ids["Kola"]], "/events/spring/people/change"

    def parts() -> set[tuple[ParticipantRole, ...]]:
        with app.app_context():
            return {db.session.get_one(Participation, key).parts for key in people}

    organiser.post(path, data={"people": people, "gets": "presenter"})
    assert parts() == {(ParticipantRole.PRESENTER,)}
    organiser.post(path, data={"people": people, "gets": "table_host"})
    assert parts() == {(ParticipantRole.PRESENTER, ParticipantRole.TABLE_HOST)}
    organiser.post(path, data={"people": people, "loses": "presenter"})
    organiser.post(path, data={"people": people, "loses": "table_host"})
    assert parts() == {(ParticipantRole.PARTICIPANT,)}
    organiser.post(path + "?part=participant&q=ana", data={"everybody": "y", "standing": "coming"})
    assert listed.standing("Hoxha", "Kola") == [Standing.COMING, Standing.LISTED]
    assert organiser.post(path, data={"people": people, "gets": "dancer"}).status_code == 409
    assert "Ana Hoxha" not in organiser.get("/events/spring/people?part=press").text


@pytest.mark.one_database
def test_the_list_as_excel_has_contacts_only_for_who_may_see_them(
    sign_in, app: Flask, listed: Listed
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.given_name == "Ana").values(phone="=1+1"))
        db.session.commit()
    path = "/events/spring/people/list.xlsx"

    def rows(role: str, query: str = "") -> list[tuple]:
        answer = sign_in(role).get(path + query)
        return list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))

    assert rows("organiser")[0] == (
        "Emri",
        "Organizata",
        "Funksioni",
        "Sektori",
        "Qarku",
        "Rrethi",
        "Rolet",
        "Gjendja",
        "Ftuar më",
        "Numri në adresar",
        "Siç u eksportua",
    )
    table = read_table(sign_in("organiser").get(path.replace("xlsx", "ods")).data, "list.ods").rows
    shown = [
        tuple(None if cell is None else str(cell) for cell in row) for row in rows("organiser")
    ]
    assert [
        tuple(None if cell is None else str(cell) for cell in row) for _number, row in table
    ] == shown
    assert rows("facilitator", "?contacts=1") == rows("organiser")
    with app.app_context():
        assert db.session.scalars(sa.select(ContactExport)).all() == []
    whole = rows("staff", "?contacts=1")
    assert (len(whole), whole[1][0], whole[1][9:11]) == (
        6,
        "Ana Hoxha",
        ("ana@office.example", "=1+1"),
    )
    with app.app_context():
        log = db.session.scalars(sa.select(ContactExport)).one()
        assert (log.people, log.event, log.what) == (5, "spring", "spring-persona.xlsx")


def test_needs_are_written_down_by_the_team(organiser: FlaskClient, listed: Listed) -> None:
    path = f"/events/spring/people/{listed.ids['Hoxha']}"
    assert listed.link("Hoxha") in organiser.get(path).text
    typed = {"version": "1", "interpreter": "y", "arrival": "2027-03-17", "diet": "pa gluten"}
    assert organiser.post(f"{path}/needs", data=typed).status_code == 302
    one = listed.registration("Hoxha")
    assert (one.interpreter, one.lodging, one.arrival, one.diet, one.answered_at) == (
        True,
        False,
        "2027-03-17",
        "pa gluten",
        None,
    )
    clash = organiser.post(f"{path}/needs", data={**typed, "diet": "vegjetarian"})
    assert (clash.status_code, "pa gluten" in clash.text, "vegjetarian" in clash.text) == (
        409,
        True,
        True,
    )
    wrong = organiser.post(f"{path}/needs", data={**typed, "version": "2", "arrival": "soon"})
    assert wrong.status_code == 422
    assert (
        organiser.get(f"{path}/needs").status_code,
        organiser.post("/events/spring/people/9999/needs").status_code,
    ) == (405, 404)


def test_targets_are_counted_live_and_lead_to_whom_to_add(
    organiser: FlaskClient, app: Flask, directory: Listed
) -> None:
    path = "/events/spring/people/mix"
    with app.app_context():
        local = key_of(Sector, "local_government")
    facts = [
        {"kind": "sector", "least": "70", "sectors": [str(local)]},
        {"kind": "outside", "least": "50"},
        {"kind": "every_county", "least": "2"},
    ]
    assert {organiser.post(path, data=one).status_code for one in facts} == {302}
    page = organiser.get(path).text
    assert "At least 70% local government" in page
    assert "3 of 5: 60%. 2 more would reach 70%, or 1 in place of others." in page
    assert "3 of 3: 100%." in page
    assert "2 not known and not counted." in page
    assert "1 of 12 counties. 22 people are missing" in page
    assert "people/add?sector=local_government" in page
    assert "people/add?county=kukes" in page
    assert "The list as it is now meets 1 of 3 targets." in page
    organiser.post(f"{ADD}?sector=local_government", data={"everybody": "y", "standing": "listed"})
    assert "4 of 6: 66.7%. 1 more would reach 70%." in organiser.get(path).text
    twice = organiser.post(path, data=facts[0])
    assert (twice.status_code, "This target already exists" in twice.text) == (422, True)
    with app.app_context():
        first = db.session.scalars(
            sa.select(Target.id).where(Target.kind == TargetKind.SECTOR)
        ).one()
    organiser.post(f"{path}/{first}/remove")
    assert "At least 70%" not in organiser.get(path).text


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "sector", "least": "40"},
        {"kind": "outside", "least": "0"},
        {"kind": "outside", "least": "101"},
        {"kind": "every_county", "least": "41"},
        {"kind": "gender", "least": "40", "gender": "woman"},
        {"kind": "age", "least": "40"},
        {},
    ],
)
def test_a_wrong_target_is_not_kept(
    organiser: FlaskClient, app: Flask, listed: Listed, typed
) -> None:
    assert organiser.post("/events/spring/people/mix", data=typed).status_code == 422
    with app.app_context():
        assert db.session.scalars(sa.select(Target)).all() == []


def test_gender_is_a_target_only_where_it_is_asked(organiser: FlaskClient, listed: Listed) -> None:
    listed.setting(asks_gender=True)
    assert (
        organiser.post(
            "/events/spring/people/mix", data={"kind": "gender", "least": "40", "gender": "woman"}
        ).status_code
        == 302
    )
    assert "At least 40% women" in organiser.get("/events/spring/people/mix").text
