"""Searching for a seating: one search however many press, watched, stopped, cut off, refused; offers compared and taken."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import IO, Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.cafe import engine_process, search
from facilitate.cafe.actions import cafe_of, save_seating
from facilitate.cafe.models import (
    Cafe,
    CafeSearch,
    CafeSeating,
    CafeTable,
    Priority,
    SearchKind,
    SearchState,
    SeatingCause,
)
from facilitate.cafe.queries import current_seating
from facilitate.cafe.rotation import Infeasible, SearchProgress
from facilitate.cafe.seats import seating_from_json
from facilitate.data.db import db
from facilitate.participation.models import Participation, Standing

from ... import moment

HX = {"HX-Request": "true"}


def rows(app: Flask) -> list[CafeSeating]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeSeating).order_by(CafeSeating.id)))


def kept(app: Flask) -> CafeSearch:
    with app.app_context():
        return db.session.scalars(sa.select(CafeSearch)).one()


def begun(app: Flask, cafe: int, kind: SearchKind = SearchKind.SEAT, **more: Any) -> int:
    """A search that was begun and not yet worked on; the café's number."""
    with app.app_context():
        row = search.begin_search(cafe_of(cafe), kind, by=None, asked={"effort": "quick"})
        for name, value in more.items():
            setattr(row, name, value)
        db.session.commit()
        return row.cafe_id


def work(app: Flask, number: int, run: int = 1) -> None:
    """What the worker does with it."""
    with app.app_context():
        search.search_seating(number, run)


def test_one_press_seats_everybody(
    organiser: FlaskClient, app: Flask, cafe: int, people, to, cast
) -> None:
    answer = organiser.post(to("seat"), data={"priority": "mixed"})
    assert (answer.status_code, answer.location) == (302, f"/events/spring/cafe?step={cafe}")
    (row,) = rows(app)
    seating = seating_from_json(row.content)
    assert len(seating.paths) == 24
    assert all(None not in path for path in seating.paths.values())
    assert (row.did, row.user_id, row.about) == (
        SeatingCause.SEATED,
        cast.users["organiser"],
        {"way": "mixed", "after": 0},
    )
    assert (seating.how["priority"], seating.how["seed"]) == ("mixed", 0)
    with app.app_context():
        assert db.session.scalars(sa.select(Cafe.priority)).one() is Priority.MIXED


def test_again_gives_another_one_and_keeps_the_priority(
    organiser: FlaskClient, app: Flask, cafe: int, people, to
) -> None:
    organiser.post(to("seat"), data={"priority": "balanced"})
    organiser.post(to("seat"), data={"seed": "1"})
    organiser.post(to("seat"), data={"seed": "-7", "priority": "nonsense"})
    hows = [seating_from_json(row.content).how for row in rows(app)]
    assert [(how["priority"], how["seed"]) for how in hows] == [
        ("balanced", 0),
        ("balanced", 1),
        ("balanced", 0),
    ]


def test_rounds_held_stay(organiser: FlaskClient, app: Flask, seated: int, to) -> None:
    with app.app_context():
        db.session.execute(sa.update(Cafe).values(held=1))
        db.session.commit()
    organiser.post(to("seat"), data={"seed": "5"})
    first, second = (seating_from_json(row.content) for row in rows(app))
    assert [set(table) for table in first.rounds[0]] == [set(table) for table in second.rounds[0]]
    with app.app_context():
        db.session.execute(sa.update(Cafe).values(held=3))
        db.session.commit()
    answer = organiser.post(to("seat"))
    assert answer.status_code == 409
    assert "All rounds have already been held" in answer.text


def test_nothing_to_seat(organiser: FlaskClient, app: Flask, steps, cafe: int, to) -> None:
    assert (
        "There is no table yet."
        in organiser.post(f"/events/spring/cafe/{steps['A second café']}/seat").text
    )
    answer = organiser.post(to("compare"))
    assert answer.status_code == 409
    assert "Nobody has confirmed yet" in answer.text
    assert rows(app) == []


@pytest.mark.both_databases
def test_two_who_press_at_once_get_one_seating(
    sign_in, app: Flask, cafe: int, people, to, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = [sign_in("organiser"), sign_in("lead_facilitator"), sign_in("organiser")]
    ready = threading.Barrier(len(clients))
    answers = []
    others = (
        threading.Event()
    )  # the two who did not begin the search have their answer: it goes on until then
    searched = engine_process.search_runs

    def search_on(*task: Any) -> Any:
        assert others.wait(60), "The others were not answered while the search went on."
        return searched(*task)

    monkeypatch.setattr(engine_process, "search_runs", search_on)

    def press(client: FlaskClient) -> None:
        ready.wait()
        answers.append(client.post(to("seat")).status_code)
        if len(answers) == 2:
            others.set()

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302, 302]
    assert len(rows(app)) == 1
    assert kept(app).run == 1


