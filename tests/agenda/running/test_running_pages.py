"""The pages of a running day: buttons without JavaScript, what devices send later, and what it took."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Day, LiveAction, Step, Strand
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words

from ... import moment
from ...statements import count_statements

AGENDA = "/events/spring/agenda"
PAGES = ["/live", "/projector", "/live/state", "/took"]


@pytest.fixture
def today(app: Flask, cast, steps) -> dict[str, int]:
    """The event takes place today and tomorrow; the steps by title."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        first = moment.planner_today()
        for number, day in enumerate(db.session.scalars(sa.select(Day).order_by(Day.on)).all()):
            day.on = first + timedelta(days=number)
            db.session.flush()
        event.first_day, event.last_day = first, first + timedelta(days=1)
        db.session.commit()
    return steps


def kept(app: Flask) -> list[tuple[str, int, int]]:
    """What was pressed: what, on which step, minutes; in the order of the moments."""
    with app.app_context():
        rows = db.session.scalars(sa.select(LiveAction).order_by(LiveAction.at, LiveAction.id))
        return [(row.did, row.step_id, row.minutes) for row in rows]


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def button(client: FlaskClient, name: str) -> dict[str, str]:
    """What that button of the page posts."""
    text = client.get(f"{AGENDA}/live").text
    key = re.search(r'name="key" value="(\w+)"', text)
    value = re.search(rf'data-press="{name}" value="([^"]*)"', text)
    assert key is not None
    assert value is not None
    return {"key": key[1], "press": value[1]}


def press(client: FlaskClient, name: str) -> None:
    assert client.post(f"{AGENDA}/live/act", data=button(client, name)).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_who_may_see_it(sign_in, client, today, page: str) -> None:
    assert sign_in("viewer").get(AGENDA + page).status_code == 200
    assert sign_in("stranger").get(AGENDA + page).status_code == 404
    assert client.get(AGENDA + page).status_code == 302
    assert sign_in("viewer").post(AGENDA + page).status_code == 405


@pytest.mark.parametrize("page", PAGES[:3])
@pytest.mark.parametrize("asked", ["day=2001-01-01", "day=x", "strand=999", "strand=999999999999"])
def test_a_day_or_group_that_is_not_there(
    organiser: FlaskClient, today, page: str, asked: str
) -> None:
    wrong = (
        200 if asked == "strand=999999999999" else 404
    )  # no number of a row: as if it was not asked for
    assert organiser.get(f"{AGENDA}{page}?{asked}").status_code == wrong


@pytest.mark.parametrize(
    "role", ["organiser", "lead_facilitator", "facilitator", "note_taker", "staff"]
)
def test_the_team_may_press(sign_in, app: Flask, today, role: str) -> None:
    press(sign_in(role), "start")
    assert kept(app) == [("start", today["Registration"], 0)]


def test_others_may_not(sign_in, client, today) -> None:
    data = {"press": f"start-{today['Registration']}", "key": "abcdef"}
    assert sign_in("viewer").post(f"{AGENDA}/live/act", data=data).status_code == 403
    assert sign_in("stranger").post(f"{AGENDA}/live/act", data=data).status_code == 404
    assert sign_in("facilitator").post(f"{AGENDA}/live/again").status_code == 403
    assert sign_in("organiser").get(f"{AGENDA}/live/act").status_code == 405
    text = sign_in("viewer").get(f"{AGENDA}/live").text
    assert "data-press" not in text
    assert "data-act" not in text


def test_buttons_without_javascript(organiser: FlaskClient, app: Flask, today) -> None:
    text = organiser.get(f"{AGENDA}/live").text
    assert "Start “Registration”" in text
    press(organiser, "start")
    text = organiser.get(f"{AGENDA}/live").text
    assert 'data-mode="running"' in text
    assert "left of 30 min" in text
    assert "Start “What you told us”" in text
    press(organiser, "extend")
    assert "left of 35 min" in organiser.get(f"{AGENDA}/live").text
    press(organiser, "less")
    press(organiser, "back")
    press(organiser, "skip")
    press(organiser, "start")
    press(organiser, "end")
    first, second, third = today["Registration"], today["What you told us"], today["What lasts"]
    assert [one for one in kept(app) if one[0] != "back"] == [
        ("start", first, 0),
        ("extend", first, 5),
        ("extend", first, -5),
        ("skip", second, 0),
        ("start", third, 0),
        ("end", third, 0),
    ]
    text = organiser.get(f"{AGENDA}/live").text
    assert 'data-mode="done"' in text
    assert "The day is over" in text
    with app.app_context():
        row = db.session.scalars(sa.select(LiveAction).where(LiveAction.step_id == third)).first()
        assert (row.planned_start, row.planned_minutes) == (9 * 60 + 30, 60)


