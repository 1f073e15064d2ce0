"""A forum's own lessons: told by its own link, decided by those who keep it, on its sheet, in Word and in the search."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from secrets import token_hex

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.practice.models import Lesson, LessonLink

from ... import moment
from ...forums.meetings.conftest import South, keeper, south
from ...inbox import receive_mails, send_looked_at
from ...statements import count_statements
from ...two_people import let_out
from ..rows import add_lesson

__all__ = ["keeper", "south"]
pytestmark = pytest.mark.both_databases
SignIn = Callable[[str], FlaskClient]
OF_A_MEETING, OWN, ASIDE = "Fix the date before lunch", "Observers speak last", "Meet in a tent"


def opened(client: FlaskClient, south: South, app: Flask, until: date | None = None) -> str:
    """Open the forum's link; gives its address."""
    day = until or moment.planner_today() + timedelta(days=7)
    assert (
        client.post(f"{south.path}/lessons/link", data={"closes_on": day.isoformat()}).status_code
        == 302
    )
    with app.app_context():
        return f"/l/{db.session.scalars(sa.select(LessonLink.token)).one()}"


def all_lessons(app: Flask) -> list[Lesson]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Lesson).order_by(Lesson.id)))


def of_forum(forum_id: int, text: str, taken: bool | None = True) -> Lesson:
    row = add_lesson(0, text, taken=taken)
    row.event_id, row.forum_id, row.key = None, forum_id, token_hex(8)
    return row


@pytest.fixture
def told(app: Flask, south: South) -> None:
    """One lesson of a meeting that was held, and two of the forum itself, of which one was put aside."""
    with app.app_context():
        db.session.add(add_lesson(south.held, OF_A_MEETING))
        db.session.add_all([of_forum(south.forum, OWN), of_forum(south.forum, ASIDE, False)])
        db.session.commit()


def test_it_is_told_by_link_once_however_often_it_is_sent(
    app: Flask, keeper: FlaskClient, client: FlaskClient, south: South
) -> None:
    link = opened(keeper, south, app)
    with app.app_context():
        name = db.session.get_one(Forum, south.forum).name.en
    page = client.get(link).text  # a forum speaks the planner's usual language
    assert ('<html lang="en">' in page, name in page, 'name="step"' in page) == (True, True, False)
    with client.session_transaction() as session:
        session["language"] = "sq"
    for _time in range(2):
        data = {
            "key": "k",
            "keep": "Nikoqiri ndërrohet",
            "otherwise": "Më pak fjalime",
            "step": "1",
        }
        assert client.post(link, data=data).status_code == 302
    rows = [
        (row.event_id, row.forum_id, row.text.sq, row.keep, row.taken) for row in all_lessons(app)
    ]
    assert rows == [
        (None, south.forum, "Nikoqiri ndërrohet", True, None),
        (None, south.forum, "Më pak fjalime", False, None),
    ]
    assert client.post(link, data={"key": "x", "keep": "", "otherwise": ""}).status_code == 422
    assert "2 lessons: 2 are waiting for your decision." in keeper.get(f"{south.path}/lessons").text


@pytest.mark.one_database
def test_it_closes_and_goes_like_an_events(
    app: Flask, keeper: FlaskClient, client: FlaskClient, south: South
) -> None:
    link = opened(keeper, south, app, moment.planner_today() - timedelta(days=2))
    assert "textarea" not in client.get(link).text
    client.post(link, data={"key": "k", "keep": "Vonë"})
    assert all_lessons(app) == []
    assert opened(keeper, south, app) == link
    assert keeper.get(f"{south.path}/lessons/qr.svg").mimetype == "image/svg+xml"
    assert keeper.post(f"{south.path}/lessons/link", data={"closes_on": ""}).status_code == 422
    keeper.post(f"{south.path}/lessons/link/remove")
    assert client.get(link).status_code == 404
    assert keeper.get(f"{south.path}/lessons/qr.svg").status_code == 404


def test_it_stands_on_the_sheet_beside_that_of_the_meetings(
    keeper: FlaskClient, south: South, sign_in: SignIn, told
) -> None:
    page = keeper.get(f"{south.path}/practice-sheet").text
    assert [text in page for text in (OF_A_MEETING, OWN, ASIDE)] == [True, True, False]
    assert f'href="{south.path}/lessons"' in page
    assert let_out(f"{south.path}/practice-sheet/release", keeper, sign_in("administrator")) == [
        302,
        302,
    ]
    for reader, seen in ((keeper, [True, True, False]), (sign_in("viewer"), [False, True, False])):
        answer = reader.get(f"{south.path}/practice-sheet.docx?lang=en")
        word = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)
        assert [text in word for text in (OF_A_MEETING, OWN, ASIDE)] == seen
    own = keeper.get(f"{south.path}/lessons").text
    assert [text in own for text in (OF_A_MEETING, OWN, ASIDE)] == [False, True, True]


def test_everybody_finds_it_in_the_search(sign_in: SignIn, south: South, told) -> None:
    page = sign_in("stranger").get("/what-we-learned?q=observers").text
    assert (OWN in page, f'href="{south.path}/practice-sheet"' in page) == (True, True)
    page = sign_in("stranger").get("/what-we-learned").text
    assert [text in page for text in (OF_A_MEETING, OWN, ASIDE)] == [False, True, False]


