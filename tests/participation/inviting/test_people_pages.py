"""An event's people: taken in, found, moved on, taken out; and for whom these pages are."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import County, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event, invite_to_event
from facilitate.participation.models import ParticipantRole, Participation, Standing

from ... import moment
from ...directory.rows import add_office, add_worker, key_of
from ...scenes import keep_scene
from ...statements import count_statements
from ..invited import NGO, Listed

pytestmark = pytest.mark.both_databases


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """Ana is coming, Bora has not answered, Çlirim is in the directory only."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        ngo = add_office("Qendra Përmet", "civil_society", "permet")
        town = add_office("Bashkia Vlorë", "local_government", "vlore")
        ana, bora, clirim = (
            add_worker("Ana Ndoj", ngo),
            add_worker("Bora Xhafa", town),
            add_worker("Çlirim Kola", town),
        )
        rows = [
            invite_to_event(event, ana, Standing.COMING, [ParticipantRole.PRESENTER]),
            invite_to_event(event, bora),
        ]
        db.session.commit()
        return {
            "ana": rows[0].id,
            "bora": rows[1].id,
            "clirim": clirim.id,
            "ana_person": ana.id,
            "ngo": ngo.id,
            "donor": key_of(Sector, "donor"),
            "vlore": key_of(County, "vlore"),
            "local": key_of(Sector, "local_government"),
        }


def row(app, key: int) -> Participation:
    with app.app_context():
        return db.session.get_one(Participation, key)


def test_the_page_says_how_many_are_coming(organiser: FlaskClient, ids) -> None:
    assert "1 is coming, 1 has not answered." in organiser.get("/events/spring/people").text


def test_an_empty_list_says_what_to_do_first(organiser: FlaskClient) -> None:
    assert "Who do you want to invite?" in organiser.get("/events/spring/people").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ndoj", (True, False)),
        ("?q=vlore", (False, True)),
        ("?sector=civil_society", (True, False)),
        ("?county=vlore", (False, True)),
        ("?standing=invited", (False, True)),
        ("?standing=dancing", (True, True)),
        ("?sector=media", (False, False)),
    ],
)
def test_the_list_is_searched(
    organiser: FlaskClient, ids, query: str, found: tuple[bool, bool]
) -> None:
    html = organiser.get("/events/spring/people" + query).text
    assert ("Ana Ndoj" in html, "Bora Xhafa" in html) == found


def test_people_are_added_with_their_place_of_today(organiser: FlaskClient, app, ids) -> None:
    assert "Çlirim Kola" in organiser.get("/events/spring/people/add").text
    facts = {
        "people": [ids["clirim"], ids["ana_person"]],
        "standing": "coming",
        "parts": ["participant"],
    }
    assert organiser.post("/events/spring/people/add", data=facts).status_code == 302
    with app.app_context():
        new = db.session.scalars(
            sa.select(Participation).where(Participation.person_id == ids["clirim"])
        ).one()
        assert (new.sector_id, new.county_id, new.standing) == (
            ids["local"],
            ids["vlore"],
            Standing.COMING,
        )
        assert db.session.scalar(sa.select(sa.func.count(Participation.id))) == 3
    assert row(app, ids["ana"]).parts == (ParticipantRole.PRESENTER,)


def test_who_moves_on_counts_where_they_were(sign_in, app, ids) -> None:
    with app.app_context():
        db.session.get_one(Organisation, ids["ngo"]).sector_id = ids["donor"]
        db.session.commit()
    assert (
        "Civil society"
        in sign_in("organiser").get("/events/spring/people?q=ana&sector=civil_society").text
    )
    assert row(app, ids["ana"]).sector_id != ids["donor"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "facts", [{}, {"people": []}, {"people": ["x"]}, {"people": ["1"], "standing": "dancing"}]
)
def test_bad_input_adds_nobody(organiser: FlaskClient, app, ids, facts) -> None:
    answer = organiser.post(
        "/events/spring/people/add", data={"standing": "invited", "parts": ["presenter"], **facts}
    )
    assert answer.status_code == 422
    assert 'checked id="parts-2" name="parts" type="checkbox" value="presenter"' in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Participation.id))) == 2


def test_the_ticked_ones_get_a_standing(organiser: FlaskClient, app, ids) -> None:
    path = "/events/spring/people/change?q=a&page=1"
    answer = organiser.post(
        path, data={"people": [ids["ana"], ids["bora"]], "standing": "attended"}
    )
    assert (answer.status_code, answer.location) == (302, "/events/spring/people?page=1&q=a")
    assert [row(app, ids[name]).standing for name in ("ana", "bora")] == [Standing.ATTENDED] * 2
    assert organiser.post(path, data={"standing": "attended"}).status_code == 409