def test_the_same_form_sent_twice_counts_once(organiser: FlaskClient, app: Flask, today) -> None:
    data = button(organiser, "start")
    for _time in range(2):
        assert organiser.post(f"{AGENDA}/live/act", data=data).status_code == 302
    assert len(kept(app)) == 1


def test_another_step_than_the_next_one(organiser: FlaskClient, app: Flask, today) -> None:
    data = {"key": "abcdef-o", "press": "start", "step": today["What lasts"]}
    organiser.post(f"{AGENDA}/live/act", data=data)
    text = organiser.get(f"{AGENDA}/live").text
    assert "<h1" in text
    assert 'data-is="passed"' in text
    assert kept(app) == [("start", today["What lasts"], 0)]


BAD = [
    {},
    {"press": "start", "key": "abcdef"},
    {"press": "dance-1", "key": "abcdef"},
    {"press": "start-x", "key": "abcdef"},
    {"press": "start-1", "key": ""},
    {"press": "start-1", "key": "back:abcdef"},
    {"press": "back-", "key": "abcdef"},
    {"press": f"start-{'9' * 5000}", "key": "abcdef"},
]


@pytest.mark.parametrize("data", BAD)
def test_what_cannot_be_read(
    organiser: FlaskClient, app: Flask, today, data: dict[str, str]
) -> None:
    assert organiser.post(f"{AGENDA}/live/act", data=data).status_code == 422
    assert kept(app) == []


ONE = {"key": "abcdef", "did": "start", "step": 1, "minutes": 0, "at": 0}


@pytest.mark.parametrize(
    "found",
    [
        None,
        [],
        {},
        {"presses": 1},
        {"presses": [1]},
        {"presses": [{}]},
        {"presses": [ONE] * 101},
        *(
            {"presses": [ONE | change]}
            for change in (
                {"key": "a b c d"},
                {"did": "x"},
                {"step": "1"},
                {"step": True},
                {"at": None},
                {"at": 10**30},
                {"at": -(10**30)},
                {"minutes": 5},
                {"did": "extend"},
                {"did": "extend", "minutes": 61},
                {"did": "back"},
            )
        ),
    ],
)
def test_what_a_device_sends_that_cannot_be_read(
    organiser: FlaskClient, app: Flask, today, found
) -> None:
    assert organiser.post(f"{AGENDA}/live/act", json=found).status_code == 422
    assert kept(app) == []


def send(client: FlaskClient, *presses: dict[str, object]) -> tuple[int, dict[str, str]]:
    answer = client.post(f"{AGENDA}/live/act", json={"presses": presses})
    return answer.status_code, answer.json["refused"]


@pytest.mark.any_day
def test_presses_of_a_device_that_was_not_connected(
    organiser: FlaskClient, app: Flask, today
) -> None:
    first, second = today["Registration"], today["What you told us"]
    midnight = datetime.combine(moment.planner_today(), datetime.min.time(), ZoneInfo(moment.ZONE))
    at = [milliseconds(min(midnight + timedelta(minutes=n), moment.now())) for n in range(4)]
    lot = [
        {"key": "device-1", "did": "start", "step": first, "minutes": 0, "at": at[0]},
        {"key": "device-2", "did": "extend", "step": first, "minutes": 5, "at": at[1]},
        {"key": "device-3", "did": "start", "step": second, "minutes": 0, "at": at[2]},
        {"key": "back:device-3", "did": "back", "step": second, "minutes": 0, "at": at[3]},
    ]
    for _time in range(2):
        assert send(organiser, *lot) == (200, {})
    assert kept(app) == [
        ("start", first, 0),
        ("extend", first, 5),
        ("start", second, 0),
        ("back", second, 0),
    ]
    with app.app_context():
        assert milliseconds(db.session.scalars(sa.select(LiveAction.at)).first()) == at[0]
    state = organiser.get(f"{AGENDA}/live/state").json
    assert [one["key"] for one in state["presses"]] == [one["key"] for one in lot]
    again = organiser.get(f"{AGENDA}/live/state?mark={state['mark']}")
    assert (again.status_code, again.text) == (204, "")
    assert abs(int(again.headers["X-Now"]) - milliseconds(moment.now())) < 5000


