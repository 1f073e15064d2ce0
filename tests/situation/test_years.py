"""Years of numbers come in from one Excel file: checked, beside who brought them, and undone whole."""

import io
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from facilitate.data.db import db
from facilitate.exchange.sheet_styles import HEADER
from facilitate.forums.models import Forum, ForumMember
from facilitate.lib.text import Words
from facilitate.situation.actions import send_part
from facilitate.situation.models import SituationIndicator, SituationReview, SituationSending
from facilitate.situation.period import period_key

from .. import moment
from .conftest import VICTIMS, Committee


def test_ten_years_come_in_checked_and_go_again(app: Flask, committee: Committee, sign_in) -> None:
    keeper, path = sign_in("organiser"), f"{committee.path}/years"
    last, long_ago, approved = committee.period, committee.period - 9, committee.period - 3
    with app.app_context():
        forum = db.session.get_one(Forum, committee.forum)
        police = committee.members["police"]
        member = db.session.get_one(ForumMember, police)
        send_part(
            forum, member, last, {str(committee.victims): VICTIMS}, name="Ana", reported_on=None
        )
        db.session.add(
            SituationReview(forum_id=forum.id, period=approved, approved_on=moment.planner_today())
        )
        db.session.commit()
    assert f'href="{path}/bring-back"' in keeper.get(committee.path, follow_redirects=True).text
    book = load_workbook(io.BytesIO(keeper.get(f"{path}.xlsx").data))
    sheet = book.worksheets[0]
    at = {period: 4 + 19 - (last - period) for period in (last, long_ago, approved, last - 1)}
    rows = {
        (sheet.cell(row, 1).value, sheet.cell(row, 2).value, sheet.cell(row, 3).value): row
        for row in range(HEADER + 1, sheet.max_row + 1)
    }
    mine = {group: row for (office, title, group), row in rows.items() if office == "Policia Korçë"}
    total, girls = (
        next(row for group, row in mine.items() if group == "Total"),
        next(row for group, row in mine.items() if group.endswith("Girls")),
    )
    assert sheet.cell(total, at[last]).value == VICTIMS["total"]
    for period, row, number in (
        (long_ago, total, 6),
        (long_ago, girls, 6),
        (approved, total, 9),
        (last - 1, total, 7),
        (last - 1, girls, 3),
    ):
        sheet.cell(row, at[period], number)
    file = io.BytesIO()
    book.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "years.xlsx")}
    page = keeper.get(keeper.post(f"{path}/bring-back", data=sent).location)
    assert "These numbers have been approved." in page.text
    assert "These add up to 3, the total is 7: 4 are missing." in page.text
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    done = keeper.post(page.request.path, data={"fingerprint": mark}, follow_redirects=True)
    assert "2 numbers were imported." in done.text
    sendings = sa.select(SituationSending).order_by(SituationSending.id.desc())
    with app.app_context():
        new = db.session.scalars(sendings).first()
        assert (new.period, new.counts) == (
            long_ago,
            {str(committee.victims): {"total": 6, "people:f child": 6}},
        )
        assert new.name.endswith(", years.xlsx")
        assert db.session.get_one(SituationIndicator, committee.victims).first == long_ago
    assert (
        f"period={period_key(long_ago)}" in keeper.get(committee.path, follow_redirects=True).text
    )
    keeper.post(re.findall(r'action="([^"]*undo[^"]*)"', done.text)[0].replace("&amp;", "&"))
    with app.app_context():
        assert [one.period for one in db.session.scalars(sendings)] == [last]
        assert db.session.get_one(SituationIndicator, committee.victims).first == last
    assert sign_in("viewer").get(f"{path}.xlsx").status_code == 403
    assert sign_in("stranger").get(f"{path}.xlsx").status_code in (403, 404)


