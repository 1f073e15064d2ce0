"""In the room: the clock's buttons, what counts as held, two who press at once, the wall."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from facilitate.cafe.models import Cafe, CafeClock
from facilitate.data.db import db
from tests.statements import count_statements

BASE = "/events/spring/cafe"


def press(client, step_id: int, what: str, seen: str, **more):
    return client.post(f"{BASE}/{step_id}/room/press", data={"press": what, "seen": seen, **more})


def test_the_page_opens_before_anything_is_there(organiser, steps) -> None:
    page = organiser.get(f"{BASE}/{steps['A second café']}/room")
    assert page.status_code == 200
    assert "Nobody has a seat yet" in page.text


def test_roles(sign_in, seated) -> None:
    for path in ("room", "clock.json"):
        assert sign_in("viewer").get(f"{BASE}/{seated}/{path}").status_code == 200
        assert sign_in("stranger").get(f"{BASE}/{seated}/{path}").status_code == 404
        assert sign_in("organiser").get(f"{BASE}/999/{path}").status_code == 404
    assert sign_in("viewer").get(f"{BASE}/{seated}/wall").status_code == 403
    assert sign_in("note_taker").get(f"{BASE}/{seated}/wall").status_code == 403
    assert sign_in("facilitator").get(f"{BASE}/{seated}/wall").status_code == 200
    assert sign_in("stranger").get(f"{BASE}/{seated}/wall").status_code == 404
    assert sign_in("organiser").get(f"{BASE}/999/wall").status_code == 404
    assert "Start round 1" not in re.sub(
        r'data-say="[^"]*"', "", sign_in("viewer").get(f"{BASE}/{seated}/room").text
    )


@pytest.mark.parametrize(
    "path", ["room/press", "room/began", "room/held", "room/over", "find/open", "find/close"]
)
def test_buttons_need_the_role(sign_in, steps, seated, path) -> None:
    for role, status in [("viewer", 403), ("note_taker", 403), ("stranger", 404)]:
        assert sign_in(role).post(f"{BASE}/{seated}/{path}").status_code == status
    organiser = sign_in("organiser")
    assert organiser.get(f"{BASE}/{seated}/{path}").status_code == 405
    assert organiser.post(f"{BASE}/999/{path}").status_code == 404
    assert organiser.post(f"{BASE}/{steps['Opening']}/{path}").status_code == 404


def test_starting_counts_the_round_as_held(sign_in, seated, kept) -> None:
    staff = sign_in("staff")
    answer = press(staff, seated, "start", "0-before")
    assert (answer.status_code, answer.location) == (302, f"{BASE}/{seated}/room")
    assert kept(seated) == (1, (1, "talk", 0, None))
    assert "Round 1 of 3" in staff.get(f"{BASE}/{seated}/room").text


def test_a_round_of_presses(organiser, seated, kept) -> None:
    for what, seen, held, stands in [
        ("start", "0-before", 1, (1, "talk", 0, None)),
        ("more", "1-talk", 1, (1, "talk", 60, None)),
        ("less", "1-talk", 1, (1, "talk", 0, None)),
        ("pause", "1-talk", 1, (1, "talk", 0, 1200)),
        ("resume", "1-talk", 1, (1, "talk", 0, None)),
        ("next", "1-talk", 1, (1, "move", 0, None)),
        ("next", "1-move", 2, (2, "talk", 0, None)),
        ("back", "2-talk", 2, (1, "move", 0, None)),
        ("stop", "1-move", 2, None),
        ("start", "0-before", 3, (3, "talk", 0, None)),
        ("next", "3-talk", 3, (3, "move", 0, None)),
        ("next", "3-move", 3, (3, "harvest", 0, None)),
        ("next", "3-harvest", 3, (3, "over", 0, None)),
    ]:
        press(organiser, seated, what, seen)
        assert kept(seated) == (held, stands), what
    assert "All rounds are over" in organiser.get(f"{BASE}/{seated}/room").text


def test_two_who_press_one_after_the_other_move_it_on_once(
    organiser, seated, kept, clock_at
) -> None:
    clock_at(seated, 1, "talk", 300)
    press(organiser, seated, "next", "1-talk")
    answer = press(organiser, seated, "next", "1-talk")
    assert kept(seated)[1] == (1, "move", 0, None)
    assert "Nothing was changed" in organiser.get(answer.location).text


@pytest.mark.both_databases
def test_two_who_press_at_once_move_it_on_once(app, sign_in, seated, kept, clock_at) -> None:
    clock_at(seated, 1, "talk", 300)
    clients = [sign_in(role) for role in ("organiser", "staff", "facilitator", "lead_facilitator")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda client: press(client, seated, "next", "1-talk", json="1"), clients)
        )
    assert [answer.status_code for answer in answers] == [200] * 4
    assert kept(seated)[1] == (1, "move", 0, None)
    assert sorted(bool(answer.json["told"]) for answer in answers) == [False, True, True, True]


def test_two_who_start_at_once_start_one_round(organiser, seated, kept) -> None:
    press(organiser, seated, "start", "0-before")
    press(organiser, seated, "start", "0-before")
    assert kept(seated) == (1, (1, "talk", 0, None))


def test_a_press_for_a_phase_that_is_over_by_itself_does_not_count(
    organiser, seated, kept, clock_at
) -> None:
    clock_at(seated, 1, "talk", 1201)
    press(organiser, seated, "next", "1-talk")
    assert kept(seated) == (1, (1, "talk", 0, None))


def test_rounds_that_began_by_themselves_are_told_and_count(
    organiser, seated, kept, clock_at
) -> None:
    clock_at(seated, 1, "talk", 1600)
    assert organiser.post(f"{BASE}/{seated}/room/began").status_code == 204
    assert kept(seated)[0] == 2
    clock_at(seated, 1, "talk", 3100)
    press(organiser, seated, "stop", "3-talk")
    assert kept(seated) == (3, None)


def test_began_says_nothing_before_the_clock_does(organiser, seated, kept) -> None:
    organiser.post(f"{BASE}/{seated}/room/began")
    assert kept(seated) == (0, None)


def test_what_cannot_be_pressed(organiser, seated, kept) -> None:
    assert press(organiser, seated, "dance", "0-before").status_code == 422
    answer = press(organiser, seated, "pause", "0-before", json="1")
    assert (answer.status_code, answer.json["told"]) == (
        200,
        "That changes nothing at this moment.",
    )
    assert kept(seated) == (0, None)


def test_a_minute_is_not_taken_from_the_last_one(organiser, seated, kept, clock_at) -> None:
    clock_at(seated, 1, "talk", 1170)
    press(organiser, seated, "less", "1-talk")
    assert kept(seated)[1] == (1, "talk", 0, None)


def test_held_by_hand_and_start_over(organiser, seated, kept, clock_at) -> None:
    clock_at(seated, 1, "talk", 10)
    for held, status in [("2", 302), ("4", 422), ("-1", 422), ("x", 422), ("", 422)]:
        assert (
            organiser.post(f"{BASE}/{seated}/room/held", data={"held": held}).status_code == status
        )
    assert kept(seated)[0] == 2
    organiser.post(f"{BASE}/{seated}/room/over")
    assert kept(seated) == (0, None)


def test_the_state_for_devices(organiser, seated, clock_at) -> None:
    asleep = organiser.get(f"{BASE}/{seated}/clock.json").json
    assert (asleep["begun"], asleep["legs"], asleep["first"]) == (False, [], 1)
    clock_at(seated, 2, "move", 60)
    state = organiser.get(f"{BASE}/{seated}/clock.json").json
    assert [(leg["round"], leg["phase"]) for leg in state["legs"]] == [
        (2, "move"),
        (3, "talk"),
        (3, "move"),
        (3, "harvest"),
    ]
    assert state["legs"][0]["to"] - state["legs"][0]["from"] == 300_000
    assert 239_000 < state["legs"][0]["to"] - state["now"] <= 240_000
    clock_at(seated, 2, "talk", 60, left=77)
    state = organiser.get(f"{BASE}/{seated}/clock.json").json
    assert (state["paused"], state["left"]) == (True, 77)


def test_the_wall_shows_names_before_and_while_people_move(
    app, organiser, seated, floor, clock_at
) -> None:
    names = floor().seating
    page = organiser.get(f"{BASE}/{seated}/wall?lang=en").text
    assert 'data-view="names"' in page
    assert "Round 1: find your name, then your table" in page
    assert page.count("<li data-tables") == 24
    guest, table = "p" + str(min(int(key[1:]) for key in names.paths)), floor().number_of
    numbers = " ".join(str(table(one)) for one in names.path(guest))
    person = floor().people[guest]
    line = re.search(
        rf'<li data-tables="([\d ]+)"[^>]*><i[^>]*>[^<]*</i><span><b>{person.given}</b> {person.family}</span><em>(\d+)</em>',
        page,
    )
    assert line is not None
    assert line.groups() == (numbers, numbers.split()[0])
    clock_at(seated, 1, "move", 5)
    page = organiser.get(f"{BASE}/{seated}/wall?lang=en").text
    assert "Round 2: find your name" in page
    assert f"{person.family}</span><em>{numbers.split()[1]}</em>" in page


@pytest.mark.parametrize(
    ("round", "phase", "view"),
    [(2, "talk", "talk"), (3, "move", "plenary"), (3, "harvest", "plenary"), (3, "over", "over")],
)
def test_the_wall_follows_the_clock(organiser, seated, clock_at, round, phase, view) -> None:
    clock_at(seated, round, phase, 5)
    assert f'data-view="{view}"' in organiser.get(f"{BASE}/{seated}/wall").text
    assert 'data-view="names"' in organiser.get(f"{BASE}/{seated}/wall?round=2").text


def test_the_wall_speaks_the_events_language_and_asks_the_rounds_question(
    app, organiser, seated
) -> None:
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).where(Cafe.step_id == seated)).one()
        cafe.questions = [{"en": "What lasts?", "sq": "Çfarë mbetet?"}]
        db.session.commit()
    page = organiser.get(f"{BASE}/{seated}/wall").text
    assert '<html lang="sq">' in page
    assert '<p class="wall-question" data-round="1" hidden>Çfarë mbetet?</p>' in page
    assert '<html lang="en">' in organiser.get(f"{BASE}/{seated}/wall?lang=en").text


def test_the_wall_by_family_name_and_without_seats(organiser, steps, seated) -> None:
    page = organiser.get(f"{BASE}/{seated}/wall?by=family").text
    assert re.findall(r"<span><b>(\w+)</b>", page)[:3] == ["Basha", "Çela", "Dervishi"]
    empty = organiser.get(f"{BASE}/{steps['A second café']}/wall?lang=en").text
    assert "Nobody has a seat yet." in empty


def test_nothing_is_left_of_a_clock_whose_café_goes(app, seated, clock_at) -> None:
    clock_at(seated, 1, "talk", 5)
    with app.app_context():
        db.session.delete(db.session.scalars(sa.select(Cafe).where(Cafe.step_id == seated)).one())
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CafeClock)) == 0


@pytest.mark.parametrize("path", ["room", "wall", "clock.json"])
def test_few_questions_to_the_database(organiser, large, seated, path) -> None:
    with count_statements() as many:
        assert organiser.get(f"{BASE}/{large}/{path}").status_code == 200
    with count_statements() as few:
        organiser.get(f"{BASE}/{seated}/{path}")
    assert len(many) == len(few) <= 14


def test_held_by_hand_is_not_less_than_the_clock_says(
    organiser, seated, kept, clock_at, monkeypatch
) -> None:
    """It would say so again at once; once it is stopped, it says nothing."""
    clock_at(seated, 2, "talk", 10)
    answer = organiser.post(f"{BASE}/{seated}/room/held", data={"held": "1"})
    assert answer.status_code == 409
    assert "By the clock 2 rounds have begun. Stop the clock first." in answer.text
    press(organiser, seated, "stop", "2-talk")
    organiser.post(f"{BASE}/{seated}/room/held", data={"held": "1"})
    assert kept(seated) == (1, None)
