"""What devices send and are told: each operation counts once, other note-takers' lines come back, nothing foreign is taken."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.cafe.models import CafeTable
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.models import NoteKind, NoteLine, NoteOperation
from tests import moment
from tests.notes.conftest import NOTES
from tests.statements import count_statements

SYNC = f"{NOTES}/sync"


@pytest.fixture
def note_taker(sign_in) -> FlaskClient:
    return sign_in("note_taker")


@pytest.fixture
def spot(places) -> dict[str, int]:
    return {"step": places["Opening"]}


SCRIPT = {"Accept": "application/json"}
"""What a page's script asks for: it can sign nobody in, and leaves the cookie of who signs in beside it alone."""


def ms() -> int:
    return round(moment.now().timestamp() * 1000)


def op(
    key: str, do: str = "add", line: str = "line-a", text: str = "Said", **more: Any
) -> dict[str, Any]:
    fields = {"kind": "point", "text": text, "who": "", "sector": None, "county": None}
    return {"key": f"op-{key:0>5}", "line": line, "do": do, "at": ms(), "fields": fields, **more}


def send(
    client: FlaskClient, spot: dict[str, int], *operations: dict[str, Any], since: int = 0
) -> Any:
    ops = [{"spot": spot, "called": "Opening", **one} for one in operations]
    answer = client.post(SYNC, json={"operations": ops, "sent": ms(), "spot": spot, "since": since})
    assert answer.status_code == 200
    return answer.json


def test_what_is_nested_without_end_is_refused(note_taker) -> None:
    answer = note_taker.post(SYNC, data="[" * 100_000, content_type="application/json")
    assert answer.status_code == 422


@pytest.mark.both_databases
def test_each_counts_once_however_often_it_comes(note_taker, spot, lines) -> None:
    for _time in range(3):
        told = send(note_taker, spot, op("1"), op("2", line="line-b", text="More"))
        assert [one["outcome"] for one in told["answers"]] == ["done", "done"]
        assert [one["text"] for one in told["lines"]] == ["Said", "More"]
    assert [(line.key, line.text) for line in lines()] == [("line-a", "Said"), ("line-b", "More")]


@pytest.mark.both_databases
def test_other_note_takers_lines_come_back_and_their_edits_merge(
    note_taker, organiser, spot, lines
) -> None:
    send(note_taker, spot, op("1"))
    told = send(organiser, spot, op("2", line="line-b", text="Mine"))
    assert [one["text"] for one in told["lines"]] == ["Said", "Mine"]
    assert all("note-line" in one["html"] for one in told["lines"])
    was = op("x")["fields"]
    quoted = {**was, "kind": "quote"}
    told = send(organiser, spot, op("3", "edit", fields=quoted, was=was))
    told = send(note_taker, spot, op("4", "edit", text="Said better", was=was))
    assert told["answers"][0]["outcome"] == "done"
    assert (lines()[0].kind, lines()[0].text) == (NoteKind.QUOTE, "Said better")
    told = send(organiser, spot, op("5", "edit", text="Said worse", was=was))
    assert told["answers"][0]["outcome"] == "conflict"
    assert [one["text"] for one in told["lines"] if one["key"] == "line-a"] == ["Said better"]
    assert lines()[0].text == "Said better"


@pytest.mark.both_databases
def test_flags_and_what_is_new(note_taker, organiser, spot, lines) -> None:
    told = send(note_taker, spot, op("1"), op("2", "withhold"), op("3", "remove"))
    assert [one["outcome"] for one in told["answers"]] == ["done"] * 3
    (line,) = lines()
    assert (line.withheld, line.removed_at is not None) == (True, True)
    newer = f"{NOTES}/steps/{spot['step']}/newer"
    assert organiser.get(newer).json["lines"] == []
    changed = organiser.get(f"{newer}?since={told['cursor']}").json["lines"]
    assert [(one["key"], one["removed"], one["html"]) for one in changed] == [("line-a", True, "")]
    assert organiser.get(f"{newer}?since={ms() + 60_000}").json["lines"] == []
    for since in ("x", "-1", "9" * 40):
        assert organiser.get(f"{newer}?since={since}").status_code == 200


