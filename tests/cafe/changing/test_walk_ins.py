"""Who has no seat gets one where it hurts least; the slips of others stay unless a rule forces them."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from facilitate.cafe.actions import cafe_of, guest_row
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import CafeGuest, CafeSeating, CafeTable, SeatingCause
from facilitate.cafe.seats import changed_slips, new_slips
from facilitate.data.db import db

from .test_change_pages import hold, said

Now = Callable[[], CafeFloor]
Send = Callable[..., Any]


def walk_in(app: Flask, step_id: int, *names: str, absent: tuple[int, ...] = ()) -> list[str]:
    """People who are in no list; their keys."""
    with app.app_context():
        cafe = cafe_of(step_id)
        rows = [
            CafeGuest(
                cafe_id=cafe.id, given_name=name, family_name="Late", absent=list(absent), wishes=[]
            )
            for name in names
        ]
        db.session.add_all(rows)
        db.session.commit()
        return [f"w{row.id}" for row in rows]


def test_where_they_would_sit_is_said_and_nobody_has_to_move(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    (key,) = walk_in(app, seated, "Genc")
    before = floor()
    page = organiser.get(at("walk-ins"))
    assert floor().seating == before.seating
    assert post("walk-ins").status_code == 302
    then = floor()
    assert then.seating is not None
    assert before.seating is not None
    tables = ", ".join(str(then.number_of(table)) for table in then.seating.path(key))
    assert f"Genc Late would sit at table {tables}." in said(page)
    assert "Nobody has to move." in said(page)
    assert changed_slips(before.seating, then.seating) == []
    assert new_slips(before.seating, then.seating) == [key]
    assert then.unseated == []
    assert then.seating.metrics["violations"] == 0
    assert len(set(then.seating.path(key))) == 3


def test_it_is_kept_as_what_it_is_and_can_be_undone(
    app: Flask, seated: int, floor: Now, post: Send
) -> None:
    before = floor().seating
    (key,) = walk_in(app, seated, "Genc")
    post("walk-ins")
    with app.app_context():
        row = db.session.get_one(CafeSeating, floor().seating_id)
        assert (row.did, row.about["who"]) == (SeatingCause.WALKED_IN, [key])
    assert post("undo").status_code == 302
    assert floor().seating == before


def test_rounds_held_and_locks_stay(app: Flask, seated: int, floor: Now, post: Send) -> None:
    hold(app, seated, 1)
    before = floor()
    assert before.seating is not None
    somebody = before.seating.people_at(2, before.tables[0].id)[0]
    post("lock", round=2, who=somebody, on="1")
    keys = walk_in(app, seated, "Genc", "Hana", "Ilir")
    post("walk-ins")
    then = floor().seating
    assert then is not None
    assert then.rounds[0] == before.seating.rounds[0]
    assert (then.at(2, somebody), then.locked) == (before.seating.at(2, somebody), {(2, somebody)})
    assert [then.path(key)[0] for key in keys] == [None, None, None]
    assert all(table for key in keys for table in then.path(key)[1:])


def test_who_misses_a_round_has_no_seat_in_it(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    (key,) = walk_in(app, seated, "Genc", absent=(2,))
    page = organiser.get(at("walk-ins"))
    post("walk-ins")
    then = floor()
    assert then.seating is not None
    one, two, three = (then.number_of(table) for table in then.seating.path(key))
    assert two is None
    assert f"Genc Late would sit at table {one}, –, {three}." in said(page)


def test_a_rule_forces_others_and_they_are_named(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    assert before.seating is not None
    with app.app_context():  # a table has fewer seats since
        table = db.session.get_one(CafeTable, before.tables[0].id)
        table.seats = 2
        db.session.commit()
    walk_in(app, seated, "Genc")
    page = said(organiser.get(at("walk-ins")))
    post("walk-ins")
    then = floor()
    assert then.seating is not None
    moved = changed_slips(before.seating, then.seating)
    assert len(moved) > 0
    word = "slips change" if len(moved) > 1 else "slip changes"
    assert f"{len(moved)} other {word}, because a rule requires it:" in page
    assert all(then.people[one].name in page for one in moved)


def test_too_few_seats_are_said(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor().seating
    walk_in(app, seated, *(f"Guest{number}" for number in range(15)))
    page = organiser.get(at("walk-ins"))
    assert page.status_code == 200
    assert "3 seats too few in round 1" in said(page)
    assert post("walk-ins").status_code == 409
    assert floor().seating == before


def test_nobody_waits(organiser: Any, at: Send, post: Send) -> None:
    assert "Everybody who is here has a seat" in said(organiser.get(at("walk-ins")))
    answer = post("walk-ins")
    assert (answer.status_code, "Everybody who is here has a seat." in said(answer)) == (409, True)


def test_after_the_last_round(
    app: Flask, seated: int, organiser: Any, at: Send, post: Send
) -> None:
    hold(app, seated, 3)
    walk_in(app, seated, "Genc")
    assert "All rounds have been held" in said(organiser.get(at("walk-ins")))
    assert post("walk-ins").status_code == 409


def test_a_change_meanwhile_is_looked_at_first(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    walk_in(app, seated, "Genc")
    seen = floor().seating_id
    post("lock", round=2, on="1")
    assert organiser.post(at("walk-ins"), data={"seating": seen}).status_code == 409


def test_where_nothing_else_is_left_somebody_comes_back(
    app: Flask, few_tables: int, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    hold(app, seated, 1)
    before = floor()
    assert before.seating is not None
    with app.app_context():  # a whole table of the first round has left: those still there cannot be level without coming back
        for key in before.seating.people_at(1, before.tables[0].id)[:6]:
            row = guest_row(cafe_of(seated), key)
            assert row is not None
            row.out = True
        db.session.commit()
    walk_in(app, seated, "Genc")
    page = said(organiser.get(at("walk-ins")))
    assert "Genc Late would sit at table" in page
    assert "This is not possible unless somebody comes back to a table:" in page
    assert post("walk-ins").status_code == 302
    then = floor()
    assert (then.unseated, then.gone) == ([], [])
    assert then.seating is not None
    assert {
        one["kind"] for one in then.seating.why if one["kind"] in ("topic", "level", "capacity")
    } == {"topic"}
