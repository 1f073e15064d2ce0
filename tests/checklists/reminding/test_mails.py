"""Mails about tasks through a real mail server: chosen, sent once, in the person's language, and silent without a reason."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Anchor, Phase, Task, TaskMail, TaskStatus, Unit
from facilitate.checklists.reminding import actions
from facilitate.checklists.reminding.actions import queue_reminders_of_event, remind
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.lib.workdays import ClosedDays
from facilitate.mail.outbox import Message, send_mails_soon

from ... import moment
from ...inbox import Inbox, receive_mails
from ...people import Cast
from ...statements import count_statements

MAILS = "/events/spring/checklist/mails"
MON = date(2027, 2, 8)


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    with receive_mails(app) as inbox:
        yield inbox


@pytest.fixture
def task(app: Flask, cast: Cast) -> Callable[..., int]:
    """Makes a task of somebody."""

    def make(who: str, due_on: date, title: Words, **more: object) -> int:
        with app.app_context():
            row = Task(
                event_id=cast.event_id,
                code=title.en,
                position=1,
                phase=Phase.DESIGN,
                title=title,
                benchmark=Words(),
                offset=0,
                unit=Unit.DAYS,
                anchor=Anchor.FIRST_DAY,
                first_due_on=due_on,
                due_on=due_on,
                owner_id=cast.members[who],
                extra={},
                **more,
            )
            db.session.add(row)
            db.session.commit()
            return row.id

    return make


@pytest.fixture
def wants(app: Flask, cast: Cast) -> Callable[..., None]:
    def choose(who: str, **more: object) -> None:
        with app.app_context():
            db.session.add(TaskMail(member_id=cast.members[who], **more))
            db.session.commit()

    return choose


def run(app: Flask, cast: Cast, today: date) -> int:
    """One run of the night; gives how many mails it made."""
    with app.app_context():
        ids = queue_reminders_of_event(db.session.get_one(Event, cast.event_id), today)
        db.session.commit()
        send_mails_soon(ids)
        return len(ids)


def test_the_weekly_mail(app: Flask, cast: Cast, inbox: Inbox, task, wants) -> None:
    wants("staff", weekly=True)
    task("staff", MON - timedelta(days=5), Words("Order the booth", "Porositni kabinën"))
    task("staff", MON + timedelta(days=2), Words("Send the letters", "Dërgoni ftesat"))
    task(
        "staff",
        MON + timedelta(days=4),
        Words("Hold rooms"),
        status=TaskStatus.BLOCKED,
        blocked_by="no answer\nyet",
    )
    task("staff", MON + timedelta(days=9), Words("Print"))
    task("viewer", MON, Words("Somebody else’s"))
    task("viewer", MON, Words("Concept"), status=TaskStatus.DONE, done_on=MON - timedelta(days=3))
    assert run(app, cast, MON) == 1
    ((to, mail),) = inbox.received
    assert to == ["staff@office.example"]
    assert mail["Subject"] == "2 tasks due this week, 1 late – Spring conference"
    assert mail.get_content().replace("\r\n", "\n") == (
        "Hello Elira Ndoj,\n"
        "Here is your part of “Spring conference” for this week.\n\n"
        "LATE\n• Order the booth – was due 5 days ago, on Wednesday 3 February\n\n"
        "DUE THIS WEEK\n• Send the letters – Wednesday 10 February\n\n"
        "BLOCKED\n• Hold rooms – Friday 12 February\n  Blocked by: no answer yet\n\n"
        "DUE NEXT WEEK\n• Print – Wednesday 17 February\n\n"
        "Last week the team got 1 task done. 1 of 6 tasks is done now.\n\n"
        "Tick off what is done, or say what is in the way: http://localhost/events/spring/checklist?mine=1&open=1\n\n"
        "--\nYou asked for this e-mail. Change or stop it here: http://localhost/events/spring/checklist/mails\n"
    )


@pytest.mark.both_databases
def test_it_goes_once_a_week(app: Flask, cast: Cast, inbox: Inbox, task, wants) -> None:
    wants("staff", weekly=True, day_before=True)
    task("staff", MON + timedelta(days=1), Words("Send"))
    assert [run(app, cast, MON + timedelta(days=day)) for day in (0, 0, 1, 2, 7)] == [1, 0, 0, 0, 1]
    assert [mail["Subject"].split(" –")[0] for _to, mail in inbox.received] == [
        "1 task due this week",
        "1 task is late",
    ]


def test_two_workers_send_one(
    app: Flask, cast: Cast, inbox: Inbox, task, wants, monkeypatch
) -> None:
    """The second looks before the first has written."""
    wants("staff", weekly=True)
    task("staff", MON, Words("Send"))
    with app.app_context():
        seen = actions.mail_wishes(db.session.get_one(Event, cast.event_id))
    assert run(app, cast, MON) == 1
    monkeypatch.setattr(actions, "mail_wishes", lambda _event: seen)
    assert run(app, cast, MON) == 0


def test_the_mail_of_the_day_before(app: Flask, cast: Cast, inbox: Inbox, task, wants) -> None:
    wants("staff", day_before=True)
    task("staff", MON, Words("Send the letters"))
    task("staff", MON + timedelta(days=1), Words("Print"))
    friday = MON - timedelta(days=3)
    assert [run(app, cast, friday + timedelta(days=day)) for day in range(5)] == [1, 0, 0, 1, 0]
    assert [mail["Subject"] for _to, mail in inbox.received] == [
        "1 task due on Monday – Spring conference",
        "1 task due tomorrow – Spring conference",
    ]
    assert "• Send the letters – due on Monday 8 February" in inbox.received[0][1].get_content()


def test_it_speaks_the_persons_language(app: Flask, cast: Cast, inbox: Inbox, task, wants) -> None:
    wants("staff", day_before=True)
    task("staff", MON + timedelta(days=1), Words("Send the letters", "Dërgoni ftesat"))
    with app.app_context():
        db.session.execute(sa.text("UPDATE \"user\" SET language = 'sq' WHERE email LIKE 'staff%'"))
        db.session.commit()
    run(app, cast, MON)
    ((_to, mail),) = inbox.received
    assert "Dërgoni ftesat" in mail.get_content()
    assert mail["Subject"].endswith("– Konferenca e pranverës")


def test_nothing_to_say_sends_nothing(app: Flask, cast: Cast, inbox: Inbox, task, wants) -> None:
    wants("staff", weekly=True, day_before=True)
    wants("note_taker", weekly=False)
    assert run(app, cast, MON) == 0
    task("staff", MON + timedelta(days=30), Words("Later"))
    task("note_taker", MON, Words("Wants none"))
    assert run(app, cast, MON) == 0
    assert run(app, cast, MON + timedelta(days=1)) == 0
    with app.app_context():
        db.session.execute(sa.text('UPDATE "user" SET active = false'))
        db.session.commit()
    assert run(app, cast, MON + timedelta(days=28)) == 0
    assert inbox.received == []


def test_an_event_long_over_sends_nothing(
    app: Flask, cast: Cast, inbox: Inbox, task, wants
) -> None:
    wants("staff", weekly=True)
    task("staff", date(2027, 4, 1), Words("Forgotten"))
    assert run(app, cast, date(2027, 9, 13)) == 1
    assert run(app, cast, date(2027, 9, 20)) == 0


@pytest.mark.any_day
def test_the_night_finds_whoever_wants_it(app: Flask, cast: Cast, task, wants) -> None:
    wants("staff", day_before=True, day_before_sent_on=moment.planner_today() - timedelta(days=9))
    task("staff", moment.planner_today(), Words("Today"))
    with app.app_context():
        remind()
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 0  # no mail server is set
    with receive_mails(app) as inbox:
        app.extensions["run_daily"]()
        app.extensions["run_daily"]()
    assert len(inbox.received) == (0 if moment.planner_today() in ClosedDays("AL") else 1)


@pytest.mark.any_day
def test_the_choice_is_kept(app: Flask, cast: Cast, sign_in, task) -> None:
    viewer = sign_in("viewer")
    task("viewer", moment.planner_today(), Words("Read the draft"))
    assert "You do not get reminders by e-mail yet." in viewer.get(MAILS).text
    assert viewer.post(MAILS, data={"weekly": "y", "day_before": "y"}).status_code == 302
    with count_statements() as asked:
        text = viewer.get(MAILS).text
    assert len(asked) <= 12
    assert "You get an e-mail every week, and one the working day before something is due." in text
    assert "1 task due this week – Spring conference" in text
    with app.app_context():
        mail = db.session.scalars(sa.select(TaskMail)).one()
        assert (mail.member_id, mail.weekly_sent_on) == (
            cast.members["viewer"],
            moment.planner_today(),
        )
        assert mail.day_before_sent_on == moment.planner_today() - timedelta(days=1)
    viewer.post(MAILS, data={"save": "1"})
    assert "You do not get reminders by e-mail yet." in viewer.get(MAILS).text


def test_doors(sign_in, client: FlaskClient) -> None:
    assert client.get(MAILS).status_code == 302
    assert sign_in("stranger").get(MAILS).status_code == 404
    assert sign_in("stranger").post(MAILS).status_code == 404
    text = sign_in("administrator").get(MAILS).text
    assert "You are not in this event’s team" in text
    assert "Every week:" not in text
