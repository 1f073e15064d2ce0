"""Who agrees stands in the report's list of participants; who says nothing is counted and not named."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.participation.models import Registration
from facilitate.participation.queries import registration_setting

from ...report.conftest import report_event
from ..invited import Listed
from .links import send_answer

pytestmark = pytest.mark.both_databases


def test_it_is_asked_and_off_until_somebody_ticks_it(client: FlaskClient, listed: Listed) -> None:
    page = client.get(listed.link("Leka")).text
    field = (
        page.split('name="in_list"')[0].rsplit("<input", 1)[1]
        + page.split('name="in_list"')[1].split(">")[0]
    )
    assert "checked" not in field
    send_answer(client, listed, "Leka", reply="coming")
    assert listed.registration("Leka").in_list is False
    send_answer(client, listed, "Leka", reply="coming", in_list="y")
    assert listed.registration("Leka").in_list is True
    assert "me emrin tuaj" in client.get(listed.link("Leka")).text
    send_answer(client, listed, "Leka", reply="declined", in_list="y")
    assert listed.registration("Leka").in_list is False


def test_who_comes_instead_has_not_agreed(app, client: FlaskClient, listed: Listed) -> None:
    send_answer(
        client,
        listed,
        "Leka",
        reply="replaced",
        given_name="Gjergj",
        family_name="Ndreu",
        email="g@office.example",
        in_list="y",
    )
    with app.app_context():
        assert db.session.scalars(sa.select(Registration.in_list)).all().count(True) == 0


def test_where_needs_are_not_asked_the_teams_note_stays(
    app, client: FlaskClient, organiser, listed: Listed
) -> None:
    row = listed.registration("Leka")
    needs = f"/events/spring/people/{row.participation_id}/needs"
    assert (
        "Named in the report’s list of participants"
        in organiser.get(needs.removesuffix("/needs")).text
    )
    organiser.post(needs, data={"version": row.version, "in_list": "y"})
    with app.app_context():
        setting = registration_setting(report_event())
        setting.asks_needs = False
        db.session.add(setting)
        setting.event_id = report_event().id
        db.session.commit()
    assert 'name="in_list"' not in client.get(listed.link("Leka")).text
    send_answer(client, listed, "Leka", reply="coming")
    assert listed.registration("Leka").in_list is True
