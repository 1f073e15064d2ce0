"""The workbook adds up by itself: what it shows is what the budget says, and what LibreOffice reckons anew."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from facilitate.budget.actions import place_row
from facilitate.budget.excel.actions import budget_workbook
from facilitate.budget.models import ContributionKind, CostCategory, CostLine, PledgeStatus
from facilitate.budget.queries import book_of
from facilitate.budget.sums import LEVELS
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.web.i18n import label_of, use_language

from ...checklists.excel.test_overview import reckoned
from ...office import Office
from ...people import Cast
from ..conftest import Made

TODAY = date(2027, 2, 10)


def workbook(app: Flask, cast: Cast, language: str) -> bytes:
    """The budget with one line more, in a currency without a rate."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        event.language = language
        place_row(
            CostLine(
                category=CostCategory.FEES,
                title=Words("Expert"),
                unit=Words("day"),
                quantity=250,
                unit_cents=33_333,
                currency="CHF",
                committed_cents=10_000,
                paid_cents=5_000,
            ),
            event,
        )
        db.session.commit()
        return budget_workbook(event, TODAY)


def test_the_overview_says_what_the_budget_says(app: Flask, cast: Cast, made: Made) -> None:
    page = load_workbook(io.BytesIO(workbook(app, cast, "en")), data_only=True)["Overview"]
    rows = {
        row[0].value: [cell.value for cell in row[1:4]]
        for row in page.iter_rows(max_col=4)
        if row[0].value
    }
    with app.test_request_context(), use_language("en"):
        budget = book_of(db.session.get_one(Event, cast.event_id), TODAY).budget
        for section in budget.sections:
            now = [
                section.planned.cents / 100,
                section.committed.cents / 100,
                section.paid.cents / 100,
            ]
            assert rows[label_of(section.category)] == now
        for kind in ContributionKind:
            assert rows[label_of(kind)] == [
                budget.given(level, [kind]).cents / 100 for level in LEVELS
            ]
        assert rows["CHF"] == [833.33, 50, 0]
        assert (
            rows["Planned less all contributions"][0]
            == (budget.planned.cents - budget.given().cents) / 100
        )
        assert budget.given(PledgeStatus.CONFIRMED).cents == 120_000


@pytest.mark.office
def test_libreoffice_reckons_what_the_file_shows(
    app: Flask, cast: Cast, made: Made, office: Office, tmp_path: Path
) -> None:
    contents = [workbook(app, cast, language) for language in ("en", "sq")]
    (tmp_path / "there").mkdir()
    for content, theirs in zip(
        contents, reckoned(office, tmp_path / "there", *contents), strict=True
    ):
        says_the_same(content, theirs)


def says_the_same(content: bytes, theirs: Any) -> None:
    """What LibreOffice reckons is what our file shows, cell by cell."""
    ours, formulas = (
        load_workbook(io.BytesIO(content), data_only=True),
        load_workbook(io.BytesIO(content)),
    )
    compared = 0
    for page in ours.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if formulas[page.title][cell.coordinate].data_type == "f":
                    other = theirs[page.title][cell.coordinate].value
                    same = (other or "") == (cell.value or "")
                    close = (
                        isinstance(other, int | float)
                        and abs(other - float(cell.value or 0)) < 1e-9
                    )
                    assert same or close, (page.title, cell.coordinate, cell.value, other)
                    compared += 1
    assert compared > 150
