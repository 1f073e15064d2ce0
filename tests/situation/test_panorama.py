"""The panorama shows what counties tell and nothing else, asks the database as little for six as for two, and draws in Excel."""

import csv
import io
import zipfile

import openpyxl
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.situation.actions import begin_line
from facilitate.situation.models import SituationIndicator, SituationReview
from facilitate.situation.panorama.splits import sum_told, tells_numbers
from facilitate.situation.telling_words import HIDDEN, NONE, count_said
from facilitate.web.i18n import use_language

from .. import moment
from ..bench_situation import PANORAMA, many_numbers
from ..statements import count_statements
from .conftest import VICTIMS

pytestmark = pytest.mark.both_databases


def test_as_many_statements_for_six_counties_as_for_two(app, sign_in) -> None:
    client, asked = sign_in("staff"), {}
    for counties in (2, 4):  # the second time there are six
        with app.app_context():
            db.session.execute(sa.delete(SituationIndicator))
            many_numbers(
                counties,
                indicators=3,
                half_years=3,
                today=moment.planner_today(),
                first=len(asked) * 2,
            )
            line = db.session.scalars(sa.select(SituationIndicator.id)).first()
        for path in (PANORAMA, f"{PANORAMA}?indicator={line}", f"{PANORAMA}.xlsx?indicator={line}"):
            client.get(path)
            with count_statements() as statements:
                assert client.get(path).status_code == 200
            asked.setdefault(path.partition("=")[0], []).append(len(statements))
    assert all(first == second <= 10 for first, second in asked.values())


@pytest.mark.one_database
def test_a_small_group_is_in_no_cell_of_page_or_file(app, client, keeper, committee, links) -> None:
    client.post(links["police"], data=committee.typed(VICTIMS))
    keeper.post(f"{committee.half}/approval/together")
    page = keeper.get(f"{PANORAMA}?indicator={committee.victims}").text
    [told] = [row for row in page.split("<tr>") if '<th scope="row">Korçë' in row]
    cells = [cell.partition("</td>")[0] for cell in told.split('<td class="num">')[1:]]
    assert cells == ["*", "*", "6", "8", "*", "8", "*", "0"]
    book = openpyxl.load_workbook(
        io.BytesIO(keeper.get(f"{PANORAMA}.xlsx?indicator={committee.victims}").data)
    )
    values = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert 14 in values
    assert 5 not in values
    assert [len(sheet._charts) for sheet in book] == [1, 1, 0, 0]
    drawn = [chart for sheet in book for chart in sheet._charts]
    assert [one.y_axis.scaling.min for one in drawn] == [0, 0]


@pytest.mark.one_database
def test_two_people_make_what_is_told_open_data(
    app, client, sign_in, keeper, committee, links
) -> None:
    """Nobody outside gets it before, nor once a number is another; nothing in it tells a small group."""
    client.post(links["police"], data=committee.typed(VICTIMS))
    keeper.post(f"{committee.half}/approval/together")
    half = committee.half.rpartition("/")[2]
    page = f"{PANORAMA}/open-data/{half}"
    stranger = app.test_client()
    assert sign_in("staff").post(page).status_code == 403
    assert [one.get(f"{page}.zip").status_code for one in (stranger, sign_in("stranger"))] == [
        404
    ] * 2
    assert sign_in("administrator").post(page).status_code == 302
    assert sign_in("administrator").post(page).status_code == 409
    assert stranger.get(f"{page}.zip").status_code == 404
    assert "Open data" not in stranger.get("/library/public/en").text
    assert sign_in("staff").post(page).status_code == 302
    assert f"{page}.zip" in stranger.get("/library/public/en").text
    with zipfile.ZipFile(io.BytesIO(stranger.get(f"{page}.zip").data)) as file:
        tables = {
            name: list(csv.DictReader(io.StringIO(file.read(name).decode("utf-8-sig"))))
            for name in file.namelist()
        }
    told = {row["indicator"]: row for row in tables["numbers.csv"]}
    assert {(row["number"] == "", row["protected"]) for row in told.values()} <= {
        (True, "yes"),
        (False, "no"),
    }
    assert {row["half_year"] for row in told.values()} == {half}
    assert set(told) <= {row["indicator"] for row in tables["indicators.csv"]}
    assert set(tables["numbers.csv"][0]) == {
        row["column"] for row in tables["columns.csv"] if row["file"] == "numbers.csv"
    }
    assert {row["file"] for row in tables["columns.csv"]} == set(tables) - {"columns.csv"}
    with (
        app.app_context()
    ):  # a definition that is changed afterwards changes nothing of what is out
        line = db.session.get_one(SituationIndicator, committee.victims)
        begin_line(line, definition=Words("Another", "Tjetër"))
        db.session.commit()
    assert stranger.get(f"{page}.zip").status_code == 200
    with app.app_context():  # nor does the end of a forum that told
        review = db.session.scalars(sa.select(SituationReview)).one()
        db.session.get_one(Forum, review.forum_id).ended_on = moment.planner_today()
        db.session.commit()
    assert stranger.get(f"{page}.zip").status_code == 200
    with app.app_context():
        review = db.session.scalars(sa.select(SituationReview)).one()
        review.totals = {key: None for key in review.totals}
        db.session.commit()
    assert stranger.get(f"{page}.zip").status_code == 404
    assert f"{page}.zip" not in stranger.get("/library/public/en").text


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([4, 0, 7], 11),
        ([4, "*"], "≥ 4"),
        ([0, "*"], "*"),
        ([0, "–"], "*"),
        (["*", "–"], "*"),
        (["–"], "–"),
        ([], "–"),
    ],
)
def test_at_least_none_tells_nothing(app, cells: list[int | str], told: int | str) -> None:
    with app.test_request_context():
        assert sum_told(cells) == told


@pytest.mark.parametrize(
    ("cells", "told"),
    [([HIDDEN, 0, NONE], False), ([HIDDEN, 3], True), ([0, 0, NONE], True), ([NONE], False)],
)
def test_a_table_of_stars_and_zeros_tells_nothing(cells: list[int | str], told: bool) -> None:
    assert tells_numbers(cells) is told


def test_numbers_are_written_as_each_language_does(app) -> None:
    with app.test_request_context(), use_language("en"):
        assert [count_said(one, signed=True) for one in (30080, -1204, 0)] == [
            "+30,080",
            "−1,204",
            "0",
        ]
        assert count_said(HIDDEN) == HIDDEN
    with app.test_request_context(), use_language("sq"):
        assert count_said(30080) == "30\u00a0080"
