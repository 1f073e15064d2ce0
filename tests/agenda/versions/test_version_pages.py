"""Versions are kept, compared and restored; the history tells who did what."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.actions import plan_to_change
from facilitate.agenda.models import AgendaChange, AgendaVersion, Step, StepSupporter
from facilitate.agenda.plan import plan_from_json, plan_to_json
from facilitate.agenda.queries import plan_of
from facilitate.agenda.versions.actions import create_version, plan_of_version
from facilitate.data.db import db
from facilitate.events.models import Event, Member

from ...scenes import keep_scene
from ...statements import count_statements

AGENDA = "/events/spring/agenda"
VERSIONS = f"{AGENDA}/versions"


def said(answer: Any) -> str:
    """The text of a page, without what is bold."""
    return answer.text.replace("<b>", "").replace("</b>", "")


def found(app: Flask) -> list[AgendaVersion]:
    with app.app_context():
        return list(db.session.scalars(sa.select(AgendaVersion).order_by(AgendaVersion.id)))


def plan(app: Flask):
    with app.app_context():
        return plan_of(db.session.scalars(sa.select(Event)).one())


@pytest.fixture
@keep_scene
def kept(app: Flask, organiser, steps) -> int:
    """The agenda is kept as “Draft”, and then changed: a step longer, one moved, one taken out."""
    organiser.post(VERSIONS, data={"name": "Draft"})
    organiser.post(
        f"{AGENDA}/steps/{steps['What lasts']}/minutes", data={"minutes": "75", "revision": "0"}
    )
    organiser.post(f"{AGENDA}/move", data={"step": steps["Registration"], "to": "down"})
    organiser.post(f"{AGENDA}/remove", data={"step": steps["Coffee"]})
    return found(app)[0].id


def test_a_version_is_kept_under_a_name(app: Flask, organiser, steps) -> None:
    assert organiser.post(VERSIONS, data={"name": " Before the meeting "}).location == VERSIONS
    [version] = found(app)
    assert (version.name, version.change_id, version.published_at) == (
        "Before the meeting",
        0,
        None,
    )
    assert plan_from_json(version.content) == plan(app)
    page = organiser.get(VERSIONS).text
    assert "Before the meeting" in page
    assert "Arta Hoxha" in page


def test_a_button_pressed_twice_keeps_one(app: Flask, organiser, steps) -> None:
    for name in ("Draft", "Draft", "Other"):
        organiser.post(VERSIONS, data={"name": name})
    assert [one.name for one in found(app)] == ["Draft", "Other"]


@pytest.mark.parametrize("name", ["", "  ", "=1+1", "x" * 81, "y" * 100_000])
def test_a_name_that_is_none_stays_in_the_form(app: Flask, organiser, steps, name: str) -> None:
    answer = organiser.post(VERSIONS, data={"name": name})
    assert (answer.status_code, found(app)) == (422, [])
    assert name.strip() in answer.text


def test_who_may_do_what(app: Flask, sign_in, kept: int) -> None:
    names = (
        "organiser",
        "lead_facilitator",
        "facilitator",
        "note_taker",
        "staff",
        "viewer",
        "stranger",
    )
    codes = {
        name: (
            sign_in(name).get(VERSIONS).status_code,
            sign_in(name).get(f"{VERSIONS}/compare?a={kept}").status_code,
            sign_in(name).get(f"{VERSIONS}/{kept}").status_code,
            sign_in(name).post(VERSIONS, data={"name": name}).status_code,
            sign_in(name).post(f"{VERSIONS}/{kept}", data={"revision": "0"}).status_code,
        )
        for name in names
    }
    assert codes == {
        **dict.fromkeys(names[:2], (200, 200, 200, 302, 409)),
        **dict.fromkeys(names[2:6], (200, 200, 403, 403, 403)),
        "stranger": (404, 404, 404, 404, 404),
    }


@pytest.mark.parametrize(
    "path", ["compare?a=999", "compare?a=x", "compare?b=-1", "compare?change=999", "999"]
)
def test_what_is_not_there(organiser, kept: int, path: str) -> None:
    assert organiser.get(f"{VERSIONS}/{path}").status_code == 404


def test_a_version_of_another_event_is_not_there(app: Flask, organiser, kept: int) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        other = Event(
            slug="other",
            kind=event.kind,
            title=event.title,
            description=event.description,
            venue="",
            town="",
            first_day=event.first_day,
            last_day=event.last_day,
            created_at=event.created_at,
        )
        db.session.add(other)
        db.session.flush()
        key = create_version(other, plan_to_change(other), "Theirs", None).id
        db.session.commit()
    assert organiser.get(f"{VERSIONS}/{key}").status_code == 404
    assert organiser.get(f"{VERSIONS}/compare?a={key}").status_code == 404


@pytest.mark.both_databases
def test_compared_with_now_in_words(organiser, kept: int) -> None:
    page = said(organiser.get(f"{VERSIONS}/compare?a={kept}"))
    assert "From “Draft” to now: 3 changes." in page
    for text in (
        "Thursday 18 March",
        "Registration: moved to 08:50",
        "What lasts: 60 → 75 min",
        "Coffee: removed",
    ):
        assert text in page
    back = said(organiser.get(f"{VERSIONS}/compare?a=now&b={kept}"))
    assert "Coffee: new, 20 min at 10:45 on Friday 19 March" in back
    assert "nothing has changed" in organiser.get(f"{VERSIONS}/compare?a={kept}&b={kept}").text


def test_nothing_to_compare_yet(organiser, steps) -> None:
    assert "No version is saved yet" in organiser.get(f"{VERSIONS}/compare").text


@pytest.mark.both_databases
def test_what_one_change_did(app: Flask, organiser, kept: int) -> None:
    with app.app_context():
        first = db.session.scalars(sa.select(AgendaChange.id).order_by(AgendaChange.id)).first()
    page = said(organiser.get(f"{VERSIONS}/compare?change={first}"))
    assert "What lasts: 60 → 75 min" in page
    assert "Registration: moved" not in page


@pytest.mark.both_databases
def test_the_history_tells_what_was_done_and_taken_back(organiser, kept: int) -> None:
    organiser.post(f"{AGENDA}/undo")
    page = organiser.get(VERSIONS).text
    assert "“What lasts” was changed." in page
    assert "<del>“Coffee” was removed.</del>" in page
    assert "A change to “Coffee” was undone." in page
    assert "1 version saved, 4 changes so far." in page


@pytest.mark.both_databases
def test_restoring_tells_what_will_change_and_does_it(
    app: Flask, organiser, steps, kept: int
) -> None:
    page = said(organiser.get(f"{VERSIONS}/{kept}"))
    assert "3 things in the agenda would change." in page
    assert "What lasts: 75 → 60 min" in page
    changed = plan(app)
    [version] = found(app)
    assert organiser.post(f"{VERSIONS}/{kept}", data={"revision": "3"}).location == AGENDA
    assert plan(app) == plan_from_json(version.content)
    assert set(plan(app).steps) == set(steps.values())
    organiser.post(f"{AGENDA}/undo")
    assert plan(app) == changed
    organiser.post(f"{AGENDA}/redo")
    assert plan(app) == plan_from_json(version.content)


def test_restoring_asks_again_when_somebody_changed_the_agenda(
    app: Flask, organiser, steps, kept: int
) -> None:
    organiser.post(f"{AGENDA}/steps/{steps['What lasts']}/minutes", data={"minutes": "90"})
    answer = organiser.post(f"{VERSIONS}/{kept}", data={"revision": "3"})
    assert answer.status_code == 409
    assert "What lasts: 90 → 60 min" in said(answer)
    assert organiser.post(f"{VERSIONS}/{kept}").status_code == 409
    assert organiser.post(f"{VERSIONS}/{kept}", data={"revision": "4"}).status_code == 302


def test_restoring_what_is_already_so(app: Flask, organiser, steps) -> None:
    organiser.post(VERSIONS, data={"name": "Draft"})
    key = found(app)[0].id
    assert "already the same as in that version" in organiser.get(f"{VERSIONS}/{key}").text
    organiser.post(f"{VERSIONS}/{key}", data={"revision": "0"})
    with app.app_context():
        assert list(db.session.scalars(sa.select(AgendaChange))) == []


def test_who_has_left_stays_away(app: Flask, cast, organiser, steps, kept: int) -> None:
    with app.app_context():
        db.session.delete(db.session.get_one(Member, cast.members["staff"]))
        db.session.commit()
    assert "somebody who has left" not in organiser.get(f"{VERSIONS}/{kept}").text
    assert organiser.post(f"{VERSIONS}/{kept}", data={"revision": "3"}).status_code == 302
    with app.app_context():
        assert db.session.get_one(Step, steps["Registration"]).lead_id is None
        assert list(db.session.scalars(sa.select(StepSupporter))) == []


def test_an_event_that_moved_and_shrank(app: Flask, organiser, steps, kept: int) -> None:
    with app.app_context():
        event = db.session.scalars(sa.select(Event)).one()
        event.first_day, event.last_day = date(2027, 4, 1), date(2027, 4, 2)
        db.session.commit()
    assert "Thursday 1 April" in organiser.get(f"{VERSIONS}/{kept}").text
    assert organiser.post(f"{VERSIONS}/{kept}", data={"revision": "3"}).status_code == 302
    assert [day.on for day in plan(app).in_order] == [date(2027, 4, 1), date(2027, 4, 2)]
    assert len(plan(app).steps) == 5


def test_a_published_version_is_marked(app: Flask, organiser, kept: int) -> None:
    with app.app_context():
        version = db.session.get_one(AgendaVersion, kept)
        version.published_at = version.at
        db.session.commit()
    assert "published" in organiser.get(VERSIONS).text


def test_kept_and_read_back_it_is_the_same(app: Flask, steps, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        now = plan_to_change(event)
        version = create_version(event, now, "Draft", None)
        db.session.commit()
        db.session.expire_all()
        assert plan_of_version(version, now) == now
        assert version.content == plan_to_json(now)


def test_the_pages_ask_little_however_long_the_history(app: Flask, organiser, kept: int) -> None:
    paths = [
        VERSIONS,
        f"{VERSIONS}/compare?a={kept}",
        f"{VERSIONS}/compare?change=1",
        f"{VERSIONS}/{kept}",
    ]

    def asked() -> list[int]:
        numbers = []
        for path in paths:
            with count_statements() as statements:
                assert organiser.get(path).status_code == 200
            numbers.append(len(statements))
        return numbers

    few = asked()
    with app.app_context():
        change = db.session.scalars(sa.select(AgendaChange)).first()
        assert change is not None
        for number in range(120):
            db.session.add(
                AgendaChange(
                    event_id=change.event_id,
                    user_id=change.user_id,
                    at=change.at,
                    did=change.did,
                    about=change.about,
                    cells=[],
                )
            )
            if number % 40 == 0:
                create_version(
                    db.session.get_one(Event, change.event_id),
                    plan_of(db.session.get_one(Event, change.event_id)),
                    f"V{number}",
                    None,
                )
        db.session.commit()
    assert asked() == few
    assert max(few) <= 16
    assert "Page 1 of 3" in organiser.get(VERSIONS).text
    assert organiser.get(f"{VERSIONS}?page=3").status_code == 200
    assert organiser.get(f"{VERSIONS}?page=99").status_code == 200