def test_a_line_of_elsewhere_is_not_shown_here(note_taker, places, spot) -> None:
    north = {"step": places["By county"], "strand": places["north"]}
    send(note_taker, north, op("1"))
    assert send(note_taker, spot)["lines"] == []
    assert [one["here"] for one in send(note_taker, north)["lines"]] == [True]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "A line cannot be empty."),
        ({"text": "x" * 1_000_000}, "The line is too long (at most 20000 characters)."),
        ({"fields": {"kind": "poem", "text": "Said"}}, "This kind of line does not exist."),
        ({"fields": None}, "A line cannot be empty."),
        ({"do": "explode"}, "This page is older than the planner."),
    ],
)
def test_what_cannot_count_gets_a_sentence_and_the_rest_is_taken(
    note_taker, spot, lines, more, sentence
) -> None:
    told = send(note_taker, spot, op("1", **more), op("2", line="line-b", text="Fine"))
    assert [one["outcome"] for one in told["answers"]] == ["refused", "done"]
    assert sentence in told["answers"][0]["why"]
    assert [line.text for line in lines()] == ["Fine"]


def test_foreign_keys_are_not_taken(note_taker, app: Flask, places, spot, lines) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        other = Event(
            slug="other",
            kind=event.kind,
            title=event.title,
            description=event.description,
            first_day=event.first_day,
            last_day=event.last_day,
            venue="",
            town="",
            expected=1,
            created_at=event.created_at,
        )
        db.session.add(other)
        db.session.flush()
        step = Step(
            event_id=other.id,
            rank="a",
            kind="plenary",
            title=event.title,
            minutes=1,
            pinned=None,
            removed_at=None,
        )
        db.session.add(step)
        db.session.commit()
        foreign = step.id
    told = send(note_taker, {"step": foreign}, op("1"))
    assert told["answers"][0]["why"] == "This step does not belong to this event."
    fields = {"kind": "quote", "text": "Said", "who": "x", "sector": 9999, "county": "many"}
    odd = {"step": spot["step"], "strand": places["table"] + 500, "table": 10**30}
    send(note_taker, odd, op("2", fields=fields))
    (line,) = lines()
    assert (line.sector_id, line.county_id, line.strand_id, line.table_id) == (
        None,
        None,
        None,
        None,
    )


def test_a_step_or_table_deleted_meanwhile_keeps_the_line_with_its_name(
    note_taker, app, places, lines
) -> None:
    send(note_taker, {"step": 999_999}, op("1", called="Opening as it was"))
    with app.app_context():
        db.session.delete(db.session.get_one(CafeTable, places["table"]))
        db.session.commit()
    gone = {"step": places["Café"], "table": places["table"], "round": 2}
    send(note_taker, gone, op("2", line="line-b", called="Café · Table 1: Schools · Round 2"))
    first, second = lines()
    assert (first.step_id, first.place.en) == (None, "Opening as it was")
    assert (second.step_id, second.table_id, second.round) == (places["Café"], None, 2)
    assert second.place.sq == "Café · Table 1: Schools · Round 2"
    assert "Opening as it was" in note_taker.get(NOTES).text
    assert "Said" in note_taker.get(f"{NOTES}/unplaced").text


@pytest.mark.both_databases
def test_the_first_sentence_is_sent_along(note_taker, organiser, app, spot) -> None:
    newer = f"{NOTES}/steps/{spot['step']}/newer"
    assert note_taker.get(newer).json["written"]["text"].startswith("Nothing is written here yet.")
    assert send(note_taker, spot, op("1"))["written"] == {
        "text": "1 line is written here.",
        "lines": 1,
    }
    told = send(organiser, spot, op("2", line="line-b"))
    assert told["written"] == {"text": "2 lines are written here, by 2 note-takers.", "lines": 2}
    with app.app_context():
        db.session.get_one(Step, spot["step"]).removed_at = db.session.scalar(
            sa.select(sa.func.now())
        )
        db.session.commit()
    for told in (send(note_taker, spot, op("3", line="line-c")), note_taker.get(newer).json):
        assert told["written"]["text"].startswith(
            "This step has since been removed from the agenda."
        )
        assert told["written"]["lines"] is None


def test_a_place_is_called_in_both_languages(note_taker, organiser, lines) -> None:
    send(note_taker, {"step": 999_999}, op("1", called={"en": "Opening", "sq": "Hapja"}))
    send(note_taker, {"step": 999_999}, op("2", line="line-b", called={"en": 7}))
    assert [(line.place.en, line.place.sq) for line in lines()] == [("Opening", "Hapja"), ("", "")]
    assert "Opening" in organiser.get(NOTES).text
    with organiser.session_transaction() as session:
        session["language"] = "sq"
    shown = organiser.get(NOTES).text
    assert ("Hapja" in shown, "No longer in the agenda" in shown) == (True, False)