def brought(keeper: FlaskClient, path: str, sheets: dict[str, list[list[object]]]) -> TestResponse:
    """The preview of a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "ours.xlsx")}
    return keeper.get(keeper.post(f"{path}/bring-back", data=sent).location)


def confirm_preview(keeper: FlaskClient, page: TestResponse) -> None:
    """Press the button of the preview: what it shows is saved."""
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    keeper.post(page.request.path, data={"fingerprint": mark})


@pytest.mark.both_databases
def test_a_sheet_with_years_or_municipalities_across_the_top_comes_in(
    app: Flask, committee: Committee, sign_in
) -> None:
    keeper, path = sign_in("organiser"), f"{committee.path}/years"
    year = committee.period // 2 - 3
    across = [
        ["Policia Korçë, të dhëna ndër vite"],
        [],
        [
            "Nr.",
            "Treguesi",
            year - 20,
            year,
            f"6-mujori I {year + 1}",
            f"Gjashtëmujori i dytë {year + 1}",
        ],
        [1, "victims-sq", 3, 9, 4, "s’ka"],
        ["", "– vajza", "", 9, "", ""],
        ["", "të huaj", "", 2, "", ""],
        [2, "Arrests", "", 7, "", ""],
    ]
    page = brought(keeper, path, {"Fletë": across})
    assert "0 new, 2 changed, 0 clashing" in page.text
    assert "They stay in the list." not in page.text
    for said in (
        f"{year}: a column for a whole year is imported under its second half-year",
        f"{year - 20}: outside these ten years, left out.",
    ):
        assert said in page.text
    assert page.text.count("This row is not part of the list; it is left out.") == 2
    confirm_preview(keeper, page)
    towns = {
        f"Viti {year}": [
            ["Treguesi", "Bashkia Korçë", "Kolonjë", "Pogradec"],
            ["Children", 5, "", ""],
            ["Meetings", 1, 2, 3],
        ]
    }
    page = brought(keeper, path, towns)
    assert "Meetings: no indicator or municipality asked about here has this name" in page.text
    confirm_preview(keeper, page)
    with app.app_context():
        rows = db.session.scalars(sa.select(SituationSending).order_by(SituationSending.id))
        stands = {(one.member.organisation.name, one.period): one.counts for one in rows}
    victims, second = str(committee.victims), year * 2 + 1
    town = stands.pop(("Bashkia Korçë", second))
    assert town[str(committee.children)]["total"] == 5
    assert stands == {
        ("Policia Korçë", second): {victims: {"total": 9, "people:f child": 9}},
        ("Policia Korçë", second + 1): {victims: {"total": 4}},
    }


@pytest.mark.one_database
def test_half_years_below_their_years_and_a_sum_of_all_below_them(
    app: Flask, committee: Committee, sign_in
) -> None:
    """A column is of the half-year that the second line says; the last row is no indicator's."""
    keeper, path = sign_in("organiser"), f"{committee.path}/years"
    year = committee.period // 2 - 3
    sheet = [
        ["Të dhëna statistikore"],
        ["Treguesi", "Institucioni", year, None, year + 1, None],
        ["", "", "6-mujori I", "6-mujori II", "6-mujori I", "6-mujori II"],
        ["victims-sq", "Policia", 30, 35, 38, "s’ka"],
        ["Totali", "", 300, 350, 380, 400],
    ]
    page = brought(keeper, path, {"Fletë": sheet})
    assert "0 new, 1 changed, 0 clashing" in page.text
    assert page.text.count("This row is not part of the list; it is left out.") == 1
    confirm_preview(keeper, page)
    with app.app_context():
        rows = db.session.scalars(sa.select(SituationSending)).all()
        stands = {one.period: one.counts[str(committee.victims)] for one in rows}
    first = year * 2
    assert stands == {first + n: {"total": total} for n, total in enumerate((30, 35, 38))}


@pytest.mark.one_database
def test_a_row_of_a_sheet_goes_to_the_definition_that_was_in_use_then(
    app: Flask, committee: Committee, sign_in
) -> None:
    """Two lines of one name: each half-year has its own, and none is left out as unknown."""
    keeper, path, last = sign_in("organiser"), f"{committee.path}/years", committee.period
    with app.app_context():
        old = db.session.get_one(SituationIndicator, committee.victims)
        kept = {name: getattr(old, name) for name in ("name", "key", "people", "sources")}
        old.first, old.last = last - 3, last - 1
        new = SituationIndicator(
            kind=old.kind,
            line=2,
            position=0,
            first=last,
            unit=old.unit,
            counted=old.counted,
            definition=Words("Wider", "Më gjerë"),
            **kept,
        )
        db.session.add(new)
        db.session.commit()
        ids = (str(old.id), str(new.id))
    heads = [f"{one // 2}/{one % 2 + 1}" for one in (last - 4, last - 1, last)]
    page = brought(keeper, path, {"Fletë": [["Treguesi", *heads], ["victims-sq", 4, 5, 9]]})
    assert "This row is not part of the list" not in page.text
    assert "0 new, 2 changed, 0 clashing" in page.text
    assert page.text.count("Policia Korçë · Victims · Total") == 2
    confirm_preview(keeper, page)
    with app.app_context():
        rows = db.session.scalars(sa.select(SituationSending)).all()
        stands = {one.period: one.counts for one in rows}
    assert stands == {
        period: {line: {"total": number}}
        for period, line, number in (
            (last - 4, ids[0], 4),
            (last - 1, ids[0], 5),
            (last, ids[1], 9),
        )
    }
