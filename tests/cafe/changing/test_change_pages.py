"""Changing by hand: the price before the change, the change, what somebody else did meanwhile, locks."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask

from facilitate.cafe.actions import cafe_of
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.models import Cafe, CafeSeating, SearchKind, SeatingCause
from facilitate.cafe.search import begin_search, queue_search
from facilitate.data.db import db
from facilitate.events.models import Event
from tests.statements import count_statements

Now = Callable[[], CafeFloor]
Send = Callable[..., Any]


def said(response: Any) -> str:
    """The text of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))))


def two_at_other_tables(floor: CafeFloor, number: int) -> tuple[str, str]:
    """Two people who sit at different tables in that round."""
    assert floor.seating is not None
    a = next(iter(floor.guests))
    return a, next(
        key for key in floor.guests if floor.seating.at(number, key) != floor.seating.at(number, a)
    )


def names(floor: CafeFloor, *keys: str) -> list[str]:
    return [floor.people[key].name for key in keys]


def test_the_page_asks_for_round_person_and_place(organiser: Any, at: Send) -> None:
    page = organiser.get(at("change"))
    assert page.status_code == 200
    assert [
        name for name in ("round", "who", "with", "table") if f'name="{name}"' in page.text
    ] == [
        "round",
        "who",
        "with",
        "table",
    ]
    assert "You see what it costs before anything changes." in said(page)


def test_somebody_chosen_brings_the_cheapest(organiser: Any, at: Send, floor: Now) -> None:
    who = next(iter(floor().guests))
    page = organiser.get(at("change"), query_string={"round": 2, "who": who})
    assert "Cheapest swap in round 2" in said(page)
    assert page.text.count(f"who={who}&amp;with=") > 0