def test_when_it_was_typed_is_believed_only_as_far_as_it_waited(note_taker, spot, lines) -> None:
    wrong = ms() - 10 * 365 * 86_400_000  # a clock ten years behind
    ops = [{**op("1"), "spot": spot, "at": wrong - 1_800_000}]
    note_taker.post(SYNC, json={"operations": ops, "sent": wrong, "spot": spot})
    waited = lines()[0].changed_at - lines()[0].at
    assert 1_795 < waited.total_seconds() < 1_805


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "x",
        {"operations": 1},
        {"operations": ["x"]},
        {"operations": [{}]},
        {"operations": [op(str(number), line=f"line-{number:05}") for number in range(101)]},
    ],
)
def test_what_is_no_such_thing_is_422(note_taker, lines, cast, body) -> None:
    assert note_taker.post(SYNC, json=body).status_code == 422
    assert lines() == []


def test_the_door(sign_in, app: Flask, client: FlaskClient, spot) -> None:
    for name, status in (("staff", 200), ("viewer", 403), ("stranger", 404)):
        assert sign_in(name).post(SYNC, json={"operations": [], "spot": spot}).status_code == status
        newer = f"{NOTES}/steps/{spot['step']}/newer"
        assert sign_in(name).get(newer).status_code == status
    assert client.post(SYNC, json={"operations": []}).status_code == 302
    script, part = app.test_client(), {"X-Requested-With": "fetch"}
    for asked in (
        script.post(SYNC, json={"operations": []}, headers=SCRIPT),
        script.get(newer, headers=SCRIPT),
        script.get(f"{NOTES}/steps/{spot['step']}", headers=part),
        script.get("/events/spring/agenda", headers=part),
    ):
        assert (asked.status_code, asked.mimetype, "Set-Cookie" in asked.headers) == (
            401,
            "application/json",
            False,
        )
    assert sign_in("staff").get(SYNC).status_code == 405


def test_few_statements_for_one_line_and_for_fifty(note_taker, spot, app: Flask) -> None:
    app.extensions["run_job"] = lambda *_job: (
        None
    )  # what a job asks is not asked while somebody waits
    for number in (1, 50):
        ops = [op(f"{number}-{n}", line=f"line-{number}-{n}") for n in range(number)]
        with count_statements() as statements:
            send(note_taker, spot, *ops)
        assert len(statements) <= 9 + 4 * number
    with app.app_context():
        counts = [
            db.session.scalar(sa.select(sa.func.count(model.id)))
            for model in (NoteLine, NoteOperation)
        ]  # type: ignore[attr-defined]
        assert counts == [51, 51]


@pytest.mark.both_databases
def test_what_is_not_good_in_a_lot_keeps_nothing_else_from_being_kept(
    note_taker, spot, lines
) -> None:
    """Half an emoji, cut through by a device, is left out; keys that are none are told, the others count."""
    same = ms()  # lines of one moment keep the order they came in
    good = [
        op(str(number), line=f"line-{number:05}", text=f"Said {number}", at=same)
        for number in range(5)
    ]
    half = op("cut", line="line-cut", text="cut \ud83d", at=same)
    bad = [
        op("6", line="a b"),
        op("7", line=10**30),
        {**op("8"), "key": 10**30},
        {**op("9"), "key": "a b"},
    ]
    told = send(note_taker, spot, *good[:3], half, *bad, *good[3:])
    assert [one["outcome"] for one in told["answers"]] == ["done"] * 4 + ["refused"] * 4 + [
        "done"
    ] * 2
    assert [one["key"] for one in told["answers"][4:8]] == ["op-00006", "op-00007", 10**30, "a b"]
    assert all(one["why"] for one in told["answers"][4:8])
    assert [line.text for line in lines()] == [
        "Said 0",
        "Said 1",
        "Said 2",
        "cut",
        "Said 3",
        "Said 4",
    ]
    far = {"step": 10**30, "table": 10**30, "round": 10**30}
    fields = {**op("10")["fields"], "sector": 10**30, "county": -(10**30)}
    (answer,) = send(note_taker, far, op("10", line="line-far", at=10**30, fields=fields))[
        "answers"
    ]
    assert (answer["outcome"], lines()[-1].step_id) == ("done", None)
