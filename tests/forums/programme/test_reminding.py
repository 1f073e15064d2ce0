"""Who keeps a forum is reminded of what is to be put right: a week before its day, once, and the day after, once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.forums.models import Forum, ForumMember
from facilitate.forums.programme import reminding
from facilitate.forums.programme_models import StandardCheck
from facilitate.mail.outbox import Message

from ... import moment
from ...situation.conftest import Committee, committee, keeper

__all__ = ["committee", "keeper"]
pytestmark = pytest.mark.both_databases


@pytest.fixture
def mend_by(app: Flask, committee: Committee, monkeypatch: pytest.MonkeyPatch) -> date:
    """Two findings in one municipality, to be put right by one day; a third without a day."""
    app.extensions["settings"] = replace(app.extensions["settings"], mail_url="smtp://mail:25")
    monkeypatch.setattr(reminding, "send_mails_soon", lambda _ids: None)
    today = moment.planner_today()
    with app.app_context():
        office = db.session.get_one(ForumMember, committee.members["town"]).organisation_id
        for standard, day in (
            ("referral", today + timedelta(days=20)),
            ("contact", today + timedelta(days=20)),
            ("health", None),
        ):
            row = StandardCheck(
                forum_id=committee.forum,
                organisation_id=office,
                visited_on=today,
                standard=standard,
                kept=False,
                finding=f"No {standard}",
                mend_by=day,
            )
            db.session.add(row)
        db.session.commit()
    return today + timedelta(days=20)


def told(app: Flask, day: date) -> list[Message]:
    """What the night of that day tells."""
    moment.stand_at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    with app.app_context():
        before = db.session.scalars(sa.select(Message.id)).all()
        reminding.tell_findings()
        return list(db.session.scalars(sa.select(Message).where(Message.id.not_in(before))))


def test_the_keepers_are_told_a_week_before_and_the_day_after(
    app: Flask, committee: Committee, mend_by: date, keeper
) -> None:
    page = keeper.get("/forums/korca/standards").text
    assert "are reminded by e-mail 7 days before the date, and the day after it." in page
    days = [mend_by - timedelta(days=before) for before in (8, 7, 7, 1)]
    first = [told(app, day) for day in days]
    assert [len(mails) for mails in first] == [0, 1, 0, 0]
    [mail] = first[1]
    assert "2 findings to put right" in mail.subject
    assert "No referral" in mail.body
    assert "No health" not in mail.body
    assert "/forums/korca/standards" in mail.body
    with app.app_context():
        row = db.session.scalars(sa.select(StandardCheck).filter_by(standard="contact")).one()
        row.mended_on = mend_by
        db.session.commit()
    after = [told(app, mend_by + timedelta(days=days)) for days in (0, 1, 2)]
    assert [len(mails) for mails in after] == [0, 1, 0]
    [[late]] = [mails for mails in after if mails]
    assert "This was due to be put right by" in late.body
    assert "No contact" not in late.body


def test_an_ended_forum_and_what_is_long_past_tell_nothing(
    app: Flask, committee: Committee, mend_by: date
) -> None:
    assert told(app, mend_by + timedelta(days=60)) == []
    with app.app_context():
        db.session.get_one(Forum, committee.forum).ended_on = mend_by - timedelta(days=9)
        db.session.commit()
    assert told(app, mend_by) == []


def test_a_missed_day_of_telling_is_made_up_for_during_two_weeks(
    app: Flask, committee: Committee, mend_by: date
) -> None:
    late = [told(app, mend_by + timedelta(days=days)) for days in (16, 15)]
    assert [len(mails) for mails in late] == [0, 1]
    assert [
        reminding.telling_day(mend_by, mend_by + timedelta(days=days)) for days in (15, 16)
    ] == [
        mend_by + timedelta(days=1),
        None,
    ]


def test_a_keeper_who_is_locked_gets_nothing_and_takes_no_turn(
    app: Flask, cast, committee: Committee, mend_by: date
) -> None:
    seen = []
    for active in (False, True):
        with app.app_context():
            db.session.get_one(User, cast.users["organiser"]).active = active
            db.session.commit()
        seen.append(len(told(app, mend_by - timedelta(days=7))))
    assert seen == [0, 1]


def test_of_two_workers_who_found_the_same_one_tells(
    app: Flask, committee: Committee, mend_by: date
) -> None:
    today = mend_by - timedelta(days=7)
    with app.app_context():
        rows = reminding.findings_to_tell(today)[committee.forum]
        taken = sa.update(StandardCheck).values(told_on=today)
        db.session.execute(taken, execution_options={"synchronize_session": False})
        assert reminding._tell(db.session.get_one(Forum, committee.forum), rows, today) == []
