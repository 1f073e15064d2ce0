"""Contributions on the page: written, confirmed, received, taken out; what employers carry."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.models import (
    Contribution,
    ContributionKind,
    CostCategory,
    CostLine,
    PledgeStatus,
    ValuationBasis,
)
from facilitate.budget.queries import book_of
from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event
from facilitate.participation.models import ParticipantRole, Participation, Standing

from ...directory.rows import add_office as organisation
from ...directory.rows import add_worker
from ...people import Cast
from ..conftest import Made

PAGE = "/events/spring/budget"
GIFT = {
    "kind": "in_kind",
    "giver": "Threefield Foundation",
    "title-en": "Coffee",
    "title-sq": "Kafe",
    "quantity": "220",
    "unit_cents": "1,50 €",
    "currency": "EUR",
    "basis": "market_price",
    "pledge": "pledged",
    "covers": "category:meals",
    "version": "None",
}


def rows(app: Flask) -> list[Contribution]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Contribution).order_by(Contribution.id)))


def test_a_contribution_in_kind_says_how_it_was_valued(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    assert organiser.get(PAGE + "/contributions/new").status_code == 200
    answer = organiser.post(PAGE + "/contributions/new", data={**GIFT, "basis": ""})
    assert answer.status_code == 422
    assert "how was the value set?" in answer.text
    assert organiser.post(PAGE + "/contributions/new", data=GIFT).status_code == 302
    row = rows(app)[-1]
    assert (row.code, row.unit_cents, row.quantity, row.basis) == (
        "C2",
        150,
        22_000,
        ValuationBasis.MARKET_PRICE,
    )
    assert (row.category, row.line_id, row.organisation_id) == (CostCategory.MEALS, None, None)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"giver": ""}, "Who gives it?"),
        ({"unit_cents": "1.2.3"}, "is not an amount"),
        ({"currency": "gold"}, "The currency “gold” is unknown"),
        ({"unit_cents": "5 ALL"}, "Here you wrote ALL"),
        ({"covers": "line:999"}, "Please choose one from the list."),
        ({"organisation_id": "999"}, "Please choose one from the list."),
        ({"title-en": "", "title-sq": ""}, "Please fill this in"),
    ],
)
def test_a_mistake_is_said(
    app: Flask, made: Made, organiser: FlaskClient, more: dict[str, str], said: str
) -> None:
    answer = organiser.post(PAGE + "/contributions/new", data={**GIFT, **more})
    assert answer.status_code == 422
    assert said in answer.text
    assert len(rows(app)) == 1


def test_it_is_confirmed_and_received(app: Flask, made: Made, organiser: FlaskClient) -> None:
    organiser.post(PAGE + "/contributions/new", data=GIFT)
    key = rows(app)[-1].id
    organiser.post(f"{PAGE}/contributions/{key}/do", data={"what": "confirm"})
    assert rows(app)[-1].pledge is PledgeStatus.CONFIRMED
    organiser.post(f"{PAGE}/contributions/{key}/do", data={"what": "receive"})
    row = rows(app)[-1]
    assert (row.pledge, row.confirmed_on, row.received_on) == (
        PledgeStatus.RECEIVED,
        row.received_on,
        row.confirmed_on,
    )
    organiser.post(f"{PAGE}/contributions/{key}/do", data={"what": "remove"})
    assert rows(app)[-1].removed_at is not None
    assert "1 removed contribution" in organiser.get(PAGE).text
    organiser.post(f"{PAGE}/contributions/{key}/do", data={"what": "back"})
    assert rows(app)[-1].removed_at is None
    assert organiser.post(f"{PAGE}/contributions/{key}/do", data={"what": "eat"}).status_code == 422
    assert organiser.post(f"{PAGE}/contributions/999/do", data={"what": "back"}).status_code == 404
    assert organiser.get(f"{PAGE}/contributions/{key}/do").status_code == 405


def test_a_form_opened_later_keeps_what_it_is_for(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    address = f"{PAGE}/contributions/{made.gift}"
    assert f'<option selected value="line:{made.hall}">' in organiser.get(address).text
    organiser.post(f"{PAGE}/costs/{made.hall}/do", data={"what": "remove"})
    page = organiser.get(address).text
    assert "a line that was removed" in page
    assert (
        organiser.post(
            address, data={**GIFT, "covers": f"line:{made.hall}", "version": "1"}
        ).status_code
        == 302
    )
    assert (
        organiser.post(address, data={**GIFT, "version": "1", "title-en": "Tea"}).status_code == 409
    )


def test_what_employers_carry_is_counted(
    app: Flask, cast: Cast, made: Made, organiser: FlaskClient
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        work = organisation("Prefektura", county="vlore")
        for number in range(3):
            somebody = add_worker(f"Somebody {number}", work)
            db.session.add(
                Participation(
                    event_id=event.id,
                    person_id=somebody.id,
                    organisation_id=work.id,
                    sector_id=work.sector_id,
                    county_id=work.county_id,
                    standing=Standing.COMING,
                    parts=(ParticipantRole.PARTICIPANT,),
                )
            )
        db.session.commit()
    assert 'name="people"' in organiser.get(PAGE + "/employers").text
    assert 'value="3"' in organiser.get(PAGE + "/employers").text
    data = {"people": "3", "travel": "2.600", "per_diem": "6000", "lodging": "", "currency": "ALL"}
    answer = organiser.post(PAGE + "/employers", data=data, follow_redirects=True)
    assert "2 lines, and who pays for them." in answer.text
    assert "“2.600” was read as ALL\u00a02,600.00." in answer.text
    with app.test_request_context():
        budget = book_of(
            db.session.get_one(Event, cast.event_id),
            db.session.get_one(Event, cast.event_id).first_day,
        ).budget
        carried = [
            line
            for line in budget.lines
            if line.category in (CostCategory.TRAVEL, CostCategory.PER_DIEM)
        ]
        assert [(line.planned, budget.covered().lines[line.id]) for line in carried] == [
            (780_000, 7903),
            (1_800_000, 18_238),
        ]
        [share] = [one for one in budget.shares if one.kinds == {ContributionKind.EMPLOYER}]
        assert share.cents == 7903 + 18_238
    assert (
        organiser.post(
            PAGE + "/employers", data={**data, "travel": "", "per_diem": "0"}
        ).status_code
        == 422
    )


def test_an_organisation_is_called_as_it_is_called_now(
    app: Flask, made: Made, organiser: FlaskClient
) -> None:
    with app.app_context():
        work = organisation("Bashkia Fier", county="fier")
        db.session.commit()
        key = work.id
    organiser.post(
        PAGE + "/contributions/new", data={**GIFT, "giver": "", "organisation_id": str(key)}
    )
    with app.app_context():
        db.session.get_one(Organisation, key).name = "Bashkia e Fierit"
        db.session.commit()
    assert "Bashkia e Fierit" in organiser.get(PAGE).text


def test_lines_and_gifts_go_with_the_event(app: Flask, cast: Cast, made: Made) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        assert db.session.scalars(sa.select(CostLine)).all() == []
        assert db.session.scalars(sa.select(Contribution)).all() == []