@pytest.mark.any_day
def test_moments_that_cannot_be_are_refused_with_a_sentence(
    organiser: FlaskClient, app: Flask, today
) -> None:
    now = moment.now()

    def one(
        key: str, at: datetime, did: str = "start", step: int = today["Registration"]
    ) -> dict[str, object]:
        return {"key": key, "did": did, "step": step, "minutes": 0, "at": milliseconds(at)}

    status, refused = send(
        organiser,
        one("in-the-future", now + timedelta(minutes=3)),
        one("long-ago", now - timedelta(hours=49)),
        one("tomorrows", now, step=today["World café"]),
        one("gone-step", now, step=999999),
        one("back:nothing", now, "back"),
        one("right-one", now),
    )
    tomorrow = moment.planner_today() + timedelta(days=1)
    assert status == 409
    assert refused["in-the-future"].startswith("This device’s clock is ahead")
    assert refused["long-ago"].startswith("This was pressed more than two days ago.")
    assert refused["tomorrows"].startswith(f"“World café” is planned for {tomorrow:%A}")
    assert refused["gone-step"] == "That step is no longer in the agenda."
    assert refused["back:nothing"] == "There is nothing left to undo."
    assert kept(app) == [("start", today["Registration"], 0)]
    page = organiser.post(
        f"{AGENDA}/live/act", data={"press": f"start-{today['Coffee']}", "key": "abcdef"}
    )
    assert (page.status_code, "It can be started on that day." in page.text) == (409, True)


def test_a_rehearsal_is_taken_back(organiser: FlaskClient, app: Flask, today) -> None:
    for _time in range(3):
        press(organiser, "start")
    answer = organiser.post(f"{AGENDA}/live/again", data={"strand": 0}, follow_redirects=True)
    assert "3 button presses were undone." in answer.text
    assert 'data-mode="before"' in answer.text
    assert "No step has been run yet" in organiser.get(f"{AGENDA}/took").text
    assert organiser.post(f"{AGENDA}/live/again", data={"day": "x"}).status_code == 404


def groups(app: Flask, cast, block: int) -> list[int]:
    """Two groups of two steps each in a step; the numbers of the groups."""
    with app.app_context():
        step = db.session.get_one(Step, block)
        made = []
        for rank, name in (("a", "North"), ("b", "South")):
            strand = Strand(event_id=cast.event_id, block_id=block, rank=rank, name=Words(name))
            db.session.add(strand)
            db.session.flush()
            made.append(strand.id)
            for n in ("1", "2"):
                db.session.add(
                    Step(
                        event_id=cast.event_id,
                        block_id=block,
                        strand_id=strand.id,
                        rank=n,
                        kind=step.kind,
                        title=Words(f"{name} {n}"),
                        minutes=20,
                    )
                )
        db.session.commit()
        return made


def test_groups_run_beside_each_other(organiser: FlaskClient, app: Flask, cast, today) -> None:
    block = today["What you told us"]
    north, south = groups(app, cast, block)
    text = organiser.get(f"{AGENDA}/live").text
    assert "North</a>" in text
    assert "North 1" not in re.sub(
        r"<nav.*?</nav>", "", text
    )  # the main track shows the block as one step
    press(organiser, "start")
    press(organiser, "start")
    page = f"{AGENDA}/live?strand={north}"
    first = re.search(r'data-press="start" value="start-(\d+)"', organiser.get(page).text)[1]
    data = {"press": f"start-{first}", "key": "abcdef", "strand": north}
    answer = organiser.post(f"{AGENDA}/live/act", data=data)
    assert answer.location == page
    assert 'data-mode="running"' in organiser.get(page).text
    assert 'data-mode="before"' in organiser.get(f"{AGENDA}/live?strand={south}").text
    main = organiser.get(f"{AGENDA}/live").text
    assert re.search(rf'data-row="{block}" data-is="now"', main)
    organiser.post(
        f"{AGENDA}/live/act", data={"press": f"end-{first}", "key": "abcdeg", "strand": north}
    )
    assert re.search(rf'data-row="{block}" data-is="now"', organiser.get(f"{AGENDA}/live").text)


@pytest.mark.any_day
def test_what_the_room_sees(organiser: FlaskClient, app: Flask, cast, today) -> None:
    with app.app_context():
        step = db.session.get_one(Step, today["What you told us"])
        step.internal, step.title = True, Words("Secret huddle", "Takim i fshehtë")
        step.say = step.do = step.aim = Words("Whisper it")
        db.session.commit()
    press(organiser, "start")
    for path in ("/projector?lang=en", "/projector", "/live/state?room=1&lang=en"):
        text = organiser.get(AGENDA + path).text
        assert "ecret" not in text
        assert "fsheht" not in text
        assert "hisper" not in text
        assert "What lasts" in text
    text = organiser.get(f"{AGENDA}/projector?lang=en").text
    assert "<button" not in text.split("<main")[1]
    assert "<h1" in text
    assert 'lang="sq"' in organiser.get(f"{AGENDA}/projector").text  # the event's language
    press(organiser, "start")
    assert "Nothing is running right now" in organiser.get(f"{AGENDA}/projector?lang=en").text


