"""A theme that was taken off is put back as it was: the same words, theme, stance and the same person behind it."""

import html
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import TimestampSigner

from facilitate.accounts.models import User
from facilitate.consultation.models import Coding, Passage, Stance, Theme
from facilitate.consultation.reading.actions import GOOD_FOR, TakenTheme, open_taken, seal_taken
from facilitate.data.db import db
from facilitate.web.refused import Refused

from ...scenes import keep_scene

pytestmark = pytest.mark.both_databases

ANSWERS = "/events/spring/consultation/answers"
QUICK = {"HX-Request": "true"}
NUMBERS = st.integers(0, 2**31 - 1)
TAKEN = st.builds(
    TakenTheme,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    st.sampled_from([one.value for one in Stance]),
    st.none() | NUMBERS,
)


def path_of(reply: int) -> str:
    return f"/events/spring/consultation/replies/{reply}"


def details(app: Flask) -> list[tuple[object, ...]]:
    """Every coding to the last detail but for the passage's number: a passage without a theme is no passage."""
    with app.app_context():
        columns = (
            Passage.reply_id,
            Passage.start,
            Passage.end,
            Coding.theme_id,
            Coding.stance,
            Coding.user_id,
        )
        rows = db.session.execute(
            sa.select(*columns).join(Passage, Coding.passage_id == Passage.id)
        )
        return sorted(tuple(row) for row in rows)


def way_back(page: str) -> str:
    """The address behind the button that undoes it."""
    return html.unescape(re.search(r'action="([^"]+/put-back[^"]*)"', page)[1])


@pytest.fixture
@keep_scene
def colleague(sign_in, answered, theme_ids) -> int:
    """A reply of which somebody else put words against a theme; `Press` is on nothing of it."""
    answered("media", "x", "Money", "Press")
    reply = answered("donor", "🙂 Money now. Press later.")
    data = {"start": 2, "end": 7, "put": theme_ids()["Money"], "stance": "against"}
    sign_in("facilitator").post(path_of(reply), data=data)
    return reply


def take(client: FlaskClient, reply: int, passage: int, theme: int, **more: object) -> str:
    """Take it off; the page that says so."""
    answer = client.post(path_of(reply), data={"take": f"{passage}-{theme}"}, **more)
    assert answer.status_code == 200
    return answer.text


def test_undo_beside_the_reply(
    organiser: FlaskClient, app: Flask, colleague: int, theme_ids, passages
) -> None:
    before = details(app)
    page = take(organiser, colleague, passages()[-1], theme_ids()["Money"], headers=QUICK)
    assert ("“Money” was removed from the passage." in page, "<html" in page) == (True, False)
    assert len(details(app)) == len(before) - 1
    answer = organiser.post(way_back(page), headers=QUICK)
    assert (answer.status_code, 'title="Çeljeta Doçi"' in answer.text) == (200, True)
    assert "was removed from the passage" not in answer.text
    assert details(app) == before


@pytest.mark.one_database
def test_undo_without_javascript(
    organiser: FlaskClient, app: Flask, colleague: int, theme_ids, passages
) -> None:
    before = details(app)
    path = f"{path_of(colleague)}?by=sector&text=money&page=1"
    taken = organiser.post(path, data={"take": f"{passages()[-1]}-{theme_ids()['Money']}"})
    assert taken.location.endswith(f"#reply-{colleague}")
    page = organiser.get(taken.location).text
    flash = re.search(r'class="flash".*?</div>', page, re.S)[0]
    assert "“Money” was removed from the passage." in flash
    answer = organiser.post(way_back(flash))
    assert answer.location.startswith(f"{ANSWERS}?text=money&by=sector&page=1&keep=")
    assert details(app) == before
    assert "“Money” was applied again, as before." in organiser.get(answer.location).text


def test_a_passage_that_may_be_quoted_stays_the_same_one(
    organiser: FlaskClient, app: Flask, answered, theme_ids, passages
) -> None:
    reply = answered("donor", "One", "Money")
    (passage,) = passages()
    organiser.post(path_of(reply), data={"turn_quote": passage})
    page = take(organiser, reply, passage, theme_ids()["Money"], headers=QUICK)
    organiser.post(way_back(page), headers=QUICK)
    assert passages() == [passage]


