"""Coding: any piece of an answer, one or more themes, stance, quotes, blacking out; what is typed is never lost."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Passage, Reply, Theme
from facilitate.data.db import db

pytestmark = pytest.mark.both_databases

ANSWERS = "/events/spring/consultation/answers"
QUICK = {"HX-Request": "true"}


def path_of(reply: int) -> str:
    return f"/events/spring/consultation/replies/{reply}"


@pytest.mark.one_database
def test_any_piece_gets_one_or_more_themes(
    organiser: FlaskClient, answered, theme_ids, coded
) -> None:
    reply = answered("donor", "🙂 Money now. Press later.")
    answered("media", "x", "Money", "Press")
    both = [theme_ids()["Money"], theme_ids()["Press"]]
    data = {"start": 2, "end": 7, "put": both, "stance": "against", "quote": "1"}
    organiser.post(path_of(reply), data=data)
    assert coded()[:2] == [("Money", "Money", "against"), ("Money", "Press", "against")]
    assert 'aria-pressed="true" title="May be quoted' in organiser.get(ANSWERS).text


@pytest.mark.one_database
def test_the_way_back_keeps_the_place(
    organiser: FlaskClient, app: Flask, answered, theme_ids
) -> None:
    reply = answered("donor", "One")
    answered("media", "Two", "Money")
    data = {"start": 0, "end": 3, "put": theme_ids()["Money"]}
    answer = organiser.post(f"{path_of(reply)}?without=1&by=sector&upto=9&page=1", data=data)
    with app.app_context():
        whose = db.session.get_one(Reply, reply).answer_id
    assert (
        answer.location == f"{ANSWERS}?without=1&by=sector&upto=9&page=1&keep={whose}#reply-{reply}"
    )
    assert f'id="reply-{reply}"' in organiser.get(answer.location).text  # though it has a theme now


@pytest.mark.one_database
def test_the_address_cannot_send_elsewhere(organiser: FlaskClient, answered) -> None:
    reply = answered("donor", "One", "Money")
    answer = organiser.post(
        f"{path_of(reply)}?_external=1&_scheme=ftp&slug=other&sector=1&by=//evil.example",
        data={"new": "X", "start": 0, "end": 3},
    )
    assert answer.location.startswith(f"{ANSWERS}?sector=1&page=1&keep=")


def test_the_same_twice_is_one(
    organiser: FlaskClient, answered, theme_ids, coded, passages
) -> None:
    reply = answered("donor", "One two")
    answered("media", "x", "Money")
    for start, end in ((0, 3), (0, 4), (0, 3)):  # space at the ends does not count
        organiser.post(
            path_of(reply), data={"start": start, "end": end, "put": theme_ids()["Money"]}
        )
    assert coded() == [("One", "Money", "for"), ("x", "Money", "for")]
    assert len(passages()) == 2


@pytest.mark.one_database
def test_sentences_can_be_ticked(organiser: FlaskClient, answered, theme_ids, coded) -> None:
    reply = answered("donor", "One. Two! Three?")
    answered("media", "x", "Money")
    html = organiser.get(f"{path_of(reply)}/choose", headers=QUICK).text
    assert [f'value="{span}"' in html for span in ("0-4", "5-9", "10-16")] == [True] * 3
    organiser.post(path_of(reply), data={"sentence": ["0-4", "10-16"], "put": theme_ids()["Money"]})
    assert coded()[:2] == [("One.", "Money", "for"), ("Three?", "Money", "for")]
    organiser.post(path_of(reply), data={"sentence": ["0-4", "5-9"], "new": "Both"})
    assert ("One. Two!", "Both", "for") in coded()


@pytest.mark.one_database
def test_the_only_sentence_is_ticked_already(organiser: FlaskClient, answered) -> None:
    one, two = answered("donor", "One."), answered("donor", "One. Two!")
    ticked = [
        organiser.get(f"{path_of(reply)}/choose", headers=QUICK).text.count(" checked")
        for reply in (one, two)
    ]
    assert ticked == [1, 0]


@pytest.mark.one_database
def test_once_all_is_read_the_pages_of_reading_lead_on(
    organiser: FlaskClient, asked, answered
) -> None:
    answered("donor", "One.", "Money")
    pages = [f"/events/spring/consultation/{one}" for one in ("answers", "themes", "themes/all")]
    led = ['class="way-on' in organiser.get(page).text for page in pages]
    assert led == [False, True, True]  # the answer waits to be read, on the page of reading
    organiser.post("/events/spring/consultation/answers/1/read", data={"to": "read"})
    ends = [organiser.get(page).text.partition('class="way-on')[2] for page in pages]
    assert ["Turn 1 theme into an objective" in end for end in ends] == [True] * 3


@pytest.mark.one_database
def test_the_form_without_a_script_is_on_the_page(
    organiser: FlaskClient, app: Flask, answered
) -> None:
    reply = answered("donor", "One. Two!")
    plain = organiser.get(f"{path_of(reply)}/choose?by=county")
    assert plain.status_code == 302
    assert f"choose={reply}#reply-{reply}" in plain.location
    assert 'name="sentence" value="5-9"' in organiser.get(plain.location).text
    assert 'name="sentence"' not in organiser.get(ANSWERS).text


@pytest.mark.one_database
def test_a_new_theme_is_put_on_in_place(organiser: FlaskClient, answered, theme_ids, coded) -> None:
    reply = answered("donor", "One")
    for name in ("Shelters", "shelters"):
        organiser.post(path_of(reply), data={"new": name, "start": 0, "end": 3})
    assert list(theme_ids()) == ["Shelters"]
    assert coded() == [("One", "Shelters", "for")]


@pytest.mark.one_database
@pytest.mark.parametrize("typed", ["=SUM(A1)", "x" * 101])
def test_a_theme_without_a_proper_name_stays_typed(
    organiser: FlaskClient, answered, theme_ids, typed: str
) -> None:
    reply = answered("donor", "One. Two.")
    data = {"new": typed, "sentence": "5-9"}
    for answer in (
        organiser.post(path_of(reply), data=data),
        organiser.post(path_of(reply), data=data, headers=QUICK),
    ):
        assert answer.status_code == 422
        assert f'name="new" value="{typed}" aria-invalid="true"' in answer.text
        assert 'value="5-9" checked' in answer.text
    assert theme_ids() == {}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Select some words"),
        ({"start": "0", "end": "3"}, "Choose a theme, or type a new one."),
        ({"start": "x", "end": "3", "new": "A"}, "Enter a whole number"),
        ({"sentence": "1-x", "new": "A"}, "Please choose one from the list."),
        ({"start": "0", "end": "3", "put": "abc"}, "Please choose one from the list."),
        ({"start": "0", "end": str(10**30), "new": "A"}, "Enter a number from"),
    ],
)
def test_what_cannot_be_read_is_said(
    organiser: FlaskClient, answered, theme_ids, data: dict[str, str], sentence: str
) -> None:
    reply = answered("donor", "One")
    answer = organiser.post(path_of(reply), data=data)
    assert (answer.status_code, sentence in answer.text, theme_ids()) == (422, True, {})


@pytest.mark.one_database
@pytest.mark.parametrize(("start", "end"), [(0, 8), (3, 4), (2, 2), (5, 1), (99, 100)])
def test_pieces_that_there_are_not_are_refused(
    organiser: FlaskClient, answered, coded, start: int, end: int
) -> None:
    reply = answered("donor", "One two")
    data = {"start": start, "end": end, "new": "A"}
    assert organiser.post(path_of(reply), data=data).status_code == 409
    quick = organiser.post(path_of(reply), data=data, headers=QUICK)
    assert (quick.status_code, "Select some words of the answer first." in quick.text) == (
        422,
        True,
    )
    assert coded() == []


def test_a_theme_that_went_meanwhile_is_said(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded
) -> None:
    reply = answered("donor", "One", "Money")
    with app.app_context():
        db.session.execute(sa.update(Theme).values(gone=True))
        db.session.commit()
    data = {"start": 0, "end": 3, "put": theme_ids()["Money"], "new": "Other"}
    for answer in (
        organiser.post(path_of(reply), data=data),
        organiser.post(path_of(reply), data=data, headers=QUICK),
    ):
        assert "“Money” was merged or removed in the meantime. Nothing is lost" in answer.text
    assert coded() == []
    assert list(theme_ids()) == ["Money"]


@pytest.mark.one_database
def test_taking_off_turning_and_quoting(
    organiser: FlaskClient, answered, theme_ids, coded, passages
) -> None:
    reply = answered("donor", "One", "Money", "Press")
    (passage,), money, press = passages(), theme_ids()["Money"], theme_ids()["Press"]
    organiser.post(path_of(reply), data={"turn": f"{passage}-{money}"})
    assert coded() == [("One", "Money", "against"), ("One", "Press", "for")]
    organiser.post(path_of(reply), data={"turn": f"{passage}-{money}"})
    organiser.post(path_of(reply), data={"take": f"{passage}-{money}"})
    organiser.post(path_of(reply), data={"take": f"{passage}-{money}"})
    assert coded() == [("One", "Press", "for")]
    organiser.post(path_of(reply), data={"turn_quote": passage})
    organiser.post(path_of(reply), data={"take": f"{passage}-{press}"})
    assert (coded(), passages()) == ([], [passage])  # it may still be quoted
    organiser.post(path_of(reply), data={"turn_quote": passage})
    assert passages() == []
    assert organiser.post(path_of(reply), data={"turn_quote": passage}).status_code == 409


@pytest.mark.one_database
def test_the_quick_answer_is_the_reply_alone(organiser: FlaskClient, answered, theme_ids) -> None:
    reply = answered("donor", "One", "Money")
    answered("donor", "Two", "Press")
    answer = organiser.post(
        path_of(reply), data={"start": 0, "end": 3, "put": theme_ids()["Press"]}, headers=QUICK
    )
    assert answer.text.strip().startswith(f'<div class="passage" id="reply-{reply}"')
    assert answer.text.count('name="take"') == 2
    assert "1 of 2 answers read, none without a theme; 2 passages with a theme." in answer.text
    assert "<html" not in answer.text


def test_who_coded_what_is_visible(sign_in, app: Flask, answered, theme_ids) -> None:
    reply = answered("donor", "One two")
    answered("media", "x", "Money")
    sign_in("facilitator").post(
        path_of(reply), data={"start": 0, "end": 3, "put": theme_ids()["Money"]}
    )
    html = sign_in("organiser").get(ANSWERS).text
    assert html.count('title="Çeljeta Doçi"') == 2  # on the passage, and as who has read the answer
    with app.app_context():
        assert db.session.scalars(
            sa.select(Answer.read_by_id).join(Reply).where(Reply.id == reply)
        ).one()


@pytest.mark.one_database
def test_coding_is_for_those_who_may(
    organiser: FlaskClient, sign_in, answered, theme_ids, passages
) -> None:
    reply = answered("donor", "One", "Money")
    data = {"new": "X", "start": 0, "end": 3}
    assert sign_in("facilitator").post(path_of(reply), data=data).status_code == 302
    for path in (path_of(reply), f"{path_of(reply)}/black-out"):
        assert sign_in("note_taker").post(path, data=data).status_code == 403
        assert sign_in("stranger").post(path, data=data).status_code == 404
        assert organiser.get(path).status_code == 405
        assert organiser.post(path.replace(f"/{reply}", "/999"), data=data).status_code == 404
    assert sign_in("note_taker").get(f"{path_of(reply)}/choose").status_code == 403
    assert sign_in("stranger").get(f"{path_of(reply)}/choose").status_code == 404
    assert organiser.get(f"{path_of(999)}/choose").status_code == 404
    assert organiser.post(path_of(reply), data={"turn": f"{passages()[0]}-999"}).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("number", "status"), [(2**31 - 1, 404), (2**31, 422), (10**30, 422), (-1, 422)]
)
def test_a_theme_of_a_number_there_is_not(
    organiser: FlaskClient, answered, number: int, status: int
) -> None:
    reply = answered("donor", "One", "Money")
    data = {"start": 0, "end": 3, "put": str(number)}
    assert organiser.post(path_of(reply), data=data).status_code == status
    assert organiser.post(path_of(reply), data={"take": f"1-{number}"}).status_code in (
        404,
        409,
        422,
    )


def test_blacking_out_is_shown_first_and_then_for_good(
    organiser: FlaskClient, app: Flask, answered, theme_ids, coded
) -> None:
    reply = answered("donor", "Çiljeta nga Kodra, çiljeta!", "Money")
    path = f"{path_of(reply)}/black-out"
    shown = organiser.post(path, data={"names": "çiljeta"})
    assert (shown.status_code, "███████ nga Kodra, ███████!" in shown.text) == (200, True)
    with app.app_context():
        assert db.session.get_one(Reply, reply).text == "Çiljeta nga Kodra, çiljeta!"
    assert organiser.post(path, data={"start": 12, "end": 17, "sure": "1"}).status_code == 302
    assert organiser.post(path, data={"names": "çiljeta", "sure": "1"}).status_code == 302
    with app.app_context():
        row = db.session.get_one(Reply, reply)
        assert (row.text, row.folded) == (
            "███████ nga █████, ███████!",
            "███████ nga █████, ███████!",
        )
        assert db.session.scalars(sa.select(Passage.end)).one() == len(row.text)
    assert [name for _text, name, _stance in coded()] == ["Money"]
    assert organiser.post(path, data={"names": "Ana", "sure": "1"}).status_code == 409
    assert organiser.post(path, data={"names": "x" * 201, "sure": "1"}).status_code == 422
