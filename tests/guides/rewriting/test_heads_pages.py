"""The structure of the notes: agreed for an event, in both languages, on every blank sheet."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.db import db
from facilitate.events.models import Event
from facilitate.guides.models import GuideSetting
from facilitate.guides.notes import USUAL
from facilitate.guides.queries import heads_of, setting_of
from facilitate.lib.text import Words
from tests.statements import counted

PAGE = "/events/spring/guide/notes"
EN, SQ = [one.en for one in USUAL], [one.sq for one in USUAL]
OWN = {"heads": "1", "version": "0", "heads-en": ["Said", "Agreed"], "heads-sq": ["U tha", "U ra dakord"]}


@pytest.fixture
def agreed(app: Flask, cast):
    """The headings as a new request finds them, and whether they are the event's own."""

    def now() -> tuple[list[Words], bool]:
        with app.app_context():
            setting = setting_of(db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one())
            return heads_of(setting), bool(setting and setting.heads)

    return now


def shown(page: str) -> tuple[list[str], list[str]]:
    en, sq = (re.findall(rf'name="heads-{code}"[^>]* value="([^"]*)"', page) for code in ("en", "sq"))
    return en, sq


def test_the_usual_ones_hold_until_the_team_agrees_on_others(organiser: FlaskClient, agreed) -> None:
    page = organiser.get(PAGE).text
    assert shown(page) == (EN, SQ)
    assert "Back to the usual headings" not in page
    assert agreed() == (list(USUAL), False)


def test_agreed(organiser: FlaskClient, agreed) -> None:
    answer = organiser.post(PAGE, data=OWN, follow_redirects=True)
    assert "Saved. The blank sheets for notes have these headings." in answer.text
    assert agreed() == ([Words("Said", "U tha"), Words("Agreed", "U ra dakord")], True)
    assert "Back to the usual headings" in answer.text


def test_the_usual_ones_are_not_kept(organiser: FlaskClient, agreed) -> None:
    organiser.post(PAGE, data=OWN)
    back = organiser.post(PAGE, data={**OWN, "version": "1", "back": "1"})
    assert back.status_code == 200
    assert shown(back.text) == (EN, SQ)
    assert agreed()[1]
    organiser.post(PAGE, data={"heads": "1", "version": "1", "heads-en": EN, "heads-sq": SQ})
    assert agreed() == (list(USUAL), False)


def test_rows_move_without_javascript(organiser: FlaskClient, agreed) -> None:
    form = {"heads": "1", "version": "0", "heads-en": EN, "heads-sq": SQ}
    answer = organiser.post(PAGE, data={**form, "heads-act": "up-4"})
    assert answer.status_code == 200
    assert shown(answer.text)[0] == [EN[0], EN[1], EN[3], EN[2]]
    assert shown(organiser.post(PAGE, data={**form, "heads-act": "drop-1"}).text)[1] == SQ[1:]
    assert shown(organiser.post(PAGE, data={**form, "heads-act": "add-4"}).text)[0] == [*EN, ""]
    full = {"heads": "1", "heads-en": list("abcdefgh"), "heads-sq": [""] * 8, "heads-act": "add-8"}
    answer = organiser.post(PAGE, data=full)
    assert shown(answer.text)[0] == list("abcdefgh")
    assert "Add a heading" not in answer.text
    assert agreed() == (list(USUAL), False)


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [
        (["One", ""], "Between 2 and 8 headings, please."),
        ([], "Between 2 and 8 headings, please."),
        ([str(number) for number in range(9)], "Between 2 and 8 headings, please."),
        (["One", "x" * 201], "Line 2: This is too long: at most 200 characters."),
    ],
)
def test_mistakes_stay_in_the_form(organiser: FlaskClient, agreed, heads, sentence) -> None:
    answer = organiser.post(PAGE, data={"heads": "1", "version": "0", "heads-en": heads, "heads-sq": []})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert shown(answer.text)[0] == heads
    assert not agreed()[1]


def test_two_people_agree_on_different_ones(organiser: FlaskClient, sign_in, agreed) -> None:
    sign_in("facilitator").post(PAGE, data=OWN)
    answer = organiser.post(PAGE, data={**OWN, "heads-en": ["Heard", "Promised"]})
    assert answer.status_code == 409
    for text in ("Said", "U tha", "Heard", "Promised"):
        assert text in answer.text
    assert agreed()[0][0].en == "Said"
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    again = organiser.post(PAGE, data={**OWN, "heads-en": ["Heard", "Promised"], "version": version[1]})
    assert again.status_code == 302
    assert agreed()[0][0].en == "Heard"


def test_a_look_chosen_meanwhile_is_no_collision(organiser: FlaskClient, app: Flask, cast, agreed) -> None:
    with app.app_context():
        db.session.add(GuideSetting(event_id=cast.event_id, heads=[]))
        db.session.commit()
    assert organiser.post(PAGE, data={**OWN, "heads-en": EN, "heads-sq": SQ}).status_code == 302
    assert organiser.get(PAGE).status_code == 200


def test_the_door(sign_in, client: FlaskClient) -> None:
    for name, status in (("lead_facilitator", 200), ("facilitator", 200), ("viewer", 403), ("staff", 403), ("stranger", 404)):  # fmt: skip
        assert sign_in(name).get(PAGE).status_code == status
        if status != 200:
            assert sign_in(name).post(PAGE, data=OWN).status_code == status
    assert client.get(PAGE).status_code == 302


def test_few_statements(organiser: FlaskClient) -> None:
    with counted() as statements:
        organiser.get(PAGE)
    assert len(statements) <= 12