def test_a_day_that_is_not_today(organiser: FlaskClient, steps) -> None:
    text = organiser.get(f"{AGENDA}/live").text
    assert "This day is on Thursday 18 March." in text
    assert "data-press" not in text


def test_a_day_without_steps(organiser: FlaskClient, cast) -> None:
    assert "Nothing is planned here yet" in organiser.get(f"{AGENDA}/live").text
    assert organiser.get(f"{AGENDA}/projector").status_code == 200
    assert "No step has been run yet" in organiser.get(f"{AGENDA}/took").text


def run(
    app: Flask, event_id: int, titled: dict[str, int], on: date, minutes: dict[str, int]
) -> None:
    """Run steps one after the other from 9:00 on, each so long."""
    with app.app_context():
        at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        for number, (title, long) in enumerate(minutes.items()):
            step = db.session.get_one(Step, titled[title])
            for did, moment in (("start", at), ("end", at + timedelta(minutes=long))):
                db.session.add(
                    LiveAction(
                        event_id=event_id,
                        step_id=step.id,
                        key=f"{did}-{number}-{on}",
                        did=did,
                        at=moment,
                        planned_minutes=step.minutes,
                        planned_start=540,
                    )
                )
            at += timedelta(minutes=long)
        db.session.commit()


def test_what_it_took(organiser: FlaskClient, app: Flask, cast, steps) -> None:
    run(app, cast.event_id, steps, date(2027, 3, 18), {"Registration": 42, "What lasts": 55})
    text = organiser.get(f"{AGENDA}/took").text
    cells = re.findall(r'<td class="num">(.*?)</td>', text)
    plain = [re.sub(r"<.*?>", "", cell) for cell in cells]
    assert plain[:9] == ["30", "42", "+12", "60", "55", "−5", "90", "97", "+7"]
    assert "2 steps were timed. Together they took 7 minutes longer than planned." in text
    assert "in 1 of" not in text  # one event teaches nothing


@pytest.mark.parametrize("page", ["/live", "/projector", "/took", "/live/state"])
def test_however_long_it_is_a_page_asks_as_much(
    organiser: FlaskClient, app: Flask, cast, today, page: str
) -> None:
    press(organiser, "start")
    organiser.get(AGENDA + page)
    with count_statements() as few:
        organiser.get(AGENDA + page)
    for _time in range(2):
        press(organiser, "start")
    with app.app_context():
        day = db.session.scalar(sa.select(Step.day_id).where(Step.id == today["Registration"]))
        db.session.add_all(
            Step(
                event_id=cast.event_id,
                day_id=day,
                rank=f"z{n:03d}",
                kind="talk",
                title=Words(f"Talk {n}"),
                minutes=5,
            )
            for n in range(100)
        )
        db.session.commit()
    organiser.get(AGENDA + page)  # what was pressed everywhere is read once
    with count_statements() as many:
        organiser.get(AGENDA + page)
    assert len(few) == len(many) <= 12


@pytest.mark.both_databases
def test_both_databases_keep_and_tell(
    sign_in: Callable[[str], FlaskClient], app: Flask, cast, today
) -> None:
    client = sign_in("organiser")
    press(client, "start")
    press(client, "start")
    press(client, "back")
    assert [one[0] for one in kept(app)] == ["start", "start", "back"]
    assert client.get(f"{AGENDA}/took").status_code == 200


@pytest.mark.parametrize("body", ["[" * 100_000, '{"presses": NaN}', "null", "", "{"])
def test_what_is_no_press_at_all_is_refused(
    organiser: FlaskClient, app: Flask, today, body: str
) -> None:
    answer = organiser.post(f"{AGENDA}/live/act", data=body, content_type="application/json")
    assert (answer.status_code, kept(app)) == (422, [])


def test_the_room_is_not_told_of_a_group_of_the_team(
    organiser: FlaskClient, app: Flask, today
) -> None:
    with app.app_context():
        block = db.session.get_one(Step, today["Registration"])
        block.internal = True
        strand = Strand(
            event_id=block.event_id, block_id=block.id, rank="a", name=Words("Quiet group", "")
        )
        db.session.add(strand)
        db.session.flush()
        db.session.add(
            Step(
                event_id=block.event_id,
                block_id=block.id,
                strand_id=strand.id,
                rank="a",
                kind="plenary",
                title=Words("Held", ""),
                minutes=20,
            )
        )
        db.session.commit()
        address = f"?strand={strand.id}"
    assert ("Quiet group" in organiser.get(f"{AGENDA}/live{address}").text) is True
    text = organiser.get(f"{AGENDA}/projector{address}").text
    assert ("Quiet group" in text, "Held" in text) == (False, False)
