"""Whatever is defined, sent and brought in: no two lines are joined, nothing sent is changed, an import is undone whole."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.exchange.sheet_styles import HEADER
from facilitate.forums.models import Forum, ForumMember
from facilitate.lib.text import Words
from facilitate.situation.actions import begin_line, has_numbers, send_part
from facilitate.situation.approval import county_counts
from facilitate.situation.cells import TOTAL
from facilitate.situation.models import SituationIndicator, SituationReview, SituationSending
from facilitate.situation.panorama.comparison import forum_series, line_change
from facilitate.situation.queries import asked_in, indicator_lines

from .conftest import Committee


def quickly(examples: int) -> Callable[..., Any]:
    """Few examples: each of them asks the database."""
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@quickly(12)
@given(st.lists(st.tuples(st.booleans(), st.none() | st.integers(0, 90)), min_size=2, max_size=7))
def test_a_changed_definition_never_joins_two_lines(
    app: Flask, committee: Committee, halves: Sequence[tuple[bool, int | None]]
) -> None:
    periods = range(committee.period, committee.period + len(halves))
    with app.app_context():
        forum = db.session.get_one(Forum, committee.forum)
        police = db.session.get_one(ForumMember, committee.members["police"])
        line = db.session.get_one(SituationIndicator, committee.victims)
        meant, totals = {}, {}
        for period, (changes, number) in zip(periods, halves, strict=True):
            if changes and has_numbers(line):
                line = begin_line(line, definition=Words(f"From {period} on", ""))
            if number is not None:
                [asked] = [
                    one
                    for one in asked_in(indicator_lines(forum.kind), period)
                    if one.key == "victims"
                ]
                counts = {str(asked.id): {TOTAL: number}}
                sent = send_part(forum, police, period, counts, name="Ana", reported_on=None)
                meant[period] = line.definition
                told = county_counts([asked], [sent])
                totals[committee.forum, period] = {key: one[TOTAL] for key, one in told.items()}
        rows = [one for one in indicator_lines(forum.kind) if one.key == "victims"]
        drawn = {
            periods[place]: (row.definition, number)
            for row in rows
            for run in forum_series(row.id, totals, committee.forum, periods).runs
            for place, number in run
        }
        numbers = {one: number for one, (_changes, number) in zip(periods, halves, strict=True)}
        assert drawn == {period: (meant[period], numbers[period]) for period in meant}
        compared = {
            period
            for period in periods
            for row in rows
            if line_change(row.id, totals, [committee.forum], period)
        }
        same = {one for one in meant if meant.get(one - 1) == meant[one]}
        assert compared == same
        db.session.rollback()


@quickly(5)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Ana Leka", "Eva Prifti"]), st.integers(0, 9), st.booleans()),
        min_size=1,
        max_size=4,
    )
)
def test_what_an_office_sent_stays_with_the_name_of_who_sent_it(
    app: Flask,
    client: FlaskClient,
    committee: Committee,
    links: dict[str, str],
    sendings: Sequence[tuple[str, int, bool]],
) -> None:
    def kept() -> list[tuple[str, int]]:
        with app.app_context():
            rows = db.session.scalars(sa.select(SituationSending).order_by(SituationSending.id))
            return [(one.name, one.counts[str(committee.victims)][TOTAL]) for one in rows]

    expected = kept()
    for name, more, stale in sendings:
        counts = {"people:f adult": 4 + more, TOTAL: 4 + more}
        seen = len(expected) - 1 if stale else len(expected)
        answer = client.post(
            links["police"], data=committee.typed(counts, name=name, seen=str(seen))
        )
        assert answer.status_code == (409 if stale else 302)
        if not stale:
            expected.append((name, 4 + more))
        assert kept() == expected
    page = client.get(links["police"]).text
    assert all(f"by {name}" in page for name, _number in expected)


def everything(app: Flask) -> dict[str, list[str]]:
    """All rows an import of years could leave behind, but for how often each was changed."""
    models = (
        *(SituationSending, SituationIndicator, SituationReview),
        *(Forum, ForumMember, Organisation, Person),
    )
    with app.app_context():
        return {
            one.__name__: sorted(
                map(
                    repr,
                    db.session.execute(
                        sa.select(*(each for each in one.__table__.c if each.name != "version"))
                    ),
                )
            )
            for one in models
        }


@quickly(2)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 1), st.integers(4, 22)),
        st.integers(0, 40),
        min_size=1,
        max_size=8,
    )
)
def test_an_import_of_years_is_undone_whole(
    app: Flask,
    keeper: FlaskClient,
    committee: Committee,
    typed: dict[tuple[int, int], int],
) -> None:
    path, before = f"{committee.path}/years", everything(app)
    book = load_workbook(io.BytesIO(keeper.get(f"{path}.xlsx").data))
    sheet = book.worksheets[0]
    rows = [
        row for row in range(HEADER + 1, sheet.max_row + 1) if sheet.cell(row, 3).value == "Total"
    ]
    for (place, column), number in typed.items():
        sheet.cell(rows[place], column, number)
    file = io.StringIO()
    csv.writer(file).writerows(sheet.values)
    sent = {"file": (io.BytesIO(file.getvalue().encode()), "years.csv")}
    page = keeper.get(keeper.post(f"{path}/bring-back", data=sent).location)
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    done = keeper.post(page.request.path, data={"fingerprint": mark}, follow_redirects=True)
    assert everything(app) != before
    undo = re.findall(r'action="([^"]*undo[^"]*)"', done.text)[0].replace("&amp;", "&")
    assert keeper.post(undo).status_code == 302
    assert everything(app) == before
