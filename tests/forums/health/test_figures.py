"""Meetings and participation by forum and county over years."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import County, Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.forums.health.figures import YearFigures, figures_until
from facilitate.forums.models import ForumMeeting
from facilitate.lib.text import Words
from facilitate.participation.counting.out.actions import figures_for_outside
from facilitate.participation.counting.report import BlockKey
from facilitate.participation.models import Participation, Standing

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ..rhythm.rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases
TODAY = moment.planner_today()
YEAR = TODAY.year - 1


def people(county: County, number: int, sector: Sector) -> list[Person]:
    """So many people of one organisation of the county."""
    office = Organisation(
        name=f"Zyra {county.name}",
        kind=OfficeKind.POLICE,
        level=Level.COUNTY,
        sector_id=sector.id,
        county_id=county.id,
    )
    db.session.add(office)
    db.session.flush()
    made = [
        Person(
            given_name="Ana",
            family_name=f"{county.name} {place}",
            organisation_id=office.id,
            position=Words(),
            email="",
            phone="",
            languages="",
        )
        for place in range(number)
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def came(
    event,
    county: County,
    sector: Sector,
    some: list[Person],
    standing: Standing = Standing.ATTENDED,
) -> None:
    db.session.add_all(
        Participation(
            event_id=event.id,
            person_id=one.id,
            organisation_id=one.organisation_id,
            sector_id=sector.id,
            county_id=county.id,
            standing=standing,
        )
        for one in some
    )


@pytest.fixture
@keep_scene
def two(app, cast) -> None:
    """Fier met twice last year: five of Fier, the same ones again, two of Berat; a meeting is still to come."""
    with app.app_context():
        fier, berat = (
            db.session.scalars(sa.select(County).where(County.key == key)).one()
            for key in ("fier", "berat")
        )
        sector = db.session.scalars(sa.select(Sector)).first()
        row = add_rhythm_forum("Fier", date(YEAR, 1, 1))
        add_rhythm_forum("Empty", date(YEAR, 1, 1), "coalition")
        five, pair = people(fier, 5, sector), people(berat, 2, sector)
        first, second = (
            add_held_meeting(row, date(YEAR, 3, 1)),
            add_held_meeting(row, date(YEAR, 9, 1)),
        )
        coming = add_held_meeting(row, TODAY + timedelta(20))
        for event in (first, second, coming):
            event.county_id = fier.id
        came(first, fier, sector, five)
        came(second, fier, sector, five[:3])
        came(second, berat, sector, pair)
        came(second, fier, sector, five[3:4], Standing.DECLINED)
        came(coming, fier, sector, five, Standing.COMING)
        db.session.commit()


def test_a_person_counts_once_a_year_and_only_who_came(app, two) -> None:
    with app.test_request_context():
        found = figures_until(TODAY.year, TODAY)
    assert found.years == [YEAR, TODAY.year]
    assert found.earlier is False
    (fier,) = found.forums["regional_committee"]
    assert fier.cells == {YEAR: YearFigures(2, 7, 2, 10), TODAY.year: YearFigures()}
    counties = {
        row.name: row.cells[YEAR] for row in found.counties if row.cells[YEAR] != YearFigures()
    }
    assert counties == {"Fier": YearFigures(2, 5, 1, 8), "Berat": YearFigures(0, 2, 1, 2)}
    assert (found.held(YEAR), found.reached(YEAR), found.held(TODAY.year), found.most) == (
        2,
        2,
        0,
        7,
    )


def test_the_page(sign_in, two, client) -> None:
    viewer = sign_in("viewer")
    html = viewer.get(f"/forums/figures?until={YEAR}").text
    assert f"2 meetings were held in {YEAR}; 7 people came 10 times, from 2 counties." in html
    assert "2 meetings · 2 organisations" in html
    assert "<b>7</b> <small>people, 10 times" in html
    assert client.get("/forums/figures").status_code == 302
    for wrong in ("1999", str(TODAY.year + 1)):
        assert viewer.get(f"/forums/figures?until={wrong}").status_code == 404
        assert viewer.get(f"/forums/figures.xlsx?until={wrong}").status_code == 404
    assert viewer.post("/forums/figures").status_code == 405
    with count_statements() as statements:
        viewer.get("/forums/figures")
    assert len(statements) <= 10


def test_the_file_tells_of_no_small_group(sign_in, two) -> None:
    answer = sign_in("viewer").get(f"/forums/figures.xlsx?until={YEAR}")
    book = load_workbook(io.BytesIO(answer.data))
    forums, counties = (
        [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]] for sheet in book
    )
    assert ("Fier", "Regional committee", YEAR, 2, 5, 10, 2) in forums
    by_name = {row[0]: row for row in counties}
    assert by_name["Berat"] == ("Berat", YEAR, 0, 0, 0, 0)
    assert by_name["Fier"] == ("Fier", YEAR, 2, 5, 10, 1)
    assert by_name["Vlorë"] == ("Vlorë", YEAR, 0, 0, 0, 0)


def test_no_county_of_a_meeting_follows_from_the_file_and_its_own_figures(
    app, sign_in, cast
) -> None:
    """Berat’s two are told with Vlorë’s four by the meeting; the file must not tell Vlorë’s."""
    sent = {"berat": 2, "vlore": 4, "lezhe": 3, "shkoder": 20}
    with app.app_context():
        sector = db.session.scalars(sa.select(Sector)).first()
        held = add_held_meeting(add_rhythm_forum("Fier", date(YEAR, 1, 1)), date(YEAR, 3, 1))
        counties = {row.key: row for row in db.session.scalars(sa.select(County))}
        for key, number in sent.items():
            came(held, counties[key], sector, people(counties[key], number, sector))
        db.session.commit()
        names = {key: counties[key].name for key in sent}
        with app.test_request_context():
            told = figures_for_outside(held, "en", TODAY).block(BlockKey.COUNTY)
        assert told is not None
        own = {key: told.row(key).counts[-1] for key in sent}
    assert own == {"berat": None, "vlore": None, "lezhe": 3, "shkoder": 20}
    answer = sign_in("viewer").get(f"/forums/figures.xlsx?until={YEAR}")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[1]
    rows = {row[0]: row[3] for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]}
    assert {key: rows[names[key]] for key in sent} == {
        "berat": 0,
        "vlore": 5,
        "lezhe": 5,
        "shkoder": 20,
    }


def test_before_a_forum_began_and_after_it_ended_the_file_has_no_row_of_it(
    sign_in, app, cast
) -> None:
    with app.app_context():
        old = add_rhythm_forum("Fier", date(YEAR - 2, 1, 1))
        for year in (YEAR - 2, YEAR - 1):
            add_held_meeting(old, date(year, 3, 3))
        old.ended_on = date(YEAR - 1, 5, 5)
        add_held_meeting(add_rhythm_forum("Korçë", date(YEAR, 1, 1)), date(YEAR, 3, 3))
        db.session.commit()
    answer = sign_in("viewer").get(f"/forums/figures.xlsx?until={YEAR}")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[1]]
    assert {(row[0], row[2]): row[3:] for row in rows} == {
        ("Fier", YEAR - 2): (1, 0, 0, 0),
        ("Fier", YEAR - 1): (1, 0, 0, 0),
        ("Korçë", YEAR): (1, 0, 0, 0),
    }


def test_without_forums(sign_in) -> None:
    html = sign_in("viewer").get("/forums/figures").text
    assert "No forum yet." in html


def test_years_without_meetings_take_no_room(app, cast) -> None:
    with app.test_request_context():
        row = add_rhythm_forum("Old", date(2000, 1, 1))
        for year in (2001, 2004, 2010):
            add_held_meeting(row, date(year, 5, 1))
        db.session.flush()
        assert figures_until(TODAY.year, TODAY).years == [2001, 2004, 2010, TODAY.year]
        assert figures_until(2009, TODAY).years == [2001, 2004]
        assert figures_until(2000, TODAY).years == [2000]
        for year in (2011, 2012, 2013):
            add_held_meeting(row, date(year, 5, 1))
        db.session.flush()
        found = figures_until(TODAY.year, TODAY)
        assert (found.years, found.earlier) == ([2004, 2010, 2011, 2012, 2013, TODAY.year], True)


def test_a_meeting_of_two_forums_counts_once_in_its_county(app, two) -> None:
    with app.test_request_context():
        alone = {row.name: row.cells for row in figures_until(TODAY.year, TODAY).counties}
        other = add_rhythm_forum("Berat", date(YEAR, 1, 1))
        held = sa.select(ForumMeeting.event_id).join(Event).where(Event.first_day < TODAY)
        for event_id in db.session.scalars(held).all():
            db.session.add(ForumMeeting(forum_id=other.id, event_id=event_id))
        db.session.flush()
        together = figures_until(TODAY.year, TODAY)
        assert {row.name: row.cells for row in together.counties} == alone
        assert (together.held(YEAR), together.reached(YEAR)) == (2, 2)