def test_the_ticked_ones_of_another_event_stay(organiser: FlaskClient, app, ids) -> None:
    with app.app_context():
        old = db.session.scalars(sa.select(Event)).one()
        values = {
            c.key: getattr(old, c.key)
            for c in sa.inspect(Event).column_attrs
            if c.key not in ("id", "slug")
        }
        other = Event(slug="other", **values)
        db.session.add(other)
        db.session.flush()
        organisation = db.session.get_one(Organisation, ids["ngo"])
        there = invite_all_to_event(other, [add_worker("Dora Leka", organisation)])[0].id
        db.session.commit()
    organiser.post("/events/spring/people/change", data={"people": [there], "standing": "attended"})
    assert row(app, there).standing is Standing.INVITED
    assert organiser.get(f"/events/spring/people/{there}").status_code == 404
    assert organiser.post(f"/events/spring/people/{there}/remove").status_code == 404


def facts(ids: dict[str, int], **more: object) -> dict[str, object]:
    return {
        "version": "1",
        "standing": "declined",
        "parts": ["participant"],
        "sector_id": ids["donor"],
        "county_id": ids["vlore"],
        "district_id": "",
        **more,
    }


def test_one_person_is_changed(organiser: FlaskClient, app, ids) -> None:
    path = f"/events/spring/people/{ids['ana']}"
    assert organiser.get(path).status_code == 200
    assert organiser.post(path, data=facts(ids)).status_code == 302
    changed = row(app, ids["ana"])
    assert (changed.standing, changed.parts, changed.sector_id) == (
        Standing.DECLINED,
        (ParticipantRole.PARTICIPANT,),
        ids["donor"],
    )
    clash = organiser.post(path, data=facts(ids, standing="coming"))
    assert (clash.status_code, "declined" in clash.text) == (409, True)


@pytest.mark.one_database
@pytest.mark.parametrize("bad", [{"standing": "dancing"}, {"sector_id": ""}, {"county_id": "999"}])
def test_bad_facts_of_one_person_stay_in_the_form(organiser: FlaskClient, ids, bad) -> None:
    answer = organiser.post(
        f"/events/spring/people/{ids['ana']}", data=facts(ids, **{"parts": ["presenter"], **bad})
    )
    assert answer.status_code == 422
    assert 'checked id="parts-2" name="parts" type="checkbox" value="presenter"' in answer.text


def test_one_person_is_taken_out(organiser: FlaskClient, app, ids) -> None:
    path = f"/events/spring/people/{ids['bora']}/remove"
    assert organiser.get(path).status_code == 405
    assert organiser.post(path).status_code == 302
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Participation.id))) == 1


def test_who_is_in_a_list_stays_in_the_directory(sign_in, ids) -> None:
    answer = sign_in("administrator").post(f"/directory/people/{ids['ana_person']}/remove")
    assert answer.status_code == 409
    assert "Ana Ndoj cannot be removed" in answer.text


@pytest.mark.one_database
def test_for_whom_these_pages_are(sign_in, ids) -> None:
    paths = [
        "/events/spring/people",
        "/events/spring/people/add",
        f"/events/spring/people/{ids['ana']}",
    ]
    roles = ["staff", "facilitator", "viewer", "stranger"]
    answers = {role: [sign_in(role).get(path).status_code for path in paths] for role in roles}
    assert answers == {
        "staff": [200, 200, 200],
        "facilitator": [200, 403, 403],
        "viewer": [403, 403, 403],
        "stranger": [404, 404, 404],
    }
    assert sign_in("facilitator").post("/events/spring/people/change").status_code == 403


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/events/spring/people", "/events/spring/people/add"])
def test_a_longer_list_asks_no_more(organiser: FlaskClient, app, cast, path: str) -> None:
    def ask(names: str) -> int:
        with app.app_context():
            event = db.session.get_one(Event, cast.event_id)
            for name in names:
                one = add_worker(f"Ana {name}", add_office(f"Zyra {name}", district="permet"))
                add_worker(f"Bora {name}", one.organisation)
                invite_to_event(event, one)
            db.session.commit()
        with count_statements() as statements:
            assert organiser.get(path).status_code == 200
        return len(statements)

    assert ask("A") == ask("BC") <= 9


