"""Answering by a personal link: three answers, needs, changing one's mind, seats and who waits, two at once."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import ContactExport, Gender, Organisation, Person
from facilitate.participation.models import Participation, Registration, Standing
from facilitate.web.app import create_app

from ... import moment
from ...conftest import settings_for
from ...inbox import Inbox
from ..invited import NGO, TOWN, Listed
from .links import COLLEAGUE, COMING, DECLINED, answer_shown, send_answer

pytestmark = pytest.mark.both_databases


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.mark.any_day
def test_somebody_comes_and_says_what_they_need(client: FlaskClient, listed: Listed) -> None:
    first, evening_before = moment.spring_day(), f"{moment.spring_day() - timedelta(days=1)}"
    page = client.get(listed.link("Leka")).text
    assert ('lang="sq"' in page, "Drita Leka" in page, 'name="gender"' in page) == (
        True,
        True,
        False,
    )
    needs = {
        "interpreter": "y",
        "lodging": "y",
        "arrival": evening_before,
        "diet": "vegjetarian",
        "access": "",
        "remark": "Faleminderit",
    }
    sent = send_answer(client, listed, "Leka", reply="coming", **needs)
    assert (sent.status_code, sent.location) == (302, listed.link("Leka"))
    kept = client.get(listed.link("Leka")).text
    assert all(
        text in kept
        for text in ("E morëm përgjigjen tuaj.", "Do të vini.", "vegjetarian", "Faleminderit")
    )
    one = listed.registration("Leka")
    assert (one.interpreter, one.lodging, one.arrival, one.diet) == (
        True,
        True,
        evening_before,
        "vegjetarian",
    )
    assert listed.standing("Leka") == [COMING]
    ics = client.get(listed.link("Leka") + "/event.ics").text
    assert (
        "BEGIN:VEVENT" in ics,
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}" in ics,
        f"DTEND;VALUE=DATE:{first + timedelta(days=2):%Y%m%d}" in ics,
    ) == (True,) * 3


def test_the_later_answer_counts_and_the_one_before_is_told(
    client: FlaskClient, listed: Listed
) -> None:
    send_answer(client, listed, "Leka", reply="coming", lodging="y", diet="pa gluten")
    send_answer(client, listed, "Leka", reply="declined")
    told = client.get(listed.link("Leka")).text
    assert "Më parë: ju vini; Akomodim: i nevojshëm; Ushqimi: pa gluten." in told
    assert listed.standing("Leka") == [DECLINED]
    one = listed.registration("Leka")
    assert (one.lodging, one.diet) == (
        False,
        "",
    )  # who does not come needs nothing, and nothing is kept of it


def test_two_at_once_see_both_and_lose_nothing(client: FlaskClient, listed: Listed) -> None:
    link = listed.link("Leka")
    opened = answer_shown(client, link)
    client.post(link, data={"answered": opened, "reply": "coming", "diet": "pa gluten"})
    second = client.post(
        link, data={"answered": opened, "reply": "declined", "remark": "Jam në Vlorë"}
    )
    assert second.status_code == 409
    assert all(
        text in second.text for text in ("erdhi një përgjigje tjetër", "pa gluten", "Jam në Vlorë")
    )
    assert listed.standing("Leka") == [COMING]
    now = re.findall(r'name="answered" value="([^"]*)"', second.text)[0]
    again = client.post(link, data={"answered": now, "reply": "declined", "remark": "Jam në Vlorë"})
    assert (again.status_code, listed.standing("Leka")) == (302, [DECLINED])


def test_somebody_new_comes_instead(
    client: FlaskClient, listed: Listed, app: Flask, inbox: Inbox
) -> None:
    send_answer(client, listed, "Leka", **{**COLLEAGUE, "office": "Zyra e Punës"})
    assert "Në vendin tuaj vjen Gjergj Ndreu." in client.get(listed.link("Leka")).text
    with app.app_context():
        one = db.session.scalars(sa.select(Person).where(Person.family_name == "Ndreu")).one()
        there = db.session.scalars(
            sa.select(Participation).where(Participation.person_id == one.id)
        ).one()
        assert (there.standing, there.organisation.name, there.sector.key) == (
            COMING,
            "Zyra e Punës",
            "local_government",
        )
        token = db.session.scalars(
            sa.select(Registration.token).where(Registration.participation_id == there.id)
        ).one()
    assert (inbox.to, listed.standing("Leka")) == (["gjergj@office.example"], [Standing.REPLACED])
    assert f"/r/{token}" in inbox.received[0][1].get_body().get_content()
    assert client.get(f"/r/{token}").status_code == 200


def test_who_is_known_already_is_not_made_twice(
    client: FlaskClient, listed: Listed, app: Flask
) -> None:
    people, offices = count(app, Person), count(app, Organisation)
    send_answer(
        client,
        listed,
        "Leka",
        reply="replaced",
        given_name="kola",
        family_name="BEN",
        office=NGO,
        email="new@office.example",
    )
    assert listed.standing("Leka", "Kola") == [Standing.REPLACED, COMING]
    send_answer(
        client,
        listed,
        "Prifti",
        reply="replaced",
        given_name="Ana",
        family_name="Hoxha Leka",
        office=TOWN,
        email="ANA@office.example",
    )
    assert listed.standing("Prifti", "Hoxha") == [Standing.REPLACED, COMING]
    assert (count(app, Person), count(app, Organisation)) == (people, offices)
    one = send_answer(
        client,
        listed,
        "Hoxha",
        reply="replaced",
        given_name="Ana",
        family_name="Hoxha",
        email="ana@office.example",
    )
    assert (one.status_code, "Ky jeni ju." in one.text) == (422, True)


def test_an_office_address_is_not_a_person(client: FlaskClient, listed: Listed, app: Flask) -> None:
    people = count(app, Person)
    send_answer(
        client,
        listed,
        "Leka",
        reply="replaced",
        given_name="Rea",
        family_name="Toska",
        email="ben@office.example",
    )
    assert (count(app, Person), listed.standing("Kola")) == (people + 1, [Standing.LISTED])


def test_who_comes_instead_goes_again_when_the_invited_comes(
    client: FlaskClient, listed: Listed, app: Flask
) -> None:
    rows = count(app, Participation)
    send_answer(client, listed, "Leka", **COLLEAGUE)
    assert count(app, Participation) == rows + 1
    send_answer(client, listed, "Leka", reply="coming")
    assert (count(app, Participation), listed.standing("Leka")) == (rows, [COMING])
    assert listed.registration("Leka").substitute_id is None


def test_the_same_colleague_named_again_gets_no_second_mail(
    client: FlaskClient, listed: Listed, inbox: Inbox, app: Flask
) -> None:
    send_answer(client, listed, "Leka", **COLLEAGUE)
    send_answer(client, listed, "Leka", **COLLEAGUE, remark="Vjen me makinë")
    assert (inbox.to, listed.registration("Leka").remark) == (
        ["gjergj@office.example"],
        "Vjen me makinë",
    )
    rows = count(app, Participation)
    send_answer(
        client, listed, "Leka", **{**COLLEAGUE, "given_name": "Rea", "email": "rea@office.example"}
    )
    assert (count(app, Participation), inbox.to[1:]) == (rows, ["rea@office.example"])


def test_who_was_named_and_cannot_come_either_is_told(
    client: FlaskClient, listed: Listed, app: Flask
) -> None:
    send_answer(client, listed, "Leka", **COLLEAGUE)
    with app.app_context():
        one = db.session.scalars(
            sa.select(Participation).join(Person).where(Person.family_name == "Ndreu")
        ).one()
        one.standing = DECLINED
        db.session.commit()
    client.post(listed.link("Leka"), data={"switch": "en"})
    assert (
        "You named Gjergj Ndreu to come in your place, but they cannot come either."
        in client.get(listed.link("Leka")).text
    )


def test_the_form_for_the_employer_is_one_page_behind_the_own_link(
    client: FlaskClient, listed: Listed
) -> None:
    link = listed.link("Leka")
    assert f'href="{link}/letter.docx"' in client.get(link).text
    paper = docx.Document(BytesIO(client.get(f"{link}/letter.docx").data))
    texts = [one.text for one in paper.paragraphs]
    assert [table.cell(0, 1).text for table in paper.tables][0] == "Vendi i vulës"
    assert [table.cell(0, 0).text for table in paper.tables][1:] == ["Udhëtimi"]
    (who,) = (text.split(" autorizohet")[0] for text in texts if " autorizohet" in text)
    assert who == "Drita Leka, Specialist, Bashkia Shkodër,"
    both = docx.Document(BytesIO(client.get(f"{link}/letter.docx?lang=both").data))
    assert both.tables[-1].cell(0, 0).text == "Udhëtimi / Travel"
    assert f"{link}/letter.docx?lang=both" in client.get(link).text
    assert not any(
        name in text for text in texts for name in ("Ana Hoxha", "Elda Prifti", "Fatos Zeka")
    )
    send_answer(client, listed, "Leka", reply="coming")
    assert f"{link}/letter.docx" in client.get(link).text
    send_answer(client, listed, "Leka", reply="declined")
    assert f"{link}/letter.docx" not in client.get(link).text
    assert listed.standing("Hoxha") == [Standing.LISTED]


def test_a_letter_is_not_written_without_end(
    database: str, tmp_path, listed: Listed, monkeypatch
) -> None:
    monkeypatch.setattr("facilitate.participation.answering.routes.LETTERS", "2/hour")
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    client, link = strict.test_client(), listed.link("Leka")
    answers = [client.get(f"{link}/letter.docx") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert f'href="{link}"' in answers[2].text
    assert [
        client.get(path).status_code for path in (link, f"{listed.link('Prifti')}/letter.docx")
    ] == [
        200,
        200,
    ]
    with strict.app_context():
        db.engine.dispose()


def test_gender_is_asked_where_it_is_set_and_may_be_left_open(
    client: FlaskClient, listed: Listed, app: Flask
) -> None:
    listed.setting(asks_gender=True)
    assert 'name="gender"' in client.get(listed.link("Leka")).text
    send_answer(client, listed, "Prifti", reply="coming", gender="")
    send_answer(client, listed, "Leka", reply="coming", gender="woman")
    with app.app_context():
        rows = db.session.execute(sa.select(Person.family_name, Person.gender))
        genders = {name: gender for name, gender in rows}
    assert (genders["Leka"], genders["Prifti"]) == (Gender.WOMAN, None)
    page = client.get(f"{listed.link('Leka')}?change=1").text
    answered = re.search(r'name="answered"[^>]*value="([^"]+)"', page)[1]
    send_answer(client, listed, "Leka", reply="coming", gender="", answered=answered)
    with app.app_context():
        leka = sa.select(Person.gender).where(Person.family_name == "Leka")
        assert db.session.scalars(leka).one() is None, "no answer is an answer"


def test_what_the_team_wrote_down_stays_where_the_link_does_not_ask(
    client: FlaskClient, organiser: FlaskClient, listed: Listed
) -> None:
    listed.setting(asks_needs=False)
    path = f"/events/spring/people/{listed.ids['Leka']}/needs"
    sent = {"version": "0", "interpreter": "y", "diet": "no nuts", "arrival": ""}
    assert organiser.post(path, data=sent).status_code == 302
    send_answer(client, listed, "Leka", reply="coming")
    one = listed.registration("Leka")
    assert (one.interpreter, one.diet, one.answered_at is not None) == (True, "no nuts", True)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Ju lutemi, zgjidhni një."),
        ({"reply": "perhaps"}, "answer"),
        ({"reply": "replaced", "given_name": "Rea"}, "Ju lutemi, plotësojeni këtë."),
        (
            {"reply": "replaced", "given_name": "Rea", "family_name": "T", "email": "no"},
            "ana@office.example",
        ),
        ({"reply": "coming", "arrival": "2030-01-01"}, "arrival"),
        ({"reply": "coming", "diet": "x" * 101}, "diet"),
        ({"reply": "coming", "website": "http://spam.example"}, "Dërgo"),
    ],
)
def test_bad_input_stays_and_changes_nothing(
    client: FlaskClient, listed: Listed, typed, said: str
) -> None:
    wrong = send_answer(client, listed, "Leka", remark="Vij me tren", **typed)
    assert (wrong.status_code, said in wrong.text, "Vij me tren" in wrong.text) == (422, True, True)
    assert listed.standing("Leka") == [Standing.INVITED]


def test_the_other_language_keeps_what_was_typed(client: FlaskClient, listed: Listed) -> None:
    data = {"answered": "", "reply": "coming", "remark": "Vij me tren", "switch": "en"}
    page = client.post(listed.link("Leka"), data=data)
    assert (page.status_code, "Are you coming?" in page.text, "Vij me tren" in page.text) == (
        200,
        True,
        True,
    )
    assert listed.standing("Leka") == [Standing.INVITED]


@pytest.mark.any_day
def test_after_the_day_to_answer_it_is_said_whom_to_write_to(
    client: FlaskClient, listed: Listed
) -> None:
    send_answer(client, listed, "Leka", reply="coming", diet="pa gluten")
    listed.setting(answer_by=moment.planner_today() - timedelta(days=1))
    page = client.get(listed.link("Leka")).text
    assert ("Do të vini." in page, "organiser@office.example" in page, 'name="reply"' in page) == (
        True,
        True,
        False,
    )
    late = client.post(listed.link("Leka"), data={"answered": "", "reply": "declined"})
    assert (late.status_code, listed.standing("Leka")) == (409, [COMING])


def test_a_link_of_somebody_taken_out_is_a_plain_page(
    client: FlaskClient, organiser: FlaskClient, listed: Listed
) -> None:
    organiser.post(f"/events/spring/people/{listed.ids['Leka']}/remove")
    gone = listed.link("Leka")
    for path in (gone, "/r/nobody", f"{gone}/event.ics", f"{gone}/letter.docx"):
        page = client.get(path)
        assert (page.status_code, "This link no longer works" in page.text) == (404, True)
    assert client.post(listed.link("Leka"), data={"reply": "coming"}).status_code == 404


def test_what_people_need_is_a_page_and_a_file(
    client: FlaskClient, organiser: FlaskClient, sign_in, listed: Listed, app: Flask
) -> None:
    assert "Nobody has said what they need yet" in organiser.get("/events/spring/people/needs").text
    send_answer(
        client,
        listed,
        "Leka",
        reply="coming",
        lodging="y",
        arrival="2027-03-17",
        diet="=pa gluten",
        interpreter="y",
    )
    page = organiser.get("/events/spring/people/needs").text
    assert (
        "1 of 2 people coming have said what they need." in page,
        "=pa gluten" in page,
        "Wed 17 Mar" in page,
    ) == (True,) * 3
    file = organiser.get("/events/spring/people/needs.xlsx")
    sheet = load_workbook(BytesIO(file.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][0] == "Drita Leka"
    assert rows[1][4] == "=pa gluten"
    assert rows[1][8] == 2
    assert sheet["E2"].data_type == "s"
    with app.app_context():
        log = db.session.scalars(sa.select(ContactExport)).one()
        assert (log.people, log.event) == (1, "spring")
    answers = {
        role: sign_in(role).get("/events/spring/people/needs").status_code
        for role in ("staff", "facilitator", "stranger")
    }
    assert answers == {"staff": 200, "facilitator": 403, "stranger": 404}
