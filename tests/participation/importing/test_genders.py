"""Whether somebody is a woman or a man comes in with a list of people, where nobody knows it yet."""

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import Gender, Person
from facilitate.participation.models import PeopleChange

from ...directory.importing.tables import sheet_of_rows
from ..invited import Listed
from .test_bringing import confirm, donor, lead, out, preview, upload

pytestmark = pytest.mark.both_databases


def genders(app: Flask) -> dict[str, Gender | None]:
    with app.app_context():
        return {row.name: row.gender for row in db.session.scalars(sa.select(Person))}


def test_it_is_noted_where_nobody_knows_it_and_undone(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    with app.app_context():
        for row in db.session.scalars(sa.select(Person).filter_by(family_name="Leka")):
            row.gender = Gender.WOMAN
        db.session.commit()
    before = genders(app)
    table = [
        ["Emri Mbiemri", "Institucioni", "Gjinia"],
        ["Ana Hoxha", "Bashkia Shkodër", "F"],
        ["Ben Kola", "Qendra Çelësi", "mashkull"],
        ["Drita Leka", "Bashkia Shkodër", "M"],
        ["Elda Prifti", "Qendra Çelësi", ""],
        ["Zana Re", "Qendra Drita", "femër"],
    ]
    path = upload(organiser, sheet_of_rows(table))
    html = preview(organiser, path, sector=donor(app))
    assert lead(html)[0] == 1
    assert "The directory says something else, and that stays: M" in html
    assert "Gender" in html
    confirm(organiser, path, html)
    now = genders(app)
    assert now["Ana Hoxha"] is Gender.WOMAN
    assert now["Ben Kola"] is Gender.MAN
    assert now["Drita Leka"] is Gender.WOMAN
    assert now["Elda Prifti"] is None
    assert now["Zana Re"] is Gender.WOMAN
    with app.app_context():
        change = db.session.scalars(sa.select(PeopleChange.id)).one()
    organiser.post(f"/events/spring/history/people/{change}/undo")
    assert {name: gender for name, gender in genders(app).items() if name != "Zana Re"} == before


def test_it_never_leaves_with_the_list(app: Flask, organiser: FlaskClient, listed: Listed) -> None:
    heads = [cell.value for cell in load_workbook(io.BytesIO(out(organiser))).active[1]]
    assert [one for one in heads if one in ("Gender", "Gjinia")] == []
