"""Large exports of survey tools, through all steps."""

import csv
import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Pick, Reply
from facilitate.data.db import db

from ...statements import count_statements
from .conftest import Every, fields_of, look_at, upload_papers
from .tables import large_export, rows_as_xlsx


@pytest.mark.both_databases
def test_more_rows_than_are_written_at_once(
    app: Flask, organiser: FlaskClient, every: Every, bring: Any
) -> None:
    with count_statements() as statements:
        assert bring(organiser, large_export(1200)).status_code == 302
    assert kept(app) == [1200, 1200, 3000]
    assert len(statements) < 80


def kept(app: Flask) -> list[int | None]:
    """How many answers, texts and ticks there are."""
    with app.app_context():
        return [
            db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Answer, Reply, Pick)
        ]


@pytest.mark.one_database
def test_five_thousand_rows_of_excel(app: Flask, organiser: FlaskClient, every: Every) -> None:
    rows = list(csv.reader(io.StringIO(large_export(5000, more=3).decode())))
    address = upload_papers(organiser, rows_as_xlsx(rows)).location
    with count_statements() as statements:
        looked = look_at(organiser, address, fields_of(organiser.get(address).text))
        assert "5000 new answers" in looked.text
        assert organiser.post(looked.request.path, data=fields_of(looked.text)).status_code == 302
    assert kept(app) == [5000, 5000, 12_500]
    assert len(statements) < 200
