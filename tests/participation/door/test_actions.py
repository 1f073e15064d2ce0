"""Checking in and taking back, from two doors at once, on both databases."""

import threading
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.door.actions import (
    CheckInPress,
    WalkIn,
    check_in,
    check_in_walk_in,
    create_door_link,
    undo_check_in,
)
from facilitate.participation.door.queries import check_ins_by_day
from facilitate.participation.models import Attendance, ParticipantRole, Participation, Standing
from facilitate.web.refused import Refused

from ... import moment
from ...directory.rows import add_office, add_worker, key_of
from .conftest import Guests

pytestmark = pytest.mark.both_databases
DAY, SECOND = date(2027, 3, 18), date(2027, 3, 19)
NINE = datetime(2027, 3, 18, 8, 12, tzinfo=UTC)


def spring() -> Event:
    return db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()


def standing(row_id: int) -> Standing:
    return db.session.scalars(
        sa.select(Participation.standing).where(Participation.id == row_id)
    ).one()


def test_the_second_phone_hears_who_was_first(app: Flask, guests: Guests) -> None:
    with app.app_context():
        first = check_in(spring(), guests.ids["Kola"], CheckInPress(DAY, NINE, "Door A"))
        second = check_in(spring(), guests.ids["Kola"], CheckInPress(DAY, moment.now(), "Door B"))
        assert first
        assert first.new
        assert second
        assert not second.new
        assert second.attendance
        assert (second.attendance.at, second.attendance.door) == (NINE, "Door A")
        assert db.session.scalar(sa.select(sa.func.count(Attendance.id))) == 1


def test_who_declined_and_came_anyway_counts_and_goes_back_to_declined(
    app: Flask, guests: Guests
) -> None:
    with app.app_context():
        row = guests.ids["Basha"]
        for day in (DAY, SECOND):
            check_in(spring(), row, CheckInPress(day, NINE))
        assert standing(row) == Standing.ATTENDED
        undo_check_in(spring(), row, CheckInPress(DAY, NINE))
        assert standing(row) == Standing.ATTENDED
        undo_check_in(spring(), row, CheckInPress(SECOND, NINE))
        assert standing(row) == Standing.DECLINED
        assert undo_check_in(spring(), row, CheckInPress(SECOND, NINE)) is None


def test_a_door_takes_back_only_its_own(app: Flask, guests: Guests) -> None:
    with app.app_context():
        row = guests.ids["Kola"]
        check_in(spring(), row, CheckInPress(DAY, NINE, "Door A"))
        with pytest.raises(Refused):
            undo_check_in(spring(), row, CheckInPress(DAY, NINE, "Door B"))
        assert undo_check_in(spring(), row, CheckInPress(DAY, NINE, "Door A")) is not None


def test_nobody_of_another_event_is_checked_in(app: Flask, guests: Guests) -> None:
    with app.app_context():
        assert check_in(spring(), 10**9, CheckInPress(DAY, NINE)) is None


def test_a_press_sent_twice_counts_once_even_after_it_was_taken_back(
    app: Flask, guests: Guests
) -> None:
    with app.app_context():
        press = CheckInPress(DAY, NINE, "Door A", key="phone-000001")
        check_in(spring(), guests.ids["Kola"], press)
        undo_check_in(spring(), guests.ids["Kola"], CheckInPress(DAY, NINE))
        again = check_in(spring(), guests.ids["Kola"], press)
        assert again
        assert not again.new
        assert again.attendance is None
        assert standing(guests.ids["Kola"]) == Standing.COMING


def test_a_walk_in_is_found_in_the_directory_without_accents(app: Flask, guests: Guests) -> None:
    with app.app_context():
        known = add_worker(
            "Mirjeta Çela",
            db.session.scalars(sa.select(Organisation).order_by(Organisation.id)).first(),
        )
        db.session.commit()
        checked = check_in_walk_in(
            spring(), WalkIn("mirjeta", "cela", "bashkia shkoder"), CheckInPress(DAY, NINE)
        )
        assert (checked.row.person_id, checked.row.walk_in, checked.new) == (known.id, True, True)
        by_mail = check_in_walk_in(
            spring(),
            WalkIn("Mirjeta", "Çela", "Elsewhere", key_of_sector(), "MIRJETA@office.example"),
            CheckInPress(DAY, NINE),
        )
        assert (by_mail.row.id, by_mail.new) == (checked.row.id, False)


def key_of_sector() -> int:
    return key_of(Sector, "media")


