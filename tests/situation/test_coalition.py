"""A coalition counts by indicators of its own, referrals among its members too, and what is assembled is its data on trends."""

import re
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import OfficeKind
from facilitate.forums.actions import add_forum, make_keeper
from facilitate.forums.links import link_for
from facilitate.forums.models import Duty, Forum, ForumDocument, ForumMember, MemberLinkPurpose
from facilitate.lib.text import Words
from facilitate.situation.cells import SplitKind
from facilitate.situation.models import SituationIndicator
from facilitate.situation.period import latest_ended, period_key
from facilitate.situation.tables.count_checks import (
    CheckedLine,
    CheckedOffice,
    count_findings,
)
from facilitate.situation.usual import usual_indicators

from .. import moment
from ..directory.rows import add_office, add_worker

pytestmark = pytest.mark.both_databases
INDICATORS = "/forums/situation/coalition/indicators"


@pytest.fixture
def pages(app, cast) -> list[str]:
    """The pages of a shelter and of an NGO."""
    with app.app_context():
        forum = add_forum(
            Forum(
                slug="shelters",
                name=Words("Shelters", "Strehëzat"),
                purpose=Words(),
                kind="coalition",
                created_at=datetime(2024, 1, 1, tzinfo=UTC),
            )
        )
        make_keeper(forum, cast.users["organiser"])
        links = []
        for name, kind in (("Streha A", OfficeKind.SHELTER), ("Qendra B", OfficeKind.NGO)):
            office = add_office(name)
            office.kind = kind
            member = ForumMember(
                forum_id=forum.id,
                organisation_id=office.id,
                person_id=add_worker(f"Ana {name[-1]}", office).id,
                since=date(2024, 1, 1),
            )
            db.session.add(member)
            db.session.flush()
            period = latest_ended(moment.planner_today())
            links.append("/s/" + link_for(member, MemberLinkPurpose.SITUATION, period).token)
        db.session.commit()
        return links


def test_members_count_their_own_and_what_is_filed_is_the_duty(app, client, pages, sign_in) -> None:
    keeper, admin = sign_in("organiser"), sign_in("administrator")
    before = keeper.get("/forums/situation/coalition").text
    assert "Nothing is counted yet." in before
    assert "Missing: " not in before
    assert admin.post(f"{INDICATORS}/usual").status_code == 302
    with app.app_context():
        lines = {
            one.key: one.id
            for one in db.session.scalars(sa.select(SituationIndicator).filter_by(kind="coalition"))
        }
    assert {"referred_to_member", "received_from_member"} < set(lines)
    for page, number in zip(pages, (4, 5), strict=True):
        shown = client.get(page).text
        assert "Persona të referuar te një anëtar tjetër" in shown
        typed = {"name": "Ana", "seen": "0", f"n-{lines['referred_to_member']}-total": str(number)}
        assert client.post(page, data=typed).status_code == 302
    forum = keeper.get("/forums/shelters").text
    assert 'href="/forums/shelters/situation"' in forum
    half = f"/forums/shelters/situation/{period_key(latest_ended(moment.planner_today()))}"
    assert keeper.post(f"{half}/approval/together").status_code == 302
    assert keeper.post(f"{half}/file").status_code == 302
    with app.app_context():
        duty = db.session.scalars(sa.select(Duty).filter_by(key="trends")).one()
        [filed] = db.session.scalars(sa.select(ForumDocument))
        assert filed.duty_id == duty.id
    panorama = keeper.get("/forums/situation/regional_committee").text
    assert "/forums/situation/coalition" in panorama
    assert ">9<" in keeper.get("/forums/situation/coalition").text


def test_members_who_receive_other_than_was_referred_are_asked_back(
    app, client, pages, sign_in
) -> None:
    keeper, admin = sign_in("organiser"), sign_in("administrator")
    assert admin.post(f"{INDICATORS}/usual").status_code == 302
    with app.app_context():
        known = db.session.scalars(sa.select(SituationIndicator).filter_by(kind="coalition"))
        lines = {one.key: one.id for one in known}
    period = period_key(latest_ended(moment.planner_today()))
    table = f"/forums/shelters/situation/{period}/table"
    said = "All members together give %d here, but 9 under “People referred to another member”."
    told = []
    for numbers in (((4, 3), (5, None)), ((4, 3), (5, 5)), ((4, 3), (5, 6))):
        for page, (referred, received) in zip(pages, numbers, strict=True):
            typed = {"name": "Ana", "seen": "0", f"n-{lines['referred_to_member']}-total": referred}
            if received is not None:
                typed[f"n-{lines['received_from_member']}-total"] = received
            seen = re.search(r'name="seen" value="(\d+)"', client.get(page).text)
            assert seen is not None
            typed["seen"] = seen[1]
            assert client.post(page, data=typed).status_code == 302
        shown = keeper.get(table).text
        told.append([number for number in (8, 9) if said % number in shown])
    assert told == [[], [8], []]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("received", "told"), [((3, 6), []), ((3, 5), [(8, 9)]), ((3, None), []), ((None, None), [])]
)
def test_only_what_all_members_gave_is_compared(received, told) -> None:
    every = ["every_member"]
    lines = [CheckedLine(1, every, {}), CheckedLine(2, every, {}, mirrors=1)]
    offices = [
        CheckedOffice(
            member, kind, {"1": {"total": sent}} | ({} if got is None else {"2": {"total": got}})
        )
        for member, kind, sent, got in zip(
            (1, 2), ("shelter", "ngo"), (4, 5), received, strict=True
        )
    ]
    found = count_findings(lines, offices)
    assert [(one.now, one.other) for one in found if one.kind == "unmatched"] == told


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("received", "told"),
    [
        ({"people:f": 3, "people:m": 1}, []),
        ({"people:f": 1, "people:m": 3}, [("people:f", 1, 3)]),
        ({"people:f": 2, "people:m": 1, "people:-": 1}, []),
        ({}, []),
        ({"total": 5, "people:f": 1, "people:m": 4}, [("total", 5, 4)]),
    ],
)
def test_groups_of_people_are_compared_where_all_are_known(received, told) -> None:
    splits = {SplitKind.PEOPLE: ["people:f", "people:m", "people:-"]}
    lines = [
        CheckedLine(1, ["police"], splits),
        CheckedLine(2, ["shelter"], splits, mirrors=1),
    ]
    offices = [
        CheckedOffice(1, "police", {"1": {"total": 4, "people:f": 3, "people:m": 1}}),
        CheckedOffice(2, "shelter", {"2": {"total": 4} | received}),
    ]
    found = [one for one in count_findings(lines, offices) if one.kind == "unmatched"]
    assert [(one.cell, one.now, one.other) for one in found] == told


@pytest.mark.one_database
def test_a_former_release_reads_kinds_of_offices_only() -> None:
    rows = usual_indicators("coalition", 1)
    assert {tuple(one.sources) for one in rows} == {("every_member",)}
    assert {tuple(one.office_kinds) for one in rows} == {("shelter",)}


@pytest.mark.one_database
def test_each_ready_set_is_of_its_own_kind() -> None:
    sets = {kind: usual_indicators(kind, 1) for kind in ("regional_committee", "coalition")}
    keys = [{one.key for one in rows} for rows in sets.values()]
    assert not keys[0] & keys[1]
    assert all([one.position for one in rows] == [*range(len(rows))] for rows in sets.values())