@pytest.mark.both_databases
def test_a_search_is_told_to_stop_and_the_page_stays_open_meanwhile(
    app: Flask, sign_in, page: str, cafe: int, people, to, monkeypatch
) -> None:
    number = begun(app, cafe)
    found = engine_process.search_runs

    def slow(given: Any, watch: engine_process.Watch, patience: float) -> Any:
        while watch(0, SearchProgress(0.3, 2, 0.94)):
            time.sleep(0.02)
        return found(given, watch, patience)

    monkeypatch.setattr(engine_process, "search_runs", slow)
    worker = threading.Thread(target=work, args=(app, number))
    worker.start()
    client = sign_in("organiser")
    _until(lambda: kept(app).mix > 0)
    assert "so far" in client.get(to("searching"), headers=HX).text
    assert "Stop and use the best so far" in client.get(page).text
    client.post("/language", data={"language": "sq"})  # something is written: no lock is held
    asked = time.monotonic()
    assert client.post(to("seat/stop")).status_code == 302
    worker.join(20)
    assert time.monotonic() - asked < 10  # a second, where the machine has nothing else to do
    assert kept(app).state is SearchState.DONE
    assert len(rows(app)) == 1


def test_stopped_when_it_is_over_by_itself_it_gives_what_it_found(
    app: Flask, people, cafe: int, monkeypatch
) -> None:
    number = begun(app, cafe)
    found, lines = engine_process.search_runs, engine_process._lines

    def late(target: IO[bytes], patience: float) -> Iterator[dict[str, Any] | None]:
        told = list(lines(target, 60))  # until the process has ended
        yield from [None, *told]

    def stopped(task: Any, watch: engine_process.Watch, patience: float) -> Any:
        return found(task, lambda *_far: False, patience)

    monkeypatch.setattr(engine_process, "_lines", late)
    monkeypatch.setattr(engine_process, "search_runs", stopped)
    work(app, number)
    assert kept(app).state is SearchState.DONE
    assert len(rows(app)) == 1


def _until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_how_far_it_is(
    organiser: FlaskClient, app: Flask, page: str, cafe: int, people, to
) -> None:
    begun(app, cafe, share=400, repeats=2, mix=947)
    text = organiser.get(page).text
    assert "Everybody is being seated" in text
    assert "2 pairs meet again so far, tables mixed: 94% of the best possible" in text
    assert 'hx-trigger="every 1s"' in text
    assert 'http-equiv="refresh"' in text
    assert "Seat everyone again" not in text
    part = organiser.get(to("searching"), headers=HX)
    assert "HX-Refresh" not in part.headers
    assert "94%" in part.text
    assert organiser.get(to("searching")).status_code == 302
    begun(app, cafe, share=10, mix=-220)  # people together by county are less even than by chance
    assert "tables mixed: 0% of the best possible" in organiser.get(page).text
    begun(app, cafe)
    organiser.post(to("seat/stop"))
    assert "Stopping with the best result so far." in organiser.get(page).text


def test_who_joins_a_search_begins_no_other(
    organiser: FlaskClient, app: Flask, cafe: int, people, to
) -> None:
    begun(app, cafe, share=400)
    organiser.post(to("seat"))
    assert (kept(app).run, kept(app).share, rows(app)) == (1, 400, [])


def test_when_it_is_over_the_page_loads_anew(organiser: FlaskClient, seated: int, to) -> None:
    assert organiser.get(to("searching"), headers=HX).headers["HX-Refresh"] == "true"


def test_a_search_cut_off_says_so_and_can_be_pressed_again(
    organiser: FlaskClient, app: Flask, page: str, cafe: int, people, to
) -> None:
    begun(app, cafe, share=400, beat=moment.now() - timedelta(minutes=2))
    assert "The search was interrupted" in organiser.get(page).text
    organiser.post(to("seat"))
    assert kept(app).run == 2
    assert "The search was interrupted" not in organiser.get(page).text
    assert len(rows(app)) == 1


