"""Seats under any order of answers and changes of their number: nobody gets in past those who wait, and no seat stays empty."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_to_event
from facilitate.participation.answering.actions import save_invitation_answer
from facilitate.participation.answering.answer_rules import InvitationAnswer, InvitationReply
from facilitate.participation.inviting import seats
from facilitate.participation.inviting.actions import ensure_registration, update_waiting_list
from facilitate.participation.models import (
    Participation,
    Registration,
    RegistrationSetting,
    Standing,
)

from ...directory.rows import add_office, add_worker
from ...statements import count_statements
from ..invited import make_listed

FIRST = datetime(2027, 1, 11, 9, tzinfo=UTC)
PEOPLE = range(5)


@pytest.mark.parametrize(
    ("capacity", "number", "left"),
    [(0, 5, None), (5, 3, 2), (5, 5, 0), (5, 7, 0), (1, 0, 1), (1, 400, 0)],
)
def test_what_is_left_is_never_less_than_none(capacity: int, number: int, left: int | None) -> None:
    assert seats.count_left(capacity, number) == left


class Seating(RuleBasedStateMachine):
    """Five people answer, change their mind and are moved by the organiser, while the number of seats goes up and down.

    The model is a set of those who have a seat, a queue of those who wait, and who has answered neither.
    """

    def __init__(self, event_id: int) -> None:
        super().__init__()
        self.event = db.session.get_one(Event, event_id)
        self.now = FIRST
        self.seated: set[int] = set()
        self.queue: list[int] = []
        self.capacity = 0

    @initialize(capacity=st.integers(0, 3))
    def begin(self, capacity: int) -> None:
        self.rows = list(db.session.scalars(sa.select(Participation).order_by(Participation.id)))
        for row in self.rows:
            row.standing = Standing.INVITED
            one = ensure_registration(row)
            one.waiting_since = one.answered_at = None
        self.setting = db.session.scalars(sa.select(RegistrationSetting)).one()
        self.setting.capacity = self.capacity = capacity
        db.session.flush()

    def _moment(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def _moved_up(self) -> None:
        while self.queue and (not self.capacity or len(self.seated) < self.capacity):
            self.seated.add(self.queue.pop(0))

    @rule(who=st.sampled_from(PEOPLE))
    def comes(self, who: int) -> None:
        one = ensure_registration(self.rows[who])
        save_invitation_answer(
            self.event, self.setting, one, InvitationAnswer(InvitationReply.COMING), self._moment()
        )
        if who not in self.seated and who not in self.queue:
            self.queue.append(who)
        self._moved_up()

    @rule(who=st.sampled_from(PEOPLE))
    def declines(self, who: int) -> None:
        one = ensure_registration(self.rows[who])
        save_invitation_answer(
            self.event,
            self.setting,
            one,
            InvitationAnswer(InvitationReply.DECLINED),
            self._moment(),
        )
        self.seated.discard(who)
        self.queue = [other for other in self.queue if other != who]
        self._moved_up()

    @rule(who=st.sampled_from(PEOPLE))
    def is_let_in_by_the_organiser(self, who: int) -> None:
        """The organiser may give a seat to anybody, also one too many."""
        self.rows[who].standing = Standing.COMING
        update_waiting_list(self.event, [self.rows[who].id], self._moment())
        self.seated.add(who)
        self.queue = [other for other in self.queue if other != who]
        self._moved_up()

    @rule(who=st.sampled_from(PEOPLE))
    def has_to_wait_by_the_organiser(self, who: int) -> None:
        """Who is put into the queue by hand stands at its end, whenever they waited before."""
        self.rows[who].standing = Standing.WAITING
        update_waiting_list(self.event, [self.rows[who].id], self._moment())
        self.seated.discard(who)
        if who not in self.queue:
            self.queue.append(who)
        self._moved_up()

    @rule(capacity=st.integers(0, 4))
    def seats_change(self, capacity: int) -> None:
        self.setting.capacity = self.capacity = capacity
        db.session.flush()
        update_waiting_list(self.event, [], self._moment())
        self._moved_up()

    @invariant()
    def the_planner_says_the_same(self) -> None:
        if not hasattr(self, "rows"):
            return
        standing = {Standing.COMING: self.seated, Standing.WAITING: set(self.queue)}
        assert {
            which: {who for who, row in enumerate(self.rows) if row.standing is which}
            for which in standing
        } == standing
        assert seats.count_taken(self.event) == len(self.seated)
        waits = sa.select(Registration.participation_id).where(
            Registration.waiting_since.is_not(None)
        )
        in_turn = db.session.scalars(waits.order_by(Registration.waiting_since))
        assert list(in_turn) == [self.rows[who].id for who in self.queue]


def test_nobody_gets_in_past_those_who_wait(app: Flask, cast) -> None:
    listed = make_listed(app, cast.event_id, [(f"Ana {name}", Standing.LISTED) for name in "ABCDE"])
    listed.setting(capacity=3)
    with app.test_request_context():  # mails say where the planner is
        run_state_machine_as_test(
            lambda: Seating(cast.event_id),
            settings=settings(
                max_examples=25,
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_fewer_seats_than_guests_let_nobody_in(app: Flask, cast) -> None:
    standings = [Standing.COMING] * 4 + [Standing.WAITING] * 3
    listed = make_listed(
        app,
        cast.event_id,
        list(
            zip(
                ["Ana A", "Ana B", "Ana C", "Ana D", "Ana E", "Ana F", "Ana G"],
                standings,
                strict=True,
            )
        ),
    )
    listed.setting(capacity=2)
    with app.app_context():
        assert (
            update_waiting_list(
                db.session.get_one(Event, cast.event_id), list(listed.ids.values()), FIRST
            )
            == []
        )
        db.session.commit()
    assert listed.standing(*"ABCDEFG") == standings


def test_of_whom_nobody_knows_since_when_they_wait_comes_last(app: Flask, cast) -> None:
    listed = make_listed(app, cast.event_id, [(f"Ana {name}", Standing.WAITING) for name in "ABC"])
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        for name, since in (("B", FIRST + timedelta(hours=1)), ("C", FIRST)):
            one = db.session.scalars(
                sa.select(Registration).where(Registration.participation_id == listed.ids[name])
            ).one()
            one.waiting_since = since
        stranger = invite_to_event(
            event, add_worker("Ana D", add_office("Zyra")), Standing.WAITING
        ).id  # has no link yet
        db.session.flush()
        up = []
        for capacity in (1, 2, 3, 4):
            found = seats.move_up(event, RegistrationSetting(event_id=event.id, capacity=capacity))
            up.append([row.id for row in found])
        assert up == [[listed.ids["C"]], [listed.ids["B"]], [listed.ids["A"]], [stranger]]


def test_whoever_gives_seats_waits_for_the_others_before_counting_them(app: Flask, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        with count_statements() as asked:
            seats.move_up(event, RegistrationSetting(event_id=event.id, capacity=1))
        held, *others = asked
        assert "FROM event \n" in held
        assert not any("FROM event \n" in one for one in others)
