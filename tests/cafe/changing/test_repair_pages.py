"""Repair: who is missing is marked, two ways to go on are offered with their price, one is taken; held rounds stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.actions import cafe_of
from facilitate.cafe.changing.repairs import (
    AS_BEFORE,
    absent_for,
    as_shown,
    changed_marks,
    comes_from,
    find_people,
)
from facilitate.cafe.floor import CafeFloor, Guest
from facilitate.cafe.models import (
    Cafe,
    CafeClock,
    CafeSearch,
    CafeSeating,
    CafeTable,
    SearchKind,
    SearchState,
    SeatingCause,
)
from facilitate.cafe.search import begin_search
from facilitate.cafe.seats import Seating, changed_slips, seating_from_json
from facilitate.data.db import db
from facilitate.participation.models import Participation, Standing

from ... import moment
from .test_change_pages import hold, said, two_at_other_tables

Now = Callable[[], CafeFloor]
Send = Callable[..., Any]


def marked(floor: CafeFloor, out: list[str], late: dict[str, int] | None = None) -> dict[str, Any]:
    """The form as it is sent: all are shown, some did not come, some come later."""
    return {
        "shown": [as_shown(guest, 3) for guest in floor.people.values()],
        "out": out,
        **{f"from-{key}": comes_from(guest.absent, 3) for key, guest in floor.people.items()},
        **{f"from-{key}": str(number) for key, number in (late or {}).items()},
    }


def missing(app: Flask, people: list[int]) -> None:
    """They have not said that they come."""
    with app.app_context():
        for number in people:
            db.session.get_one(Participation, number).standing = Standing.INVITED
        db.session.commit()


def search_of(app: Flask, step_id: int) -> CafeSearch:
    with app.app_context():
        return db.session.query(CafeSearch).filter_by(cafe_id=cafe_of(step_id).id).one()


def seating_of(floor: CafeFloor) -> Seating:
    assert floor.seating is not None
    return floor.seating


def test_four_out_and_two_late_after_a_round(
    app: Flask,
    seated: int,
    organiser: Any,
    at: Send,
    floor: Now,
    post: Send,
    people: dict[str, int],
) -> None:
    before = floor()
    keys = list(before.people)
    out, late = keys[2:6], {keys[8]: 3, keys[9]: 3}
    answer = post("repair", held=1, **marked(before, out, late))
    assert (answer.status_code, answer.location) == (302, at("repair") + "#found")
    page = organiser.get(at("repair"))
    for title in ("Fewest changed slips", "Best mixing"):
        assert title in said(page)
    assert "slips change." in said(page)
    search = search_of(app, seated)
    assert [one["way"] for one in search.offers] == ["fewest", "best"]
    fewest, best = (seating_from_json(one["content"]) for one in search.offers)
    for offer in (fewest, best):
        assert [set(table) for table in offer.rounds[0]] == [
            set(table) for table in seating_of(before).rounds[0]
        ]
        assert offer.metrics["violations"] == 0
        assert all(offer.path(key)[1:] in ((), (None, None)) for key in out)
        assert all(offer.at(2, key) is None and offer.at(3, key) for key in late)
    assert len(changed_slips(seating_of(before), fewest)) <= len(
        changed_slips(seating_of(before), best)
    )
    taken = post("repair/take", run=search.run, offer=0)
    assert (taken.status_code, taken.location.split("?")[0]) == (302, at("print"))
    then = floor()
    assert then.seating == fewest
    assert (then.gone, then.unseated, then.cafe.held) == ([], [], 1)
    with app.app_context():
        row = db.session.get_one(CafeSeating, then.seating_id)
        assert (row.did, row.about["way"]) == (SeatingCause.REPAIRED, "fewest")
    assert post("undo").status_code == 302
    assert floor().seating == before.seating


def test_the_slips_said_are_those_that_change(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    post("repair", held=0, **marked(before, list(before.people)[:3]))
    page = said(organiser.get(at("repair")))
    assert search_of(app, seated).offers
    for offer in search_of(app, seated).offers:
        slips = [
            key
            for key in changed_slips(seating_of(before), seating_from_json(offer["content"]))
            if key in floor().guests
        ]
        word = "slip changes" if len(slips) == 1 else "slips change"
        assert ("No slip changes." if not slips else f"{len(slips)} {word}.") in page


def test_slips_that_were_printed_are_printed_again(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    with app.app_context():
        db.session.get_one(CafeSeating, floor().seating_id).printed_at = moment.now()
        db.session.commit()
    before = floor()
    a, b = two_at_other_tables(before, 3)
    assert "2 slips to print again." in said(
        organiser.get(at("change"), query_string={"round": 3, "who": a, "with": b})
    )
    post("repair", held=0, **marked(before, list(before.people)[:4]))
    assert "to print again." in said(organiser.get(at("repair")))


def test_nothing_has_to_change_where_nothing_is_wrong(
    seated: int, app: Flask, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor().seating
    post("repair", held=1)
    fewest = seating_from_json(search_of(app, seated).offers[0]["content"])
    assert before is not None
    assert fewest.paths == before.paths
    page = said(organiser.get(at("repair")))
    assert "This is the current seating." in page or "Nothing has to change" in page


def test_people_are_marked_without_a_search(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    out, late, *_rest = before.people
    answer = post("repair", held=2, save="1", **marked(before, [out], {late: 2}))
    assert (answer.status_code, answer.location) == (302, at("repair"))
    then = floor()
    assert (then.people[out].out, then.people[late].absent, then.cafe.held) == (True, {1}, 2)
    page = said(organiser.get(at("repair")))
    assert "Saved: 2 people were marked again." in page
    assert "1 person with a seat is not here." in page
    post("repair", held=2, save="1", **marked(then, []))
    again = floor()
    assert (again.people[out].out, again.people[late].absent) == (False, {1})


def test_two_who_mark_people_at_once_keep_each_others_marks(floor: Now, post: Send) -> None:
    seen = floor()
    one, two, three, four, *_rest = seen.people
    post("repair", save="1", **{"held": 1, "held-shown": 0}, **marked(seen, [one], {two: 2}))
    post("repair", save="1", **{"held": 0, "held-shown": 0}, **marked(seen, [three], {four: 3}))
    then = floor()
    assert [then.people[key].out for key in (one, two, three, four)] == [True, False, True, False]
    assert [then.people[key].absent for key in (two, four)] == [{1}, {1, 2}]
    assert then.cafe.held == 1
    post("repair", save="1", **{"held": 0, "held-shown": 1}, **marked(then, [three]))
    again = floor()
    assert [again.people[key].out for key in (one, three)] == [False, True]
    assert again.cafe.held == 0


def test_who_takes_no_part_cannot_be_moved(
    organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    one, *_rest = floor().people
    post("repair", save="1", held=0, shown=[one], out=[one])
    page = organiser.get(at("change"), query_string={"round": 2, "who": one})
    assert (page.status_code, "does not take part in this café." in said(page)) == (409, True)


def test_slips_of_who_left_are_not_printed_again(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    out = list(before.people)[2:6]
    post("repair", held=1, **marked(before, out))
    page = organiser.get(at("repair")).text
    found = page[page.index('id="found"') : page.index('<form class="find')]
    assert [before.people[key].name for key in out if before.people[key].name in found] == []


def test_who_is_not_shown_stays_as_they_are(floor: Now, post: Send) -> None:
    one, two, *_rest = floor().people
    post("repair", save="1", shown=[one], out=[one, two, "p99999", "x"])
    then = floor()
    assert (then.people[one].out, then.people[two].out) == (True, False)


def test_somebody_is_found_by_name_or_office(
    organiser: Any, at: Send, people: dict[str, int]
) -> None:
    page = organiser.get(at("repair"), query_string={"q": "cela ajk"})
    assert page.text.count('name="shown"') == 1
    assert "Ajkuna Çela" in said(page)
    assert "Nobody with that name is here." in said(
        organiser.get(at("repair"), query_string={"q": "zzz"})
    )


def test_more_rounds_than_there_are(organiser: Any, post: Send, floor: Now) -> None:
    assert post("repair", held=4, save="1").status_code == 409
    assert floor().cafe.held == 0


def test_the_clock_says_how_many_rounds_have_begun(
    app: Flask, seated: int, organiser: Any, at: Send
) -> None:
    assert "The clock says" not in said(organiser.get(at("repair")))
    with app.app_context():
        cafe = cafe_of(seated)
        ago = moment.now() - timedelta(minutes=27)
        db.session.add(CafeClock(cafe_id=cafe.id, round=1, phase="talk", since=ago))
        db.session.commit()
    assert "The clock says 2." in said(organiser.get(at("repair")))


def test_an_offer_is_of_the_seating_it_was_found_for(
    app: Flask, seated: int, floor: Now, post: Send, organiser: Any, at: Send
) -> None:
    post("repair", held=0, **marked(floor(), list(floor().people)[:3]))
    search = search_of(app, seated)
    post("lock", round=3, on="1")
    page = organiser.get(at("repair"))
    assert "out of date" in said(page)
    answer = post("repair/take", run=search.run, offer=0)
    assert (
        answer.status_code,
        "Somebody has changed the seating in the meantime." in said(answer),
    ) == (
        409,
        True,
    )


def test_an_offer_counts_no_more_once_others_are_missing(
    app: Flask, seated: int, floor: Now, post: Send, people: dict[str, int]
) -> None:
    post("repair", held=0, **marked(floor(), list(floor().people)[:3]))
    search = search_of(app, seated)
    missing(app, list(people.values())[10:12])
    answer = post("repair/take", run=search.run, offer=1)
    assert (answer.status_code, "Other people have come or gone since." in said(answer)) == (
        409,
        True,
    )
    post("repair", save="1", shown=[list(floor().people)[6]], out=[list(floor().people)[6]], held=0)
    assert search_of(app, seated).offers == []


@pytest.mark.parametrize(
    "form",
    [
        {"run": 99, "offer": 0},
        {"run": "x", "offer": 0},
        {"offer": 1},
        {"run": 2, "offer": 7},
        {"run": 2},
    ],
)
def test_an_offer_that_is_not_there(floor: Now, post: Send, form: dict[str, Any]) -> None:
    before = floor().seating
    post("repair", held=1)
    answer = post("repair/take", **form)
    assert (answer.status_code, "This suggestion is no longer available." in said(answer)) == (
        409,
        True,
    )
    assert floor().seating == before


def test_a_search_for_a_seating_goes_first(app: Flask, seated: int, post: Send, floor: Now) -> None:
    with app.app_context():
        begin_search(cafe_of(seated), SearchKind.SEAT, by=None)
        db.session.commit()
    answer = post("repair", held=1)
    assert (answer.status_code, "A search for a new seating is running." in said(answer)) == (
        409,
        True,
    )
    assert floor().cafe.held == 0


def test_a_search_that_goes_on_shows_how_far_it_is(
    app: Flask, seated: int, organiser: Any, at: Send, post: Send
) -> None:
    with app.app_context():
        search = begin_search(cafe_of(seated), SearchKind.REPAIR, by=None)
        search.share = 420
        db.session.commit()
    page = organiser.get(at("repair"))
    assert ('value="420"' in page.text, 'hx-trigger="every 1s"' in page.text) == (True, True)
    piece = organiser.get(at("repair"), query_string={"part": 1})
    assert (piece.text.count("<html"), 'id="found"' in piece.text) == (0, True)
    assert post("repair/stop").status_code == 302
    assert search_of(app, seated).stop is True


def test_why_there_can_be_no_repair(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    with app.app_context():
        for table in db.session.scalars(sa.select(CafeTable)):
            table.seats = 3
        db.session.commit()
    post("repair", held=1)
    assert search_of(app, seated).state is SearchState.REFUSED
    page = said(organiser.get(at("repair")))
    assert "There is no seating that keeps all rules." in page
    assert "6 seats too few in round 2" in page


def test_a_repair_keeps_what_is_locked(app: Flask, seated: int, floor: Now, post: Send) -> None:
    post("lock", round=2, on="1")
    hold(app, seated, 1)
    before = floor()
    out = [key for key in before.people if key not in before.host_at][:1]
    post("repair", held=1, **marked(before, out))
    assert search_of(app, seated).offers
    for offer in search_of(app, seated).offers:
        then = seating_from_json(offer["content"])
        stay = {key for key in seating_of(before).paths if key not in out}
        assert {key: then.at(2, key) for key in stay} == {
            key: seating_of(before).at(2, key) for key in stay
        }


ROUNDS = st.integers(1, 6)


@given(st.sets(st.integers(1, 8)), ROUNDS)
def test_a_choice_shown_again_changes_nothing(absent: set[int], rounds: int) -> None:
    choice = comes_from(absent, rounds)
    within = {number for number in absent if number <= rounds}
    assert {
        number for number in absent_for(choice, frozenset(absent), rounds) if number <= rounds
    } == within


@given(ROUNDS, st.text(max_size=3))
def test_a_choice_is_the_first_rounds_or_nothing_new(rounds: int, typed: str) -> None:
    before = frozenset({rounds})
    absent = absent_for(typed, before, rounds)
    assert absent in [before, *(frozenset(range(1, number)) for number in range(1, rounds + 2))]


def test_marks_are_of_what_differs() -> None:
    people = {
        key: Guest(key, key, "", absent=frozenset(absent))
        for key, absent in {"a": (), "b": (2,), "c": (1,)}.items()
    }
    floor = CafeFloor(Cafe(rounds=3, held=0, questions=[]), [], people)
    late = {"a": "", "b": AS_BEFORE, "c": "2"}
    rows = [as_shown(guest, 3) for guest in people.values()]
    assert rows == ["a", "b||=", "c||2"]
    assert changed_marks(floor, [*rows, "d"], set(), late) == []
    found = changed_marks(floor, rows, {"a"}, {"a": "", "b": "", "c": "3"})
    assert [(one.key, one.out, sorted(one.absent)) for one in found] == [
        ("a", True, []),
        ("b", False, []),
        ("c", False, [1, 2]),
    ]


def test_who_is_marked_comes_first() -> None:
    rows = [
        Guest("a", "Ana", ""),
        Guest("b", "Ben", "", out=True),
        Guest("c", "Anila", "", absent=frozenset({1})),
    ]
    text = {"a": "ana", "b": "ben", "c": "anila"}
    assert [one.key for one in find_people(rows, "", text)] == ["b", "c", "a"]
    assert [one.key for one in find_people(rows, "an", text)] == ["c", "a"]
