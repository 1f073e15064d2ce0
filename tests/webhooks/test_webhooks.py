"""Programs are told what happened: signed, without words, tried again, never inside the office's network."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.budget.models import Contribution, ContributionKind, CostCategory, CostLine
from facilitate.data.db import db
from facilitate.events.models import Event, Goal, Objective
from facilitate.lib.text import Words
from facilitate.notes.models import (
    ActionStatus,
    DecisionMethod,
    NoteAction,
    NoteDecision,
    NoteLine,
)
from facilitate.webhooks import actions, calling, forms, noticing
from facilitate.webhooks.calling import InsideNetwork, machine_of, sign_call
from facilitate.webhooks.models import CallState, Webhook, WebhookCall

from .. import moment
from ..voting.conftest import hold_vote

__all__ = ["hold_vote"]
PAGE = "/events/spring/webhooks"


class Program:
    """A program on loopback that takes calls, or refuses them with `status`."""

    def __init__(self) -> None:
        self.status, self.calls = 200, list[tuple[dict[str, str], bytes]]()
        self.paths = list[str]()
        program = self

        class Takes(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                program.paths.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"]))
                program.calls.append((dict(self.headers), body))
                self.send_response(program.status)
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
        self.address = f"http://127.0.0.1:{self.server.server_port}/told?of=spring"


@pytest.fixture
def told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A program on this machine; the administrator allows addresses inside."""
    settings = replace(app.extensions["settings"], webhooks_inside=True)
    monkeypatch.setitem(app.extensions, "settings", settings)
    program = Program()
    thread = threading.Thread(target=program.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield program
    program.server.shutdown()
    program.server.server_close()
    thread.join()


def add(organiser: FlaskClient, program: Program, *kinds: str) -> str:
    """A webhook by the page; gives its secret."""
    page = organiser.post(PAGE, data={"address": program.address, "kinds": list(kinds)})
    assert page.status_code == 200
    return "whsec_" + page.text.partition('value="whsec_')[2].partition('"')[0]


def task(organiser: FlaskClient, title: str) -> None:
    sent = {"title-en": title, "phase": "logistics", "number": "2", "unit": "weeks"}
    sent |= {"direction": "-1", "anchor": "first_day", "effort": "1"}
    assert organiser.post("/events/spring/checklist/tasks/new", data=sent).status_code == 302


def test_decisions_and_actions_are_told_from_note_to_done(
    app: Flask, organiser: FlaskClient, told: Program
) -> None:
    add(organiser, told, "decisions", "actions")
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        decided = NoteDecision(
            event_id=event.id, text="One form", at=moment.now(), how=DecisionMethod.CHAIR
        )
        promised = NoteAction(
            event_id=event.id, text="Send the form", at=moment.now(), owner_name="Ana", token="x"
        )
        db.session.add_all([decided, promised])
        db.session.commit()
        promised.status = ActionStatus.DONE
        db.session.commit()
        numbers = {"decisions": [decided.id], "actions": [promised.id]}
    said = [json.loads(body) for _head, body in told.calls]
    assert sorted(one["kind"] for one in said) == ["actions", "actions", "decisions"]
    assert all(one["ids"] == numbers[one["kind"]] for one in said)
    assert all(one["read"].endswith(f"/events/spring/{one['kind']}") for one in said)


@pytest.mark.both_databases
def test_goals_objectives_notes_and_money_are_told_by_their_numbers(
    app: Flask, organiser: FlaskClient, told: Program
) -> None:
    kinds = ("goals", "objectives", "notes", "costs", "contributions")
    add(organiser, told, *kinds)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        at, mine = moment.now(), {"event_id": event.id, "position": 7}
        money = {**mine, "code": "L1", "title": Words("Hall"), "currency": "EUR"}
        rows = [
            Goal(**mine, text=Words("One form")),
            Objective(**mine, text=Words("Agree"), result=Words()),
            NoteLine(event_id=event.id, key="k1", text="A secret", at=at, changed_at=at),
            CostLine(**money, category=CostCategory.FEES),
            Contribution(**money, kind=ContributionKind.CASH),
        ]
        db.session.add_all(rows)
        db.session.commit()
        numbers = {kind: [row.id] for kind, row in zip(kinds, rows, strict=True)}
        db.session.delete(rows[0])
        db.session.commit()
    said = [json.loads(body) for _head, body in told.calls]
    assert sorted(one["kind"] for one in said) == sorted([*kinds, "goals"])
    assert all(one["ids"] == numbers[one["kind"]] for one in said)
    assert all(one["read"].endswith(f"/events/spring/{one['kind']}") for one in said)
    assert all(b"secret" not in body for _head, body in told.calls)


@pytest.mark.both_databases
def test_a_program_is_told_what_happened_without_its_words(
    app: Flask, organiser: FlaskClient, told: Program
) -> None:
    secret = add(organiser, told, "tasks")
    task(organiser, "Find a place where she is safe")
    [(head, body)] = told.calls
    said = json.loads(body)
    with app.app_context():
        number = db.session.scalar(sa.text("SELECT max(id) FROM task"))
    assert (said["kind"], said["event"], said["ids"]) == ("tasks", "spring", [number])
    assert said["read"].endswith("/api/v1/events/spring/tasks")
    assert b"safe" not in body
    signed = sign_call(secret, head["webhook-id"], int(head["webhook-timestamp"]), body)
    assert head["webhook-signature"] == signed
    assert secret not in organiser.get(PAGE).text
    organiser.post("/events/spring/settings", data={})  # refused: nothing happened
    assert len(told.calls) == 1
    with app.app_context():
        hook = db.session.scalars(sa.select(Webhook)).one()
        assert (secret in hook.secret, hook.own_secret) == (False, secret)


def test_a_process_that_dies_once_it_has_saved_loses_no_call(
    app: Flask, organiser: FlaskClient, told: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(organiser, told, "tasks")
    with monkeypatch.context() as killed:
        killed.setattr(noticing, "send_calls_soon", lambda: None)
        task(organiser, "Chairs")
    assert told.calls == []
    assert "It is sent again." not in organiser.get(PAGE).text  # it was not sent yet
    with app.app_context():
        actions.send_what_waits()
        actions.send_what_waits()
    assert len(told.calls) == 1


def test_a_secret_of_an_earlier_version_signs_on_and_gets_sealed(
    app: Flask, organiser: FlaskClient, told: Program
) -> None:
    secret = add(organiser, told, "tasks")
    with app.app_context():
        db.session.execute(sa.update(Webhook).values(secret=secret))
        db.session.commit()
    task(organiser, "Chairs")
    with app.app_context():
        actions.forget_calls()
        assert secret not in db.session.scalar(sa.select(Webhook.secret))
    task(organiser, "Tables")
    for head, body in told.calls:
        signed = sign_call(secret, head["webhook-id"], int(head["webhook-timestamp"]), body)
        assert head["webhook-signature"] == signed
    assert len(told.calls) == 2
    with app.app_context():
        db.session.execute(sa.update(Webhook).values(secret="of a lost key"))
        db.session.commit()
    task(organiser, "Lamps")
    assert len(told.calls) == 2


def test_what_is_not_taken_is_tried_again_then_the_webhook_rests(
    app: Flask, organiser: FlaskClient, told: Program
) -> None:
    add(organiser, told, "tasks")
    told.status = 500
    task(organiser, "Chairs")
    for _pause in actions.PAUSES:
        with app.app_context():
            actions.send_calls()
            db.session.execute(sa.update(WebhookCall).values(again_at=WebhookCall.at))
            db.session.commit()
        page = organiser.get(PAGE).text
        assert ("It is sent again." in page, "Works." in page) == (True, False)
        with app.app_context():
            actions.send_calls()
    assert len(told.calls) == len(actions.PAUSES) + 1
    with app.app_context():
        hook, call = (
            db.session.scalars(sa.select(Webhook)).one(),
            db.session.query(WebhookCall).one(),
        )
        assert (hook.failed, call.state, call.status) == (True, CallState.FAILED, 500)
        number = hook.id
    assert "Paused: nobody answered for a day." in organiser.get(PAGE).text
    task(organiser, "Tables")
    told.status = 204
    organiser.post(f"{PAGE}/{number}/resume")
    with app.app_context():
        assert db.session.query(WebhookCall).one().state is CallState.SENT
    assert "Works." in organiser.get(PAGE).text
    organiser.post(f"{PAGE}/{number}/remove")
    task(organiser, "Cups")
    assert len(told.calls) == len(actions.PAUSES) + 2


def test_a_vote_is_told_when_it_is_opened_and_closed(
    organiser: FlaskClient, told: Program, hold_vote
) -> None:
    add(organiser, told, "votes")
    vote = hold_vote(opened=False)
    for what in ("open", "close", "close"):  # nothing is closed twice
        organiser.post(f"/events/spring/votes/{vote['id']}/{what}")
    said = [json.loads(body) for _head, body in told.calls]
    assert [(one["kind"], one["ids"]) for one in said] == [("votes", [vote["id"]])] * 2
    assert said[0]["read"].endswith("/api/v1/events/spring/votes")


def test_answers_are_told_by_their_number_alone(
    app: Flask, organiser: FlaskClient, told: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(organiser, told, "answers")
    monkeypatch.setattr(
        noticing, "count_event_answers", lambda _event: sa.literal(3).label("answers")
    )
    with app.app_context():
        noticing.count_answers()
        noticing.count_answers()
    assert [json.loads(body)["answers"] for _head, body in told.calls] == [3]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.8",
        "169.254.169.254",
        "::1",
        "::ffff:192.168.1.1",
        "0.0.0.0",
    ],
)
def test_no_call_goes_inside(host: str) -> None:
    with pytest.raises(InsideNetwork):
        machine_of(host, 443, inside=False)


def test_the_page_refuses_addresses_inside_and_people_without_the_right(
    app: Flask, organiser: FlaskClient, sign_in
) -> None:
    for address in (
        "https://127.0.0.1/x",
        "http://example.org/x",
        "ftp://x",
        "https://a:b@example.org",
    ):
        page = organiser.post(PAGE, data={"address": address, "kinds": ["tasks"]})
        assert (page.status_code, "is told at once" in page.text) == (422, False), address
    assert [
        sign_in(who).get(PAGE).status_code for who in ("viewer", "lead_facilitator", "stranger")
    ] == [403, 403, 404]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Webhook.id))) == 0
        assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 1