def test_somebody_new_comes_into_the_directory_and_onto_this_list(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    path = "/events/spring/people/new"
    assert f'href="{path}"' in organiser.get("/events/spring/people/add").text
    with app.app_context():
        office_id = db.session.scalars(
            sa.select(Organisation.id).where(Organisation.name == NGO)
        ).one()
    typed = {
        "given_name": "Nora",
        "family_name": "Zhupa",
        "organisation_id": office_id,
        "languages": "sq",
        "email": "",
    }
    wrong = organiser.post(path, data={**typed, "family_name": "", "standing": "coming"})
    assert (wrong.status_code, 'value="Nora"' in wrong.text) == (422, True)
    sent = {**typed, "standing": "coming", "parts": ["speaker", "press"]}
    answer = organiser.post(path, data=sent, follow_redirects=True)
    assert "Nora Zhupa is in the directory and on this list." in answer.text
    with app.app_context():
        row = db.session.scalars(sa.select(Participation).order_by(Participation.id.desc())).first()
        assert row is not None
        assert (
            row.person.name,
            row.organisation.name,
            row.standing,
            row.parts,
            row.invited_on,
        ) == (
            "Nora Zhupa",
            NGO,
            Standing.COMING,
            (ParticipantRole.SPEAKER, ParticipantRole.PRESS),
            moment.planner_today(),
        )


def test_name_and_organisation_typed_on_the_list_are_enough(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    path, page = "/events/spring/people/new", "/events/spring/people"
    quick = organiser.get(page).text.split(f'action="{path}"')[1].split("</form>")[0]
    names = {"whole_name", "office", "sector_id", "languages", "csrf_token"}
    assert set(re.findall(r'name="(\w+)"', quick)) == names
    typed = {"whole_name": "Dr. HOXHA Mira", "office": "Bashkia Gramsh", "languages": "sq"}
    asked = organiser.post(path, data=typed)
    assert (asked.status_code, 'value="Bashkia Gramsh"' in asked.text) == (422, True)
    assert "This organisation is new here. Which sector is it?" in asked.text
    assert '<a href="#sector_id">Sector, if the organisation is new</a>' in asked.text
    assert 'value="Mira"' in asked.text
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector.id).order_by(Sector.id)).first()
    sent = {**typed, "sector_id": sector, "version": ""}
    done = organiser.post(path, data=sent, follow_redirects=True)
    assert "Mira Hoxha is in the directory and on this list." in done.text
    again = {"whole_name": "Mira Hoxha", "office": "GRAMSH, BASHKIA", "languages": "sq"}
    done = organiser.post(path, data=again, follow_redirects=True)
    assert "Mira Hoxha was in the directory already and is on this list." in done.text
    with app.app_context():
        rows = db.session.scalars(sa.select(Participation).order_by(Participation.id.desc()))
        assert [(row.person.name, row.organisation.name) for row in rows.fetchmany(2)][0] == (
            "Mira Hoxha",
            "Bashkia Gramsh",
        )
        same = sa.select(sa.func.count()).where(
            Person.family_name == "Hoxha", Person.given_name == "Mira"
        )
        assert db.session.scalar(same) == 1


@pytest.mark.one_database
def test_doors_of_somebody_new(sign_in, client: FlaskClient, listed: Listed) -> None:
    path = "/events/spring/people/new"
    found = [sign_in(role).get(path).status_code for role in ("staff", "facilitator", "viewer")]
    assert (found, client.get(path).status_code) == ([200, 403, 403], 302)
    assert sign_in("organiser").get(path.replace("spring", "autumn")).status_code == 404


def test_how_to_reach_somebody_is_told_to_who_may_know(sign_in, app: Flask, listed: Listed) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, listed.ids["Hoxha"])
        row.person.phone, row.person.email = "067 222 3333", ""
        person = row.person_id
        db.session.commit()
    path, entry = f"/events/spring/people/{listed.ids['Hoxha']}", f"/directory/people/{person}"
    seen = {
        role: sign_in(role).get(path).text for role in ("administrator", "staff", "facilitator")
    }
    assert ["067 222 3333" in text for text in seen.values()] == [True, True, False]
    assert [f'href="{entry}"' in text for text in seen.values()] == [True, True, False]
    assert [f'href="{entry}/edit"' in text for text in seen.values()] == [True, False, False]
    page = "/events/spring/people/invite"
    assert (
        f'href="{entry}/edit"' in sign_in("administrator").get(page).text
    )  # without e-mail: type it
    assert f'href="{path}"' in sign_in("organiser").get(page).text
