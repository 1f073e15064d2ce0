"""The page of indicators: what it fills, what keepers write, the Excel file of a kind."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event, EventKind
from facilitate.forums.models import Duty, ForumDocument, ForumKeeper, ForumMember, IndicatorNote
from facilitate.forums.programme_models import GuidanceEntry, GuidanceKind
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ..rhythm.rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases
TODAY = moment.planner_today()
HERE = "/forums/fier/indicators"
NOTE = f"{HERE}/baseline/{TODAY.year}"


@pytest.fixture
@keep_scene
def fier(app, cast) -> int:
    """Fier's committee, two years old, kept by the facilitator; it met once last year and filed its terms of reference."""
    with app.app_context():
        row = add_rhythm_forum("Fier", TODAY - timedelta(730))
        add_rhythm_forum("Berat", TODAY)
        add_rhythm_forum("Coalition", TODAY, "coalition")
        add_held_meeting(row, date(TODAY.year - 1, 5, 5))
        duty = db.session.scalars(
            sa.select(Duty).where(Duty.forum_id == row.id, Duty.key == "report")
        ).one()
        for duty_id, title, on in (
            (duty.id, "Report", date(TODAY.year - 1, 6, 1)),
            (None, "Terms of reference", date(TODAY.year - 1, 7, 1)),
        ):
            db.session.add(
                ForumDocument(
                    forum_id=row.id,
                    duty_id=duty_id,
                    title=title,
                    file_name="a.pdf",
                    media_type="application/pdf",
                    content=b"%PDF-",
                    on=on,
                    at=moment.now(),
                )
            )
        db.session.add(ForumKeeper(forum_id=row.id, user_id=cast.users["facilitator"]))
        db.session.commit()
        return row.id


def written(app) -> list[tuple]:
    with app.app_context():
        return [
            (row.key, row.year, row.text) for row in db.session.scalars(sa.select(IndicatorNote))
        ]


@pytest.mark.one_database
def test_numbers_are_filled_with_their_source(sign_in, fier) -> None:
    html = sign_in("viewer").get(HERE).text
    for text in (
        "1 of 4",
        "1 of 2",
        "0 of 9",
        "Filled in from the meetings held",
        "Written by hand.",
        "</svg> filed",
    ):
        assert text in html
    assert NOTE not in html
    assert NOTE in sign_in("facilitator").get(HERE).text


@pytest.mark.one_database
def test_whoever_was_taught_anywhere_counts_as_trained(app, sign_in, cast, fier) -> None:
    """At an orientation here, or at a training of others that names them; not whoever shares one name with them."""
    with app.app_context():
        office = Organisation(
            name="Police of Fier",
            kind="police",
            level="regional",
            sector_id=db.session.scalars(sa.select(Sector.id)).first(),
        )
        db.session.add(office)
        db.session.flush()
        people = [
            Person(
                given_name=given,
                family_name=family,
                organisation_id=office.id,
                position=Words(),
                email="",
                phone="",
            )
            for given, family in (("Mirela", "Hoxha"), ("Çlirim", "Gjoka"), ("Artan", "Gjoka"))
        ]
        db.session.add_all(people)
        db.session.flush()
        for person in people:
            seat = ForumMember(forum_id=fier, organisation_id=office.id, person_id=person.id)
            seat.role, seat.since = "member", TODAY - timedelta(700)
            db.session.add(seat)
        event = db.session.get_one(Event, cast.event_id)
        event.kind, event.first_day = EventKind.ORIENTATION, TODAY
        db.session.add(
            Participation(
                event_id=event.id,
                person_id=people[0].id,
                organisation_id=office.id,
                sector_id=office.sector_id,
                standing=Standing.ATTENDED,
            )
        )
        db.session.add(
            GuidanceEntry(
                forum_id=fier,
                kind=GuidanceKind.TRAINING_RECEIVED,
                asked_on=TODAY,
                other="Ministry",
                topic="Standards",
                who="Artan Hoxha; GJOKA Clirim (police)",
            )
        )
        db.session.commit()
    assert '<b class="nowrap">2 of 3</b>' in sign_in("viewer").get(HERE).text


def test_a_keeper_writes_what_nobody_counts(sign_in, app, fier) -> None:
    keeper = sign_in("facilitator")
    assert keeper.post(NOTE, data={"version": "0", "text": "Printed in March"}).location == HERE
    assert written(app) == [("baseline", TODAY.year, "Printed in March")]
    assert "Printed in March" in sign_in("viewer").get(HERE).text
    late = keeper.post(NOTE, data={"version": "0", "text": "Written at the same time"})
    assert (
        late.status_code,
        "Written at the same time" in late.text,
        "Printed in March" in late.text,
    ) == (
        409,
        True,
        True,
    )
    assert keeper.post(NOTE, data={"version": "1", "text": "x" * 501}).status_code == 422
    assert keeper.post(NOTE, data={"version": "1", "text": ""}).status_code == 302
    assert written(app) == [("baseline", TODAY.year, "")]


@pytest.mark.one_database
def test_doors(sign_in, client, fier) -> None:
    for path in (HERE, NOTE, "/forums/indicators/coalition.xlsx"):
        assert client.get(path).status_code == 302
    assert [
        sign_in(who).get(NOTE).status_code for who in ("viewer", "facilitator", "administrator")
    ] == [
        403,
        200,
        200,
    ]
    assert sign_in("viewer").post(NOTE, data={"version": "0", "text": "x"}).status_code == 403
    keeper = sign_in("facilitator")
    for path in (
        f"{HERE}/nothing/{TODAY.year}",
        f"{HERE}/baseline/1999",
        f"{HERE}/baseline/{TODAY.year + 1}",
        "/forums/nowhere/indicators",
        "/forums/indicators/none.xlsx",
    ):
        assert keeper.get(path).status_code == 404
    assert keeper.post(HERE).status_code == 405


@pytest.mark.one_database
def test_the_file_of_a_kind_opens(sign_in, fier) -> None:
    sign_in("facilitator").post(NOTE, data={"version": "0", "text": "=1+1"})
    answer = sign_in("viewer").get("/forums/indicators/regional_committee.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = [row[:6] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert ("Fier", "Regular meetings", TODAY.year - 1, 1, 4, None) in [
        tuple(row[:5]) + (row[5] or None,) for row in rows
    ]
    assert ("Fier", "A baseline analysis exists", TODAY.year, None, None, "=1+1") in rows
    assert {row[0] for row in rows if row[1]} == {"Fier", "Berat"}
    assert sheet.cell(3, 6).data_type != "f"


@pytest.mark.one_database
def test_forums_cost_no_more_statements(sign_in, fier) -> None:
    client = sign_in("viewer")
    with count_statements() as statements:
        assert client.get("/forums/indicators/regional_committee.xlsx").status_code == 200
    assert len(statements) <= 12
