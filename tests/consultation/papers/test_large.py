"""Large exports of survey tools, through all steps."""

import csv
import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Pick, Reply
from facilitate.db import db

from ...statements import counted
from .conftest import Every, fields_of, upload
from .tables import large, xlsx


@pytest.mark.both_databases
def test_five_thousand_rows(app: Flask, organiser: FlaskClient, every: Every, bring: Any) -> None:
    with counted() as statements:
        assert bring(organiser, large(5000)).status_code == 302
    with app.app_context():
        kept = [
            db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Answer, Reply, Pick)
        ]
    assert kept == [5000, 5000, 12_500]
    assert len(statements) < 200


def test_five_thousand_rows_of_excel(organiser: FlaskClient, every: Every) -> None:
    rows = list(csv.reader(io.StringIO(large(5000, more=3).decode())))
    address = upload(organiser, xlsx(rows)).location
    looked = organiser.post(address, data=fields_of(organiser.get(address).text))
    assert "5000 new answers" in looked.text
