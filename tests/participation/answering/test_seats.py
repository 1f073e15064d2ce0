"""Seats run out: who waits, who moves up, and what answers at one moment do."""

import re
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.participation.models import Standing

from ...inbox import Inbox
from ..invited import Listed, make_listed
from .links import COLLEAGUE, COMING, DECLINED, WAITING, send_answer

pytestmark = pytest.mark.both_databases


def test_seats_run_out_and_the_first_who_waits_moves_up(
    client: FlaskClient, listed: Listed, inbox: Inbox
) -> None:
    listed.setting(capacity=2)
    for name in ("Leka", "Prifti", "Hoxha"):
        send_answer(client, listed, name, reply="coming")
    assert listed.standing("Zeka", "Leka", "Prifti", "Hoxha") == [COMING, COMING, WAITING, WAITING]
    assert (
        "lista e pritjes" in client.get(listed.link("Prifti")).text
        or "listën e pritjes" in client.get(listed.link("Prifti")).text
    )
    since = listed.registration("Prifti").waiting_since
    send_answer(client, listed, "Prifti", reply="coming", diet="pa gluten")
    assert (
        listed.registration("Prifti").waiting_since == since
    )  # who changes a word keeps the place
    send_answer(client, listed, "Leka", reply="declined")
    assert listed.standing("Leka", "Prifti", "Hoxha") == [DECLINED, COMING, WAITING]
    assert (inbox.to, listed.registration("Prifti").waiting_since) == (
        ["elda@office.example"],
        None,
    )
    assert "u lirua një vend" in inbox.received[0][1].get_body().get_content()
    send_answer(
        client, listed, "Prifti", **COLLEAGUE
    )  # the seat goes to who comes instead, not to who waits
    assert listed.standing("Prifti", "Hoxha") == [Standing.REPLACED, WAITING]


def test_a_full_event_says_so_before_and_after_the_answer(
    client: FlaskClient, listed: Listed, organiser: FlaskClient
) -> None:
    english = {"Accept-Language": "en"}
    client.post(listed.link("Leka"), data={"switch": "en"}, headers=english)
    full = "All seats are taken. If you say you are coming, or name somebody else, you join the waiting list"
    assert full not in client.get(listed.link("Leka")).text
    listed.setting(capacity=1)
    pages = [client.get(f"{listed.link(name)}?change=1").text for name in ("Leka", "Zeka")]
    assert [full in page for page in pages] == [True, False]  # Zeka has the seat
    send_answer(client, listed, "Leka", **COLLEAGUE)
    told = client.get(listed.link("Leka")).text
    assert (
        "You named Gjergj Ndreu to come in your place. All seats are taken: Gjergj Ndreu is on the waiting list"
        in told
    )
    send_answer(client, listed, "Leka", **COLLEAGUE, remark="Late")
    assert (
        "Previously: Gjergj Ndreu would come in your place (waiting list)."
        in client.get(listed.link("Leka")).text
    )
    send_answer(client, listed, "Prifti", reply="coming")
    assert full not in client.get(f"{listed.link('Prifti')}?change=1").text  # who waits knows it
    listed.setting(capacity=2)
    assert full not in client.get(f"{listed.link('Hoxha')}").text


def test_more_seats_let_those_who_wait_move_up(
    client: FlaskClient, organiser: FlaskClient, listed: Listed
) -> None:
    listed.setting(capacity=1)
    for name in ("Leka", "Prifti"):
        send_answer(client, listed, name, reply="coming")
    page = organiser.get("/events/spring/people/setting").text
    version = re.findall(r'name="version" type="hidden" value="(\d+)"', page)[0]
    organiser.post(
        "/events/spring/people/setting",
        data={"version": version, "capacity": "2", "asks_needs": "y"},
    )
    assert listed.standing("Leka", "Prifti") == [COMING, WAITING]
    organiser.post(
        "/events/spring/people/change",
        data={"people": [listed.ids["Zeka"]], "standing": "declined"},
    )
    assert listed.standing("Leka", "Prifti") == [COMING, COMING]
    organiser.post(
        "/events/spring/people/change", data={"people": [listed.ids["Kola"]], "standing": "waiting"}
    )
    organiser.post(f"/events/spring/people/{listed.ids['Leka']}/remove")
    assert listed.standing("Kola") == [COMING]


def test_answers_at_the_same_moment_never_take_more_seats_than_there_are(app: Flask, cast) -> None:
    names = [(f"Ana Emri{number}", Standing.INVITED) for number in range(12)]
    listed = make_listed(app, cast.event_id, names)
    listed.setting(capacity=5)
    start, codes = threading.Barrier(len(names)), []

    def send(name: str) -> None:
        start.wait()
        codes.append(
            app.test_client()
            .post(listed.link(name), data={"answered": "", "reply": "coming"})
            .status_code
        )

    threads = [threading.Thread(target=send, args=(name.split()[1],)) for name, _standing in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    standings = listed.standing(*(name.split()[1] for name, _standing in names))
    assert (codes, standings.count(COMING), standings.count(WAITING)) == ([302] * 12, 5, 7)


def test_one_link_from_two_phones_at_the_same_moment(app: Flask, listed: Listed) -> None:
    start, codes = threading.Barrier(2), []

    def send(reply: str) -> None:
        start.wait()
        data = {"answered": "", "reply": reply}
        codes.append(app.test_client().post(listed.link("Leka"), data=data).status_code)

    threads = [threading.Thread(target=send, args=(reply,)) for reply in ("coming", "declined")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 409]
