"""Letters to sponsors: what they gave, how far it is, what it is for, their share of the whole."""

import io
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.actions import place_row
from facilitate.budget.models import Contribution, ContributionKind, PledgeStatus
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ...people import Cast
from ..conftest import Made

PAGE = "/events/spring/budget"


def read(content: bytes) -> str:
    """Every text of the letter, paragraphs and tables."""
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def english(app: Flask, cast: Cast) -> None:
    with app.app_context():
        db.session.get_one(Event, cast.event_id).language = "en"
        db.session.commit()


@pytest.mark.any_day
def test_an_account_says_what_was_given_and_what_was_done(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    english(app, cast)
    organiser.post(f"{PAGE}/contributions/{made.gift}/do", data={"what": "receive"})
    text = read(organiser.get(f"{PAGE}/contributions/{made.gift}/account.docx").data)
    for part in (
        "Municipality of Tirana",
        "Hall (2 × €600.00)",
        "€1,200.00",
        "market price",
        "received on ",
        "All of it was received: €1,200.",
        "The event costs €3,206.14 in total. Your contribution covers 37.4",
        "110 participants are expected.",
        "Arta Hoxha",
    ):
        assert part in text
    assert "Lunch" not in text


def test_a_confirmation_asks_for_a_signature(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    english(app, cast)
    text = read(organiser.get(f"{PAGE}/contributions/{made.gift}/pledge.docx").data)
    assert "For Municipality of Tirana, name and signature:" in text
    assert "Hall: €1,200.00" in text


def test_a_letter_speaks_the_language_of_who_gets_it(made: Made, organiser: FlaskClient) -> None:
    account = f"{PAGE}/contributions/{made.gift}/account.docx"
    assert "market price" in read(organiser.get(f"{account}?lang=en").data)
    assert "market price" not in read(organiser.get(account).data)  # the event is in Albanian
    assert f"{account}?lang=en" in organiser.get(f"{PAGE}/sponsors?lang=en").text


@pytest.mark.any_day
def test_a_past_event_has_cost(app: Flask, cast: Cast, made: Made, organiser: FlaskClient) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = date(2008, 6, 5)
        db.session.commit()
    text = read(organiser.get(f"{PAGE}/contributions/{made.gift}/account.docx?lang=en").data)
    assert "The event cost €3,206.14 in total. Your contribution covered 37.4" in text


def test_all_accounts_are_one_file_and_employers_get_none(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        for kind, giver in (
            (ContributionKind.CASH, "Threefield Foundation"),
            (ContributionKind.EMPLOYER, ""),
        ):
            place_row(
                Contribution(
                    giver=giver,
                    kind=kind,
                    title=Words("Money", "Para"),
                    unit_cents=50_000,
                    currency="USD",
                    pledge=PledgeStatus.PLEDGED,
                ),
                event,
            )
        db.session.commit()
    page = organiser.get(PAGE + "/sponsors").text
    assert "2 contributors." in page
    text = read(organiser.get(PAGE + "/accounts.docx").data)
    assert text.count("Me mirënjohje,") == 2
    assert "Threefield Foundation" in text
    assert "500,00\u00a0$" in text
    spoken = docx.Document(io.BytesIO(organiser.get(PAGE + "/accounts.docx?lang=en").data))
    last = [[cell.text for cell in table.rows[-1].cells] for table in spoken.tables]
    assert [row for row in last if row[0] == "Total"] == [["Total", "€3,206.14", "€0.00"]]
    both = docx.Document(io.BytesIO(organiser.get(PAGE + "/accounts.docx?lang=both").data))
    beside = [[cell.text for cell in row.cells] for row in both.tables[0].rows]
    assert [
        "Lënda: Llogaridhënie për kontributin tuaj",
        "Subject: Account of your contribution",
    ] in beside
    languages = [one.get(qn("w:val")) for one in both.tables[0]._element.iter(qn("w:lang"))]
    assert languages == ["sq-AL", "en-GB"] * len(beside)


@pytest.mark.parametrize(
    "where",
    [
        "/sponsors",
        "/accounts.docx",
        "/contributions/{gift}/account.docx",
        "/contributions/{gift}/pledge.docx",
    ],
)
def test_who_may_read_letters(
    made: Made, sign_in: Callable[[str], FlaskClient], where: str
) -> None:
    address = PAGE + where.format(gift=made.gift)
    for who, status in (("viewer", 200), ("facilitator", 403), ("stranger", 404)):
        assert sign_in(who).get(address).status_code == status
    assert sign_in("viewer").get(PAGE + "/contributions/999/account.docx").status_code == 404


def test_without_sponsors_there_is_nothing_to_send(cast: Cast, organiser: FlaskClient) -> None:
    assert organiser.get(PAGE + "/sponsors").status_code == 200
    assert organiser.get(PAGE + "/accounts.docx").status_code == 409
