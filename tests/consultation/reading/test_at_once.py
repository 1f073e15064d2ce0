"""Several people code, merge and black out at the same moment: nobody's work is lost, nobody meets an error."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Reply
from facilitate.data.db import db

pytestmark = pytest.mark.both_databases

PEOPLE = ("organiser", "lead_facilitator", "facilitator", "administrator")


def all_at_once(sends: list[Callable[[], int]]) -> list[int]:
    """Do all of it at the same moment; the statuses, in the order given."""
    ready, statuses = Barrier(len(sends)), [0] * len(sends)

    def run(number: int) -> None:
        ready.wait()
        statuses[number] = sends[number]()

    threads = [Thread(target=run, args=(number,)) for number in range(len(sends))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def posts(client: FlaskClient, path: str, **data: object) -> Callable[[], int]:
    return lambda: client.post(path, data=data).status_code


def test_everybody_codes_the_same_words(sign_in, answered, theme_ids, coded, passages) -> None:
    reply = answered("donor", "One two three")
    answered("media", "x", "Money", "Press")
    path, (money, press) = (
        f"/events/spring/consultation/replies/{reply}",
        sorted(theme_ids().values()),
    )
    data = {"start": 0, "end": 7, "put": [money, press]}
    statuses = all_at_once([posts(sign_in(name), path, **data) for name in PEOPLE])
    assert statuses == [302] * 4
    assert coded()[:2] == [("One two", "Money", "for"), ("One two", "Press", "for")]
    assert len(passages()) == 2


def test_everybody_codes_other_words(sign_in, answered, theme_ids, coded) -> None:
    text = "a b c d e f g h"
    reply = answered("donor", text)
    path = f"/events/spring/consultation/replies/{reply}"
    sends = [
        posts(sign_in(name), path, start=4 * number, end=4 * number + 3, new="Shared")
        for number, name in enumerate(PEOPLE)
    ]
    assert all_at_once(sends) == [302] * 4
    assert [row[:2] for row in coded()] == [
        (pair, "Shared") for pair in ("a b", "c d", "e f", "g h")
    ]


def test_one_takes_off_while_another_puts_on(sign_in, answered, theme_ids, coded, passages) -> None:
    reply = answered("donor", "One two", "Money")
    answered("media", "x", "Press")
    path, money, press = (
        f"/events/spring/consultation/replies/{reply}",
        theme_ids()["Money"],
        theme_ids()["Press"],
    )
    for _round in range(4):
        off = posts(sign_in("organiser"), path, take=f"{passages()[0]}-{money}")
        on = posts(sign_in("facilitator"), path, start=0, end=7, put=press)
        assert all_at_once([off, on])[1] == 302
        assert ("One two", "Press", "for") in coded()
        at = next(key for key in passages())
        sign_in("organiser").post(path, data={"start": 0, "end": 7, "put": money})
        sign_in("organiser").post(path, data={"take": f"{at}-{press}"})


def test_nothing_is_lost_when_a_theme_is_merged_while_people_code(
    sign_in, answered, theme_ids, coded
) -> None:
    replies = [answered("donor", f"Text {number}") for number in range(3)]
    answered("media", "x", "Money", "Funds")
    money, funds = theme_ids()["Money"], theme_ids()["Funds"]
    sends = [
        posts(
            sign_in(name), f"/events/spring/consultation/replies/{reply}", start=0, end=6, put=money
        )
        for name, reply in zip(PEOPLE, replies, strict=False)
    ]
    merge = posts(
        sign_in("administrator"), f"/events/spring/consultation/themes/{money}/merge", into=funds
    )
    *coding, merged = all_at_once([*sends, merge])
    assert merged == 302
    assert set(coding) <= {302, 409}  # 409: the sentence that says it was merged
    assert sum(name == "Funds" for _text, name, _stance in coded()) == 1 + coding.count(302)


def test_two_blacken_other_words_of_the_same_answer(sign_in, app: Flask, answered) -> None:
    reply = answered("donor", "Ana dhe Mira")
    path = f"/events/spring/consultation/replies/{reply}/black-out"
    sends = [
        posts(sign_in(name), path, names=word, sure="1")
        for name, word in zip(PEOPLE, ("Ana", "Mira"), strict=False)
    ]
    assert all_at_once(sends) == [302, 302]
    with app.app_context():
        assert db.session.scalars(sa.select(Reply.text)).one() == "███ dhe ████"


def test_the_same_undo_happens_once(sign_in, answered, theme_ids, coded) -> None:
    answered("donor", "One", "Money", "Funds")
    money = theme_ids()["Money"]
    sign_in("organiser").post(f"/events/spring/consultation/themes/{money}/remove")
    undo = "/events/spring/history/themes/1/undo"
    statuses = all_at_once([posts(sign_in(name), undo) for name in PEOPLE])
    assert sorted(statuses) == [302, 409, 409, 409]
    assert len(coded()) == 2