def test_a_search_whose_worker_was_killed_is_done_by_another(app: Flask, cafe: int, people) -> None:
    number = begun(app, cafe, share=400)
    work(app, number)
    assert rows(app) == []  # somebody is at it
    with app.app_context():
        db.session.execute(sa.update(CafeSearch).values(beat=moment.now() - timedelta(minutes=2)))
        db.session.commit()
    work(app, number)
    assert (kept(app).state, len(rows(app))) == (SearchState.DONE, 1)


def test_a_worker_of_an_older_search_changes_nothing(app: Flask, cafe: int, people) -> None:
    number = begun(app, cafe, run=2)
    work(app, number, run=1)
    assert (kept(app).state, rows(app)) == (SearchState.RUNNING, [])


def test_an_error_of_the_engine_is_told(
    organiser: FlaskClient, app: Flask, page: str, cafe: int, people, to
) -> None:
    number = begun(app, cafe, asked={"effort": "no such"})
    work(app, number)
    assert kept(app).state is SearchState.FAILED
    assert "ended because of an error in the planner" in organiser.get(page).text


def test_the_impossible_is_refused_with_the_way_to_mend_it(
    organiser: FlaskClient, app: Flask, page: str, cafe: int, people, to
) -> None:
    with app.app_context():
        db.session.execute(sa.update(CafeTable).values(seats=7))
        db.session.commit()
    organiser.post(to("seat"))
    text = organiser.get(page).text
    assert "Nobody can be seated like this." in text
    assert "There are 3 seats too few in round 1." in text
    assert to("tables") in text
    assert rows(app) == []


def test_a_cafe_changed_during_the_search_takes_its_seating_all_the_same(
    app: Flask, cafe: int, people, monkeypatch
) -> None:
    number = begun(app, cafe)

    def changes(*given: Any) -> Any:
        with app.app_context():
            cafe_of(cafe).minutes = 25
            db.session.commit()
        return found(*given)

    found = engine_process.search_runs
    monkeypatch.setattr(engine_process, "search_runs", changes)
    work(app, number)
    assert len(rows(app)) == 1


