"""What was decided about the words of an action is carried out in all that is made of it; what is open stays for its owner."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.forums.models import OpenPoint
from facilitate.history.models import Change
from facilitate.notes.models import NoteAction, NoteKind, NoteLine
from facilitate.release.models import Clearing, TextSource, Verdict

from ... import moment
from ...inbox import receive_mails
from ...statements import count_statements
from ..conftest import REPORT, report_event
from .conftest import HOME, Made
from .test_mail import fingerprint

pytestmark = pytest.mark.both_databases
REMOVED, GENERAL, OPEN = "Qzremoved", "Qzgeneral", "Qzopen"
TEXT = f"Telefononi nënën e {REMOVED} te {GENERAL} dhe pastaj {OPEN}"
TOLD = f"Telefononi nënën e […] te një zonë dhe pastaj {OPEN}"
QUESTION, ASKED = f"Kush e pret {REMOVED}?", "Kush e pret […]?"
LONG = (
    f"{'Lista dërgohet në kohë. ' * 7}Pastaj vjen {REMOVED} {GENERAL}. {'E tjera më vonë. ' * 20}"
)
"""Its title is cut where the second of these words would stand."""


@pytest.fixture
def leaky(app: Flask, made: Made) -> Made:
    """An action, how far it is and a question, with words that could identify somebody."""
    with app.app_context():
        row, now = db.session.get_one(NoteAction, made.call), moment.now()
        row.text, row.outcome = TEXT, f"Foli me {REMOVED}."
        row.due_on = moment.planner_today() + timedelta(days=5)
        question = {"kind": NoteKind.QUESTION, "text": QUESTION, "at": now, "changed_at": now}
        db.session.add(NoteLine(event_id=row.event_id, key="asked-0001", **question))
        db.session.commit()
    return made


@pytest.fixture
def decide(app: Flask, keeper: FlaskClient, leaky: Made) -> Callable[[], None]:
    """Decides about two of three words, on the page; the words of the question with them."""

    def put() -> None:
        for found, verdict, instead in (
            (REMOVED, "remove", ""),
            (GENERAL, "generalise", "një zonë"),
        ):
            for source, row_id in (("action", leaky.call), ("line", line_of(app))):
                data = {
                    "source": source,
                    "row_id": row_id,
                    "found": found,
                    "verdict": verdict,
                    "instead": instead,
                }
                answer = keeper.post(f"{REPORT}/privacy", data=data)
                assert answer.status_code == (
                    302 if source == "action" or found == REMOVED else 409
                )

    return put


def line_of(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(NoteLine.id)).one()


def copies(app: Flask, action: int) -> tuple[str, str, list[str]]:
    """Title and note of its task, and what the forum's points say."""
    with app.app_context():
        task = db.session.get_one(Task, db.session.get_one(NoteAction, action).task_id)
        points = db.session.scalars(sa.select(OpenPoint.text).order_by(OpenPoint.id)).all()
        return task.title.en or task.title.sq, task.note, list(points)


def pass_on(app: Flask, keeper: FlaskClient, action: int) -> None:
    for path in ("checklist", "forum"):
        assert keeper.post(f"{HOME}/{path}", data={"action": action}).status_code == 302
    assert keeper.post(f"{HOME}/questions/{line_of(app)}").status_code == 302


@pytest.mark.one_database
def test_the_owner_reads_what_was_decided(
    app: Flask, client: FlaskClient, keeper: FlaskClient, leaky: Made, link: str, decide
) -> None:
    before = client.get(link).text
    assert (REMOVED in before, GENERAL in before, OPEN in before) == (True, True, True)
    decide()
    page, days = client.get(link).text, client.get(f"{link}/calendar.ics").text.replace("\r\n ", "")
    assert TOLD in page
    assert TOLD in days
    with receive_mails(app) as inbox:
        keeper.post(
            f"{HOME}/mail/told",
            data={"fingerprint": fingerprint(keeper.get(f"{HOME}/mail/told").text)},
        )
        (mail,) = [mail for to, mail in inbox.received if to[0].startswith("ana")]
    sent = [part.get_content() for part in (mail.get_body(), *mail.iter_attachments())]
    sent = [(one if isinstance(one, str) else one.decode()).replace("\r\n ", "") for one in sent]
    assert [TOLD in one for one in sent] == [True, True]
    for text in (page, days, *sent):
        assert (REMOVED in text, GENERAL in text) == (False, False)


@pytest.mark.one_database
def test_a_letter_that_says_less_by_now_is_looked_at_again(
    keeper: FlaskClient, app: Flask, decide
) -> None:
    with receive_mails(app) as inbox:
        seen = fingerprint(keeper.get(f"{HOME}/mail/told").text)
        decide()
        assert keeper.post(f"{HOME}/mail/told", data={"fingerprint": seen}).status_code == 409
        assert inbox.received == []


@pytest.mark.one_database
def test_what_the_other_wrote_is_told_as_it_may_be(
    app: Flask, client: FlaskClient, leaky: Made, link: str, decide
) -> None:
    decide()
    stale = client.post(
        link,
        data={
            "action": leaky.call,
            f"a{leaky.call}-version": "1",
            f"a{leaky.call}-reply": "not_yet",
            f"a{leaky.call}-outcome": "Ende jo.",
        },
    )
    assert stale.status_code == 409
    assert "Foli me […]." in stale.text
    assert REMOVED not in stale.text


