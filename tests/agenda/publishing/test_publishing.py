"""Publishing: a version frozen, shown to everybody until it is taken offline."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaVersion, Step
from facilitate.agenda.plan import Plan, PlanDay, PlanStep, PlanStrand
from facilitate.agenda.publishing.public import count_differing, list_occasions, public_days
from facilitate.agenda.publishing.wording import publication_text
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.web.i18n import use_language
from tests.statements import count_statements

SHARE = "/events/spring/agenda/share"
PAGES = [
    "/programme/spring",
    "/programme/spring/en",
    "/programme/spring.ics",
    "/programme/spring/schedule.xml",
    "/programme/spring/schedule.json",
]


def lead(client: FlaskClient) -> str:
    return client.get(SHARE).text.split('<p class="lead">')[1].split("</p>")[0]


def test_nothing_is_public_before_it_is_published(client: FlaskClient, leaky) -> None:
    assert [client.get(page).status_code for page in [*PAGES, "/programme/gone"]] == [404] * 6


def test_published_it_is_there_and_taken_offline_it_is_gone(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    assert [client.get(page).status_code for page in PAGES] == [200] * 5
    assert organiser.post("/events/spring/agenda/take-offline").status_code == 302
    assert [client.get(page).status_code for page in PAGES] == [404] * 5
    assert (
        lead(organiser)
        == "The programme is not public yet. Publish it when participants may see it."
    )


def test_the_public_page_stands_still_until_it_is_published_again(
    client: FlaskClient, organiser: FlaskClient, public
) -> None:
    assert lead(organiser).endswith("It is up to date.")
    organiser.post("/events/spring/agenda/remove", data={"step": public["Coffee"]})
    assert "Coffee" in client.get("/programme/spring/en").text
    assert lead(organiser).endswith("1 step that participants see has changed since.")
    assert "Coffee: removed" in organiser.get(SHARE).text
    organiser.post("/events/spring/agenda/publish")
    assert "Coffee" not in client.get("/programme/spring/en").text
    assert lead(organiser).endswith("It is up to date.")


def test_what_is_only_for_the_team_does_not_count_as_a_change_for_participants(
    app: Flask, organiser: FlaskClient, public
) -> None:
    with app.app_context():
        step = db.session.get_one(Step, public["Opening"])
        step.say = Words("Something else", "Tjetër")
        db.session.commit()
    assert lead(organiser).endswith("Only details for the team have changed since.")


def test_each_publication_is_a_version_under_a_name(
    app: Flask, organiser: FlaskClient, public
) -> None:
    organiser.post("/events/spring/agenda/publish")
    with app.app_context():
        names = db.session.scalars(sa.select(AgendaVersion.name)).all()
        assert len(names) == 2
        assert all(name for name in names)


def test_the_page_speaks_the_language_of_its_address(client: FlaskClient, public) -> None:
    english, albanian = (client.get(f"/programme/spring/{code}").text for code in ("en", "sq"))
    assert ('<html lang="en">' in english, '<html lang="sq">' in albanian) == (True, True)
    assert ("Why we meet" in english, "Pse mblidhemi" in albanian, "Why we meet" in albanian) == (
        True,
        True,
        False,
    )
    asked = client.get("/programme/spring", headers={"Accept-Language": "en"})
    assert ('<html lang="en">' in asked.text, "Accept-Language" in asked.headers["Vary"]) == (
        True,
        True,
    )
    assert (
        '<html lang="sq">'
        in client.get("/programme/spring", headers={"Accept-Language": "it"}).text
    )


def test_doors(sign_in, client: FlaskClient, leaky) -> None:
    pages = [
        SHARE,
        "/events/spring/agenda/print/programme",
        "/events/spring/agenda/print/running-order",
        "/events/spring/agenda/programme.docx",
        "/events/spring/agenda.xlsx",
    ]
    assert [sign_in("viewer").get(page).status_code for page in pages] == [200] * 5
    assert [sign_in("stranger").get(page).status_code for page in pages] == [404] * 5
    assert [client.get(page).status_code for page in pages] == [302] * 5
    for action in ("publish", "take-offline"):
        assert sign_in("viewer").post(f"/events/spring/agenda/{action}").status_code == 403
        assert sign_in("stranger").post(f"/events/spring/agenda/{action}").status_code == 404
        assert sign_in("organiser").get(f"/events/spring/agenda/{action}").status_code == 405
    assert client.get("/programme/spring/de").status_code == 404


def test_an_empty_agenda_says_what_to_do_first(organiser: FlaskClient) -> None:
    assert "The programme is made from the agenda." in organiser.get(SHARE).text
    assert organiser.post("/events/spring/agenda/publish").status_code == 409


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (SHARE, 17),
        ("/programme/spring/en", 4),
        ("/events/spring/agenda/print/running-order", 13),
        ("/events/spring/calendar", 17),
    ],
)
def test_pages_ask_little_of_the_database(
    organiser: FlaskClient, public, address: str, most: int
) -> None:
    organiser.post("/events/spring/agenda/remove", data={"step": public["Coffee"]})
    organiser.get(address)
    with count_statements() as statements:
        organiser.get(address)
    assert len(statements) <= most


def test_the_standing_is_one_sentence_or_two(app: Flask) -> None:
    at = datetime(2027, 2, 3, 9, 5, tzinfo=UTC)
    with app.test_request_context(), use_language("en"):
        assert (
            publication_text(at, 0, 0)
            == "The programme has been public since 3 February, 09:05. It is up to date."
        )
        assert publication_text(at, 2, 5).endswith(
            "2 steps that participants see have changed since."
        )


def plan(*steps: PlanStep, **tables: object) -> Plan:
    day = PlanDay(1, datetime(2027, 3, 18).date())
    return Plan({1: day}, {}, tables.get("strands", {}), {step.id: step for step in steps})  # type: ignore[arg-type]


def test_internal_steps_take_their_time_and_do_not_show() -> None:
    shown = public_days(
        plan(
            PlanStep(1, 1, rank="A", title=Words("Set up"), minutes=20, internal=True),
            PlanStep(2, 1, rank="B", title=Words("Opening"), minutes=30),
        ),
        "en",
    )
    assert [(one.title, one.start, one.end) for one in shown[0].steps] == [("Opening", 560, 590)]


def test_an_internal_block_takes_along_what_it_holds() -> None:
    steps = [
        PlanStep(1, 1, title=Words("Team"), internal=True),
        PlanStep(2, block=1, title=Words("Inside"), minutes=5),
    ]
    assert public_days(plan(*steps), "en") == []


def test_a_group_of_internal_steps_alone_does_not_show() -> None:
    strands = {
        1: PlanStrand(1, 1, "A", Words("Backstage")),
        2: PlanStrand(2, 1, "B", Words("North")),
    }
    steps = [
        PlanStep(1, 1, title=Words("Groups"), minutes=60),
        PlanStep(2, None, 1, 1, title=Words("Count the money"), minutes=60, internal=True),
    ]
    shown = public_days(plan(*steps, strands=strands), "en")[0]
    assert [one.name for one in shown.steps[0].strands] == ["North"]
    assert [(one.title, one.strand) for one in list_occasions(shown.steps)] == [
        ("Groups: North", 2)
    ]


def test_a_step_counts_as_different_once_and_its_block_for_itself() -> None:
    steps = [
        PlanStep(1, 1, rank="A", title=Words("Block")),
        PlanStep(2, block=1, title=Words("Inside"), minutes=5),
        PlanStep(3, 1, rank="B", title=Words("After"), minutes=5),
    ]
    before = public_days(plan(*steps), "en")
    assert count_differing(before, before) == 0
    renamed = [steps[0], replace(steps[1], title=Words("In there")), steps[2]]
    assert count_differing(before, public_days(plan(*renamed), "en")) == 1
    longer = [steps[0], replace(steps[1], minutes=10), steps[2]]
    assert count_differing(before, public_days(plan(*longer), "en")) == 3
    assert count_differing(before, public_days(plan(*steps[:2]), "en")) == 1