@pytest.fixture
def trickling() -> Iterator[str]:
    """The address of a machine that takes a call and then lets one letter of its answer out now and then."""
    stop, machine = threading.Event(), socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with suppress(OSError):
            line, _from = machine.accept()
            with line:
                while not stop.wait(0.1):
                    line.sendall(b"H")

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{machine.getsockname()[1]}/"
    stop.set()
    machine.close()
    thread.join()


def test_an_address_with_a_space_or_an_accent_is_called(told: Program) -> None:
    """It was taken at the page and could never be sent."""
    start = told.address.partition("/told")[0]
    address = f"{start}/të dhëna?of=a%20b&x=[1]"
    assert calling.post_call(address, "whsec_AAAA", "k", b"{}", at=1, inside=True) == 200
    assert told.paths == ["/t%C3%AB%20dh%C3%ABna?of=a%20b&x=[1]"]


def test_an_answer_that_trickles_in_holds_up_nobody(
    trickling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker sends all mails and calls: it would wait for ever."""
    monkeypatch.setattr(calling, "PATIENCE", 0.5)
    began = time.monotonic()
    with pytest.raises((OSError, http.client.HTTPException)):
        calling.post_call(trickling, "whsec_AAAA", "k", b"{}", at=1, inside=True)
    assert time.monotonic() - began < 5


def test_after_its_turn_the_rest_waits_behind_other_jobs(
    app: Flask, organiser: FlaskClient, told: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(organiser, told, "tasks")
    with monkeypatch.context() as slow:
        slow.setattr(noticing, "send_calls_soon", lambda: None)
        for title in ("Chairs", "Tables", "Cups"):
            task(organiser, title)
    again = []
    monkeypatch.setattr(actions, "TURN", -1)
    monkeypatch.setattr(actions, "send_calls_soon", lambda: again.append(len(told.calls)))
    with app.app_context():
        actions.send_calls()
    assert (again, len(told.calls)) == ([1], 1)


def test_a_webhook_that_is_removed_while_it_is_called_breaks_nothing(
    app: Flask, organiser: FlaskClient, told: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(organiser, told, "tasks")

    def removed(*_call: Any, **_about: Any) -> int:
        with app.app_context():
            db.session.execute(sa.delete(Webhook))
            db.session.commit()
        return 200

    monkeypatch.setattr(actions, "post_call", removed)
    task(organiser, "Chairs")
    with app.app_context():
        assert db.session.query(WebhookCall).all() == []


def test_nobody_waits_for_the_lock_while_a_name_is_looked_up(
    app: Flask, organiser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def looked_up(host: str, _port: int, _inside: bool) -> str:
        held.append(db.session().in_transaction())
        return host

    monkeypatch.setattr(forms, "machine_of", looked_up)
    typed = {"address": "https://programs.example/told", "kinds": ["tasks"]}
    assert organiser.post(PAGE, data=typed).status_code == 200
    assert held == [False]