@pytest.mark.any_day
def test_checklist_and_forum_get_what_was_decided(
    app: Flask, keeper: FlaskClient, leaky: Made, decide
) -> None:
    decide()
    pass_on(app, keeper, leaky.call)
    title, note, points = copies(app, leaky.call)
    assert (title, points) == (TOLD, [TOLD, ASKED])
    assert note == "E premtoi: Ana Hoxha, Bashkia Vlorë"
    data = {
        "ended": "done",
        "outcome": f"Erdhi {REMOVED}.",
        "closed_on": moment.planner_today().isoformat(),
    }
    assert keeper.post(f"{HOME}/{leaky.call}/close", data=data).status_code == 302
    with app.app_context():
        assert (
            db.session.scalars(sa.select(OpenPoint.outcome).order_by(OpenPoint.id)).first()
            == "Erdhi […]."
        )


def test_copies_follow_a_later_decision_and_its_undoing(
    app: Flask, keeper: FlaskClient, leaky: Made, decide
) -> None:
    pass_on(app, keeper, leaky.call)
    title, _note, points = copies(app, leaky.call)
    assert (title, points) == (TEXT, [TEXT, QUESTION])
    decide()
    title, _note, points = copies(app, leaky.call)
    assert (title, points) == (TOLD, [TOLD, ASKED])
    assert f"{HOME}/questions/" not in keeper.get(HOME).text  # it is known to be there
    with app.app_context():
        ids = db.session.scalars(sa.select(Clearing.id)).all()
    for one in ids:
        assert keeper.post(f"{REPORT}/privacy/{one}/back").status_code == 302
    title, _note, points = copies(app, leaky.call)
    assert (title, points) == (TEXT, [TEXT, QUESTION])


@pytest.mark.one_database
def test_words_rewritten_in_the_checklist_stay_but_for_those_decided(
    app: Flask, keeper: FlaskClient, leaky: Made, decide
) -> None:
    pass_on(app, keeper, leaky.call)
    with app.app_context():
        task = db.session.scalars(sa.select(Task)).one()
        task.title = type(task.title)(en=f"Ring up {REMOVED} on Friday", sq="")
        db.session.commit()
    decide()
    assert copies(app, leaky.call)[0] == "Ring up […] on Friday"


@pytest.mark.one_database
def test_nothing_of_a_word_is_left_where_a_title_is_cut(
    app: Flask, keeper: FlaskClient, leaky: Made
) -> None:
    with app.app_context():
        db.session.get_one(NoteAction, leaky.call).text = LONG
        db.session.commit()
    pass_on(app, keeper, leaky.call)
    found = f"{REMOVED} {GENERAL}"
    title = copies(app, leaky.call)[0]
    assert (REMOVED in title, GENERAL in title) == (True, False)
    data = {
        "source": "action",
        "row_id": leaky.call,
        "found": found,
        "verdict": "remove",
        "instead": "",
    }
    assert keeper.post(f"{REPORT}/privacy", data=data).status_code == 302
    title, note, (point, _question) = copies(app, leaky.call)
    assert [REMOVED in text for text in (title, note, point)] == [False, False, False]


def test_what_goes_for_good_goes_from_the_copies(
    app: Flask, keeper: FlaskClient, leaky: Made, opening: int, verdict, let_out
) -> None:
    with app.app_context():
        db.session.get_one(NoteAction, leaky.call).text = f"Telefononi te {REMOVED}"
        db.session.commit()
    pass_on(app, keeper, leaky.call)
    for source, row_id in ((TextSource.ACTION, leaky.call), (TextSource.LINE, line_of(app))):
        verdict(row_id, REMOVED, Verdict.REMOVE, source=source)  # decided before copies followed
    let_out()
    assert keeper.post(f"{REPORT}/privacy/forget").status_code == 302
    title, _note, points = copies(app, leaky.call)
    assert (title, points) == ("Telefononi te […]", ["Telefononi te […]", ASKED])


def test_what_goes_for_good_is_not_remembered_of_the_copies_either(
    app: Flask, keeper: FlaskClient, leaky: Made, opening: int, let_out
) -> None:
    """Undoing in the checklist brought the name back into the task, after it was "deleted for good"."""
    with app.app_context():
        row = db.session.get_one(NoteAction, leaky.call)
        row.text, row.outcome = f"Telefononi te {REMOVED}", ""
        db.session.commit()
    pass_on(app, keeper, leaky.call)
    for source, row_id in (("action", leaky.call), ("line", line_of(app))):
        data = {"source": source, "row_id": row_id, "found": REMOVED, "verdict": "remove"}
        assert keeper.post(f"{REPORT}/privacy", data=data).status_code == 302
    let_out()
    assert keeper.post(f"{REPORT}/privacy/forget").status_code == 302
    with app.app_context():
        remembered = json.dumps(
            [[one.cells, one.about] for one in db.session.scalars(sa.select(Change))], default=str
        )
        assert REMOVED not in remembered


@pytest.mark.one_database
def test_it_costs_the_same_for_many(
    app: Flask, client: FlaskClient, leaky: Made, link: str, decide
) -> None:
    decide()
    with count_statements() as one:
        client.get(link)
    with app.app_context():
        for number in range(3):
            db.session.add(
                NoteAction(
                    event_id=report_event().id,
                    text=TEXT,
                    person_id=leaky.ana,
                    token=f"more-{number}",
                    at=moment.now(),
                )
            )
        db.session.commit()
    with count_statements() as more:
        client.get(link)
    assert len(more) == len(one) <= 16