def test_a_walk_in_nobody_knows_brings_a_new_organisation(app: Flask, guests: Guests) -> None:
    with app.app_context():
        walk = WalkIn("Nora", "Leka", "Radio Drini", key_of_sector(), part=ParticipantRole.PRESS)
        press = CheckInPress(DAY, NINE, "Door A", key="phone-000002")
        first, again = (
            check_in_walk_in(spring(), walk, press),
            check_in_walk_in(spring(), walk, press),
        )
        assert (first.row.id, first.new, again.row.id, again.new) == (
            first.row.id,
            True,
            first.row.id,
            False,
        )
        assert (first.row.sector.key, first.row.parts, first.row.standing) == (
            "media",
            (ParticipantRole.PRESS,),
            Standing.ATTENDED,
        )
        assert first.row.organisation.name == "Radio Drini"
        undo_check_in(spring(), first.row.id, CheckInPress(DAY, NINE, "Door A"))
        assert db.session.scalars(sa.select(Participation).where(Participation.walk_in)).all() == []


def test_a_walk_in_who_is_in_the_list_is_checked_in_there(app: Flask, guests: Guests) -> None:
    with app.app_context():
        checked = check_in_walk_in(
            spring(), WalkIn("Ana", "Kola", "Bashkia Shkodër"), CheckInPress(DAY, NINE)
        )
        assert (checked.row.id, checked.row.walk_in, checked.new) == (
            guests.ids["Kola"],
            False,
            True,
        )


def test_two_doors_have_two_names(app: Flask, cast) -> None:
    with app.app_context():
        create_door_link(spring(), "Main entrance")
        with pytest.raises(Refused):
            create_door_link(spring(), "Main entrance")


def test_four_hundred_check_ins_from_two_doors_none_lost_none_double(app: Flask, cast) -> None:
    with app.app_context():
        hall = add_office("Large hall")
        people = [
            Person(
                given_name=f"N{number}",
                family_name="Guest",
                organisation_id=hall.id,
                organisation=hall,
                position=Words(),
                email="",
                phone="",
            )
            for number in range(400)
        ]
        db.session.add_all(people)
        db.session.flush()
        ids = [row.id for row in invite_all_to_event(spring(), people, Standing.COMING)]
        db.session.commit()
    new, wrong = [], []

    def door(name: str, mine: list[int]) -> None:
        with app.test_request_context(method="POST"):
            for row_id in mine:
                try:
                    checked = check_in(spring(), row_id, CheckInPress(DAY, moment.now(), name))
                    assert checked
                    was_new = checked.new
                    db.session.commit()
                    if was_new:
                        new.append(row_id)
                except Exception as error:
                    db.session.rollback()
                    wrong.append(repr(error))
                db.session.remove()

    both = ids[:250], ids[150:][::-1]  # a hundred people show their badge at both doors
    threads = [
        threading.Thread(target=door, args=(f"Door {n}", mine)) for n, mine in enumerate(both)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sorted(new) == ids
    with app.app_context():
        kept = db.session.scalars(sa.select(Attendance.participation_id)).all()
        assert sorted(kept) == ids
        came = sa.select(sa.func.count()).where(Participation.standing == Standing.ATTENDED)
        assert db.session.scalar(came) == 400


def test_the_same_walk_in_at_two_doors_is_one_person(app: Flask, cast) -> None:
    with app.app_context():
        add_office("Radio Drini", "media")
        db.session.commit()
    wrong = []

    def door(name: str) -> None:
        with app.test_request_context(method="POST"):
            for number in range(20):
                try:
                    check_in_walk_in(
                        spring(),
                        WalkIn(f"Nora {number}", "Leka", "Radio Drini"),
                        CheckInPress(DAY, NINE, name),
                    )
                    db.session.commit()
                except Exception as error:
                    db.session.rollback()
                    wrong.append(repr(error))
                db.session.remove()

    threads = [threading.Thread(target=door, args=(name,)) for name in ("Door A", "Door B")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 20
        assert db.session.scalar(sa.select(sa.func.count(Attendance.id))) == 20


def test_who_is_checked_in_counts_although_the_list_was_changed_since(
    app: Flask, guests: Guests
) -> None:
    with app.app_context():
        row_id = guests.ids["Kola"]
        check_in(spring(), row_id, CheckInPress(DAY, NINE))
        db.session.get_one(Participation, row_id).standing = Standing.DECLINED
        db.session.flush()
        assert check_ins_by_day(spring()) == []
        again = check_in(spring(), row_id, CheckInPress(DAY, NINE))
        assert again
        assert (again.new, standing(row_id)) == (False, Standing.ATTENDED)
        assert [day for _who, _sector, day in check_ins_by_day(spring())] == [DAY]