@pytest.mark.one_database
def test_what_somebody_put_there_meanwhile_stays(
    organiser: FlaskClient, sign_in, app: Flask, colleague: int, theme_ids, passages
) -> None:
    money = theme_ids()["Money"]
    page = take(organiser, colleague, passages()[-1], money, headers=QUICK)
    sign_in("lead_facilitator").post(path_of(colleague), data={"start": 2, "end": 7, "put": money})
    now = details(app)
    for _click in range(2):
        assert organiser.post(way_back(page), headers=QUICK).status_code == 200
    assert details(app) == now


def test_who_left_leaves_no_name(
    organiser: FlaskClient, app: Flask, colleague: int, theme_ids, passages
) -> None:
    before = details(app)
    page = take(organiser, colleague, passages()[-1], theme_ids()["Money"], headers=QUICK)
    with app.app_context():
        db.session.execute(sa.delete(User).where(User.name == "Çeljeta Doçi"))
        db.session.commit()
    assert organiser.post(way_back(page)).status_code == 302
    assert [row[:5] for row in details(app)] == [row[:5] for row in before]
    assert {row[5] for row in details(app)} == {None}


@pytest.mark.one_database
def test_a_theme_that_went_meanwhile_is_said(
    organiser: FlaskClient, app: Flask, colleague: int, theme_ids, passages
) -> None:
    page = take(organiser, colleague, passages()[-1], theme_ids()["Money"], headers=QUICK)
    with app.app_context():
        db.session.execute(sa.update(Theme).values(gone=True))
        db.session.commit()
    now = details(app)
    assert organiser.post(way_back(page)).status_code == 409
    quick = organiser.post(way_back(page), headers=QUICK)
    assert (quick.status_code, "“Money” was merged or removed in the meantime." in quick.text) == (
        422,
        True,
    )
    assert details(app) == now


@pytest.mark.one_database
def test_the_browser_is_not_believed(
    organiser: FlaskClient, app: Flask, colleague: int, answered, theme_ids, passages
) -> None:
    page = take(organiser, colleague, passages()[-1], theme_ids()["Money"], headers=QUICK)
    right, now = way_back(page), details(app)
    other = answered("donor", "Another answer, long enough")
    token = re.search(r"was=([^&]+)", right)[1]
    with app.app_context():
        made_up = seal_taken(
            TakenTheme(colleague, 2, 7, theme_ids()["Money"], "for", 1), "another key"
        )
    for wrong in (
        right.replace(token, token[:-2] + "xx"),
        right.replace(token, ""),
        right.replace(token, made_up),
        right.replace(f"replies/{colleague}/", f"replies/{other}/"),
        right.split("?")[0],
    ):
        assert organiser.post(wrong).status_code == 409
    assert details(app) == now


@pytest.mark.one_database
def test_putting_back_is_guarded(
    organiser: FlaskClient, sign_in, app: Flask, colleague: int, theme_ids, passages
) -> None:
    right = way_back(
        take(organiser, colleague, passages()[-1], theme_ids()["Money"], headers=QUICK)
    )
    assert sign_in("note_taker").post(right).status_code == 403
    assert sign_in("stranger").post(right).status_code == 404
    assert organiser.get(right).status_code == 405
    assert organiser.post(right.replace(f"replies/{colleague}/", "replies/999/")).status_code == 404


@pytest.mark.one_database
def test_nothing_taken_off_offers_no_way_back(
    organiser: FlaskClient, colleague: int, theme_ids, passages
) -> None:
    page = take(organiser, colleague, passages()[-1], theme_ids()["Press"], headers=QUICK)
    assert "put-back" not in page


@given(TAKEN, st.text(min_size=1, max_size=20))
def test_what_is_sealed_opens_as_it_was(taken: TakenTheme, key: str) -> None:
    seal = seal_taken(taken, key)
    assert open_taken(seal, key, taken.reply) == taken
    for wrong, with_key, reply in (
        (seal, f"{key}!", taken.reply),
        (seal[1:], key, taken.reply),
        ("", key, taken.reply),
        (seal, key, -1),
    ):
        with pytest.raises(Refused):
            open_taken(wrong, with_key, reply)


def test_a_seal_is_good_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = TakenTheme(1, 2, 7, 3, "for", None)
    now = TimestampSigner("k").get_timestamp()
    seal = seal_taken(taken, "k")
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self: now + GOOD_FOR - 5)
    assert open_taken(seal, "k", 1) == taken
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self: now + GOOD_FOR + 5)
    with pytest.raises(Refused):
        open_taken(seal, "k", 1)
