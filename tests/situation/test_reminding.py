"""Offices that were asked by mail and are silent are reminded by themselves: twice, and nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.forums.models import Forum, MemberLink
from facilitate.mail.outbox import Message
from facilitate.situation.period import last_day
from facilitate.situation.tables import mailing

from .. import moment
from .conftest import VICTIMS, Committee

pytestmark = pytest.mark.both_databases


@pytest.fixture
def asked(app: Flask, committee: Committee, links, monkeypatch: pytest.MonkeyPatch) -> date:
    """Police and social services were asked by mail, the municipality was not; the last day for their numbers."""
    app.extensions["settings"] = replace(app.extensions["settings"], mail_url="smtp://mail:25")
    monkeypatch.setattr(mailing, "send_mails_soon", lambda _ids: None)
    due = last_day(committee.period + 1)
    with app.app_context():
        for key in ("police", "social"):
            db.session.execute(
                sa.update(MemberLink)
                .where(MemberLink.member_id == committee.members[key])
                .values(sent_on=due - timedelta(days=60))
            )
        db.session.commit()
    return due


def reminded(app: Flask, day: date) -> list[str]:
    """Whom the night of that day reminds."""
    moment.stand_at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    with app.app_context():
        before = db.session.scalars(sa.select(Message.id)).all()
        mailing.remind_offices()
        new = sa.select(Message).where(Message.id.not_in(before))
        return [one.name for one in db.session.scalars(new.order_by(Message.id))]


def test_the_silent_are_reminded_two_weeks_and_three_days_before(
    app: Flask, client, committee: Committee, links, asked: date, keeper
) -> None:
    moment.stand_at(datetime(asked.year, asked.month, 1, 9, tzinfo=UTC))
    assert client.post(links["police"], data=committee.typed(VICTIMS)).status_code == 302
    page = keeper.get(f"{committee.half}/table").text
    assert f"are reminded by e-mail: {asked.day - 14} {asked:%B %Y} and {asked.day - 3}" in page
    days = [asked - timedelta(days=before) for before in (15, 14, 14, 4, 3, 1, -1)]
    assert [reminded(app, day) for day in days] == [
        [],
        ["Beni Muka"],
        [],
        [],
        ["Beni Muka"],
        [],
        [],
    ]
    with app.app_context():
        letter = db.session.scalars(sa.select(Message).order_by(Message.id.desc())).first()
        assert letter is not None
        assert letter.subject.startswith("Reminder: your numbers for the ")
        assert links["social"] in letter.body


@pytest.mark.one_database
@pytest.mark.parametrize("over", ["approval", "forum", "mail"])
def test_nobody_is_reminded_of_what_is_over(
    app: Flask, client, committee: Committee, links, asked: date, keeper, over: str
) -> None:
    if over == "approval":
        client.post(links["police"], data=committee.typed(VICTIMS))
        with app.app_context():
            forum = db.session.get_one(Forum, committee.forum)
            mailing.send_round(forum, committee.period)
            db.session.commit()
    elif over == "forum":
        with app.app_context():
            db.session.get_one(Forum, committee.forum).ended_on = asked - timedelta(days=30)
            db.session.commit()
    else:
        app.extensions["settings"] = replace(app.extensions["settings"], mail_url="")
    assert reminded(app, asked - timedelta(days=14)) == []
    assert "are reminded by e-mail" not in keeper.get(f"{committee.half}/table").text