def test_it_is_decided_and_worded_better(app: Flask, keeper: FlaskClient, south: South) -> None:
    with app.app_context():
        db.session.add(of_forum(south.forum, "shorter pls", None))
        db.session.commit()
    [row] = all_lessons(app)
    path = f"{south.path}/lessons/{row.id}"
    assert keeper.post(f"{path}/decide", data={"to": "sheet"}).headers["Location"] == (
        f"{south.path}/lessons#lesson-{row.id}"
    )
    page = keeper.get(path).text
    assert ('name="step"' in page, "About which technique?" in page) == (False, True)
    data = {
        "version": "2",
        "text-en": "Shorter",
        "text-sq": "Më shkurt",
        "technique": "donors-panel",
    }
    assert keeper.post(path, data=data).status_code == 302
    [row] = all_lessons(app)
    assert (row.text, row.taken, row.technique, row.step_id) == (
        Words("Shorter", "Më shkurt"),
        True,
        "donors-panel",
        None,
    )
    assert keeper.post(path, data={**data, "text-en": "Other"}).status_code == 409


@pytest.mark.one_database
def test_the_one_who_keeps_it_writes_one_down(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    data = {"version": "None", "text-en": "Name tags", "keep": "y", "technique": ""}
    assert keeper.post(f"{south.path}/lessons/new", data=data).status_code == 302
    [row] = all_lessons(app)
    assert (row.forum_id, row.event_id, row.taken, row.keep) == (south.forum, None, True, True)


def test_its_mail_says_that_it_goes_on(app: Flask, keeper: FlaskClient, south: South) -> None:
    opened(keeper, south, app)
    with receive_mails(app) as inbox:
        page = keeper.get(f"{south.path}/lessons/mail").text
        assert ("continues its work." in page, "is over" in page) == (True, False)
        send_looked_at(keeper, f"{south.path}/lessons/mail")
    assert len(inbox.to) == 1


@pytest.mark.one_database
def test_doors(
    app: Flask, sign_in: SignIn, keeper: FlaskClient, client: FlaskClient, south: South, told
) -> None:
    rows = {row.text.en: row for row in all_lessons(app)}
    own, other = (
        f"{south.path}/lessons/{rows[OWN].id}",
        f"{south.path}/lessons/{rows[OF_A_MEETING].id}",
    )
    for path in (f"{south.path}/lessons", f"{south.path}/lessons/new", own):
        assert keeper.get(path).status_code == 200
        assert sign_in("viewer").get(path).status_code == 403
        assert client.get(path).status_code == 302
    assert sign_in("viewer").post(f"{own}/decide", data={"to": "aside"}).status_code == 403
    assert "/lessons" not in sign_in("viewer").get(f"{south.path}/practice-sheet").text
    assert keeper.get(other).status_code == 404
    assert keeper.post(f"{other}/decide", data={"to": "aside"}).status_code == 404
    assert keeper.get("/forums/nowhere/lessons").status_code == 404
    assert keeper.get(f"{own}/decide").status_code == 405


def test_it_goes_with_its_forum(app: Flask, keeper: FlaskClient, south: South, told) -> None:
    opened(keeper, south, app)
    with app.app_context():
        db.session.delete(db.session.get_one(Forum, south.forum))
        db.session.commit()
        assert [row.text.en for row in db.session.scalars(sa.select(Lesson))] == [OF_A_MEETING]
        assert db.session.query(LessonLink).count() == 0


def test_the_same_statements_for_one_and_for_three(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    asked = []
    for number in (1, 2):
        with app.app_context():
            db.session.add_all([of_forum(south.forum, f"{number} {one}") for one in range(number)])
            db.session.commit()
        with count_statements() as sent:
            keeper.get(f"{south.path}/lessons")
            keeper.get(f"{south.path}/practice-sheet")
        asked.append(len(sent))
    assert asked[0] == asked[1] <= 28


@pytest.mark.one_database
def test_its_list_comes_back_once_however_often_it_is_pressed_and_is_undone(
    app: Flask, keeper: FlaskClient, south: South, told
) -> None:
    page = f"{south.path}/lessons"
    before = keeper.get(f"{page}.csv").text
    lines = before.replace(OWN, "Observers speak first").splitlines()
    file = "\n".join([*lines, "Meet on Mondays,do differently,,put aside"])
    sent = {"file": (io.BytesIO(file.encode()), "lessons.csv")}
    asked = keeper.post(f"{page}/bring-back", data=sent).location
    text = keeper.get(asked).text
    assert "1 new, 1 changed, 0 clashing; 1 unchanged, 0 missing." in text
    mark = {"fingerprint": text.split('name="fingerprint" value="')[1].split('"')[0]}
    done = keeper.post(asked, data=mark, follow_redirects=True).text
    assert "2 lessons were changed, added or removed." in done
    assert keeper.post(asked, data=mark).status_code == 404
    rows = {row.text.en: (row.forum_id, row.taken, row.keep) for row in all_lessons(app)[1:]}
    assert rows == {
        "Observers speak first": (south.forum, True, False),
        ASIDE: (south.forum, False, False),
        "Meet on Mondays": (south.forum, False, False),
    }
    undo = done.split('action="/planner/history')[1].split('"')[0].replace("&amp;", "&")
    assert keeper.post(f"/planner/history{undo}").location == page
    assert keeper.get(f"{page}.csv").text == before
