"""The panorama shows what counties tell and nothing else, asks the database as little for six as for two, and draws in Excel."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.situation.models import SituationIndicator
from facilitate.situation.telling_words import HIDDEN, count_said
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
