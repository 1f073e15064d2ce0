"""Comments and proposals on a step: said once, told to whom they name, accepted, resolved, seen."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.agenda.models import AgendaChange, CommentMention, Step, StepComment
from facilitate.data.db import db
from facilitate.mail.outbox import Message
from facilitate.web.app import create_app

from ...conftest import settings_for
from ...statements import count_statements

AGENDA = "/events/spring/agenda"
STEP = {
    "minutes": "20",
    "title-en": "What you told us",
    "title-sq": "",
    "technique": "gone-technique",
    "aim-en": "",
    "aim-sq": "",
    "say-en": "",
    "say-sq": "",
    "do-en": "",
    "do-sq": "",
}


@pytest.fixture
def at(steps) -> str:
    """The address of the step that is talked about, “What you told us”."""
    return f"{AGENDA}/steps/{steps['What you told us']}"


def rows(app: Flask) -> list[StepComment]:
    with app.app_context():
        return list(db.session.scalars(sa.select(StepComment).order_by(StepComment.id)))


def minutes(app: Flask, step_id: int) -> int:
    with app.app_context():
        return db.session.get_one(Step, step_id).minutes


def test_a_comment_is_shown(app: Flask, sign_in, at) -> None:
    staff = sign_in("staff")
    answer = staff.post(f"{at}/comments", data={"text": " Can we shorten <b>this</b>? "})
    assert (answer.status_code, answer.location) == (
        302,
        f"{at}/comments#comment-{rows(app)[0].id}",
    )
    page = staff.get(f"{at}/comments").text
    assert "Can we shorten &lt;b&gt;this&lt;/b&gt;?" in page
    assert "Elira Ndoj" in page
    assert "1 comment is open." in page
    assert "Thursday 18 March, 09:00–09:20" in page


def test_who_may_do_what(sign_in, at) -> None:
    codes = {
        name: (
            sign_in(name).get(f"{at}/comments").status_code,
            sign_in(name).post(f"{at}/comments", data={"text": f"by {name}"}).status_code,
            sign_in(name)
            .post(f"{at}/proposals", data=STEP | {"minutes": "25", "text": name})
            .status_code,
            sign_in(name).get(f"{AGENDA}/talk").status_code,
        )
        for name in (
            "organiser",
            "lead_facilitator",
            "facilitator",
            "note_taker",
            "staff",
            "viewer",
            "administrator",
            "stranger",
        )
    }
    assert codes == {
        **dict.fromkeys(
            [
                "organiser",
                "lead_facilitator",
                "facilitator",
                "note_taker",
                "staff",
                "administrator",
            ],
            (200, 302, 302, 200),
        ),
        "viewer": (200, 403, 403, 200),
        "stranger": (404, 404, 404, 404),
    }
    assert "Say something" not in sign_in("viewer").get(f"{at}/comments").text


@pytest.mark.parametrize("path", ["steps/999/comments", "steps/0/comments"])
def test_a_step_that_is_not_there(organiser, steps, path: str) -> None:
    assert organiser.get(f"{AGENDA}/{path}").status_code == 404
    assert organiser.post(f"{AGENDA}/{path}", data={"text": "x"}).status_code == 404


@pytest.mark.parametrize("way", ["accept", "resolve", "reopen"])
def test_a_comment_that_is_not_there(organiser, steps, way: str) -> None:
    assert organiser.post(f"{AGENDA}/comments/999/{way}").status_code == 404
    assert organiser.get(f"{AGENDA}/comments/999/{way}").status_code == 405


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "y" * 100_000])
def test_too_little_and_too_much_stay_in_the_form(app: Flask, organiser, at, text: str) -> None:
    answer = organiser.post(f"{at}/comments", data={"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert rows(app) == []


@pytest.mark.both_databases
def test_a_button_pressed_twice_says_it_once(app: Flask, organiser, sign_in, at) -> None:
    for _time in range(2):
        organiser.post(f"{at}/comments", data={"text": "Shorter?"})
        organiser.post(f"{at}/proposals", data=STEP | {"minutes": "25", "text": "Shorter?"})
    sign_in("staff").post(f"{at}/comments", data={"text": "Shorter?"})
    assert [(one.text, bool(one.proposal)) for one in rows(app)] == [
        ("Shorter?", False),
        ("Shorter?", True),
        ("Shorter?", False),
    ]


@pytest.mark.both_databases
def test_a_proposal_is_shown_and_accepted(app: Flask, sign_in, organiser, steps, at) -> None:
    sign_in("note_taker").post(
        f"{at}/proposals", data=STEP | {"minutes": "45", "text": "We ran over last year"}
    )
    page = sign_in("note_taker").get(f"{at}/comments").text
    assert "20 → <strong>45 min</strong>" in page
    assert "We ran over last year" in page
    assert "/accept" not in page
    key = rows(app)[0].id
    assert sign_in("note_taker").post(f"{AGENDA}/comments/{key}/accept").status_code == 403
    assert organiser.post(f"{AGENDA}/comments/{key}/accept").status_code == 302
    assert minutes(app, steps["What you told us"]) == 45
    with app.app_context():
        assert db.session.scalars(sa.select(AgendaChange.did)).all() == ["accepted"]
    assert "Accepted: Arta Hoxha" in organiser.get(f"{at}/comments").text
    assert organiser.post(f"{AGENDA}/comments/{key}/accept").status_code == 409
    organiser.post(f"{AGENDA}/undo")
    assert minutes(app, steps["What you told us"]) == 20


def test_where_nothing_else_changed_other_changes_do_not_matter(
    app: Flask, organiser, steps, at
) -> None:
    organiser.post(f"{at}/proposals", data=STEP | {"minutes": "45"})
    organiser.post(f"{AGENDA}/move", data={"step": steps["What you told us"], "to": "up"})
    assert organiser.post(f"{AGENDA}/comments/{rows(app)[0].id}/accept").status_code == 302
    assert minutes(app, steps["What you told us"]) == 45


def test_a_field_changed_since_is_shown_first(app: Flask, organiser, steps, at) -> None:
    organiser.post(f"{at}/proposals", data=STEP | {"minutes": "45"})
    organiser.post(f"{at}/minutes", data={"minutes": "35"})
    accept = f"{AGENDA}/comments/{rows(app)[0].id}/accept"
    answer = organiser.post(accept)
    assert answer.status_code == 409
    assert all(f">{text}<" in answer.text for text in ("20", "35 min", "45 min"))
    assert minutes(app, steps["What you told us"]) == 35
    with app.app_context():
        seen = db.session.scalar(sa.select(sa.func.max(AgendaChange.id)))
    organiser.post(f"{at}/minutes", data={"minutes": "36"})
    assert organiser.post(accept, data={"seen": seen}).status_code == 409  # once more changed
    assert organiser.post(accept, data={"seen": seen + 1}).status_code == 302
    assert minutes(app, steps["What you told us"]) == 45


def test_what_is_in_the_agenda_already_is_accepted_in_peace(app: Flask, organiser, at) -> None:
    organiser.post(f"{at}/proposals", data=STEP | {"minutes": "45"})
    organiser.post(f"{at}/minutes", data={"minutes": "45"})
    assert organiser.post(f"{AGENDA}/comments/{rows(app)[0].id}/accept").status_code == 302
    assert rows(app)[0].accepted


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"minutes": "soon"},
        {"title-en": ""},
        {"technique": "nothing"},
        {"minutes": "25", "text": "x" * 2001},
    ],
)
def test_a_proposal_that_is_none_stays_in_the_form(
    app: Flask, organiser, at, typed: dict[str, str]
) -> None:
    assert organiser.post(f"{at}/proposals", data=STEP | typed).status_code == 422
    assert rows(app) == []


def test_a_comment_is_no_proposal(app: Flask, organiser, at) -> None:
    organiser.post(f"{at}/comments", data={"text": "Hm"})
    assert organiser.post(f"{AGENDA}/comments/{rows(app)[0].id}/accept").status_code == 409


def test_resolved_ones_fold_away_and_come_back(app: Flask, organiser, sign_in, at) -> None:
    sign_in("staff").post(f"{at}/comments", data={"text": "Is the room free?"})
    key = rows(app)[0].id
    assert sign_in("facilitator").post(f"{AGENDA}/comments/{key}/resolve").status_code == 403
    assert sign_in("staff").post(f"{AGENDA}/comments/{key}/resolve").status_code == 302
    page = organiser.get(f"{at}/comments").text
    assert "1 resolved" in page
    assert "Resolved: Elira Ndoj" in page
    assert "Is the room free?" not in organiser.get(f"{AGENDA}/talk").text
    assert organiser.post(f"{AGENDA}/comments/{key}/reopen").status_code == 302
    assert "Is the room free?" in organiser.get(f"{AGENDA}/talk").text


def mentions(app: Flask) -> list[tuple[int, bool]]:
    with app.app_context():
        found = db.session.scalars(sa.select(CommentMention).order_by(CommentMention.member_id))
        return [(one.member_id, one.seen) for one in found]


@pytest.mark.both_databases
def test_who_is_named_is_told_until_they_look(app: Flask, cast, organiser, sign_in, at) -> None:
    text = "@celjeta doci: can you? And @Arta me."
    organiser.post(f"{at}/comments", data={"text": text, "asked": cast.members["staff"]})
    both = sorted([cast.members["facilitator"], cast.members["staff"]])
    assert mentions(app) == [(key, False) for key in both]
    assert "mentions you" in sign_in("facilitator").get(f"{AGENDA}/talk").text
    assert "mentions you" not in sign_in("note_taker").get(f"{AGENDA}/talk").text
    page = sign_in("facilitator").get(f"{at}/comments").text
    assert "mentions you" in page
    assert "asks" in page
    assert dict(mentions(app))[cast.members["facilitator"]] is True
    assert dict(mentions(app))[cast.members["staff"]] is False
    assert "mentions you" not in sign_in("facilitator").get(f"{AGENDA}/talk").text


def test_somebody_outside_the_team_cannot_be_asked(app: Flask, organiser, at) -> None:
    assert organiser.post(f"{at}/comments", data={"text": "x", "asked": "999"}).status_code == 422


@pytest.mark.both_databases
def test_the_talk_is_in_the_order_of_the_agenda(organiser, steps) -> None:
    for title in ("Coffee", "Registration", "World café"):
        organiser.post(f"{AGENDA}/steps/{steps[title]}/comments", data={"text": f"About {title}"})
    page = organiser.get(f"{AGENDA}/talk").text
    at = [page.index(f"About {title}") for title in ("Registration", "World café", "Coffee")]
    assert at == sorted(at)
    assert "3 comments are open." in page
    organiser.post(f"{AGENDA}/remove", data={"step": steps["Coffee"]})
    assert "2 comments are open." in organiser.get(f"{AGENDA}/talk").text


def test_nothing_to_talk_about(organiser, steps) -> None:
    assert "Nothing to talk about right now" in organiser.get(f"{AGENDA}/talk").text


def test_a_parked_step_can_be_talked_about(organiser, steps, at) -> None:
    organiser.post(f"{AGENDA}/move", data={"step": steps["What you told us"], "list": "parked"})
    assert "Parked, 20 min" in organiser.get(f"{at}/comments").text


def test_the_pages_ask_little_however_much_is_said(organiser, cast, sign_in, at, steps) -> None:
    def asked(path: str) -> int:
        with count_statements() as statements:
            assert sign_in("facilitator").get(path).status_code == 200
        return len(statements)

    def fill(number: int) -> None:
        for key in (steps["What you told us"], steps["Coffee"]):
            data: dict[str, Any] = {"text": f"Hm {number}", "asked": cast.members["facilitator"]}
            organiser.post(f"{AGENDA}/steps/{key}/comments", data=data)

    fill(0)
    few = asked(f"{AGENDA}/talk"), asked(f"{at}/comments")
    for number in range(1, 5):
        fill(number)
    assert (asked(f"{AGENDA}/talk"), asked(f"{at}/comments")) == few
    assert max(few) <= 16


def test_a_mail_goes_to_who_is_named_in_their_language(
    database, tmp_path, cast, steps, monkeypatch
) -> None:
    app = create_app(settings_for(tmp_path, database, mail_url="smtp://localhost:1"))
    with app.app_context():
        asked = User.email == "facilitator@office.example"
        db.session.execute(sa.update(User).where(asked).values(language="sq"))
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cast.tokens["organiser"]
    path = f"{AGENDA}/steps/{steps['Coffee']}/comments"
    assert "gets an e-mail" in client.get(path).text
    for _time in range(2):
        client.post(path, data={"text": "@Çeljeta Doçi and @Besnik Kola?"})
    with app.app_context():
        mails = {one.to: one.body for one in db.session.scalars(sa.select(Message))}
        db.engine.dispose()
    assert sorted(mails) == ["facilitator@office.example", "lead_facilitator@office.example"]
    assert all(f"http://localhost{path}\n" in body for body in mails.values())
    assert not any("and @Besnik" in body for body in mails.values())
