"""The practice sheet on the page, of an event and of a forum: read, edited, filled from what is known, in Word."""

import io
from collections.abc import Callable

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event
from facilitate.forums.models import ForumMember, ForumRole
from facilitate.lib.text import Words
from facilitate.practice.models import Lesson, PracticeSheet, StartAnswer

from ...forums.meetings.conftest import South, keeper, south
from ...statements import count_statements
from ...two_people import let_out
from ..rows import add_lesson

__all__ = ["keeper", "south"]
pytestmark = pytest.mark.both_databases
EVENT = "/events/spring/practice-sheet"
SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def release(sign_in: SignIn) -> Callable[..., list[int]]:
    """Two people release a sheet as it is now: that of the event, if not said otherwise."""

    def pressed(page: str = EVENT, second: str = "facilitator") -> list[int]:
        return let_out(f"{page}/release", sign_in("organiser"), sign_in(second))

    return pressed


def said_in(answer) -> list[str]:
    """The paragraphs of a Word file."""
    assert answer.status_code == 200
    return [one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs]


def the_sheet(app: Flask) -> PracticeSheet:
    with app.app_context():
        return db.session.query(PracticeSheet).one()


@pytest.mark.one_database
def test_an_empty_field_shows_what_is_known_and_takes_it_over(
    app: Flask, organiser: FlaskClient
) -> None:
    page = organiser.get(EVENT).text
    assert "Size: 2 days, a team of 6, planned for 110." in page
    organiser.post(f"{EVENT}/cost/take")
    cost = the_sheet(app).cost
    assert "a team of 6" in cost.en
    assert "Madhësia" in cost.sq
    assert organiser.post(f"{EVENT}/cost/take").status_code == 409  # it is the team's own text now
    assert organiser.post(f"{EVENT}/lessons/take").status_code == 409  # nothing is known of it


@pytest.mark.one_database
def test_the_teams_words_come_before_what_is_known(app: Flask, organiser: FlaskClient) -> None:
    edited = organiser.post(
        f"{EVENT}/edit", data={"version": "None", "cost-en": "About forty working days."}
    )
    assert edited.status_code == 302
    page = organiser.get(EVENT).text
    assert page.index("About forty working days.") < page.index("What the planner knows about it")


def test_somebody_elses_edit_is_shown(app: Flask, organiser: FlaskClient) -> None:
    organiser.post(f"{EVENT}/cost/take")
    stale = the_sheet(app).version
    organiser.post(f"{EVENT}/edit", data={"version": str(stale), "cost-en": "First"})
    clash = organiser.post(f"{EVENT}/edit", data={"version": str(stale), "cost-en": "Second"})
    assert clash.status_code == 409
    assert "First" in clash.text
    assert "Second" in clash.text


@pytest.mark.parametrize("path", [EVENT, f"{EVENT}.docx", "/events/spring/practice-sheet/edit"])
def test_strangers_find_nothing(sign_in: SignIn, path: str) -> None:
    assert sign_in("stranger").get(path).status_code == 404


@pytest.mark.one_database
def test_who_may_not_edit_reads_only(sign_in: SignIn) -> None:
    viewer = sign_in("viewer")
    assert viewer.get(EVENT).status_code == 200
    assert "/take" not in viewer.get(EVENT).text
    assert viewer.post(f"{EVENT}/cost/take").status_code == 403
    assert viewer.get(f"{EVENT}/edit").status_code == 403


def test_wrong_ways_in(organiser: FlaskClient) -> None:
    assert organiser.get(f"{EVENT}/cost/take").status_code == 405
    assert organiser.post(f"{EVENT}/weather/take").status_code == 404
    long = organiser.post(f"{EVENT}/edit", data={"version": "1", "cost-en": "x" * 20_001})
    assert long.status_code == 422


