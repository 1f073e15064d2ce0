"""The demo's forums are the case: four groups with their exceptions, twelve committees, a technical table, a coalition."""

import io
from collections import Counter
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import County, District
from facilitate.events.models import Event
from facilitate.forums.divisions import divide_districts
from facilitate.forums.models import (
    Approval,
    Assessment,
    Forum,
    ForumDistrict,
    ForumDocument,
    ForumKeeper,
    ForumMeeting,
    ForumMember,
    ForumRole,
    OpenPoint,
    Presidency,
    Review,
    Stand,
)
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.lib.workdays import ClosedDays

from .loaded import TODAY

pytestmark = pytest.mark.both_databases


def count(model: type, *conditions) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def forum(slug: str) -> Forum:
    return db.session.scalars(sa.select(Forum).where(Forum.slug == slug)).one()


def the_forums_and_their_kinds() -> None:
    kinds = Counter(db.session.scalars(sa.select(Forum.kind)))
    assert kinds == {
        "regional_group": 4,
        "regional_committee": 12,
        "coalition": 1,
        "technical_table": 1,
    }
    assert all(
        one.name.en and one.name.sq and one.purpose.sq
        for one in db.session.scalars(sa.select(Forum))
    )
    assert count(ForumKeeper) == 4


def every_district_is_in_one_forum_of_the_kind(kind: str) -> None:
    rows = db.session.execute(
        sa.select(Forum.slug, District.key, County.key)
        .join(ForumDistrict, ForumDistrict.forum_id == Forum.id)
        .join(District, District.id == ForumDistrict.district_id)
        .join(County, County.id == District.county_id)
        .where(Forum.kind == kind)
    ).all()
    every = db.session.execute(sa.select(District.key, County.key).join(District.county)).all()
    groups: dict[str, set[tuple[str, str]]] = {}
    for slug, district, county in rows:
        groups.setdefault(slug, set()).add((district, county))
    found = divide_districts([tuple(one) for one in every], groups)
    assert (len(rows), found.whole) == (36, True)
    if kind == "regional_group":
        assert {
            slug: Counter(county for _district, county in having) for slug, having in groups.items()
        } == {
            "north": {"shkoder": 3, "kukes": 3, "lezhe": 3, "diber": 3},
            "centre": {"durres": 2, "tirane": 2, "elbasan": 4},
            "east": {"korce": 4, "gjirokaster": 1, "berat": 1},
            "south": {"vlore": 3, "fier": 3, "gjirokaster": 2, "berat": 2},
        }
        assert {found.group(("permet", "gjirokaster")), found.group(("skrapar", "berat"))} == {
            "east"
        }


def meetings_are_on_working_days_and_a_few_lie_ahead() -> None:
    days = db.session.execute(
        sa.select(Forum.kind, Event.first_day)
        .join(ForumMeeting, ForumMeeting.forum_id == Forum.id)
        .join(Event, Event.id == ForumMeeting.event_id)
    ).all()
    closed = ClosedDays("AL")
    assert [on for _kind, on in days if on in closed] == []
    assert Counter(kind for kind, _on in days) == {
        "regional_group": 24,
        "regional_committee": 48,
        "coalition": 14,
        "technical_table": 8,
    }
    assert sum(on > TODAY for _kind, on in days) == 7


def members_have_people_and_a_history() -> None:
    assert count(ForumMember, ForumMember.person_id.is_(None)) == 0
    chairs = db.session.scalars(
        sa.select(ForumMember)
        .join(Forum, Forum.id == ForumMember.forum_id)
        .where(
            Forum.kind == "regional_committee",
            ForumMember.role == ForumRole.CHAIR,
            ForumMember.until.is_(None),
        )
    ).all()
    assert {chair.organisation.kind.value for chair in chairs} == {"prefecture"}
    assert len(chairs) == 12
    for row in db.session.scalars(sa.select(ForumMember).where(ForumMember.until.is_not(None))):
        later = [
            one
            for one in db.session.scalars(
                sa.select(ForumMember).where(
                    ForumMember.forum_id == row.forum_id,
                    ForumMember.organisation_id == row.organisation_id,
                    ForumMember.id != row.id,
                )
            )
            if one.since == row.until + timedelta(days=1)
        ]
        assert later or row.organisation.kind == "ngo"


def the_presidency_goes_round_and_ends_in_three_weeks() -> None:
    rows = db.session.scalars(
        sa.select(Presidency)
        .where(Presidency.forum_id == forum("shelters").id)
        .order_by(Presidency.first_day)
    ).all()
    end = TODAY + timedelta(
        days=21
    )  # a term ends on the 28th at the latest, so that every month has its last day
    present = [row.last_day for row in rows if row.first_day <= TODAY <= row.last_day]
    assert present == [end.replace(day=min(end.day, 28))]
    assert [b.first_day - a.last_day for a, b in zip(rows, rows[1:], strict=False)] == [
        timedelta(1)
    ] * 3
    assert [row.member.turn for row in rows] == [1, 2, 3, 4]
    assert {row.member.organisation.kind.value for row in rows} == {"shelter"}
    assert count(Approval) == 15
    assert [row.stand for row in db.session.scalars(sa.select(Review).order_by(Review.id))].count(
        Stand.DISSENTS
    ) == 1
    members = count(
        ForumMember,
        ForumMember.forum_id == forum("shelters").id,
        ForumMember.until.is_(None),
        ForumMember.role != ForumRole.OBSERVER,
    )
    assert members == 5


def documents_open_and_problems_are_named_in_three_groups() -> None:
    filed = db.session.scalars(sa.select(ForumDocument)).all()
    assert max(one.on for one in filed) <= TODAY
    word = docx.Document(io.BytesIO(filed[0].content))
    assert word.paragraphs[0].text == filed[0].title
    groups = db.session.scalars(
        sa.select(Forum.slug)
        .join(Problem, Problem.forum_id == Forum.id)
        .where(Problem.theme == "Shpenzimet e rrugës për punonjësit që ndjekin rastet")
    )
    assert set(groups) == {"north", "centre", "south"}
    assert count(Problem, Problem.event_id.is_(None)) == 0
    assert (count(PassedUp), count(PassedUp, PassedUp.answered_on.is_not(None))) == (2, 1)
    assert all(
        row.office and row.signed and row.place for row in db.session.scalars(sa.select(PassedUp))
    )
    assert count(OpenPoint, OpenPoint.raised_at_id.is_(None)) == 0


def people_assessed_two_years() -> None:
    rows = db.session.scalars(sa.select(Assessment)).all()
    assert {row.year for row in rows} == {TODAY.year - 1, TODAY.year}
    assert {row.scale for row in rows} == {"readiness", "health"}
    assert {row.score for row in rows} == {1, 2, 3, 4}


def test_the_forums_of_the_demo(demo: Flask) -> None:
    """One load for all of it: loading is what takes the time."""
    with demo.app_context():
        the_forums_and_their_kinds()
        every_district_is_in_one_forum_of_the_kind("regional_group")
        every_district_is_in_one_forum_of_the_kind("regional_committee")
        meetings_are_on_working_days_and_a_few_lie_ahead()
        members_have_people_and_a_history()
        the_presidency_goes_round_and_ends_in_three_weeks()
        people_assessed_two_years()
        documents_open_and_problems_are_named_in_three_groups()
