"""Undo, redo and the history: a way back that changes no round already held."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.cafe import actions
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import CafeSeating, SeatingCause
from facilitate.cafe.queries import current_seating
from facilitate.cafe.seats import Seating, seating_from_json
from facilitate.data.db import db
from facilitate.web.refused import Refused

from .test_change_pages import hold, names, said, two_at_other_tables

Now = Callable[[], CafeFloor]
Send = Callable[..., Any]


def swap(post: Send, floor: Now, number: int) -> tuple[str, str]:
    a, b = two_at_other_tables(floor(), number)
    post("change", round=number, who=a, anyway="1", **{"with": b})
    return a, b


def test_steps_are_taken_back_one_by_one(floor: Now, post: Send) -> None:
    seen = [floor().seating]
    for number in (2, 3, 2):
        swap(post, floor, number)
        seen.append(floor().seating)
    for before in reversed(seen[:-1]):
        assert post("undo").status_code == 302
        assert floor().seating == before
    assert post("undo").status_code == 302
    assert floor().seating is None
    assert post("undo").status_code == 409
    for then in seen:
        assert post("redo").status_code == 302
        assert floor().seating == then
    assert post("redo").status_code == 409


def test_something_new_ends_what_could_be_redone(floor: Now, post: Send) -> None:
    swap(post, floor, 2)
    dead = floor().seating
    post("undo")
    swap(post, floor, 3)
    newer = floor().seating
    assert post("redo").status_code == 409
    post("undo")
    assert post("redo").status_code == 302
    assert floor().seating == newer
    assert newer != dead


def test_undo_is_of_what_was_seen(organiser: Any, floor: Now, post: Send, at: Send) -> None:
    seen = floor().seating_id
    swap(post, floor, 2)
    now = floor().seating
    answer = organiser.post(at("undo"), data={"seating": seen})
    assert answer.status_code == 409
    assert "Somebody has changed the seating in the meantime." in said(answer)
    assert organiser.post(at("undo")).status_code == 409
    assert floor().seating == now


def test_undo_beside_the_message(organiser: Any, floor: Now, post: Send, at: Send) -> None:
    before = floor().seating
    a, b = swap(post, floor, 2)
    page = organiser.get(at("change"))
    assert f"{' and '.join(names(floor(), a, b))} swap places in round 2." in said(page)
    assert f"/undo?seating={floor().seating_id}" in page.text
    assert organiser.post(f"{at('undo')}?seating={floor().seating_id}").status_code == 302
    assert floor().seating == before


def test_a_round_held_since_is_not_changed_by_undo(
    app: Flask, floor: Now, post: Send, seated: int
) -> None:
    swap(post, floor, 1)
    swap(post, floor, 2)
    hold(app, seated, 1)
    assert post("undo").status_code == 302
    now = floor().seating
    answer = post("undo")
    assert answer.status_code == 409
    assert "Round 1 has been held, and" in said(answer)
    assert floor().seating == now


def test_nor_by_redo(app: Flask, floor: Now, post: Send, seated: int) -> None:
    swap(post, floor, 1)
    post("undo")
    hold(app, seated, 1)
    answer = post("redo")
    assert (answer.status_code, "Round 1 has been held, and" in said(answer)) == (409, True)


def test_nor_by_taking_the_first_seating_back(
    app: Flask, floor: Now, post: Send, seated: int
) -> None:
    hold(app, seated, 1)
    assert post("undo").status_code == 409
    assert floor().seating is not None


def test_the_history_tells_who_what_and_goes_back(
    organiser: Any, floor: Now, post: Send, at: Send
) -> None:
    first = floor()
    a, b = swap(post, floor, 2)
    swap(post, floor, 3)
    post("undo")
    page = organiser.get(at("history"))
    one, two = names(first, a, b)
    assert f"{one} ↔ {two}, round 2" in said(page)
    assert "Arta Hoxha" in said(page)
    assert "undone" in said(page)
    assert said(page).count("current") == 1
    assert said(page).count("Restore this one") == 2
    assert post("history", row=first.seating_id).status_code == 302
    then = floor()
    assert then.seating is not None
    assert first.seating is not None
    assert then.seating.paths == first.seating.paths
    assert then.seating_id > first.seating_id
    assert "Went back to an earlier seating" in said(organiser.get(at("history")))
    post("undo")
    assert floor().seating != first.seating


def test_going_back_keeps_rounds_held(app: Flask, floor: Now, post: Send, seated: int) -> None:
    first = floor()
    swap(post, floor, 1)
    hold(app, seated, 1)
    now = floor().seating
    answer = post("history", row=first.seating_id)
    assert (answer.status_code, "Round 1 has been held, and" in said(answer)) == (409, True)
    assert floor().seating == now


def test_a_seating_that_is_not_there(post: Send) -> None:
    assert post("history", row=999999).status_code == 404
    assert post("history", row="x").status_code == 404


def test_a_history_that_was_seen_before(organiser: Any, floor: Now, post: Send, at: Send) -> None:
    first = floor()
    swap(post, floor, 2)
    assert (
        organiser.post(
            at("history"), data={"seating": first.seating_id, "row": first.seating_id}
        ).status_code
        == 409
    )


def test_what_is_kept_is_judged_again(app: Flask, seated: int, floor: Now) -> None:
    now = floor()
    assert now.seating is not None
    bare = Seating(now.seating.tables, now.seating.rounds)
    with app.app_context():
        again = actions.recount_quality(now, bare)
    assert again.metrics == now.seating.metrics
    assert [one["kind"] for one in again.why] == [one["kind"] for one in now.seating.why]
    assert again.rounds == now.seating.rounds


def test_each_seating_knows_what_it_came_after(app: Flask, seated: int, floor: Now) -> None:
    now = floor()
    assert now.seating is not None
    with app.app_context():
        cafe = actions.cafe_of(seated)
        row = actions.save_seating(
            cafe, now.seating, SeatingCause.MOVED, by=None, about={"round": 1}
        )
        assert (row.about, row.did, seating_from_json(row.content)) == (
            {"round": 1, "after": now.seating_id},
            SeatingCause.MOVED,
            now.seating,
        )
        assert current_seating(cafe) is row
        actions.check_still_holds(cafe, row.id)
        with pytest.raises(Refused):
            actions.check_still_holds(cafe, now.seating_id)
        db.session.rollback()


def test_seatings_are_never_changed(app: Flask, floor: Now, post: Send) -> None:
    with app.app_context():
        before = {
            row.id: row.content
            for row in db.session.execute(sa.select(CafeSeating.id, CafeSeating.content))
        }
    swap(post, floor, 2)
    post("undo")
    with app.app_context():
        after = {
            row.id: row.content
            for row in db.session.execute(sa.select(CafeSeating.id, CafeSeating.content))
        }
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 1
