"""Bringing the running order back: a file, a preview, one change that can be undone."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaChange, Step
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.models import Event
from tests.statements import count_statements

from .test_excel import COLUMN, cut, edited, put

BACK = "/events/spring/agenda/import"


def upload(client: FlaskClient, content: bytes, follow: bool = True) -> Any:
    data = {"file": (io.BytesIO(content), "agenda.xlsx")}
    return client.post(BACK, data=data, content_type="multipart/form-data", follow_redirects=follow)


def export(client: FlaskClient) -> bytes:
    return client.get("/events/spring/agenda.xlsx?lang=en").data


def confirm(client: FlaskClient, page: Any, **more: Any) -> Any:
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    return client.post(page.request.path, data={"fingerprint": mark, **more})


def whole(app: Flask) -> Any:
    with app.app_context():
        return plan_of(db.session.scalars(sa.select(Event)).one())


def test_what_an_export_wrote_is_no_change(organiser: FlaskClient, leaky) -> None:
    page = upload(organiser, export(organiser))
    assert "Nothing in this file is different from its export." in page.text
    assert "Apply these changes" not in page.text


@pytest.mark.parametrize("language", ["en", "sq"])
def test_what_an_opendocument_table_says_is_no_change(
    organiser: FlaskClient, leaky, language: str
) -> None:
    answer = organiser.get(f"/events/spring/agenda.ods?lang={language}")
    assert answer.mimetype == "application/vnd.oasis.opendocument.spreadsheet"
    assert (
        "Nothing in this file is different from its export." in upload(organiser, answer.data).text
    )


def test_a_change_is_shown_then_taken_over_then_undone(
    app: Flask, organiser: FlaskClient, leaky
) -> None:
    before = whole(app)
    key = str(leaky["Coffee"])
    page = upload(
        organiser,
        edited(export(organiser), put(key, minutes=45), put(str(leaky["Opening"]), room="Kopshti")),
    )
    assert ("3 changes will be applied." in page.text, "Coffee: 30 → 45 min" in page.text) == (
        True,
        True,
    )
    assert "Apply these changes" in page.text
    assert whole(app) == before
    assert confirm(organiser, page).status_code == 302
    after = whole(app)
    assert (after.steps[leaky["Coffee"]].minutes, [room.name for room in after.rooms.values()]) == (
        45,
        ["Salla", "Dhoma 1", "Kopshti"],
    )
    with app.app_context():
        change = db.session.scalars(
            sa.select(AgendaChange).order_by(AgendaChange.id.desc())
        ).first()
        assert (change.did, change.count) == ("imported", 3)
    organiser.post("/events/spring/agenda/undo")
    assert whole(app) == before


def test_what_is_missing_goes_only_with_a_tick(app: Flask, organiser: FlaskClient, leaky) -> None:
    content = edited(export(organiser), cut(str(leaky["Coffee"])))
    page = upload(organiser, content)
    assert "Nothing has changed yet. Choose below." in page.text
    confirm(organiser, page)
    assert leaky["Coffee"] in whole(app).steps
    confirm(organiser, upload(organiser, content), out=str(leaky["Coffee"]))
    assert leaky["Coffee"] not in whole(app).steps


def test_what_is_in_the_way_keeps_everything_from_being_saved(
    app: Flask, organiser: FlaskClient, leaky
) -> None:
    before = whole(app)
    page = upload(
        organiser,
        edited(export(organiser), put(str(leaky["Coffee"]), minutes="soon", title_en="Tea")),
    )
    assert "row 7, Minutes</b>: “soon” is not a number of minutes." in page.text
    assert "Apply these changes" not in page.text
    assert confirm(organiser, page).status_code == 409
    assert whole(app) == before


def test_who_changes_the_agenda_meanwhile_is_seen_first(
    app: Flask, organiser: FlaskClient, leaky
) -> None:
    key = str(leaky["Coffee"])
    page = upload(organiser, edited(export(organiser), put(key, minutes=45)))
    organiser.post(f"/events/spring/agenda/steps/{key}/minutes", data={"minutes": "20"})
    again = confirm(organiser, page)
    assert (again.status_code, "Changed on both sides: please choose" in again.text) == (409, True)
    confirm(organiser, again, **{"clash-0-minutes": "file"})
    assert whole(app).steps[leaky["Coffee"]].minutes == 45


def test_a_file_of_another_event_or_none_at_all_is_refused(organiser: FlaskClient, leaky) -> None:
    coffee = str(leaky["Coffee"])

    def other(sheet: Any) -> None:
        sheet.parent["_base"].cell(1, 2).value = "autumn"

    def forgotten(sheet: Any) -> None:
        del sheet.parent["_base"]

    assert (
        "This file belongs to another event: autumn."
        in upload(organiser, edited(export(organiser), other)).text
    )
    lost = upload(organiser, edited(export(organiser), forgotten))
    assert "Nothing in this file is different from its export." in lost.text

    def without_codes(sheet: Any) -> None:
        forgotten(sheet)
        sheet.delete_cols(COLUMN["id"])

    lost = upload(organiser, edited(export(organiser), put(coffee, minutes=45), without_codes))
    assert "your own list without its codes" in lost.text
    assert "Changed on both sides: please choose" in lost.text
    assert upload(organiser, b"").status_code == 422
    assert organiser.post(BACK).status_code == 422
    assert upload(organiser, b"%PDF-1.7").status_code == 422


def test_a_table_in_text_comes_back_and_what_changed_since_is_asked(
    organiser: FlaskClient, leaky
) -> None:
    def back(content: bytes) -> Any:
        data = {"file": (io.BytesIO(content), "agenda.csv")}
        return organiser.post(BACK, data=data, follow_redirects=True)

    content = organiser.get("/events/spring/agenda.csv?lang=en").data
    assert "Nothing in this file is different from its export." in back(content).text
    longer = content.replace(b",30,", b",45,", 1)
    assert "30 → 45 min" in back(longer).text
    key = leaky["Coffee"]
    organiser.post(f"/events/spring/agenda/steps/{key}/minutes", data={"minutes": "20"})
    page = back(content).text
    assert ("Changed on both sides: please choose" in page, "exported as" in page) == (True, False)


def test_it_can_be_left(organiser: FlaskClient, leaky) -> None:
    page = upload(organiser, export(organiser))
    assert organiser.post(page.request.path + "/cancel").status_code == 302
    assert organiser.get(page.request.path).status_code == 404


def test_doors(sign_in, organiser: FlaskClient, leaky) -> None:
    page = upload(organiser, export(organiser)).request.path
    for address in (BACK, page):
        assert sign_in("viewer").get(address).status_code == 403
        assert sign_in("stranger").get(address).status_code == 404
    assert organiser.get(f"{BACK}/{'0' * 32}").status_code == 404
    assert organiser.get(page + "/cancel").status_code == 405


def test_the_preview_asks_little_of_the_database(app: Flask, organiser: FlaskClient, leaky) -> None:
    page = upload(organiser, edited(export(organiser), put(str(leaky["Coffee"]), minutes=45)))
    with count_statements() as statements:
        organiser.get(page.request.path)
    assert len(statements) <= 16
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Step.id))) == 9


@pytest.mark.parametrize("number", ["abc", "G", "²", "G²", "0012", "-1", "9" * 40])
def test_a_number_that_nobody_gave_is_passed_over(
    organiser: FlaskClient, leaky, number: str
) -> None:
    def tampered(sheet: Any) -> None:
        sheet.parent["_base"].cell(3, 1).value = number
        sheet.cell(6, COLUMN["id"]).value = number

    page = upload(organiser, edited(export(organiser), tampered))
    assert (page.status_code, "row 6</b>: its number is unknown" in page.text) == (200, True)