def seat_meanwhile(app: Flask, cafe: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the search goes on, somebody moves a person by hand."""
    found = engine_process.search_runs

    def changes(*given: Any) -> Any:
        with app.app_context():
            row = cafe_of(cafe)
            now = current_seating(row)
            assert now
            save_seating(row, seating_from_json(now.content), SeatingCause.MOVED, by=None)
            db.session.commit()
        return found(*given)

    monkeypatch.setattr(engine_process, "search_runs", changes)


def test_a_seating_that_came_too_late_is_offered(
    organiser: FlaskClient, app: Flask, page: str, seated: int, to, monkeypatch
) -> None:
    number = begun(app, seated)
    seat_meanwhile(app, seated, monkeypatch)
    work(app, number, run=2)
    assert [row.did for row in rows(app)] == [SeatingCause.SEATED, SeatingCause.MOVED]
    text = organiser.get(page).text
    assert "somebody has changed the seating in the meantime" in text
    now = rows(app)[-1].id
    stale = organiser.post(to("take"), data={"number": 0, "run": 2, "seating": now - 1})
    assert stale.status_code == 409
    assert (
        organiser.post(to("take"), data={"number": 0, "run": 2, "seating": now}).status_code == 302
    )
    assert [row.did for row in rows(app)] == [
        SeatingCause.SEATED,
        SeatingCause.MOVED,
        SeatingCause.SEATED,
    ]
    assert "somebody has changed" not in organiser.get(page).text


def test_a_round_held_meanwhile_is_not_changed(
    organiser: FlaskClient, app: Flask, seated: int, to
) -> None:
    organiser.post(to("compare"))
    offers = [seating_from_json(one["content"]) for one in kept(app).offers]
    before = seating_from_json(rows(app)[-1].content)
    with app.app_context():
        db.session.execute(sa.update(Cafe).values(held=1))
        db.session.commit()
    assert offers
    for number, one in enumerate(offers):
        same = search.same_held(before, one, 1)
        answer = organiser.post(
            to("take"), data={"number": number, "run": 2, "seating": rows(app)[-1].id}
        )
        assert answer.status_code == (302 if same else 409)
        if same:
            break


def test_four_ways_are_compared_and_one_is_taken(
    organiser: FlaskClient, app: Flask, seated: int, to, sign_in
) -> None:
    assert "Nothing has been compared yet" in organiser.get(to("compare")).text
    answer = organiser.post(to("compare"))
    assert (answer.status_code, answer.location) == (302, to("compare"))
    text = organiser.get(to("compare")).text
    for words in (
        "Meet new people",
        "Balanced",
        "Mixed tables",
        "like the whole room",
        "others of 23.",
    ):
        assert words.lower() in text.lower()
    assert text.count("Use this") == 4
    assert len(rows(app)) == 1  # nothing has changed yet
    data = {"number": 2, "run": 2, "seating": rows(app)[0].id}
    assert sign_in("facilitator").post(to("take"), data=data).status_code == 403
    assert organiser.post(to("take"), data=data).location == f"/events/spring/cafe?step={seated}"
    assert rows(app)[-1].about == {"way": "mixed", "after": rows(app)[0].id}
    assert organiser.post(to("take"), data=data).status_code == 409


@pytest.mark.parametrize(
    "data", [{}, {"number": "x"}, {"number": "7"}, {"number": "-1"}, {"number": "0", "run": "1"}]
)
def test_what_is_not_on_offer_is_refused(
    organiser: FlaskClient, app: Flask, seated: int, to, data: dict[str, str]
) -> None:
    organiser.post(to("compare"))
    now = rows(app)[-1].id
    assert organiser.post(to("take"), data={"seating": now, "run": "2", **data}).status_code == 409
    assert len(rows(app)) == 1


def task(people: int = 8, **more: Any) -> dict[str, Any]:
    guests = [{"id": f"p{n}", "sector": "a", "region": "b"} for n in range(people)]
    event = {"rounds": 2, "tables": 2, "participants": guests, **more}
    runs = [
        {"event": event, "priority": way, "seed": 0, "effort": "quick", "keep": None}
        for way in ("meet", "mixed")
    ]
    return {"held": [], "runs": runs, "deadline": 60.0}


def test_the_engine_beside_finds_what_it_finds_here() -> None:
    said: list[dict[str, Any]] = []
    engine_process.work_off_task(task(), said.append, threading.Event())
    here = [json.loads(json.dumps(one["found"])) for one in said if "found" in one]
    assert [
        one["rounds"]
        for one in engine_process.search_runs(task(), lambda _number, _step: True, 0.4)
    ] == [one["rounds"] for one in here]


def test_the_engine_beside_refuses_with_its_reason() -> None:
    with pytest.raises(Infeasible) as refused:
        engine_process.search_runs(task(capacities=[3, 3]), lambda _number, _step: True, 0.4)
    assert (refused.value.reason.kind, refused.value.reason.number) == ("seats", 2)


def test_an_engine_that_breaks_off_is_an_error() -> None:
    broken = task()
    broken["runs"][0]["effort"] = "no such"
    with pytest.raises(RuntimeError):
        engine_process.search_runs(broken, lambda _number, _step: True, 0.4)


def test_stopping_is_asked_for_once_and_ends_every_run() -> None:
    long = task(61, rounds=9, tables=7)  # no seating of so many rounds reaches what is proved
    for number, one in enumerate(long["runs"][0]["event"]["participants"]):
        one["sector"], one["region"] = str(number * number % 7), str(number * number * 3 % 11)
    for run in long["runs"]:
        run["effort"] = "long"
    seen: list[SearchProgress] = []

    def watch(_number: int, step: SearchProgress) -> bool:
        seen.append(step)
        return False

    found = engine_process.search_runs(long, watch, 0.4)
    assert [one["stopped"] for one in found] == ["asked", "asked"]
    assert len(seen) == 1


def test_a_repair_lets_people_come_back_to_a_table_where_there_is_no_other_way(
    app: Flask, seated: int, floor
) -> None:
    """Three tables, three rounds, two held: everybody has one table left, and those who left were all to sit at one."""
    before = floor()
    leaving = before.seating.rounds[2][0][:5]
    with app.app_context():
        cafe = cafe_of(seated)
        cafe.held = 2
        for key in leaving:
            db.session.get_one(Participation, int(key[1:])).standing = Standing.DECLINED
        row = search.begin_search(cafe, SearchKind.REPAIR, by=None, asked={"effort": "quick"})
        db.session.commit()
        search.queue_search(row)
        row = db.session.scalars(
            sa.select(CafeSearch).execution_options(populate_existing=True)
        ).one()
        assert (row.state, row.problem, len(row.offers)) == (SearchState.DONE, None, 2)
        for offer in row.offers:
            seating = seating_from_json(offer["content"])
            assert seating.rounds[:2] == tuple(
                tuple(tuple(key for key in table if key not in leaving) for table in one)
                for one in before.seating.rounds[:2]
            )
            assert {one["kind"] for one in seating.why} >= {"topic"}
            assert sorted(map(len, seating.rounds[2])) == [6, 6, 7]