def test_the_price_stands_there_before_and_after_is_as_it_said(
    organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    a, b = two_at_other_tables(before, 2)
    one, two = names(before, a, b)
    page = organiser.get(at("change"), query_string={"round": 2, "who": a, "with": b})
    assert f"{one} and {two} swap places in round 2." in said(page)
    assert "2 slips change." in said(page)
    assert floor().seating == before.seating
    anyway = {"anyway": "1"} if "Do it anyway" in page.text else {}
    answer = post("change", round=2, who=a, **{"with": b}, **anyway)
    assert answer.status_code == 302
    then = floor()
    assert before.seating is not None
    assert then.seating is not None
    assert then.seating.at(2, a) == before.seating.at(2, b)
    assert then.seating.at(2, b) == before.seating.at(2, a)
    assert [
        round_
        for round_ in (1, 3)
        if then.seating.rounds[round_ - 1] != before.seating.rounds[round_ - 1]
    ] == []


def test_undo_brings_the_seating_back_and_redo_the_change(
    organiser: Any, floor: Now, post: Send, at: Send
) -> None:
    first = floor().seating
    a, b = two_at_other_tables(floor(), 2)
    post("change", round=2, who=a, anyway="1", **{"with": b})
    changed = floor().seating
    assert changed != first
    one, two = names(floor(), a, b)
    assert f"Undo: {one} ↔ {two}, round 2" in said(organiser.get(at("change")))
    assert post("undo").status_code == 302
    assert floor().seating == first
    assert f"Redo: {one} ↔ {two}, round 2" in said(organiser.get(at("change")))
    assert post("redo").status_code == 302
    assert floor().seating == changed


def test_a_move_that_breaks_a_rule_needs_the_other_button(
    organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    before = floor()
    assert before.seating is not None
    who = next(iter(before.guests))
    here = before.seating.at(2, who)
    table = next(table for table in before.tables if table.id != here)
    page = organiser.get(at("change"), query_string={"round": 2, "who": who, "table": table.id})
    assert f"moves from table {before.number_of(here)} to table {table.number} in round 2." in said(
        page
    )
    assert "It would break" in said(page)
    assert "Do it anyway" in said(page)
    answer = post("change", round=2, who=who, table=table.id)
    assert answer.status_code == 302
    assert answer.location.endswith(f"round=2&who={who}&table={table.id}")
    assert floor().seating == before.seating
    post("change", round=2, who=who, table=table.id, anyway="1")
    then = floor().seating
    assert then is not None
    assert then.at(2, who) == table.id
    assert then.metrics["violations"] > 0


def test_the_piece_with_the_price_alone(organiser: Any, at: Send, floor: Now) -> None:
    a, b = two_at_other_tables(floor(), 1)
    piece = organiser.get(at("price"), query_string={"round": 1, "who": a, "with": b})
    assert piece.status_code == 200
    assert piece.text.count("<html") == 0
    assert 'id="price"' in piece.text
    assert 'name="back" value="picture"' in piece.text
    assert organiser.get(at("price"), query_string={"round": 1, "who": a}).status_code == 302


def test_another_change_meanwhile_does_not_hinder(
    organiser: Any, floor: Now, post: Send, at: Send
) -> None:
    a, b = two_at_other_tables(floor(), 2)
    seen = floor().seating_id
    c, d = two_at_other_tables(floor(), 3)
    post("change", round=3, who=c, anyway="1", **{"with": d})
    answer = organiser.post(
        at("change"), data={"seating": seen, "round": 2, "who": a, "with": b, "anyway": "1"}
    )
    assert answer.status_code == 302
    with_both = floor()
    assert with_both.seating is not None
    assert len({with_both.seating.at(2, a), with_both.seating.at(2, b)}) == 2


def test_two_who_change_the_same_person_are_told(
    organiser: Any, sign_in: Any, floor: Now, post: Send, at: Send
) -> None:
    a, b = two_at_other_tables(floor(), 2)
    seen = floor().seating_id
    post("change", round=2, who=a, anyway="1", **{"with": b})
    held = floor()
    assert held.seating is not None
    answer = sign_in("staff").post(
        at("change"), data={"seating": seen, "round": 2, "who": a, "with": b, "anyway": "1"}
    )
    assert answer.status_code == 409
    number = held.number_of(held.seating.at(2, a))
    assert (
        f"in round 2 {names(held, a)[0]} now sits at table {number}. Nothing was changed."
        in said(answer)
    )
    assert floor().seating == held.seating


def test_what_is_no_change_is_refused(organiser: Any, at: Send, floor: Now, post: Send) -> None:
    now = floor()
    assert now.seating is not None
    a, *others = now.seating.people_at(2, now.tables[0].id)
    same = post("change", round=2, who=a, anyway="1", **{"with": others[0]})
    assert (same.status_code, "sit at the same table in round 2" in said(same)) == (409, True)
    shown = organiser.get(at("change"), query_string={"round": 2, "who": a, "with": others[0]})
    assert (shown.status_code, "sit at the same table in round 2" in said(shown)) == (422, True)
    assert "Cheapest swap in round 2" in said(shown)
    there = post("change", round=2, who=a, table=now.tables[0].id)
    assert (there.status_code, "is already at that table" in said(there)) == (409, True)
    gone = post("change", round=9, who=a, table=now.tables[1].id)
    assert (gone.status_code, "Round 9 no longer exists." in said(gone)) == (409, True)


def test_a_round_that_has_been_held_stays(
    app: Flask, floor: Now, post: Send, seated: int, organiser: Any, at: Send
) -> None:
    hold(app, seated, 1)
    a, b = two_at_other_tables(floor(), 1)
    answer = post("change", round=1, who=a, anyway="1", **{"with": b})
    assert (
        answer.status_code,
        "Round 1 has been held; what happened in it stays." in said(answer),
    ) == (
        409,
        True,
    )
    assert post("lock", round=1, who=a, on="1").status_code == 409
    hold(app, seated, 3)
    assert "All rounds have been held." in said(organiser.get(at("change")))


def hold(app: Flask, step_id: int, number: int) -> None:
    with app.app_context():
        cafe_of(step_id).held = number
        db.session.commit()


def test_who_and_what_is_not_there(organiser: Any, at: Send, floor: Now) -> None:
    who = next(iter(floor().guests))
    for query in (
        {"who": "p999999"},
        {"who": who, "with": "x"},
        {"who": who, "table": 999},
        {"who": who, "with": who},
        {"round": 0},
    ):
        assert organiser.get(at("change"), query_string=query).status_code == 404
        assert organiser.post(at("change"), data=query).status_code == 404


def test_nothing_chosen_leads_back(post: Send, at: Send) -> None:
    answer = post("change", round=2)
    assert (answer.status_code, answer.location) == (302, at("change"))


@pytest.mark.parametrize("page", ["change", "price", "history", "walk-ins", "repair"])
def test_who_may_see_the_pages(sign_in: Any, at: Send, page: str) -> None:
    roles = [
        "organiser",
        "lead_facilitator",
        "facilitator",
        "staff",
        "viewer",
        "note_taker",
        "stranger",
    ]
    codes = [sign_in(role).get(at(page)).status_code for role in roles]
    fine = 302 if page == "price" else 200
    assert codes == [fine, fine, fine, fine, 403, 403, 404]


@pytest.mark.parametrize(
    "page",
    [
        "change",
        "lock",
        "undo",
        "redo",
        "history",
        "walk-ins",
        "repair",
        "repair/take",
        "repair/stop",
    ],
)
def test_who_may_change(sign_in: Any, at: Send, page: str) -> None:
    assert [
        sign_in(role).post(at(page)).status_code for role in ("viewer", "note_taker", "stranger")
    ] == [
        403,
        403,
        404,
    ]


@pytest.mark.parametrize("page", ["lock", "undo", "redo", "repair/take", "repair/stop"])
def test_changes_are_posted(organiser: Any, at: Send, page: str) -> None:
    assert organiser.get(at(page)).status_code == 405


@pytest.mark.parametrize("page", ["change", "price", "history", "walk-ins", "repair"])
def test_another_step_is_no_cafe(
    organiser: Any, steps: dict[str, int], seated: int, page: str
) -> None:
    assert organiser.get(f"/events/spring/cafe/{steps['Opening']}/{page}").status_code == 404
    assert (
        organiser.post(
            f"/events/spring/cafe/999999/{'repair/take' if page == 'price' else page}"
        ).status_code
        == 404
    )


def test_before_anybody_is_seated(organiser: Any, cafe: int) -> None:
    base = f"/events/spring/cafe/{cafe}"
    assert "Seat everyone first" in said(organiser.get(f"{base}/change"))
    for page in ("change", "lock", "walk-ins", "repair"):
        answer = organiser.post(f"{base}/{page}", data={"round": 1})
        assert (page, answer.status_code) == (page, 409)
        assert "Nobody has a seat yet. Seat everyone first." in said(answer)
    assert organiser.post(f"{base}/undo").status_code == 409
    assert "No seat has been given yet." in said(organiser.get(f"{base}/history"))
    assert "Seat everyone first" in said(organiser.get(f"{base}/repair"))


def test_a_round_more_than_the_seating_has(
    app: Flask, seated: int, organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    with app.app_context():
        cafe_of(seated).rounds = 4
        db.session.commit()
    assert "Nothing can be changed now" in said(organiser.get(at("change")))
    a, b = two_at_other_tables(floor(), 2)
    answer = post("change", round=2, who=a, **{"with": b})
    assert (
        answer.status_code,
        "The café now has 4 rounds, but the seating only 3." in said(answer),
    ) == (
        409,
        True,
    )


def test_a_locked_seat_is_kept_by_a_new_search(
    app: Flask, cast: Any, floor: Now, post: Send, seated: int, organiser: Any, at: Send
) -> None:
    a, _b = two_at_other_tables(floor(), 2)
    assert post("lock", round=2, who=a, on="1").status_code == 302
    before = floor()
    assert before.seating is not None
    assert before.seating.locked == {(2, a)}
    assert "1 locked seat" in said(organiser.get(at("change"), query_string={"who": a}))
    with app.app_context():
        search = begin_search(
            cafe_of(seated), SearchKind.SEAT, by=None, asked={"seed": 5, "effort": "quick"}
        )
        db.session.commit()
        queue_search(search)
    after = floor()
    assert after.seating is not None
    assert after.seating != before.seating
    assert after.seating.at(2, a) == before.seating.at(2, a)
    assert after.seating.locked == {(2, a)}
    assert post("lock", round=2, who=a, on="0").status_code == 302
    assert floor().seating.locked == frozenset()  # type: ignore[union-attr]


def test_a_locked_round_is_kept_by_a_new_search(
    app: Flask, floor: Now, post: Send, seated: int, organiser: Any, at: Send
) -> None:
    assert post("lock", round=2, on="1").status_code == 302
    before = floor()
    assert before.seating is not None
    assert before.seating.locked_rounds == {2}
    assert "Undo: Round 2 locked" in said(organiser.get(at("change")))
    with app.app_context():
        search = begin_search(
            cafe_of(seated), SearchKind.SEAT, by=None, asked={"seed": 5, "effort": "quick"}
        )
        db.session.commit()
        queue_search(search)
    after = floor()
    assert after.seating is not None
    assert [set(table) for table in after.seating.rounds[1]] == [
        set(table) for table in before.seating.rounds[1]
    ]
    assert after.seating.rounds[2] != before.seating.rounds[2]


def test_a_lock_stays_with_who_is_moved_anyway(
    organiser: Any, at: Send, floor: Now, post: Send
) -> None:
    a, b = two_at_other_tables(floor(), 2)
    post("lock", round=2, who=a, on="1")
    page = organiser.get(at("change"), query_string={"round": 2, "who": a, "with": b})
    assert f"{names(floor(), a)[0]}’s seat at table" in said(page)
    post("change", round=2, who=a, anyway="1", **{"with": b})
    now = floor().seating
    assert now is not None
    assert now.locked == {(2, a)}
    assert [one for one in now.why if one["kind"] == "locked"] == []


def test_a_lock_is_of_the_event(post: Send, floor: Now) -> None:
    assert post("lock", round=2, who="p999999", on="1").status_code == 404


def test_who_did_it_is_kept(app: Flask, cast: Any, floor: Now, post: Send, sign_in: Any) -> None:
    a, b = two_at_other_tables(floor(), 2)
    post("change", client=sign_in("staff"), round=2, who=a, anyway="1", **{"with": b})
    with app.app_context():
        row = db.session.get_one(CafeSeating, floor().seating_id)
        assert (row.did, row.user_id, row.about["who"], row.about["round"]) == (
            SeatingCause.SWAPPED,
            cast.users["staff"],
            [a, b],
            2,
        )


@pytest.mark.parametrize("page", ["change", "history", "walk-ins", "repair"])
def test_pages_ask_little(organiser: Any, at: Send, app: Flask, page: str, post: Send) -> None:
    post("lock", round=3, on="1")
    organiser.get(at(page))
    with count_statements() as statements:
        organiser.get(at(page))
    assert len(statements) <= 16


def test_a_price_asks_little(organiser: Any, at: Send, floor: Now) -> None:
    a, b = two_at_other_tables(floor(), 2)
    for page in ("change", "price"):
        with count_statements() as statements:
            organiser.get(at(page), query_string={"round": 2, "who": a, "with": b})
        assert len(statements) <= 16


def test_the_picture_carries_the_hands(organiser: Any, sign_in: Any, seated: int) -> None:
    address = f"/events/spring/cafe?step={seated}"
    page = organiser.get(address)
    assert (page.text.count('id="cafe-hands"'), page.text.count("cafe_changing.js")) == (1, 1)
    assert "Undo: Everyone seated" in said(page)
    other = sign_in("viewer").get(address)
    assert (
        other.text.count('id="cafe-hands"'),
        other.text.count("cafe_changing.js"),
        other.text.count("Undo:"),
    ) == (0, 0, 0)


def test_a_step_of_another_event(app: Flask, organiser: Any, seated: int, cast: Any) -> None:
    with app.app_context():
        other = Event(
            **{
                column.name: getattr(db.session.get_one(Event, cast.event_id), column.name)
                for column in Event.__table__.columns
                if column.name not in ("id", "slug", "version")
            },
            slug="other",
        )
        db.session.add(other)
        db.session.commit()
        assert db.session.query(Cafe).count() == 1
    assert organiser.get(f"/events/other/cafe/{seated}/change").status_code == 404


def test_with_as_many_rounds_as_tables_every_exchange_breaks_a_rule(
    few_tables: int, organiser: Any, at: Send, floor: Now
) -> None:
    who = next(iter(floor().guests))
    page = said(organiser.get(at("change"), query_string={"round": 2, "who": who}))
    assert "would break a rule in this round; these break the fewest." in page
    assert "breaks 2 rules" in page
