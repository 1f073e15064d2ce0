"""The directory in a real browser: a list comes in with somebody who may be there already, two are merged and separated."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person

from ..directory.importing.tables import sheet_of_rows
from .server import Planner

pytestmark = pytest.mark.browser


def somebody(planner: Planner) -> tuple[str, str, str]:
    """Given name, family name and organisation of somebody of the demo."""
    with planner.app.app_context():
        row = db.session.execute(
            sa.select(Person.given_name, Person.family_name, Organisation.name)
            .join(Person.organisation)
            .order_by(Person.id)
        ).first()
        assert row is not None
        return row[0], row[1], row[2]


def test_a_list_comes_in_and_a_duplicate_is_merged_and_separated(
    planner: Planner, page: Page, tmp_path: Path
) -> None:
    given, family, office = somebody(planner)
    rows = [
        ["Lista e pjesëmarrësve", None, None, None],
        ["Emri dhe mbiemri", "Institucioni", "E-mail", "Telefon"],
        [f"{family.upper()}, {given}i", office, "dy@zyra.example", 691234567],
    ]
    (tmp_path / "lista.xlsx").write_bytes(sheet_of_rows(rows, ["A1:D1"]))
    planner.enter(page, "en")
    page.goto(f"{planner.url}/directory/people")
    page.get_by_role("link", name="Import a file").click()
    page.set_input_files("input[type=file]", tmp_path / "lista.xlsx")
    page.get_by_role("button", name="Show the columns").click()
    expect(page.get_by_label("Emri dhe mbiemri")).to_have_value("name")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("1 row looks like somebody already in the directory")).to_be_visible()
    page.get_by_label("Somebody else: new").check()
    page.get_by_role("button", name="Apply these changes").click()
    expect(page.get_by_text("1 new, 0 changed, 0 the same, 0 left out.")).to_be_visible()

    page.get_by_label("Name or organisation").press_sequentially(f"{family} {given}i")
    expect(page.locator("#found table tbody tr")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text("+355 69 123 4567")

    page.goto(f"{planner.url}/directory/duplicates")
    mine = page.locator(".dir-suspects > li", has_text="dy@zyra.example")
    mine.get_by_role("link", name="The same: merge").click()
    page.get_by_label("dy@zyra.example").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("They are now merged:")).to_be_visible()
    expect(page.get_by_role("link", name="dy@zyra.example")).to_be_visible()

    page.goto(f"{planner.url}/planner/history?where=merges")
    page.get_by_role("button", name=re.compile("Undo: .* was merged")).first.click()
    expect(page.get_by_text(re.compile("Undone: .* was merged")).first).to_be_visible()
    with planner.app.app_context():
        again = sa.select(Person).where(
            Person.family_name == family, Person.given_name == f"{given}i"
        )
        assert db.session.scalars(again).one().email == "dy@zyra.example"


def test_on_a_phone_what_each_column_is_can_be_chosen_without_moving_sideways(
    planner: Planner, page: Page, tmp_path: Path
) -> None:
    rows = [
        ["Emër Mbiemër", "Institucioni / Pozicioni", "Konfirmuar"],
        ["Arta Hoxha", "Zyra e re – Përgjegjëse e Shërbimeve Sociale", "po"],
    ]
    (tmp_path / "lista.xlsx").write_bytes(sheet_of_rows(rows, []))
    page.set_viewport_size({"width": 390, "height": 844})
    planner.enter(page, "sq")
    page.goto(f"{planner.url}/events/annual-next/people/import")
    page.set_input_files("input[type=file]", tmp_path / "lista.xlsx")
    for _page in ("what the columns are", "what is understood"):
        with page.expect_navigation():
            page.locator("main form button.main").click()
        fields = page.locator(".mapping select")
        assert fields.count() > 0
        for field in fields.all():
            box = field.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