def test_lessons_and_answers_stand_on_the_sheet(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add_all(
            [
                add_lesson(cast.event_id, "Panels of forty minutes"),
                add_lesson(cast.event_id, "Not decided", taken=None),
                StartAnswer(
                    event_id=cast.event_id, key="sponsors", text="Two agencies", settled=True
                ),
                StartAnswer(
                    event_id=cast.event_id, key="goals", text="Still talking", settled=False
                ),
            ]
        )
        db.session.commit()
    page = organiser.get(EVENT).text
    assert "Do differently: Panels of forty minutes" in page
    assert "Not decided" not in page
    assert "Who sponsors it? – Two agencies" in page
    assert "Still talking" not in page


@pytest.mark.one_database
def test_it_asks_the_same_however_much_there_is(app: Flask, cast, organiser: FlaskClient) -> None:
    asked = []
    for _turn in range(2):
        with app.app_context():
            event = db.session.get_one(Event, cast.event_id)
            for number in range(3):
                add_objective(event, Words(f"Objective {number}", ""), Words())
                db.session.add(add_lesson(event.id, f"Lesson {number}"))
            db.session.commit()
        with count_statements() as statements:
            organiser.get(EVENT)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 24


def test_word_speaks_either_language(organiser: FlaskClient, release) -> None:
    release()
    for code, title, nothing in (
        ("en", "Description", "Nothing is noted here."),
        ("sq", "Përshkrimi", "Këtu nuk ka shënime."),
    ):
        said = said_in(organiser.get(f"{EVENT}.docx?lang={code}"))
        assert (title in said, nothing in said, "–" in said) == (True, False, False)
    assert "Përshkrimi" in said_in(organiser.get(f"{EVENT}.docx?lang=xx"))  # the event's language


def test_word_holds_no_address_of_anybody(organiser: FlaskClient, release) -> None:
    release()
    said = "\n".join(said_in(organiser.get(f"{EVENT}.docx")))
    assert ("Arta Hoxha" in said, "@" in said) == (True, False)


def test_it_leaves_once_two_people_released_exactly_these_words(
    app: Flask, organiser: FlaskClient, sign_in: SignIn, release
) -> None:
    assert organiser.get(f"{EVENT}.docx").status_code == 409
    assert f"{EVENT}.docx" not in organiser.get(EVENT).text
    assert organiser.post(f"{EVENT}/release").location == EVENT
    assert organiser.post(f"{EVENT}/release").status_code == 409  # the same person twice
    assert "It is waiting for a second person" in organiser.get(EVENT).text
    assert organiser.get(f"{EVENT}.docx").status_code == 409
    organiser.post(f"{EVENT}/release", data={"to": "back"})
    assert release() == [302, 302]
    assert "Përshkrimi" in said_in(sign_in("viewer").get(f"{EVENT}.docx"))
    version = str(the_sheet(app).version)
    organiser.post(f"{EVENT}/edit", data={"version": version, "lessons-sq": "Më pak fjalime."})
    assert (
        organiser.get(f"{EVENT}.docx?lang=en").status_code == 409
    )  # the other language's words count, too
    assert "The words have changed since they were released" in organiser.get(EVENT).text
    assert release() == [302, 302]
    assert "Më pak fjalime." in said_in(organiser.get(f"{EVENT}.docx"))


def test_figures_may_change_without_another_release(
    app: Flask, cast, organiser: FlaskClient, release
) -> None:
    release()
    with app.app_context():
        db.session.get_one(Event, cast.event_id).expected = 111
        db.session.commit()
    assert "planned for 111" in "\n".join(said_in(organiser.get(f"{EVENT}.docx?lang=en")))


@pytest.mark.one_database
def test_nothing_leaves_while_a_passage_is_not_decided(organiser: FlaskClient, release) -> None:
    organiser.post(
        f"{EVENT}/edit", data={"version": "None", "lessons-en": "Elira, aged 16, told us."}
    )
    assert release() == [409, 409]
    assert organiser.get(f"{EVENT}.docx").status_code == 409


def test_who_may_release_it(sign_in: SignIn) -> None:
    roles = ("viewer", "note_taker", "stranger")
    found = [sign_in(role).post(f"{EVENT}/release").status_code for role in roles]
    assert found == [403, 403, 404]
    assert "once two people have released this sheet." in sign_in("viewer").get(EVENT).text


@pytest.mark.one_database
def test_an_event_and_a_forum_are_released_apart(
    app: Flask, keeper: FlaskClient, south: South, sign_in: SignIn, release
) -> None:
    forum = f"{south.path}/practice-sheet"
    assert release() == [302, 302]
    assert keeper.get(f"{forum}.docx").status_code == 409
    assert let_out(f"{forum}/release", keeper, sign_in("administrator")) == [302, 302]
    assert [
        keeper.get(f"{forum}.docx").status_code,
        sign_in("organiser").get(f"{EVENT}.docx").status_code,
    ] == [
        200,
        200,
    ]


@pytest.mark.one_database
def test_a_forum_has_its_sheet_too(
    app: Flask, keeper: FlaskClient, south: South, sign_in: SignIn
) -> None:
    path = f"{south.path}/practice-sheet"
    assert "It meets" in keeper.get(path).text
    keeper.post(f"{path}/implementation/take")
    assert the_sheet(app).forum_id == south.forum
    state = str(the_sheet(app).version)
    assert (
        keeper.post(f"{path}/edit", data={"version": state, "cost-en": "Little"}).status_code == 302
    )
    assert keeper.get(f"{path}.docx").status_code == 409
    assert let_out(f"{path}/release", keeper, sign_in("administrator")) == [302, 302]
    assert keeper.get(f"{path}.docx").status_code == 200
    viewer = sign_in("viewer")
    assert viewer.get(path).status_code == 200
    assert viewer.post(f"{path}/release").status_code == 403
    assert viewer.get(f"{path}.docx").status_code == 200
    assert viewer.post(f"{path}/implementation/take").status_code == 403
    assert viewer.get("/forums/nowhere/practice-sheet").status_code == 404


def test_a_forums_sheet_is_the_same_words_whatever_language_they_are_read_in(
    app: Flask, keeper: FlaskClient, south: South, sign_in: SignIn
) -> None:
    path, administrator = f"{south.path}/practice-sheet", sign_in("administrator")
    with app.app_context():
        chair = db.session.get_one(ForumMember, next(iter(south.members.values())))
        chair.role, office = ForumRole.CHAIR, chair.organisation.name
        db.session.commit()
    administrator.post("/language", data={"language": "sq"})
    assert let_out(f"{path}/release", keeper, administrator) == [302, 302]
    for client in (keeper, administrator):
        for language, role in (("en", "convener"), ("sq", "drejtues i takimeve")):
            content = client.get(f"{path}.docx?lang={language}").data
            texts = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
            assert [text for text in texts if text.endswith(office)] == [f"{role}: {office}"]


def test_what_was_learned_goes_with_its_event(app: Flask, cast) -> None:
    with app.app_context():
        db.session.add(add_lesson(cast.event_id, "Gone with it"))
        db.session.commit()
        db.session.delete(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        assert db.session.query(Lesson).count() == 0
