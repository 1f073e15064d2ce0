"""The addresses of figures that leave the house: who may take them out, publish them, read them without an account."""

import re
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import PublicFigures, Standing

from ....directory.rows import add_office, add_worker
from ....scenes import keep_scene
from ....statements import count_statements
from .reports import in_csv, in_excel, in_word

pytestmark = pytest.mark.both_databases
HOUSE = "/events/spring/figures"


@pytest.fixture
@keep_scene
def held(app: Flask, cast) -> None:
    """Thirty people of civil society and twenty of local government came to `spring`."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        spring.first_day = spring.last_day = date(2026, 3, 18)
        fill(spring, {"civil_society": 30, "local_government": 20})
        db.session.commit()


def fill(spring: Event, sectors: dict[str, int], district: str = "vlore") -> None:
    for sector, number in sectors.items():
        at = add_office(f"Office {sector} {district}", sector, district)
        invite_all_to_event(
            spring, [add_worker(f"Ana {sector}{n}", at) for n in range(number)], Standing.ATTENDED
        )


def publish(client: FlaskClient) -> str:
    """Publish, and give the address."""
    client.post(f"{HOUSE}/public", data={"to": "published"})
    page = client.get(f"{HOUSE}/public").text
    found = re.search(r'value="http://localhost(/f/[^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    [
        f"{HOUSE}.xlsx",
        f"{HOUSE}.docx",
        f"{HOUSE}.csv",
        f"{HOUSE}/sector.svg",
        f"{HOUSE}/county.png",
    ],
)
def test_files_are_for_the_team(sign_in, client: FlaskClient, held, path: str) -> None:
    answer = sign_in("viewer").get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=spring-")
    assert sign_in("stranger").get(path).status_code == 404
    assert client.get(path).status_code == 302
    assert sign_in("viewer").post(path).status_code == 405
    assert sign_in("viewer").get(path.replace("spring", "nowhere")).status_code == 404


def test_a_picture_that_is_not_there(sign_in, held) -> None:
    viewer = sign_in("viewer")
    assert viewer.get(f"{HOUSE}/nothing.svg").status_code == 404
    assert viewer.get(f"{HOUSE}/sector.gif").status_code == 404


@pytest.mark.one_database
def test_files_speak_the_event_s_language_unless_asked_otherwise(sign_in, held) -> None:
    viewer = sign_in("viewer")
    assert "Përmbajtja" in in_excel(viewer.get(f"{HOUSE}.xlsx").data)
    assert "Contents" in in_excel(viewer.get(f"{HOUSE}.xlsx?lang=en").data)
    assert "Përmbajtja" in in_excel(viewer.get(f"{HOUSE}.xlsx?lang=xx").data)
    assert "Participation" in in_word(viewer.get(f"{HOUSE}.docx?lang=en").data)[0]
    assert [
        "By sector",
        "Civil society",
        "Attended",
        "30",
        "60.0",
        "50",
        "of 50 who attended",
    ] in in_csv(viewer.get(f"{HOUSE}.csv?lang=en").data)
    assert "Shoqëri civile" in viewer.get(f"{HOUSE}/sector.svg").text


def test_across_events_it_is_the_same_files(sign_in, client: FlaskClient, held) -> None:
    viewer = sign_in("viewer")
    lines = in_csv(viewer.get("/figures.csv?lang=en&event=spring").data)
    assert ["Civil society", "30", "60.0"] in [[line[1], *line[3:5]] for line in lines]
    assert {
        line[0]
        for line in in_csv(viewer.get("/figures.csv?lang=en&event=spring&table=place").data)[1:]
    } == {"Capital and rest of the country"}
    assert "Contents" in in_excel(viewer.get("/figures.xlsx?lang=en&event=spring").data)
    assert "Participation" in in_word(viewer.get("/figures.docx?lang=en&event=spring").data)[0]
    assert viewer.get("/figures/sector.svg?event=spring").status_code == 200
    assert viewer.get("/figures/sector.png?event=spring").data[:4] == b"\x89PNG"
    assert viewer.get("/figures/nothing.png?event=spring").status_code == 404
    assert client.get("/figures.xlsx").status_code == 302
    assert sign_in("stranger").get("/figures.csv?lang=en&event=spring").text.count("\n") < 30


def test_the_team_sees_what_may_leave_and_only_some_publish(
    sign_in, client: FlaskClient, held
) -> None:
    for role, status in {
        "organiser": 302,
        "lead_facilitator": 302,
        "facilitator": 403,
        "note_taker": 403,
        "staff": 403,
        "viewer": 403,
        "stranger": 404,
        "administrator": 302,
    }.items():
        page = sign_in(role).get(f"{HOUSE}/public")
        assert (role, page.status_code) == (role, 404 if status == 404 else 200)
        assert ('value="published"' in page.text) is (status == 302)
        answer = sign_in(role).post(f"{HOUSE}/public", data={"to": "published"})
        assert (role, answer.status_code) == (role, status)
    assert client.get(f"{HOUSE}/public").status_code == 302


@pytest.mark.one_database
def test_every_picture_that_is_offered_is_there(sign_in, client: FlaskClient, held) -> None:
    viewer = sign_in("viewer")
    for page in (f"{HOUSE}/public", "/figures/files?event=spring&table=sector&table=county"):
        links = re.findall(r'href="([^"]*/figures/[^"]+\.(?:png|svg)[^"]*)"', viewer.get(page).text)
        assert len(links) >= 4
        assert {viewer.get(unescape(link)).status_code for link in links} == {200}
    assert client.get("/figures/files").status_code == 302
    assert "What can be shared outside" in sign_in("stranger").get("/figures/files").text


@pytest.mark.one_database
def test_published_everybody_reads_it_in_both_languages_until_it_is_taken_back(
    app: Flask, organiser: FlaskClient, client: FlaskClient, held
) -> None:
    assert (
        "Nobody outside the team can read the figures yet." in organiser.get(f"{HOUSE}/public").text
    )
    address = publish(organiser)
    for code, said in {"en": "Participation", "sq": "Pjesëmarrja"}.items():
        reader = app.test_client()
        page = reader.get(address, headers={"Accept-Language": code}).text
        assert f"<h1>{said}</h1>" in page
        assert f'<html lang="{code}">' in page
        assert page.count("<h1") == 1
    picture = re.search(r'href="(/f/[^"]+\.png)[^"]*"', client.get(address).text)
    assert picture
    paths = [
        address,
        picture[1],
        *(f"{address}/figures.{ending}" for ending in ("xlsx", "docx", "csv")),
    ]
    assert [client.get(path).status_code for path in paths] == [200] * 5
    assert client.get(f"{address}/nothing.png").status_code == 404
    assert client.post(address).status_code == 405
    organiser.post(f"{HOUSE}/public", data={"to": "hidden"})
    assert [client.get(path).status_code for path in paths] == [404] * 5
    assert publish(organiser) != address, "an address that was taken back stays dead"


def test_what_everybody_will_see_is_what_they_see(
    organiser: FlaskClient, client: FlaskClient, held
) -> None:
    def told(page: str) -> list[str]:
        return re.findall(r'aria-label="(By [^"]*)"', page)

    preview = told(organiser.get(f"{HOUSE}/public").text)
    assert len(preview) > 4
    assert told(client.get(publish(organiser)).text) == preview


def test_it_stays_as_it_was_published_until_it_is_published_again(
    app: Flask, cast, organiser: FlaskClient, client: FlaskClient, held
) -> None:
    address = publish(organiser)
    with app.app_context():
        fill(db.session.get_one(Event, cast.event_id), {"donor": 5}, "fier")
        db.session.commit()
    assert "50 people came" in client.get(address).text
    assert publish(organiser) == address
    assert "55 people came" in client.get(address).text


def test_nothing_is_published_of_nobody(organiser: FlaskClient, app: Flask) -> None:
    page = organiser.post(f"{HOUSE}/public", data={"to": "published"}, follow_redirects=True).text
    assert "there is nothing to publish" in page
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(PublicFigures)) == 0


def test_a_word_that_is_no_order_is_refused(organiser: FlaskClient, held) -> None:
    assert organiser.post(f"{HOUSE}/public", data={"to": "x"}).status_code == 422
    assert organiser.post(f"{HOUSE}/public", data={"to": "hidden"}).status_code == 302


def test_the_public_page_asks_little(organiser: FlaskClient, client: FlaskClient, held) -> None:
    address = publish(organiser)
    client.get(address)
    with count_statements() as asked:
        client.get(address)
    assert len(asked) <= 2


def test_a_picture_is_saved_in_the_language_of_the_page(sign_in, held) -> None:
    viewer = sign_in("viewer")
    page = viewer.get(f"{HOUSE}/public").text
    assert f'href="{HOUSE}/sector.svg?lang=en"' in page
    assert "Civil society" in viewer.get(f"{HOUSE}/sector.svg?lang=en").text
    across = viewer.get("/figures/files?event=spring").text
    assert (
        "/figures/sector.png?lang=en&amp;event=spring" in across,
        "sector.png?lang=sq" in across,
    ) == (
        True,
        False,
    )
